//! An interval for articles that name no publication date, reasoned from what they say and from dated articles that
//! report the same thing.
//!
//! A window of days comes from a dated sibling or a copyright year. Then every hint strikes out the days it does not
//! fit: an event that has happened, one still to come, the weekday the news is of, "last week" for something a sibling
//! puts on a day. A hint that would leave no day is passed over. What stays is the interval, its hints the reason.

use super::calendar::{self, Days, between, plus};
use super::expressions::{Raw, scan};
use super::lexicon::Unit;
use super::meaning::{Lean, Meaning, YearOf};
use super::siblings::{Siblings, stems};
use crate::text::{Article, DateOrigin, DateSpan, PartKind};
use jiff::civil::Date;

/// Days before and after its dated siblings that an article may have appeared.
const BEFORE: i64 = 3;
const AFTER: i64 = 14;

/// Days that a date named without a year lies off at most.
const NEAR: i64 = 120;

/// Days after the weekday its news is of that an article may have appeared.
const FRESH: i64 = 3;

/// Stems that two passages share when they speak of the same event.
const SAME_EVENT: usize = 3;

/// One reason to strike out days.
struct Hint {
    fits: Box<dyn Fn(Date) -> bool>,
    reason: String,
}

/// Gives every undated article of `articles` an interval where there is ground for one. Deterministic; articles that
/// have a date are left as they are.
pub fn infer(articles: &mut [Article]) {
    if articles.iter().all(|a| a.published.is_some()) {
        return;
    }
    let siblings = Siblings::of(articles);
    let found: Vec<Option<DateSpan>> = articles
        .iter()
        .map(|article| article.published.is_none().then(|| reason_out(article, articles, &siblings)).flatten())
        .collect();
    for (article, span) in articles.iter_mut().zip(found) {
        if span.is_some() {
            article.published = span;
        }
    }
}

fn reason_out(article: &Article, articles: &[Article], siblings: &Siblings) -> Option<DateSpan> {
    let kin: Vec<&Article> = siblings.kin(article).into_iter().filter_map(|i| articles.get(i as usize)).collect();
    let dated = |a: &Article| a.published.as_ref().filter(|d| d.is_exact()).map(|d| d.earliest);
    let days: Vec<Date> = kin.iter().filter_map(|a| dated(a)).collect();
    let (mut reasons, mut window) = (Vec::new(), None);
    if let (Some(&first), Some(&last)) = (days.iter().min(), days.iter().max()) {
        // Siblings of months apart share a subject, not an event.
        if between(first, last) <= AFTER {
            window = plus(first, -BEFORE).zip(plus(last, AFTER));
            let nearest = kin.first().map_or("", |a| a.id.as_str());
            reasons.push(format!("reports what {nearest} of {} reports", kin.first().and_then(|a| dated(a))?));
        }
    }
    let between_siblings = window.is_some();
    if window.is_none() {
        let year = copyright_year(article)?;
        window = calendar::year(i32::from(year));
        reasons.push(format!("its copyright line says {year}"));
    }
    let window = window?;
    let raw = scan(&article.text, article.language.as_deref());
    let mut days: Vec<Date> = Vec::new();
    let mut day = window.0;
    while day <= window.1 {
        days.push(day);
        day = plus(day, 1)?;
    }
    let same_event = kin.iter().flat_map(|other| events(article, &raw, other));
    for hint in same_event.chain(own(article, &raw)) {
        let left: Vec<Date> = days.iter().copied().filter(|&d| (hint.fits)(d)).collect();
        if !left.is_empty() && left.len() < days.len() {
            days = left;
            reasons.push(hint.reason);
        }
    }
    let (earliest, latest) = (*days.first()?, *days.last()?);
    // What the copyright line says is told, even where it narrows nothing.
    let year = copyright_year(article).filter(|&y| earliest.year() == y && latest.year() == y);
    if let (Some(year), true) = (year, between_siblings) {
        reasons.push(format!("its copyright line says {year}, too"));
    }
    Some(DateSpan { earliest, latest, origin: DateOrigin::Inferred, reason: reasons.join("; ") })
}

/// What the article itself says, strongest first.
fn own(article: &Article, raw: &[Raw]) -> Vec<Hint> {
    let mut hints = Vec::new();
    let mut news_day = None;
    let mut body = 0;
    for r in raw {
        let words = r.span.of(&article.text).to_owned();
        let (meaning, lean) = (r.meaning, r.lean);
        let kind = article.part_at(r.span.start);
        match meaning {
            Meaning::Day { year: YearOf::Named(_), .. } => {
                let Some(day) = meaning.resolve(None, None, Lean::Unknown, None) else { continue };
                if lean == Lean::Past || kind == PartKind::Caption {
                    let reason = format!("looks back on {words}");
                    hints.push(Hint { fits: Box::new(move |d| day.0 <= d), reason });
                }
            }
            Meaning::Day { year: YearOf::Open, .. } | Meaning::Range { year: YearOf::Open, .. } => {
                let reason = match lean {
                    Lean::Past => format!("{words} has passed"),
                    Lean::Future => format!("{words} is still to come"),
                    Lean::Unknown => continue,
                };
                let fits = move |d: Date| {
                    meaning.resolve(Some(d), None, lean, None).is_some_and(|days| match lean {
                        Lean::Future => days.0 >= d && between(d, days.0) <= NEAR,
                        _ => days.0 <= d && between(days.1, d) <= NEAR,
                    })
                };
                hints.push(Hint { fits: Box::new(fits), reason });
            }
            Meaning::Weekday { weekday, shift: None } if lean != Lean::Future && kind == PartKind::Body => {
                body += 1;
                if news_day.is_none() && body == 1 {
                    let reason = format!("its news is of a {words}");
                    let fits = move |d: Date| (calendar::weekday(d) - i64::from(weekday)).rem_euclid(7) <= FRESH;
                    news_day = Some(Hint { fits: Box::new(fits), reason });
                }
            }
            _ => {}
        }
    }
    hints.extend(news_day);
    hints
}

