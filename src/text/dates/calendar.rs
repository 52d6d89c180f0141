//! Arithmetic on days, months and years that never fails: what leaves the calendar is `None`.

use super::lexicon::Unit;
use jiff::civil::Date;

/// First and last day.
pub(super) type Days = (Date, Date);

/// `days` after `date`.
pub(super) fn plus(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Days from `a` to `b`; negative when `b` is earlier.
pub(super) fn between(a: Date, b: Date) -> i64 {
    i64::from(a.until(b).map_or(0, |span| span.get_days()))
}

/// A month of a year that may be out of range: 13 is January of the next.
pub(super) fn month(year: i32, month: i32) -> Option<Days> {
    let index = year.checked_mul(12)?.checked_add(month - 1)?;
    let first = Date::new(i16::try_from(index.div_euclid(12)).ok()?, index.rem_euclid(12) as i8 + 1, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// A whole year.
pub(super) fn year(year: i32) -> Option<Days> {
    let year = i16::try_from(year).ok().filter(|y| (1..=9998).contains(y))?;
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

/// A quarter, counted from 1; 5 is the first of the next year.
pub(super) fn quarter(year: i32, quarter: i32) -> Option<Days> {
    Some((month(year, quarter * 3 - 2)?.0, month(year, quarter * 3)?.1))
}

/// Whether days are a quarter.
pub(super) fn is_quarter(days: &Days) -> bool {
    unit(days.0, Unit::Quarter, 0).as_ref() == Some(days)
}

/// Half a year, counted from 1.
pub(super) fn half(year: i32, half: i32) -> Option<Days> {
    Some((month(year, half * 6 - 5)?.0, month(year, half * 6)?.1))
}

/// The `nth` weekday (Monday 0) of a month, -1 being the last.
pub(super) fn nth_weekday(year: i32, in_month: i8, day: i8, nth: i8) -> Option<Days> {
    let (first, last) = month(year, i32::from(in_month))?;
    let date = if nth < 0 {
        plus(last, -(weekday(last) - i64::from(day)).rem_euclid(7))?
    } else {
        plus(first, (i64::from(day) - weekday(first)).rem_euclid(7) + 7 * i64::from(nth - 1))?
    };
    Some((date, date))
}

/// Northern seasons by whole months, as forecasters count them; winter begins in the December named.
pub(super) fn season(year: i32, season: i8) -> Option<Days> {
    let first = i32::from(season) * 3 + 3;
    Some((month(year, first)?.0, month(year, first + 2)?.1))
}

/// Monday 0 to Sunday 6.
pub(super) fn weekday(date: Date) -> i64 {
    i64::from(date.weekday().to_monday_zero_offset())
}

/// The unit that lies `n` units from the one `date` is in. Weeks run from Monday.
pub(super) fn unit(date: Date, unit: Unit, n: i32) -> Option<Days> {
    let (y, m) = (i32::from(date.year()), i32::from(date.month()));
    match unit {
        Unit::Day => plus(date, i64::from(n)).map(|d| (d, d)),
        Unit::Week => {
            let monday = plus(date, i64::from(n).checked_mul(7)? - weekday(date))?;
            Some((monday, plus(monday, 6)?))
        }
        Unit::Weekend => {
            let saturday = plus(date, i64::from(n).checked_mul(7)? - weekday(date) + 5)?;
            Some((saturday, plus(saturday, 1)?))
        }
        Unit::Month => month(y, m.checked_add(n)?),
        Unit::Quarter => quarter(y, ((m + 2) / 3).checked_add(n).filter(|q| q.abs() < 40_000)?),
        Unit::Year => year(y.checked_add(n)?),
        Unit::Decade => decade((y.div_euclid(10)).checked_add(n)?.checked_mul(10)?),
        Unit::Century => century((y.div_euclid(100)).checked_add(n)?.checked_mul(100)?),
    }
}

/// Ten years from `first`.
pub(super) fn decade(first: i32) -> Option<Days> {
    Some((year(first)?.0, year(first + 9)?.1))
}

/// A hundred years from `first`.
pub(super) fn century(first: i32) -> Option<Days> {
    Some((year(first.max(1))?.0, year(first + 99)?.1))
}
