//! What the network is told about a candidate name: its words, its neighbours, its bearers, its use in the document.
//!
//! Each fact becomes one hashed number; the same code serves learning and reading.

use super::candidates::{Name, Names};
use super::company::Company;
use super::explained::Explained;
use super::facts::{Facts, LOOKED_AT};
use super::lexicon::{self, Classes};
use super::network::ROWS;
use super::outlet::Home;
use super::scan::{Scan, Use};
use crate::gazetteer::{Country, FeatureClass, FeatureRef, Gazetteer, NameKind};

use crate::text::tokens::{Gap, Shape};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// Countries' codes of three letters that tell a table of results from a party's name.
const CODES: usize = 3;

/// Countries and divisions kept of those a document names, the most frequent; bounds the work on long documents.
const MOST_NAMED: usize = 64;

/// Logarithmic step of a count: 0, 1, 2, 3-4, 5-8 …
pub(crate) fn step(n: u32) -> u32 {
    if n <= 2 { n } else { 33 - (n - 1).leading_zeros() }
}

/// What the document as a whole says, gathered once.
pub(crate) struct Context<'a> {
    pub(crate) scan: &'a Scan<'a>,
    pub(crate) names: &'a Names<'a>,
    gazetteer: &'a Gazetteer,
    /// Of each key of a known name, what its first use says: see [`Name::alike`].
    facts: Vec<Facts>,
    /// Countries named outright, with how often.
    countries: Vec<(Country, u32)>,
    /// Divisions named outright, with the name's key and how often.
    divisions: Vec<(FeatureRef, u32, u32)>,
    /// By first word: one past the last of the known names that begin there; 0 where none does.
    starts: Vec<u32>,
    /// By the word behind it: one past the last known name that ends there; 0 where none does.
    ends: Vec<u32>,
    pub(crate) home: Option<&'a Home>,
    /// What other articles tell.
    pub(super) company: &'a Company,
    /// Countries' codes of three letters that the document has, each counted once, up to [`CODES`].
    codes: usize,
    /// Words of the datelines: "KABUL, Afghanistan (Agency)".
    datelines: Vec<std::ops::Range<usize>>,
    /// Whether it speaks of illness, told when first asked: long documents ask for every name.
    illness: OnceCell<bool>,
    /// Abbreviations that it explains, told when first asked.
    explained: OnceCell<Explained>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        scan: &'a Scan<'a>,
        names: &'a Names<'a>,
        gazetteer: &'a Gazetteer,
        home: Option<&'a Home>,
    ) -> Self {
        let mut context = Self {
            scan,
            names,
            gazetteer,
            facts: names.firsts.iter().filter_map(|&i| names.facts(names.list.get(i as usize)?).copied()).collect(),
            countries: Vec::new(),
            divisions: Vec::new(),
            starts: vec![0; scan.tokens.len()],
            ends: vec![0; scan.tokens.len() + 1],
            home,
            company: Company::none(),
            codes: 0,
            datelines: super::dateline::zones(scan),
            illness: OnceCell::new(),
            explained: OnceCell::new(),
        };
        let mut countries: FxHashMap<Country, u32> = FxHashMap::default();
        let mut divisions: FxHashMap<(FeatureRef, u32), u32> = FxHashMap::default();
        for (i, name) in names.list.iter().enumerate() {
            if !name.is_known() {
                continue;
            }
            context.starts[name.first] = i as u32 + 1;
            context.ends[name.end] = i as u32 + 1;
            let Some(facts) = context.facts(name) else { continue };
            if facts.country || facts.division {
                for (hit, feature) in names.hits(name).iter().zip(names.features(name)).take(4) {
                    if let Some(country) = feature.country.filter(|_| feature.is_country()) {
                        *countries.entry(country).or_default() += 1;
                    } else if feature.code == "ADM1" && hit.kind <= NameKind::Abbreviation {
                        *divisions.entry((hit.feature, name.key)).or_default() += 1;
                    }
                }
            }
        }
        context.countries = countries.into_iter().collect();
        context.countries.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        context.countries.truncate(MOST_NAMED);
        context.divisions = divisions.into_iter().map(|((f, k), n)| (f, k, n)).collect();
        context.divisions.sort_unstable_by(|a, b| b.2.cmp(&a.2).then(a.cmp(b)));
        context.divisions.truncate(MOST_NAMED);
        let is_code = |name: &&Name| {
            let code = context.facts(name).is_some_and(|f| f.kind == NameKind::Abbreviation && f.country);
            code && name.span.len() == 3 && scan.tokens[name.first].shape.is_capitals()
        };
        context.codes =
            names.firsts.iter().filter_map(|&i| names.list.get(i as usize)).filter(is_code).take(CODES).count();
        for (at, &first) in names.firsts.iter().enumerate() {
            let supported = names.list.get(first as usize).map_or((0, 0), |name| context.support(name));
            if let Some(facts) = context.facts.get_mut(at) {
                facts.supported = supported;
            }
        }
        context
    }

    pub(crate) fn facts(&self, name: &Name) -> Option<&Facts> {
        self.facts.get((name.alike as usize).wrapping_sub(1))
    }

    /// The longest known name that begins at a word.
    pub(crate) fn name_at(&self, at: usize) -> Option<&'a Name> {
        self.names.list.get(self.index_at(at)?)
    }

    /// Its index among the candidate names.
    pub(crate) fn index_at(&self, at: usize) -> Option<usize> {
        (*self.starts.get(at)? as usize).checked_sub(1)
    }

    /// A known name that ends right before a word.
    pub(crate) fn name_ending_at(&self, end: usize) -> Option<&'a Name> {
        self.names.list.get(self.index_ending_at(end)?)
    }

    /// Its index among the candidate names.
    pub(crate) fn index_ending_at(&self, end: usize) -> Option<usize> {
        (*self.ends.get(end)? as usize).checked_sub(1)
    }

    /// Whether a name stands in a dateline.
    pub(crate) fn in_dateline(&self, name: &Name) -> bool {
        self.datelines.iter().any(|z| z.contains(&name.first))
    }

    /// Whether a word opens a bracket behind a dateline: "FRESNO, Calif. (AP)".
    pub(crate) fn is_agency(&self, at: usize) -> bool {
        self.scan.gap(at) == Gap::Open && self.datelines.iter().any(|z| z.end == at)
    }

    /// Whether the reader's own layers have the name.
    pub(crate) fn is_readers_own(&self, name: &Name) -> bool {
        self.names.features(name).iter().take(4).any(|f| self.gazetteer.is_readers_own(f.at))
    }

    /// Whether the document has codes of several countries, as tables of results do.
    pub(crate) fn has_codes(&self) -> bool {
        self.codes >= CODES
    }

    /// Whether the document itself says that an abbreviation is no place that the gazetteer has under it.
    pub(crate) fn explains_otherwise(&self, name: &Name) -> bool {
        let explained = self.explained.get_or_init(|| Explained::of(self.scan));
        explained.means_another(self.scan, self.names, name)
    }

    /// Whether the document speaks of illness.
    pub(crate) fn speaks_of_illness(&self) -> bool {
        *self.illness.get_or_init(|| self.scan.classes.iter().any(|c| c.has(Classes::MALADY)))
    }

    /// Countries named outright, with how often.
    pub(crate) fn countries(&self) -> &[(Country, u32)] {
        &self.countries
    }

    fn usage(&self, at: usize) -> Use {
        self.scan.usage(at)
    }

    /// Whether a known name begins at this word, and the facts of the longest.
    fn place_at(&self, at: usize) -> Option<(&'a Name, &Facts)> {
        let name = self.name_at(at)?;
        Some((name, self.facts(name)?))
    }

    /// Whether `outer` has a bearer that contains a bearer of `inner`.
    pub(crate) fn holds(&self, outer: &Name, inner: &Name) -> bool {
        let inners = self.names.features(inner);
        self.names
            .features(outer)
            .iter()
            .take(4)
            .filter(|o| o.class != FeatureClass::P)
            .any(|o| inners.iter().take(LOOKED_AT * 4).any(|i| o.at != i.at && self.gazetteer.holds(o, i)))
    }

    /// How the document's countries, divisions and outlet support some bearer of the name: a small number, 0 none.
    fn support(&self, name: &Name) -> (u32, u32) {
        let (mut best, mut near) = (0, 0);
        for feature in self.names.features(name).iter().take(LOOKED_AT * 2) {
            if let Some(home) = self.home.and_then(|h| h.point).filter(|_| near < 3) {
                // A degree of latitude is 110 km at least: most bearers are told to be far by that alone.
                let km = if (home.lat() - feature.point.lat()).abs() > 3.2 {
                    355.0
                } else {
                    home.distance_km(feature.point)
                };
                near = near.max(if km < 30.0 {
                    3
                } else if km < 120.0 {
                    2
                } else {
                    u32::from(km < 350.0)
                });
            }
            if feature.is_country() {
                continue;
            }
            let division = feature.admin1.is_some_and(|a| {
                a != feature.at && self.divisions.iter().any(|&(f, key, _)| f == a && key != name.key)
            });
            let country = feature.country.is_some_and(|c| self.countries.iter().any(|&(f, _)| f == c));
            best = best.max(if division { 2 } else { u32::from(country) });
        }
        (best, near)
    }
}

