//! What a toponym is doing: standing for a place, for a government, within an organisation's name, for a people.

use super::candidates::Name;
use super::features::{Context, Reach, features};
use super::lexicon::Classes;
use super::mention::Kind;
use super::network::{GOVERNMENT, Network, ORGANISATION};
use super::offices;
use super::recognise::Found;
use super::series::list_start;
use crate::gazetteer::NameKind;
use crate::text::tokens::{Gap, Shape};

/// What a toponym that is no dateline is doing. Plain cues come first; a network of its own decides the rest.
pub(crate) fn placed_kind(context: &Context<'_>, index: usize, roles: &Network) -> Kind {
    let name = &context.names.list[index];
    let facts = context.facts(name);
    if facts.is_some_and(|f| f.kind == NameKind::Demonym || (f.demonym && f.country && f.kind == NameKind::Alias)) {
        return Kind::Demonym;
    }
    if in_organisation(context, index) {
        return Kind::Organisation;
    }
    if governs(context, index) || plays(context, name) {
        return Kind::Government;
    }
    if let Some(kind) = offices::kind(context, name) {
        return kind;
    }
    if stands_there(context, name) {
        return Kind::Place;
    }
    let mut buffer = Vec::with_capacity(100);
    features(context, index, Reach::Full, &mut buffer);
    let beliefs = roles.judge(&buffer);
    // An organisation's name has more than the place's; in a text all in capitals its neighbours' capitals tell nothing.
    let scan = context.scan;
    let longer = scan.runs_on_in_capitals(name.end)
        || name.first.checked_sub(1).is_some_and(|b| {
            let opens = scan.tokens[b].shape.has(Shape::OPENS) || scan.word(b) == "The";
            scan.gap(name.first) == Gap::Space && ((scan.is_capital(b) && !opens) || scan.word(b) == "of")
        });
    if longer && !scan.shouting && beliefs[ORGANISATION] > 0.6 {
        return Kind::Organisation;
    }
    // What holds no government of its own is seldom meant as one, and a town only before what it does or has; nothing
    // is known of other languages.
    let Some(facts) = facts.filter(|_| name.span.of(scan.text).is_ascii()) else { return Kind::Place };
    let wide = facts.country || facts.capital || facts.division || facts.metonym;
    let water = facts.natural && !wide && !facts.populated;
    let bar = if wide { GOVERNS } else { GOVERNS_TOWN };
    // Without a cue a country or capital must be all but sure to be meant so, and something must follow it.
    let cue = cued(context, name);
    let runs_on = scan.gap(name.end) == Gap::Space && !scan.is_capital(name.end);
    let alone = (facts.country || facts.capital) && runs_on && beliefs[GOVERNMENT] > SURELY;
    if !water && (alone || (cue && beliefs[GOVERNMENT] > bar)) { Kind::Government } else { Kind::Place }
}

/// Whether a word beside a name may speak of those who act for it: a verb or an office behind, a partner's word before.
/// "Peru's glaciers" and "Ferries to Bermuda" have none.
fn cued(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let behind = name.end + usize::from(scan.is_owner(name.end));
    let offices = Classes::TITLE | Classes::ROLE | Classes::ORGANISATION | Classes::GOVERNMENT;
    let office = (behind..behind + 3)
        .take_while(|&at| matches!(scan.gap(at), Gap::Space | Gap::Hyphen))
        .any(|at| scan.class(at).has(offices));
    let word = scan.word(name.end);
    let verb = scan.gap(name.end) == Gap::Space
        && (matches!(word, "is" | "has" | "was" | "will" | "would" | "had" | "did" | "also" | "to" | "could" | "can")
            || (word.ends_with("ed") && !scan.is_capital(name.end)));
    let before = name.first.checked_sub(1).filter(|_| scan.gap(name.first) == Gap::Space);
    let partner = before.is_some_and(|b| {
        matches!(scan.word(b), "with" | "against" | "between" | "by" | "among" | "including" | "like")
            || (!scan.is_capital(b) && scan.class(b).has(Classes::GOVERNMENT))
    });
    office || verb || partner
}

/// Belief from which a country or capital, and any other place, is taken for those who act for it.
const GOVERNS: f32 = 0.4;

const GOVERNS_TOWN: f32 = 0.6;
/// The same for a country or capital beside which no word says so.
const SURELY: f32 = 0.6;

