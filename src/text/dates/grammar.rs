//! Which tokens make a date expression. Looks ahead a bounded number of tokens and never back over an expression.

use super::lexer::{Kind, Token};
use super::lexicon::{Holiday, Lex, Unit};
use super::meaning::{Half, Meaning, YearOf};

/// A match: how many tokens from where, and what they mean.
pub(super) struct Match {
    pub(super) first: usize,
    pub(super) len: usize,
    pub(super) meaning: Meaning,
}

/// The tokens of a line with a place in them.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) i: usize,
}

impl At<'_> {
    fn get(&self, k: usize) -> Option<&Token> {
        self.tokens.get(self.i + k)
    }

    fn lex(&self, k: usize) -> Lex {
        self.get(k).map_or(Lex::None, |t| t.lex)
    }

    fn mark(&self, k: usize, c: char) -> bool {
        self.get(k).is_some_and(|t| t.kind == Kind::Mark(c))
    }

    fn dash(&self, k: usize) -> bool {
        self.mark(k, '-') || self.mark(k, '–') || self.mark(k, '—')
    }

    fn before(&self, k: usize) -> Option<&Token> {
        self.tokens.get(self.i.checked_sub(k)?)
    }

    fn lex_before(&self, k: usize) -> Lex {
        self.before(k).map_or(Lex::None, |t| t.lex)
    }

    fn on(&self, k: usize) -> Self {
        Self { tokens: self.tokens, i: self.i + k }
    }

    /// A day of a month in digits: "8", "3rd", "8." before a month.
    fn day(&self, k: usize) -> Option<i8> {
        let t = self.get(k)?;
        let fits = matches!(t.kind, Kind::Number | Kind::Ordinal) && t.digits <= 2 && (1..=31).contains(&t.number);
        fits.then_some(t.number as i8)
    }

    /// A year of four digits, or '98.
    fn year(&self, k: usize) -> Option<(i32, usize)> {
        let t = self.get(k)?;
        if t.kind == Kind::Number && t.digits == 4 && (1000..2200).contains(&t.number) {
            return Some((t.number, 1));
        }
        let short = (self.mark(k, '’') || self.mark(k, '\''))
            && self.get(k + 1).is_some_and(|t| t.kind == Kind::Number && t.digits == 2 && !t.spaced);
        short.then(|| (short_year(self.get(k + 1).map_or(0, |t| t.number)), 2))
    }

    /// A month's name: its number, whether its name is doubtful, its length (a full stop belongs to a short one).
    fn month(&self, k: usize) -> Option<(i8, bool, usize)> {
        let t = self.get(k)?;
        let (month, doubtful) = match t.lex {
            Lex::Month(m) => (m, false),
            Lex::DoubtfulMonth(m) => (m, true),
            Lex::Tishrin => (if self.lex(k + 1) == Lex::Ordinal(1) { 10 } else { 11 }, false),
            Lex::Kanun => (if self.lex(k + 1) == Lex::Ordinal(1) { 12 } else { 1 }, false),
            _ => return None,
        };
        let two = matches!(t.lex, Lex::Tishrin | Lex::Kanun);
        let stop = self.mark(k + 1, '.') && self.get(k + 1).is_some_and(|m| !m.spaced) && t.end - t.start <= 6;
        let short = doubtful && t.end - t.start <= 4 && month != 5;
        Some((month, doubtful, 1 + usize::from(two || (stop && short))))
    }
}

fn short_year(n: i32) -> i32 {
    if n < 50 { 2000 + n } else { 1900 + n }
}

/// The longest expression that begins at a token. `english` turns on what only English says.
pub(super) fn longest(at: At<'_>, english: bool) -> Option<Match> {
    let t = at.get(0)?;
    if t.lex == Lex::None && matches!(t.kind, Kind::Word) {
        return None;
    }
    // English capitalises months and weekdays; "march", "may" and "sat" are other words.
    if english
        && !t.capital
        && matches!(t.lex, Lex::Month(_) | Lex::DoubtfulMonth(_) | Lex::Weekday(_) | Lex::ShortWeekday(_))
    {
        return None;
    }
    let plain = [digits(at), calendar_date(at, english), weekday(at, english), year(at), relative(at, english)];
    let companies = if english { [part_of_year(at), holiday(at)] } else { [None, None] };
    let found = plain.into_iter().chain(companies);
    let (len, meaning) = found.flatten().max_by_key(|m| m.0)?;
    let (first, len) = widen(at, len, meaning);
    Some(Match { first, len, meaning })
}

type Found = Option<(usize, Meaning)>;

