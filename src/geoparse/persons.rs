//! Plain signs that a name is a person's, or a firm's that is named after persons.

use super::candidates::Name;
use super::facts::Facts;
use super::features::Context;
use super::lexicon::{Classes, is_one};
use super::shorthand::is_ampersand_before;
use crate::gazetteer::FeatureClass;
use crate::text::tokens::{Gap, Shape};

/// Whose the person named behind them is: "the son of Florence", "her daughter, Adelaide".
const KIN: &str = "son daughter wife husband mother father brother sister uncle aunt grandson granddaughter grandmother \
    grandfather nephew niece cousin fiancee fiance girlfriend boyfriend widow widower";

/// What is said right before the name of a person, a firm or an animal, and never before a town's.
const CALLED: &str = "actor actress artist author comedian company drummer filly firm guitarist inmate jockey musician \
    novelist pianist rapper retailer singer songwriter startup trainer violinist winner";

/// What befalls persons alone: "was ejected", "had been shot".
const BEFALLS: &str = "acquitted airlifted arrested charged convicted ejected extradited handcuffed hospitalised \
    hospitalized indicted jailed paroled pronounced sentenced shot stabbed driving smiling walking wearing";

/// What persons alone do.
const DOES: &str = "confessed drove experienced graduated grew joked laughed married nodded quipped recalled recalls \
    shrugged smiled testified thinks walked whispered wore";

/// What is left of the belief in a place of one word where it is rather a person or a firm; `None` where nothing says so.
pub(super) fn doubt(context: &Context<'_>, name: &Name, facts: &Facts) -> Option<f32> {
    if is_surname(context, name, facts) || is_person(context, name, facts) || is_partner(context, name, facts) {
        return Some(0.25);
    }
    (is_addressed(context, name, facts) || is_human(context, name, facts)).then_some(0.1)
}

/// Whether a name may be a person's at all where it stands: a town's of one word that nothing beside it says to be one.
pub(super) fn may_be(context: &Context<'_>, name: &Name) -> bool {
    let town = |f: &Facts| f.populated && !(f.country || f.division || f.demonym || f.capital);
    let within = context.scan.is_behind_preposition(name.first);
    name.end == name.first + 1 && !within && !is_held(context, name) && context.facts(name).is_some_and(town)
}

/// The surname of several words that the document has behind a first name somewhere: "Marla St. Clair ... St. Clair said".
pub(super) fn is_saints(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let saint = name.end == name.first + 2 && scan.word(name.first).trim_end_matches('.') == "St";
    if !saint || scan.is_behind_preposition(name.first) && matches!(scan.word(name.first - 1), "in" | "In" | "near") {
        return false;
    }
    let named = |n: &Name| {
        let before = n.first.checked_sub(1).filter(|_| scan.gap(n.first) == Gap::Space);
        let other =
            Classes::ORGANISATION | Classes::GEOGRAPHY | Classes::CALENDAR | Classes::DIRECTION | Classes::TITLE;
        n.alike == name.alike
            && before.is_some_and(|b| {
                scan.is_capital(b)
                    && scan.tokens[b].shape.has(Shape::LONG)
                    && !scan.class(b).has(other)
                    && (!scan.class(b).has(Classes::COMMON) || scan.class(b).has(Classes::FIRST_NAME))
                    && context.name_ending_at(n.first).is_none()
            })
    };
    !is_held(context, name) && context.names.list.iter().take(MOST).any(named)
}

/// Names looked at for the first name of a saint's.
const MOST: usize = 4096;

/// "Barry M. George", "C.J. McArthur", "Sarah Bush Lincoln", "BY KENT MALLETT": a person's name around a place's.
fn is_person(context: &Context<'_>, name: &Name, facts: &Facts) -> bool {
    let scan = context.scan;
    let spaced = |at: usize| scan.gap(at) == Gap::Space;
    let long = |at: usize| scan.is_capital(at) && scan.tokens[at].shape.has(Shape::LONG);
    let other = Classes::ORGANISATION | Classes::GEOGRAPHY | Classes::CALENDAR | Classes::DIRECTION;
    let before = name.first.checked_sub(1).filter(|_| matches!(scan.gap(name.first), Gap::Space | Gap::Dot));
    // By-lines: names of any size.
    let by = before.is_some_and(|b| matches!(scan.word(b), "BY" | "By") && scan.tokens[b].shape.has(Shape::OPENS));
    if by && scan.class(name.first).has(Classes::FIRST_NAME) && spaced(name.end) && long(name.end) {
        return !scan.class(name.end).has(other);
    }
    if facts.country || facts.division {
        return false;
    }
    let middle = spaced(name.end) && scan.is_initial(name.end) && long(name.end + 1);
    if middle && matches!(scan.gap(name.end + 1), Gap::Space | Gap::Dot) && !scan.class(name.end + 1).has(other) {
        return true;
    }
    let Some(before) = before else { return false };
    let initials = scan.tokens[before].shape.has(Shape::DOTTED)
        && scan.word(before).len() <= 4
        && scan.is_capital(before)
        && context.name_at(before).is_none();
    let first = before.checked_sub(1).filter(|_| spaced(name.first) && spaced(before));
    let whole = first.is_some_and(|f| {
        scan.class(f).has(Classes::FIRST_NAME)
            && long(f)
            && long(before)
            && !scan.class(f).has(other | Classes::COMMON)
            && !scan.class(before).has(other | Classes::COMMON | Classes::TITLE | Classes::ROLE)
            && context
                .name_at(f)
                .is_none_or(|n| n.end == before && context.facts(n).is_none_or(|f| f.population < 50_000))
            && !facts.capital
    });
    initials || whole
}