/// "in Moscow", "across southern Lebanon", "Tripoli, Libya": where something happens, whoever is at home there.
fn stands_there(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    // "of Libya" behind Tripoli; the state behind its town.
    if matches!(scan.gap(name.first), Gap::Comma | Gap::Open)
        && context.name_ending_at(name.first).is_some_and(|n| {
            let town = context.facts(n).is_some_and(|f| f.populated && !f.country);
            let wide = context.facts(name).is_some_and(|f| f.country || f.division);
            context.holds(name, n) || (town && wide && scan.gap(name.end) != Gap::Space)
        })
    {
        return true;
    }
    // "Non-U.S. buyers".
    if scan.gap(name.first) == Gap::Hyphen
        && name.first.checked_sub(1).is_some_and(|b| scan.word(b).eq_ignore_ascii_case("non"))
    {
        return true;
    }
    // "UK farmers", "a Paris man": people who live there and act for themselves.
    let people = matches!(
        scan.word(name.end),
        "man"
            | "men"
            | "woman"
            | "women"
            | "boy"
            | "girl"
            | "teenager"
            | "couple"
            | "resident"
            | "residents"
            | "native"
            | "natives"
            | "farmers"
            | "students"
            | "families"
            | "children"
            | "voters"
            | "refugees"
            | "migrants"
    );
    if people && scan.gap(name.end) == Gap::Space {
        return true;
    }
    // "go to the Johannesburg Stock Exchange" names more than the town.
    let longer = scan.runs_on_in_capitals(name.end);
    // "through Georgia, Armenia and Azerbaijan": all of a list stand where its first does.
    let mut at = list_start(context, name);
    for _ in 0..3 {
        let Some(before) = at.checked_sub(1).filter(|_| scan.gap(at) == Gap::Space) else { return false };
        let word = scan.word(before);
        // "on a visit to Morocco", "exports to Iran", "surrounded by South Africa".
        let first = before.checked_sub(1).filter(|_| scan.gap(before) == Gap::Space).map_or("", |b| scan.word(b));
        // "The stamp says Rhodesia."; but "..., said Russia" and "officials said Russia had left".
        let ends = matches!(scan.gap(name.end), Gap::Dot | Gap::Quote) || name.end == scan.tokens.len();
        if matches!(word, "says" | "said" | "reads" | "read") && !first.is_empty() && ends {
            return true;
        }
        let goes_or_lies = match word {
            "to" => GOES_TO.contains(&first),
            "by" => offices::LIES.contains(&first),
            _ => REACHES.contains(&word),
        };
        if goes_or_lies && !longer {
            return true;
        }
        if matches!(
            word,
            "in" | "In"
                | "at"
                | "At"
                | "near"
                | "Near"
                | "outside"
                | "around"
                | "across"
                | "through"
                | "throughout"
                | "inside"
                | "along"
                | "off"
                | "toward"
                | "towards"
                | "crossed"
                | "within"
                | "hit"
                | "from"
                | "From"
                | "leave"
                | "left"
        ) {
            return true;
        }
        if word == "of" {
            return before.checked_sub(1).is_some_and(|b| scan.class(b).has(Classes::SETTLEMENT_OF));
        }
        if word != "the" && !scan.class(before).has(Classes::DIRECTION) {
            return false;
        }
        at = before;
    }
    false
}

/// Words right before a place that somebody goes to or leaves.
const REACHES: [&str; 8] = ["entered", "entering", "fled", "reach", "reached", "visit", "visited", "visiting"];

/// The same with "to" behind them.
const GOES_TO: [&str; 24] = [
    "back",
    "came",
    "come",
    "exported",
    "exports",
    "fled",
    "flew",
    "flight",
    "flights",
    "flown",
    "go",
    "going",
    "journey",
    "moved",
    "move",
    "return",
    "returned",
    "shipped",
    "tour",
    "travel",
    "traveling",
    "travelling",
    "trip",
    "visit",
];

/// "Kabul University", "University of Nairobi", "Air France".
pub(super) fn in_organisation(context: &Context<'_>, index: usize) -> bool {
    let scan = context.scan;
    let name = &context.names.list[index];
    for at in name.end..name.end + 4 {
        // "the county Sheriff's Office".
        if at > name.end && scan.is_owner(at) {
            continue;
        }
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

fn facts_capital(context: &Context<'_>, name: &Name) -> bool {
    context.facts(name).is_some_and(|f| f.capital)
}

/// A country or capital that does what only governments do, or has it done to it by one: "Moscow warned Washington".
fn governs(context: &Context<'_>, index: usize) -> bool {
    let scan = context.scan;
    let name = &context.names.list[index];
    let may = |n: &Name| context.facts(n).is_some_and(|f| f.country || f.capital);
    // "asked Washington state for help": whoever is asked can answer.
    let asked = name.first.checked_sub(1).is_some_and(|b| {
        scan.gap(name.first) == Gap::Space
            && matches!(scan.word(b), "asked" | "urged" | "sued" | "lobbied" | "petitioned")
    });
    if asked && !scan.is_capital(name.end) && context.facts(name).is_some_and(|f| f.country || f.capital || f.division)
    {
        return true;
    }
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

/// "Angola 2 Burkina Faso 0": two names with a score behind each are teams.
fn plays(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let score = |at: usize| {
        let word = scan.word(at);
        (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) && scan.gap(at) == Gap::Space
    };
    let apart = |at: usize| matches!(scan.gap(at), Gap::Space | Gap::Comma);
    let behind = || apart(name.end + 1) && context.name_at(name.end + 1).is_some_and(|n| score(n.end));
    let before = || {
        let other = name.first.checked_sub(1).filter(|&at| score(at) && apart(name.first));
        other.is_some_and(|at| context.name_ending_at(at).is_some())
    };
    score(name.end) && (behind() || before())
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
