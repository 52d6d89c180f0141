//! Plain data for whoever draws: the window, the briefing page and the exports read the same [`View`].

use super::Basis;
use crate::gazetteer::{FeatureRef, Gazetteer};
use crate::geo::{Bounds, LatLon};
use crate::geoparse::{Band, Kind, Mention};
use crate::text::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Number of an article in the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleRef(pub u32);

/// A mention by article and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MentionRef {
    /// Which article.
    pub article: ArticleRef,
    /// Which of its mentions.
    pub mention: u32,
}

/// What a place does in the news; each role is its own symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It happens here (kinds place and demonym).
    Event,
    /// A government speaks.
    Government,
    /// An organisation named after it acts.
    Organisation,
    /// It was filed from here.
    From,
}

impl Role {
    /// The role of a kind that carries a place.
    pub fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Place | Kind::Demonym => Self::Event,
            Kind::Government => Self::Government,
            Kind::Organisation => Self::Organisation,
            Kind::Dateline => Self::From,
            Kind::Person | Kind::Other => return None,
        })
    }
}

/// A place in one role: what can be selected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PlaceKey {
    /// Stable id of the feature (`gn:…`).
    pub place: String,
    /// In which role.
    pub role: Role,
}

impl PlaceKey {
    /// The place and role of a mention; `None` when it carries no place.
    pub fn of(mention: &Mention, gazetteer: &Gazetteer) -> Option<Self> {
        let role = Role::of(mention.kind)?;
        let resolution = mention.resolution.as_ref()?;
        Some(Self { place: gazetteer.id(resolution.place).0, role })
    }
}

/// Numbers that always say what they count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Occurrences in the text.
    pub mentions: u32,
    /// Articles that name it.
    pub articles: u32,
    /// Stories: copies count once.
    pub stories: u32,
    /// Outlets.
    pub sources: u32,
}

/// One row of the list of places, one symbol of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceEntry {
    /// What to select.
    pub key: PlaceKey,
    /// Where it stands in the gazetteer.
    pub feature: FeatureRef,
    /// Name to show.
    pub name: String,
    /// What stands behind the name: "Afghanistan", or "country", "region" for areas.
    pub detail: String,
    /// Whole chain: "City · Kunduz Province, Afghanistan".
    pub chain: String,
    /// Label point.
    pub point: LatLon,
    /// Drawn as an area.
    pub area: bool,
    /// Best certainty of its mentions.
    pub band: Band,
    /// How much names it, of what is shown.
    pub count: Count,
    /// Its mentions, by date and article.
    pub mentions: Vec<MentionRef>,
}

/// A sentence or two that name the place.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// The mention it is shown for.
    pub mention: MentionRef,
    /// Outlet.
    pub source: String,
    /// Headline.
    pub title: String,
    /// Date or interval in words: "2026-05-12", "2026-05-10 to 05-14", "undated".
    pub date: String,
    /// When what it tells happened, where its sentence says so: "1989", "2021-07", "2021-07-30 to 08-10".
    pub event: Option<String>,
    /// Where the excerpt stands in the article's text.
    pub span: Span,
    /// The words, white space folded to single blanks.
    pub text: String,
    /// Byte ranges of `text` that name the selected place.
    pub marks: Vec<std::ops::Range<usize>>,
    /// Byte ranges of `text` that name other places, with the mention behind each.
    pub others: Vec<(std::ops::Range<usize>, MentionRef)>,
    /// How sure.
    pub band: Band,
    /// Why it is placed here, in words.
    pub why: String,
    /// Runners-up by name.
    pub alternatives: Vec<String>,
    /// Further articles with the same words (copies).
    pub copies: u32,
    /// Further mentions of the same place within these words.
    pub also: Vec<MentionRef>,
}

/// One article on the date axis; by the dates of events, once for each date it tells.
#[derive(Clone, Debug, PartialEq)]
pub struct DayItem {
    /// Which.
    pub article: ArticleRef,
    /// First and last day it may belong to.
    pub span: (Date, Date),
    /// Whether it names the selected place.
    pub selected: bool,
    /// Whether it lies within the chosen range.
    pub inside: bool,
}

