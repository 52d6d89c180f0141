//! Plain rules about which names are toponyms: what the annotated sets hold too little of to be learned.

use super::candidates::Name;
use super::doubts::doubt;
use super::facts::Facts;
use super::features::Context;
use super::kinds::in_organisation;
use super::lexicon::{Classes, is_one};
use super::network::{CLASSES, GOVERNMENT, ORGANISATION, PERSON, PLACE};
use super::recognise::toponym;
use super::series::list_start;
use super::west::is_western;
use crate::gazetteer::NameKind;
use crate::text::tokens::{Gap, Shape};

/// Inhabitants of a town that is known everywhere.
const GREAT: u32 = 400_000;

/// Rules that give less than this are weak.
const WEAK: f32 = 0.72;

/// Belief that a weak rule needs to build on.
const POSSIBLE: f32 = 0.12;

/// Less belief is none: what has less is not read again either.
pub(super) const UNBELIEVED: f32 = 0.01;

/// What the plain rules say of a name, whatever is believed of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ruling {
    doubt: f32,
    rule: Option<(usize, f32)>,
}

impl Ruling {
    /// What they say of a name that the first reading believes in so far. Nothing need speak against what is not
    /// believed in and for which no rule speaks.
    pub(super) fn of(context: &Context<'_>, index: usize, believed: f32) -> Self {
        let rule = rule(context, index);
        let doubt = if rule.is_some() || believed >= UNBELIEVED { doubt(context, index) } else { 1.0 };
        Self { doubt, rule: rule.filter(|_| doubt == 1.0) }
    }
}

/// Plain rules for what the annotated sets hold too little of: a network does not learn from a handful of cases.
pub(super) fn lift(ruling: Ruling, beliefs: [f32; CLASSES]) -> [f32; CLASSES] {
    let beliefs = if ruling.doubt < 1.0 { shrink(beliefs, ruling.doubt) } else { beliefs };
    let Some((class, floor)) = ruling.rule else { return beliefs };
    let now = toponym(&beliefs);
    // A weak rule only tips what the network holds possible.
    if now >= floor || (floor < WEAK && now < POSSIBLE) {
        return beliefs;
    }
    raise(beliefs, class, floor)
}

/// Brings the belief in a toponym up to a floor, in one class.
pub(super) fn raise(mut beliefs: [f32; CLASSES], class: usize, floor: f32) -> [f32; CLASSES] {
    let now = toponym(&beliefs);
    let rest = (1.0 - floor) / (1.0 - now).max(1e-3);
    for (i, belief) in beliefs.iter_mut().enumerate() {
        if !matches!(i, PLACE | GOVERNMENT | ORGANISATION) {
            *belief *= rest;
        }
    }
    beliefs[class] += floor - now;
    beliefs
}

/// Takes away a share of the belief in a toponym.
pub(super) fn shrink(mut beliefs: [f32; CLASSES], keep: f32) -> [f32; CLASSES] {
    let lost = toponym(&beliefs) * (1.0 - keep);
    for class in [PLACE, GOVERNMENT, ORGANISATION] {
        beliefs[class] *= keep;
    }
    beliefs[PERSON] += lost / 2.0;
    beliefs[0] += lost / 2.0;
    beliefs
}

