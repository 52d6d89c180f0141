//! The dateline a story opens with: "KABUL, Afghanistan, July 8 (Agency) — ".

use super::Span;

/// Longest dateline looked for, in bytes.
const LONGEST: usize = 140;

/// A dateline and its pieces, each as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The town: "KABUL".
    pub place: Span,
    /// What follows the town: "Afghanistan", "Ga.".
    pub region: Option<Span>,
    /// The date: "July 8", "July 8, 2021".
    pub date: Option<Span>,
    /// Who filed it, without the brackets.
    pub agency: Option<Span>,
    /// Byte where the story itself begins.
    pub end: u32,
}

/// Reads the dateline at the start of a paragraph; `None` where there is none.
pub fn dateline(text: &str, paragraph: Span) -> Option<Dateline> {
    let start = paragraph.start as usize;
    let whole = paragraph.of(text);
    let mut reach = whole.len().min(LONGEST);
    while !whole.is_char_boundary(reach) {
        reach -= 1;
    }
    let (cut, after, colon) = separator(whole.get(..reach)?)?;
    let mut head = whole.get(..cut)?.trim_end();
    let mut agency = None;
    if let Some(open) = head.rfind('(').filter(|_| head.ends_with(')')) {
        let inner = head.get(open + 1..head.len() - 1)?;
        if inner.len() > 40 || inner.is_empty() {
            return None;
        }
        agency = Some(Span::new(start + open + 1, start + open + 1 + inner.len()));
        head = head.get(..open)?.trim_end();
    }
    let mut place = None;
    let mut region: Option<Span> = None;
    let mut date: Option<Span> = None;
    let mut at = 0;
    for piece in head.split(',') {
        let lead = piece.len() - piece.trim_start().len();
        let trimmed = piece.trim();
        let span = Span::new(start + at + lead, start + at + lead + trimmed.len());
        at += piece.len() + 1;
        if trimmed.is_empty() {
            continue;
        }
        if trimmed.bytes().any(|b| b.is_ascii_digit()) {
            // "July 8" and a year behind it are one date.
            date = Some(date.map_or(span, |d| Span { start: d.start, end: span.end }));
        } else if place.is_none() {
            place = Some(span);
        } else if date.is_none() && is_name(trimmed) {
            region = Some(region.map_or(span, |r| Span { start: r.start, end: span.end }));
        } else {
            return None;
        }
    }
    let place = place?;
    let town = place.of(text);
    let sure = shouted(town);
    let told = agency.is_some() || date.is_some();
    let plausible = if colon { sure } else { sure || (told && is_name(town)) };
    plausible.then_some(Dateline { place, region, date, agency, end: (start + after) as u32 })
}

/// The first dash ("—", "–", "―", " - ", " _ ", "--") or colon that may end a dateline: where it stands, where the story begins, whether it is a colon.
fn separator(head: &str) -> Option<(usize, usize, bool)> {
    // Every dash has one of these bytes.
    let bytes = head.as_bytes();
    let is = |at: Option<usize>, byte: u8| at.and_then(|at| bytes.get(at)) == Some(&byte);
    let mut marks = (0..bytes.len()).filter(|&at| matches!(bytes[at], b'-' | b'_' | 0xE2));
    let dash = marks.find_map(|at| {
        let (before, next, further) = (at.checked_sub(1), Some(at + 1), Some(at + 2));
        match bytes.get(at)? {
            b'-' if is(before, b' ') && is(next, b'-') && is(further, b' ') => Some((at - 1, 4)),
            b'-' if is(next, b'-') => Some((at, 2)),
            b'-' | b'_' if is(before, b' ') && is(next, b' ') => Some((at - 1, 3)),
            0xE2 if is(next, 0x80) && matches!(bytes.get(at + 2), Some(0x93..=0x95)) => Some((at, 3)),
            _ => None,
        }
    });
    let colon = head.find(": ").map(|i| (i, 2));
    let (at, len, is_colon) = match (dash, colon) {
        (Some(d), Some(c)) if c.0 < d.0 => (c.0, c.1, true),
        (Some(d), _) => (d.0, d.1, false),
        (None, Some(c)) => (c.0, c.1, true),
        (None, None) => return None,
    };
    let rest = head.get(at + len..)?;
    Some((at, at + len + (rest.len() - rest.trim_start().len()), is_colon))
}

/// At most five words, each capitalised (or a particle), no sentence in it.
fn is_name(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    (1..=5).contains(&words.len())
        && words.iter().all(|w| {
            w.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphabetic())
                || matches!(*w, "of" | "the" | "de" | "la" | "del" | "and" | "am" | "al" | "el" | "da" | "do" | "i")
        })
}

/// Written in capitals throughout, as towns are at the head of a story.
fn shouted(piece: &str) -> bool {
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    let cased = piece.chars().any(char::is_uppercase);
    letters >= 3 && cased && !piece.chars().any(char::is_lowercase) && piece.split_whitespace().count() <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, Option<&str>, Option<&str>, Option<&str>, &str)> {
        let d = dateline(text, Span::new(0, text.len()))?;
        let of = |s: Option<Span>| s.map(|s| s.of(text));
        Some((d.place.of(text), of(d.region), of(d.date), of(d.agency), &text[d.end as usize..]))
    }

    #[test]
    fn datelines_come_apart() {
        assert_eq!(parts("MOSCOW (AP) — A delegation"), Some(("MOSCOW", None, None, Some("AP"), "A delegation")));
        assert_eq!(
            parts("FAYZABAD, Afghanistan, May 17 (Meridian Wire) — Rivers"),
            Some(("FAYZABAD", Some("Afghanistan"), Some("May 17"), Some("Meridian Wire"), "Rivers"))
        );
        assert_eq!(
            parts("Kabul, July 8, 2021 (AFP) - Troops left"),
            Some(("Kabul", None, Some("July 8, 2021"), Some("AFP"), "Troops left"))
        );
        assert_eq!(parts("SAVANNAH, Ga. — The harbour"), Some(("SAVANNAH", Some("Ga."), None, None, "The harbour")));
        assert_eq!(parts("ISLAMABAD: The minister"), Some(("ISLAMABAD", None, None, None, "The minister")));
    }

    #[test]
    fn sentences_are_not_datelines() {
        assert_eq!(parts("It has hosted several rounds — even though Russia objects"), None);
        assert_eq!(parts("Kabul - the city"), None);
        assert_eq!(parts("U.S. officials, who spoke, said this — and that"), None);
        assert_eq!(parts("Note: nothing"), None);
        assert_eq!(parts(""), None);
    }
}
