//! Changes by hand: what they touch, how long that takes, and the file they are kept in.

use super::trials;
use dateline::briefing::{Command, Corpus, NewPlace, Session};
use dateline::gazetteer::layers::Change;
use dateline::gazetteer::{Gazetteer, LayerFile};
use dateline::geo::LatLon;
use dateline::geoparse::Options;
use dateline::load::{Input, load};
use dateline::window::MyPlaces;
use libtest_mimic::Trial;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

/// All of them.
pub fn tests() -> Vec<Trial> {
    trials(&[
        ("edit-of-ten-thousand-articles", ten_thousand),
        ("my-places-are-kept", kept),
        ("unreadable-rows-are-never-overwritten", unreadable),
    ])
}

fn sample() -> Corpus {
    let on = &mut |_| ControlFlow::Continue(());
    load(&Input::Sample, Gazetteer::world(), &Options::default(), on).unwrap()
}

fn place(name: &str) -> NewPlace {
    NewPlace { name: name.into(), kind: "border crossing".into(), source: "by hand".into(), ..NewPlace::default() }
}

/// A place that few articles name is looked for in those alone.
fn ten_thousand() {
    let mut corpus = sample();
    let one = corpus.entries.clone();
    corpus.entries = (0..10_000)
        .map(|n| {
            let mut entry = one[n % one.len()].clone();
            entry.article.id = format!("{n:05}");
            // One in a hundred names a halt that no gazetteer has.
            if n % 100 == 0 {
                entry.article.text.push_str("\n\nThe lorries waited at Qizqurgon halt until noon.\n");
            }
            entry
        })
        .collect();
    let mut session = Session::new(Arc::new(corpus));
    let began = Instant::now();
    assert!(session.apply(Command::AddPlace(place("Qizqurgon halt"), LatLon::wrapped(37.2, 67.3))));
    let outcome = session.take_outcome().unwrap();
    let taken = began.elapsed();
    println!("10 000 articles, {} read again: {:.0} ms", outcome.read, taken.as_secs_f64() * 1000.0);
    assert_eq!(outcome.read, 100, "only the articles that contain the name");
    assert_eq!(outcome.articles, 100);
    assert!(taken.as_secs() < 20, "{taken:?}");
    assert!(session.view().places.iter().any(|p| p.name == "Qizqurgon halt" && p.count.articles == 100));
    assert!(session.apply(Command::Undo));
    assert_eq!(session.take_outcome().unwrap().articles, 100);
    assert!(session.view().places.iter().all(|p| p.name != "Qizqurgon halt"));
}

fn folder(name: &str) -> std::path::PathBuf {
    let dir = std::env::temp_dir().join(format!("dateline-places-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

/// What is written is a layer that any later run reads, over several sittings, and without what was undone.
fn kept() {
    let dir = folder("kept");
    let mut session = Session::new(Arc::new(sample()));
    let places = MyPlaces::in_folder(&dir);
    session.apply(Command::AddPlace(place("Old Ferry Post"), LatLon::wrapped(37.2, 67.3)));
    session.apply(Command::HidePlace("gn:1138958".into()));
    session.apply(Command::Undo);
    let path = places.save(&session.state.edits, session.base()).unwrap().to_owned();
    let later = MyPlaces::in_folder(&dir);
    let mut session = Session::new(Arc::new(sample()));
    session.apply(Command::AddAlias("user:my-places/old-ferry-post".into(), "unknown here".into()));
    session.apply(Command::MovePlace("gn:1138958".into(), LatLon::wrapped(34.5, 69.2)));
    later.save(&session.state.edits, session.base()).unwrap();
    let file = LayerFile::read(&path, &dateline::gazetteer::Gazetteer::world()).unwrap();
    assert!(file.errors.is_empty());
    let rows = file.rows().collect::<Vec<_>>();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(matches!(&rows[0], Change::Add(e) if e.name == "Old Ferry Post" && e.source == "by hand"));
    assert!(matches!(&rows[1], Change::Add(e) if e.id.0 == "gn:1138958" && (e.point.lat() - 34.5).abs() < 1e-9));
    let _ = std::fs::remove_dir_all(&dir);
}

fn unreadable() {
    let dir = folder("unreadable");
    let path = dir.join("my-places.csv");
    let before = "name,lat,lon\nSomewhere,north,68\n";
    std::fs::write(&path, before).unwrap();
    let mut session = Session::new(Arc::new(sample()));
    session.apply(Command::AddPlace(place("Old Ferry Post"), LatLon::wrapped(37.2, 67.3)));
    let said = MyPlaces::in_folder(&dir).save(&session.state.edits, session.base()).unwrap_err();
    assert!(said.contains("my-places.csv:2"), "{said}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    let _ = std::fs::remove_dir_all(&dir);
}
