//! Whether what is told of an article's dates fits together, and which day its words are spoken from.
//!
//! Nothing here decides by the clock: [`ahead`] is given a day by whoever has one, and only says a line.

use super::calendar::between;
use super::expressions::{DateExpression, expressions, resolved};
use super::infer::copyright_year;
use crate::text::windows::windows;
use crate::text::{Article, DateOrigin, DateSpan, PartKind, Span, dateline, language};
use jiff::civil::Date;

/// Days that a dateline may lie before and after the publication it is a part of: filed in Tokyo, printed in New York.
const FILED_BEFORE: i64 = 3;
const FILED_AFTER: i64 = 1;

/// Dated articles that a folder has at least before one of them can lie outside its time.
const ENOUGH: usize = 6;

/// Adds the dateline's date to what is known of an article, and notes what contradicts itself.
pub fn examine(article: &mut Article) {
    if let Some(date) = filed(article) {
        article.offer_date(date);
    }
    let mut doubts = Vec::new();
    doubts.extend(article.date_choice().map(|choice| format!("two dates disagree: {choice}")));
    if let (Some(published), Some(updated)) = (&article.published, &article.updated)
        && updated.latest < published.earliest
        && !updated.agrees(published)
    {
        let (updated, published) = (updated.words(), published.words());
        doubts.push(format!("updated on {updated}, before it was published on {published}"));
    }
    if let (Some(published), Some(year)) = (&article.published, copyright_year(article))
        && published.earliest.year() > year + 1
    {
        doubts.push(format!("dated {}, but its copyright line says {year}", published.words()));
    }
    article.date_doubts.append(&mut doubts);
}

/// The date of the dateline; one without a year is the one nearest to the publication date, where that is known.
fn filed(article: &Article) -> Option<DateSpan> {
    let whole = Span::new(0, article.text.len());
    let opening = article.parts.iter().find(|p| p.kind == PartKind::Body).map(|p| p.span);
    let opening = opening.or_else(|| article.parts.is_empty().then_some(whole))?;
    let words = dateline::dateline(&article.text, opening)?.date?.of(&article.text);
    let found = expressions(words, article.published.as_ref());
    let (earliest, latest) = found.iter().find_map(|e| Some((e.earliest?, e.latest?)))?;
    let reason = format!("the dateline says {words}");
    Some(DateSpan { earliest, latest, origin: DateOrigin::Dateline, reason })
}

/// The day that "today" and "on Thursday" are spoken from: the dateline's, where it lies within the days that an
/// article takes to be printed, else the day of publication.
pub fn reference(article: &Article) -> Option<DateSpan> {
    let published = article.published.as_ref()?;
    let near = |d: &DateSpan| {
        let late = between(d.earliest, published.earliest);
        d.is_exact() && published.is_exact() && (-FILED_AFTER..=FILED_BEFORE).contains(&late)
    };
    Some(filed(article).filter(near).unwrap_or_else(|| published.clone()))
}

/// The date expressions of an article's text, resolved against the day it speaks from. Like all that reads word by word
/// it reads a text longer than [`WINDOW`](crate::text::windows::WINDOW) in pieces.
pub fn told(article: &Article) -> Vec<DateExpression> {
    let mut out = Vec::new();
    each_told(article, &mut |date| out.push(date));
    out
}

/// The same one by one.
pub(crate) fn each_told(article: &Article, on: &mut dyn FnMut(DateExpression)) {
    let reference = reference(article);
    let detected = if article.language_by_text { None } else { language::detect(&article.text) };
    let language = if article.language_by_text { article.language.as_deref() } else { detected };
    for piece in windows(&article.text) {
        let start = piece.start as u32;
        let text = article.text.get(piece).unwrap_or("");
        let found = resolved(text, language, reference.as_ref());
        found.into_iter().for_each(|d| on(DateExpression { span: d.span.moved(start), ..d }));
    }
}

/// What to say of an article that is dated after `today`.
pub fn ahead(article: &Article, today: Date) -> Option<String> {
    let published = article.published.as_ref().filter(|d| d.origin != DateOrigin::Inferred)?;
    // Somewhere it is tomorrow already.
    let late = between(today, published.earliest);
    (late > 1).then(|| format!("dated {}, which lies in the future: today is {today}", published.words()))
}

