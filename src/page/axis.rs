//! The date axis of a page as plain numbers: columns of days, weeks, months or years, and how articles stack on them.

use crate::briefing::{View, words};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// How long a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// First day of the column that a day belongs to.
    fn start(self, d: Date) -> Date {
        let back = match self {
            Self::Day => 0,
            Self::Week => i32::from(d.weekday().since(Weekday::Monday)),
            Self::Month => i32::from(d.day()) - 1,
            Self::Year => i32::from(d.day_of_year()) - 1,
        };
        d.checked_sub(back.days()).unwrap_or(d)
    }

    /// First day of the next column; `None` at the end of time.
    fn next(self, start: Date) -> Option<Date> {
        let step = match self {
            Self::Day => 1.day(),
            Self::Week => 7.days(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        };
        start.checked_add(step).ok()
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    /// First day.
    pub(super) first: Date,
    /// What stands under it, where there is room.
    pub(super) label: String,
    /// Mondays and the first of a month or year: bold, and the last label to be dropped.
    pub(super) leading: bool,
}

/// An article, or some of the same sort, as a block on the axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// First and last column.
    pub(super) columns: (usize, usize),
    /// Row, from the bottom.
    pub(super) row: usize,
    /// Whether the day is known.
    pub(super) exact: bool,
    /// Whether it lies in the chosen range.
    pub(super) inside: bool,
}

/// The axis with what stands on it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    pub(super) unit: Unit,
    pub(super) columns: Vec<Column>,
    pub(super) blocks: Vec<Block>,
    /// Rows that are in use.
    pub(super) rows: usize,
    /// The chosen range, as first column and one past the last, where something was chosen.
    pub(super) range: Option<(usize, usize)>,
    /// Dated articles that lie outside the axis.
    pub(super) outside: usize,
}

/// Lays the articles of a view on an axis; `None` when none is dated.
pub(super) fn axis(view: &View, range: (Option<Date>, Option<Date>)) -> Option<Axis> {
    let (first, last) = window(view.axis?, range);
    let days = days_between(first, last) + 1;
    let unit = match days {
        ..=62 => Unit::Day,
        63..=420 => Unit::Week,
        421..=2200 => Unit::Month,
        _ => Unit::Year,
    };
    // Days stand in whole weeks.
    let (mut start, mut end) = (unit.start(first), last);
    if unit == Unit::Day {
        start = Unit::Week.start(first);
        end = Unit::Week.start(last).checked_add(6.days()).unwrap_or(last);
    }
    let mut columns = Vec::new();
    let mut at = Some(start);
    while let Some(d) = at.filter(|d| *d <= end) {
        columns.push(column(unit, d, columns.is_empty()));
        at = unit.next(d);
    }
    let index = |d: Date| columns.partition_point(|c| c.first <= d).saturating_sub(1);
    let mut out = Axis { unit, columns: Vec::new(), blocks: Vec::new(), rows: 0, range: None, outside: 0 };
    for item in &view.items {
        let (a, b) = item.span;
        if b < start || a > end {
            out.outside += 1;
            continue;
        }
        let columns = (index(a.max(start)), index(b.min(end)));
        out.blocks.push(Block { columns, row: 0, exact: columns.0 == columns.1, inside: item.inside });
    }
    if range.0.is_some() || range.1.is_some() {
        let from = range.0.map_or(0, |d| index(d.max(start)));
        let to = range.1.map_or(columns.len(), |d| index(d.min(end)) + 1);
        out.range = Some((from, to.max(from + 1)));
    }
    out.rows = stack(&mut out.blocks, columns.len());
    out.columns = columns;
    Some(out)
}

/// The days an axis covers: all, unless a short range was chosen out of a long time.
fn window(axis: (Date, Date), range: (Option<Date>, Option<Date>)) -> (Date, Date) {
    let (from, to) = (range.0.unwrap_or(axis.0), range.1.unwrap_or(axis.1));
    let length = days_between(from, to).max(0);
    let around = (length / 3).clamp(5, 400).days();
    let first = from.checked_sub(around).unwrap_or(from).max(axis.0.min(from));
    let last = to.checked_add(around).unwrap_or(to).min(axis.1.max(to));
    (first, last.max(first))
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(0, |s| s.get_days())
}

