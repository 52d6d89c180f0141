//! What is written like a place and is shorthand for something else: accounts, addresses, degrees, legal forms and
//! cut first names.

use super::candidates::Name;
use super::features::Context;
use super::scan::Scan;

/// "@Lancaster", "Boston.com", "a BA (Hons)", "Oyelaran & Preston, P.A.", "Jos. A. Mellor".
pub(super) fn is_shorthand(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    is_address(scan.text, name) || (name.end == name.first + 1 && is_abbreviation(context, name))
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
