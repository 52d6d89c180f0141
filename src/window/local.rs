//! What a panel may read and write, and what the window remembers that is no part of the session.

use super::facts::Facts;
use crate::briefing::stories::Comparison;
use crate::briefing::{Camera, Command, NewPlace, Scope, State, View};
use crate::geo::LatLon;
use crate::map::Palette;
use crate::notice::Notice;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All that a panel reads.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// What is shown.
    pub view: &'a View,
    /// Filter, selection, camera, theme.
    pub state: &'a State,
    /// What was worked out from the view once.
    pub facts: &'a Facts,
    /// The colours of the theme.
    pub palette: &'static Palette,
    /// Everything that was read; absent where a view is shown by itself.
    pub corpus: Option<&'a crate::briefing::Corpus>,
    /// What was skipped or guessed on the way.
    pub notices: &'a [Notice],
    /// Name of the folder or file that is shown.
    pub name: &'a str,
}

/// All that a panel writes.
#[derive(Debug, Default)]
pub struct Out {
    /// For the session.
    pub commands: Vec<Command>,
    /// For the window.
    pub wishes: Vec<Wish>,
}

impl Out {
    /// Asks the session for something.
    pub fn tell(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Asks the window for something.
    pub fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }
}

/// What a panel asks of the window rather than of the session.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Choose a folder to read.
    OpenFolder,
    /// Choose files to read.
    OpenFiles,
    /// Write the briefing to a file.
    Export,
    /// Put a picture of the map on the clipboard.
    CopyMap,
    /// Put words on the clipboard; the second is what to say about it.
    CopyText(String, String),
    /// Show a whole article, by its number.
    Article(u32),
    /// Show the story that holds an article, by its number.
    Story(u32),
    /// Stop reading.
    Cancel,
    /// Correct a mention, by article and number.
    Correct(u32, u32),
    /// Say why a mention means what it does, by article and number.
    Why(u32, u32),
    /// Count the articles that contain one of these names, for the new place.
    CountNames(Vec<String>),
    /// Write the reader's own layer to its file.
    SavePlaces,
    /// Write the stories that were split and merged to their file.
    SaveStories,
    /// Write the dates that were set to their file.
    SaveDates,
}

/// What the left panel lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Places and areas, by role.
    #[default]
    Places,
    /// What is reported, copies once.
    Stories,
    /// Outlets.
    Sources,
}

/// How far one step on the date axis goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One day.
    Day,
    /// One week, Monday to Sunday.
    Week,
    /// One month of the calendar.
    Month,
}

/// What moves while the dates play.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Both ends: a window of fixed length.
    #[default]
    Moving,
    /// The last day alone.
    Cumulative,
}

/// What is open above the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The keys.
    Keys,
    /// What was skipped or guessed.
    Notices,
    /// Names without a place of the gazetteer that can be meant.
    Unplaced,
    /// Articles without a date.
    Undated,
    /// The whole text of an article, by its number.
    Article(u32),
    /// The story that holds an article, by its number.
    Story(u32),
    /// What is known of the chosen place.
    Place,
    /// A place for the reader's own layer.
    NewPlace,
    /// What a mention means.
    Correct,
    /// Why it means that.
    Why,
}

/// Why a mention means what it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// Its words.
    pub surface: String,
    /// What they are doing, and what tells.
    pub kind: String,
    /// The candidates, each with its reasons; `None` where no layer knows the name.
    pub resolution: Option<crate::geoparse::Resolution>,
    /// A place that bears the name and is not believed to be meant.
    pub passed_over: Option<crate::gazetteer::FeatureRef>,
}

/// A new place while it is described.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Where.
    pub at: LatLon,
    /// What.
    pub place: NewPlace,
    /// Other spellings as they are typed, with commas.
    pub aliases: String,
    /// How many articles contain a name of it, once counted.
    pub named: Option<usize>,
    /// Nothing was typed yet.
    pub fresh: bool,
}

/// A correction while it is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fix {
    /// Which article.
    pub article: u32,
    /// Which of its mentions.
    pub mention: u32,
    /// Which candidate; `None` is "not a place".
    pub choice: Option<usize>,
    /// How far it reaches.
    pub scope: Scope,
    /// How many mentions each scope reaches.
    pub counts: [u32; 4],
}

