//! Expressions that count from a day: the article's, or the one last spoken of.

use super::super::lexer::Kind;
use super::super::lexicon::{Lex, Unit};
use super::super::meaning::Meaning;
use super::absolute::{calendar_date, year};
use super::at::{At, Found, year_behind};

/// "yesterday", "last week", "this summer", "two decades ago", "a year earlier", "the third quarter of 1998".
pub(super) fn relative(at: At<'_>, english: bool) -> Found {
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
            // "that night"
            if at.lex(1) == Lex::DayPart && at.lex_before(1) != Lex::The {
                return Some((2, Meaning::Anaphor { unit: Unit::Day, n: 0 }));
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
        // "year's end"
        Lex::Unit(Unit::Year)
            if (at.mark(1, '’') || at.mark(1, '\'')) && at.lex(2) == Lex::S && at.lex(3) == Lex::StageNoun =>
        {
            return Some((4, Meaning::Unit { unit: Unit::Year, n: 0 }));
        }
        // "year-end", "the year-earlier quarter", "the year-ago period".
        Lex::Unit(Unit::Year) if at.dash(1) => match (at.lex(2), at.lex(3)) {
            (Lex::StageNoun, _) => return Some((3, Meaning::Unit { unit: Unit::Year, n: 0 })),
            (Lex::Earlier(-1) | Lex::Ago, Lex::Unit(Unit::Quarter)) => return Some((4, Meaning::QuarterAYearAgo)),
            (Lex::Earlier(-1) | Lex::Ago, Lex::Unit(Unit::Month)) => return Some((4, Meaning::MonthAYearAgo)),
            (Lex::Earlier(-1) | Lex::Ago, Lex::Period) => return Some((4, Meaning::YearAgo { anaphor: false })),
            (Lex::Earlier(-1) | Lex::Ago, _) => return Some((3, Meaning::YearAgo { anaphor: false })),
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

/// Whether a word stands before it in its sentence.
fn in_sentence(at: At<'_>) -> bool {
    at.before(1).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number) || matches!(t.kind, Kind::Mark(',' | '’')))
}

/// What follows "last", "this" or "next".
fn shifted(at: At<'_>, n: i32) -> Found {
    // "at last", "the last week" (a stretch, not a date).
    let the = at.lex_before(1) == Lex::The;
    if let (0, Lex::Past, Lex::Season(season)) = (n, at.lex(1), at.lex(2)) {
        return Some((3, Meaning::NamedSeason { season, shift: -1 }));
    }
    match at.lex(1) {
        Lex::Unit(Unit::Day) if n == 1 && the => Some((2, Meaning::Anaphor { unit: Unit::Day, n: 1 })),
        Lex::Unit(Unit::Day) | Lex::Units(_) => None,
        Lex::Unit(unit) if !the => Some((2, Meaning::Unit { unit, n })),
        Lex::Weekday(weekday) => Some((2, Meaning::Weekday { weekday, shift: Some(n) })),
        Lex::Month(month) | Lex::DoubtfulMonth(month) if at.get(1).is_some_and(|t| t.capital) => {
            let (_, _, len) = at.month(1)?;
            // "next June 30"
            if let Some(day) = at.day(1 + len).filter(|_| !at.mark(2 + len, '%') && !at.mark(2 + len, ':')) {
                return Some((2 + len, Meaning::NamedDay { month, day, shift: n }));
            }
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
            // "over the next year" is a stretch.
            Lex::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year))
                if !matches!(at.lex_before(1), Lex::Cue | Lex::Approximately | Lex::Of) =>
            {
                (2, Meaning::Anaphor { unit, n: 1 })
            }
            _ => return None,
        },
        Lex::Unit(Unit::Weekend) => (1, Meaning::Weekend),
        Lex::Unit(Unit::Day) => match at.lex(2) {
            // "the day before yesterday"
            Lex::Beside(n) if matches!(at.lex(3), Lex::RelativeDay(m) if m == n) => (3, Meaning::RelativeDay(2 * n)),
            // "the day after the vote", "the day after Christmas" are counted from what is not known here.
            Lex::Beside(_) if matches!(at.lex(3), Lex::The | Lex::A | Lex::Its | Lex::Holiday(_)) => return None,
            Lex::Beside(n) => (2, Meaning::Anaphor { unit: Unit::Day, n }),
            _ => return None,
        },
        // "the year 2000", "the week before", "the end of the month", "the year-earlier quarter".
        Lex::Unit(unit) => match at.lex(2) {
            Lex::Beside(-1) => (2, Meaning::Anaphor { unit, n: -1 }),
            _ if unit == Unit::Year && (at.dash(2) || at.lex(3) == Lex::S) => relative(inner, true)?,
            // "for the year.", "sales in the quarter rose"
            _ if at.lex_before(1) == Lex::Cue && told(at, unit) => (1, Meaning::Told(unit)),
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
                None => match calendar_date(inner, true) {
                    Some(found) => found,
                    // "on the 25th."
                    None if at.lex_before(1) == Lex::Cue && ends(at) => {
                        (1, Meaning::DayOfMonth { day: inner.day(0)?, weekday: None })
                    }
                    None => return None,
                },
            },
            _ => return None,
        },
    };
    Some((1 + len, meaning))
}

/// Whether "the year", "the month" or "the quarter" is the one that is told of, as far as what follows shows.
fn told(at: At<'_>, unit: Unit) -> bool {
    match unit {
        Unit::Quarter => !matches!(at.lex(2), Lex::Of | Lex::Ended | Lex::Beside(_)) && !at.mark(2, '-'),
        Unit::Year | Unit::Month | Unit::Week => ends(at),
        _ => false,
    }
}

/// Whether a stretch of the sentence ends behind two words.
fn ends(at: At<'_>) -> bool {
    at.get(2).is_none_or(|t| matches!(t.kind, Kind::Mark(',' | '.' | ';' | ':' | ')')))
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
        ago @ (Lex::Ago | Lex::Earlier(-1)) if (unit, n) == (Unit::Year, 1) => {
            Some((k + 2, Meaning::YearAgo { anaphor: ago != Lex::Ago }))
        }
        Lex::Ago => Some((k + 2, Meaning::Unit { unit, n: -n })),
        Lex::Earlier(sign) => Some((k + 2, Meaning::Anaphor { unit, n: sign * n })),
        Lex::Cue if at.lex(k + 2) == Lex::Now => Some((k + 3, Meaning::Unit { unit, n })),
        _ => None,
    }
}
