//! Which candidate names are toponyms, and what each is doing. Says nothing about where they are.

use super::candidates::Names;
use super::features::{Context, Echo, features, second_features};
use super::lexicon::Classes;
use super::mention::Kind;
use super::network::{CLASSES, GOVERNMENT, Network, ORGANISATION, PERSON, PLACE};
use super::weights::Model;
use crate::text::tokens::{Gap, Shape};

/// A name with the beliefs about what it does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Index into the candidate names.
    pub(crate) name: usize,
    /// Beliefs in the network's classes.
    pub(crate) beliefs: [f32; CLASSES],
    pub(crate) kind: Kind,
}

impl Found {
    /// Belief that it is a toponym of any kind.
    pub(crate) fn toponym(&self) -> f32 {
        toponym(&self.beliefs)
    }
}

fn toponym(beliefs: &[f32; CLASSES]) -> f32 {
    beliefs[PLACE] + beliefs[GOVERNMENT] + beliefs[ORGANISATION]
}

/// The best set of names that do not overlap, in text order; with `all` also persons and the rest.
pub(crate) fn recognise(context: &Context<'_>, model: &Model, all: bool) -> Vec<Found> {
    let names = context.names;
    let mut beliefs = believe(context, &model.networks);
    repeat(context, &mut beliefs);
    let mut chosen = choose(names, &beliefs, &model.bars);
    if all {
        add_others(names, &beliefs, &mut chosen);
    }
    chosen
        .into_iter()
        .map(|name| Found { name, beliefs: beliefs[name], kind: kind(context, name, &beliefs, &model.bars) })
        .collect()
}

/// A name that no layer knows and a rule took for a place is one wherever the document repeats it.
fn repeat(context: &Context<'_>, beliefs: &mut [[f32; CLASSES]]) {
    let unknown = |i: usize| context.names.list.get(i).is_some_and(|n| !n.is_known());
    let mut keys: Vec<u32> = (0..beliefs.len())
        .filter(|&i| unknown(i) && rule(context, i).is_some())
        .map(|i| context.names.list[i].key)
        .collect();
    keys.sort_unstable();
    for (i, belief) in beliefs.iter_mut().enumerate() {
        if unknown(i) && keys.binary_search(&context.names.list[i].key).is_ok() && toponym(belief) < 0.7 {
            *belief = [0.2, 0.0, 0.8, 0.0, 0.0];
        }
    }
}

/// Beliefs about every candidate name, after two readings.
pub(crate) fn believe(context: &Context<'_>, [first, second]: &[Network; 2]) -> Vec<[f32; CLASSES]> {
    let count = context.names.list.len();
    let mut buffer = Vec::new();
    // The rows of one name are fetched while the features of the next are gathered.
    let (mut rows, mut next) = (Vec::new(), Vec::new());
    let mut early = Vec::with_capacity(count);
    for i in 0..=count {
        if i < count {
            buffer.clear();
            features(context, i, true, &mut buffer);
            first.find(&buffer, &mut next);
        }
        if let Some(last) = i.checked_sub(1) {
            early.push(lift(context, last, first.sum(&rows)));
        }
        std::mem::swap(&mut rows, &mut next);
    }
    let echo = Echo::new(context, &early);
    let mut late = early.clone();
    let mut pending = None;
    for i in 0..=count {
        // What is plainly nothing is not read again.
        let plain = early
            .get(i)
            .zip(context.names.list.get(i))
            .is_some_and(|(belief, name)| toponym(belief) < if name.is_known() { 0.01 } else { 0.03 });
        if plain {
            continue;
        }
        if i < count {
            buffer.clear();
            features(context, i, true, &mut buffer);
            second_features(context, i, &early, &echo, &mut buffer);
            second.find(&buffer, &mut next);
        }
        if let Some(last) = pending.replace(i) {
            late[last] = listed(context, last, &early, lift(context, last, second.sum(&rows)));
        }
        std::mem::swap(&mut rows, &mut next);
    }
    late
}

