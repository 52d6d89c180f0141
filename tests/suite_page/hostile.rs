//! Pages of what nobody would choose: nothing at all, everything at once, endless names, no dates.

use super::layout::{SHEETS, apart, lay_out};
use super::trial;
use dateline::briefing::{
    ArticleRef, Count, DayItem, Excerpt, Filter, MentionRef, PlaceEntry, PlaceKey, Role, Symbol, View,
};
use dateline::gazetteer::FeatureRef;
use dateline::geo::LatLon;
use dateline::geoparse::Band;
use dateline::page::{Content, Sheet};
use dateline::text::Span;
use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    vec![
        trial("page of nothing", || check(View::default())),
        trial("page with an endless title and endless names", || {
            let mut view = places(30, &"Llanfairpwllgwyngyll-y-felin ".repeat(4), 8);
            view.title = "A very long title that goes on and on ".repeat(12);
            view.filter_words = "words of a filter ".repeat(40);
            check(view);
        }),
        trial("page of a word without a break", || {
            let mut view = places(12, &"x".repeat(300), 3);
            view.title = "y".repeat(400);
            check(view);
        }),
        trial("page of two thousand places", || check(places(2000, "Place", 50))),
        trial("page of one place", || check(places(1, "Kabul", 1))),
        trial("page of places at the poles and the antimeridian", || {
            let mut view = places(6, "Edge", 2);
            let edges = [(90.0, 0.0), (-90.0, 10.0), (0.0, 180.0), (0.0, -180.0), (85.0, 179.9), (-85.0, -179.9)];
            for (i, (lat, lon)) in edges.into_iter().enumerate() {
                let at = LatLon::wrapped(lat, lon);
                view.places[i].point = at;
                view.scene.symbols[i].point = at;
            }
            check(view);
        }),
        trial("page of articles over six hundred years", || {
            let mut view = places(3, "Old", 2);
            view.items = (1400..2000).map(|y| item(&format!("{y}-06-15"), &format!("{y}-06-15"))).collect();
            view.axis = Some((view.items[0].span.0, view.items[599].span.1));
            check(view);
        }),
        trial("page of five hundred articles on a day", || {
            let mut view = places(3, "Busy", 2);
            view.items = (0..500).map(|_| item("2026-05-12", "2026-05-12")).collect();
            view.items.push(item("2026-05-01", "2026-05-31"));
            view.axis = Some(("2026-05-01".parse().unwrap(), "2026-05-31".parse().unwrap()));
            check(view);
        }),
    ]
}

fn item(first: &str, last: &str) -> DayItem {
    let span = (first.parse().unwrap(), last.parse().unwrap());
    DayItem { article: ArticleRef(0), span, selected: false, inside: true }
}

/// So many places of one name, strewn over the world, in all roles.
fn places(n: u32, name: &str, stories: u32) -> View {
    let mut view = View { title: name.to_owned(), ..View::default() };
    for i in 0..n {
        let role = [Role::Event, Role::Event, Role::Government, Role::Organisation, Role::From][(i % 5) as usize];
        // A step that fills the globe evenly without repeating itself.
        let point = LatLon::wrapped(f64::from(i * 37 % 160) - 80.0, f64::from(i * 61 % 360) - 180.0);
        let area = role == Role::Event && i % 10 == 0;
        let key = PlaceKey { place: format!("gn:{i}"), role };
        let band = [Band::High, Band::Check, Band::Guess][(i % 3) as usize];
        let stories = stories.saturating_sub(i / 10).max(1);
        view.places.push(PlaceEntry {
            key: key.clone(),
            feature: FeatureRef(i),
            name: name.to_owned(),
            detail: "Somewhere".into(),
            chain: "City · Somewhere".into(),
            point,
            area,
            band,
            count: Count { mentions: stories, articles: stories, stories, sources: 1 },
            mentions: Vec::new(),
        });
        view.scene.symbols.push(Symbol {
            key,
            feature: FeatureRef(i),
            point,
            area,
            band,
            stories,
            story_ids: Vec::new(),
            number: stories.to_string(),
            label: name.to_owned(),
            country: None,
            admin1: None,
            members: Vec::new(),
            radius_km: if area { 200.0 } else { 0.0 },
            rings: Vec::new(),
        });
    }
    view
}

/// An excerpt of three hundred words with the place in the middle, some of them right to left.
fn excerpts(place: &PlaceEntry) -> Vec<Excerpt> {
    let before = "كانت المدينة words before it ".repeat(30);
    let text = format!("{before}{} {}", place.name, "and many words after it ".repeat(40));
    let mark = before.len()..before.len() + place.name.len();
    let mention = MentionRef { article: ArticleRef(0), mention: 0 };
    vec![Excerpt {
        mention,
        source: "An outlet with a name that takes its time to come to its end".into(),
        title: String::new(),
        date: "2026-05-10 to 05-14".into(),
        span: Span::new(0, 0),
        text,
        marks: vec![mark],
        others: Vec::new(),
        band: place.band,
        why: String::new(),
        alternatives: Vec::new(),
        event: None,
        copies: 0,
        also: Vec::new(),
    }]
}

fn check(view: View) {
    for (size, landscape) in SHEETS {
        let sheet = Sheet::new(size, landscape);
        let content = Content::compose(view.clone(), &Filter::default(), &sheet, &excerpts);
        apart(&lay_out(&content, &sheet), &sheet);
    }
}
