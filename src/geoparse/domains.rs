//! The town in an outlet's web address: "palestinetimesherald.com", "enfield-today.co.uk", "chronicle.augusta.com".

use super::lexicon::{Classes, Lexicon, word_hash};
use crate::gazetteer::{Country, Feature, FeatureClass, FeatureRef, Gazetteer, Hit, NameKind};
use crate::text::normalise::normalise;

/// What outlets call themselves, and what stands around it in an address.
const WORDS: &str = "advertiser advocate american argus banner beacon bee bulletin bugle call chronicle citizen \
    commercial courant courier crier daily democrat digest dispatch echo enquirer enterprise examiner express extra \
    eagle free free-press gazette globe guardian herald independent info inquirer intelligencer irish journal kurier \
    leader ledger life live local lokal mag magazine mail mercury messenger metro mirror monitor morning news newsday \
    newspaper newspapers newsroom notes now observer online outlook pantagraph paper patriot pilot pioneer planet plus \
    post press progress radio record recorder register report reporter republic republican review sentinel signal \
    spectator standard star statesman sun sunday tab telegram telegraph telegrapher the this thisis times today \
    transcript tribune trust tv union unionist valley view villager visitor voice watch web week weekly world \
    area evening gazetteer herald-news headlight in index is leader-post my news-press our republican-american talk town \
    villages chron inside visit visiting";

/// Letters at least of a name found in an address: shorter ones are found in any.
const SHORTEST: usize = 4;
/// Letters at most of a part that is looked at.
const LONGEST: usize = 40;
/// A town so many times as large as the next of its name is meant.
const AHEAD: u32 = 4;
/// Bearers looked at.
const MOST: usize = 48;
/// Bearers kept.
const KEPT: usize = 8;

/// The places of one name that an address may mean, the largest first.
pub(super) struct Towns<'g> {
    pub(super) places: Vec<Feature<'g>>,
    /// Whether the first is meant where nothing else tells.
    pub(super) clear: bool,
}

/// The towns or counties that a host may name, within the country of its last part if it has one.
pub(super) fn towns<'g>(host: &str, country: Option<Country>, gazetteer: &'g Gazetteer) -> Option<Towns<'g>> {
    let labels: Vec<&str> = host.split('.').collect();
    // "Pravda" is what an outlet is called, and no address.
    if labels.len() < 2 {
        return None;
    }
    // The part that was registered, then those before it.
    let registered = labels.len().saturating_sub(if country.is_some() && labels.len() > 2 { 3 } else { 2 });
    let order = std::iter::once(registered).chain(0..registered);
    order
        .filter_map(|at| labels.get(at))
        .filter(|l| l.len() <= LONGEST && l.is_ascii())
        .find_map(|label| in_label(&label.to_ascii_lowercase(), country, gazetteer))
}

/// What outlets call themselves is taken off the end, then more and more of it off the front; whatever is left is looked
/// up each time.
fn in_label<'g>(label: &str, country: Option<Country>, gazetteer: &'g Gazetteer) -> Option<Towns<'g>> {
    let mut rest = label.trim_matches('-');
    let mut cut = false;
    loop {
        let mut inner = rest;
        loop {
            if let Some(found) = named(inner, cut || inner.len() < rest.len(), country, gazetteer) {
                return Some(found);
            }
            let Some(n) = longest_word(inner, |w| inner.ends_with(w)) else { break };
            inner = inner[..inner.len() - n].trim_end_matches('-');
        }
        rest = rest[longest_word(rest, |w| rest.starts_with(w))?..].trim_start_matches('-');
        cut = true;
    }
}

/// Length of the longest of [`WORDS`] that stands where `at` says, if enough is left without it.
fn longest_word(rest: &str, at: impl Fn(&str) -> bool) -> Option<usize> {
    let length = WORDS.split_whitespace().filter(|w| at(w)).map(str::len).max()?;
    (length + SHORTEST <= rest.len()).then_some(length)
}