/// Collects hashed features.
pub(super) struct Sink<'v> {
    pub(super) out: &'v mut Vec<u32>,
}

impl Sink<'_> {
    pub(super) fn add(&mut self, template: u32, value: u32) {
        let mixed = (template.wrapping_mul(0x9E37_79B1) ^ value).wrapping_mul(0x85EB_CA6B);
        let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0xC2B2_AE35);
        self.out.push((mixed ^ (mixed >> 16)) % ROWS as u32);
    }

    pub(super) fn pair(&mut self, template: u32, a: u32, b: u32) {
        self.add(template, a.wrapping_mul(0x0100_0193).rotate_left(7) ^ b);
    }
}

/// How a word looks from next door: case, classes, digits.
fn look(scan: &Scan<'_>, at: Option<usize>) -> u32 {
    let Some(token) = at.and_then(|at| scan.tokens.get(at)) else { return 0xFFFF };
    let class = at.map_or(Classes::default(), |at| scan.class(at));
    let case = if token.shape.is_capitals() {
        3
    } else if token.shape.has(Shape::UPPER) {
        2
    } else {
        u32::from(token.shape.has(Shape::DIGIT))
    };
    u32::from(class.0) << 2 | case
}

/// Hashes of a word's last two and three letters in lower case.
fn endings(word: &str) -> (u32, u32) {
    let (mut hash, mut two) = (lexicon::BASIS, 0);
    for (i, c) in word.chars().rev().take(3).enumerate() {
        hash = lexicon::step(hash, c.to_ascii_lowercase().into());
        if i < 2 {
            two = hash;
        }
    }
    (two, hash)
}

