//! Expressions that name their days themselves: dates, weekdays, years, decades, centuries.

use super::super::lexer::{Kind, Token};
use super::super::lexicon::{Lex, Unit};
use super::super::meaning::{Half, Meaning, YearOf};
use super::at::{At, Found, capital, short_year, year_behind};

/// Dates in digits alone: 2021-07-08, 8.7.2021, 08/07/2021, 9/11.
pub(super) fn digits(at: At<'_>) -> Found {
    let (a, b) = (at.get(0)?, at.get(2)?);
    let Kind::Mark(mark) = at.get(1)?.kind else { return None };
    if a.kind != Kind::Number
        || b.kind != Kind::Number
        || b.spaced
        || at.get(1)?.spaced
        || !matches!(mark, '-' | '/' | '.')
    {
        return None;
    }
    let joined = at
        .before(1)
        .is_some_and(|p| !a.spaced && matches!(p.kind, Kind::Mark('-' | '/' | '.' | '$' | '£' | '€' | '+')));
    if joined {
        return None;
    }
    let day = |n: &Token| (n.digits <= 2 && (1..=31).contains(&n.number)).then_some(n.number as i8);
    let c = at
        .get(4)
        .filter(|c| c.kind == Kind::Number && !c.spaced && at.mark(3, mark) && at.get(3).is_some_and(|m| !m.spaced));
    if let Some(c) = c {
        if a.digits == 4 && (1000..2200).contains(&a.number) {
            let (month, day) = (day(b).filter(|m| *m <= 12)?, day(c)?);
            return Some((5, Meaning::Day { year: YearOf::Named(a.number), month, day, weekday: None }));
        }
        let year = match c.digits {
            4 if (1000..2200).contains(&c.number) => c.number,
            2 if mark == '/' || (mark == '-' && a.digits == 2 && b.digits == 2) => short_year(c.number),
            _ => return None,
        };
        let (first, second) = (day(a)?, day(b)?);
        return Some((
            5,
            match mark {
                // With full stops the day comes first.
                '.' => Meaning::Day { year: YearOf::Named(year), month: second, day: first, weekday: None },
                _ => Meaning::Digits { year, first, second },
            },
        ));
    }
    (mark == '/' && a.number == 9 && b.number == 11 && !at.mark(3, '/'))
        .then_some((3, Meaning::Day { year: YearOf::Named(2001), month: 9, day: 11, weekday: None }))
}

