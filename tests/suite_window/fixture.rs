//! A view made by hand, so that the look of the panels depends on no gazetteer. Outlets and articles are invented.

use dateline::briefing::{
    ArticleRef, Count, DayItem, Excerpt, MentionRef, PlaceEntry, PlaceKey, Role, Scene, Symbol, View,
};
use dateline::gazetteer::FeatureRef;
use dateline::geo::{Bounds, LatLon};
use dateline::geoparse::Band;
use dateline::text::Span;
use jiff::civil::{Date, date};

/// A place by hand.
fn place(
    n: u32,
    role: Role,
    name: &str,
    detail: &str,
    at: (f64, f64),
    band: Band,
    stories: u32,
    articles: u32,
) -> PlaceEntry {
    PlaceEntry {
        key: PlaceKey { place: format!("gn:{n}"), role },
        feature: FeatureRef(n),
        name: name.into(),
        detail: detail.into(),
        chain: format!("City · {name} Province, {detail}"),
        point: LatLon::wrapped(at.0, at.1),
        area: matches!(detail, "country" | "region" | "province"),
        band,
        count: Count { mentions: articles + 2, articles, stories, sources: articles.min(4) },
        mentions: (0..articles).map(|a| mention(a, n)).collect(),
    }
}

fn mention(article: u32, mention: u32) -> MentionRef {
    MentionRef { article: ArticleRef(article), mention }
}

fn day(n: i8) -> Date {
    date(2026, 5, n)
}

/// Seven May days round the Amu Darya.
pub fn view() -> View {
    use Band::{Check, Guess, High};
    use Role::{Event, From, Government, Organisation};
    let places = vec![
        place(1, Event, "Kunduz", "Afghanistan", (36.73, 68.86), High, 3, 7),
        place(2, Event, "Dushanbe", "Tajikistan", (38.54, 68.78), High, 2, 5),
        place(3, Event, "Fayzabad", "Afghanistan", (37.12, 70.58), Check, 2, 2),
        place(4, Event, "Kabul", "Afghanistan", (34.53, 69.17), High, 12, 14),
        place(5, Event, "Tashkent", "Uzbekistan", (41.26, 69.22), High, 2, 2),
        place(6, Event, "Mary", "Turkmenistan", (37.59, 61.83), Guess, 1, 1),
        place(7, Event, "Mazar-i-Sharif and its long eastern approach", "Afghanistan", (36.71, 67.11), High, 1, 1),
        place(8, Event, "Tajikistan", "country", (38.6, 71.0), High, 2, 5),
        place(9, Event, "Central Asia", "region", (43.0, 63.0), Check, 2, 2),
        place(10, Event, "Badakhshan", "province", (36.9, 71.1), Guess, 1, 1),
        place(11, Government, "Kabul", "Afghanistan", (34.53, 69.17), High, 2, 4),
        place(12, Government, "Moscow", "Russia", (55.75, 37.61), High, 1, 2),
        place(13, Organisation, "Tashkent", "Uzbekistan", (41.26, 69.22), High, 1, 1),
        place(14, From, "Dushanbe", "Tajikistan", (38.54, 68.78), High, 1, 3),
        place(15, From, "Termez", "Uzbekistan", (37.22, 67.28), High, 1, 1),
    ];
    let symbols = places
        .iter()
        .map(|p| Symbol {
            key: p.key.clone(),
            feature: p.feature,
            point: p.point,
            area: p.area,
            band: p.band,
            stories: p.count.stories,
            story_ids: Vec::new(),
            number: p.count.stories.to_string(),
            label: p.name.clone(),
            country: None,
            admin1: None,
            members: Vec::new(),
            radius_km: 0.0,
            rings: Vec::new(),
        })
        .collect();
    View {
        title: "Crossings, cables and a rail survey".into(),
        excerpts: excerpts(),
        excerpt: 1,
        selected: Some(0),
        scene: Scene { symbols, selected: Some(0), hovered: None },
        bounds: Bounds::new(58.0, 33.0, 78.0, 45.0),
        axis: Some((day(4), day(29))),
        items: items(),
        days: Vec::new(),
        undated: vec![ArticleRef(30)],
        unplaced: ["Kyzyl-Saj halt", "Old Ferry Post", "Yakkabog siding"]
            .into_iter()
            .map(|n| (n.to_owned(), vec![mention(1, 90)]))
            .collect(),
        shown: Count { mentions: 61, articles: 12, stories: 6, sources: 4 },
        total: Count { mentions: 80, articles: 14, stories: 7, sources: 4 },
        sources: [("Amu Courier", 4), ("Meridian Wire", 6), ("Pamir Gazette", 3), ("Volga Register", 1)]
            .into_iter()
            .map(|(s, n)| (s.to_owned(), n))
            .collect(),
        filter_words: "4 to 29 May 2026".into(),
        undo: Some("change dates".into()),
        redo: None,
        places,
        ..View::default()
    }
}

