//! State, and the one place where it changes.

use super::again::{self, Difference, Outcome};
use super::build::{Index, build, excerpts};
use super::focus::{Reread, Rereading};
use super::redate::{self, AsRead, DateEdit};
use super::stories::{self, ArticleKey, Grouping, Limits, StoryEdit};
use super::{Command, Corpus, Correction, Edit, Excerpt, Filter, PlaceEntry, PlaceKey, Theme, View, words};
use crate::gazetteer::{FeatureRef, Gazetteer, PlaceId};
use crate::geo::LatLon;
use crate::geoparse::{Band, Kind};
use crate::text::normalise::normalise;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where the map looks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// What stands in the middle.
    pub centre: LatLon,
    /// log2 of the world's width over 256 points.
    pub zoom: f64,
}

/// All that a session is besides its corpus: serialisable, so that a bug report is a session file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// What is shown.
    pub filter: Filter,
    /// The chosen place.
    pub selected: Option<PlaceKey>,
    /// Number of the chosen excerpt of the chosen place.
    pub excerpt: usize,
    /// Where the map looks; `None` means "fit all that is shown".
    pub camera: Option<Camera>,
    /// Light, dark or print.
    pub theme: Theme,
    /// The briefing's title, where the reader set one.
    pub title: Option<String>,
    /// What the reader changed in their own layer, first to last.
    pub edits: Vec<Edit>,
    /// What the reader said that names mean, first to last.
    pub corrections: Vec<Correction>,
    /// Stories that the reader split and merged, first to last.
    pub story_edits: Vec<StoryEdit>,
    /// How alike copies and the articles of a story are, at least.
    pub limits: Limits,
    /// Dates that the reader gave articles, first to last.
    pub date_edits: Vec<DateEdit>,
    /// Ids of the places that names are looked for in or near first.
    pub focus: Vec<String>,
}

/// What undo takes back: the part of the state that decides what is shown, with the name of what changed it.
#[derive(Clone, Debug)]
struct Step {
    name: String,
    filter: Filter,
    title: Option<String>,
    edits: Vec<Edit>,
    corrections: Vec<Correction>,
    story_edits: Vec<StoryEdit>,
    limits: Limits,
    date_edits: Vec<DateEdit>,
    focus: Vec<String>,
}

impl Step {
    fn of(name: String, state: &State) -> Self {
        Self {
            name,
            filter: state.filter.clone(),
            title: state.title.clone(),
            edits: state.edits.clone(),
            corrections: state.corrections.clone(),
            story_edits: state.story_edits.clone(),
            limits: state.limits,
            date_edits: state.date_edits.clone(),
            focus: state.focus.clone(),
        }
    }
}

/// The longest way back.
const UNDO_STEPS: usize = 200;

