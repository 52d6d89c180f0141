//! Every key, and the sheet that lists them.

use super::date_panel;
use super::kit::{key_cap, sheet, text};
use super::local::{Draft, Local, Look, Out, Sheet, Tab, Wish};
use super::map_room::{fit_next, zoom_by};
use super::reader_card::citation;
use crate::briefing::{Camera, Command, NewPlace, Theme};
use crate::geo::Viewport;
use crate::map::fonts;
use egui::{Align2, Event, Key, Modifiers, Rect, Sense, Ui, pos2, vec2};

/// The keys as they are listed: sections of keys and what they do.
const LIST: [(&str, &[(&str, &str)]); 4] = [
    (
        "Places and text",
        &[
            ("/", "search"),
            ("↑ ↓", "previous, next place"),
            ("J K", "next, previous excerpt"),
            ("O", "read the whole article"),
            ("C", "correct what a name means"),
            ("R", "all reasons for what it means"),
            ("I", "about this place: names, move, hide"),
            ("L", "list of places"),
            ("Ctrl+C", "copy the excerpt with its source"),
            ("Esc", "close, clear, choose nothing"),
        ],
    ),
    (
        "Days",
        &[
            ("← →", "one step back, on"),
            ("Home End", "to the beginning, the end"),
            ("Space", "play, pause"),
            ("D W M", "steps of a day, week, month"),
            ("E", "days of publication, of events told"),
            ("B", "both as lanes"),
        ],
    ),
    (
        "Map",
        &[
            ("+ −", "zoom in, out"),
            ("0", "main region, everything"),
            ("Shift+arrows", "move the map"),
            ("N", "new place in the middle"),
            ("T", "light, dark"),
        ],
    ),
    (
        "All of it",
        &[
            ("Ctrl+O", "open a folder"),
            ("Ctrl+Shift+O", "open files"),
            ("Ctrl+E", "export the briefing"),
            ("Ctrl+Shift+C", "copy the map as a picture"),
            ("Ctrl+Z", "undo; with Shift redo"),
            ("Tab", "from control to control"),
        ],
    ),
];

