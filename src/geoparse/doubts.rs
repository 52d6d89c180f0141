//! Plain signs that a name is no toponym: surnames, acronyms, makers, languages, opening words.

use super::candidates::Name;
use super::facts::Facts;
use super::features::Context;
use super::inflected;
use super::languages::is_language;
use super::lexicon::{Classes, is_one};
use super::maladies::is_malady;
use super::persons;
use super::shorthand::is_shorthand;
use super::west::is_western;
use crate::gazetteer::NameKind;
use crate::text::tokens::{Gap, Shape};

/// What is left of the belief where plain signs speak against a place: "India Okafor", "Surprise inspections".
pub(super) fn doubt(context: &Context<'_>, index: usize) -> f32 {
    let name = &context.names.list[index];
    let scan = context.scan;
    if !name.is_known() {
        // A building that many towns have is no place's name alone: "City Hall will be painted".
        let hall = name.end == name.first + 2
            && matches!(scan.word(name.first), "City" | "Town" | "County" | "State" | "Village")
            && matches!(scan.word(name.first + 1), "Hall" | "House" | "Council" | "Courthouse");
        if hall {
            return 0.05;
        }
        // "Bangor Maine" is two names.
        let halves = context.name_at(name.first).filter(|n| n.end < name.end).zip(context.name_ending_at(name.end));
        return if halves.is_some_and(|(a, b)| a.end == b.first && context.holds(b, a)) { 0.0 } else { 1.0 };
    }
    let Some(facts) = context.facts(name) else { return 1.0 };
    // What the reader put on the map himself is meant wherever it is written so.
    if context.is_readers_own(name) {
        return 1.0;
    }
    if is_western(context, name) {
        return 1.0;
    }
    if context.is_agency(name.first) {
        return 0.0;
    }
    // "US$50", "40 US dollars": a currency.
    let money = || scan.gap(name.end) == Gap::Space && is_one("dollar dollars", scan.word(name.end));
    if scan.text.as_bytes().get(name.span.end as usize) == Some(&b'$') || (!facts.demonym && money()) {
        return 0.0;
    }
    if is_malady(context, name, facts) {
        return 0.02;
    }
    if is_shorthand(context, name) {
        return 0.05;
    }
    // "El Niño" is weather.
    if matches!(scan.word(name.first), "El" | "La")
        && matches!(scan.word(name.end - 1), "Niño" | "Niña" | "Nino" | "Nina")
    {
        return 0.05;
    }
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
    if persons::is_saints(context, name) {
        return 0.25;
    }
    // "the International Airport", "Ballena National Park": what many have, though a town or two are called so.
    let led = name.first.checked_sub(1).filter(|_| scan.gap(name.first) == Gap::Space);
    let common = matches!(
        (scan.word(name.first), name.end - name.first, scan.word(name.end - 1)),
        ("International", 2, "Airport") | ("National", 2, "Park") | ("Central", 3, "District")
    );
    if common && led.is_some_and(|b| scan.is_capital(b) || scan.word(b) == "the") {
        return 0.05;
    }
    if name.end > name.first + 1 {
        return 1.0;
    }
    if token_is_capitals(context, name.first) && context.explains_otherwise(name) {
        return 0.05;
    }
    let class = scan.class(name.first);
    if is_acronym(context, name, facts) || is_company(context, name, facts) || has_article(context, name, facts) {
        return 0.25;
    }
    if let Some(left) = persons::doubt(context, name, facts) {
        return left;
    }
    // «Пушкин и Чехов»: towns named after persons, where no preposition says that the town is meant.
    let person = class.has(Classes::NAME) && inflected::may_be(scan.word(name.first));
    if person && !scan.is_behind_preposition(name.first) {
        return 0.25;
    }
    // "Moscow, SANA-": the agency behind the town it filed from.
    let agency = token_is_capitals(context, name.first)
        && scan.gap(name.first) == Gap::Comma
        && context.in_dateline(name)
        && context
            .name_ending_at(name.first)
            .is_some_and(|n| !token_is_capitals(context, n.first) && !context.holds(name, n));
    if agency {
        return 0.1;
    }
    // "Independence Day": what a common word celebrates.
    let day = scan.gap(name.end) == Gap::Space && matches!(scan.word(name.end), "Day" | "Eve");
    if day && class.has(Classes::COMMON) && !facts.country {
        return 0.1;
    }
    // "between First and Herman streets".
    if is_street(context, name) {
        return 0.1;
    }
    // "a Toyota Tacoma": what a maker makes.
    let maker = name.first.checked_sub(1).is_some_and(|b| {
        scan.gap(name.first) == Gap::Space && scan.is_capital(b) && scan.class(b).has(Classes::COMPANY)
    });
    if maker && context.name_at(name.first - 1).is_none_or(|n| n.end == name.first) && !facts.country {
        return 0.1;
    }
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
    let given = class.has(Classes::FIRST_NAME) && !scan.class(name.end + 1).has(Classes::ORGANISATION);
    // A country or state that is one more seldom, where nothing runs on: "India Okafor will sing", but "Kenya Kwanza
    // Alliance".
    let borne = || is_one(BORNE, scan.word(name.first)) && !scan.runs_on_in_capitals(name.end + 1);
    if next && (given || borne()) {
        return 0.25;
    }
    // "Jack London".
    if let Some(before) = name.first.checked_sub(1).filter(|_| scan.gap(name.first) == Gap::Space) {
        let named = scan.is_capital(before)
            && scan.class(before).has(Classes::FIRST_NAME)
            && !scan.class(before).has(Classes::DIRECTION)
            && !(scan.class(before).has(Classes::COMMON) && scan.tokens[before].shape.has(Shape::OPENS));
        // A hamlet may be called Jack, too; "Victoria Seychelles" are two places.
        let no_town = context.name_at(before).is_none_or(|n| {
            n.end == name.first
                && !context.holds(name, n)
                && context.facts(n).is_none_or(|f| f.population < 10_000 && !f.country && !f.natural)
        });
        if named && (!facts.division || facts.capital) && no_town {
            return 0.25;
        }
    }
    // "The menu is in Tamil and English".
    if facts.demonym && is_language(context, name) {
        return 0.1;
    }
    // "R. Lancaster"; but "S. Carolina", "N. Ireland".
    let initial = name.first.checked_sub(1).filter(|&b| {
        scan.gap(name.first) == Gap::Dot && scan.is_initial(b) && !matches!(scan.word(b), "N" | "S" | "E" | "W")
    });
    if initial.is_some() && !facts.country && !facts.division {
        return 0.25;
    }
    // "Reading Scores Rise In Nashville Schools".
    let (from, to) = (name.end, (name.end + 5).min(scan.tokens.len()));
    let titled = to > from + 2 && (from..to).all(|at| scan.is_capital(at) && scan.gap(at) == Gap::Space);
    if titled && scan.tokens[name.first].shape.has(Shape::OPENS) && class.has(Classes::COMMON) && !facts.country {
        return 0.25;
    }
    // "Surprise inspections", "Reading the meters": a common word that merely opens a sentence.
    let opens = scan.tokens[name.first].shape.has(Shape::OPENS) || scan.gap(name.first) == Gap::Dash;
    let usage = scan.usage(name.first);
    let runs_on = scan.gap(name.end) == Gap::Space
        && !scan.is_capital(name.end)
        && !matches!(scan.word(name.end), "in" | "and" | "has" | "is" | "was" | "said");
    let seldom = usage.behind_preposition == 0 && usage.capital < 2;
    if opens && class.has(Classes::COMMON) && runs_on && seldom && !facts.country {
        return 0.25;
    }
    1.0
}