/// Articles whose date lies further after all others than those lie apart, and more than a year: most likely wrong.
/// Gives their positions and what to say.
pub fn outliers(articles: &[Article]) -> Vec<(usize, String)> {
    let mut days: Vec<(Date, usize)> = articles
        .iter()
        .enumerate()
        .filter_map(|(i, a)| Some((a.published.as_ref().filter(|d| d.is_exact())?.earliest, i)))
        .collect();
    days.sort_unstable();
    let Some(&(first, _)) = days.first() else { return Vec::new() };
    let cut = (ENOUGH.max(days.len() - days.len().div_ceil(10))..days.len()).find(|&i| {
        match (days.get(i - 1), days.get(i)) {
            (Some(a), Some(b)) => between(a.0, b.0) > between(first, a.0).max(366),
            _ => false,
        }
    });
    let (Some(cut), Some(newest)) = (cut, cut.and_then(|c| days.get(c - 1))) else { return Vec::new() };
    let all = cut;
    days.iter()
        .skip(cut)
        .map(|&(day, i)| {
            (i, format!("dated {day}, but the newest of the {all} others is of {}: a wrong year?", newest.0))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn article(day: Date, text: &str) -> Article {
        let mut article = Article::from_text("a", text);
        article.published = Some(DateSpan::day(day, DateOrigin::Metadata, "the record's date"));
        article
    }

    #[test]
    fn a_dateline_in_tokyo_and_a_page_of_new_york_agree() {
        // Printed on the evening before: it was March 3 in Tokyo already.
        let mut a = article(date(2021, 3, 2), "TOKYO, March 3 (Agency) — The port opened today.");
        examine(&mut a);
        assert!(a.other_dates.is_empty() && a.date_doubts.is_empty());
        assert_eq!(reference(&a).map(|d| d.earliest), Some(date(2021, 3, 3)));
        // Printed two days later: "today" is still the day it was filed.
        let a = article(date(2021, 3, 5), "TOKYO, March 3 (Agency) — The port opened today.");
        assert_eq!(reference(&a).map(|d| d.earliest), Some(date(2021, 3, 3)));
        // Over the turn of the year.
        let a = article(date(2020, 12, 31), "AUCKLAND, Jan. 1 (Agency) — The port opened today.");
        assert_eq!(reference(&a).map(|d| d.earliest), Some(date(2021, 1, 1)));
    }

    #[test]
    fn dates_that_disagree_are_both_kept() {
        let mut a = article(date(2021, 12, 1), "TOKYO, July 8, 2021 (Agency) — The port opened today.");
        examine(&mut a);
        assert_eq!(a.published.as_ref().map(|d| d.earliest), Some(date(2021, 12, 1)));
        assert_eq!(a.other_dates.iter().map(|d| d.earliest).collect::<Vec<_>>(), [date(2021, 7, 8)]);
        assert_eq!(
            a.date_choice().as_deref(),
            Some(
                "2021-12-01 (the record's date), not 2021-07-08 (the dateline says July 8, 2021): \
                 a field of the file counts more than the dateline"
            )
        );
        assert_eq!(reference(&a).map(|d| d.earliest), Some(date(2021, 12, 1)));
    }

    #[test]
    fn an_update_before_publication_is_doubted() {
        let mut a = article(date(2021, 7, 8), "The port opened.");
        a.updated = Some(DateSpan::day(date(2021, 7, 1), DateOrigin::Metadata, ""));
        examine(&mut a);
        assert_eq!(a.date_doubts, ["updated on 2021-07-01, before it was published on 2021-07-08"]);
    }

    #[test]
    fn the_future_is_flagged() {
        let a = article(date(2031, 1, 1), "The port opened.");
        assert!(ahead(&a, date(2026, 5, 1)).is_some());
        assert_eq!(ahead(&a, date(2030, 12, 31)), None);
        let mut all: Vec<Article> = (1..=8).map(|d| article(date(2026, 5, d), "x")).collect();
        assert!(outliers(&all).is_empty());
        all.push(a);
        assert_eq!(outliers(&all).iter().map(|o| o.0).collect::<Vec<_>>(), [8]);
        assert!(outliers(&[]).is_empty());
    }
}