/// Reads the keys of this frame.
pub(super) fn handle(ui: &Ui, map: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    chords(ui, look, out);
    let escape = ui.input(|i| i.key_pressed(Key::Escape));
    if escape {
        return clear(ui, look, local, out);
    }
    if ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let plain = |key: Key| ui.input(|i| i.key_pressed(key) && !i.modifiers.command && !i.modifiers.alt);
    if plain(Key::Slash) {
        local.focus_search = true;
    }
    if plain(Key::Questionmark) || ui.input(|i| i.events.iter().any(|e| matches!(e, Event::Text(t) if t == "?"))) {
        local.sheet = if local.sheet == Some(Sheet::Keys) { None } else { Some(Sheet::Keys) };
    }
    if plain(Key::T) {
        let dark = look.state.theme == Theme::Dark;
        out.tell(Command::SetTheme(if dark { Theme::Light } else { Theme::Dark }));
    }
    if plain(Key::Plus) || plain(Key::Equals) {
        zoom_by(look, local, map, 1.0, out);
    }
    if plain(Key::Minus) {
        zoom_by(look, local, map, -1.0, out);
    }
    if plain(Key::Num0) {
        out.tell(fit_next(map, look).1);
    }
    if let (true, Some(excerpt)) = (plain(Key::O), look.view.excerpts.get(look.view.excerpt)) {
        out.wish(Wish::Article(excerpt.mention.article.0));
    }
    if let (true, Some(excerpt)) = (plain(Key::C), look.view.excerpts.get(look.view.excerpt)) {
        out.wish(Wish::Correct(excerpt.mention.article.0, excerpt.mention.mention));
    }
    if let (true, Some(excerpt), true) =
        (plain(Key::R), look.view.excerpts.get(look.view.excerpt), look.corpus.is_some())
    {
        out.wish(Wish::Why(excerpt.mention.article.0, excerpt.mention.mention));
    }
    if plain(Key::I) && look.view.selected.is_some() && look.corpus.is_some() {
        local.sheet = if local.sheet == Some(Sheet::Place) { None } else { Some(Sheet::Place) };
    }
    if plain(Key::N) && look.corpus.is_some() && local.sheet.is_none() {
        new_place(map, look, local);
    }
    if plain(Key::L) {
        (local.tab, local.list_open) = (Tab::Places, !local.list_open);
    }
    for (key, unit) in
        [(Key::D, super::local::Unit::Day), (Key::W, super::local::Unit::Week), (Key::M, super::local::Unit::Month)]
    {
        if plain(key) {
            local.unit = Some(unit);
        }
    }
    if plain(Key::E) {
        out.tell(date_panel::other_basis(look));
    }
    if plain(Key::B) {
        local.lane = !local.lane;
    }
    if plain(Key::J) || plain(Key::K) {
        let now = look.view.excerpt;
        out.tell(Command::SelectExcerpt(if plain(Key::J) { now + 1 } else { now.saturating_sub(1) }));
        local.scroll_reader = true;
    }
    if ui.input(|i| i.modifiers.shift) {
        return pan(ui, map, look, local, out);
    }
    // A focused control keeps the arrows and the space bar.
    if ui.memory(|m| m.focused().is_some()) {
        return;
    }
    let steps = i32::from(plain(Key::ArrowRight)) - i32::from(plain(Key::ArrowLeft));
    if steps != 0 {
        local.playing = None;
        date_panel::step(look, local, steps, out);
    }
    if plain(Key::Home) || plain(Key::End) {
        local.playing = None;
        date_panel::jump(look, plain(Key::End), out);
    }
    if plain(Key::Space) {
        date_panel::toggle_play(ui, look, local, out);
    }
    let rows = i32::from(plain(Key::ArrowDown)) - i32::from(plain(Key::ArrowUp));
    if rows != 0 {
        neighbour(look, local, rows, out);
    }
}

/// Keys with Ctrl.
fn chords(ui: &Ui, look: &Look<'_>, out: &mut Out) {
    let chord = |modifiers: Modifiers, key: Key| ui.input_mut(|i| i.consume_key(modifiers, key));
    let shifted = Modifiers::COMMAND | Modifiers::SHIFT;
    if chord(shifted, Key::O) {
        out.wish(Wish::OpenFiles);
    } else if chord(Modifiers::COMMAND, Key::O) {
        out.wish(Wish::OpenFolder);
    }
    if chord(Modifiers::COMMAND, Key::E) {
        out.wish(Wish::Export);
    }
    if ui.ctx().text_edit_focused() {
        return;
    }
    if chord(shifted, Key::Z) || chord(Modifiers::COMMAND, Key::Y) {
        out.tell(Command::Redo);
    } else if chord(Modifiers::COMMAND, Key::Z) {
        out.tell(Command::Undo);
    }
    if ui.input(|i| i.events.iter().any(|e| matches!(e, Event::Copy))) {
        if ui.input(|i| i.modifiers.shift) {
            out.wish(Wish::CopyMap);
        } else if let Some(excerpt) = look.view.excerpts.get(look.view.excerpt) {
            let said = "The excerpt with its source is on the clipboard".to_owned();
            out.wish(Wish::CopyText(citation(look, excerpt), said));
        }
    }
}

/// Esc: closes what is open, else clears the search, else chooses nothing.
fn clear(ui: &Ui, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    if egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let focused = ui.memory(egui::Memory::focused);
    local.playing = None;
    if local.moving.take().is_some() || local.sheet.take().is_some() || std::mem::take(&mut local.list_open) {
        return;
    }
    if !look.state.filter.search.is_empty() {
        local.search = None;
        out.tell(Command::Search(String::new()));
    } else if focused.is_none() || look.view.selected.is_some() {
        out.tell(Command::Select(None));
    }
    if let Some(id) = focused {
        ui.memory_mut(|m| m.surrender_focus(id));
    }
}

