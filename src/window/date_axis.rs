//! Where days stand on the axis, what a step is, and what may be typed as a date.

use super::local::{Look, Unit};
use egui::{Rangef, Rect};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Days on a line, in whole weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Axis {
    /// First day: a Monday.
    pub(super) first: Date,
    /// Number of days: whole weeks.
    pub(super) days: i32,
    /// Where they stand.
    pub(super) x: Rangef,
}

/// Fewest days that an axis has, so that a single day is no wall.
const LEAST: i32 = 28;

impl Axis {
    /// The axis of a view across `rect`; `None` when nothing is dated.
    pub(super) fn new(look: &Look<'_>, rect: Rect) -> Option<Self> {
        let (a, b) = look.view.axis?;
        let mut first = monday(a);
        let mut days = between(first, b) + 1;
        days = ((days + 6) / 7) * 7;
        if days < LEAST {
            let more = (LEAST - days) / 7;
            first = add(first, -7 * (more / 2));
            days = LEAST;
        }
        Some(Self { first, days, x: rect.x_range() })
    }

    /// Width of a day in points.
    pub(super) fn day(&self) -> f32 {
        self.x.span() / self.days.max(1) as f32
    }

    /// Left edge of a day.
    pub(super) fn at(&self, date: Date) -> f32 {
        self.x.min + between(self.first, date) as f32 * self.day()
    }

    /// The day under a position, kept on the axis.
    pub(super) fn date(&self, x: f32) -> Date {
        let n = ((x - self.x.min) / self.day()).floor() as i32;
        add(self.first, n.clamp(0, self.days - 1))
    }

    /// The last day.
    pub(super) fn last(&self) -> Date {
        add(self.first, self.days - 1)
    }
}

/// Days from one date to another; negative backwards.
pub(super) fn between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |s| s.get_days())
}

/// A date so many days later; itself where the calendar ends.
pub(super) fn add(date: Date, days: i32) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
}

/// The Monday on or before a date.
pub(super) fn monday(date: Date) -> Date {
    add(date, -i32::from(date.weekday().since(Weekday::Monday)))
}

impl Unit {
    /// The unit that suits an axis: days up to two months, weeks up to fourteen, months beyond.
    pub(super) fn suited(days: i32) -> Self {
        match days {
            ..=70 => Self::Day,
            71..=430 => Self::Week,
            _ => Self::Month,
        }
    }

    /// First day of the unit that holds a date.
    pub(super) fn start(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Week => monday(date),
            Self::Month => date.first_of_month(),
        }
    }

    /// Last day of the unit that holds a date.
    pub(super) fn end(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Week => add(monday(date), 6),
            Self::Month => date.last_of_month(),
        }
    }

    /// A date so many units later. A month later is the same day of the next month, or its last.
    pub(super) fn step(self, date: Date, n: i32) -> Date {
        match self {
            Self::Day => add(date, n),
            Self::Week => add(date, 7 * n),
            Self::Month => {
                let moved = date.checked_add(n.months()).unwrap_or(date);
                // The end of a month stays the end of a month.
                if date == date.last_of_month() { moved.last_of_month() } else { moved }
            }
        }
    }
}

/// Reads a typed date: ISO; a blank field is open.
///
/// # Errors
/// When the words are neither.
pub(super) fn typed(words: &str) -> Result<Option<Date>, jiff::Error> {
    let words = words.trim();
    if words.is_empty() { Ok(None) } else { words.parse().map(Some) }
}

/// "5 Jul" for the axis.
pub(super) fn day_month(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

/// "Jul".
pub(super) fn month(date: Date) -> &'static str {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES.get(date.month() as usize - 1).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn units_begin_and_end_where_the_calendar_says() {
        let day = date(2021, 7, 8);
        assert_eq!((Unit::Week.start(day), Unit::Week.end(day)), (date(2021, 7, 5), date(2021, 7, 11)));
        assert_eq!((Unit::Month.start(day), Unit::Month.end(day)), (date(2021, 7, 1), date(2021, 7, 31)));
        assert_eq!(Unit::Month.step(date(2021, 1, 31), 1), date(2021, 2, 28));
        assert_eq!(Unit::Month.step(date(2021, 2, 28), 1), date(2021, 3, 31));
        assert_eq!(between(date(2024, 2, 28), date(2024, 3, 1)), 2);
    }

    #[test]
    fn typed_dates() {
        assert_eq!(typed(" 2021-07-05 ").unwrap(), Some(date(2021, 7, 5)));
        assert_eq!(typed("").unwrap(), None);
        assert!(typed("2021-02-30").is_err());
        assert!(typed("yesterday").is_err());
    }
}