/// Dates in digits alone: 2021-07-08, 8.7.2021, 08/07/2021, 9/11.
fn digits(at: At<'_>) -> Found {
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
            2 if mark == '/' => short_year(c.number),
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
fn calendar_date(at: At<'_>, english: bool) -> Found {
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
    let alone = (cued && (!named || at.lex_before(1) == Lex::Cue)) || (english && !doubtful && !named && at.i > 0);
    (alone && (english || cued)).then_some((len, Meaning::Month { year, month }))
}

/// Whether a name is capitalised where English wants it so.
fn capital(at: At<'_>, k: usize, english: bool) -> bool {
    !english || at.get(k).is_some_and(|t| t.capital)
}

/// "2021:30" is a time.
fn clock(at: At<'_>, k: usize) -> bool {
    at.mark(k + 1, ':') && at.get(k + 2).is_some_and(|t| t.kind == Kind::Number && !t.spaced)
}

/// ", 2021", "2021", "of 2021", "of last year" behind a day, month or season, and how many tokens that is.
fn year_behind(at: At<'_>, k: usize) -> (YearOf, usize) {
    let skip = usize::from(at.mark(k, ',') || at.lex(k) == Lex::Of);
    if let Some((year, len)) = at.year(k + skip).filter(|_| !clock(at, k + skip)) {
        return (YearOf::Named(year), skip + len);
    }
    if let (Lex::Shift(n), Lex::Unit(Unit::Year)) = (at.lex(k + skip), at.lex(k + skip + 1))
        && !at.mark(k, ',')
    {
        return (YearOf::Relative(n), skip + 2);
    }
    (YearOf::Open, 0)
}

/// "Thursday", "Thursday, July 8", "last Thursday night", "Tuesday of last week".
fn weekday(at: At<'_>, english: bool) -> Found {
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
fn year(at: At<'_>) -> Found {
    let t = at.get(0)?;
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
    let believed = match (strong, modern) {
        (true, true) => !round,
        (true, false) => !people || ends,
        (false, true) => (ends || follows_name || matches!(at.lex_before(1), Lex::The)) && !round,
        (false, false) => false,
    };
    believed.then_some((1, Meaning::Year(t.number)))
}

/// "yesterday", "last week", "this summer", "two decades ago", "a year earlier", "the third quarter of 1998".
fn relative(at: At<'_>, english: bool) -> Found {
    match at.lex(0) {
        // "USA Today", "Tomorrow Group": a name.
        Lex::RelativeDay(_) if english && at.get(0).is_some_and(|t| t.capital) && in_sentence(at) => return None,
        Lex::RelativeDay(n) => return Some((1, Meaning::RelativeDay(n))),
        _ if !english => return None,
        Lex::Shift(n) => {
            if let Some(found) = shifted(at, n) {
                return Some(found);
            }
        }
        Lex::The => return the(at),
        Lex::Anaphor(0) => {
            // "that year", "the same day"
            if let (Lex::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)), true) =
                (at.lex(1), at.lex_before(1) != Lex::The)
            {
                return Some((2, Meaning::Anaphor { unit, n: 0 }));
            }
        }
        Lex::Season(season) => {
            let (year, more) = year_behind(at, 1);
            if more > 0 {
                return Some((1 + more, Meaning::Season { year, season }));
            }
        }
        // "earlier in the week".
        Lex::Earlier(_) if at.lex(1) == Lex::Cue && at.lex(2) == Lex::The => {
            if let Lex::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) = at.lex(3) {
                return Some((4, Meaning::Unit { unit, n: 0 }));
            }
        }
        // "year-end", "the year-earlier quarter", "the year-ago period".
        Lex::Unit(Unit::Year) if at.dash(1) => match (at.lex(2), at.lex(3)) {
            (Lex::StageNoun, _) => return Some((3, Meaning::Unit { unit: Unit::Year, n: 0 })),
            (Lex::Earlier(-1) | Lex::Ago, Lex::Unit(Unit::Quarter)) => return Some((4, Meaning::QuarterAYearAgo)),
            (Lex::Earlier(-1) | Lex::Ago, Lex::Period) => {
                return Some((4, Meaning::Unit { unit: Unit::Year, n: -1 }));
            }
            _ => {}
        },
        Lex::Ordinal(n @ 1..=4) if at.lex(1) == Lex::Unit(Unit::Quarter) => {
            let (year, more) = year_behind(at, 2);
            return Some((2 + more, Meaning::Quarter { year, quarter: n as i8 }));
        }
        _ => {}
    }
    // "Q3 2021"
    if at.get(0).is_some_and(|t| t.kind == Kind::Number && t.digits == 1) {
        return counted(at);
    }
    counted(at)
}

