//! What must hold for any input.

use crate::support::Scratch;
use dateline::gazetteer::Gazetteer;
use dateline::geo::{Bounds, LatLon, Viewport};
use dateline::geoparse::{Geoparser, Options};
use dateline::text::normalise::normalise;
use dateline::text::{Article, CodePoints};
use egui::{Rect, pos2, vec2};
use libtest_mimic::{Failed, Trial};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRunner};
use std::process::Command;
use std::sync::{Arc, OnceLock};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("property::unproject_inverts_project", || run(256, (point(), point(), 0.5..14.0_f64), projection)),
        Trial::test("property::bounds_hold_their_points", || run(256, prop::collection::vec(point(), 1..20), bounds)),
        Trial::test("property::clamped_views_stay_on_the_map", || run(256, (point(), -5.0..40.0_f64), clamped)),
        Trial::test("property::code_points_count_characters", || run(256, any::<String>(), code_points)),
        Trial::test("property::normal_forms_are_stable", || run(512, any::<String>(), normal_forms)),
        Trial::test("property::mentions_lie_in_the_text", || run(96, newslike(), mentions)),
        Trial::test("property::mentions_of_any_text_lie_in_it", || run(96, any::<String>(), mentions)),
        Trial::test("property::mentions_of_endless_texts_lie_in_them", endless),
        Trial::test("property::lines_of_tag_count_code_points", lines_of_tag),
    ]
}

pub fn run<S: Strategy>(
    cases: u32,
    strategy: S,
    test: impl Fn(S::Value) -> Result<(), TestCaseError>,
) -> Result<(), Failed> {
    // No file of failures: what fails is printed with its smallest input and becomes a case by hand.
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, proptest::test_runner::TestRng::deterministic_rng(RngAlgorithm::ChaCha))
        .run(&strategy, test)
        .map_err(|e| e.to_string().into())
}

fn point() -> impl Strategy<Value = LatLon> {
    (-90.0..=90.0_f64, -180.0..=180.0_f64).prop_map(|(lat, lon)| LatLon::wrapped(lat, lon))
}

fn projection((p, centre, zoom): (LatLon, LatLon, f64)) -> Result<(), TestCaseError> {
    let view = Viewport::new(Rect::from_min_size(pos2(40.0, 20.0), vec2(800.0, 600.0)), centre, zoom).clamped();
    let at = view.project(p);
    // Screen positions are f32: far from the view they are coarse, so only points near it must come back.
    prop_assume!(view.rect.expand(2000.0).contains(at) && p.lat().abs() < 85.0);
    let km = view.unproject(at).distance_km(p);
    let slack = view.km_per_point() * 0.01 + 0.001;
    prop_assert!(km <= slack.max(0.01) * 10.0, "{p:?} came back {km} km off");
    Ok(())
}

fn bounds(points: Vec<LatLon>) -> Result<(), TestCaseError> {
    let b = Bounds::around(points.iter().copied()).unwrap();
    prop_assert!((0.0..=360.0).contains(&b.width()));
    for p in points {
        prop_assert!(b.contains(p), "{b:?} leaves out {p:?}");
    }
    Ok(())
}

fn clamped((centre, zoom): (LatLon, f64)) -> Result<(), TestCaseError> {
    let view = Viewport::new(Rect::from_min_size(pos2(0.0, 0.0), vec2(1200.0, 800.0)), centre, zoom).clamped();
    let (_, top, _, bottom) = view.window();
    prop_assert!(top >= -1e-9 && bottom <= 1.0 + 1e-9, "{top} {bottom}");
    prop_assert_eq!(view.clamped(), view);
    Ok(())
}

fn code_points(text: String) -> Result<(), TestCaseError> {
    let mut counter = CodePoints::new(&text);
    for (n, (byte, _)) in text.char_indices().enumerate() {
        prop_assert_eq!(counter.at(byte), n);
    }
    prop_assert_eq!(counter.at(text.len()), text.chars().count());
    prop_assert_eq!(CodePoints::new(&text).at(usize::MAX), text.chars().count());
    Ok(())
}

fn normal_forms(text: String) -> Result<(), TestCaseError> {
    let once = normalise(&text);
    prop_assert_eq!(&normalise(&once), &once);
    prop_assert!(!once.starts_with(' ') && !once.ends_with(' ') && !once.contains("  "), "{once:?}");
    Ok(())
}

