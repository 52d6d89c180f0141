//! Everything a panel, a key or a command-line flag can ask for.

use super::stories::Limits;
use super::{Basis, Camera, NewPlace, PlaceKey, Scope, Theme};
use crate::geo::{Bounds, LatLon};
use crate::geoparse::{Band, Kind};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A wish. [`super::Session::apply`] carries it out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Choose a place (in map, list or text), or nothing.
    Select(Option<PlaceKey>),
    /// Choose one excerpt of the selected place by its number, 0-based; clamped.
    SelectExcerpt(usize),
    /// Choose a mention in an article: selects its place and that excerpt.
    SelectMention {
        /// Number of the article in the corpus.
        article: u32,
        /// Number of the mention in the article.
        mention: u32,
    },
    /// Show only these days; `None` is open.
    SetDates {
        /// First day.
        from: Option<Date>,
        /// Last day.
        to: Option<Date>,
    },
    /// Move both ends of the date range by so many days, its length kept.
    StepDates(i32),
    /// Let the days be those of publication, or of the events told.
    SetBasis(Basis),
    /// Show only articles that contain these words.
    Search(String),
    /// Show or hide an outlet.
    ToggleSource(String),
    /// Show or hide a kind.
    ToggleKind(Kind),
    /// Show or hide a certainty.
    ToggleBand(Band),
    /// Only mentions within, or everywhere.
    SetBounds(Option<Bounds>),
    /// Prefer places in or near those with these ids; none prefers nothing. See [`super::Session::rereading`].
    SetFocus(Vec<String>),
    /// Drop every filter.
    ClearFilters,
    /// Move the map.
    MoveCamera(Camera),
    /// Fit all that is shown.
    FitAll,
    /// Light or dark.
    SetTheme(Theme),
    /// The briefing's title.
    SetTitle(Option<String>),
    /// Put a place that stands in no gazetteer on the reader's own layer.
    AddPlace(NewPlace, LatLon),
    /// Give the place with an id one more name.
    AddAlias(String, String),
    /// Put the place with an id somewhere else.
    MovePlace(String, LatLon),
    /// Let the place with an id be found no more.
    HidePlace(String),
    /// Say what a mention means.
    Correct {
        /// Number of the article in the corpus.
        article: u32,
        /// Number of the mention in the article.
        mention: u32,
        /// Which mentions of the name besides.
        scope: Scope,
        /// Id of the place meant; `None` says that it is no place.
        place: Option<String>,
    },
    /// Give the article with a number a date; `None` is the one that was read.
    DateArticle(u32, Option<(Date, Date)>),
    /// Make the article with a number a story of its own.
    SplitStory(u32),
    /// Make one story of those that hold two articles, by their numbers.
    MergeStories(u32, u32),
    /// How alike copies and the articles of a story are, at least.
    SetLimits(Limits),
    /// Take back the last change of data or filter.
    Undo,
    /// Do it again.
    Redo,
}