/// "third-quarter", "this year's third quarter", "the 1988 third quarter", "the first half of 1990".
fn part_of_year(at: At<'_>) -> Found {
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
    let Lex::Ordinal(n @ 1..=4) = at.lex(front) else { return None };
    let hyphen = usize::from(at.dash(front + 1));
    let end = front + hyphen + 2;
    let (year, more) = if year == YearOf::Open { year_behind(at, end) } else { (year, 0) };
    let n = n as i8;
    match at.lex(front + hyphen + 1) {
        Lex::Unit(Unit::Quarter) => Some((end + more, Meaning::Quarter { year, quarter: n })),
        // "the first half" alone is as often of a match.
        Lex::Half if n <= 2 && (year != YearOf::Open) => Some((end + more, Meaning::HalfYear { year, half: n })),
        _ => None,
    }
}

/// Christmas, New Year and days that the United States keep by these names.
fn holiday(at: At<'_>) -> Found {
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
        Lex::Holiday(Holiday::Labor) if day(1) => Some((2, Meaning::Floating { month: 9, weekday: 0, nth: 1 })),
        Lex::Holiday(Holiday::Memorial) if day(1) => Some((2, Meaning::Floating { month: 5, weekday: 0, nth: -1 })),
        _ => None,
    }
}

/// Whether a word stands before it in its sentence.
fn in_sentence(at: At<'_>) -> bool {
    at.before(1).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number) || matches!(t.kind, Kind::Mark(',' | '’')))
}

/// What follows "last", "this" or "next".
fn shifted(at: At<'_>, n: i32) -> Found {
    // "at last", "the last week" (a stretch, not a date).
    let the = at.lex_before(1) == Lex::The;
    match at.lex(1) {
        Lex::Unit(Unit::Day) if n == 1 && the => Some((2, Meaning::Anaphor { unit: Unit::Day, n: 1 })),
        Lex::Unit(Unit::Day) | Lex::Units(_) => None,
        Lex::Unit(unit) if !the || n > 0 => Some((2, Meaning::Unit { unit, n })),
        Lex::Weekday(weekday) => Some((2, Meaning::Weekday { weekday, shift: Some(n) })),
        Lex::Month(month) | Lex::DoubtfulMonth(month) if at.get(1).is_some_and(|t| t.capital) => {
            let (_, _, len) = at.month(1)?;
            Some((1 + len, Meaning::NamedMonth { month, shift: n }))
        }
        Lex::Season(season) => Some((2, Meaning::NamedSeason { season, shift: n })),
        Lex::DayPart => {
            let night = n == -1;
            (n <= 0).then_some((2, Meaning::RelativeDay(if night { -1 } else { 0 })))
        }
        _ => None,
    }
}

/// What follows "the".
fn the(at: At<'_>) -> Found {
    let inner = at.on(1);
    let (len, meaning) = match at.lex(1) {
        Lex::Anaphor(n) => match at.lex(2) {
            Lex::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade)) => {
                (2, Meaning::Anaphor { unit, n })
            }
            Lex::DayPart => (2, Meaning::Anaphor { unit: Unit::Day, n }),
            _ => return None,
        },
        Lex::Shift(1) => match at.lex(2) {
            Lex::Unit(Unit::Day) | Lex::DayPart => (2, Meaning::Anaphor { unit: Unit::Day, n: 1 }),
            _ => return None,
        },
        Lex::Unit(Unit::Weekend) => (1, Meaning::Weekend),
        Lex::Unit(Unit::Day) => match at.lex(2) {
            Lex::Beside(n) => (2, Meaning::Anaphor { unit: Unit::Day, n }),
            _ => return None,
        },
        // "the year 2000", "the week before", "the end of the month", "the year-earlier quarter".
        Lex::Unit(unit) => match at.lex(2) {
            Lex::Beside(-1) => (2, Meaning::Anaphor { unit, n: -1 }),
            _ if unit == Unit::Year && at.dash(2) => relative(inner, true)?,
            _ if unit == Unit::Year && at.year(2).is_some() => {
                let (year, len) = at.year(2)?;
                (1 + len, Meaning::Year(year))
            }
            _ if at.lex_before(1) == Lex::Of && at.lex_before(2) == Lex::StageNoun => (1, Meaning::Unit { unit, n: 0 }),
            _ => return None,
        },
        Lex::Current(n) => match at.lex(2) {
            Lex::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year)) => {
                let latest = n < 0 && unit != Unit::Quarter;
                if latest {
                    return None;
                }
                (2, Meaning::Unit { unit, n })
            }
            _ => return None,
        },
        Lex::Season(season) => {
            let (year, more) = year_behind(inner, 1);
            // "in the spring", not "the spring festival".
            let cued =
                at.lex_before(1) == Lex::Cue && at.get(2).is_none_or(|t| t.kind != Kind::Word || t.lex != Lex::None);
            (1 + more, if more > 0 || cued { Meaning::Season { year, season } } else { return None })
        }
        Lex::Ordinal(n @ 1..=4) if at.lex(2) == Lex::Unit(Unit::Quarter) => {
            let (year, more) = year_behind(inner, 2);
            (2 + more, Meaning::Quarter { year, quarter: n as i8 })
        }
        Lex::Ordinal(_) => year(inner)?,
        _ => match inner.get(0)?.kind {
            Kind::Plural => year(inner)?,
            Kind::Ordinal => match year(inner) {
                Some(found) => found,
                None => calendar_date(inner, true)?,
            },
            _ => return None,
        },
    };
    Some((1 + len, meaning))
}