/// "Hartman & Tyner", "Sturgeon & Associates", "Helen & Douglas": partners in a firm.
fn is_partner(context: &Context<'_>, name: &Name, facts: &Facts) -> bool {
    let scan = context.scan;
    let behind = name.end;
    let given = |at: usize| scan.class(at).has(Classes::FIRST_NAME);
    is_ampersand_before(scan, behind)
        && scan.is_capital(behind)
        && !scan.class(behind).has(Classes::COMMON | Classes::GEOGRAPHY)
        && ((context.name_at(behind).is_none() && !facts.natural) || (given(name.first) && given(behind)))
        && !(facts.country || facts.division || facts.capital)
}

/// "John Bolton ... Bolton said": the document has it behind a first name at least as often as behind a preposition.
fn is_surname(context: &Context<'_>, name: &Name, facts: &Facts) -> bool {
    let scan = context.scan;
    let usage = scan.usage(name.first);
    // "Marcus Washington ... Washington refused": a great place only where half of its uses stand behind a first name and
    // none behind a preposition.
    let great = facts.country || facts.division || facts.demonym || facts.capital;
    let named = usage.behind_first_name * 2 >= usage.capital && usage.behind_preposition == 0 && !facts.demonym;
    // "Melton Lewis Paris ... Paris' house": a city, however large, only where nothing ever happens in it.
    let town = context.names.features(name).first().is_some_and(|f| f.class == FeatureClass::P) && !facts.demonym;
    let named = named || (town && usage.named > 0 && usage.placed == 0);
    if great && !(named && usage.capital > 1 && usage.capital < 8) {
        return false;
    }
    let placed = is_held(context, name);
    let within = name.first.checked_sub(1).is_some_and(|b| {
        matches!(scan.word(b), "in" | "In" | "near" | "Near" | "outside" | "across")
            && scan.gap(name.first) == Gap::Space
    });
    // What stands before abbreviations says less.
    let (behind_name, behind_place) = if scan.tokens[name.first].shape.has(Shape::DOTTED) {
        (usage.behind_first_name, usage.behind_preposition)
    } else {
        (usage.named, usage.placed)
    };
    behind_name > 0 && behind_name >= behind_place && !placed && !within
}

/// Inhabitants from which a town's administration is rather its own than that of a president of the name.
const CITY: u32 = 200_000;

/// "'Mr. Arlington,'", "the Clinton administration", "the singer Adelaide", "the son of Florence": words beside the name that
/// only persons and firms have.
fn is_addressed(context: &Context<'_>, name: &Name, facts: &Facts) -> bool {
    let scan = context.scan;
    if facts.country || facts.division || facts.capital {
        return false;
    }
    let (at, behind) = (name.first, name.end);
    let ends = !scan.runs_on_in_capitals(behind);
    let spaced = matches!(scan.gap(at), Gap::Space | Gap::Dot);
    let Some(before) = at.checked_sub(1) else { return false };
    let word = scan.word(before).trim_end_matches('.');
    let form = spaced && ends && matches!(word, "Mr" | "Mrs" | "Ms" | "Miss" | "Dr");
    let plain = scan.gap(at) == Gap::Space && !scan.is_capital(before);
    let called = plain && ends && is_one(CALLED, word);
    let given = scan.class(at).has(Classes::FIRST_NAME);
    // "A son of Bristol" was born there.
    let kin = |at: usize| !scan.is_capital(at) && is_one(KIN, scan.word(at));
    let of = given && plain && word == "of" && before.checked_sub(1).is_some_and(kin);
    let kin = of || (matches!(scan.gap(at), Gap::Space | Gap::Comma) && kin(before));
    // "the Clinton and Bush administrations"; but "the Kherson administration".
    let rules = |at: usize| !scan.is_capital(at) && matches!(scan.word(at), "administration" | "administrations");
    let ruled = given
        && facts.populated
        && facts.population < CITY
        && matches!(word, "the" | "The")
        && scan.gap(behind) == Gap::Space
        && (rules(behind) || (scan.word(behind) == "and" && (behind + 2..behind + 4).any(rules)));
    form || called || (kin && !is_held(context, name)) || ruled
}

/// "Raleigh had been shot", "Preston was ejected": what only persons do and suffer, where the name is the subject.
fn is_human(context: &Context<'_>, name: &Name, facts: &Facts) -> bool {
    let scan = context.scan;
    let subject = scan.tokens[name.first].shape.has(Shape::OPENS) || scan.gap(name.first) != Gap::Space;
    let lower = |at: usize| scan.gap(at) == Gap::Space && !scan.is_capital(at);
    if facts.country || facts.division || facts.demonym || !subject || !lower(name.end) {
        return false;
    }
    let mut at = name.end;
    let helped = matches!(scan.word(at), "was" | "is" | "had" | "has" | "who");
    at += usize::from(helped);
    at += usize::from(helped && matches!(scan.word(at), "been" | "was" | "also" | "already"));
    (helped && lower(at) && is_one(BEFALLS, scan.word(at))) || (is_one(DOES, scan.word(name.end)) && !facts.capital)
}

/// Whether a country or division follows behind a comma: "Paris, Texas".
fn is_held(context: &Context<'_>, name: &Name) -> bool {
    context.scan.gap(name.end) == Gap::Comma
        && context.name_at(name.end).is_some_and(|n| context.facts(n).is_some_and(|f| f.country || f.division))
}