/// Rules that give less than this are weak.
const WEAK: f32 = 0.72;
/// Belief that a weak rule needs to build on.
const POSSIBLE: f32 = 0.12;

/// Plain rules for what the annotated sets hold too little of: a network does not learn from a handful of cases.
fn lift(context: &Context<'_>, index: usize, beliefs: [f32; CLASSES]) -> [f32; CLASSES] {
    let doubt = doubt(context, index);
    let beliefs = if doubt < 1.0 { shrink(beliefs, doubt) } else { beliefs };
    let Some((class, floor)) = rule(context, index).filter(|_| doubt == 1.0) else { return beliefs };
    let now = toponym(&beliefs);
    // A weak rule only tips what the network holds possible.
    if now >= floor || (floor < WEAK && now < POSSIBLE) {
        return beliefs;
    }
    let rest = (1.0 - floor) / (1.0 - now).max(1e-3);
    let mut lifted = beliefs;
    for (i, belief) in lifted.iter_mut().enumerate() {
        if !matches!(i, PLACE | GOVERNMENT | ORGANISATION) {
            *belief *= rest;
        }
    }
    lifted[class] += floor - now;
    lifted
}

/// "Samara, Saratov and Astrakhan": one of three in a list of which the other two are believed in is a place, too.
fn listed(context: &Context<'_>, index: usize, first: &[[f32; CLASSES]], beliefs: [f32; CLASSES]) -> [f32; CLASSES] {
    let scan = context.scan;
    let name = &context.names.list[index];
    let now = toponym(&beliefs);
    if !(LISTED_FROM..LISTED).contains(&now) || context.facts(name).is_none_or(|f| f.demonym) {
        return beliefs;
    }
    let and = |at: usize| matches!(scan.word(at), "and" | "or") && scan.gap(at) != Gap::Dot;
    let next = |n: &super::candidates::Name| match scan.gap(n.end) {
        Gap::Comma => context.index_at(n.end + usize::from(and(n.end))),
        Gap::Space if and(n.end) => context.index_at(n.end + 1),
        _ => None,
    };
    let previous = |n: &super::candidates::Name| {
        let joined = n.first.checked_sub(1).filter(|&at| and(at));
        match joined {
            Some(at) => context.index_ending_at(at),
            None if scan.gap(n.first) == Gap::Comma => context.index_ending_at(n.first),
            None => None,
        }
    };
    let believed = |i: usize| first.get(i).is_some_and(|b| toponym(b) > 0.35);
    let other = |i: Option<usize>| i.filter(|&i| believed(i)).map(|i| &context.names.list[i]);
    let (before, behind) = (other(previous(name)), other(next(name)));
    let three = match (before, behind) {
        (Some(_), Some(_)) => true,
        (Some(n), None) => other(previous(n)).is_some(),
        (None, Some(n)) => other(next(n)).is_some(),
        (None, None) => false,
    };
    if !three {
        return beliefs;
    }
    let mut lifted = beliefs;
    lifted.iter_mut().for_each(|b| *b *= (1.0 - LISTED) / (1.0 - now).max(1e-3));
    lifted[PLACE] = LISTED - (toponym(&lifted) - lifted[PLACE]);
    lifted
}

/// Belief that a list of places gives its third, and the belief it needs to build on.
const LISTED: f32 = 0.6;
const LISTED_FROM: f32 = 0.04;

/// Takes away a share of the belief in a toponym.
fn shrink(mut beliefs: [f32; CLASSES], keep: f32) -> [f32; CLASSES] {
    let lost = toponym(&beliefs) * (1.0 - keep);
    for class in [PLACE, GOVERNMENT, ORGANISATION] {
        beliefs[class] *= keep;
    }
    beliefs[PERSON] += lost / 2.0;
    beliefs[0] += lost / 2.0;
    beliefs
}

