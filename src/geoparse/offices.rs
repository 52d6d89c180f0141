//! Names beside the words for those who act for a place, and for what they do: "the governor of Sokoto State",
//! "U.S. President", "Russia's request". The place's government is meant, wherever it sits.

use super::candidates::Name;
use super::features::Context;
use super::lexicon::{Classes, is_one};
use super::mention::Kind;
use super::scan::Scan;
use super::series::list_start;
use crate::text::tokens::Gap;

/// Who acts for a place; behind its name also in the plural.
const OFFICES: &str = "ambassador authorities chancellor congressman congresswoman councillor councilman councilwoman \
    diplomat diplomats emir envoy governor king lawmaker lawmakers legislators mayor minister mp mps \
    negotiator negotiators officials premier president prince queen ruler senator senators \
    sultan";

/// What acts for a country or division of which it is said to be.
const OF: &str = "ambassador chancellor emir government governor king minister parliament premier president prince \
    queen ruler sultan consulate embassy";

/// What countries and divisions want, say and do, and what they do it with.
const ACTS: &str = "accusation accusations ambition ambitions bid claim claims concern concerns decision demand \
    demands denial denials diplomacy diplomats efforts embassy government intention intentions \
    mission objection objections obligations offer parliament pledge pledges policy policies promise \
    proposal proposals refusal request requests response sanctions stance view";

/// What states have with one another.
const DEALINGS: &str = "agreement alliance deal dialogue dispute negotiations pact relations sanctions summit talks \
    tensions ties treaty truce war ceasefire accord conflict friendship";

/// What is done by a place that only lies there, or stands there in a table: "followed by Kenya (52 per cent)".
pub(super) const LIES: [&str; 5] = ["bordered", "bounded", "flanked", "followed", "surrounded"];

/// What a name beside such a word is doing, where one stands there.
pub(super) fn kind(context: &Context<'_>, name: &Name) -> Option<Kind> {
    let scan = context.scan;
    let facts = context.facts(name)?;
    let wide = facts.country || facts.division || facts.capital;
    let before = name.first.checked_sub(1).filter(|_| scan.gap(name.first) == Gap::Space);
    // "Governor of Sokoto State", "the president of the United States"; a town's mayor is at home in the town.
    let of = before.map(|b| b - usize::from(b > 0 && matches!(scan.word(b), "the" | "The")));
    let of = of.filter(|&at| scan.word(at) == "of" && scan.gap(at) == Gap::Space);
    let heads = of.and_then(|at| at.checked_sub(1)).is_some_and(|at| is_one(OF, scan.word(at)));
    // "president of Bangladesh Road Transport Owners' Association", "of South Korea's shipping giant".
    let whole = !scan.runs_on_in_capitals(name.end) && scan.gap(name.end) != Gap::Apostrophe;
    if heads && whole && (facts.country || facts.division) {
        return Some(Kind::Government);
    }
    // "U.S. President Donald Trump", "a Nenagh councillor"; but "in Paris officials said" and "in Columbus, Georgia officials said".
    let placed = before.is_some_and(|b| matches!(scan.word(b), "in" | "In" | "at" | "At"))
        || matches!(scan.gap(name.first), Gap::Comma | Gap::Open);
    let prime = usize::from(matches!(scan.word(name.end), "prime" | "Prime" | "foreign" | "Foreign"));
    let office = (name.end..=name.end + prime).all(|at| scan.gap(at) == Gap::Space);
    if office && is_one(OFFICES, scan.word(name.end + prime)) && !placed {
        return Some(Kind::Government);
    }
    let deals = owns_an_act(scan, name) || is_dealt_with(context, name) || is_in_a_pair(context, name);
    (wide && (deals || (!placed && acts_on_a_day(scan, name)))).then_some(Kind::Government)
}

/// "Russia's request", "the DPRK's security concerns", "Saudi Arabia's de facto ruler".
fn owns_an_act(scan: &Scan<'_>, name: &Name) -> bool {
    let is_act = |at: usize| !scan.is_capital(at) && is_one(ACTS, scan.word(at)) || is_one(OFFICES, scan.word(at));
    scan.is_owner(name.end) && (name.end + 1..name.end + 4).take_while(|&at| scan.gap(at) == Gap::Space).any(is_act)
}

/// "talks with Iran", "relations between Russia and the West", "developed by the Soviet Union".
fn is_dealt_with(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let mut at = list_start(context, name);
    if at > 0 && matches!(scan.word(at - 1), "the" | "The") && scan.gap(at) == Gap::Space {
        at -= 1;
    }
    let Some(link) = at.checked_sub(1).filter(|&l| l > 0 && scan.gap(at) == Gap::Space && scan.gap(l) == Gap::Space)
    else {
        return false;
    };
    let first = scan.word(link - 1);
    match scan.word(link) {
        "with" | "against" | "between" => is_one(DEALINGS, first),
        "on" => matches!(first, "pressure" | "sanctions" | "tariffs" | "blamed" | "embargo"),
        "from" => matches!(first, "permission" | "backing" | "independence" | "approval" | "support"),
        // An agent acts, but what only lies around does not.
        "by" => first.ends_with("ed") && !LIES.contains(&first),
        _ => false,
    }
}

/// "the DPRK-U.S. summit", for either of the two.
fn is_in_a_pair(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let hyphened = |at: usize| scan.gap(at) == Gap::Hyphen;
    let last = if hyphened(name.end) { context.name_at(name.end).map(|n| n.end) } else { None };
    let end = last
        .or_else(|| hyphened(name.first).then_some(name.end).filter(|_| context.name_ending_at(name.first).is_some()));
    end.is_some_and(|end| scan.gap(end) == Gap::Space && is_one(DEALINGS, scan.word(end)))
}

/// "The United States on Thursday approved".
fn acts_on_a_day(scan: &Scan<'_>, name: &Name) -> bool {
    let (on, day, verb) = (name.end, name.end + 1, name.end + 2);
    scan.word(on) == "on"
        && [on, day, verb].iter().all(|&at| scan.gap(at) == Gap::Space)
        && scan.class(day).has(Classes::CALENDAR)
        && !scan.is_capital(verb)
        && (scan.word(verb).ends_with("ed") || scan.class(verb).has(Classes::GOVERNMENT))
}
