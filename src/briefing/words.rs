//! Dates, counts and lists as a reader would say them.

use crate::text::{DateOrigin, DateSpan, Precision};
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "July" for 7; empty out of range.
pub fn month(n: i8) -> &'static str {
    usize::try_from(n - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or("")
}

/// "8 July 2021".
pub fn long_date(d: Date) -> String {
    format!("{} {} {}", d.day(), month(d.month()), d.year())
}

/// "5 to 16 July 2021", "28 June to 3 July 2021", "8 July 2021", "28 December 2021 to 3 January 2022".
pub fn long_range(from: Date, to: Date) -> String {
    if from == to {
        long_date(from)
    } else if from.year() != to.year() {
        format!("{} to {}", long_date(from), long_date(to))
    } else if from.month() != to.month() {
        format!("{} {} to {}", from.day(), month(from.month()), long_date(to))
    } else {
        format!("{} to {}", from.day(), long_date(to))
    }
}

/// "2021-07-08", "2021-07-10 to 07-14", "2021-12-30 to 2022-01-02", "undated".
pub fn short_span(span: Option<&DateSpan>) -> String {
    match span {
        None => "undated".into(),
        Some(s) if s.is_exact() => s.earliest.to_string(),
        Some(s) if s.earliest.year() == s.latest.year() => {
            format!("{} to {:02}-{:02}", s.earliest, s.latest.month(), s.latest.day())
        }
        Some(s) => format!("{} to {}", s.earliest, s.latest),
    }
}

/// "2021-07-08", "2021-07", "1989", "2021-07-30 to 08-10", "1990 to 1999".
pub fn short_days(earliest: Date, latest: Date) -> String {
    let span = DateSpan { earliest, latest, origin: DateOrigin::Text, reason: String::new() };
    let years = earliest.day_of_year() == 1 && latest.day_of_year() == latest.days_in_year();
    match span.precision() {
        Precision::Month => format!("{}-{:02}", earliest.year(), earliest.month()),
        Precision::Year => earliest.year().to_string(),
        Precision::Interval if years => format!("{} to {}", earliest.year(), latest.year()),
        _ => short_span(Some(&span)),
    }
}

/// "1 story", "3 stories".
pub fn count(n: u32, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// "Kabul", "Kabul and Moscow", "Kabul, Moscow and Tashkent".
pub fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn ranges_are_said_as_short_as_they_can_be() {
        assert_eq!(long_range(date(2021, 7, 5), date(2021, 7, 16)), "5 to 16 July 2021");
        assert_eq!(long_range(date(2021, 6, 28), date(2021, 7, 3)), "28 June to 3 July 2021");
        assert_eq!(long_range(date(2021, 12, 28), date(2022, 1, 3)), "28 December 2021 to 3 January 2022");
        assert_eq!(long_range(date(2021, 7, 8), date(2021, 7, 8)), "8 July 2021");
        assert_eq!(list(&["Kabul", "Moscow", "Tashkent"]), "Kabul, Moscow and Tashkent");
        assert_eq!(count(1, "story", "stories"), "1 story");
        let days = |a: (i16, i8, i8), b: (i16, i8, i8)| short_days(date(a.0, a.1, a.2), date(b.0, b.1, b.2));
        assert_eq!(days((1989, 1, 1), (1989, 12, 31)), "1989");
        assert_eq!(days((1990, 1, 1), (1999, 12, 31)), "1990 to 1999");
        assert_eq!(days((2021, 7, 1), (2021, 7, 31)), "2021-07");
        assert_eq!(days((2021, 7, 30), (2021, 8, 10)), "2021-07-30 to 08-10");
        assert_eq!(days((2021, 7, 8), (2021, 7, 8)), "2021-07-08");
    }
}
