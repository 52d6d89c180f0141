//! Dates of events: the dates that a text tells, each with the stretch of its sentence that it speaks of.
//!
//! A sentence with one date is of that date. One with several is cut between them, where "and", a semicolon or a comma
//! parts what they tell: "met in Osh on Monday and in Kabul on Friday". Nothing is carried from one sentence into the
//! next: a place whose sentence names no date has no event date, and is not given the article's.

use crate::text::sentences::sentences;
use crate::text::tokens::tokenise;
use crate::text::{Article, PartKind, Precision, Span, dateline};
use jiff::civil::Date;

/// A date that a text tells of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDate {
    /// The words that name it.
    pub span: Span,
    /// What it speaks of: the sentence, or a part of it. Scopes are in text order and do not overlap.
    pub scope: Span,
    /// First day it may be.
    pub earliest: Date,
    /// Last day it may be.
    pub latest: Date,
    /// How exact what it names is.
    pub precision: Precision,
}

/// The dates that an article's headline, captions and body tell, resolved against its own, in text order. Those that
/// cannot be resolved are left out, and so are the dateline's and those of bylines, date lines and furniture: they say
/// when the article appeared.
pub fn events(article: &Article) -> Vec<EventDate> {
    let text = article.text.as_str();
    let mut told: Vec<EventDate> = super::told(article)
        .into_iter()
        .filter_map(|e| {
            let (earliest, latest) = (e.earliest?, e.latest?);
            Some(EventDate { span: e.span, scope: e.span, earliest, latest, precision: e.precision })
        })
        .filter(|e| {
            let part = article.part_at(e.span.start);
            !matches!(part, PartKind::Byline | PartKind::DateLine | PartKind::Furniture)
        })
        .collect();
    if told.is_empty() {
        return told;
    }
    if let Some(filed) = filed(article) {
        told.retain(|e| !e.span.overlaps(filed));
    }
    let mut at = 0;
    for sentence in sentences(text, &tokenise(text)) {
        let from = at + told.iter().skip(at).take_while(|e| e.span.start < sentence.start).count();
        at = from + told.iter().skip(from).take_while(|e| e.span.start < sentence.end).count();
        scopes(text, sentence, told.get_mut(from..at).unwrap_or_default());
    }
    // Sentences take in the marks round them, so that two may touch.
    let mut end = 0;
    for event in &mut told {
        event.scope.start = event.scope.start.max(end);
        end = event.scope.end;
    }
    told
}

/// The date that a stretch of the text, such as a place's name, is told of.
pub fn event_at(events: &[EventDate], span: Span) -> Option<&EventDate> {
    let i = events.partition_point(|e| e.scope.end <= span.start);
    events.get(i).filter(|e| e.scope.overlaps(span))
}

/// The words of the dateline's date.
fn filed(article: &Article) -> Option<Span> {
    let whole = Span::new(0, article.text.len());
    let opening = article.parts.iter().find(|p| p.kind == PartKind::Body).map_or(whole, |p| p.span);
    dateline::dateline(&article.text, opening)?.date
}

/// Cuts a sentence among the dates in it.
fn scopes(text: &str, sentence: Span, told: &mut [EventDate]) {
    let mut start = sentence.start;
    for i in 0..told.len() {
        let (end, next) = match (told.get(i), told.get(i + 1)) {
            (Some(a), Some(b)) => {
                let cut = boundary(text, a.span.end, b.span.start);
                (cut, cut)
            }
            _ => (sentence.end, sentence.end),
        };
        if let Some(e) = told.get_mut(i) {
            e.scope = Span { start, end: end.max(e.span.end) };
        }
        start = next;
    }
}

/// Where what the one date tells ends and what the next tells begins.
fn boundary(text: &str, from: u32, to: u32) -> u32 {
    let between = text.get(from as usize..to as usize).unwrap_or("");
    let last = |marks: &[&str]| marks.iter().filter_map(|m| between.rfind(m)).max();
    let cut = last(&["; ", " and ", " but ", " while ", " whereas ", " — ", " – "]).or_else(|| last(&[", "]));
    // Words behind a date and before the next, with nothing to part them, belong to the next: "Monday in Osh, Friday".
    from + cut.map_or(0, |c| c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{DateOrigin, DateSpan};
    use jiff::civil::date;

    /// "place -> first day" for each place, "-" where no date is told of it.
    #[track_caller]
    fn check(text: &str, want: &[(&str, &str)]) {
        let mut article = Article::from_text("a", text);
        article.published = Some(DateSpan::day(date(2021, 7, 8), DateOrigin::Metadata, "test"));
        let told = events(&article);
        for (place, day) in want {
            let at = text.find(place).expect("the place stands in the text");
            let found = event_at(&told, Span::new(at, at + place.len()));
            assert_eq!(found.map_or("-".to_owned(), |e| e.earliest.to_string()), *day, "{place} in {text:?}");
        }
    }

    #[test]
    fn a_place_has_the_date_of_its_sentence() {
        check(
            "The Soviet withdrawal from Kabul ended in 1989. Moscow said little. Osh was quiet on Monday.",
            &[("Kabul", "1989-01-01"), ("Moscow", "-"), ("Osh", "2021-07-05")],
        );
    }

    #[test]
    fn two_dates_share_a_sentence() {
        check("They met in Osh on Monday and in Kabul on Tuesday.", &[("Osh", "2021-07-05"), ("Kabul", "2021-07-06")]);
        check(
            "On Monday they met in Osh, and on Tuesday they flew to Kabul.",
            &[("Osh", "2021-07-05"), ("Kabul", "2021-07-06")],
        );
        check(
            "Kabul, which fell in 1992, was calm on Monday, the mayor of Herat said.",
            &[("Kabul", "1992-01-01"), ("Herat", "2021-07-05")],
        );
    }

    #[test]
    fn a_dateline_tells_no_event() {
        check("OSH, July 6 (Agency) — The road to Kabul is closed.", &[("OSH", "-"), ("Kabul", "-")]);
        check("OSH, July 6 (Agency) — The road to Kabul closed on Monday.", &[("Kabul", "2021-07-05")]);
    }
}
