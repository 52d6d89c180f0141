//! The real window: eframe's frame round the desk, dialogs, dropped files, and pictures of itself.

use super::dialogs::{Answer, Asked, Dialog};
use super::export::Export;
use super::local::Wish;
use super::my_places::MyPlaces;
use super::worker::{Job, Loader, Outcome};
use super::{desk::Desk, style};
use crate::briefing::{Command, Session, Theme};
use crate::load::{MyDates, MyStories};
use egui::{Context, Ui, ViewportCommand};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// How the window is opened.
pub struct Options {
    /// What to read; nothing means the sample.
    pub paths: Vec<PathBuf>,
    /// How paths are read.
    pub loader: Loader,
    /// Size of the window in points.
    pub size: [f32; 2],
    /// Colours to begin with.
    pub theme: Theme,
    /// Name of a place to choose once everything is read.
    pub select: Option<String>,
    /// Where to write a picture of the window once everything is read.
    pub screenshot: Option<PathBuf>,
    /// Close after the picture.
    pub exit: bool,
    /// Where the reader's own layers are kept; changes by hand last only as long as the window where it is unknown.
    pub layers: Option<PathBuf>,
    /// Where other things of the reader's own are kept: the stories split and merged.
    pub data: Option<PathBuf>,
    /// When the program began, to tell how long the first frame took.
    pub began: Instant,
    /// Where to tell times; nowhere when absent.
    pub timing: Option<Box<dyn std::io::Write + Send>>,
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// When there is no display or no OpenGL.
pub fn run(options: Options) -> Result<(), eframe::Error> {
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("dateline")
            .with_app_id("dateline")
            .with_inner_size(options.size)
            .with_min_inner_size([640.0, 480.0]),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native("dateline", native, Box::new(|cc| Ok(Box::new(App::new(&cc.egui_ctx, options)))))
}

/// The window.
pub struct App {
    desk: Desk,
    options: Options,
    job: Option<Job>,
    dialog: Option<Dialog>,
    export: Option<Export>,
    places: Option<MyPlaces>,
    stories: Option<MyStories>,
    dates: Option<MyDates>,
    picture: Picture,
    frames: u64,
    busy: f64,
    laid_out: f64,
}

/// The picture of the window, on its way.
#[derive(Default)]
struct Picture {
    settled: u32,
    asked: bool,
    taken: Arc<Mutex<Option<Arc<egui::ColorImage>>>>,
}

impl App {
    /// A window that begins to read at once.
    pub fn new(ctx: &Context, options: Options) -> Self {
        style::install(ctx);
        let mut desk = Desk::default();
        desk.apply(Command::SetTheme(options.theme));
        let mut app = Self {
            desk,
            job: None,
            dialog: None,
            export: None,
            places: None,
            stories: None,
            dates: None,
            picture: Picture::default(),
            frames: 0,
            busy: 0.0,
            laid_out: 0.0,
            options,
        };
        let paths = app.options.paths.clone();
        app.read(ctx, paths);
        app
    }

    fn read(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        if let Some(job) = &self.job {
            job.stop();
        }
        let wake = ctx.clone();
        self.job = Some(Job::begin(&self.options.loader, paths, move || wake.request_repaint()));
    }

