//! What a date expression means, before and after it meets the article's date.

use super::calendar::{self, Days, between, plus};
use super::lexicon::Unit;
use crate::text::Precision;
use jiff::civil::Date;

/// Which way the words round an expression point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Past,
    Future,
    Unknown,
}

/// A year, where one is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearOf {
    Named(i32),
    /// "of last year".
    Relative(i32),
    Open,
}

/// What an expression means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Day {
        year: YearOf,
        month: i8,
        day: i8,
        weekday: Option<i8>,
    },
    Month {
        year: YearOf,
        month: i8,
    },
    Quarter {
        year: YearOf,
        quarter: i8,
    },
    Season {
        year: YearOf,
        season: i8,
    },
    /// 1 January to June, 2 July to December.
    HalfYear {
        year: YearOf,
        half: i8,
    },
    /// The `nth` weekday of a month in the year nearest; -1 is the last.
    Floating {
        month: i8,
        weekday: i8,
        nth: i8,
    },
    /// The quarter that lies a year before the one told of, or this one.
    QuarterAYearAgo,
    /// The month that lies a year before the one told of, or this one.
    MonthAYearAgo,
    /// "next June 30".
    NamedDay {
        month: i8,
        day: i8,
        shift: i32,
    },
    /// A year before: of a quarter told of just before, the same quarter; else the year.
    YearAgo {
        /// Counted from what was told of just before: "a year earlier".
        anaphor: bool,
    },
    /// "the quarter", "the month", "the year": the one told of; without one, the quarter that is over, this month, this
    /// year.
    Told(Unit),
    /// "Friday the 13th": the nearest such day.
    DayOfMonth {
        day: i8,
        weekday: Option<i8>,
    },
    Year(i32),
    Decade(i32),
    Century(i32),
    /// A weekday alone, or the `shift`ed one: "last Friday".
    Weekday {
        weekday: i8,
        shift: Option<i32>,
    },
    /// "Tuesday of last week".
    WeekdayOf {
        weekday: i8,
        week: i32,
    },
    /// "last month", "two weeks ago".
    Unit {
        unit: Unit,
        n: i32,
    },
    /// "the weekend".
    Weekend,
    RelativeDay(i32),
    /// "last July", "next summer".
    NamedMonth {
        month: i8,
        shift: i32,
    },
    NamedSeason {
        season: i8,
        shift: i32,
    },
    /// "the following week": counted from the date spoken of.
    Anaphor {
        unit: Unit,
        n: i32,
    },
    /// Two named days that differ by the order of day and month.
    Digits {
        year: i32,
        first: i8,
        second: i8,
    },
    /// From the one day or month to the other; the second's year is the first's unless told.
    Range {
        from: Half,
        to: Half,
        year: YearOf,
    },
    /// Years from … to.
    Years(i32, i32),
}

/// One end of a range: a day of a month, or a whole month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Half {
    pub(super) month: i8,
    pub(super) day: Option<i8>,
}

impl Meaning {
    /// How exact what it names is.
    pub(super) fn precision(self) -> Precision {
        match self {
            Self::Day { .. }
            | Self::Weekday { .. }
            | Self::WeekdayOf { .. }
            | Self::RelativeDay(_)
            | Self::Floating { .. }
            | Self::Digits { .. } => Precision::Day,
            Self::Unit { unit: Unit::Day, .. } | Self::Anaphor { unit: Unit::Day, .. } => Precision::Day,
            Self::Month { .. } | Self::NamedMonth { .. } => Precision::Month,
            Self::Unit { unit: Unit::Month, .. } | Self::Anaphor { unit: Unit::Month, .. } => Precision::Month,
            Self::Year(_) => Precision::Year,
            Self::DayOfMonth { .. } | Self::NamedDay { .. } => Precision::Day,
            Self::MonthAYearAgo => Precision::Month,
            Self::Told(Unit::Month) => Precision::Month,
            Self::Told(Unit::Year) => Precision::Year,
            Self::Unit { unit: Unit::Year, .. } | Self::Anaphor { unit: Unit::Year, .. } => Precision::Year,
            _ => Precision::Interval,
        }
    }

    /// Whether it is counted from a date told of in the same passage only.
    pub(super) fn counts_from_near(self) -> bool {
        matches!(
            self,
            Self::YearAgo { .. }
                | Self::QuarterAYearAgo
                | Self::MonthAYearAgo
                | Self::Told(_)
                | Self::DayOfMonth { .. }
        )
    }

    /// Whether it is a month or day without a year, and the other one with a year.
    pub(super) fn lacks_the_year_of(self, other: Self) -> bool {
        match (self, other) {
            (Self::Month { year: YearOf::Open, .. }, Self::Month { year, .. }) => year != YearOf::Open,
            (Self::Day { year: YearOf::Open, weekday: None, .. }, Self::Day { year, .. }) => year != YearOf::Open,
            _ => false,
        }
    }

