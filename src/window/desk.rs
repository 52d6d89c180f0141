//! The whole window but for its frame: lays out the panels, gathers what they ask for, and hands it to the session.
//!
//! Knows no eframe, so it runs without a display: in tests, and wherever a picture of the window is wanted.

use super::facts::Facts;
use super::local::{Local, Look, Out, Sheet, Wish};
use super::progress::{self, Stage};
use super::reread::{self, Outcome, Rereading};
use super::{
    correct, date_panel, drop_hint, filter_row, keys, map_chips, map_room, notices, place_list, reader, style,
    title_bar, why,
};
use crate::basemap::Basemap;
use crate::briefing::Outcome as Change;
use crate::briefing::{Command, Session, State, Theme, View};
use crate::geo::Viewport;
use crate::map::Palette;
use crate::notice::Notice;
use egui::{Rect, Ui, UiBuilder, Vec2, pos2, vec2};

/// Under this width the list folds.
const FOLDS: f32 = 1280.0;
/// Under this width the reader lies over the map.
const SHEET: f32 = 1000.0;

/// The window's content.
pub struct Desk {
    session: Option<Session>,
    state: State,
    view: View,
    facts: Facts,
    local: Local,
    name: String,
    notices: Vec<Notice>,
    theme: Option<Theme>,
    viewport: Option<Viewport>,
    pub(super) stage: Option<Stage>,
    /// What to say about the last change by hand.
    report: Option<String>,
    /// The reader's own layer is not in its file yet.
    unsaved: bool,
    /// The stories split and merged are not in their file yet.
    unsaved_stories: bool,
    /// The dates set are not in their file yet.
    unsaved_dates: bool,
    /// What to carry out in the next frame.
    asked: Vec<Command>,
    /// All articles are being read anew.
    rereading: Option<Rereading>,
}

impl Default for Desk {
    /// An empty desk: nothing was read yet.
    fn default() -> Self {
        Self::showing(View { title: "dateline".into(), ..View::default() })
    }
}

impl Desk {
    /// A desk on a session.
    pub fn new(session: Session) -> Self {
        let mut desk = Self::default();
        desk.read(session);
        desk
    }

    /// A desk that shows a view by itself; what its panels ask for leads nowhere.
    pub fn showing(view: View) -> Self {
        let facts = Facts::new(1, &view, None);
        Self {
            session: None,
            state: State::default(),
            name: view.title.clone(),
            view,
            facts,
            local: Local::default(),
            notices: Vec::new(),
            theme: None,
            viewport: None,
            stage: None,
            report: None,
            unsaved: false,
            unsaved_stories: false,
            unsaved_dates: false,
            asked: Vec::new(),
            rereading: None,
        }
    }

    /// Puts a freshly read session on the desk; the theme stays.
    pub fn read(&mut self, mut session: Session) {
        session.state.theme = self.state.theme;
        // A beat is the reader's, not the folder's.
        if let Some(earlier) = &self.session {
            session.apply(Command::SetFocus(earlier.state.focus.clone()));
            reread::settle_if_short(&mut session);
        }
        self.rereading = None;
        self.name.clone_from(&session.corpus.name);
        self.notices.clone_from(&session.corpus.notices);
        self.local = Local {
            mode: self.local.mode,
            lane: self.local.lane,
            tab: self.local.tab,
            legend: self.local.legend,
            said: self.local.said.take(),
            ..Local::default()
        };
        self.session = Some(session);
        self.renew();
    }

    /// The session, once something was read.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// What is shown.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Filter, selection, camera, theme.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What the window remembers.
    pub fn local(&self) -> &Local {
        &self.local
    }

    /// The map as it was painted last.
    pub fn viewport(&self) -> Option<Viewport> {
        self.viewport
    }

    /// Says a line at the foot of the map for a moment.
    pub fn say(&mut self, now: f64, line: impl Into<String>) {
        self.local.say(now, line);
    }

