//! Which candidate names are toponyms, and what each is doing. Says nothing about where they are.

use super::candidates::Names;
use super::features::{Context, Echo, features, second_features};
use super::lexicon::Classes;
use super::mention::Kind;
use super::network::{CLASSES, GOVERNMENT, Network, ORGANISATION, PERSON, PLACE};
use crate::text::PartKind;
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

/// Belief from which a name that some layer knows is taken; one below would lose less recall than precision.
pub(crate) const TAKEN: f32 = 0.5;
/// Belief from which a name that no layer knows is taken.
pub(crate) const TAKEN_UNKNOWN: f32 = 0.55;

/// The best set of names that do not overlap, in text order; with `all` also persons and the rest.
pub(crate) fn recognise(context: &Context<'_>, networks: &[Network; 2], all: bool) -> Vec<Found> {
    let names = context.names;
    let beliefs = believe(context, networks);
    let mut chosen = choose(names, &beliefs);
    if all {
        add_others(names, &beliefs, &mut chosen);
    }
    chosen
        .into_iter()
        .map(|name| Found { name, beliefs: beliefs[name], kind: kind(context, name, &beliefs[name]) })
        .collect()
}

/// Beliefs about every candidate name, after two readings.
pub(crate) fn believe(context: &Context<'_>, [first, second]: &[Network; 2]) -> Vec<[f32; CLASSES]> {
    let mut pool = Vec::new();
    let mut ends = Vec::with_capacity(context.names.list.len());
    let mut buffer = Vec::new();
    let mut beliefs = Vec::with_capacity(context.names.list.len());
    for i in 0..context.names.list.len() {
        features(context, i, &mut buffer);
        beliefs.push(first.judge(&buffer));
        pool.extend_from_slice(&buffer);
        ends.push(pool.len());
    }
    let echo = Echo::new(context, &beliefs);
    let mut from = 0;
    ends.iter()
        .enumerate()
        .map(|(i, &end)| {
            buffer.clear();
            buffer.extend_from_slice(&pool[from..end]);
            from = end;
            second_features(context, i, &beliefs, &echo, &mut buffer);
            second.judge(&buffer)
        })
        .collect()
}

/// Weighted interval scheduling: the set of names that do not overlap with the largest sum of log odds.
fn choose(names: &Names, beliefs: &[[f32; CLASSES]]) -> Vec<usize> {
    let mut order: Vec<(usize, f32)> = (0..names.list.len())
        .filter_map(|i| {
            let p = toponym(&beliefs[i]).clamp(1e-4, 1.0 - 1e-4);
            let bar = if names.list[i].is_known() { TAKEN } else { TAKEN_UNKNOWN };
            (p > bar).then(|| (i, libm::logf(p / (1.0 - p))))
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
        .filter(|i| !chosen.contains(i))
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
fn kind(context: &Context<'_>, index: usize, beliefs: &[f32; CLASSES]) -> Kind {
    let known = context.names.list[index].is_known();
    if toponym(beliefs) <= if known { TAKEN } else { TAKEN_UNKNOWN } {
        return if beliefs[PERSON] > beliefs[0] { Kind::Person } else { Kind::Other };
    }
    if is_dateline(context, index) { Kind::Dateline } else { placed_kind(context, index, beliefs) }
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
    if facts.is_some_and(|f| f.metonym) || governs(context, index) {
        return Kind::Government;
    }
    if beliefs[ORGANISATION] > beliefs[PLACE] && beliefs[ORGANISATION] > beliefs[GOVERNMENT] {
        Kind::Organisation
    } else if beliefs[GOVERNMENT] > beliefs[PLACE] {
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
    if verb(name.end) && !scan.class(name.first.wrapping_sub(1)).has(Classes::PLACE_BEFORE) {
        return true;
    }
    name.first >= 2
        && scan.gap(name.first) == Gap::Space
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

/// Whether a story is filed from here: a name that opens a paragraph near the story's start, then at most a region,
/// an agency and a date, then a dash; or capitals at the very start that run into a sentence.
pub(crate) fn is_dateline(context: &Context<'_>, index: usize) -> bool {
    let scan = context.scan;
    let name = &context.names.list[index];
    if scan.part(name.first) == PartKind::Headline {
        return false;
    }
    let opens =
        scan.tokens[name.first].shape.has(Shape::OPENS) || matches!(scan.gap(name.first), Gap::Line | Gap::Dash);
    if !opens || name.first > 120 {
        return false;
    }
    let capitals = (name.first..name.end)
        .all(|at| scan.tokens[at].shape.is_capitals() || !scan.tokens[at].shape.has(Shape::LOWER));
    for at in name.end..(name.end + 14).min(scan.tokens.len()) {
        match scan.gap(at) {
            Gap::Dash => return capitals || at > name.end || scan.is_capital(at),
            Gap::Paragraph | Gap::Ask => return false,
            _ => {}
        }
        let shape = scan.tokens[at].shape;
        let passes = shape.has(Shape::UPPER | Shape::DIGIT) || scan.class(at).has(Classes::CALENDAR);
        if !passes {
            // "SAN ANTONIO Turner said": capitals at the very start.
            return capitals && name.first == 0 && !scan.shouting && scan.gap(name.end) == Gap::Space;
        }
    }
    false
}
