//! Changes by hand in the window: places of the reader's own, a place's card, corrections; each taken back again.

use super::desk::{Window, choose, press, wide};
use super::trials;
use dateline::briefing::Role;
use egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::kittest::Queryable;
use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    trials(&[
        ("new-place-here", new_place),
        ("place-card", place_card),
        ("move-a-place", move_place),
        ("correct-a-mention", correct),
        ("why-a-mention", why),
        ("focus-is-set", focus),
    ])
}

fn right_click(window: &mut Window, at: Pos2) {
    window.hover_at(at);
    window.step();
    for pressed in [true, false] {
        let modifiers = Modifiers::NONE;
        window.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Secondary,
            pressed,
            modifiers,
        });
        window.step();
    }
    window.run();
}

/// A name that no gazetteer has is placed where the reader says, and taken back by undo.
fn new_place() {
    let mut window = wide();
    let (name, mentions) = window.state().view().unplaced[0].clone();
    let at = window.state().viewport().unwrap().rect.center() + vec2(-180.0, 120.0);
    right_click(&mut window, at);
    window.get_by_label("Name").type_text(&name);
    window.run();
    assert!(window.state().local().draft.as_ref().unwrap().named.unwrap() > 0);
    let point = window.state().local().draft.as_ref().unwrap().at;
    press(&mut window, "Add place");
    let placed = |w: &Window| w.state().view().places.iter().find(|p| p.name == name).cloned();
    let place = placed(&window).expect("it is on the map");
    assert!(place.point.distance_km(point) < 0.1 && place.key.place.starts_with("user:my-places/"));
    assert!(place.count.mentions as usize >= mentions.len());
    assert!(window.state().view().unplaced.iter().all(|(n, _)| *n != name));
    assert!(window.state().view().undo.as_ref().unwrap().contains(&name), "undo says what it undoes");
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert!(placed(&window).is_none());
    assert_eq!(window.state().view().unplaced[0].0, name);
}

fn place_card() {
    let mut window = wide();
    choose(&mut window, "Kunduz");
    press(&mut window, "About this place");
    press(&mut window, "Copy the coordinates");
    press(&mut window, "One more name");
    window.get_by_label("One more name").type_text("the river town");
    window.run();
    press(&mut window, "Add the name");
    assert_eq!(window.state().state().edits.len(), 1);
    press(&mut window, "About this place");
    let key = window.state().state().selected.clone().unwrap();
    press(&mut window, "Hide place");
    let there = |w: &Window| w.state().view().places.iter().any(|p| p.key == key);
    assert!(!there(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert!(there(&window));
}

fn move_place() {
    let mut window = wide();
    choose(&mut window, "Kunduz");
    press(&mut window, "About this place");
    press(&mut window, "Move point");
    let viewport = window.state().viewport().unwrap();
    let at = viewport.rect.center() + vec2(40.0, 260.0);
    window.hover_at(at);
    window.step();
    window.drag_at(at);
    window.step();
    window.drop_at(at);
    window.run();
    let point = |w: &Window| w.state().view().places.iter().find(|p| p.name == "Kunduz").unwrap().point;
    assert!(point(&window).distance_km(viewport.unproject(at)) < 1.0);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run();
    assert!(point(&window).distance_km(dateline::geo::LatLon::wrapped(36.73, 68.86)) < 10.0);
}

/// All reasons of a mention: its candidates, what speaks for each, the verdict.
fn why() {
    let mut window = wide();
    choose(&mut window, "Osh");
    press(&mut window, "All reasons");
    let told = |w: &Window, words: &str| w.query_all_by_label_contains(words).count();
    assert_eq!(told(&window, "Close Why “Osh”?"), 1);
    assert!(told(&window, "inhabitants") > 0 && told(&window, "this is its own name") > 0);
    assert!(told(&window, " %") > 0, "shares of belief");
    press(&mut window, "Close Why “Osh”?");
    assert_eq!(told(&window, "this is its own name"), 0);
    window.key_press(Key::R);
    window.run();
    assert!(told(&window, "this is its own name") > 0);
}

/// Not a place, everywhere: no mention of the name is left; undone, all are there again.
fn correct() {
    let mut window = wide();
    choose(&mut window, "Osh");
    let count = |w: &Window| {
        let places = &w.state().view().places;
        places.iter().find(|p| p.name == "Osh" && p.key.role == Role::Event).map_or(0, |p| p.count.mentions)
    };
    let before = count(&window);
    assert!(before > 1);
    press(&mut window, "Correct this mention");
    window.get_by_label_contains("Not a place,").click();
    window.run();
    press(&mut window, "Scope: This mention");
    press(&mut window, "Apply the correction");
    assert_eq!(count(&window), before - 1);
    window.key_press(Key::C);
    window.run();
    window.key_press(Key::N);
    window.run();
    press(&mut window, "Scope: Everywhere");
    press(&mut window, "Apply the correction");
    assert!(count(&window) < before - 1);
    for _ in 0..2 {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.run();
    }
    assert_eq!(count(&window), before);
}

/// A beat typed into its popover reads all articles anew; a click on it takes it back, and so does undo.
fn focus() {
    let mut window = wide();
    press(&mut window, "Focus: none");
    window.get_by_label("Place of the focus").type_text("central asia");
    window.run();
    let found = &window.state().local().focus_words.as_ref().unwrap().found;
    let (id, name, chain) = found[0].clone();
    assert_eq!(name, "Central Asia");
    press(&mut window, &format!("Focus on {name}, {chain}"));
    assert_eq!(window.state().state().focus, [id]);
    assert_eq!(window.state().view().focus, ["Central Asia"]);
    assert!(window.state().session().unwrap().rereading().is_none(), "all articles are read for it");
    let (said, _) = window.state().local().said.clone().expect("what came of it is said");
    assert!(said.starts_with("Focus on Central Asia: ") && said.contains("changed"), "{said}");
    window.get_by_label("Focus: Central Asia");
    press(&mut window, "Central Asia");
    assert!(window.state().state().focus.is_empty());
    window.state_mut().apply(dateline::briefing::Command::Undo);
    window.run();
    assert_eq!(window.state().view().focus, ["Central Asia"]);
}