    /// Carries out a command as if a panel had asked for it.
    pub fn apply(&mut self, command: Command) {
        let Some(session) = &mut self.session else {
            if let Command::SetTheme(theme) = command {
                self.state.theme = theme;
            }
            return;
        };
        if command == Command::FitAll {
            self.local.map.home = None;
        }
        let looks_only = matches!(command, Command::MoveCamera(_) | Command::FitAll | Command::SetTheme(_));
        let before = session.state.selected.clone();
        let edits = session.state.edits.len();
        let stories = session.state.story_edits.len();
        let dates = session.state.date_edits.len();
        let focus = session.state.focus.clone();
        let back = command == Command::Undo;
        if !session.apply(command) {
            return;
        }
        let refocused = session.state.focus != focus;
        if refocused {
            reread::settle_if_short(session);
        }
        self.unsaved |= session.state.edits.len() != edits;
        let regrouped = session.state.story_edits.len() != stories;
        self.unsaved_stories |= regrouped;
        let redated = session.state.date_edits.len() != dates;
        self.unsaved_dates |= redated;
        let outcome = session.take_outcome();
        if looks_only {
            self.state = session.state.clone();
            return;
        }
        let chosen = session.state.selected != before;
        let focus = refocused.then(|| session.focus_words());
        self.renew();
        if let Some(focus) = focus {
            self.report = outcome.map(|o| report(&focus, false, o));
        } else if let Some(outcome) = outcome {
            let name = if back { self.view.redo.as_ref() } else { self.view.undo.as_ref() };
            self.report = Some(report(name.map_or("", String::as_str), back, outcome));
        } else if regrouped || redated {
            let name = if back { self.view.redo.as_ref() } else { self.view.undo.as_ref() };
            let stories = super::kit::plural(self.view.shown.stories, "story is", "stories are");
            self.report = Some(said(name.map_or("", String::as_str), back, &format!("{stories} shown")));
        }
        if chosen {
            self.local.reader_closed = false;
            self.local.scroll_list = true;
        }
        self.local.scroll_reader = true;
    }

    /// Asks for a command in the next frame, where the map is there to follow it.
    pub fn ask(&mut self, command: Command) {
        self.asked.push(command);
    }

    /// Works the view out anew, once for each change.
    fn renew(&mut self) {
        let Some(session) = &self.session else { return };
        self.state = session.state.clone();
        self.view = session.view();
        self.facts = Facts::new(self.facts.generation + 1, &self.view, Some(&session.corpus));
        self.local.card_heights.clear();
        self.local.compared.clear();
    }

    /// Whether articles are being read anew.
    pub fn is_rereading(&self) -> bool {
        self.rereading.is_some()
    }

    /// Looks after articles that must be read anew.
    fn reread(&mut self, ctx: &egui::Context) {
        let Some(session) = &mut self.session else { return };
        let result = self.rereading.as_ref().map(Rereading::look);
        match result {
            Some(Outcome::Running) => {
                ctx.request_repaint_after(std::time::Duration::from_millis(60));
                return;
            }
            Some(Outcome::Done(reread)) => {
                self.rereading = None;
                if session.take_in(*reread) {
                    let (words, outcome) = (session.focus_words(), session.take_outcome());
                    self.renew();
                    self.report = outcome.map(|o| report(&words, false, o));
                    return;
                }
            }
            Some(Outcome::Failed) => {
                self.rereading = None;
                session.keep_focus();
                self.report = Some("The articles could not be read again; the focus is as before".to_owned());
                self.renew();
                return;
            }
            None => {}
        }
        // What was read while the focus or a name changed is of no use any more: once again.
        if let Some(work) = session.rereading() {
            let wake = ctx.clone();
            self.rereading = Some(Rereading::begin(work, session.focus_words(), move || wake.request_repaint()));
            ctx.request_repaint();
        }
    }