/// What is left of the belief where plain signs speak against a place: "India Okafor", "Surprise inspections".
fn doubt(context: &Context<'_>, index: usize) -> f32 {
    let name = &context.names.list[index];
    let scan = context.scan;
    if !name.is_known() {
        // "Bangor Maine" is two names.
        let halves = context.name_at(name.first).filter(|n| n.end < name.end).zip(context.name_ending_at(name.end));
        return if halves.is_some_and(|(a, b)| a.end == b.first && context.holds(b, a)) { 0.0 } else { 1.0 };
    }
    let Some(facts) = context.facts(name) else { return 1.0 };
    // "The Hill reported": an outlet or a common thing, and no great place.
    let behind = name.first.checked_sub(1).is_some_and(|b| scan.class(b).has(Classes::PLACE_BEFORE));
    let small = facts.population < 50_000 && !facts.country && !facts.division && !facts.natural;
    if name.end == name.first + 2
        && matches!(scan.word(name.first), "The" | "the")
        && scan.class(name.first + 1).has(Classes::COMMON | Classes::GEOGRAPHY)
        && small
        && !behind
    {
        return 0.25;
    }
    if name.end > name.first + 1 {
        return 1.0;
    }
    let class = scan.class(name.first);
    // "the Valdai discussion club".
    if matches!(scan.word(name.end), "discussion" | "club") && scan.gap(name.end) == Gap::Space && !facts.country {
        return 0.1;
    }
    let no_surname = Classes::ORGANISATION
        | Classes::GEOGRAPHY
        | Classes::TITLE
        | Classes::ROLE
        | Classes::CALENDAR
        | Classes::DIRECTION
        | Classes::COMMON;
    // "India Okafor", "Paris Hilton": a first name, then a word that is a surname and no great place.
    let place = context.name_at(name.end).and_then(|n| context.facts(n));
    let next = scan.gap(name.end) == Gap::Space
        && scan.is_capital(name.end)
        && !scan.tokens[name.end].shape.is_capitals()
        && place.is_none_or(|f| f.population < 200_000 && !f.country && !f.division)
        && !scan.class(name.end).has(no_surname);
    if class.has(Classes::FIRST_NAME) && next && !scan.class(name.end + 1).has(Classes::ORGANISATION) {
        return 0.25;
    }
    // "Jack London".
    if let Some(before) = name.first.checked_sub(1).filter(|_| scan.gap(name.first) == Gap::Space) {
        let named = scan.is_capital(before)
            && scan.class(before).has(Classes::FIRST_NAME)
            && !scan.class(before).has(Classes::DIRECTION)
            && !(scan.class(before).has(Classes::COMMON) && scan.tokens[before].shape.has(Shape::OPENS));
        if named && !facts.division && context.name_at(before).is_none() {
            return 0.25;
        }
    }
    // "Surprise inspections", "Reading the meters": a common word that merely opens a sentence.
    let opens = scan.tokens[name.first].shape.has(Shape::OPENS) || scan.gap(name.first) == Gap::Dash;
    let usage = scan.uses.get(&scan.hashes[name.first]).copied().unwrap_or_default();
    let runs_on = scan.gap(name.end) == Gap::Space
        && !scan.is_capital(name.end)
        && !matches!(scan.word(name.end), "in" | "and" | "has" | "is" | "was" | "said");
    let seldom = usage.behind_preposition == 0 && usage.capital < 2;
    if opens && class.has(Classes::COMMON) && runs_on && seldom && !facts.country {
        return 0.25;
    }
    1.0
}