    /// Looks after the reading thread.
    fn attend(&mut self, ctx: &Context) {
        let Some(job) = &self.job else {
            self.desk.stage = None;
            return;
        };
        match job.look() {
            Outcome::Running => {
                self.desk.stage = Some(job.stage());
                ctx.request_repaint_after(std::time::Duration::from_millis(60));
                return;
            }
            // What is on the desk is worth more than an empty map.
            Outcome::Done(corpus) if corpus.entries.is_empty() && self.desk.session().is_some() => {
                let why = corpus.notices.first().map(|n| format!("{}: {}", n.path, n.reason));
                let line = why.unwrap_or_else(|| format!("{}: nothing to read", corpus.name));
                self.desk.say(ctx.input(|i| i.time), line);
            }
            Outcome::Done(corpus) => {
                let title = format!("{} \u{2013} dateline", corpus.name);
                ctx.send_viewport_cmd(ViewportCommand::Title(title));
                let mut session = Session::new(Arc::new(*corpus));
                self.stories = self.options.data.as_deref().map(MyStories::in_folder);
                match self.stories.as_ref().map(MyStories::edits) {
                    Some(Ok(edits)) => session.remember_stories(edits),
                    Some(Err(reason)) => self.desk.say(ctx.input(|i| i.time), format!("Not read: {reason}")),
                    None => {}
                }
                self.dates = self.options.data.as_deref().map(MyDates::in_folder);
                match self.dates.as_ref().map(MyDates::edits) {
                    Some(Ok(edits)) => session.remember_dates(edits),
                    Some(Err(reason)) => self.desk.say(ctx.input(|i| i.time), format!("Not read: {reason}")),
                    None => {}
                }
                self.desk.read(session);
                self.places = self.options.layers.as_deref().map(MyPlaces::in_folder);
                self.choose_first();
            }
            Outcome::Failed(reason) => {
                let line = if job.stopped() { "Reading was stopped".to_owned() } else { reason };
                self.desk.say(ctx.input(|i| i.time), line);
            }
        }
        (self.job, self.desk.stage) = (None, None);
    }

    fn choose_first(&mut self) {
        let Some(name) = &self.options.select else { return };
        let found = self.desk.view().places.iter().find(|p| p.name.eq_ignore_ascii_case(name)).map(|p| p.key.clone());
        if found.is_some() {
            self.desk.ask(Command::Select(found));
        }
    }

