//! Dates, counts and lists as a reader would say them.

use crate::text::DateSpan;
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
    }
}