/// The class a plain rule speaks for, and the least belief it gives to a toponym.
pub(super) fn rule(context: &Context<'_>, index: usize) -> Option<(usize, f32)> {
    let name = &context.names.list[index];
    let scan = context.scan;
    let token = &scan.tokens[name.first];
    let alone = !(scan.is_capital(name.end) && scan.gap(name.end) == Gap::Space);
    let before = name.first.checked_sub(1);
    let cue = scan.is_behind_preposition(name.first);
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
        // "SANGBODAL, Tajikistan (AP)": what opens a dateline before its country.
        let filed = context.in_dateline(name)
            && scan.gap(name.end) == Gap::Comma
            && context.name_at(name.end).and_then(|n| context.facts(n)).is_some_and(|f| f.country || f.division);
        if filed {
            return Some((PLACE, 0.8));
        }
        let clean = alone && !scan.class(name.first).has(Classes::TITLE | Classes::CALENDAR | Classes::COMMON);
        return (clean && (settlement || held)).then_some((PLACE, 0.8));
    };
    let words = name.end - name.first;
    if is_western(context, name) {
        return Some((PLACE, 0.75));
    }
    // "Police in Frankfurt said": a great town behind "in", however little else is told.
    let within = cue && before.is_some_and(|b| matches!(scan.word(b), "in" | "In" | "near" | "around" | "outside"));
    let great = facts.populated && facts.population >= GREAT && facts.kind <= NameKind::Alias;
    if within && great && alone && !scan.class(name.first).has(Classes::COMMON) {
        return Some((PLACE, 0.7));
    }
    // "Wellington Hospital": a large town's, where the network holds it possible; "to Wellington Hospital" is no person.
    if scan.word(name.end) == "Hospital" && scan.gap(name.end) == Gap::Space && facts.population >= 50_000 {
        return Some((ORGANISATION, if cue { 0.75 } else { 0.6 }));
    }
    // What speaks for a government: "the Kremlin", "Downing Street".
    let opening = |at: usize| scan.tokens[at].shape.has(Shape::OPENS);
    let the = before.is_some_and(|b| scan.word(b) == "the" || (scan.word(b) == "The" && opening(b)));
    if facts.metonym
        && alone
        && (the || words > 1 || (opening(name.first) && !facts.populated))
        && acts(context, name.first - usize::from(the), name.end)
    {
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
    // "Victoria, the capital of the Seychelles".
    let capital = scan.gap(name.end) == Gap::Comma
        && scan.word(name.end) == "the"
        && scan.word(name.end + 1) == "capital"
        && scan.word(name.end + 2) == "of";
    if capital && (facts.capital || facts.populated) {
        return Some((PLACE, 0.85));
    }
    // "from Nanaimo and Courtenay to Victoria".
    let onward = before
        .filter(|&b| scan.word(b) == "to" && scan.gap(name.first) == Gap::Space && scan.gap(b) == Gap::Space)
        .and_then(|b| context.name_ending_at(b))
        .and_then(|n| list_start(context, n).checked_sub(1));
    if onward.is_some_and(|at| matches!(scan.word(at), "from" | "From")) && facts.populated && alone {
        return Some((PLACE, 0.75));
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
    // "the Austin-based maker".
    let based = scan.gap(name.end) == Gap::Hyphen && matches!(scan.word(name.end), "based" | "born" | "bound" | "area");
    if based && !facts.demonym {
        return Some((PLACE, 0.8));
    }
    // "clients from Northern Uganda", "east China's ports": no person has a point of the compass for a first name.
    let compass = before.filter(|&b| {
        scan.gap(name.first) == Gap::Space
            && scan.class(b).has(Classes::DIRECTION)
            && !is_one("new old greater upper lower mid", scan.word(b))
            && context.name_at(b).is_none_or(|n| n.end <= name.first)
    });
    let sea = scan.gap(name.end) == Gap::Space && matches!(scan.word(name.end), "sea" | "seas");
    if compass.is_some() && facts.country && alone && !token.shape.is_capitals() && !sea {
        return Some((PLACE, 0.75));
    }
    let large = facts.is_large();
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
    let class = scan.class(name.first);
    let ordinary = words == 1 && class.has(Classes::CALENDAR | Classes::COMMON);
    if foreign && !facts.demonym && !ordinary {
        // «Владимир Путин», «Киров»: a town's name that persons bear is one only behind a preposition.
        let borne = words == 1 && class.has(Classes::FIRST_NAME | Classes::NAME) && !cue;
        if large && letters >= 6 && !borne && !is_chance(context, name) {
            return Some((PLACE, weight_of(name.span.of(scan.text).chars().count(), facts)));
        }
        if cue && facts.is_settled() && letters >= 8 {
            return Some((PLACE, 0.75));
        }
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
    let held = context.name_ending_at(name.first).filter(|_| scan.gap(name.first) == Gap::Space);
    if facts.division && words > 1 && held.is_some_and(|n| context.holds(name, n)) {
        return Some((PLACE, 0.7));
    }
    let class = scan.class(name.first);
    let ordinary =
        class.has(Classes::COMMON | Classes::FIRST_NAME | Classes::NAME | Classes::CALENDAR | Classes::TITLE);
    let behind_name = before.is_some_and(|b| {
        scan.is_capital(b)
            && scan.gap(name.first) == Gap::Space
            && scan.class(b).has(Classes::FIRST_NAME | Classes::TITLE | Classes::NAME)
            // "In Latin America Cuba's influence": America is no first name there.
            && context.name_ending_at(name.first).is_none_or(|n| n.end == n.first + 1)
    });
    // "the Mekong River Commission", "the Cauvery Management Board".
    let water = facts.natural && !facts.populated;
    let bearer = large || facts.county || water;
    if !behind_name && in_organisation(context, index) && bearer && !(words == 1 && ordinary) {
        return Some((ORGANISATION, 0.7));
    }
    // "Constantine in eastern Algeria"; a small town only where the network holds it possible.
    if facts.populated && !behind_name && held_in(context, name).is_some_and(|outer| context.holds(outer, name)) {
        return Some((PLACE, if facts.population >= 100_000 { 0.75 } else { 0.7 }));
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

/// The country or division that stands behind a name and "in": "Leticia in Amazonas", "Constantine in eastern Algeria".
fn held_in<'a>(context: &Context<'a>, name: &Name) -> Option<&'a Name> {
    let scan = context.scan;
    if scan.word(name.end) != "in" || scan.gap(name.end) != Gap::Space {
        return None;
    }
    let at = name.end + 1;
    let at = at + usize::from(scan.class(at).has(Classes::DIRECTION) && context.name_at(at).is_none());
    context.name_at(at).filter(|n| context.facts(n).is_some_and(|f| f.country || f.division))
}

/// Belief in a name in a script without capitals or of another alphabet: the longer and the better known, the more, so
/// that of two which share a letter the right one is taken: 莫斯科 in 抵达莫斯科, not 达莫.
fn weight_of(letters: usize, facts: &Facts) -> f32 {
    let known = if facts.country || facts.capital { 0.05 } else { 0.0 };
    0.8 + 0.03 * letters.saturating_sub(2).min(3) as f32 + known
}

/// Whether two Chinese characters are a foreign town's name only by chance: such names are as common as words.
fn is_chance(context: &Context<'_>, name: &Name) -> bool {
    let mut letters = name.span.of(context.scan.text).chars();
    let two = letters.by_ref().take(3).filter(|c| ('\u{4E00}'..'\u{A000}').contains(c)).count() == 2;
    let known = |f: &Facts| {
        let near = f.of.is_some_and(|c| matches!(&c.0, b"CN" | b"TW" | b"HK" | b"MO" | b"JP" | b"KR" | b"KP" | b"SG"));
        near || f.country || f.capital || f.population >= 1_000_000
    };
    two && !context.facts(name).is_some_and(known)
}

/// Whether words do, or have said of them, what governments do: "the Kremlin said", "said the Kremlin".
fn acts(context: &Context<'_>, first: usize, end: usize) -> bool {
    let scan = context.scan;
    let verb =
        |at: usize| !scan.is_capital(at) && scan.gap(at) == Gap::Space && scan.class(at).has(Classes::GOVERNMENT);
    let helped = matches!(scan.word(end), "is" | "has" | "was" | "will" | "would" | "had" | "did" | "also")
        || (scan.word(end).ends_with("ed") && scan.gap(end) == Gap::Space && !scan.is_capital(end));
    verb(end) || helped || (scan.gap(first) == Gap::Space && first.checked_sub(1).is_some_and(verb))
}