/// The class a plain rule speaks for, and the least belief it gives to a toponym.
fn rule(context: &Context<'_>, index: usize) -> Option<(usize, f32)> {
    let name = &context.names.list[index];
    let scan = context.scan;
    let token = &scan.tokens[name.first];
    let alone = !(scan.is_capital(name.end) && scan.gap(name.end) == Gap::Space);
    let before = name.first.checked_sub(1);
    let cue = before.is_some_and(|b| {
        !scan.is_capital(b) && scan.class(b).has(Classes::PLACE_BEFORE) && scan.gap(name.first) == Gap::Space
    });
    let Some(facts) = context.facts(name) else {
        // "the village of Zarkhamar", "in Obishur, Afghanistan".
        let of = name.first >= 2
            && scan.word(name.first - 1) == "of"
            && scan.class(name.first - 2).has(Classes::SETTLEMENT_OF);
        let settlement = of
            && !scan.is_capital(name.first - 2)
            && !matches!(scan.word(name.first - 2), "state" | "community" | "area" | "capital" | "island" | "port");
        let held = cue
            && scan.gap(name.end) == Gap::Comma
            && context.name_at(name.end).and_then(|n| context.facts(n)).is_some_and(|f| f.country || f.division);
        let clean = alone && !scan.class(name.first).has(Classes::TITLE | Classes::CALENDAR | Classes::COMMON);
        return (clean && (settlement || held)).then_some((PLACE, 0.8));
    };
    let words = name.end - name.first;
    // What speaks for a government: "the Kremlin", "Downing Street".
    let opening = |at: usize| scan.tokens[at].shape.has(Shape::OPENS);
    let the = before.is_some_and(|b| scan.word(b) == "the" || (scan.word(b) == "The" && opening(b)));
    if facts.metonym && alone && (the || words > 1 || (opening(name.first) && !facts.populated)) {
        return Some((GOVERNMENT, 0.9));
    }
    // "Fresno, Calif.", "Alexandria, Egypt": both, where one holds the other.
    if let Some(next) = context.name_at(name.end).filter(|_| scan.gap(name.end) == Gap::Comma) {
        let wide = context.facts(next).is_some_and(|f| f.country || f.division);
        let person =
            before.is_some_and(|b| scan.is_capital(b) && scan.class(b).has(Classes::FIRST_NAME | Classes::TITLE));
        if wide && !person && context.holds(next, name) {
            return Some((PLACE, 0.85));
        }
    }
    let code = words == 1 && token.shape.is_capitals();
    if scan.gap(name.first) == Gap::Comma
        && (facts.country || facts.division)
        && (alone || code)
        && let Some(previous) = context.name_ending_at(name.first)
        && context.holds(name, previous)
    {
        return Some((PLACE, 0.85));
    }
    let large = facts.country || facts.capital || facts.division || facts.population >= 50_000;
    // "in Sindh province", "the Kursk oblast".
    let said = scan.gap(name.end) == Gap::Space
        && matches!(
            scan.word(name.end),
            "province" | "oblast" | "governorate" | "prefecture" | "raion" | "voivodeship" | "canton" | "peninsula"
        );
    if said && !facts.demonym && !(words == 1 && scan.class(name.first).has(Classes::COMMON)) {
        return Some((PLACE, 0.85));
    }
    // Scripts that the annotated sets do not have: only names too long or too large to be chance.
    let letters = name.span.len();
    let foreign =
        token.shape.has(Shape::CASELESS) || scan.word(name.first).chars().next().is_some_and(|c| c > '\u{24F}');
    if foreign && large && letters >= 6 && !facts.demonym {
        return Some((PLACE, 0.8));
    }
    // A headline in capitals tells places by their prepositions alone.
    if scan.shouting
        && large
        && before.is_some_and(|b| scan.class(b).has(Classes::PLACE_BEFORE))
        && !scan.class(name.first).has(Classes::COMMON)
    {
        return Some((PLACE, 0.75));
    }
    if context.in_dateline(name) && large && token.shape.is_capitals() {
        return Some((PLACE, 0.8));
    }
    // "Bangor Maine".
    let holder = context.name_at(name.end).filter(|_| scan.gap(name.end) == Gap::Space);
    if holder.is_some_and(|n| context.facts(n).is_some_and(|f| f.division) && context.holds(n, name)) {
        return Some((PLACE, 0.7));
    }
    let class = scan.class(name.first);
    let ordinary =
        class.has(Classes::COMMON | Classes::FIRST_NAME | Classes::NAME | Classes::CALENDAR | Classes::TITLE);
    let behind_name = before.is_some_and(|b| {
        scan.is_capital(b)
            && scan.gap(name.first) == Gap::Space
            && scan.class(b).has(Classes::FIRST_NAME | Classes::TITLE | Classes::NAME)
    });
    if !behind_name && in_organisation(context, index) && (large || facts.county) && !(words == 1 && ordinary) {
        return Some((ORGANISATION, 0.7));
    }
    if alone && !behind_name && !facts.demonym {
        // "Strait of Hormuz", "Stratford-upon-Avon"; "the Nile".
        let long = words >= 3 || (words == 2 && facts.natural && !facts.populated);
        let natural = facts.natural && !facts.populated && the && !ordinary;
        if long || natural {
            return Some((PLACE, 0.75));
        }
        let accents = name.span.of(scan.text).chars().any(|c| !c.is_ascii() && c.is_alphabetic());
        let known = facts.country || facts.former || facts.capital || facts.population >= 100_000;
        if (known || (accents && large)) && (words > 1 || !ordinary) {
            return Some((PLACE, 0.62));
        }
    }
    let hyphen = scan.gap(name.first) == Gap::Hyphen || scan.gap(name.end) == Gap::Hyphen;
    if facts.demonym && !class.has(Classes::COMMON) {
        // "the Afghan-Tajik border", "the ex-Soviet states", "the Russian Foreign Ministry".
        return if hyphen { Some((PLACE, 0.75)) } else { Some((PLACE, 0.6)) };
    }
    None
}