/// Words that mean something to a geoparser, in any order, with anything between them.
fn newslike() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => prop::sample::select(vec![
            "Paris", "Texas", "KABUL", "July", "8", "(AP)", "—", "Moscow", "said", "U.S.", "St.", "John's", "Kyrgyz-",
            "Republic", "of", "the", "in", ",", ".", "\n", "\n\n", "“", "”", "Кабул", "کابل", "喀布尔", "ß", "e\u{301}",
            "Нижнем", "Новгороде", "Ростове-на-Дону", "Києва", "Владимира", "Τουρκίας", "وحلب", "بيروت", "בחיפה", "서울에서",
            "抵达莫斯科", "\0", "\u{202e}", "New", "York", "Mr.", "Jordan", "University", "'s", "Georgia", "Afghan", "former",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(word, 0..40).prop_map(|w| w.join(" "))
}

/// Texts that no paper prints, of some 40,000 letters each.
fn endless() -> Result<(), Failed> {
    let pieces = [
        "Paris ",
        "Paris",
        "a",
        "A",
        "PARIS, Texas, ",
        "باريس و",
        "e\u{301}",
        "\0",
        "\u{202e}Kabul\u{202c} ",
        "北京",
        "Кабул, ",
        "Нижнем Новгороде ",
        "Ростове-на-Дону",
        "Орла Киева ",
        "وحلب ",
        "서울에서 ",
        "抵达莫斯科",
        "St. ",
        "\n",
        "(",
        "“Moscow” ",
        "U.S.",
        "'s ",
        "of the ",
    ];
    let distinct = (0..6000_u32).map(|n| format!("in Vell{}nsk{n} ", n % 7)).collect::<Vec<_>>().concat();
    for text in pieces.iter().map(|p| p.repeat(40_000 / p.len())).chain([distinct]) {
        mentions(text).map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn mentions(text: String) -> Result<(), TestCaseError> {
    let gazetteer = Gazetteer::world();
    let found = Geoparser::new(&gazetteer, Options::default()).parse(&Article::from_text("a", text.clone()));
    let mut end = 0;
    for m in &found {
        prop_assert!(!m.span.is_empty() && m.span.end as usize <= text.len());
        prop_assert!(text.is_char_boundary(m.span.start as usize) && text.is_char_boundary(m.span.end as usize));
        prop_assert!(m.span.start >= end, "mentions overlap or are out of order");
        end = m.span.end;
        if let Some(r) = &m.resolution {
            prop_assert!((0.0..=1.0).contains(&r.confidence));
            prop_assert_eq!(r.candidates.first().map(|c| c.place), Some(r.place));
        }
    }
    // One that has read many texts before says the same.
    static KEEPING: OnceLock<Geoparser<'static>> = OnceLock::new();
    static WORLD: OnceLock<Arc<Gazetteer>> = OnceLock::new();
    let keeping = KEEPING.get_or_init(|| Geoparser::new(WORLD.get_or_init(Gazetteer::world), Options::default()));
    prop_assert_eq!(keeping.parse(&Article::from_text("a", text)), found);
    Ok(())
}

/// Texts of all kinds through the program itself, in one run: every offset counts code points, every slice is the surface.
fn lines_of_tag() -> Result<(), Failed> {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let mut texts: Vec<String> = Vec::new();
    for _ in 0..150 {
        let mut draw = |s: BoxedStrategy<String>| s.new_tree(&mut runner).map(|t| t.current());
        texts.push(draw(newslike().boxed())?);
        texts.push(draw(any::<String>().boxed())?);
    }
    let pieces = [
        "\0Paris\0 ",
        "\u{202e}Kabul\u{202c} in Ma\u{301}y 1998 ",
        "e\u{301}E\u{301}Łódź, Poland, ",
        "في كابل ",
        "وكابل في Москве, ",
        "서울에서 ",
        "北京和喀布尔",
    ];
    texts.extend(pieces.iter().map(|p| p.repeat(400)));
    // Longer than what is read as one.
    texts.push("Café owners met in Osh on Friday, 8 May 2020. ".repeat(14_000));
    texts.push("ПарижParis京".repeat(60_000));
    texts.retain(|t| !t.trim().is_empty());
    let dir = Scratch::new("code-points");
    let lines: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(i, t)| serde_json::json!({"id": i.to_string(), "text": t}).to_string())
        .collect();
    std::fs::write(dir.path().join("texts.jsonl"), lines.join("\n"))?;
    let out = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["tag", "--all-kinds", "texts.jsonl"])
        .current_dir(dir.path())
        .env("XDG_DATA_HOME", dir.path().join("data"))
        .output()?;
    let out = String::from_utf8(out.stdout)?;
    if out.lines().count() != texts.len() {
        return Err(format!("{} lines of {} texts", out.lines().count(), texts.len()).into());
    }
    let mut checked = 0;
    for (line, text) in out.lines().zip(&texts) {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let letters: Vec<char> = text.chars().collect();
        for list in ["toponyms", "dates"] {
            let mut before = 0;
            for item in line[list].as_array().ok_or("no list")? {
                let (start, end) = (item["start"].as_u64().ok_or("start")?, item["end"].as_u64().ok_or("end")?);
                let slice: String =
                    letters.get(start as usize..end as usize).ok_or("outside the text")?.iter().collect();
                if item["surface"] != slice || slice.is_empty() || start < before {
                    return Err(format!(
                        "{list} of {}: {start}..{end} is {slice:?}, not {}",
                        line["id"], item["surface"]
                    )
                    .into());
                }
                before = end;
                checked += 1;
            }
        }
    }
    if checked < 40_000 { Err(format!("only {checked} mentions and dates").into()) } else { Ok(()) }
}
