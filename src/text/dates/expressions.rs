//! Date expressions of a text, in one pass over its lines.

use super::grammar::{self, At};
use super::lean::lean;
use super::lexer::{self, Token};
use super::lexicon;
use super::meaning::{Lean, Meaning, YearOf};
use crate::text::{DateSpan, Precision, Span, language};
use jiff::civil::Date;

/// A date expression and the days it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateExpression {
    /// Where. As in TimeML, prepositions are left out ("on Friday" is "Friday") and what narrows it is taken in
    /// ("early Friday", "the end of July").
    pub span: Span,
    /// First day; `None` where it cannot be resolved.
    pub earliest: Option<Date>,
    /// Last day.
    pub latest: Option<Date>,
    /// How exact it is.
    pub precision: Precision,
}

/// An expression before its days are known.
pub(super) struct Raw {
    pub(super) span: Span,
    pub(super) meaning: Meaning,
    pub(super) lean: Lean,
}

/// Date expressions of `text` in order, resolved against `reference` (the article's date) where they need it.
///
/// Left out: durations ("for two weeks"), repetitions and vague words ("now", "recently"). When the reference is an
/// interval, so is what depends on it. Total: any text, any reference; linear in the text.
pub fn expressions(text: &str, reference: Option<&DateSpan>) -> Vec<DateExpression> {
    resolved(text, language::detect(text), reference)
}

/// The same with the language that the text is in.
pub(super) fn resolved(text: &str, language: Option<&str>, reference: Option<&DateSpan>) -> Vec<DateExpression> {
    let raw = scan(text, language);
    let day_first = digit_order(&raw, language);
    let (mut spoken_a, mut spoken_b) = (None, None);
    let mut out = Vec::with_capacity(raw.len());
    let mut end = 0;
    let next: Vec<Option<(Span, Meaning)>> =
        raw.iter().skip(1).map(|r| Some((r.span, r.meaning))).chain([None]).collect();
    for (Raw { span, meaning, lean }, next) in raw.into_iter().zip(next) {
        let between = text.get(end..span.start as usize).unwrap_or("");
        end = span.end as usize;
        // A quarter of another paragraph is not what "a year earlier" is counted from.
        let near = !meaning.counts_from_near() || (between.len() < NEAR && !between.contains('\n'));
        let (from_a, from_b) = if near { (spoken_a, spoken_b) } else { (None, None) };
        // "from Nov. 30, 1988, to Feb. 2": the first such day behind the other.
        let to = matches!(between.trim_matches([' ', ',']), "to" | "through" | "until" | "till")
            && matches!(meaning, Meaning::Day { year: YearOf::Open, .. } | Meaning::Month { year: YearOf::Open, .. });
        // "January to September last year", "June and July 1998": the last such month before the other.
        let behind = next.filter(|(other, _)| joins(text.get(end..other.start as usize).unwrap_or("")));
        let behind = behind.map(|b| b.1).filter(|b| meaning.lacks_the_year_of(*b));
        let on = |today: Option<Date>, from: Option<(Date, Date)>| {
            let other = behind.and_then(|b| b.resolve(today, None, Lean::Unknown, day_first));
            match (from.filter(|_| to), other) {
                (Some(from), _) => meaning.resolve(Some(from.0), None, Lean::Future, day_first),
                (None, Some(other)) => meaning.resolve(Some(other.0), None, Lean::Past, day_first),
                (None, None) => meaning.resolve(today, from, lean, day_first),
            }
        };
        let a = on(reference.map(|r| r.earliest), from_a);
        let b = match reference {
            Some(r) if !r.is_exact() => on(Some(r.latest), from_b),
            _ => a,
        };
        if a.is_some() {
            (spoken_a, spoken_b) = (a, b);
        }
        let days = a.zip(b).map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)));
        out.push(DateExpression {
            span,
            earliest: days.map(|d| d.0),
            latest: days.map(|d| d.1),
            precision: meaning.precision(),
        });
    }
    out
}

/// Whether words between two dates make one of them.
fn joins(between: &str) -> bool {
    matches!(between.trim(), "to" | "through" | "until" | "and")
}

/// Bytes within which a date was told of just before.
const NEAR: usize = 240;

/// Finds expressions and what they mean.
pub(super) fn scan(text: &str, language: Option<&str>) -> Vec<Raw> {
    let table = lexicon::table(language);
    let english = lexicon::is_english(language);
    let mut out = Vec::new();
    let mut tokens: Vec<Token> = Vec::new();
    let mut base = 0;
    for line in text.split_inclusive('\n') {
        if lexer::lex(line, base, table, language == Some("uk"), &mut tokens) {
            let mut i = 0;
            let mut last = 0;
            while i < tokens.len() {
                let found = grammar::longest(At { tokens: &tokens, i }, english);
                let Some(found) = found.filter(|f| f.len > 0) else {
                    i += 1;
                    continue;
                };
                // What was taken in on the left may not reach into the expression before.
                let (first, end) = (found.first.max(last), found.first + found.len);
                let (Some(from), Some(to)) = (tokens.get(first), tokens.get(end - 1)) else { break };
                let lean = lean(text, &tokens, first, end);
                out.push(Raw { span: Span { start: from.start, end: to.end }, meaning: found.meaning, lean });
                i = end;
                last = end;
            }
        }
        base += line.len();
    }
    out
}

/// Whether dates in digits put the day first: what any of them proves, else what the language does.
fn digit_order(raw: &[Raw], language: Option<&str>) -> Option<bool> {
    let (mut day, mut month) = (false, false);
    for r in raw {
        if let Meaning::Digits { first, second, .. } = r.meaning {
            day |= first > 12;
            month |= second > 12;
        }
    }
    match (day, month) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (true, true) => None,
        (false, false) => lexicon::day_first(language).then_some(true),
    }
}
