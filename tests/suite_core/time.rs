//! The slider's two bases and stories changed by hand: what a session shows, undoes, keeps and finds again.

use crate::support::Scratch;
use dateline::briefing::stories::{Limits, StoryEdit};
use dateline::briefing::{Basis, Command, Corpus, Session, State, View};
use dateline::gazetteer::Gazetteer;
use dateline::geoparse::Options;
use dateline::load::{Input, MyDates, MyStories, load};
use dateline::text::DateSpan;
use jiff::civil::{Date, date};
use libtest_mimic::{Failed, Trial};
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("time::a_range_of_events_shows_what_is_told_of_it", events),
        Trial::test("time::the_basis_is_undone_and_kept", basis),
        Trial::test("time::events_beyond_the_axis_are_counted", beyond),
        Trial::test("time::stories_are_split_merged_and_undone", by_hand),
        Trial::test("time::stories_are_found_again_in_a_later_run", kept),
        Trial::test("time::a_file_that_cannot_be_read_is_left_alone", unreadable),
        Trial::test("time::limits_group_anew", limits),
        Trial::test("time::a_date_by_hand_is_kept", dates_by_hand),
        Trial::test("time::the_command_line_dates", dates_command),
        Trial::test("time::the_command_line_splits_and_merges", command),
    ]
}

const LINES: &str = r#"{"id":"a","date":"2021-07-08","source":"One","text":"The Soviet withdrawal from Kabul ended in 1989. A delegation flew to Dushanbe on Monday and to Tashkent on Wednesday. Herat was quiet."}
{"id":"b","date":"2021-07-09","source":"Two","text":"The council of Dushanbe will vote on July 20. Its last vote was in March 2020."}
{"id":"c","source":"Three","text":"A bridge of 1931 in Khujand is to be painted. Nobody said when."}
"#;

fn require(holds: bool, what: impl std::fmt::Debug) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(format!("{what:?}").into()) }
}

fn corpus(lines: &str) -> Corpus {
    let scratch = Scratch::new("time");
    std::fs::write(scratch.path().join("a.jsonl"), lines).unwrap();
    let on = &mut |_| ControlFlow::Continue(());
    load(&Input::Paths(vec![scratch.path().to_owned()]), Gazetteer::world(), &Options::default(), on).unwrap()
}

fn session() -> Session {
    Session::new(Arc::new(corpus(LINES)))
}

fn sample() -> Session {
    static CORPUS: OnceLock<Arc<Corpus>> = OnceLock::new();
    let corpus = CORPUS.get_or_init(|| {
        let on = &mut |_| ControlFlow::Continue(());
        Arc::new(load(&Input::Sample, Gazetteer::world(), &Options::default(), on).unwrap())
    });
    Session::new(Arc::clone(corpus))
}