fn bar(bars: &[f32; 2], known: bool) -> f32 {
    bars[usize::from(!known)].clamp(0.01, 0.99)
}

/// "Indian Ocean" where "Indian" is believed in: a longer known name takes over most of the belief in what it holds.
fn inherited(names: &Names, beliefs: &[[f32; CLASSES]], index: usize) -> f32 {
    let name = &names.list[index];
    let own = toponym(&beliefs[index]);
    if !name.is_known() || name.end < name.first + 2 || own < 0.12 {
        return 0.0;
    }
    let from = names.list[..index].iter().rposition(|n| n.first < name.first).map_or(0, |i| i + 1);
    let inner = names.list[from..]
        .iter()
        .zip(&beliefs[from..])
        .take_while(|(n, _)| n.first < name.end)
        .filter(|(n, _)| n.is_known() && n.end <= name.end && n.end - n.first < name.end - name.first)
        .map(|(_, b)| toponym(b))
        .fold(0.0_f32, f32::max);
    if inner > own { (inner + 0.01).min(0.99) } else { 0.0 }
}

/// Weighted interval scheduling: the set of names that do not overlap with the largest sum of log odds.
fn choose(names: &Names, beliefs: &[[f32; CLASSES]], bars: &[f32; 2]) -> Vec<usize> {
    let mut order: Vec<(usize, f32)> = (0..names.list.len())
        .filter_map(|i| {
            let p = toponym(&beliefs[i]).max(inherited(names, beliefs, i)).clamp(1e-4, 1.0 - 1e-4);
            let bar = bar(bars, names.list[i].is_known());
            // Over the bar the odds count from a half, so that a longer name is not given up for two halves of it.
            (p > bar).then(|| (i, libm::logf(p / (1.0 - p)) - libm::logf(bar / (1.0 - bar)) + 0.05))
        })
        .collect();
    order.sort_by_key(|&(i, _)| (names.list[i].end, names.list[i].first));
    // best[k]: the largest sum over the first k names of `order`.
    let mut best = vec![0.0_f32; order.len() + 1];
    let mut back = vec![(0, false); order.len() + 1];
    for (k, &(i, score)) in order.iter().enumerate() {
        let first = names.list[i].first;
        let before = order[..k].partition_point(|&(j, _)| names.list[j].end <= first);
        let with = best[before] + score;
        (best[k + 1], back[k + 1]) = if with > best[k] { (with, (before, true)) } else { (best[k], (k, false)) };
    }
    let mut chosen = Vec::new();
    let mut k = order.len();
    while k > 0 {
        let (before, taken) = back[k];
        if taken {
            chosen.push(order[k - 1].0);
        }
        k = before;
    }
    chosen.sort_unstable_by_key(|&i| names.list[i].first);
    chosen
}