/// "July 8, 2021", "8 July", "the 3rd of March", "mid-July", "July 30-August 10", "July 2021".
pub(super) fn calendar_date(at: At<'_>, english: bool) -> Found {
    // Day first.
    if let Some(day) = at.day(0) {
        let mut k = 1;
        let bare = at.get(0).is_some_and(|t| t.kind == Kind::Number);
        if at.mark(k, '.')
            && at.get(k).is_some_and(|m| !m.spaced)
            && at.get(k + 1).is_some_and(|m| m.spaced)
            && !english
        {
            k += 1;
        }
        // "8-10 July"
        if let Some(last) = at.day(k + 1).filter(|&last| (at.dash(k) || at.lex(k) == Lex::To) && last > day)
            && let Some((month, _, len)) = at.month(k + 2).filter(|_| capital(at, k + 2, english))
        {
            let (year, more) = year_behind(at, k + 2 + len);
            let (from, to) = (Half { month, day: Some(day) }, Half { month, day: Some(last) });
            return Some((k + 2 + len + more, Meaning::Range { from, to, year }));
        }
        if at.lex(k) == Lex::Of {
            k += 1;
        }
        let (month, doubtful, len) = at.month(k).filter(|_| capital(at, k, english))?;
        let (year, more) = year_behind(at, k + len);
        if english
            && doubtful
            && bare
            && k == 1
            && more == 0
            && at.get(1).is_some_and(|t| t.end - t.start > 4)
            && at.lex(k + len) == Lex::None
            && at.get(k + len).is_some_and(|t| t.kind == Kind::Word && t.capital)
        {
            return None;
        }
        return Some((k + len + more, Meaning::Day { year, month, day, weekday: None }));
    }
    if at.lex(0) == Lex::Ordinal(1) && !english {
        let (month, _, len) = at.month(1)?;
        let (year, more) = year_behind(at, 1 + len);
        return Some((1 + len + more, Meaning::Day { year, month, day: 1, weekday: None }));
    }
    let (month, doubtful, len) = at.month(0)?;
    // "July 8", with what may follow.
    if let Some(day) = at.day(len).filter(|_| english && at.get(len).is_some_and(|t| t.spaced)) {
        let clock = at.mark(len + 1, ':') || at.mark(len + 1, '%');
        if !clock {
            let k = len + 1;
            let joined = at.dash(k) || at.lex(k) == Lex::To;
            if joined
                && at.dash(k)
                && let Some((other, _, more)) = at.month(k + 1).filter(|_| capital(at, k + 1, english))
                && let Some(last) = at.day(k + 1 + more)
            {
                let (year, y) = year_behind(at, k + 2 + more);
                let (from, to) = (Half { month, day: Some(day) }, Half { month: other, day: Some(last) });
                return Some((k + 2 + more + y, Meaning::Range { from, to, year }));
            }
            if let Some(last) = at.day(k + 1).filter(|&last| joined && last > day) {
                let (year, y) = year_behind(at, k + 2);
                let (from, to) = (Half { month, day: Some(day) }, Half { month, day: Some(last) });
                return Some((k + 2 + y, Meaning::Range { from, to, year }));
            }
            let (year, more) = year_behind(at, k);
            return Some((k + more, Meaning::Day { year, month, day, weekday: None }));
        }
    }
    // "July-August 2021"
    if at.dash(len)
        && let Some((other, _, more)) = at.month(len + 1).filter(|_| capital(at, len + 1, english))
    {
        let (year, y) = year_behind(at, len + 1 + more);
        let (from, to) = (Half { month, day: None }, Half { month: other, day: None });
        return Some((len + 1 + more + y, Meaning::Range { from, to, year }));
    }
    let (year, more) = year_behind(at, len);
    if more > 0 {
        return Some((len + more, Meaning::Month { year, month }));
    }
    let cued = matches!(
        at.lex_before(1),
        Lex::Cue
            | Lex::Of
            | Lex::To
            | Lex::And
            | Lex::Stage
            | Lex::Shift(_)
            | Lex::Earlier(_)
            | Lex::Anaphor(_)
            | Lex::StageNoun
    ) || (at.before(1).is_some_and(|t| matches!(t.kind, Kind::Mark('-'))) && at.lex_before(2) == Lex::Stage);
    let named = at.get(len).is_some_and(|t| t.kind == Kind::Word && t.capital && t.lex == Lex::None);
    // "the May elections": an adjective; "the March on the town" is none.
    let noun =
        at.get(len).is_some_and(|t| t.kind == Kind::Word && !t.capital && t.lex == Lex::None && t.end - t.start > 3);
    let adjective = english && doubtful && at.lex_before(1) == Lex::The && noun;
    let alone = (cued && (!named || at.lex_before(1) == Lex::Cue))
        || (english && !doubtful && (!named || at.lex_before(1) == Lex::The))
        || adjective;
    (alone && (english || cued)).then_some((len, Meaning::Month { year, month }))
}