/// One column of the histogram.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Articles of exactly this day.
    pub exact: u32,
    /// Of these, the ones that name the selected place.
    pub selected: u32,
    /// Articles whose interval covers it.
    pub uncertain: u32,
}

/// One symbol of the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Symbol {
    /// What it stands for.
    pub key: PlaceKey,
    /// Where it stands in the gazetteer (for outlines).
    pub feature: FeatureRef,
    /// Where.
    pub point: LatLon,
    /// Drawn as an area.
    pub area: bool,
    /// Certainty: filled, open, dotted.
    pub band: Band,
    /// Stories: its size.
    pub stories: u32,
    /// Which stories, ascending: symbols that stand too close are counted together without doubles.
    pub story_ids: Vec<u32>,
    /// What is written on it: the number of stories in the window, the entry's number or letter on a page.
    pub number: String,
    /// Its label.
    pub label: String,
    /// ISO code when it is a present country (its outline is the country's).
    pub country: Option<String>,
    /// `CC.xx` admin-1 code when it is a first-level division.
    pub admin1: Option<String>,
    /// Member countries and divisions when it is a region made of them.
    pub members: Vec<String>,
    /// About half its extent, km.
    pub radius_km: f32,
    /// Rings of a shape of the reader's own; the last point of each is joined to its first. Other areas have the map's.
    pub rings: Vec<Vec<LatLon>>,
}

/// What the map shows besides its base.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// In the view's order of places.
    pub symbols: Vec<Symbol>,
    /// Index of the selected one.
    pub selected: Option<usize>,
    /// Index of the one under the pointer.
    pub hovered: Option<usize>,
}

/// All that a window or a page shows, computed once for a state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Title of window and page.
    pub title: String,
    /// Places and areas in all roles; events first, by stories, then name.
    pub places: Vec<PlaceEntry>,
    /// Index of the selected place.
    pub selected: Option<usize>,
    /// Excerpts of the selected place, by date.
    pub excerpts: Vec<Excerpt>,
    /// Index of the current excerpt.
    pub excerpt: usize,
    /// The map's symbols.
    pub scene: Scene,
    /// What all of it fits into.
    pub bounds: Option<Bounds>,
    /// Which dates the axis, the range and the items are.
    pub basis: Basis,
    /// First and last day of the axis; `None` when nothing is dated. By the dates of events it holds most of them, and
    /// whatever range is chosen.
    pub axis: Option<(Date, Date)>,
    /// First and last day of all items, on the axis or not.
    pub reach: Option<(Date, Date)>,
    /// Every dated article that passes the filters other than dates; by the dates of events, every date that its
    /// mentions have.
    pub items: Vec<DayItem>,
    /// Items that lie wholly before and after the axis.
    pub beyond: (u32, u32),
    /// The same articles by the other basis.
    pub lane: Vec<DayItem>,
    /// Articles that are shown, ascending.
    pub articles: Vec<ArticleRef>,
    /// Histogram over the axis, one column a day.
    pub days: Vec<Day>,
    /// Articles without a date (that pass the other filters); by the dates of events, those of which no mention has one.
    pub undated: Vec<ArticleRef>,
    /// Place names that stand in no layer, with their mentions, by name.
    pub unplaced: Vec<(String, Vec<MentionRef>)>,
    /// What is shown.
    pub shown: Count,
    /// What there is.
    pub total: Count,
    /// Every outlet with its number of articles, by name.
    pub sources: Vec<(String, u32)>,
    /// The filter in words: "5 to 16 July 2026 · places and areas".
    pub filter_words: String,
    /// Names of the places that are preferred.
    pub focus: Vec<String>,
    /// Name of the next undo and redo.
    pub undo: Option<String>,
    /// Name of the next redo.
    pub redo: Option<String>,
}
