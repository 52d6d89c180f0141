//! The date of a field that a machine or an editor filled in: ISO 8601, RFC 2822, or written out.

use super::expressions;
use crate::text::{DateOrigin, DateSpan};
use jiff::civil::Date;

/// The days a field names; both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// First day.
    pub earliest: Date,
    /// Last day.
    pub latest: Date,
}

impl Stamp {
    /// With its origin and reason.
    pub fn span(self, origin: DateOrigin, reason: impl Into<String>) -> DateSpan {
        DateSpan { earliest: self.earliest, latest: self.latest, origin, reason: reason.into() }
    }
}

/// Reads a field that holds a date and perhaps a time. The day is the one written, in the zone it is written in.
/// `None` when the field names no day, month or year of 1600 to 2199.
pub fn stamp(field: &str) -> Option<Stamp> {
    let field = field.trim();
    let digits = |range: std::ops::Range<usize>| {
        let part = field.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten()
    };
    let bytes = field.as_bytes();
    if bytes.len() >= 10 && matches!(bytes.get(4), Some(b'-' | b'/')) && bytes.get(7) == bytes.get(4) {
        return day(digits(0..4)?, digits(5..7)?, digits(8..10)?);
    }
    // 20210708, 20210708T101500
    if bytes.iter().take_while(|b| b.is_ascii_digit()).count() == 8
        && let Some(found) = day(digits(0..4)?, digits(4..6)?, digits(6..8)?)
    {
        return Some(found);
    }
    if bytes.len() == 7 && bytes.get(4) == Some(&b'-') {
        let first = Date::new(digits(0..4)?, digits(5..7)? as i8, 1).ok().filter(|d| plausible(d.year()))?;
        return Some(Stamp { earliest: first, latest: first.last_of_month() });
    }
    // Seconds or milliseconds since 1970.
    if (9..=13).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit) {
        let number: i64 = field.parse().ok()?;
        let seconds = if bytes.len() > 11 { number / 1000 } else { number };
        let date = Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().try_days(seconds / 86_400).ok()?).ok()?;
        return plausible(date.year()).then_some(Stamp { earliest: date, latest: date });
    }
    let found = expressions(field, None);
    let (earliest, latest) = found.iter().find_map(|e| Some((e.earliest?, e.latest?)))?;
    plausible(earliest.year()).then_some(Stamp { earliest, latest })
}

fn day(year: i16, month: i16, day: i16) -> Option<Stamp> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    plausible(year).then_some(Stamp { earliest: date, latest: date })
}

fn plausible(year: i16) -> bool {
    (1600..2200).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn fields_are_read_in_the_zone_they_are_written_in() {
        let day = |s: &str| stamp(s).map(|s| (s.earliest, s.latest));
        let july8 = Some((date(2021, 7, 8), date(2021, 7, 8)));
        for s in ["2021-07-08", "2021-07-08T23:59:00-05:00", "20210708", "July 8, 2021", "8 July 2021", "1625702400"] {
            assert_eq!(day(s), july8, "{s}");
        }
        assert_eq!(day("Thu, 08 Jul 2021 10:00:00 GMT"), july8);
        assert_eq!(day("2021-07"), Some((date(2021, 7, 1), date(2021, 7, 31))));
        for s in ["", "soon", "2021-02-30", "0000-00-00", "99999999", "é1-07-08xx", "12"] {
            assert_eq!(day(s), None, "{s}");
        }
    }
}