/// A corpus with a state, and the way back.
pub struct Session {
    /// What was read.
    pub corpus: Arc<Corpus>,
    /// What is shown of it.
    pub state: State,
    index: Index,
    /// The gazetteer without the reader's edits of this session.
    base: Arc<Gazetteer>,
    /// The groups before the reader split or merged any.
    groups: Vec<Grouping>,
    /// Dates as they were read, of the articles that the reader gave another.
    as_read: BTreeMap<u32, AsRead>,
    outcome: Option<Outcome>,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl Session {
    /// A fresh session that shows everything.
    pub fn new(corpus: Arc<Corpus>) -> Self {
        let index = Index::new(&corpus);
        let base = Arc::clone(&corpus.gazetteer);
        let groups = corpus.entries.iter().map(|e| Grouping { story: e.story, copy_of: e.copy_of }).collect();
        let (undo, redo) = (Vec::new(), Vec::new());
        let focus = corpus.focus.iter().map(|&f| base.id(f).0).collect();
        Self {
            corpus,
            state: State { focus, ..State::default() },
            index,
            base,
            groups,
            as_read: BTreeMap::new(),
            outcome: None,
            undo,
            redo,
        }
    }

    /// All that a window or a page shows of the present state. Costs time in proportion to the corpus: keep it until
    /// [`Session::apply`] says that something changed.
    pub fn view(&self) -> View {
        let mut view = build(&self.corpus, &self.index, &self.state);
        view.focus = self.focus().iter().map(|&f| self.base.feature(f).name.to_owned()).collect();
        view.undo = self.undo.last().map(|s| s.name.clone());
        view.redo = self.redo.last().map(|s| s.name.clone());
        view
    }

    /// The excerpts of a place of the present view, by date, without selecting it.
    pub fn excerpts(&self, place: &PlaceEntry) -> Vec<Excerpt> {
        excerpts(&self.corpus, place)
    }

    /// The gazetteer without the reader's edits of this session.
    pub fn base(&self) -> &Arc<Gazetteer> {
        &self.base
    }

    /// What the last change by hand did to mentions, once.
    pub fn take_outcome(&mut self) -> Option<Outcome> {
        self.outcome.take()
    }

    /// How many articles contain one of these names.
    pub fn naming(&self, names: &[String]) -> usize {
        let names: Vec<String> =
            names.iter().map(|n| normalise(n)).filter(|n| !n.is_empty()).map(|n| format!(" {n} ")).collect();
        self.index.haystacks().iter().filter(|hay| names.iter().any(|n| hay.contains(n.as_str()))).count()
    }

    /// Carries out a command. Returns whether anything changed.
    pub fn apply(&mut self, command: Command) -> bool {
        let before = self.state.clone();
        let name = self.carry_out(command);
        self.resolve_again(&before);
        self.group_again(&before);
        self.date_again(&before);
        if self.state == before {
            return name.is_some_and(|n| n == MOVED_IN_TIME);
        }
        if let Some(name) = name.filter(|n| n != MOVED_IN_TIME) {
            // Typing a search or dragging a handle is one step, not one a letter or a pixel.
            let same = self.undo.last().is_some_and(|s| s.name == name && name.starts_with(RUNNING));
            if !same {
                self.undo.push(Step::of(name, &before));
                if self.undo.len() > UNDO_STEPS {
                    self.undo.remove(0);
                }
            }
            self.redo.clear();
        }
        true
    }

    /// Changes the state; returns the name of the change where undo should take it back.
    fn carry_out(&mut self, command: Command) -> Option<String> {
        let state = &mut self.state;
        match command {
            Command::Select(key) => {
                if state.selected != key {
                    state.excerpt = 0;
                }
                state.selected = key;
                None
            }
            Command::SelectExcerpt(n) => {
                state.excerpt = n;
                None
            }
            Command::SelectMention { article, mention } => {
                self.select_mention(article, mention);
                None
            }
            Command::SetDates { from, to } => {
                let (from, to) = match (from, to) {
                    (Some(a), Some(b)) if a > b => (Some(b), Some(a)),
                    other => other,
                };
                (state.filter.from, state.filter.to) = (from, to);
                Some(format!("{RUNNING}dates"))
            }
            Command::StepDates(days) => {
                let by = jiff::Span::new().try_days(days).ok()?;
                let shift = |d: Option<jiff::civil::Date>| d.map(|d| d.checked_add(by).unwrap_or(d));
                (state.filter.from, state.filter.to) = (shift(state.filter.from), shift(state.filter.to));
                Some(format!("{RUNNING}dates"))
            }
            Command::SetBasis(basis) => {
                state.filter.basis = basis;
                Some(format!("days by {} date", basis.word()))
            }
            Command::Search(words) => {
                state.filter.search = words;
                Some(format!("{RUNNING}search"))
            }
            Command::ToggleSource(source) => {
                let all: BTreeSet<String> = self.index.sources().map(str::to_owned).collect();
                toggle(&mut state.filter.sources, &all, source.clone());
                Some(format!("outlet {source}"))
            }
            Command::ToggleKind(kind) => {
                toggle(&mut state.filter.kinds, &Kind::PLACED.into_iter().collect(), kind);
                Some(format!("kind {}", kind.word()))
            }
            Command::ToggleBand(band) => {
                let all = [Band::High, Band::Check, Band::Guess].into_iter().collect();
                toggle(&mut state.filter.bands, &all, band);
                Some(format!("certainty {}", band.word()))
            }
            Command::SetBounds(bounds) => {
                state.filter.bounds = bounds;
                Some("part of the map".into())
            }
            Command::SetFocus(ids) => {
                let mut focus: Vec<String> = Vec::new();
                for id in ids {
                    if !focus.contains(&id) && self.base.by_id(&PlaceId(id.clone())).is_some() {
                        focus.push(id);
                    }
                }
                state.focus = focus;
                Some(self.focus_words())
            }
            Command::ClearFilters => {
                // What the days are hides nothing: it stays.
                state.filter = Filter { basis: state.filter.basis, ..Filter::default() };
                Some("clear filters".into())
            }
            Command::MoveCamera(camera) => {
                state.camera = Some(camera);
                None
            }
            Command::FitAll => {
                state.camera = None;
                None
            }
            Command::SetTheme(theme) => {
                state.theme = theme;
                None
            }
            Command::SetTitle(title) => {
                state.title = title.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
                Some(format!("{RUNNING}title"))
            }
            Command::AddPlace(place, at) => {
                if normalise(&place.name).is_empty() {
                    return None;
                }
                let name = format!("new place {}", place.name.trim());
                state.edits.push(Edit::add(place, rounded(at), &self.corpus.gazetteer));
                Some(name)
            }
            Command::AddAlias(id, alias) => {
                let alias = alias.trim().to_owned();
                let known = self.name_of(&id)?;
                if normalise(&alias).is_empty() {
                    return None;
                }
                let name = format!("{alias} as a name of {known}");
                self.state.edits.push(Edit::Alias(id, alias));
                Some(name)
            }
            Command::MovePlace(id, to) => {
                let name = format!("move {}", self.name_of(&id)?);
                self.state.edits.push(Edit::Move(id, rounded(to)));
                Some(name)
            }
            Command::HidePlace(id) => {
                let name = format!("hide {}", self.name_of(&id)?);
                if self.state.selected.as_ref().is_some_and(|s| s.place == id) {
                    self.state.selected = None;
                }
                self.state.edits.push(Edit::Hide(id));
                Some(name)
            }
            Command::Correct { article, mention, scope, place } => {
                let entry = self.corpus.entries.get(article as usize)?;
                let span = entry.mentions.get(mention as usize)?.span;
                let surface = span.of(&entry.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
                let correction = Correction {
                    name: normalise(&surface),
                    article: entry.article.id.clone(),
                    start: span.start,
                    outlet: entry.article.source.clone(),
                    scope,
                    place,
                };
                let meant = match &correction.place {
                    Some(id) => self.name_of(id)?,
                    None => "not a place".to_owned(),
                };
                self.state.corrections.push(correction);
                Some(format!("{surface} → {meant}"))
            }
            Command::DateArticle(article, days) => {
                let entry = self.corpus.entries.get(article as usize)?;
                let days = days.map(|(a, b)| (a.min(b), a.max(b)));
                let name = match days {
                    Some((a, b)) if a == b => format!("date “{}” {a}", self.title_of(article)?),
                    Some((a, b)) => format!("date “{}” {a} to {b}", self.title_of(article)?),
                    None => format!("the date read for “{}”", self.title_of(article)?),
                };
                self.state.date_edits.push(DateEdit { article: ArticleKey::of(&entry.article), days });
                Some(name)
            }
            Command::SplitStory(article) => {
                let entry = self.corpus.entries.get(article as usize)?;
                let story = |e: &&super::Entry| e.story == entry.story;
                if self.corpus.entries.iter().filter(story).count() < 2 {
                    return None;
                }
                let name = format!("split off “{}”", self.title_of(article)?);
                self.state.story_edits.push(StoryEdit::Split(ArticleKey::of(&entry.article)));
                Some(name)
            }
            Command::MergeStories(into, other) => {
                let at = |n: u32| self.corpus.entries.get(n as usize);
                let (a, b) = (at(into)?, at(other)?);
                if a.story == b.story {
                    return None;
                }
                let name = format!("merge “{}” with “{}”", self.title_of(other)?, self.title_of(into)?);
                self.state.story_edits.push(StoryEdit::Merge(ArticleKey::of(&a.article), ArticleKey::of(&b.article)));
                Some(name)
            }
            Command::SetLimits(limits) => {
                let within = |n: f32| if n.is_nan() { 1.0 } else { n.clamp(0.0, 1.0) };
                state.limits = Limits { copy: within(limits.copy), story: within(limits.story) };
                Some(format!("{RUNNING}how alike stories are"))
            }
            Command::Undo => Self::travel(&mut self.state, &mut self.undo, &mut self.redo),
            Command::Redo => Self::travel(&mut self.state, &mut self.redo, &mut self.undo),
        }
    }

    /// Stories split and merged in an earlier session; no step of this one.
    pub fn remember_stories(&mut self, edits: Vec<StoryEdit>) {
        let before = self.state.clone();
        self.state.story_edits = edits;
        self.group_again(&before);
    }

    /// Dates given in an earlier session; no step of this one.
    pub fn remember_dates(&mut self, edits: Vec<DateEdit>) {
        let before = self.state.clone();
        self.state.date_edits = edits;
        self.date_again(&before);
    }

    /// Brings the dates of articles to what the reader's edits now say. Stories stay as they are.
    fn date_again(&mut self, before: &State) {
        if before.date_edits == self.state.date_edits {
            return;
        }
        let entries = &mut Arc::make_mut(&mut self.corpus).entries;
        let touched = redate::again(entries, &mut self.as_read, &before.date_edits, &self.state.date_edits);
        self.index.renew(&self.corpus, &touched);
    }

    /// Brings the stories to what the thresholds and the reader's edits now say.
    fn group_again(&mut self, before: &State) {
        let state = &self.state;
        if before.story_edits == state.story_edits && before.limits == state.limits {
            return;
        }
        if before.limits != state.limits {
            self.groups = stories::of_entries(&self.corpus.entries, &state.limits.thresholds());
        }
        let groups = stories::apply(&self.corpus.entries, &self.groups, &state.story_edits);
        stories::write(&mut Arc::make_mut(&mut self.corpus).entries, &groups);
    }

    /// What is to be preferred. Places of the reader's own edits are none: a beat is a part of the world.
    fn focus(&self) -> Vec<FeatureRef> {
        self.state.focus.iter().filter_map(|id| self.base.by_id(&PlaceId(id.clone()))).collect()
    }

    /// "focus on Central Asia", "no focus".
    pub fn focus_words(&self) -> String {
        let names: Vec<&str> = self.focus().iter().map(|&f| self.base.feature(f).name).collect();
        if names.is_empty() { "no focus".to_owned() } else { format!("focus on {}", words::list(&names)) }
    }

    /// What must be read anew because the focus is another than that by which the articles were read. It takes as long as
    /// linking did: run it, on another thread where that is long, and give the result to [`Session::take_in`].
    pub fn rereading(&self) -> Option<Rereading> {
        let focus = self.focus();
        (focus != self.corpus.focus).then(|| Rereading {
            corpus: Arc::clone(&self.corpus),
            focus,
            corrections: self.state.corrections.clone(),
        })
    }

    /// Takes in what was read anew, unless the corpus or the focus has changed since; says whether it did.
    pub fn take_in(&mut self, reread: Reread) -> bool {
        if !Arc::ptr_eq(&reread.from, &self.corpus) || reread.corpus.focus != self.focus() {
            return false;
        }
        self.corpus = Arc::new(reread.corpus);
        self.index = Index::new(&self.corpus);
        self.outcome = Some(reread.outcome);
        true
    }

    /// Reads anew what must be, here and now.
    pub fn settle(&mut self) {
        if let Some(reread) = self.rereading().and_then(|r| r.run(&|_| true)) {
            self.take_in(reread);
        }
    }

    /// Goes back to the focus by which the articles were read.
    pub fn keep_focus(&mut self) {
        self.state.focus = self.corpus.focus.iter().map(|&f| self.base.id(f).0).collect();
    }

    /// What an article is called, cut to what a line holds.
    fn title_of(&self, article: u32) -> Option<String> {
        let label = self.corpus.entries.get(article as usize)?.article.label();
        let short: String = label.chars().take(40).collect();
        Some(if short.len() < label.len() { format!("{}…", short.trim_end()) } else { short })
    }

    fn name_of(&self, id: &str) -> Option<String> {
        let gazetteer = &self.corpus.gazetteer;
        gazetteer.by_id(&PlaceId(id.to_owned())).map(|at| gazetteer.feature(at).name.to_owned())
    }

    /// Brings the mentions to what the reader's edits and corrections now say.
    fn resolve_again(&mut self, before: &State) {
        let after = (&*self.state.edits, &*self.state.corrections);
        let Some(difference) = Difference::between((&before.edits, &before.corrections), after) else { return };
        let corpus = Arc::make_mut(&mut self.corpus);
        let old = Arc::clone(&corpus.gazetteer);
        if before.edits != self.state.edits {
            corpus.gazetteer = again::gazetteer(&self.base, &self.state.edits);
        }
        let (outcome, touched) = again::resolve(
            corpus,
            self.index.haystacks(),
            &old,
            self.base.depth(),
            &difference,
            &self.state.corrections,
        );
        self.index.renew(&self.corpus, &touched);
        self.outcome = Some(outcome);
    }

    /// Takes the last step of `from`, and leaves the way back in `to`.
    fn travel(state: &mut State, from: &mut Vec<Step>, to: &mut Vec<Step>) -> Option<String> {
        let step = from.pop()?;
        to.push(Step::of(step.name, state));
        state.filter = step.filter;
        state.title = step.title;
        state.edits = step.edits;
        state.corrections = step.corrections;
        state.story_edits = step.story_edits;
        state.limits = step.limits;
        state.date_edits = step.date_edits;
        state.focus = step.focus;
        Some(MOVED_IN_TIME.into())
    }

    fn select_mention(&mut self, article: u32, mention: u32) {
        let found = self.corpus.entries.get(article as usize).and_then(|e| e.mentions.get(mention as usize));
        let Some(key) = found.and_then(|m| PlaceKey::of(m, &self.corpus.gazetteer)) else { return };
        self.state.selected = Some(key);
        self.state.excerpt = 0;
        let view = build(&self.corpus, &self.index, &self.state);
        let is_it = |m: &super::MentionRef| m.article.0 == article && m.mention == mention;
        self.state.excerpt =
            view.excerpts.iter().position(|e| is_it(&e.mention) || e.also.iter().any(is_it)).unwrap_or(0);
    }
}

/// Begins the names of changes that run on while the reader types or drags.
const RUNNING: &str = "change ";
/// What undo and redo call themselves: they are no step of their own.
const MOVED_IN_TIME: &str = "moved in time";

/// Shows or hides one of `all`, where the empty set stands for all of them.
fn toggle<T: Ord + Clone>(set: &mut BTreeSet<T>, all: &BTreeSet<T>, item: T) {
    if set.is_empty() {
        set.clone_from(all);
    }
    if !set.remove(&item) {
        set.insert(item);
    }
    // Hiding the last one would show nothing and say nothing: back to all. All shown is the empty set again.
    if set.len() == all.len() {
        set.clear();
    }
}

/// A point to the hundred-thousandth of a degree, about a metre: no hand on a map means more.
fn rounded(at: LatLon) -> LatLon {
    let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
    LatLon::wrapped(round(at.lat()), round(at.lon()))
}