/// A new place in the middle of the map: what a click with the right button does where it is.
fn new_place(map: Rect, look: &Look<'_>, local: &mut Local) {
    let Some(camera) = look.state.camera.or(local.map.agreed) else { return };
    let at = Viewport::new(map, camera.centre, camera.zoom).clamped().unproject(map.center());
    local.draft = Some(Draft { at, place: NewPlace::default(), aliases: String::new(), named: None, fresh: true });
    local.sheet = Some(Sheet::NewPlace);
}

/// Shift and an arrow move the map by a fifth of its size.
fn pan(ui: &Ui, map: Rect, look: &Look<'_>, local: &Local, out: &mut Out) {
    let pressed = |k| i8::from(ui.input(|i| i.key_pressed(k)));
    let by = vec2(
        f32::from(pressed(Key::ArrowRight) - pressed(Key::ArrowLeft)) * map.width(),
        f32::from(pressed(Key::ArrowDown) - pressed(Key::ArrowUp)) * map.height(),
    ) * 0.2;
    let Some(camera) = look.state.camera.or(local.map.agreed).filter(|_| by != egui::Vec2::ZERO) else { return };
    let viewport = Viewport::new(map, camera.centre, camera.zoom).clamped();
    let moved = Viewport::new(map, viewport.unproject(map.center() + by), camera.zoom).clamped();
    out.tell(Command::MoveCamera(Camera { centre: moved.centre.into(), zoom: moved.zoom }));
}

/// The next row of the list, from the chosen one.
fn neighbour(look: &Look<'_>, local: &mut Local, by: i32, out: &mut Out) {
    let rows = if local.by_name { &look.facts.rows_by_name } else { &look.facts.rows };
    let places: Vec<usize> = rows
        .iter()
        .filter_map(|r| match r {
            super::facts::ListRow::Place(i) => Some(*i),
            super::facts::ListRow::Heading(_) => None,
        })
        .collect();
    let now = look.view.selected.and_then(|s| places.iter().position(|&p| p == s));
    let next = match now {
        Some(n) => (n as i64 + i64::from(by)).clamp(0, places.len() as i64 - 1) as usize,
        None if by > 0 => 0,
        None => places.len().saturating_sub(1),
    };
    if let Some(place) = places.get(next).and_then(|&i| look.view.places.get(i)) {
        local.scroll_list = true;
        out.tell(Command::Select(Some(place.key.clone())));
    }
}

/// The sheet with all keys.
pub(super) fn show(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local) {
    let p = look.palette;
    let wide = over.width() >= 640.0;
    let closed = sheet(ui, p, over, "Keys", if wide { 620.0 } else { 330.0 }, |ui| {
        let columns = if wide { 2 } else { 1 };
        let width = ui.available_width();
        let column = width / columns as f32;
        let height = |n: usize| LIST.get(n).map_or(0.0, |(_, keys)| 30.0 + keys.len() as f32 * 26.0 + 10.0);
        let rows: Vec<f32> = (0..LIST.len().div_ceil(columns))
            .map(|r| (0..columns).map(|c| height(r * columns + c)).fold(0.0, f32::max))
            .collect();
        let (rect, _) = ui.allocate_exact_size(vec2(width, rows.iter().sum()), Sense::hover());
        let mut top = rect.top();
        for (r, row) in rows.iter().enumerate() {
            for c in 0..columns {
                let Some((title, keys)) = LIST.get(r * columns + c) else { continue };
                let x = rect.left() + c as f32 * column;
                let mut y = top + 12.0;
                text(ui, pos2(x, y), Align2::LEFT_CENTER, title, fonts::sans_bold(12.0), p.muted);
                y += 26.0;
                for (key, words) in *keys {
                    key_cap(ui, p, pos2(x, y), key);
                    text(ui, pos2(x + 104.0, y), Align2::LEFT_CENTER, words, fonts::sans(14.0), p.text);
                    y += 26.0;
                }
            }
            top += row;
        }
    });
    if closed {
        local.sheet = None;
    }
}
