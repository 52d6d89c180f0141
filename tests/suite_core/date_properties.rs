//! What must hold for dates of any kind: impossible ones, contradictory ones, a clock that is wrong.

use super::properties::run;
use dateline::briefing::{Basis, Command, Corpus, Entry, Session};
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::{Geoparser, Options};
use dateline::text::{Article, DateOrigin, DateSpan, dates};
use jiff::civil::Date;
use libtest_mimic::Trial;
use proptest::prelude::*;
use std::sync::Arc;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("property::dates_lie_in_the_text", || run(512, (words(), reference()), expressions)),
        Trial::test("property::fields_name_plausible_days_or_none", || run(512, field(), stamp)),
        Trial::test("property::dates_that_disagree_are_all_kept", || run(256, told(), contradictory)),
        Trial::test("property::a_wrong_clock_changes_notices_alone", || run(256, (words(), reference(), day()), clock)),
        Trial::test("property::intervals_hold_their_reasons", || run(64, prop::collection::vec(words(), 1..6), infer)),
        Trial::test("property::any_range_of_any_days", || run(48, (records(), steps()), ranges)),
    ]
}

/// Any day of the calendar, those at its ends more often than not.
fn day() -> impl Strategy<Value = Date> {
    let any = (-9999..=9999i16, 1..=12i8, 1..=28i8).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap());
    let near = (2019..=2023i16, 1..=12i8, 1..=28i8).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap());
    prop_oneof![1 => Just(Date::MIN), 1 => Just(Date::MAX), 2 => any, 4 => near]
}

fn reference() -> impl Strategy<Value = Option<DateSpan>> {
    prop::option::of((day(), day(), any::<bool>())).prop_map(|span| {
        span.map(|(a, b, exact)| DateSpan {
            earliest: a.min(b),
            latest: if exact { a.min(b) } else { a.max(b) },
            origin: DateOrigin::Metadata,
            reason: String::new(),
        })
    })
}

/// Words that dates are made of, in any order, impossible dates among them.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(vec![
            "2021-02-30", "0000-00-00", "9999-12-31", "31/31/2021", "08/07/2021", "11/02/89", "1989", "0", "9999", "the",
            "July", "8", "31", "February", "30", "of", "last", "next", "this", "week", "month", "quarter", "year", "century",
            "decades", "ago", "earlier", "later", "Thursday", "Friday", "the 13th", "yesterday", "999", "99999999999", "in",
            "-", "–", "to", "until", ",", ".", "'", "s", "90s", "1990's", "mid", "early", "end", "first", "third", "half",
            "Q3", "day", "before", "after", "same", "following", "spring", "winter", "Christmas", "Day", "Independence",
            "Mr.", "will", "said", "by", "today", "now", "\n", "Kabul", "Osh", "and", "—", "(Agency)", "KABUL,", "©", "fiscal",
            "Street", "twenty", "five", "July 30-August 10", "۸ ژوئیه ۲۰۲۱", "8. Juli", "8 июля", "yarın", "a", "$", "night",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(word, 0..40).prop_map(|w| w.join(" "))
}

fn expressions((text, reference): (String, Option<DateSpan>)) -> Result<(), TestCaseError> {
    let found = dates::expressions(&text, reference.as_ref());
    let mut end = 0;
    for e in &found {
        prop_assert!(e.span.start >= end && e.span.start < e.span.end && e.span.end as usize <= text.len());
        prop_assert!(text.get(e.span.start as usize..e.span.end as usize).is_some());
        end = e.span.end;
        prop_assert_eq!(e.earliest.is_some(), e.latest.is_some());
        prop_assert!(e.earliest <= e.latest, "{e:?}");
    }
    let article = Article { published: reference, ..Article::from_text("a", text) };
    let told = dates::events(&article);
    for pair in told.windows(2) {
        prop_assert!(pair[0].scope.end <= pair[1].scope.start, "{pair:?}");
    }
    for event in &told {
        prop_assert!(event.scope.contains(event.span) && event.earliest <= event.latest, "{event:?}");
        prop_assert_eq!(dates::event_at(&told, event.span), Some(event));
    }
    Ok(())
}

fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        words(),
        any::<String>(),
        (any::<i32>(), 0..99u8, 0..99u8).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}")),
        (0..40u8, 0..40u8, 0..10_000u16).prop_map(|(a, b, y)| format!("{a}/{b}/{y}")),
        any::<u64>().prop_map(|n| n.to_string()),
    ]
}

fn stamp(field: String) -> Result<(), TestCaseError> {
    if let Some(found) = dates::stamp(&field) {
        prop_assert!(found.earliest <= found.latest);
        prop_assert!((1600..2200).contains(&found.earliest.year()), "{found:?} from {field:?}");
    }
    Ok(())
}

