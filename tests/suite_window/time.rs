//! Time and stories in the window: the slider's basis and its second lane, a story's articles side by side, splits,
//! merges, thresholds and dates by hand; each taken back again.

use super::desk::{Window, open, press, wide};
use super::trials;
use dateline::briefing::stories::Limits;
use dateline::briefing::{Basis, Command};
use dateline::text::DateOrigin;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use jiff::civil::date;
use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    trials(&[
        ("basis-is-switched-and-undone", basis),
        ("second-lane-becomes-the-slider", lane),
        ("what-lies-beyond-the-axis-is-reached", beyond),
        ("narrow-windows-keep-the-switch", narrow),
        ("a-story-opens-to-what-differs", story),
        ("split-and-merge-by-hand", split),
        ("thresholds-are-set", thresholds),
        ("a-date-by-hand", dated),
        ("every-new-control-has-a-name", named),
    ])
}

fn undo(window: &mut Window) {
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
}

/// A picture for whoever wants to look at it.
fn picture(window: &mut Window, name: &str) {
    if let Ok(dir) = std::env::var("DATELINE_PICTURES") {
        window.render().unwrap().save(format!("{dir}/{name}.png")).unwrap();
    }
}

fn at(window: &Window, end: &str) -> u32 {
    let corpus = &window.state().session().unwrap().corpus;
    corpus.entries.iter().position(|e| e.article.id.contains(end)).unwrap() as u32
}

fn basis() {
    let mut window = wide();
    press(&mut window, "Dates: Events");
    assert_eq!(window.state().view().basis, Basis::Event);
    assert!(window.state().view().items.len() > window.state().view().shown.articles as usize);
    // A range then shows what is told of those days alone.
    let day = window.state().view().items.iter().find(|i| i.span.0 == i.span.1).unwrap().span.0;
    window.state_mut().apply(Command::SetDates { from: Some(day), to: Some(day) });
    window.run();
    let view = window.state().view();
    assert!(!view.places.is_empty() && view.shown.articles < view.total.articles);
    let corpus = &window.state().session().unwrap().corpus;
    for place in &view.places {
        for m in &place.mentions {
            let entry = &corpus.entries[m.article.0 as usize];
            let event = entry.event_of(&entry.mentions[m.mention as usize]).expect("a date is told of it");
            assert!(event.earliest <= day && day <= event.latest);
        }
    }
    undo(&mut window);
    undo(&mut window);
    assert_eq!(window.state().view().basis, Basis::Published);
    window.key_press(Key::E);
    window.run();
    assert_eq!(window.state().view().basis, Basis::Event);
}

fn lane() {
    let mut window = wide();
    assert!(window.query_by_label("Lane of events told").is_none());
    press(&mut window, "Show both as lanes");
    picture(&mut window, "lanes");
    press(&mut window, "Lane of events told");
    assert_eq!(window.state().view().basis, Basis::Event);
    press(&mut window, "Lane of publication");
    assert_eq!(window.state().view().basis, Basis::Published);
    window.key_press(Key::B);
    window.run();
    assert!(window.query_by_label("Lane of events told").is_none());
}

fn beyond() {
    let mut window = wide();
    press(&mut window, "Dates: Events");
    let (first, _) = window.state().view().axis.unwrap();
    assert!(window.state().view().beyond.0 > 0, "the sample tells of years gone by");
    window.get_by_label_contains("earlier than the axis").click();
    window.run();
    let view = window.state().view();
    assert!(view.axis.unwrap().0 < first && view.beyond.0 == 0);
    assert!(view.shown.articles > 0);
}

fn narrow() {
    for width in [1279.0, 1000.0, 830.0, 640.0] {
        let mut window = open(width, 700.0);
        press(&mut window, "Dates: Events");
        assert_eq!(window.state().view().basis, Basis::Event, "{width}");
        let end = window.get_by_label("Dates: Events").rect().right();
        assert!(end < width, "{width}: {end}");
    }
}