/// "two weeks ago", "a year earlier", "30 years ago".
fn counted(at: At<'_>) -> Found {
    let mut k = 0;
    let n = match (at.get(0)?.kind, at.lex(0)) {
        (Kind::Number, _) if at.get(0)?.digits <= 3 => at.get(0)?.number,
        (_, Lex::A) => 1,
        (_, Lex::Number(n)) => {
            // "twenty-five"
            if let (true, Lex::Number(ones @ 1..=9), true) = (at.dash(1), at.lex(2), n >= 20) {
                k = 2;
                n + ones
            } else {
                n
            }
        }
        _ => return None,
    };
    k += 1;
    let (Lex::Unit(unit) | Lex::Units(unit)) = at.lex(k) else { return None };
    match at.lex(k + 1) {
        Lex::Ago => Some((k + 2, Meaning::Unit { unit, n: -n })),
        Lex::Earlier(sign) => Some((k + 2, Meaning::Anaphor { unit, n: sign * n })),
        Lex::Cue if at.lex(k + 2) == Lex::Now => Some((k + 3, Meaning::Unit { unit, n })),
        _ => None,
    }
}

/// Takes in what belongs to the expression on both sides: "early", "mid-", "the end of", "about", "morning".
fn widen(at: At<'_>, len: usize, meaning: Meaning) -> (usize, usize) {
    let mut len = len;
    let day = matches!(meaning, Meaning::Weekday { .. } | Meaning::RelativeDay(_) | Meaning::WeekdayOf { .. });
    if day && at.lex(len) == Lex::DayPart {
        len += 1;
    }
    let mut first = at.i;
    let lex = |i: usize| at.tokens.get(i).map_or(Lex::None, |t| t.lex);
    let back = |first: usize, k: usize| first.checked_sub(k).map_or(Lex::None, lex);
    let long_ago = matches!(meaning, Meaning::Decade(_) | Meaning::Century(_));
    if long_ago && first >= 1 && at.tokens.get(first - 1).is_some_and(|t| matches!(t.kind, Kind::Mark('\'' | '’'))) {
        first -= 1;
    }
    let dash = |i: usize| at.tokens.get(i).is_some_and(|t| matches!(t.kind, Kind::Mark('-')) && !t.spaced);
    if first >= 2 && dash(first - 1) && back(first, 2) == Lex::Stage {
        first -= 2;
    } else if matches!(back(first, 1), Lex::Stage | Lex::Earlier(_)) && !matches!(meaning, Meaning::Day { .. }) {
        let earlier = matches!(back(first, 1), Lex::Earlier(_));
        // "before last week" is not "earlier last week".
        let long = at.tokens.get(first - 1).is_some_and(|t| (t.end - t.start) != 6 || !earlier);
        let unit = matches!(meaning, Meaning::Unit { .. } | Meaning::RelativeDay(_) | Meaning::Weekday { .. });
        let word = at.tokens.get(first - 1).map_or(0, |t| t.end - t.start);
        if long && (!earlier || (unit && (word == 7 || word == 5))) {
            first -= 1;
        }
    } else if back(first, 1) == Lex::Of && back(first, 2) == Lex::StageNoun && back(first, 3) == Lex::The {
        first -= 3;
    } else if matches!(meaning, Meaning::Unit { n, .. } if n < -1 || lex(at.i) == Lex::A)
        && back(first, 1) == Lex::Approximately
    {
        first -= 1;
    } else if back(first, 1) == Lex::Than
        && back(first, 2) == Lex::Approximately
        && matches!(meaning, Meaning::Unit { .. })
    {
        first -= 2;
    }
    if long_ago && first >= 1 && lex(first - 1) == Lex::The {
        first -= 1;
    }
    (first, len + at.i - first)
}