    /// The days it names for an article of `today`, `spoken` being the days last spoken of; `None` where that cannot
    /// be told. `day_first` is the order of digits where it is known.
    pub(super) fn resolve(
        self,
        today: Option<Date>,
        spoken: Option<Days>,
        lean: Lean,
        day_first: Option<bool>,
    ) -> Option<Days> {
        match self {
            Self::Day { year, month, day, weekday } => {
                let on = |y: i32| Date::new(i16::try_from(y).ok()?, month, day).ok().map(|d| (d, d));
                match year {
                    YearOf::Named(y) => on(y),
                    YearOf::Relative(n) => on(i32::from(today?.year()) + n),
                    YearOf::Open => {
                        let today = today?;
                        let near = |d: &Days| between(d.0, today).abs() <= 400;
                        let fits = |d: &Days| weekday.is_none_or(|w| calendar::weekday(d.0) == i64::from(w) && near(d));
                        open_year(today, lean, 56, |y| on(y).filter(fits)).or_else(|| open_year(today, lean, 56, on))
                    }
                }
            }
            Self::Month { year, month } => match year {
                YearOf::Named(y) => calendar::month(y, i32::from(month)),
                YearOf::Relative(n) => calendar::month(i32::from(today?.year()) + n, i32::from(month)),
                YearOf::Open => open_year(today?, lean, 0, |y| calendar::month(y, i32::from(month))),
            },
            Self::Quarter { year, quarter } => match year {
                YearOf::Named(y) => calendar::quarter(y, i32::from(quarter)),
                YearOf::Relative(n) => calendar::quarter(i32::from(today?.year()) + n, i32::from(quarter)),
                YearOf::Open => open_year(today?, lean, 0, |y| calendar::quarter(y, i32::from(quarter))),
            },
            Self::Season { year, season } => match year {
                YearOf::Named(y) => calendar::season(y, season),
                YearOf::Relative(n) => calendar::season(i32::from(today?.year()) + n, season),
                YearOf::Open => open_year(today?, lean, 0, |y| calendar::season(y, season)),
            },
            Self::HalfYear { year, half } => {
                let on = |y: i32| calendar::half(y, i32::from(half));
                match year {
                    YearOf::Named(y) => on(y),
                    YearOf::Relative(n) => on(i32::from(today?.year()) + n),
                    YearOf::Open => open_year(today?, lean, 0, on),
                }
            }
            Self::Floating { month, weekday, nth } => {
                open_year(today?, lean, 45, |y| calendar::nth_weekday(y, month, weekday, nth))
            }
            Self::QuarterAYearAgo => {
                let from = spoken.filter(calendar::is_quarter).map(|s| s.0);
                calendar::unit(from.or(today)?, Unit::Quarter, -4)
            }
            Self::MonthAYearAgo => {
                let month = spoken.filter(|s| calendar::unit(s.0, Unit::Month, 0).as_ref() == Some(s)).map(|s| s.0);
                calendar::unit(month.or(today)?, Unit::Month, -12)
            }
            Self::NamedDay { month, day, shift } => {
                shifted(today?, shift, |y| Date::new(i16::try_from(y).ok()?, month, day).ok().map(|d| (d, d)))
            }
            Self::YearAgo { anaphor } => match spoken.filter(calendar::is_quarter) {
                Some(quarter) => calendar::unit(quarter.0, Unit::Quarter, -4),
                None => calendar::unit(spoken.filter(|_| anaphor).map(|s| s.0).or(today)?, Unit::Year, -1),
            },
            Self::Told(unit) => match (unit, spoken) {
                (Unit::Year, _) => calendar::unit(today?, unit, 0),
                (_, Some(days)) => calendar::unit(days.0, unit, 0),
                (Unit::Quarter, None) => calendar::unit(today?, unit, -1),
                (_, None) => calendar::unit(today?, unit, 0),
            },
            // "began Jan. 21 and ended on the 25th"
            Self::DayOfMonth { day, weekday: None } if spoken.is_some_and(|s| s.0 == s.1) => {
                let from = spoken?.0;
                let month =
                    if day >= from.day() { Some(from) } else { calendar::unit(from, Unit::Month, 1).map(|m| m.0) };
                let date = Date::new(month?.year(), month?.month(), day).ok()?;
                Some((date, date))
            }
            Self::DayOfMonth { day, weekday } => {
                let today = today?;
                let on = |n: i32| {
                    let month = calendar::unit(today, Unit::Month, n)?.0;
                    let date = Date::new(month.year(), month.month(), day).ok()?;
                    weekday.is_none_or(|w| calendar::weekday(date) == i64::from(w)).then_some((date, date))
                };
                let past = || (-24..=0).rev().filter_map(on).find(|d| d.0 <= today);
                let future = || (0..=24).filter_map(on).find(|d| d.0 >= today);
                if lean == Lean::Future { future().or_else(past) } else { past().or_else(future) }
            }
            Self::Year(y) => calendar::year(y),
            Self::Decade(y) => calendar::decade(y),
            Self::Century(y) => calendar::century(y),
            Self::Weekday { weekday, shift } => {
                let today = today?;
                let ahead = (i64::from(weekday) - calendar::weekday(today)).rem_euclid(7);
                let days = match (shift, lean) {
                    (Some(-1), _) => {
                        if ahead == 0 {
                            -7
                        } else {
                            ahead - 7
                        }
                    }
                    (Some(1), _) => {
                        if ahead == 0 {
                            7
                        } else {
                            ahead
                        }
                    }
                    (Some(_), Lean::Past) => i64::from(weekday) - calendar::weekday(today),
                    (Some(_), _) | (None, Lean::Future) => ahead,
                    (None, _) => {
                        if ahead == 0 {
                            0
                        } else {
                            ahead - 7
                        }
                    }
                };
                plus(today, days).map(|d| (d, d))
            }
            Self::WeekdayOf { weekday, week } => {
                let monday = calendar::unit(today?, Unit::Week, week)?.0;
                plus(monday, i64::from(weekday)).map(|d| (d, d))
            }
            Self::Unit { unit, n } => calendar::unit(today?, unit, n),
            Self::Weekend => {
                let today = today?;
                let this = calendar::unit(today, Unit::Weekend, 0)?;
                match lean {
                    Lean::Future => Some(this),
                    _ if this.0 <= today => Some(this),
                    _ => calendar::unit(today, Unit::Weekend, -1),
                }
            }
            Self::RelativeDay(n) => plus(today?, i64::from(n)).map(|d| (d, d)),
            Self::NamedMonth { month, shift } => shifted(today?, shift, |y| calendar::month(y, i32::from(month))),
            Self::NamedSeason { season, shift } => shifted(today?, shift, |y| calendar::season(y, season)),
            Self::Anaphor { unit, n } => {
                let from = spoken.or_else(|| today.map(|t| (t, t)))?;
                calendar::unit(if n > 0 { from.1 } else { from.0 }, unit, n)
            }
            Self::Digits { year, first, second } => {
                let on = |m: i8, d: i8| Date::new(i16::try_from(year).ok()?, m, d).ok().map(|d| (d, d));
                match (on(second, first), on(first, second)) {
                    (Some(a), Some(b)) if a == b => Some(a),
                    (Some(a), Some(b)) => day_first.map_or_else(
                        || {
                            // A text of that very day proves the order, too.
                            let off = |d: Days| between(d.0, today.unwrap_or(Date::MIN)).abs();
                            match (off(a), off(b)) {
                                (0..=3, 22..) => Some(a),
                                (22.., 0..=3) => Some(b),
                                _ => None,
                            }
                        },
                        |day_first| Some(if day_first { a } else { b }),
                    ),
                    (a, b) => a.or(b),
                }
            }
            Self::Range { from, to, year } => range(today, lean, from, to, year),
            Self::Years(a, b) => Some((calendar::year(a)?.0, calendar::year(b)?.1)).filter(|d| d.0 <= d.1),
        }
    }
}