fn story() {
    let mut window = wide();
    press(&mut window, "Stories");
    let wire = at(&window, "meridian-crossing");
    let title = window.state().session().unwrap().corpus.entries[wire as usize].article.label().to_owned();
    // It stands far down in the list: the card's number of copies opens it, too.
    let mention = 0;
    window.state_mut().apply(Command::SelectMention { article: wire, mention });
    window.run();
    window.get_all_by_label("Open the story with its copies").next().unwrap().click();
    window.run();
    window.get_by_label("Close Story");
    window.get_by_label_contains("Amu Courier, 2026-05-13: ").click();
    window.run();
    picture(&mut window, "story");
    assert!(window.state().local().story_open.is_some());
    assert!(window.state().local().compared.values().any(|c| !c.added.is_empty() && !c.cut.is_empty()));
    press(&mut window, &format!("Open the article {title}, Meridian Wire"));
    window.get_by_label("Close Article");
}

fn split() {
    let mut window = wide();
    let stories = window.state().view().shown.stories;
    let quake = at(&window, "23-quake");
    let label = |w: &Window, end: &str| {
        w.state().session().unwrap().corpus.entries[at(w, end) as usize].article.label().to_owned()
    };
    let damage = label(&window, "murghab-damage");
    window.state_mut().apply(Command::SelectMention { article: quake, mention: 0 });
    press(&mut window, "Stories");
    let quake_label = label(&window, "23-quake");
    press(&mut window, &format!("Open the story: {quake_label}"));
    press(&mut window, &format!("Split off {damage}, Pamir Gazette"));
    assert_eq!(window.state().view().shown.stories, stories + 1);
    assert!(window.state().view().undo.as_ref().unwrap().starts_with("split off “"));
    window.get_by_label("Find a story").focus();
    window.run();
    window.get_by_label("Find a story").type_text("damage");
    window.run();
    picture(&mut window, "merge");
    press(&mut window, &format!("Merge with {damage}"));
    assert_eq!(window.state().view().shown.stories, stories);
    window.key_press(Key::Escape);
    window.run();
    undo(&mut window);
    undo(&mut window);
    assert_eq!(window.state().view().shown.stories, stories);
    assert!(window.state().state().story_edits.is_empty());
}

fn thresholds() {
    let mut window = wide();
    press(&mut window, "Stories");
    let stories = window.state().view().shown.stories;
    press(&mut window, "How alike the articles of a story are");
    picture(&mut window, "limits");
    for _ in 0..6 {
        press(&mut window, "One story from: less");
    }
    assert!((window.state().state().limits.story - 0.08).abs() < 1e-6);
    assert!(window.state().view().shown.stories < stories);
    press(&mut window, "Copy from: more");
    press(&mut window, "Set both as at first");
    assert_eq!(window.state().state().limits, Limits::default());
    assert_eq!(window.state().view().shown.stories, stories);
}

fn dated() {
    let mut window = wide();
    let undated = window.state().view().undated.clone();
    let article = undated[0].0;
    press(&mut window, &format!("Undated {}", undated.len()));
    let title = window.state().session().unwrap().corpus.entries[article as usize].article.label().to_owned();
    press(&mut window, &title);
    if window.query_by_label("Close Article").is_none() {
        press(&mut window, "Open the article");
    }
    press(&mut window, "Set the article's date");
    window.get_by_label("The article's date").type_text("2026-05-12");
    window.run();
    picture(&mut window, "set-date");
    press(&mut window, "Set this date");
    let published =
        |w: &Window| w.state().session().unwrap().corpus.entries[article as usize].article.published.clone();
    let now = published(&window).unwrap();
    assert_eq!((now.earliest, now.origin), (date(2026, 5, 12), DateOrigin::User));
    assert!(window.state().view().undated.is_empty());
    assert!(window.state().view().undo.as_ref().unwrap().ends_with("2026-05-12"));
    press(&mut window, "Go back to the date that was read");
    assert_eq!(published(&window), None);
    window.key_press(Key::Escape);
    window.run();
    undo(&mut window);
    assert!(published(&window).is_some());
    undo(&mut window);
    assert_eq!(published(&window), None);
}

fn named() {
    let mut window = wide();
    press(&mut window, "Show both as lanes");
    press(&mut window, "Dates: Events");
    press(&mut window, "Stories");
    let first = window.get_all_by_label_contains("Open the story: ").next().unwrap();
    first.click();
    window.run();
    assert_eq!(window.unnamed_widgets(), Vec::<String>::new());
}