/// Names of the places shown, in order of the alphabet.
fn places(view: &View) -> Vec<&str> {
    let mut names: Vec<&str> = view.places.iter().map(|p| p.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn range(session: &mut Session, from: Date, to: Date) -> View {
    session.apply(Command::SetDates { from: Some(from), to: Some(to) });
    session.view()
}

fn events() -> Result<(), Failed> {
    let mut session = session();
    session.apply(Command::SetBasis(Basis::Event));
    let all = session.view();
    require(all.shown.articles == 3 && places(&all).contains(&"Herāt"), all.shown)?;
    let view = range(&mut session, date(1989, 6, 1), date(1989, 6, 30));
    require(places(&view) == ["Kabul", "Soviet Union"] && view.shown.articles == 1, places(&view))?;
    let view = range(&mut session, date(2021, 7, 5), date(2021, 7, 5));
    require(places(&view) == ["Dushanbe"], places(&view))?;
    let view = range(&mut session, date(2021, 7, 7), date(2021, 7, 20));
    require(places(&view) == ["Dushanbe", "Tashkent"] && view.shown.articles == 2, places(&view))?;
    // The other way to count the same days.
    session.apply(Command::SetBasis(Basis::Published));
    let view = range(&mut session, date(2021, 7, 9), date(2021, 7, 20));
    require(places(&view) == ["Dushanbe"] && view.shown.articles == 1, places(&view))
}

fn basis() -> Result<(), Failed> {
    let mut session = session();
    require(session.apply(Command::SetBasis(Basis::Event)), "something changed")?;
    require(session.view().undo.as_deref() == Some("days by event date"), session.view().undo)?;
    let kept = serde_json::to_string(&session.state)?;
    let read: State = serde_json::from_str(&kept)?;
    require(read == session.state && read.filter.basis == Basis::Event, kept)?;
    session.apply(Command::ClearFilters);
    require(session.state.filter.basis == Basis::Event, "clearing filters shows all, by the same days")?;
    session.apply(Command::Undo);
    require(session.view().basis == Basis::Published, session.state.filter.basis)?;
    session.apply(Command::Redo);
    require(session.view().basis == Basis::Event, session.state.filter.basis)
}

fn beyond() -> Result<(), Failed> {
    let mut session = session();
    session.apply(Command::SetBasis(Basis::Event));
    let view = session.view();
    let (first, last) = view.axis.ok_or("an axis")?;
    require(first > date(2020, 1, 1) && last >= date(2021, 7, 20), (first, last))?;
    require(view.beyond == (2, 0), (view.beyond, &view.items))?;
    require(view.reach.is_some_and(|r| r.0 == date(1931, 1, 1)), view.reach)?;
    require(view.undated.is_empty(), &view.undated)?;
    // A range beyond the axis draws it out.
    let view = range(&mut session, date(1989, 1, 1), date(1989, 12, 31));
    require(view.axis.is_some_and(|a| a.0 == date(1989, 1, 1)), view.axis)?;
    // By day of publication the events are the second lane.
    session.apply(Command::SetBasis(Basis::Published));
    session.apply(Command::SetDates { from: None, to: None });
    let view = session.view();
    require(view.lane.len() == 5 && view.items.len() == 2 && view.undated.len() == 1, (&view.lane, &view.items))
}

fn at(session: &Session, end: &str) -> u32 {
    session.corpus.entries.iter().position(|e| e.article.id.contains(end)).unwrap() as u32
}

fn story(session: &Session, end: &str) -> u32 {
    session.corpus.entries[at(session, end) as usize].story
}

fn by_hand() -> Result<(), Failed> {
    let mut session = sample();
    let before = session.view().shown;
    let copy = at(&session, "three-hours-more");
    require(session.apply(Command::SplitStory(copy)), "split")?;
    let entry = &session.corpus.entries[copy as usize];
    require((entry.story, entry.copy_of) == (copy, None), (entry.story, entry.copy_of))?;
    require(session.view().shown.stories == before.stories + 1, session.view().shown)?;
    require(!session.apply(Command::SplitStory(copy)), "one article cannot be split")?;
    let (quake, damage) = (at(&session, "23-quake"), at(&session, "murghab-damage"));
    require(story(&session, "23-quake") == story(&session, "murghab-damage"), "one story in the sample")?;
    require(session.apply(Command::SplitStory(damage)), "split")?;
    require(story(&session, "23-quake") == quake && story(&session, "murghab-damage") == damage, "apart")?;
    require(session.apply(Command::MergeStories(damage, copy)), "merge")?;
    require(story(&session, "murghab-damage") == story(&session, "three-hours-more"), "together")?;
    require(session.view().undo.is_some_and(|u| u.starts_with("merge “")), session.view().undo)?;
    for _ in 0..3 {
        require(session.apply(Command::Undo), "undo")?;
    }
    require(session.view().shown == before, (session.view().shown, before))?;
    require(session.corpus.entries[copy as usize].copy_of == Some(at(&session, "meridian-crossing")), "a copy again")?;
    for _ in 0..3 {
        session.apply(Command::Redo);
    }
    require(story(&session, "murghab-damage") == story(&session, "three-hours-more"), "redone")
}

fn kept() -> Result<(), Failed> {
    let scratch = Scratch::new("my-stories");
    let mut first = sample();
    let damage = at(&first, "murghab-damage");
    first.apply(Command::SplitStory(damage));
    first.apply(Command::MergeStories(damage, at(&first, "snow-count")));
    first.apply(Command::SplitStory(at(&first, "longer-hours")));
    first.apply(Command::Undo);
    MyStories::in_folder(scratch.path()).save(&first.state.story_edits)?;
    let text = std::fs::read_to_string(scratch.path().join("my-stories.csv"))?;
    require(text.lines().count() == 3 && text.contains("\nsplit,") && text.contains("\nmerge,"), &text)?;
    let mut later = sample();
    later.remember_stories(MyStories::in_folder(scratch.path()).edits()?);
    require(later.view().undo.is_none(), "what is remembered is no step")?;
    for end in ["23-quake", "murghab-damage", "snow-count", "longer-hours"] {
        require(story(&later, end) == story(&first, end), end)?;
    }
    // The same articles, read from a folder above: their ids are others.
    let mut moved = (*sample().corpus).clone();
    moved.entries.iter_mut().for_each(|e| e.article.id = format!("news/{}", e.article.id));
    let mut moved = Session::new(Arc::new(moved));
    moved.remember_stories(MyStories::in_folder(scratch.path()).edits()?);
    require(story(&moved, "23-quake") != story(&moved, "murghab-damage"), "found by their texts")?;
    require(story(&moved, "snow-count") == story(&moved, "murghab-damage"), "found by their texts")
}

fn unreadable() -> Result<(), Failed> {
    let scratch = Scratch::new("bad-stories");
    let path = scratch.path().join("my-stories.csv");
    let before = "change,article\ntear,a.txt\n";
    std::fs::write(&path, before)?;
    let file = MyStories::in_folder(scratch.path());
    let said = file.edits().err().ok_or("an error")?;
    require(said.contains("my-stories.csv:2") && said.contains("tear"), &said)?;
    require(file.save(&[]).is_err(), "never overwritten")?;
    require(std::fs::read_to_string(&path)? == before, "as it was")
}

fn limits() -> Result<(), Failed> {
    let mut session = sample();
    let usual = session.view().shown;
    let split = Command::SplitStory(at(&session, "murghab-damage"));
    session.apply(split);
    session.apply(Command::SetLimits(Limits { story: 1.0, ..Limits::default() }));
    let strict = session.view().shown;
    session.apply(Command::SetLimits(Limits { story: 0.02, ..Limits::default() }));
    let loose = session.view().shown;
    require(loose.stories < usual.stories && usual.stories < strict.stories, (loose, usual, strict))?;
    require(loose.articles == usual.articles, loose)?;
    require(story(&session, "murghab-damage") == at(&session, "murghab-damage"), "what is split stays split")?;
    session.apply(Command::SetLimits(Limits { copy: f32::NAN, story: 7.0 }));
    require(session.state.limits == Limits { copy: 1.0, story: 1.0 }, session.state.limits)?;
    // Two steps of the same sort are one way back.
    session.apply(Command::Undo);
    require(session.state.limits == Limits::default(), session.state.limits)
}

fn dates_by_hand() -> Result<(), Failed> {
    let scratch = Scratch::new("my-dates");
    let mut first = session();
    let day = date(2021, 7, 1);
    require(first.apply(Command::DateArticle(2, Some((day, day)))), "dated")?;
    require(first.view().undated.is_empty() && first.view().axis.is_some_and(|a| a.0 == day), first.view().axis)?;
    first.apply(Command::DateArticle(0, Some((date(2021, 7, 4), date(2021, 7, 2)))));
    let a = &first.corpus.entries[0].article;
    require(a.published.as_ref().map(DateSpan::words).as_deref() == Some("2021-07-02 to 2021-07-04"), &a.published)?;
    require(a.date_choice().is_some_and(|c| c.contains("the reader's own date counts more")), a.date_choice())?;
    MyDates::in_folder(scratch.path()).save(&first.state.date_edits)?;
    let mut later = session();
    later.remember_dates(MyDates::in_folder(scratch.path()).edits()?);
    require(later.corpus.entries[0].article.published == first.corpus.entries[0].article.published, "found again")?;
    first.apply(Command::Undo);
    first.apply(Command::Undo);
    require(first.corpus.entries[2].article.published.is_none(), "as it was read")?;
    require(first.corpus.entries[0].article.other_dates.is_empty(), "as it was read")
}

fn dates_command() -> Result<(), Failed> {
    let scratch = Scratch::new("dates-command");
    let input = scratch.path().join("a.jsonl");
    std::fs::write(&input, LINES)?;
    let run = |flags: &[&str]| -> Result<(Vec<serde_json::Value>, String), Failed> {
        let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
        let ran = run.env("XDG_DATA_HOME", scratch.path()).args(flags).arg(&input).output()?;
        let lines = String::from_utf8_lossy(&ran.stdout).lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        Ok((lines, String::from_utf8_lossy(&ran.stderr).into_owned()))
    };
    let of = |lines: &[serde_json::Value]| {
        let c = lines.iter().find(|l| l["id"] == "c").cloned().unwrap_or_default();
        (c["date_earliest"].as_str().map(str::to_owned), c["date_origin"].as_str().map(str::to_owned))
    };
    let by_hand = (Some("2021-07-01".to_owned()), Some("user".to_owned()));
    require(of(&run(&["read"])?.0) == (None, None), "undated")?;
    require(of(&run(&["read", "--date", "c", "2021-07-01"])?.0) == by_hand, "dated")?;
    require(of(&run(&["read"])?.0) == (None, None), "not kept unless asked")?;
    run(&["read", "--date", "c", "2021-07-01..2021-07-01", "--keep"])?;
    require(of(&run(&["read"])?.0) == by_hand, "kept")?;
    require(of(&run(&["tag"])?.0) == by_hand, "tag says the same")?;
    require(run(&["read", "--date", "nobody", "2021-07-01"])?.1.contains("no article has the id nobody"), "told")?;
    require(run(&["read", "--date", "c", "soon"])?.1.contains("\"soon\" is no date"), "told")
}

fn command() -> Result<(), Failed> {
    let scratch = Scratch::new("stories-command");
    let folder = crate::support::project("assets/sample");
    let run = |flags: &[&str]| -> Result<Vec<serde_json::Value>, Failed> {
        let mut run = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
        let ran = run.env("XDG_DATA_HOME", scratch.path()).arg("stories").args(flags).arg(&folder).output()?;
        serde_json::from_slice(&ran.stdout).map_err(|_| String::from_utf8_lossy(&ran.stderr).into_owned().into())
    };
    let usual = run(&[])?;
    let shared = |s: &serde_json::Value| s["passages"].as_array().map_or(0, Vec::len);
    require(usual.iter().all(|s| s["articles"].as_array().is_some_and(|a| a.len() > 1) || shared(s) == 0), "alone")?;
    let quake = "meridian-wire/2026-05-23-quake.txt";
    let apart = run(&["--split", quake])?;
    require(apart.len() == usual.len() + 1, apart.len())?;
    require(run(&[])?.len() == usual.len(), "not kept unless asked")?;
    let kept = run(&["--split", quake, "--keep"])?;
    require(kept == apart && run(&[])? == apart, "kept for later runs")?;
    require(run(&["--fresh"])? == usual, "passed over")?;
    let damage = "pamir-gazette/2026-05-24-murghab-damage.html";
    require(run(&["--merge", quake, damage])?.len() == usual.len(), "merged again")?;
    let wrong = run(&["--split", "nowhere.txt"]).err().ok_or("a failure")?;
    require(wrong.message().is_some_and(|m| m.contains("no article has the id nowhere.txt")), wrong.message())?;
    let file = MyStories::in_folder(&scratch.path().join("dateline")).edits()?;
    require(matches!(&file[..], [StoryEdit::Split(a)] if a.id == quake), file)
}