fn half(year: i32, half: Half) -> Option<Days> {
    match half.day {
        Some(day) => Date::new(i16::try_from(year).ok()?, half.month, day).ok().map(|d| (d, d)),
        None => calendar::month(year, i32::from(half.month)),
    }
}

fn range(today: Option<Date>, lean: Lean, from: Half, to: Half, year: YearOf) -> Option<Days> {
    let over = i32::from(to.month < from.month);
    let at = |y: i32| Some((half(y, from)?.0, half(y + over, to)?.1)).filter(|d| d.0 <= d.1);
    match year {
        // The year stands behind the second half.
        YearOf::Named(y) => at(y - over),
        YearOf::Relative(n) => at(i32::from(today?.year()) + n - over),
        YearOf::Open => open_year(today?, lean, 60, at),
    }
}

/// The year that brings `at` nearest to `today` on the side the words lean to. A date that leans to the past but
/// lies up to `grace` days ahead, with nothing nearer behind, is ahead.
fn open_year(today: Date, lean: Lean, grace: i64, at: impl Fn(i32) -> Option<Days>) -> Option<Days> {
    let y = i32::from(today.year());
    // A weekday may fit only every sixth year, and February 29 every fourth.
    let near: Vec<Days> = (y - 6..=y + 6).filter_map(at).collect();
    let past = near.iter().copied().rfind(|d| d.0 <= today);
    let future = near.iter().copied().find(|d| d.1 >= today);
    let (Some(p), Some(f)) = (past, future) else { return past.or(future) };
    let (back, ahead) = (between(p.1, today).max(0), between(today, f.0).max(0));
    Some(match lean {
        Lean::Past if ahead <= grace && back > 240 => f,
        Lean::Past => p,
        Lean::Future => f,
        Lean::Unknown if ahead < back => f,
        Lean::Unknown => p,
    })
}

/// "last", "this" or "next" of something that comes once a year.
fn shifted(today: Date, shift: i32, at: impl Fn(i32) -> Option<Days>) -> Option<Days> {
    let y = i32::from(today.year());
    match shift {
        0 => at(y),
        n if n < 0 => (y - 1..=y).rev().filter_map(&at).find(|d| d.1 < today),
        _ => (y..=y + 1).filter_map(&at).find(|d| d.0 > today),
    }
}