    /// Shows everything in `ui`; returns what only the window itself can do.
    pub fn show(&mut self, ui: &mut Ui) -> Vec<Wish> {
        if self.theme != Some(self.state.theme) {
            self.theme = Some(self.state.theme);
            style::apply(ui.ctx(), self.state.theme);
        }
        let mut out = Out::default();
        let rooms = Rooms::new(ui.ctx().content_rect());
        self.reread(ui.ctx());
        self.rooms(ui, &rooms, &mut out);
        let mut wishes = Vec::new();
        let now = ui.input(|i| i.time);
        for command in self.asked.drain(..).chain(out.commands).collect::<Vec<_>>() {
            let moves = matches!(command, Command::Select(_) | Command::SelectMention { .. });
            self.apply(command);
            if moves {
                self.reveal(rooms.map);
            }
            ui.ctx().request_repaint();
        }
        for wish in out.wishes {
            match wish {
                Wish::CopyText(words, said) => {
                    ui.ctx().copy_text(words);
                    self.say(ui.input(|i| i.time), said);
                }
                Wish::Correct(article, mention) => {
                    self.local.fix = self.session.as_ref().and_then(|s| correct::begin(&s.corpus, article, mention));
                    self.local.sheet = self.local.fix.map(|_| Sheet::Correct);
                }
                Wish::Why(article, mention) => {
                    self.local.why = self.session.as_ref().and_then(|s| why::begin(&s.corpus, article, mention));
                    self.local.sheet = self.local.why.is_some().then_some(Sheet::Why);
                }
                Wish::CountNames(names) => {
                    if let (Some(draft), Some(session)) = (&mut self.local.draft, &self.session) {
                        draft.named = Some(session.naming(&names));
                    }
                }
                Wish::Cancel if self.rereading.is_some() => {
                    self.rereading = None;
                    if let Some(session) = &mut self.session {
                        session.keep_focus();
                    }
                    self.renew();
                    self.say(now, "The focus is as before");
                }
                Wish::Article(number) => self.local.sheet = Some(Sheet::Article(number)),
                Wish::Story(number) => self.local.sheet = Some(Sheet::Story(number)),
                other => wishes.push(other),
            }
        }
        if let Some(report) = self.report.take() {
            self.say(now, report);
            ui.ctx().request_repaint();
        }
        if std::mem::take(&mut self.unsaved) {
            wishes.push(Wish::SavePlaces);
        }
        if std::mem::take(&mut self.unsaved_stories) {
            wishes.push(Wish::SaveStories);
        }
        if std::mem::take(&mut self.unsaved_dates) {
            wishes.push(Wish::SaveDates);
        }
        wishes
    }

    /// Moves the map to the chosen place when it is out of sight.
    fn reveal(&mut self, map: Rect) {
        let Some(point) = self.view.selected.and_then(|i| self.view.places.get(i)).map(|p| p.point) else { return };
        let command = map_room::reveal(map, &self.look(), &self.local, point);
        if let Some(command) = command {
            self.apply(command);
        }
    }

    fn look(&self) -> Look<'_> {
        Look {
            view: &self.view,
            state: &self.state,
            facts: &self.facts,
            palette: Palette::of(self.state.theme),
            corpus: self.session.as_ref().map(|s| &*s.corpus),
            notices: &self.notices,
            name: &self.name,
        }
    }

    fn rooms(&mut self, ui: &mut Ui, rooms: &Rooms, out: &mut Out) {
        // Panels read the desk and write what the window remembers.
        let mut held = std::mem::take(&mut self.local);
        let local = &mut held;
        let look = self.look();
        ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, look.palette.panel);
        keys::handle(ui, rooms.map, &look, local, out);
        let viewport = map_room::show(ui, rooms.map, &look, local, Basemap::world(), out);
        if rooms.folded {
            place_list::show_folded(ui, rooms.list, &look, local, out);
        } else {
            place_list::show(ui, rooms.list, &look, local, out);
        }
        if let Some(rect) = rooms.reader {
            reader::show(ui, rect, &look, local, false, out);
        }
        title_bar::show(ui, rooms.title, &look, local, out);
        filter_row::show(ui, rooms.filter, &look, local, out);
        date_panel::show(ui, rooms.dates, &look, local, out);

        if rooms.folded && local.list_open {
            let rect = Rect::from_min_size(rooms.map.min, vec2(place_list::WIDTH, rooms.map.height()));
            let pressed = over(ui, "list-sheet", rect, |ui| place_list::show(ui, rect, &look, local, out));
            let chose = out.commands.iter().any(|c| matches!(c, Command::Select(_)));
            if chose || (ui.input(|i| i.pointer.any_click()) && !pressed && !in_strip(ui, rooms.list)) {
                local.list_open = false;
            }
        }
        if rooms.reader.is_none() && look.view.selected.is_some() && !local.reader_closed {
            let wide = reader::WIDTH.min(rooms.map.width() - 24.0);
            let rect = Rect::from_min_max(pos2(rooms.map.right() - wide, rooms.map.top()), rooms.map.max);
            over(ui, "reader-sheet", rect, |ui| reader::show(ui, rect, &look, local, true, out));
        }
        // A sheet keeps to the map, so that the reader stays in sight, as long as the map has room for it.
        let over = if rooms.map.width() >= 660.0 { rooms.map } else { ui.ctx().content_rect() };
        notices::show(ui, over, &viewport, &look, local, out);
        let reread = self.rereading.as_ref().map(Rereading::stage);
        if let Some(stage) = self.stage.as_ref().or(reread.as_ref()) {
            progress::show(ui, rooms.map, look.palette, stage, out);
        }
        map_chips::said(ui, rooms.map, &look, local);
        drop_hint::show(ui, look.palette);
        self.viewport = Some(viewport);
        self.local = held;
    }
}