/// Which facts are gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Those by which toponyms are told from other names. Pairs of words and finer crossings of facts were tried here
    /// and dropped: they learn a corpus by heart and help none that was not learned from.
    Lean,
    /// All: what a toponym is doing is often told by a pair of words.
    Full,
}

/// Adds the features of a name to `out`. The first three name its very words.
pub(crate) fn features(context: &Context<'_>, index: usize, reach: Reach, out: &mut Vec<u32>) {
    let full = reach == Reach::Full;
    let Some(name) = context.names.list.get(index) else { return };
    let scan = context.scan;
    let mut sink = Sink { out };
    let facts = context.facts(name);
    let (first, last) = (name.first, name.end - 1);
    let words = (name.end - name.first) as u32;

    // The words themselves.
    sink.add(1, name.key);
    sink.pair(2, scan.hashes[last], 1);
    sink.pair(2, scan.hashes[first], 2);

    // Their make.
    let text = name.span.of(scan.text);
    let (two, three) = endings(scan.word(last));
    sink.add(3, three);
    sink.add(4, two);
    let token = scan.tokens[first];
    let form = u32::from(token.shape.is_capitals())
        | u32::from(token.shape.has(Shape::DOTTED)) << 1
        | u32::from(text.ends_with('.')) << 2
        | u32::from(token.shape.has(Shape::OPENS)) << 3
        | u32::from(scan.shouting) << 4;
    sink.pair(5, form, words.min(4));
    let length = (text.len() as u32).min(12);
    sink.pair(6, length, words.min(4));
    let own = u32::from(scan.class(first).0);
    let own_last = u32::from(scan.class(last).0);
    sink.pair(7, own, words.min(3));
    sink.pair(8, own_last, words.min(3));

    // Its bearers.
    let mix = facts.map_or(0xFFF, Facts::mix);
    let size = facts.map_or(99, |f| step(f.population));
    let kind = facts.map_or(9, |f| f.kind as u32);
    let bearers = facts.map_or(0, |f| step(f.bearers as u32));
    sink.add(10, mix);
    sink.pair(11, size, kind);
    if full {
        sink.pair(12, mix, kind);
        sink.pair(13, bearers, size.min(12));
        sink.pair(
            14,
            size,
            u32::from(scan.class(first).has(Classes::COMMON))
                | u32::from(scan.class(first).has(Classes::FIRST_NAME)) << 1
                | words.min(3) << 2,
        );
    }

    // Neighbours.
    let before = first.checked_sub(1);
    let before2 = first.checked_sub(2);
    let (gap_before, gap_behind) = (scan.gap(first), scan.gap(name.end));
    let word = |at: Option<usize>| at.and_then(|at| scan.hashes.get(at)).copied().unwrap_or(0);
    let (b1, b2) = (look(scan, before), look(scan, before2));
    let (n1, n2) = (look(scan, Some(name.end)), look(scan, Some(name.end + 1)));
    let (bg, ng) = (gap_before as u32, gap_behind as u32);
    sink.pair(20, word(before), bg);
    if full {
        sink.pair(21, word(before2), word(before));
    }
    sink.pair(22, word(Some(name.end)), ng);
    if full {
        sink.pair(23, word(Some(name.end)), word(Some(name.end + 1)));
        sink.pair(24, word(before), word(Some(name.end)));
    }
    sink.pair(25, b1, bg);
    sink.pair(26, n1, ng);
    sink.pair(27, b1 << 5 | bg, n1 << 5 | ng);
    sink.pair(28, b2, b1 << 5 | bg);
    sink.pair(29, n2, n1 << 5 | ng);
    sink.pair(30, bg, ng);
    if full {
        sink.pair(31, word(before2), 7);
        sink.pair(32, word(Some(name.end + 1)), scan.gap(name.end + 1) as u32);
        sink.pair(33, b1 << 5 | bg, mix);
        sink.pair(34, n1 << 5 | ng, mix);
        sink.pair(35, word(before), size.min(14) << 3 | u32::from(kind == 3));
        sink.pair(36, word(Some(name.end)), size.min(14) << 3 | u32::from(kind == 3));
    }

    // Capitalised company: the run it stands in.
    let run_before = (0..4)
        .take_while(|&k| {
            k < first && scan.is_capital(first - 1 - k) && matches!(scan.gap(first - k), Gap::Space | Gap::Hyphen)
        })
        .count() as u32;
    let run_behind = (0..4)
        .take_while(|&k| scan.is_capital(name.end + k) && matches!(scan.gap(name.end + k), Gap::Space | Gap::Hyphen))
        .count() as u32;
    sink.pair(40, run_before, run_behind);
    sink.pair(41, run_before << 3 | run_behind, size);
    sink.pair(42, run_before << 3 | run_behind, mix);
    let run = name.end..name.end + run_behind as usize;
    let organisation = run.clone().position(|at| scan.class(at).has(Classes::ORGANISATION)).map_or(9, |p| p as u32);
    let geography = run.clone().position(|at| scan.class(at).has(Classes::GEOGRAPHY)).map_or(9, |p| p as u32);
    sink.pair(43, organisation, geography << 4 | run_behind);
    if run_behind > 0 {
        sink.pair(44, scan.hashes[name.end + run_behind as usize - 1], 3);
    }
    if run_before > 0 {
        let at = first - run_before as usize;
        sink.pair(45, scan.hashes[at], look(scan, at.checked_sub(1)));
        sink.pair(46, u32::from(scan.class(at).0), run_before);
        let named = (at..first).any(|a| scan.class(a).has(Classes::FIRST_NAME) && context.place_at(a).is_none());
        let titled = (at..first).any(|a| scan.class(a).has(Classes::TITLE));
        let organised = (at..first).any(|a| scan.class(a).has(Classes::ORGANISATION));
        sink.add(47, u32::from(named) | u32::from(titled) << 1 | u32::from(organised) << 2);
    }

    // Candidates beside and around it.
    let longer = context.names.list[index + 1..]
        .iter()
        .take_while(|n| n.first < name.end)
        .any(|n| n.is_known() && n.end > name.end)
        || context.name_at(first).is_some_and(|n| n.end > name.end);
    let inside = (1..7).any(|k| first >= k && context.place_at(first - k).is_some_and(|(n, _)| n.end > first));
    sink.add(50, u32::from(longer) | u32::from(inside) << 1);
    if full {
        sink.pair(51, u32::from(longer) | u32::from(inside) << 1, words.min(3) << 8 | size);
    }
    if (gap_behind == Gap::Comma || gap_behind == Gap::Open || gap_behind == Gap::Space)
        && let Some((next, next_facts)) = context.place_at(name.end)
    {
        let holds = context.holds(next, name);
        sink.pair(52, ng << 1 | u32::from(holds), next_facts.mix());
        sink.pair(53, ng << 1 | u32::from(holds), next_facts.kind as u32);
    }
    if matches!(gap_before, Gap::Comma | Gap::Open | Gap::Space)
        && let Some(previous) = context.name_ending_at(first)
    {
        let holds = context.holds(name, previous);
        let previous_mix = context.facts(previous).map_or(0, Facts::mix);
        sink.pair(54, bg << 1 | u32::from(holds), mix);
        if full {
            sink.pair(55, bg << 1 | u32::from(holds), previous_mix);
        }
    }
    // "Iran and Iraq": a place on the other side of "and".
    let and_place =
        matches!(scan.word(name.end), "and" | "or" | "to" | "&") && context.place_at(name.end + 1).is_some();
    let place_and = first >= 2
        && matches!(scan.word(first - 1), "and" | "or" | "to")
        && context.name_ending_at(first - 1).is_some();
    sink.pair(56, u32::from(and_place) | u32::from(place_and) << 1, mix);

    // How the document uses it.
    let use_first = context.usage(first);
    let use_last = context.usage(last);
    sink.pair(60, step(use_last.behind_first_name.into()).min(4), step(use_last.capital.into()).min(5));
    sink.pair(61, step(use_last.behind_title.into()).min(4), step(use_last.capital.into()).min(5));
    sink.pair(62, step(use_first.behind_preposition.into()).min(4), step(use_first.capital.into()).min(5));
    sink.pair(63, step(use_first.lower.into()).min(4), step(use_first.capital.into()).min(4));
    sink.pair(64, step(use_last.says.into()).min(3), step(use_last.before_organisation.into()).min(3));
    let person_ratio =
        u32::from(use_last.behind_first_name + use_last.behind_title) * 4 / u32::from(use_last.capital.max(1));
    sink.pair(65, person_ratio, mix);
    sink.pair(66, person_ratio, step(use_first.behind_preposition.into()).min(3));
    sink.pair(67, u32::from(use_first.behind_preposition) * 4 / u32::from(use_first.capital.max(1)), mix);
    sink.pair(76, step(use_first.before_capital.into()).min(4), step(use_first.capital.into()).min(5));
    sink.pair(77, step(use_last.behind_capital.into()).min(4), step(use_last.capital.into()).min(5));
    let (supported, near) = context.facts(name).map_or((0, 0), |f| f.supported);
    sink.pair(68, supported, size);
    sink.pair(69, supported << 2 | near, mix);
    sink.pair(70, near, size);
    sink.pair(71, supported << 2 | near, own);

    // Where it stands.
    let part = scan.part(first);
    sink.pair(74, u32::from(context.in_dateline(name)), mix);
    if full {
        sink.pair(75, part as u32, form);
        acting(scan, name, mix, &mut sink);
    }
    // The nearest verb and the settlement word: "village of X", "X, a village in".
    let village_of = first >= 2 && scan.word(first - 1) == "of" && scan.class(first - 2).has(Classes::SETTLEMENT_OF);
    sink.pair(80, u32::from(village_of), mix);
    let possessive = gap_behind == Gap::Apostrophe && scan.word(name.end).eq_ignore_ascii_case("s");
    sink.pair(81, u32::from(possessive), mix);
    if possessive {
        sink.pair(82, word(Some(name.end + 1)), 1);
        sink.pair(83, look(scan, Some(name.end + 1)), mix);
    }
    // Words used alike.
    let own_first = scan.cluster(first);
    let own_last_cluster = scan.cluster(last);
    let at = |at: Option<usize>| at.map(|at| scan.cluster(at)).unwrap_or_default();
    let (c1, c2) = (at(before), at(before2));
    let (d1, d2) = (scan.cluster(name.end), scan.cluster(name.end + 1));
    sink.pair(130, own_first.small.into(), words.min(3));
    sink.pair(131, own_last_cluster.small.into(), words.min(3));
    sink.pair(132, u32::from(own_first.large) << 8 | u32::from(own_last_cluster.large), words.min(3));
    sink.pair(133, own_last_cluster.large.into(), mix);
    sink.pair(134, c1.small.into(), b1 & 3 | bg << 2);
    sink.pair(135, d1.small.into(), n1 & 3 | ng << 2);
    sink.pair(136, c2.small.into(), b2 & 3);
    sink.pair(137, d2.small.into(), n2 & 3);
    sink.pair(138, u32::from(c1.large) << 8 | u32::from(d1.large), (b1 & 3) << 2 | n1 & 3);
    if run_behind > 0 {
        sink.pair(139, scan.cluster(name.end + run_behind as usize - 1).small.into(), run_behind);
    }
    if run_before > 0 {
        sink.pair(140, scan.cluster(first - run_before as usize).small.into(), run_before);
    }
    sink.pair(84, facts.map_or(0, |f| u32::from(f.of.map_or(0, |c| u16::from_be_bytes(c.0)))), size.min(3));
}