/// What is typed as a focus, with the places called so: id, name, and what tells them apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FocusWords {
    /// The words.
    pub words: String,
    /// The places.
    pub found: Vec<(String, String, String)>,
}

/// What is being dragged on the date axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DateDrag {
    /// The whole range: the day it was held by, and the range then.
    Range(Date, (Date, Date)),
    /// A new range that began at this day.
    New(Date),
}

/// The map's own memory between frames.
#[derive(Default)]
pub struct MapLocal {
    /// walkers' centre, zoom and inertia.
    pub memory: walkers::MapMemory,
    /// The camera that the session and the memory agreed on last; `None` before the first frame.
    pub agreed: Option<Camera>,
    /// The first look and the size of the map that it was worked out for.
    pub home: Option<(egui::Vec2, Camera)>,
    /// Which symbol is under the pointer, by its number in the scene.
    pub hovered: Option<usize>,
    /// Where the pointer was when that was found out, on which view of the map: it is asked once for each.
    pub pointed: Option<(egui::Pos2, Camera, u64)>,
    /// Where the map flies to, and when it took off.
    pub flight: Option<Flight>,
    /// Where the map stood in the last frame.
    pub rect: Option<egui::Rect>,
}

/// A short move of the camera.
#[derive(Clone, Copy, Debug)]
pub struct Flight {
    /// From where.
    pub from: Camera,
    /// To where.
    pub to: Camera,
    /// Since when, seconds of the context's clock.
    pub since: f64,
}

/// What the window remembers that is no part of the session: never saved, never undone.
#[derive(Default)]
pub struct Local {
    /// What the left panel lists.
    pub tab: Tab,
    /// Sorted by name instead of by stories.
    pub by_name: bool,
    /// Words in the search field, if it is being typed into.
    pub search: Option<String>,
    /// How far a step goes; `None` until the reader chooses: the axis' length decides.
    pub unit: Option<Unit>,
    /// Whether the dates of the other basis are shown as a second lane.
    pub lane: bool,
    /// What moves while the dates play.
    pub mode: Mode,
    /// When the last step was played, seconds of the context's clock.
    pub playing: Option<f64>,
    /// What is typed into the field of the first day.
    pub from_text: Option<String>,
    /// What is typed into the field of the last day.
    pub to_text: Option<String>,
    /// What is dragged on the date axis.
    pub date_drag: Option<DateDrag>,
    /// What is open above the map.
    pub sheet: Option<Sheet>,
    /// Whether the folded list is unfolded for a moment.
    pub list_open: bool,
    /// Whether the reader is closed in a narrow window.
    pub reader_closed: bool,
    /// Whether the legend is open; `None` until the reader chooses: the map's width decides.
    pub legend: Option<bool>,
    /// The new place, while it is described.
    pub draft: Option<Draft>,
    /// The correction, while it is chosen.
    pub fix: Option<Fix>,
    /// The reasons that are shown.
    pub why: Option<Why>,
    /// What is typed as one more name of the chosen place.
    pub alias: String,
    /// What is typed as a focus.
    pub focus_words: Option<FocusWords>,
    /// The id of the place that the next click on the map moves.
    pub moving: Option<String>,
    /// What is typed as the date of the open article.
    pub article_date: Option<String>,
    /// The article of the open story whose words are shown.
    pub story_open: Option<u32>,
    /// Words in the field that looks for a story to merge with.
    pub merge_words: String,
    /// Articles held against each other, by their numbers; cleared when the view changes.
    pub compared: BTreeMap<(u32, u32), Arc<Comparison>>,
    /// The map's memory.
    pub map: MapLocal,
    /// Heights of the reader's cards that were measured, by number and width; cleared when the view changes.
    pub card_heights: BTreeMap<(usize, u32, bool), f32>,
    /// Set when the list must scroll to the selected row.
    pub scroll_list: bool,
    /// Set when the reader must scroll to the current card.
    pub scroll_reader: bool,
    /// A line said for a moment, and until when.
    pub said: Option<(String, f64)>,
    /// Set for one frame: put the cursor into the search field.
    pub focus_search: bool,
}

impl Local {
    /// Says a line at the bottom of the map for a few seconds.
    pub fn say(&mut self, now: f64, line: impl Into<String>) {
        self.said = Some((line.into(), now + 6.0));
    }
}