/// "Thursday", "Thursday, July 8", "last Thursday night", "Tuesday of last week".
pub(super) fn weekday(at: At<'_>, english: bool) -> Found {
    let (weekday, short) = match at.lex(0) {
        Lex::Weekday(w) => (w, false),
        Lex::ShortWeekday(w) => (w, true),
        // "سه شنبه": Tuesday in two words.
        Lex::Number(3) if at.lex(1) == Lex::Weekday(5) => {
            return Some((2, Meaning::Weekday { weekday: 1, shift: None }));
        }
        _ => return None,
    };
    let mut k = 1;
    if at.mark(k, '.') && short {
        k += 1;
    }
    let skip = usize::from(at.mark(k, ',')) + usize::from(at.lex(k + usize::from(at.mark(k, ','))) == Lex::The);
    if let Some((len, meaning)) = calendar_date(at.on(k + skip), english)
        && let Meaning::Day { year, month, day, .. } = meaning
    {
        return Some((k + skip + len, Meaning::Day { year, month, day, weekday: Some(weekday) }));
    }
    if short {
        return None;
    }
    // "Friday the 13th"
    if at.lex(k) == Lex::The
        && let Some(day) = at.day(k + 1).filter(|_| at.get(k + 1).is_some_and(|t| t.kind == Kind::Ordinal))
        && at.lex(k + 2) != Lex::Of
    {
        return Some((k + 2, Meaning::DayOfMonth { day, weekday: Some(weekday) }));
    }
    let of = usize::from(at.lex(k) == Lex::Of);
    if let (Lex::Shift(week), Lex::Unit(Unit::Week)) = (at.lex(k + of), at.lex(k + of + 1)) {
        return Some((k + of + 2, Meaning::WeekdayOf { weekday, week }));
    }
    Some((k, Meaning::Weekday { weekday, shift: None }))
}

/// Words behind a number of four digits that make it a count.
fn counts(at: At<'_>, k: usize) -> bool {
    let Some(t) = at.get(k) else { return false };
    let mark = matches!(t.kind, Kind::Mark('%' | '°' | '²'));
    mark || t.lex == Lex::Clock || (t.kind == Kind::Number && t.spaced)
}

