//! Evidence in words: the sentence a reader sees for each reason.

use super::evidence::{ORDER, Weights};
use super::mention::{Candidate, Evidence, EvidenceKind as Kind, Resolution};
use super::outlet::Home;
use super::resolve::{Group, Option_};
use crate::gazetteer::{FeatureClass, FeatureRef, Gazetteer, NameKind};

/// What the sentences need to know beside the bins.
pub(crate) struct Teller<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) weights: &'a Weights,
    pub(crate) home: Option<&'a Home>,
    /// How often each country is named, with its code.
    pub(crate) countries: &'a [(crate::gazetteer::Country, u32)],
}

/// Room for one reason.
const NONE: (f32, Kind, usize) = (0.0, Kind::OnlyCandidate, 0);

impl Teller<'_> {
    /// The reasons of one option, strongest first; reasons that weigh nothing are left out.
    pub(crate) fn evidence(&self, group: &Group<'_>, option: &Option_<'_>) -> Vec<Evidence> {
        let mut out = [NONE; ORDER.len() + 1];
        let weighed = self.weighed(group, option, &mut out).iter();
        weighed
            .map(|&(weight, kind, bin)| Evidence {
                kind,
                weight,
                detail: self.sentence(kind, bin, weight, group, option),
            })
            .collect()
    }

    /// The three strongest reasons for an option in one line; see [`super::Resolution::reason`].
    pub(crate) fn reason(&self, group: &Group<'_>, option: &Option_<'_>) -> String {
        let mut room = [NONE; ORDER.len() + 1];
        let mut out = String::new();
        let weighed = self.weighed(group, option, &mut room);
        for &(weight, kind, bin) in weighed.iter().filter(|w| w.0 > 0.0).take(3) {
            if !out.is_empty() {
                out.push_str("; ");
            }
            out.push_str(&self.sentence(kind, bin, weight, group, option));
        }
        out
    }

    /// The kinds of reason for and against an option, with their weight and first bin, strongest first.
    fn weighed<'r>(
        &self,
        group: &Group<'_>,
        option: &Option_<'_>,
        room: &'r mut [(f32, Kind, usize); ORDER.len() + 1],
    ) -> &'r [(f32, Kind, usize)] {
        let mut sums = [(0.0_f32, 0_usize, false); ORDER.len()];
        let weights = self.weights.passes.get(group.pass()).map_or(&[][..], Vec::as_slice);
        for bin in option.bins.all() {
            let w = weights.get(bin.index()).copied().unwrap_or(0.0);
            if let Some(sum) = sums.get_mut(bin.kind_number()) {
                if sum.2 {
                    sum.0 += w;
                } else {
                    *sum = (sum.0 + w, bin.within(), true);
                }
            }
        }
        let only = (group.options.len() == 1).then_some((1.0, Kind::OnlyCandidate, 0));
        let seen = sums.iter().zip(ORDER).filter(|((w, _, seen), _)| *seen && w.abs() > 0.05);
        let all = seen.map(|(&(weight, bin, _), kind)| (weight, kind, bin)).chain(only);
        let mut count = 0;
        for (slot, reason) in room.iter_mut().zip(all) {
            *slot = reason;
            count += 1;
        }
        let out = room.get_mut(..count).unwrap_or_default();
        out.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(&b.1)));
        out
    }

    fn sentence(&self, kind: Kind, bin: usize, weight: f32, group: &Group<'_>, option: &Option_<'_>) -> String {
        let feature = &option.feature;
        let country = || {
            let country = feature.country.and_then(|c| self.gazetteer.country(c));
            country.map_or("its country", |at| self.gazetteer.feature(at).name)
        };
        let division = || feature.admin1.map_or("its division", |at| self.gazetteer.feature(at).name);
        let against = weight < 0.0;
        match kind {
            Kind::OnlyCandidate => "nothing else bears the name".into(),
            Kind::PrimaryName => match option.hit.kind {
                NameKind::Primary => "this is its own name".into(),
                NameKind::Alias => "one of its other names".into(),
                NameKind::Abbreviation => "an abbreviation of it".into(),
                NameKind::Demonym => "the word for its people".into(),
                NameKind::Former => "a name it bore once".into(),
                NameKind::Loose => "spelled only loosely like it".into(),
            },
            Kind::Population if feature.population == 0 => "no known inhabitants".into(),
            Kind::Population => format!("{} inhabitants", grouped(feature.population)),
            Kind::FeatureRank => describe(feature.class, feature.code).into(),
            Kind::Containment => {
                let outer = group
                    .containers
                    .iter()
                    .find(|&&c| against || self.gazetteer.contains(c, option.hit.feature))
                    .map_or("its container", |&c| self.gazetteer.feature(c).name);
                if against {
                    format!("not in {outer}, which is named beside it")
                } else {
                    format!("{outer} is named beside it")
                }
            }
            Kind::CountryVote => {
                let times = feature.country.and_then(|c| self.countries.iter().find(|e| e.0 == c)).map_or(0, |e| e.1);
                if against {
                    format!("little else is in {}", country())
                } else if times > 1 {
                    format!("{} is named {times} times", country())
                } else if times == 1 {
                    format!("{} is named", country())
                } else {
                    format!("other places are in {}", country())
                }
            }
            Kind::AdminVote if against => format!("little else is in {}", division()),
            Kind::AdminVote => format!("other places are in {}", division()),
            Kind::Near if against => "far from the other places".into(),
            Kind::Near => "near the other places".into(),
            Kind::Dateline if against => "far from where the story was filed".into(),
            Kind::Dateline => "close to where the story was filed".into(),
            Kind::OutletHome => {
                let home = self.home.map_or("its home", |h| h.name.as_str());
                match (self.home.is_some_and(|h| h.learned), against) {
                    (false, true) => format!("far from the outlet's home, {home}"),
                    (false, false) => format!("the outlet is from {home}"),
                    (true, true) => format!("far from {home}, around which the outlet's articles lie"),
                    (true, false) => format!("the outlet's articles lie around {home}"),
                }
            }
            Kind::OneSense if bin == 0 => "the text says elsewhere which one it means".into(),
            Kind::OneSense => "the text says elsewhere that it means another".into(),
            Kind::Focus if bin == 1 => "within the focus".into(),
            Kind::Focus => "outside the focus".into(),
            Kind::Correction => "the reader's correction".into(),
            Kind::UserLayer => "from the reader's own layer".into(),
            Kind::LooseSpelling => "spelled only loosely like it".into(),
            Kind::Anachronism => "it did not bear this name at the time".into(),
            Kind::Story if bin == 0 => "other articles of the story mean it".into(),
            Kind::Story => "other articles of the story mean another".into(),
            Kind::Fame => match feature.fame {
                0 => "no other name is known for it".into(),
                1 => "one other name is known for it".into(),
                steps if against => {
                    format!("only {} to {} other names are known for it", 1_u32 << (steps - 1), (1_u32 << steps) - 1)
                }
                steps => format!("known by {} other names or more", 1_u32 << (steps - 1)),
            },
        }
    }
}