    fn grant(&mut self, ctx: &Context, frame: &eframe::Frame, wish: &Wish) {
        if self.dialog.is_some() && matches!(wish, Wish::OpenFolder | Wish::OpenFiles | Wish::Export) {
            self.desk.say(ctx.input(|i| i.time), "A dialog is open already");
            return;
        }
        let wake = {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        match wish {
            Wish::OpenFolder => self.dialog = Some(Dialog::folder(frame, wake)),
            Wish::OpenFiles => self.dialog = Some(Dialog::files(frame, wake)),
            Wish::Export => self.dialog = Some(Dialog::save(frame, file_name(&self.desk), wake)),
            Wish::Cancel => {
                if let Some(job) = &self.job {
                    job.stop();
                }
            }
            Wish::CopyMap => {
                if let Some(image) = super::map_picture::of(&self.desk, 2.0) {
                    ctx.copy_image(image);
                    self.desk.say(ctx.input(|i| i.time), "The map is on the clipboard");
                }
            }
            // The desk grants these itself.
            Wish::CopyText(..)
            | Wish::Article(_)
            | Wish::Story(_)
            | Wish::Correct(..)
            | Wish::Why(..)
            | Wish::CountNames(_) => {}
            Wish::SavePlaces => self.save_places(ctx),
            Wish::SaveStories => self.save_stories(ctx),
            Wish::SaveDates => self.save_dates(ctx),
        }
    }

    /// Writes the reader's own layer; says it only when that fails: the change itself was told already.
    fn save_places(&mut self, ctx: &Context) {
        let (Some(places), Some(session)) = (&self.places, self.desk.session()) else { return };
        if let Err(reason) = places.save(&session.state.edits, session.base()) {
            self.desk.say(ctx.input(|i| i.time), format!("Not kept: {reason}"));
        }
    }

    /// Writes the stories that were split and merged; says it only when that fails.
    fn save_stories(&mut self, ctx: &Context) {
        let (Some(stories), Some(session)) = (&self.stories, self.desk.session()) else { return };
        if let Err(reason) = stories.save(&session.state.story_edits) {
            self.desk.say(ctx.input(|i| i.time), format!("Not kept: {reason}"));
        }
    }

    /// Writes the dates that were set; says it only when that fails.
    fn save_dates(&mut self, ctx: &Context) {
        let (Some(dates), Some(session)) = (&self.dates, self.desk.session()) else { return };
        if let Err(reason) = dates.save(&session.state.date_edits) {
            self.desk.say(ctx.input(|i| i.time), format!("Not kept: {reason}"));
        }
    }

    fn answer(&mut self, ctx: &Context) {
        if let Some(line) = self.export.as_ref().and_then(Export::line) {
            self.export = None;
            self.desk.say(ctx.input(|i| i.time), line);
        }
        let Some(answer) = self.dialog.as_ref().and_then(Dialog::answer) else { return };
        self.dialog = None;
        let now = ctx.input(|i| i.time);
        let Answer { asked, paths, none } = answer;
        match (asked, paths.into_iter().collect::<Vec<_>>()) {
            (Asked::Open, paths) if !paths.is_empty() => self.read(ctx, paths),
            (Asked::Open, _) if none => {
                self.desk.say(now, "This desktop offers no file dialog: drag a folder onto the window instead");
            }
            (Asked::Save, paths) => {
                let here = || none.then(|| PathBuf::from(file_name(&self.desk)));
                let Some(path) = paths.into_iter().next().or_else(here) else {
                    self.desk.say(now, "Nothing was exported");
                    return;
                };
                let Some(session) = self.desk.session() else { return };
                let wake = ctx.clone();
                self.export = Some(Export::begin(session, path, move || wake.request_repaint()));
                self.desk.say(now, "Writing the briefing …");
            }
            // Put aside by the reader, or by a desktop whose dialog failed: only the reader knows which.
            (Asked::Open, _) => self.desk.say(now, "Nothing was opened. A folder can be dragged onto the window, too"),
        }
    }

    /// Takes a picture of the window once nothing moves any more.
    fn picture(&mut self, ctx: &Context) {
        let Some(path) = &self.options.screenshot else { return };
        if let Some(image) = self.picture.taken.lock().ok().and_then(|mut t| t.take()) {
            let written = super::map_picture::write(&image, path);
            if let (Err(e), Some(timing)) = (written, &mut self.options.timing) {
                let _ = writeln!(timing, "{}: {e}", path.display());
            }
            self.options.screenshot = None;
            if self.options.exit {
                ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            return;
        }
        self.picture.settled =
            if self.job.is_some() || self.desk.is_rereading() { 0 } else { self.picture.settled + 1 };
        if self.picture.settled > 20 && !self.picture.asked {
            self.picture.asked = true;
            let (taken, wake) = (Arc::clone(&self.picture.taken), ctx.clone());
            ctx.request_screenshot(move |image| {
                if let Ok(mut slot) = taken.lock() {
                    *slot = Some(image);
                }
                wake.request_repaint();
            });
        }
        ctx.request_repaint();
    }

    fn tell_times(&mut self, frame: &eframe::Frame) {
        let Some(timing) = &mut self.options.timing else { return };
        self.frames += 1;
        self.busy += f64::from(frame.info().cpu_usage.unwrap_or(0.0));
        if self.frames == 1 {
            let ms = self.options.began.elapsed().as_secs_f64() * 1000.0;
            // Times are a courtesy; a closed stream is no reason to stop.
            let _ = writeln!(timing, "first frame after {ms:.0} ms");
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.attend(&ctx);
        self.answer(&ctx);
        let dropped: Vec<PathBuf> = ctx.input(|i| i.raw.dropped_files.iter().map(|f| f.path().to_owned()).collect());
        if !dropped.is_empty() {
            self.read(&ctx, dropped);
        }
        let began = Instant::now();
        let wishes = self.desk.show(ui);
        self.laid_out += began.elapsed().as_secs_f64();
        for wish in &wishes {
            self.grant(&ctx, frame, wish);
        }
        self.tell_times(frame);
        self.picture(&ctx);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some(job) = &self.job {
            job.stop();
        }
        if let Some(timing) = &mut self.options.timing
            && self.frames > 1
        {
            let ms = |seconds: f64| seconds * 1000.0 / (self.frames - 1) as f64;
            let (whole, desk) = (ms(self.busy), ms(self.laid_out));
            let _ = writeln!(timing, "{} frames: {desk:.1} ms of panels, {whole:.1} ms with drawing", self.frames);
        }
    }
}

/// "crossings-and-cables.png" from the title.
fn file_name(desk: &Desk) -> String {
    let mut name = String::new();
    for c in desk.view().title.chars() {
        if c.is_alphanumeric() {
            name.extend(c.to_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let name: String = name.trim_matches('-').chars().take(60).collect();
    if name.is_empty() { "briefing.png".to_owned() } else { format!("{name}.png") }
}