/// "Hide Osh: 5 mentions in 4 articles changed".
fn report(name: &str, back: bool, outcome: Change) -> String {
    let mentions = super::kit::plural(outcome.mentions, "mention", "mentions");
    let articles = super::kit::plural(outcome.articles, "article", "articles");
    match outcome.mentions {
        0 => said(name, back, "no mention changed"),
        _ => said(name, back, &format!("{mentions} in {articles} changed")),
    }
}

/// A change by its name and what came of it, as a sentence.
fn said(name: &str, back: bool, what: &str) -> String {
    let undone = if back { "Undone: " } else { "" };
    let line = format!("{undone}{name}: {what}");
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Shows something over the map on a layer of its own; returns whether the pointer is on it.
fn over(ui: &Ui, name: &str, rect: Rect, content: impl FnOnce(&mut Ui)) -> bool {
    egui::Area::new(egui::Id::unique(name))
        .fixed_pos(rect.min)
        .movable(false)
        .fade_in(false)
        .default_size(rect.size())
        .sense(egui::Sense::CLICK)
        .show(ui.ctx(), |ui| {
            ui.allocate_rect(rect, egui::Sense::CLICK);
            let child = &mut ui.new_child(UiBuilder::new().max_rect(rect));
            child.set_clip_rect(rect);
            content(child);
        });
    ui.input(|i| i.pointer.latest_pos()).is_some_and(|pos| rect.contains(pos))
}

fn in_strip(ui: &Ui, strip: Rect) -> bool {
    ui.input(|i| i.pointer.latest_pos()).is_some_and(|pos| strip.contains(pos))
}

/// Where the rooms of the window lie.
struct Rooms {
    title: Rect,
    filter: Rect,
    list: Rect,
    folded: bool,
    map: Rect,
    reader: Option<Rect>,
    dates: Rect,
}

impl Rooms {
    fn new(all: Rect) -> Self {
        let title = Rect::from_min_size(all.min, vec2(all.width(), title_bar::HEIGHT));
        let filter = Rect::from_min_size(title.left_bottom(), vec2(all.width(), filter_row::HEIGHT));
        let dates = all.with_min_y((all.bottom() - date_panel::HEIGHT).max(filter.bottom()));
        let middle = Rect::from_min_max(filter.left_bottom(), pos2(all.right(), dates.top()));
        let folded = all.width() < FOLDS;
        let wide = if folded { place_list::FOLDED } else { place_list::WIDTH };
        let list = middle.with_max_x(middle.left() + wide);
        let beside = all.width() >= SHEET;
        let split = if beside { middle.right() - reader::WIDTH } else { middle.right() };
        let map = Rect::from_min_max(pos2(list.right(), middle.top()), pos2(split, middle.bottom()));
        let map = Rect::from_min_size(map.min, map.size().max(Vec2::splat(1.0)));
        let reader = beside.then(|| middle.with_min_x(split));
        Self { title, filter, list, folded, map, reader, dates }
    }
}