/// What stands a little farther off: the preposition before a few words, the verb of governments on either side.
fn acting(scan: &Scan<'_>, name: &Name, mix: u32, sink: &mut Sink<'_>) {
    let joined = |at: usize| matches!(scan.gap(at), Gap::Space | Gap::Hyphen);
    let before = (1..=4).take_while(|&k| k <= name.first && joined(name.first + 1 - k)).map(|k| name.first - k);
    let mut found = [9, 9, 9];
    for (k, at) in before.enumerate() {
        let class = scan.class(at);
        if !scan.is_capital(at) && class.has(Classes::PLACE_BEFORE) && found[0] == 9 {
            found[0] = k as u32;
            sink.pair(120, scan.hashes[at], u32::from(k > 0));
        }
        if !scan.is_capital(at) && class.has(Classes::GOVERNMENT) && found[1] == 9 {
            found[1] = k as u32;
        }
    }
    let behind = (name.end..name.end + 4).take_while(|&at| joined(at) && at < scan.tokens.len());
    for (k, at) in behind.enumerate() {
        if !scan.is_capital(at) && scan.class(at).has(Classes::GOVERNMENT) && found[2] == 9 {
            found[2] = k as u32;
            sink.pair(121, scan.hashes[at], u32::from(k > 0));
        }
    }
    sink.pair(122, found[0], mix);
    sink.pair(123, found[1], mix);
    sink.pair(124, found[2], mix);
    sink.pair(125, found[0] << 4 | found[2], u32::from(scan.tokens[name.first].shape.has(Shape::OPENS)));
}
