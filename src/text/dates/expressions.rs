//! Date expressions of a text, in one pass.

use crate::text::{DateSpan, Precision, Span};
use jiff::civil::Date;

/// A date expression and the days it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateExpression {
    /// Where.
    pub span: Span,
    /// First day; `None` where it cannot be resolved.
    pub earliest: Option<Date>,
    /// Last day.
    pub latest: Option<Date>,
    /// How exact it is.
    pub precision: Precision,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Date expressions of `text` in order, resolved against `reference` where they need it.
pub fn expressions(text: &str, reference: Option<&DateSpan>) -> Vec<DateExpression> {
    let _ = reference;
    let mut words: Vec<(Span, &str)> = Vec::new();
    let mut at = None;
    for (i, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (c.is_alphanumeric(), at) {
            (true, None) => at = Some(i),
            (false, Some(start)) => {
                words.push((Span::new(start, i), text.get(start..i).unwrap_or("")));
                at = None;
            }
            _ => {}
        }
    }
    let month = |w: &str| {
        let lower = w.to_lowercase();
        let known = w.len() <= 9 && w.chars().next().is_some_and(char::is_uppercase);
        MONTHS.iter().position(|m| known && lower.starts_with(m)).map(|i| i as i8 + 1)
    };
    let number = |w: &str| w.parse::<i16>().ok();
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let get = |k: usize| words.get(i + k).copied().unwrap_or((Span::new(0, 0), ""));
        let day = |y: Option<i16>, m: Option<i8>, d: Option<i16>| Date::new(y?, m?, i8::try_from(d?).ok()?).ok();
        let (a, b, c) = (get(0), get(1), get(2));
        let tries = [
            day(number(a.1).filter(|y| *y > 1000), number(b.1).and_then(|m| i8::try_from(m).ok()), number(c.1)),
            day(number(c.1), month(a.1), number(b.1)),
            day(number(c.1), month(b.1), number(a.1)),
        ];
        if let Some(date) = tries.into_iter().flatten().next() {
            let span = Span { start: a.0.start, end: c.0.end };
            out.push(DateExpression { span, earliest: Some(date), latest: Some(date), precision: Precision::Day });
            i += 3;
            continue;
        }
        if let Some(first) = day(number(b.1).filter(|y| *y > 1000), month(a.1), Some(1)) {
            let span = Span { start: a.0.start, end: b.0.end };
            let latest = Some(first.last_of_month());
            out.push(DateExpression { span, earliest: Some(first), latest, precision: Precision::Month });
            i += 2;
            continue;
        }
        i += 1;
    }
    out
}