fn column(unit: Unit, first: Date, begins: bool) -> Column {
    let month = words::month(first.month()).get(..3).unwrap_or("");
    let (label, leading) = match unit {
        Unit::Day => {
            let monday = first.weekday() == Weekday::Monday;
            let named = monday || begins || first.day() == 1;
            (if named { format!("{} {month}", first.day()) } else { first.day().to_string() }, monday)
        }
        // The week that holds the first of a month bears its name.
        Unit::Week if first.day() <= 7 => (format!("{} {month}", first.day()), first.month() == 1),
        Unit::Week => (format!("{} {month}", first.day()), false),
        Unit::Month if first.month() == 1 => (first.year().to_string(), true),
        Unit::Month => (month.to_owned(), begins),
        Unit::Year => (first.year().to_string(), first.year() % 10 == 0),
    };
    Column { first, label, leading }
}

/// Gives each block the lowest free row, spans first; returns the number of rows.
fn stack(blocks: &mut [Block], columns: usize) -> usize {
    let mut used: Vec<Vec<bool>> = vec![Vec::new(); columns];
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by_key(|&i| (blocks[i].exact, std::cmp::Reverse(blocks[i].inside), blocks[i].columns, i));
    let mut rows = 0;
    for i in order {
        let (a, b) = blocks[i].columns;
        let Some(range) = used.get_mut(a..=b) else { continue };
        let free = |row: usize, range: &[Vec<bool>]| range.iter().all(|c| !c.get(row).copied().unwrap_or(false));
        let full = range.iter().map(Vec::len).max().unwrap_or(0);
        let row = (0..full).find(|&r| free(r, range)).unwrap_or(full);
        for column in range {
            if column.len() <= row {
                column.resize(row + 1, false);
            }
            column[row] = true;
        }
        blocks[i].row = row;
        rows = rows.max(row + 1);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::{ArticleRef, DayItem};
    use jiff::civil::date;

    fn view(spans: &[((i8, i8), (i8, i8))]) -> View {
        let d = |(m, day): (i8, i8)| date(2021, m, day);
        let items = spans.iter().enumerate().map(|(i, &(a, b))| DayItem {
            article: ArticleRef(i as u32),
            span: (d(a), d(b)),
            selected: false,
            inside: true,
        });
        let items: Vec<DayItem> = items.collect();
        let first = items.iter().map(|i| i.span.0).min();
        let last = items.iter().map(|i| i.span.1).max();
        View { axis: first.zip(last), items, ..View::default() }
    }

    #[test]
    fn days_stand_in_whole_weeks_and_spans_lie_below() {
        let view = view(&[((7, 13), (7, 13)), ((7, 10), (7, 14)), ((7, 5), (7, 5))]);
        let axis = axis(&view, (None, None)).expect("dated");
        assert_eq!((axis.unit, axis.columns.len()), (Unit::Day, 14));
        assert_eq!(axis.columns[0].label, "5 Jul");
        assert!(axis.columns[0].leading && !axis.columns[1].leading);
        let rows: Vec<_> = axis.blocks.iter().map(|b| (b.columns, b.row, b.exact)).collect();
        assert_eq!(rows, [((8, 8), 1, true), ((5, 9), 0, false), ((0, 0), 0, true)]);
    }

    #[test]
    fn a_short_range_of_a_long_time_keeps_its_days() {
        let view = view(&[((1, 1), (1, 1)), ((7, 10), (7, 10)), ((12, 30), (12, 30))]);
        let axis = axis(&view, (Some(date(2021, 7, 5)), Some(date(2021, 7, 16)))).expect("dated");
        assert_eq!(axis.unit, Unit::Day);
        assert_eq!(axis.outside, 2);
        let (from, to) = axis.range.expect("a range");
        assert_eq!((axis.columns[from].first, to - from), (date(2021, 7, 5), 12));
    }
}