/// Adds known names that were judged persons or something else, where nothing taken overlaps them; longest first.
fn add_others(names: &Names, beliefs: &[[f32; CLASSES]], chosen: &mut Vec<usize>) {
    let mut rest: Vec<usize> = (0..names.list.len())
        .filter(|&i| names.list[i].is_known() || beliefs[i][PERSON] > 0.5)
        .filter(|i| chosen.binary_search_by_key(&names.list[*i].first, |&c| names.list[c].first).is_err())
        .collect();
    rest.sort_by_key(|&i| (names.list[i].first, std::cmp::Reverse(names.list[i].end)));
    let taken = chosen.clone();
    let mut next_taken = 0;
    let mut until = 0;
    for i in rest {
        let name = &names.list[i];
        while next_taken < taken.len() && names.list[taken[next_taken]].end <= name.first {
            next_taken += 1;
        }
        let free = taken.get(next_taken).is_none_or(|&t| !names.list[t].overlaps(name));
        if free && name.first >= until {
            until = name.end;
            chosen.push(i);
        }
    }
    chosen.sort_unstable_by_key(|&i| names.list[i].first);
}

/// What a recognised name is doing.
fn kind(context: &Context<'_>, index: usize, all: &[[f32; CLASSES]], bars: &[f32; 2]) -> Kind {
    let beliefs = &all[index];
    let known = context.names.list[index].is_known();
    if toponym(beliefs).max(inherited(context.names, all, index)) <= bar(bars, known) {
        return if beliefs[PERSON] > beliefs[0] { Kind::Person } else { Kind::Other };
    }
    if context.in_dateline(&context.names.list[index]) { Kind::Dateline } else { placed_kind(context, index, beliefs) }
}

/// What a toponym that is no dateline is doing. Plain cues come first; the network decides the rest.
pub(crate) fn placed_kind(context: &Context<'_>, index: usize, beliefs: &[f32; CLASSES]) -> Kind {
    let name = &context.names.list[index];
    let facts = context.facts(name);
    if facts.is_some_and(|f| f.kind == crate::gazetteer::NameKind::Demonym) {
        return Kind::Demonym;
    }
    if in_organisation(context, index) {
        return Kind::Organisation;
    }
    if governs(context, index) {
        return Kind::Government;
    }
    // In a text all in capitals, capitals around a name make no organisation of it.
    if !context.scan.shouting
        && beliefs[ORGANISATION] > 1.5 * beliefs[PLACE]
        && beliefs[ORGANISATION] > beliefs[GOVERNMENT]
    {
        Kind::Organisation
    } else if beliefs[GOVERNMENT] > 2.0 * beliefs[PLACE] {
        Kind::Government
    } else {
        Kind::Place
    }
}

/// "Kabul University", "University of Nairobi", "Air France".
fn in_organisation(context: &Context<'_>, index: usize) -> bool {
    let scan = context.scan;
    let name = &context.names.list[index];
    for at in name.end..name.end + 3 {
        if !scan.is_capital(at)
            || scan.gap(at) != Gap::Space
            || context.name_at(at).is_some_and(|n| n.is_known() && n.end > at + 1)
        {
            break;
        }
        if scan.class(at).has(Classes::ORGANISATION) && !scan.class(at).has(Classes::TITLE) {
            return true;
        }
    }
    let Some(before) = name.first.checked_sub(1).filter(|_| scan.gap(name.first) == Gap::Space) else { return false };
    if scan.word(before) == "Air" {
        return true;
    }
    // "University of", "Bank of the".
    let of = before.checked_sub(usize::from(scan.word(before) == "the")).filter(|&at| scan.word(at) == "of");
    of.and_then(|at| at.checked_sub(1))
        .is_some_and(|at| scan.is_capital(at) && scan.class(at).has(Classes::ORGANISATION))
}

fn facts_capital(context: &Context<'_>, name: &super::candidates::Name) -> bool {
    context.facts(name).is_some_and(|f| f.capital)
}