/// 1234567 as "1,234,567".
fn grouped(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A class and code in words.
pub fn describe(class: FeatureClass, code: &str) -> &'static str {
    match (class, code) {
        (FeatureClass::A, "PCLH") => "former country",
        (FeatureClass::A, "ADM1") => "first-level division",
        (FeatureClass::A, "ADM2") => "second-level division",
        (FeatureClass::A, c) if c.starts_with("PCL") => "country",
        (FeatureClass::A, _) => "administrative area",
        (FeatureClass::P, "PPLC") => "capital",
        (FeatureClass::P, "PPLA") => "seat of a first-level division",
        (FeatureClass::P, "PPLX") => "part of a town",
        (FeatureClass::P, c) if c.starts_with("PPLA") => "seat of a division",
        (FeatureClass::P, _) => "populated place",
        (FeatureClass::L, "CONT") => "continent",
        (FeatureClass::L, _) => "region",
        (FeatureClass::H, _) => "water",
        (FeatureClass::T, _) => "landform",
        (FeatureClass::S, _) => "site",
        (FeatureClass::R, _) => "road",
        (FeatureClass::U, _) => "undersea feature",
        (FeatureClass::V, _) => "forest or heath",
    }
}

/// Why a place that bears the name is not believed to be meant, and what would have changed that.
pub fn passed_over(gazetteer: &Gazetteer, place: FeatureRef) -> String {
    let told = gazetteer.name_and_country(place);
    let other = gazetteer.country_name(&gazetteer.feature(place)).unwrap_or("its country");
    format!("{told} is little known by this name, and nothing else here speaks of {other}")
}

/// The one reason without which the runner-up would have won, or what the runner-up lacks.
pub fn turning_point(gazetteer: &Gazetteer, resolution: &Resolution) -> Option<String> {
    let [first, second, ..] = resolution.candidates.as_slice() else { return None };
    let rival = gazetteer.chain(second.place);
    let rival = if rival.is_empty() { gazetteer.feature(second.place).name.to_owned() } else { rival };
    let weight = |c: &Candidate, kind: Kind| c.evidence.iter().find(|e| e.kind == kind).map_or(0.0, |e| e.weight);
    let sum =
        |c: &Candidate| c.evidence.iter().filter(|e| e.kind != Kind::OnlyCandidate).map(|e| e.weight).sum::<f32>();
    let lead = sum(first) - sum(second);
    let decisive = first
        .evidence
        .iter()
        .filter(|e| e.kind != Kind::OnlyCandidate)
        .map(|e| (weight(first, e.kind) - weight(second, e.kind), e))
        .filter(|(gain, _)| *gain > lead)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    Some(match decisive {
        Some((_, e)) => format!("without \u{201C}{}\u{201D} it would be {rival}", e.detail),
        None => format!("no single reason decides; {rival} lacks {lead:.1} in log odds"),
    })
}