/// Days on which "last week" here can mean what a sibling puts on a day.
fn events(article: &Article, raw: &[Raw], other: &Article) -> Vec<Hint> {
    let mut hints = Vec::new();
    let reference = other.published.as_ref().filter(|d| d.is_exact()).map(|d| d.earliest);
    let theirs: Vec<(Days, Vec<u32>)> = scan(&other.text, other.language.as_deref())
        .into_iter()
        .filter_map(|r| {
            let days = r.meaning.resolve(reference, None, r.lean, None)?;
            let told = between(days.0, days.1) < 7 && r.lean != Lean::Future;
            told.then(|| (days, stems(&other.text, r.span)))
        })
        .collect();
    for r in raw {
        let (unit, n) = match r.meaning {
            Meaning::Unit { unit: unit @ (Unit::Week | Unit::Month), n } if (-4..=0).contains(&n) => (unit, n),
            Meaning::RelativeDay(n @ -2..=0) => (Unit::Day, n),
            _ => continue,
        };
        let own = stems(&article.text, r.span);
        let shared = |there: &[u32]| own.iter().filter(|s| there.contains(s)).count();
        let best = theirs
            .iter()
            .map(|(days, there)| (shared(there), *days))
            .max_by_key(|(n, days)| (*n, std::cmp::Reverse(days.0)));
        let Some((_, days)) = best.filter(|(n, _)| *n >= SAME_EVENT) else { continue };
        let fits = move |d: Date| {
            days.0 <= d && calendar::unit(d, unit, n).is_some_and(|span| span.0 <= days.1 && days.0 <= span.1)
        };
        let told = if days.0 == days.1 { days.0.to_string() } else { format!("{} to {}", days.0, days.1) };
        let reason =
            format!("what it puts {:?} was on {told} by {}", r.span.of(&article.text).to_lowercase(), other.id);
        hints.push(Hint { fits: Box::new(fits), reason });
    }
    hints
}

/// The year of the last copyright line, if it names one.
pub(super) fn copyright_year(article: &Article) -> Option<i16> {
    let mut lines = article.parts.iter().filter(|p| p.kind == PartKind::Furniture).map(|p| p.span.of(&article.text));
    let copyright = lines.rfind(|l| l.contains('©') || l.to_lowercase().contains("copyright"))?;
    let mut years = copyright.split(|c: char| !c.is_ascii_digit()).filter_map(|y| y.parse::<i16>().ok());
    years.rfind(|y| (1900..2200).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Part, Span};
    use jiff::civil::date;

    const NAMES: &str = "Envoy Ada Marsh of Lakeland met Tom Brook, Ivy Stone, Max Reed and Una Vale in Portville. ";

    fn undated(text: &str) -> Article {
        Article::from_text("undated", format!("{NAMES}{text}"))
    }

    fn dated() -> Article {
        let text = format!("{NAMES}The fishing delegation visited Portville on Thursday to look at the harbour.");
        let published = Some(DateSpan::day(date(2021, 7, 8), DateOrigin::Metadata, "test"));
        Article { published, ..Article::from_text("dated", text) }
    }

    fn interval(text: &str) -> Option<(Date, Date)> {
        let mut all = [undated(text), dated()];
        infer(&mut all);
        all[0].published.as_ref().map(|d| (d.earliest, d.latest))
    }

    #[test]
    fn last_week_is_the_week_of_what_a_sibling_dates() {
        let text = "The fishing delegation, which visited Portville last week, wrote a letter.";
        assert_eq!(interval(text), Some((date(2021, 7, 12), date(2021, 7, 18))));
        let text = "The fishing delegation, which visited Portville earlier this week, wrote a letter.";
        assert_eq!(interval(text), Some((date(2021, 7, 8), date(2021, 7, 11))));
    }

    #[test]
    fn what_is_past_and_what_is_to_come_bound_it() {
        let text = "They had met on July 9. The fair will begin on July 16.";
        assert_eq!(interval(text), Some((date(2021, 7, 9), date(2021, 7, 16))));
    }

    #[test]
    fn without_ground_it_stays_undated() {
        let mut all = [Article::from_text("alone", "A boat was sold on Thursday for ten coins."), dated()];
        infer(&mut all);
        assert_eq!(all[0].published, None);
    }

    #[test]
    fn a_copyright_year_is_a_ground() {
        let mut article = Article::from_text("a", "The lake froze on May 3, they said.\n©2021 Portville Post");
        article.parts = vec![
            Part { span: Span::new(0, 35), kind: PartKind::Body },
            Part { span: Span::new(36, article.text.len()), kind: PartKind::Furniture },
        ];
        let mut all = [article];
        infer(&mut all);
        let span = all[0].published.clone().map(|d| (d.earliest, d.latest));
        assert_eq!(span, Some((date(2021, 5, 3), date(2021, 8, 31))));
    }
}