/// The places that bear what is left of an address: as it stands, or parted in two or three words. `cut` says that
/// something was taken off; a bare name must be a larger town's.
fn named<'g>(rest: &str, cut: bool, country: Option<Country>, gazetteer: &'g Gazetteer) -> Option<Towns<'g>> {
    if rest.len() < SHORTEST || WORDS.split_whitespace().any(|w| w == rest) {
        return None;
    }
    let mut hits = Vec::new();
    let mut best: Option<Towns<'g>> = None;
    let mut look = |name: &str| {
        gazetteer.lookup_exact(name, &mut hits);
        let found = local(&hits, country, gazetteer)?;
        let first = found.places.first()?;
        let common = Lexicon::get().classes(word_hash(name)).has(Classes::COMMON) && first.population < 100_000;
        (!common && (cut || first.population >= 5_000)).then_some(found)
    };
    let mut take = |found: Option<Towns<'g>>| {
        let size = |t: &Towns<'_>| t.places.first().map_or(0, |f| f.population);
        if let Some(found) = found
            && best.as_ref().is_none_or(|b| size(b) < size(&found))
        {
            best = Some(found);
        }
    };
    if rest.contains('-') {
        take(look(&normalise(rest)));
        return best;
    }
    take(look(rest));
    for at in 3..rest.len().saturating_sub(1) {
        let (a, b) = rest.split_at(at);
        take(look(&format!("{a} {b}")));
        for far in at + 3..rest.len().saturating_sub(2) {
            let (b, c) = rest[at..].split_at(far - at);
            take(look(&format!("{a} {b} {c}")));
        }
    }
    best
}

/// The towns and counties among the bearers of a name.
fn local<'g>(hits: &[Hit], country: Option<Country>, gazetteer: &'g Gazetteer) -> Option<Towns<'g>> {
    let of = |kind: NameKind| {
        hits.iter()
            .take(MOST)
            .filter(|h| h.kind == kind)
            .map(|h| gazetteer.feature(h.feature))
            .filter(|f| f.class == FeatureClass::P || f.code == "ADM2" || f.code == "ADM3")
            .filter(|f| country.is_none_or(|c| f.country == Some(c)))
            .collect::<Vec<_>>()
    };
    // "Augusta" is Augsburg's name in other languages, too.
    let mut places = of(NameKind::Primary);
    if places.is_empty() {
        places = of(NameKind::Alias);
    }
    places.sort_by_key(|f| (std::cmp::Reverse(f.population), f.at));
    let mut apart: Vec<Feature<'g>> = Vec::new();
    for place in places {
        if apart.len() < KEPT && apart.iter().all(|p| p.point.distance_km(place.point) > 60.0) {
            apart.push(place);
        }
    }
    let first = apart.first()?;
    // Under an address of no country, "theparisnews.com" is rather a paper of some American town of the name.
    let american = |f: &Feature<'_>| f.country == Country::new("US");
    let abroad = country.is_none() && !american(first) && apart.iter().any(american);
    let ahead = apart.get(1).is_none_or(|next| first.population >= next.population.saturating_mul(AHEAD).max(1));
    let clear = ahead && !abroad;
    Some(Towns { places: apart, clear })
}

/// What a text may call a first-level division: its names in ASCII of five letters at least, and those with a stop.
pub(super) fn callings(division: FeatureRef, gazetteer: &Gazetteer) -> Vec<String> {
    let mut names = gazetteer.names(division);
    names.retain(|n| n.is_ascii() && (n.len() >= 5 || (n.len() >= 3 && n.ends_with('.'))));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(host: &str, country: Option<&str>) -> Option<(String, bool)> {
        let gazetteer = Gazetteer::world();
        let found = towns(host, country.and_then(Country::new), &gazetteer)?;
        Some((found.places.first()?.name.to_owned(), found.clear))
    }

    #[test]
    fn finds_towns() {
        for (host, country, town) in [
            ("bostonherald.com", None, "Boston"),
            ("chronicle.augusta.com", None, "Augusta"),
            ("cambridge-news.co.uk", Some("GB"), "Cambridge"),
            ("grandforksherald.com", None, "Grand Forks"),
            ("palmbeachpost.com", None, "Palm Beach"),
            ("thisisbristol.co.uk", Some("GB"), "Bristol"),
            ("lasvegassun.com", None, "Las Vegas"),
            ("norfolkdailynews.com", None, "Norfolk"),
        ] {
            assert_eq!(first(host, country).map(|f| f.0).as_deref(), Some(town), "{host}");
        }
    }

    #[test]
    fn finds_none_in_plain_words() {
        for host in [
            "independent.co.uk",
            "theguardian.com",
            "reuters.com",
            "bbc.com",
            "news24.com",
            "xinhuanet.com",
            "apnews.com",
            "Pravda",
            "Xinhua",
        ] {
            assert_eq!(first(host, None), None, "{host}");
        }
    }
}