fn items() -> Vec<DayItem> {
    let on = |article, n: i8, selected| DayItem {
        article: ArticleRef(article),
        span: (day(n), day(n)),
        selected,
        inside: n < 27,
    };
    let mut items: Vec<DayItem> =
        [(5, true), (5, true), (6, true), (7, true), (8, false), (9, false), (9, false), (12, true)]
            .into_iter()
            .chain([(13, true), (14, true), (15, false), (28, false)])
            .enumerate()
            .map(|(i, (n, selected))| on(i as u32, n, selected))
            .collect();
    items.push(DayItem { article: ArticleRef(20), span: (day(10), day(14)), selected: false, inside: true });
    items
}

/// An excerpt whose marks and other names are found by their words.
fn excerpt(n: u32, source: &str, date: &str, title: &str, text: &str, mark: &str, others: &[(&str, u32)]) -> Excerpt {
    let find = |word: &str| text.find(word).map(|at| at..at + word.len());
    Excerpt {
        mention: mention(n, 1),
        source: source.into(),
        title: title.into(),
        date: date.into(),
        event: None,
        span: Span::new(0, text.len()),
        text: text.into(),
        marks: find(mark).into_iter().collect(),
        others: others.iter().filter_map(|&(w, place)| Some((find(w)?, mention(0, place)))).collect(),
        band: Band::High,
        why: "only city of this name; Dushanbe and Tajikistan stand in the same paragraph, 201 km away".into(),
        alternatives: vec!["Kunduz Province".into(), "Kunduz River".into()],
        copies: if n == 0 { 2 } else { 0 },
        also: Vec::new(),
    }
}

fn excerpts() -> Vec<Excerpt> {
    vec![
        excerpt(
            0,
            "Meridian Wire",
            "2026-05-05",
            "Two days of talks on the crossing",
            "DUSHANBE, May 5 (Meridian Wire) — A joint commission sat for two days on Monday. Its members from Kunduz \
             wanted the gate open until dusk and one line of lorries instead of two.",
            "Kunduz",
            &[("DUSHANBE", 14)],
        ),
        excerpt(
            1,
            "Pamir Gazette",
            "2026-05-07",
            "Gate stays open longer after Dushanbe session",
            "Freight for Kunduz and Faizabad clears until eight from next week, the commission let it be known in \
             Dushanbe. Another weighbridge comes to the bank in Tajikistan before the harvest.",
            "Kunduz",
            &[("Faizabad", 3), ("Dushanbe", 2), ("Tajikistan", 8)],
        ),
        excerpt(
            2,
            "Meridian Wire",
            "2026-05-12",
            "Survey party crosses",
            "The survey party that went over on Friday came as far as Mazar-i-Sharif. A branch to Kunduz is drawn on \
             their sheet; who pays for it is not.",
            "Kunduz",
            &[("Mazar-i-Sharif", 7)],
        ),
        excerpt(
            3,
            "Pamir Gazette",
            "2026-05-13",
            "Nine kilometres of cable",
            "Fitters from Dushanbe put up nine kilometres of cable, and by Tuesday night most lamps in Kunduz burned \
             again.",
            "Kunduz",
            &[("Dushanbe", 2)],
        ),
    ]
}
