//! Parts of a year as companies tell them, and days with a name.

use super::super::lexer::Kind;
use super::super::lexicon::{Holiday, Lex, Unit};
use super::super::meaning::{Meaning, YearOf};
use super::at::{At, Found, year_behind};

/// "third-quarter", "this year's third quarter", "the 1988 third quarter", "the first half of 1990".
pub(super) fn part_of_year(at: At<'_>) -> Found {
    let the = usize::from(at.lex(0) == Lex::The);
    let possessive =
        |k: usize| usize::from(at.mark(k, '’') || at.mark(k, '\'')) * 2 * usize::from(at.lex(k + 1) == Lex::S);
    // A year before it.
    let (front, year) = if let (Lex::Shift(n), Lex::Unit(Unit::Year)) = (at.lex(the), at.lex(the + 1)) {
        let s = possessive(the + 2);
        if s == 0 {
            return None;
        }
        (the + 2 + s, YearOf::Relative(n))
    } else if let Some((year, len)) = at.year(the) {
        (the + len + possessive(the + len), YearOf::Named(year))
    } else {
        (the, YearOf::Open)
    };
    let front = front + usize::from(at.lex(front) == Lex::Fiscal);
    // "Q3 2021", "H1".
    if let (Lex::Q | Lex::H, Some(n)) = (at.lex(front), at.get(front + 1))
        && n.kind == Kind::Number
        && !n.spaced
        && n.digits == 1
        && at.get(front).is_some_and(|t| t.capital)
    {
        let (year, more) = if year == YearOf::Open { year_behind(at, front + 2) } else { (year, 0) };
        return match (at.lex(front), n.number) {
            (Lex::Q, q @ 1..=4) => Some((front + 2 + more, Meaning::Quarter { year, quarter: q as i8 })),
            (Lex::H, h @ 1..=2) => Some((front + 2 + more, Meaning::HalfYear { year, half: h as i8 })),
            _ => None,
        };
    }
    let n = match at.lex(front) {
        Lex::Ordinal(n @ 1..=4) => n,
        // "1999's last quarter", "the last quarter of 1999"
        Lex::Shift(-1) if year != YearOf::Open || year_behind(at, front + 2).1 > 0 => 4,
        _ => return None,
    };
    let hyphen = usize::from(at.dash(front + 1));
    let end = front + hyphen + 2;
    let (year, more) = if year == YearOf::Open { year_behind(at, end) } else { (year, 0) };
    let n = n as i8;
    match at.lex(front + hyphen + 1) {
        Lex::Unit(Unit::Quarter) => Some((end + more, Meaning::Quarter { year, quarter: n })),
        // "the first half" alone is as often of a match.
        Lex::Half if n <= 2 && (year != YearOf::Open || (money(at) && at.lex(end) != Lex::Of)) => {
            Some((end + more, Meaning::HalfYear { year, half: n }))
        }
        _ => None,
    }
}

/// Whether the words round it are of business.
fn money(at: At<'_>) -> bool {
    const REACH: usize = 14;
    let from = at.i.saturating_sub(REACH);
    let near = at.tokens.iter().skip(from).take(2 * REACH);
    near.into_iter().any(|t| t.lex == Lex::Money || matches!(t.kind, Kind::Mark('$' | '%' | '€' | '£')))
}

/// Christmas, New Year and days that the United States keep by these names.
pub(super) fn holiday(at: At<'_>) -> Found {
    if !at.get(0)?.capital {
        return None;
    }
    let fixed = |len, month, day| Some((len, Meaning::Day { year: YearOf::Open, month, day, weekday: None }));
    let day = |k: usize| at.lex(k) == Lex::Unit(Unit::Day);
    let possessive = |k: usize| (at.mark(k, '’') || at.mark(k, '\'')) && at.lex(k + 1) == Lex::S;
    match at.lex(0) {
        Lex::Holiday(Holiday::Christmas) if at.lex(1) == Lex::Eve => fixed(2, 12, 24),
        Lex::Holiday(Holiday::Christmas) if day(1) || at.lex_before(1) == Lex::Cue => {
            fixed(1 + usize::from(day(1)), 12, 25)
        }
        Lex::Holiday(Holiday::Halloween) => fixed(1, 10, 31),
        Lex::Holiday(Holiday::Valentine) if possessive(1) && day(3) => fixed(4, 2, 14),
        Lex::New if at.lex(1) == Lex::Unit(Unit::Year) && possessive(2) && day(4) => fixed(5, 1, 1),
        Lex::New if at.lex(1) == Lex::Unit(Unit::Year) && possessive(2) && at.lex(4) == Lex::Eve => fixed(5, 12, 31),
        Lex::Holiday(Holiday::Thanksgiving) => {
            Some((1 + usize::from(day(1)), Meaning::Floating { month: 11, weekday: 3, nth: 4 }))
        }
        Lex::Holiday(Holiday::Veterans) if day(1) => fixed(2, 11, 11),
        // That of the United States, unless another people's is named.
        Lex::Holiday(Holiday::Independence)
            if day(1) && !at.before(1).is_some_and(|t| t.lex == Lex::S || (t.capital && t.kind == Kind::Word)) =>
        {
            fixed(2, 7, 4)
        }
        Lex::Holiday(Holiday::Columbus) if day(1) => Some((2, Meaning::Floating { month: 10, weekday: 0, nth: 2 })),
        Lex::Holiday(Holiday::Labor) if day(1) => Some((2, Meaning::Floating { month: 9, weekday: 0, nth: 1 })),
        Lex::Holiday(Holiday::Memorial) if day(1) => Some((2, Meaning::Floating { month: 5, weekday: 0, nth: -1 })),
        _ => None,
    }
}
