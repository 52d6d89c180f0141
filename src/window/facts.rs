//! What the panels need from a view again and again, worked out once when it changes.

use crate::briefing::{Corpus, MentionRef, Role, View};
use std::collections::BTreeMap;

/// A section of the list of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Points where it happens.
    Places,
    /// Areas where it happens.
    Areas,
    /// Governments that speak.
    Governments,
    /// Organisations named after a place.
    Organisations,
    /// Where it was filed from.
    From,
}

impl Section {
    /// All, in the order of the list.
    pub const ALL: [Self; 5] = [Self::Places, Self::Areas, Self::Governments, Self::Organisations, Self::From];

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Places => "Places",
            Self::Areas => "Areas",
            Self::Governments => "Governments speaking",
            Self::Organisations => "Organisations",
            Self::From => "Reported from",
        }
    }

    /// The section of a role.
    pub fn of(role: Role, area: bool) -> Self {
        match (role, area) {
            (Role::Event, false) => Self::Places,
            (Role::Event, true) => Self::Areas,
            (Role::Government, _) => Self::Governments,
            (Role::Organisation, _) => Self::Organisations,
            (Role::From, _) => Self::From,
        }
    }
}

/// One line of the list of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListRow {
    /// A heading.
    Heading(Section),
    /// A place, by its number in the view.
    Place(usize),
}

/// A story: its first article and how many copies it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Story {
    /// Number of the article that stands for it.
    pub article: u32,
    /// Its articles that are shown.
    pub articles: u32,
    /// Of these, copies of another.
    pub copies: u32,
}

/// Worked out from a view once.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Counts up with each view, so that what is derived elsewhere knows when it is stale.
    pub generation: u64,
    /// Lines of the list, by stories.
    pub rows: Vec<ListRow>,
    /// Lines of the list, by name.
    pub rows_by_name: Vec<ListRow>,
    /// The place of each mention that is shown, by its number in the view.
    pub place_of: BTreeMap<MentionRef, usize>,
    /// Stories that are shown, newest first.
    pub stories: Vec<Story>,
    /// How many places are drawn as areas or points (all roles but "reported from").
    pub placed: usize,
}

impl Facts {
    /// Works out everything from a view.
    pub fn new(generation: u64, view: &View, corpus: Option<&Corpus>) -> Self {
        let mut place_of = BTreeMap::new();
        for (i, place) in view.places.iter().enumerate() {
            for &mention in &place.mentions {
                place_of.insert(mention, i);
            }
        }
        let mut by_name: Vec<usize> = (0..view.places.len()).collect();
        by_name.sort_by(|&a, &b| {
            let key = |i: usize| view.places.get(i).map(|p| (p.name.to_lowercase(), p.key.clone()));
            key(a).cmp(&key(b))
        });
        let mut events: Vec<&str> =
            view.places.iter().filter(|p| p.key.role != Role::From).map(|p| p.key.place.as_str()).collect();
        events.sort_unstable();
        events.dedup();
        Self {
            generation,
            rows: rows(view, 0..view.places.len()),
            rows_by_name: rows(view, by_name),
            stories: stories(view, corpus),
            placed: events.len(),
            place_of,
        }
    }

    /// Role of a mention that is shown.
    pub fn role_of(&self, view: &View, mention: MentionRef) -> Option<Role> {
        view.places.get(*self.place_of.get(&mention)?).map(|p| p.key.role)
    }
}

/// Headings and places, section by section.
fn rows(view: &View, order: impl IntoIterator<Item = usize>) -> Vec<ListRow> {
    let order: Vec<usize> = order.into_iter().collect();
    let mut rows = Vec::with_capacity(order.len() + Section::ALL.len());
    for section in Section::ALL {
        let first = rows.len();
        for &i in &order {
            if view.places.get(i).is_some_and(|p| Section::of(p.key.role, p.area) == section) {
                rows.push(ListRow::Place(i));
            }
        }
        if rows.len() > first {
            rows.insert(first, ListRow::Heading(section));
        }
    }
    rows
}

/// The stories of the articles that are shown, newest first.
fn stories(view: &View, corpus: Option<&Corpus>) -> Vec<Story> {
    let Some(corpus) = corpus else { return Vec::new() };
    let mut found: BTreeMap<u32, (Option<jiff::civil::Date>, Story)> = BTreeMap::new();
    for article in &view.articles {
        let Some(entry) = corpus.entries.get(article.0 as usize) else { continue };
        let date = entry.article.published.as_ref().map(|d| d.earliest);
        let new = (date, Story { article: entry.story, articles: 0, copies: 0 });
        let (first, story) = found.entry(entry.story).or_insert(new);
        *first = (*first).into_iter().chain(date).min();
        story.articles += 1;
        story.copies += u32::from(entry.copy_of.is_some());
    }
    let mut stories: Vec<_> = found.into_values().collect();
    stories.sort_by_key(|&(date, story)| (std::cmp::Reverse(date), story.article));
    stories.into_iter().map(|s| s.1).collect()
}