/// Countries and states that some parents name a child after.
const BORNE: &str = "America Asia India Ireland Kenya Montana Nevada";

fn token_is_capitals(context: &Context<'_>, at: usize) -> bool {
    context.scan.tokens.get(at).is_some_and(|t| t.shape.is_capitals())
}

/// "the Durango pulled up", "the Webster was": a town has no article, where it is not before another noun.
fn has_article(context: &Context<'_>, name: &Name, facts: &Facts) -> bool {
    let scan = context.scan;
    let the = name
        .first
        .checked_sub(1)
        .is_some_and(|b| scan.gap(name.first) == Gap::Space && matches!(scan.word(b), "the" | "The" | "a" | "an"));
    let town = facts.populated && !(facts.country || facts.natural || facts.metonym);
    if !town || facts.demonym || scan.shouting {
        return false;
    }
    // What has the article once is the same thing elsewhere in the text.
    let usage = scan.usage(name.first);
    (the && scan.stands_alone(name.end)) || (usage.articled > 0 && usage.behind_preposition == 0 && !facts.capital)
}

/// "Rivers and Stokes avenues": two streets that share the word behind them.
fn is_street(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let streets = |at: usize| {
        matches!(scan.word(at), "streets" | "avenues" | "boulevards" | "roads" | "lanes" | "drives")
            && scan.gap(at) == Gap::Space
    };
    let and = |at: usize| matches!(scan.word(at), "and" | "or") && scan.gap(at) == Gap::Space;
    let second = streets(name.end) && name.first >= 2 && and(name.first - 1) && scan.is_capital(name.first - 2);
    let first = and(name.end)
        && scan.is_capital(name.end + 1)
        && (streets(name.end + 2) || scan.is_capital(name.end + 2) && streets(name.end + 3));
    first || second
}

/// "PRI", "the APC": a row of capitals that some small place's name, or a country's code, happens to have.
fn is_acronym(context: &Context<'_>, name: &Name, facts: &Facts) -> bool {
    let scan = context.scan;
    let token = &scan.tokens[name.first];
    let letters = name.span.len();
    let written = scan.word(name.first);
    if scan.shouting
        || !(2..=5).contains(&letters)
        || !token.shape.is_capitals()
        || written.contains('&')
        || context.in_dateline(name)
    {
        return false;
    }
    // In a heading the neighbours are capitals, too; behind a comma stands a state.
    let beside = |at: usize| {
        scan.tokens.get(at).is_some_and(|t| t.shape.is_capitals() && t.span.len() > 1 && !t.shape.has(Shape::DIGIT))
    };
    if name.first.checked_sub(1).is_some_and(beside) || beside(name.end) || scan.gap(name.first) == Gap::Comma {
        return false;
    }
    match facts.kind {
        // Three letters are the code of sports and forms; a table of results has several.
        NameKind::Abbreviation => {
            let usual =
                matches!(scan.word(name.first), "USA" | "UAE" | "DRC" | "PNG" | "CAR" | "PRC" | "ROK" | "KSA" | "GDR");
            letters == 3 && facts.country && !usual && !context.has_codes()
        }
        NameKind::Demonym => false,
        _ => !facts.country && !facts.division && !facts.capital && facts.population < 1_000_000,
    }
}

/// "Toyota said", "the Cadillac": better known as a maker or what it makes, unless a place's word stands before.
fn is_company(context: &Context<'_>, name: &Name, facts: &Facts) -> bool {
    let scan = context.scan;
    let placed = scan.gap(name.end) == Gap::Comma && context.name_at(name.end).is_some()
        || name.first.checked_sub(1).is_some_and(|b| {
            matches!(scan.word(b), "in" | "In" | "near" | "from" | "outside") && scan.gap(name.first) == Gap::Space
        });
    scan.class(name.first).has(Classes::COMPANY) && !facts.country && !facts.division && !facts.natural && !placed
}
