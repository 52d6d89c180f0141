//! What the reader changes by hand: places of their own, and what a mention means. Plain data that turns into rows of
//! a layer and into verdicts; who applies it is [`super::Session`].

use crate::gazetteer::import::csv::feature_kind;
use crate::gazetteer::layers::Change;
use crate::gazetteer::{Entry as Row, FeatureClass, Gazetteer, NameKind, PlaceId};
use crate::geo::LatLon;
use crate::text::normalise::normalise;
use serde::{Deserialize, Serialize};

/// Name of the reader's own layer: the stem of its file, and what its ids begin with.
pub const MINE: &str = "my-places";

/// A place that stands in no gazetteer, as the reader describes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewPlace {
    /// Name to show.
    pub name: String,
    /// How else it is written.
    pub aliases: Vec<String>,
    /// A word such as "village" or "border crossing", or a class and code; a populated place when empty.
    pub kind: String,
    /// A remark.
    pub note: String,
    /// Where the reader has it from.
    pub source: String,
}

/// A change of the reader's own layer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// A place of its own, at a point.
    Add(String, NewPlace, LatLon),
    /// One more name for the place with an id.
    Alias(String, String),
    /// Another point for the place with an id.
    Move(String, LatLon),
    /// The place with an id is not to be found any more.
    Hide(String),
}

impl Edit {
    /// A new place under an id that the gazetteer does not have yet.
    pub(super) fn add(place: NewPlace, at: LatLon, gazetteer: &Gazetteer) -> Self {
        let base = format!("user:{MINE}/{}", normalise(&place.name).replace(' ', "-"));
        let free = |id: &String| gazetteer.by_id(&PlaceId(id.clone())).is_none();
        let ids = std::iter::once(base.clone()).chain((2u32..1000).map(|n| format!("{base}-{n}")));
        let id = ids.into_iter().find(free).unwrap_or(base);
        Self::Add(id, place, at)
    }

    /// The place it is about.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Add(id, ..) | Self::Alias(id, _) | Self::Move(id, _) | Self::Hide(id) => id,
        }
    }

    /// Names that are found anew because of it.
    pub(super) fn names(&self) -> Vec<String> {
        match self {
            Self::Add(_, place, _) => {
                std::iter::once(&place.name).chain(&place.aliases).map(|n| normalise(n)).collect()
            }
            Self::Alias(_, name) => vec![normalise(name)],
            Self::Move(..) | Self::Hide(_) => Vec::new(),
        }
    }
}

/// Lays edits over the rows of a layer: one row a place, in the order in which places first came up. What an edit
/// leaves open is taken from the gazetteer.
pub fn rows(mut rows: Vec<Change>, edits: &[Edit], gazetteer: &Gazetteer) -> Vec<Change> {
    let about = |row: &Change, id: &str| match row {
        Change::Add(e) => e.id.0 == id,
        Change::Alias(i, _) | Change::Hide(i) => i.0 == id,
    };
    for edit in edits {
        let id = edit.id();
        let known = rows.iter().position(|r| about(r, id));
        match edit {
            Edit::Add(_, place, at) => rows.push(Change::Add(Box::new(row(id, place, *at)))),
            Edit::Alias(_, name) => match known.and_then(|i| rows.get_mut(i)) {
                Some(Change::Add(e)) => e.add_name(name, NameKind::Alias),
                Some(Change::Alias(_, names)) => names.push(name.clone()),
                _ => rows.push(Change::Alias(PlaceId(id.to_owned()), vec![name.clone()])),
            },
            Edit::Move(_, to) => {
                if let Some(Change::Add(e)) = known.and_then(|i| rows.get_mut(i)) {
                    e.point = *to;
                    continue;
                }
                let Some(at) = gazetteer.by_id(&PlaceId(id.to_owned())) else { continue };
                let mut entry = gazetteer.entry(at);
                entry.point = *to;
                if let Some(Change::Alias(_, names)) = known.and_then(|i| rows.get(i)) {
                    names.iter().for_each(|n| entry.add_name(n, NameKind::Alias));
                }
                match known.and_then(|i| rows.get_mut(i)) {
                    Some(slot) => *slot = Change::Add(Box::new(entry)),
                    None => rows.push(Change::Add(Box::new(entry))),
                }
            }
            Edit::Hide(_) => {
                let own =
                    known.is_some_and(|i| matches!(rows.get(i), Some(Change::Add(e)) if e.id.0.starts_with("user:")));
                rows.retain(|r| !about(r, id));
                // A place of this very layer is gone with its row; one below must be hidden.
                if !own || gazetteer.by_id(&PlaceId(id.to_owned())).is_some() {
                    rows.push(Change::Hide(PlaceId(id.to_owned())));
                }
            }
        }
    }
    rows
}

fn row(id: &str, place: &NewPlace, at: LatLon) -> Row {
    let (class, code) = feature_kind(&place.kind).unwrap_or((FeatureClass::P, "PPL".to_owned()));
    let mut row = Row::new(id, place.name.trim(), at, class, &code);
    place.aliases.iter().for_each(|a| row.add_name(a, NameKind::Alias));
    place.note.trim().clone_into(&mut row.note);
    place.source.trim().clone_into(&mut row.source);
    row
}

/// How far a correction reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// This one mention.
    Mention,
    /// Every mention of the name in the article.
    #[default]
    Article,
    /// Every mention of the name in the outlet's articles.
    Outlet,
    /// Every mention of the name.
    Everywhere,
}

impl Scope {
    /// All, from the narrowest.
    pub const ALL: [Self; 4] = [Self::Mention, Self::Article, Self::Outlet, Self::Everywhere];

    /// Its words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Mention => "This mention",
            Self::Article => "This article",
            Self::Outlet => "This outlet",
            Self::Everywhere => "Everywhere",
        }
    }
}

/// What the reader said that a name means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// The name in normal form.
    pub name: String,
    /// Id of the article it was said in.
    pub article: String,
    /// Where in the article the name stands, bytes.
    pub start: u32,
    /// The article's outlet.
    pub outlet: Option<String>,
    /// How far it reaches.
    pub scope: Scope,
    /// The id of the place meant; `None` says that it is no place.
    pub place: Option<String>,
}

impl Correction {
    /// Whether it reaches a name in an article.
    pub(super) fn reaches(&self, article: &crate::text::Article, start: u32, name: &str) -> bool {
        if self.name != name {
            return false;
        }
        match self.scope {
            Scope::Mention => self.article == article.id && self.start == start,
            Scope::Article => self.article == article.id,
            Scope::Outlet => self.outlet == article.source,
            Scope::Everywhere => true,
        }
    }
}