/// A country or capital that does what only governments do, or has it done to it by one: "Moscow warned Washington".
fn governs(context: &Context<'_>, index: usize) -> bool {
    let scan = context.scan;
    let name = &context.names.list[index];
    let may = |n: &super::candidates::Name| context.facts(n).is_some_and(|f| f.country || f.capital);
    if !may(name) {
        return false;
    }
    let verb =
        |at: usize| !scan.is_capital(at) && scan.gap(at) == Gap::Space && scan.class(at).has(Classes::GOVERNMENT);
    let before = name.first.checked_sub(1).filter(|_| scan.gap(name.first) == Gap::Space);
    let stands_free = !before.is_some_and(|b| scan.class(b).has(Classes::PLACE_BEFORE));
    let joined = |at: usize| scan.word(at) == "and" && scan.gap(at) == Gap::Space;
    if stands_free && verb(name.end) {
        return true;
    }
    // "Washington is not seeking".
    if stands_free && matches!(scan.word(name.end), "is" | "has" | "was" | "will") {
        let at = name.end + 1 + usize::from(matches!(scan.word(name.end + 1), "not" | "also" | "now"));
        let seeks =
            matches!(scan.word(at), "seeking" | "considering" | "pushing" | "demanding" | "accusing" | "urging");
        if verb(at) || seeks {
            return true;
        }
    }
    // "Ankara and Athens agreed": either of two.
    let second = joined(name.end).then(|| context.name_at(name.end + 1)).flatten().filter(|n| may(n));
    let together = |at: usize| verb(at) || matches!(scan.word(at), "have" | "are" | "were");
    let capitals = facts_capital(context, name);
    if stands_free && second.is_some_and(|n| verb(n.end) || (capitals && together(n.end))) {
        return true;
    }
    if name.first >= 1 && joined(name.first - 1) && (verb(name.end) || (capitals && together(name.end))) {
        return true;
    }
    // "the Kabul government", "the Tehran-backed party", "the pro-Moscow party".
    let behind = scan.word(name.end);
    let rules = scan.gap(name.end) == Gap::Space && matches!(behind, "government" | "regime" | "authorities");
    let backs = scan.gap(name.end) == Gap::Hyphen
        && matches!(behind, "backed" | "led" | "allied" | "sponsored" | "brokered" | "supported");
    let sides = scan.gap(name.first) == Gap::Hyphen
        && name.first >= 1
        && matches!(scan.word(name.first - 1), "pro" | "Pro" | "anti" | "Anti");
    if rules || backs || sides {
        return true;
    }
    // "Moscow warned Washington".
    name.first >= 2
        && before.is_some()
        && verb(name.first - 1)
        && context.name_ending_at(name.first - 1).is_some_and(may)
}

/// What decided the kind, in words.
pub(crate) fn why(context: &Context<'_>, found: &Found) -> String {
    let name = &context.names.list[found.name];
    let scan = context.scan;
    let behind = scan.word(name.end);
    let before = name.first.checked_sub(1).map_or("", |at| scan.word(at));
    let sure = (found.toponym() * 100.0).round() as u32;
    match found.kind {
        Kind::Dateline => "opens the story, before a dash".into(),
        Kind::Demonym => "a word for the people of a place".into(),
        Kind::Organisation if !behind.is_empty() => {
            format!("within the name of an organisation: before \u{201C}{behind}\u{201D}")
        }
        Kind::Organisation => "within the name of an organisation".into(),
        Kind::Government => format!("acts as a government or a team: before \u{201C}{behind}\u{201D}"),
        Kind::Place if scan.class(name.first.wrapping_sub(1)).has(Classes::PLACE_BEFORE) => {
            format!("a place after \u{201C}{before}\u{201D}, {sure} in 100")
        }
        Kind::Place => format!("reads as a place, {sure} in 100"),
        Kind::Person => "reads as a person's name".into(),
        Kind::Other => format!("does not read as a place: {sure} in 100"),
    }
}