/// "1989", "in 2021", "1998-99", "the 1990s", "fiscal 2013", "the 19th century".
pub(super) fn year(at: At<'_>) -> Found {
    let t = at.get(0)?;
    // "since '86"
    if matches!(t.kind, Kind::Mark('\'' | '’'))
        && matches!(at.lex_before(1), Lex::Cue | Lex::And | Lex::Of)
        && let Some((year, 2)) = at.year(0)
    {
        return Some((2, Meaning::Year(year)));
    }
    if at.lex(0) == Lex::Fiscal {
        let skip = usize::from(at.lex(1) == Lex::Unit(Unit::Year));
        let (year, len) = at.year(1 + skip)?;
        return Some((1 + skip + len, Meaning::Year(year)));
    }
    if t.kind == Kind::Plural && t.number % 10 == 0 {
        return match t.digits {
            4 if (1000..2200).contains(&t.number) && t.number % 100 == 0 && t.number < 1900 => {
                Some((1, Meaning::Century(t.number)))
            }
            4 if (1000..2200).contains(&t.number) => Some((1, Meaning::Decade(t.number))),
            2 if (20..=90).contains(&t.number) && matches!(at.lex_before(1), Lex::The | Lex::Stage) => {
                Some((1, Meaning::Decade(1900 + t.number)))
            }
            2 if (20..=90).contains(&t.number)
                && at.before(1).is_some_and(|m| matches!(m.kind, Kind::Mark('\'' | '’'))) =>
            {
                Some((1, Meaning::Decade(1900 + t.number)))
            }
            _ => None,
        };
    }
    let ordinal = match (t.kind, at.lex(0)) {
        (Kind::Ordinal, _) => t.number,
        (_, Lex::Ordinal(n)) => n,
        _ => 0,
    };
    if let (Lex::Decade(first), Lex::The | Lex::Stage) = (at.lex(0), at.lex_before(1)) {
        return Some((1, Meaning::Decade(first)));
    }
    if let (Lex::Decade(first), true, Lex::Stage) =
        (at.lex(0), at.before(1).is_some_and(|t| t.kind == Kind::Mark('-')), at.lex_before(2))
    {
        return Some((1, Meaning::Decade(first)));
    }
    // "the 1960's", "the early 1990's"
    let own = (at.mark(1, '\'') || at.mark(1, '’')) && at.lex(2) == Lex::S && at.get(2).is_some_and(|s| !s.spaced);
    let stage = matches!(at.lex_before(1), Lex::The | Lex::Stage)
        || (at.before(1).is_some_and(|t| t.kind == Kind::Mark('-')) && at.lex_before(2) == Lex::Stage);
    if t.kind == Kind::Number && t.digits == 4 && own && stage && t.number % 10 == 0 && (1800..2030).contains(&t.number)
    {
        return Some((3, Meaning::Decade(t.number)));
    }
    let hyphen = usize::from(at.dash(1));
    if (3..=22).contains(&ordinal) && at.lex(1 + hyphen) == Lex::Unit(Unit::Century) {
        return Some((2 + hyphen, Meaning::Century((ordinal - 1) * 100)));
    }
    if t.kind != Kind::Number || t.digits != 4 || !(1000..2200).contains(&t.number) {
        return None;
    }
    let before = at.before(1);
    let glued = before.is_some_and(|p| {
        !t.spaced
            && matches!(
                p.kind,
                Kind::Mark('$' | '€' | '£' | '¥' | '.' | ',' | ':' | '#' | '-' | '/' | '_' | '+') | Kind::Number
            )
    });
    let glued_behind = at.get(1).is_some_and(|n| {
        !n.spaced
            && (n.kind == Kind::Word
                || (matches!(n.kind, Kind::Mark('.' | ',' | ':' | '/'))
                    && at.get(2).is_some_and(|d| !d.spaced && d.kind == Kind::Number)))
    });
    // "mid-1990".
    let glued = glued && !(before.is_some_and(|p| p.kind == Kind::Mark('-')) && at.lex_before(2) == Lex::Stage);
    if glued || glued_behind || counts(at, 1) {
        return None;
    }
    // "1989 Main Street": a house.
    if at.get(1).is_some_and(|n| n.capital) && at.get(2).is_some_and(|s| s.capital && s.lex == Lex::Street) {
        return None;
    }
    // "1998-99", "2019–2021"
    if at.dash(1) && at.get(1).is_some_and(|d| !d.spaced) {
        let last = at.get(2).filter(|l| l.kind == Kind::Number && !l.spaced && !at.dash(3));
        match last.map(|l| (l.digits, l.number)) {
            Some((4, n)) if n > t.number && n < 2200 => return Some((3, Meaning::Years(t.number, n))),
            Some((2, n)) if n > t.number % 100 => return Some((3, Meaning::Years(t.number, t.number / 100 * 100 + n))),
            Some(_) => return None,
            None => {}
        }
    }
    let strong = matches!(
        at.lex_before(1),
        Lex::Cue | Lex::Of | Lex::To | Lex::And | Lex::Stage | Lex::Fiscal | Lex::Earlier(_)
    ) || matches!(at.lex_before(1), Lex::Season(_) | Lex::Unit(Unit::Year | Unit::Quarter))
        || before.is_some_and(|p| matches!(p.kind, Kind::Mark('(')));
    let next = at.get(1);
    let ends = next.is_none_or(|n| matches!(n.kind, Kind::Mark(_)) || n.lex != Lex::None);
    let follows_name = next.is_some_and(|n| n.kind == Kind::Word && n.capital);
    let modern = (1900..=2060).contains(&t.number);
    // "in 1500 cases": an old or round number before a plain word is a count, whatever stands before it.
    let people = next.is_some_and(|n| n.kind == Kind::Word && !n.capital && n.lex == Lex::None);
    let round = t.number % 100 == 0 && people && t.number != 1900;
    // "a 1989 study", "its 1904 promise".
    let held = matches!(at.lex_before(1), Lex::The | Lex::A | Lex::Its | Lex::S | Lex::Anaphor(_));
    let believed = match (strong, modern) {
        (true, true) => !round,
        (true, false) => !people || ends,
        (false, true) => (ends || follows_name || held) && !round,
        (false, false) => false,
    };
    believed.then_some((1, Meaning::Year(t.number)))
}