/// Days told by several sources, and one of an update.
fn told() -> impl Strategy<Value = (Vec<DateSpan>, Option<Date>, String)> {
    let origins = [DateOrigin::Metadata, DateOrigin::Feed, DateOrigin::Address, DateOrigin::Text];
    let one = (day(), prop::sample::select(origins.to_vec()));
    let all = prop::collection::vec(one.prop_map(|(d, origin)| DateSpan::day(d, origin, "told")), 0..5);
    (all, prop::option::of(day()), words())
}

fn contradictory((told, updated, words): (Vec<DateSpan>, Option<Date>, String)) -> Result<(), TestCaseError> {
    let mut article = Article::from_text("a", format!("KABUL, July 8 (Agency) — {words}"));
    article.updated = updated.map(|d| DateSpan::day(d, DateOrigin::Metadata, "updated"));
    told.iter().for_each(|d| article.offer_date(d.clone()));
    dates::examine(&mut article);
    let kept: Vec<&DateSpan> = article.published.iter().chain(&article.other_dates).collect();
    for date in &told {
        prop_assert!(kept.iter().any(|k| k.agrees(date)), "{date:?} is lost: {kept:?}");
    }
    if let Some(published) = &article.published {
        prop_assert!(told.iter().all(|t| published.origin <= t.origin), "a weaker one is followed");
        for other in &article.other_dates {
            prop_assert!(!other.agrees(published));
        }
    }
    prop_assert_eq!(article.other_dates.is_empty(), article.date_choice().is_none());
    Ok(())
}

fn clock((text, published, today): (String, Option<DateSpan>, Date)) -> Result<(), TestCaseError> {
    let article = Article { published, ..Article::from_text("a", text) };
    let before = article.clone();
    let said = dates::ahead(&article, today);
    prop_assert_eq!(&article, &before);
    if let Some(line) = said {
        prop_assert!(article.published.is_some_and(|d| d.earliest > today), "{line}");
    }
    Ok(())
}

fn infer(texts: Vec<String>) -> Result<(), TestCaseError> {
    let mut articles: Vec<Article> = texts
        .iter()
        .enumerate()
        .map(|(i, t)| Article::from_text(i.to_string(), format!("{t}\n© {}", 1990 + i * 7)))
        .collect();
    if let Some(first) = articles.first_mut() {
        first.published = Some(DateSpan::day(jiff::civil::date(2021, 7, 8), DateOrigin::Metadata, "told"));
    }
    dates::infer(&mut articles);
    for article in &articles {
        if let Some(d) = &article.published {
            prop_assert!(d.earliest <= d.latest && !d.reason.is_empty(), "{d:?}");
        }
    }
    Ok(())
}

/// Articles of any days, and what a reader does to the slider.
fn records() -> impl Strategy<Value = Vec<(Option<DateSpan>, String)>> {
    let place = prop::sample::select(vec!["Kabul", "Osh", "Moscow", "Paris, Texas,"]);
    let text = (place, words()).prop_map(|(p, w)| format!("The mayor of {p} spoke {w}."));
    prop::collection::vec((reference(), text), 1..6)
}

fn steps() -> impl Strategy<Value = Vec<Command>> {
    let one = prop_oneof![
        (prop::option::of(day()), prop::option::of(day())).prop_map(|(from, to)| Command::SetDates { from, to }),
        any::<i32>().prop_map(Command::StepDates),
        prop::sample::select(vec![
            Command::SetBasis(Basis::Event),
            Command::SetBasis(Basis::Published),
            Command::Undo,
            Command::Redo,
            Command::ClearFilters,
        ]),
    ];
    prop::collection::vec(one, 1..12)
}

fn ranges((records, steps): (Vec<(Option<DateSpan>, String)>, Vec<Command>)) -> Result<(), TestCaseError> {
    let gazetteer = Gazetteer::world();
    let entries = (0u32..).zip(records).map(|(i, (published, text))| {
        let article = Article { published, ..Article::from_text(i.to_string(), text) };
        let mentions = Geoparser::new(&gazetteer, Options::default()).parse(&article);
        Entry { story: i, ..Entry::new(article, mentions) }
    });
    let corpus = Corpus {
        name: "any".into(),
        entries: entries.collect(),
        notices: Vec::new(),
        gazetteer: gazetteer.clone(),
        focus: Vec::new(),
    };
    let all = corpus.entries.len();
    let mut session = Session::new(Arc::new(corpus));
    for step in steps {
        session.apply(step);
        let view = session.view();
        let filter = &session.state.filter;
        prop_assert_eq!(view.articles.len() as u32, view.shown.articles);
        prop_assert!(view.axis.is_none_or(|(a, b)| a <= b), "{:?}", view.axis);
        if filter.from.is_none() && filter.to.is_none() {
            prop_assert_eq!(view.articles.len(), all);
        } else {
            prop_assert!(view.articles.iter().all(|a| !view.undated.contains(a)), "undated in a range");
        }
        // What stands on the axis and is counted as inside is shown, and the other way round.
        for item in &view.items {
            prop_assert!(!item.inside || view.articles.contains(&item.article));
        }
        for day in &view.days {
            prop_assert!(day.selected <= day.exact);
        }
    }
    Ok(())
}
