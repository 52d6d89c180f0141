//! What is written like a place and is shorthand for something else: accounts, addresses, degrees, eras, legal forms
//! and cut first names.

use super::candidates::Name;
use super::features::Context;
use super::lexicon::is_one;
use super::scan::Scan;
use crate::text::tokens::{Gap, Shape};

/// "@Lancaster", "Boston.com", "a BA (Hons)", "Oyelaran & Preston, P.A.", "Jos. A. Mellor".
pub(super) fn is_shorthand(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let alone = name.end == name.first + 1;
    is_address(scan.text, name)
        || is_numbered(scan.text, name)
        || (alone && is_abbreviation(context, name))
        || is_idiom(scan, name)
}

/// "BA.5": letters and a number behind a full stop.
fn is_numbered(text: &str, name: &Name) -> bool {
    let capitals = name.span.of(text).bytes().all(|b| b.is_ascii_uppercase());
    let number = text[name.span.end as usize..].strip_prefix('.');
    capitals && number.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// "You'd", which a town's foreign name is written like; "the Belt and Road".
fn is_idiom(scan: &Scan<'_>, name: &Name) -> bool {
    let word = scan.word(name.first);
    let shortened = word.rsplit_once(['\'', '\u{2019}']).is_some_and(|(head, tail)| {
        is_one("d ll ve re m", tail) && is_one("I you he she it we they who that there what how", head)
    });
    let road = |at: usize| scan.word(at) == "and" && scan.word(at + 1) == "Road";
    shortened || (word == "Belt" && road(name.first + 1))
}

/// "from 500 to 200 B.C.", "the fourth century BC"; but "200 B.C. schools" are British Columbia's.
fn is_era(scan: &Scan<'_>, name: &Name) -> bool {
    let Some(before) = name.first.checked_sub(1).filter(|_| scan.gap(name.first) == Gap::Space) else { return false };
    if is_one("century centuries millennium millennia", scan.word(before)) {
        return true;
    }
    let year = |at: usize| scan.tokens[at].shape.has(Shape::DIGIT);
    let noun =
        scan.gap(name.end) == Gap::Space && scan.tokens.get(name.end).is_some_and(|t| !t.shape.has(Shape::DIGIT));
    let dated = before.checked_sub(1).is_some_and(|at| {
        is_one("about after and around before between by c ca circa from in or since to until", scan.word(at))
            || matches!(scan.gap(before), Gap::Dash | Gap::Open)
    });
    let runs_on = is_one(
        "after and as at before but by during for it of on or that the they to was were when which with",
        scan.word(name.end),
    );
    year(before) && (!noun || runs_on) && (dated || !noun)
}

/// Whether the name is part of an account or of a web address.
fn is_address(text: &str, name: &Name) -> bool {
    let (before, behind) = (&text[..name.span.start as usize], &text[name.span.end as usize..]);
    let stop = if name.span.of(text).ends_with('.') { Some(behind) } else { behind.strip_prefix('.') };
    before.ends_with('@') || stop.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

fn is_abbreviation(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let next = scan.word(name.end);
    match scan.word(name.first).trim_end_matches('.') {
        "P.A" => name
            .first
            .checked_sub(1)
            .is_some_and(|last| is_ampersand_before(scan, last) || context.name_ending_at(name.first).is_none()),
        "BA" => next == "Hons",
        "B.C" | "BC" => is_era(scan, name),
        // "Imam Hussain (A.S.)": peace be upon him.
        "A.S" | "R.A" => scan.gap(name.first) == Gap::Open,
        "Alex" | "Benj" | "Chas" | "Danl" | "Edw" | "Geo" | "Jas" | "Jos" | "Robt" | "Saml" | "Thos" | "Wm" => {
            scan.is_initial(name.end)
        }
        _ => false,
    }
}

/// Whether " & " stands before a word, as between partners in a firm.
pub(super) fn is_ampersand_before(scan: &Scan<'_>, at: usize) -> bool {
    let end = |at: usize| scan.tokens.get(at).map(|t| t.span.end as usize);
    let from = at.checked_sub(1).and_then(end);
    let to = scan.tokens.get(at).map(|t| t.span.start as usize);
    from.zip(to).and_then(|(from, to)| scan.text.get(from..to)) == Some(" & ")
}
