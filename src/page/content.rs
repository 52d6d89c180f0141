//! What a page says, before anything is measured: numbers and letters, key entries with their quotations, what else
//! is on the map, and what the credits must name. Plain data; no egui.

use super::{Sheet, crowd};
use crate::briefing::words::list;
use crate::briefing::{Excerpt, Filter, PlaceEntry, PlaceKey, Role, Scene, Session, Symbol, View};
use crate::geoparse::{Band, Kind};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Layers that are the program's own: the map's credit names their sources already.
const OWN_LAYERS: [&str; 2] = ["world", "supplement"];
/// Key entries that get a quotation; a page shows as many of them as it has room for.
const QUOTED: usize = 12;

/// How many marks a page can explain: a number that stands in no list explains nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// Places that get a number of their own; further ones are small dots.
    pub numbers: usize,
    /// Areas that get a letter of their own; further ones are only counted.
    pub letters: usize,
}

/// A quotation: the words and where in them the place is named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// The words as the source has them.
    pub text: String,
    /// Byte ranges of `text` that name the place.
    pub marks: Vec<std::ops::Range<usize>>,
    /// "Pamir Gazette, 2021-07-13".
    pub source: String,
}

/// A place, area or speaker with what the page says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number or letter; empty for what has none (governments, organisations).
    pub mark: String,
    /// Colour and shape.
    pub role: Role,
    /// Drawn as an area.
    pub area: bool,
    /// How sure.
    pub band: Band,
    /// Name, with what tells it from another of the same name.
    pub name: String,
    /// Stories that name it.
    pub stories: u32,
    /// Index of its symbol in the scene.
    pub symbol: usize,
    /// One quotation, for those that may stand in the key.
    pub quote: Option<Quote>,
}

/// All that a page says.
#[derive(Clone, Debug)]
pub struct Content {
    /// The largest line.
    pub title: String,
    /// The filter in words, with what is hidden.
    pub filter: String,
    /// What is shown.
    pub view: View,
    /// First and last day chosen.
    pub range: (Option<Date>, Option<Date>),
    /// The map's symbols, numbered for the key.
    pub scene: Scene,
    /// Places by number, then areas by letter, then governments, then organisations, then reported-from.
    pub entries: Vec<Entry>,
    /// Drawn as dots without a number.
    pub dots: usize,
    /// Of these, those that would have had a number but for a weightier place beside them, with their stories.
    pub covered: BTreeMap<PlaceKey, u32>,
    /// Areas that are not drawn.
    pub areas_left: usize,
    /// Outlets, most articles first.
    pub sources: Vec<String>,
    /// Layers besides the world that placed something shown, with their credits.
    pub layers: Vec<String>,
    /// Names found in no layer.
    pub unplaced: usize,
    /// Articles without a date.
    pub undated: usize,
}

/// "A" to "Z", then "AA".
fn letter(n: usize) -> String {
    let last = char::from(b'A' + (n % 26) as u8);
    if n < 26 { last.to_string() } else { format!("{}{last}", letter(n / 26 - 1)) }
}

impl Content {
    /// Composes what a page of this size tells of a session.
    pub fn of(session: &Session, sheet: &Sheet) -> Self {
        let view = session.view();
        let gazetteer = &session.corpus.gazetteer;
        let layers: BTreeSet<(&str, &str)> = view.places.iter().map(|p| gazetteer.layer(p.feature)).collect();
        let layers = layers
            .into_iter()
            .filter(|(name, _)| !OWN_LAYERS.contains(name))
            .map(|(name, credit)| if credit.is_empty() { name.to_owned() } else { format!("{name}: {credit}") });
        let layers = layers.collect();
        let mut content = Self::compose(view, &session.state.filter, sheet, &|place| session.excerpts(place));
        content.layers = layers;
        content
    }

    /// Composes a page of a view; `excerpts` finds the words for a place.
    pub fn compose(view: View, filter: &Filter, sheet: &Sheet, excerpts: &dyn Fn(&PlaceEntry) -> Vec<Excerpt>) -> Self {
        let show_from = filter.kinds.contains(&Kind::Dateline);
        let shared = shared_names(&view.places);
        let mut content = Self {
            title: view.title.clone(),
            filter: String::new(),
            range: (filter.from, filter.to),
            scene: Scene::default(),
            entries: Vec::new(),
            dots: 0,
            covered: BTreeMap::new(),
            areas_left: 0,
            sources: by_count(&view.sources),
            layers: Vec::new(),
            unplaced: view.unplaced.len(),
            undated: view.undated.len(),
            view,
        };
        let hidden = loop {
            let hidden = content.place_all(show_from, &shared, sheet.capacity());
            // Numbers go only to places that stand clear; which these are is known once it is known what the map
            // shows. Others move up, so it is asked again until all stand clear: each round covers one more at least.
            let covered = crowd::hidden(&content, sheet);
            if covered.is_empty() {
                break hidden;
            }
            content.covered.extend(covered);
        };
        content.filter = content.filter_line(hidden, filter.kinds.is_empty());
        content.quote(excerpts);
        content
    }

    /// Gives every place its mark and its symbol. Returns the number of places that are only reported from.
    fn place_all(&mut self, show_from: bool, shared: &BTreeMap<String, bool>, capacity: Capacity) -> usize {
        self.scene.symbols.clear();
        self.entries.clear();
        (self.dots, self.areas_left) = (0, 0);
        let (mut points, mut areas, mut hidden) = (0, 0, 0);
        for (place, symbol) in self.view.places.iter().zip(&self.view.scene.symbols) {
            let mut symbol = Symbol { number: String::new(), ..symbol.clone() };
            match (place.key.role, place.area) {
                (Role::From, _) if !show_from => {
                    hidden += 1;
                    continue;
                }
                (Role::Event, false) if points < capacity.numbers && !self.covered.contains_key(&place.key) => {
                    points += 1;
                    symbol.number = points.to_string();
                }
                (Role::Event, false) => {
                    self.dots += 1;
                    (symbol.label, symbol.stories) = (String::new(), 0);
                    self.scene.symbols.push(symbol);
                    continue;
                }
                (Role::Event, true) if areas < capacity.letters => {
                    symbol.number = letter(areas);
                    areas += 1;
                }
                (Role::Event, true) => {
                    self.areas_left += 1;
                    continue;
                }
                _ => {}
            }
            let name = told_apart(place, shared);
            self.entries.push(Entry {
                mark: symbol.number.clone(),
                role: place.key.role,
                area: place.area,
                band: place.band,
                name,
                stories: place.count.stories,
                symbol: self.scene.symbols.len(),
                quote: None,
            });
            self.scene.symbols.push(symbol);
        }
        hidden
    }

    /// Finds the words for the entries that may stand in the key.
    fn quote(&mut self, excerpts: &dyn Fn(&PlaceEntry) -> Vec<Excerpt>) {
        let mut order: Vec<usize> = (0..self.entries.len()).filter(|&i| !self.entries[i].mark.is_empty()).collect();
        // Points before areas of the same weight; otherwise by stories. Numbers are given by stories already.
        order.sort_by_key(|&i| (std::cmp::Reverse(self.entries[i].stories), self.entries[i].area, i));
        let mut used: BTreeSet<u32> = BTreeSet::new();
        for &i in order.iter().take(QUOTED) {
            let key = &self.scene.symbols[self.entries[i].symbol].key;
            let Some(place) = self.view.places.iter().find(|p| &p.key == key) else { continue };
            let found = excerpts(place);
            let Some(best) = found.iter().min_by_key(|e| unfitness(e, &used)) else { continue };
            used.insert(best.mention.article.0);
            let source = format!("{}, {}", best.source, best.date);
            self.entries[i].quote = Some(Quote { text: best.text.clone(), marks: best.marks.clone(), source });
        }
    }

    /// "Afghanistan, Tajikistan and 3 other countries · 5 to 16 July 2021 · … · places, areas and governments".
    fn filter_line(&self, hidden: usize, name_kinds: bool) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(region(&self.view.places));
        parts.push(self.view.filter_words.clone());
        if !self.view.focus.is_empty() {
            let names: Vec<&str> = self.view.focus.iter().map(String::as_str).collect();
            parts.push(format!("focus on {}", list(&names)));
        }
        let has = |role: Role, area: bool| self.entries.iter().any(|e| e.role == role && e.area == area);
        let kinds: Vec<&str> = [
            (has(Role::Event, false), "places"),
            (has(Role::Event, true), "areas"),
            (has(Role::Government, false), "governments"),
            (has(Role::Organisation, false), "organisations"),
            (has(Role::From, false), "reported from"),
        ]
        .into_iter()
        .filter_map(|(there, word)| there.then_some(word))
        .collect();
        // Kinds that were asked for stand in the filter's own words.
        let mut kinds = if name_kinds { list(&kinds) } else { String::new() };
        if hidden > 0 {
            kinds = format!("{kinds}; reported-from hidden ({hidden})");
        }
        parts.push(kinds.trim_start_matches("; ").to_owned());
        parts.retain(|p| !p.is_empty());
        parts.join(" · ")
    }
}

/// The less of it the better an excerpt stands for its place in a key.
fn unfitness(e: &Excerpt, used: &BTreeSet<u32>) -> (bool, bool, Band, bool, usize) {
    // "KABUL, May 12 (Agency) —" says where it was filed, not what happened there.
    let filed = e.marks.first().and_then(|m| e.text.get(m.clone())).is_some_and(|name| {
        name.chars().count() > 3 && name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase)
    });
    // A quotation should say something: neither a fragment nor a paragraph.
    let length = e.text.chars().count();
    let odd = !(50..=260).contains(&length);
    // A name early in the words survives cutting.
    (filed, odd, e.band, used.contains(&e.mention.article.0), e.marks.first().map_or(usize::MAX, |m| m.start / 60))
}

/// Names that more than one place of the list bears, with whether their countries tell them apart.
fn shared_names(places: &[PlaceEntry]) -> BTreeMap<String, bool> {
    let mut seen: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for p in places.iter().filter(|p| p.key.role != Role::From) {
        seen.entry(&p.name).or_default().insert(&p.key.place, &p.detail);
    }
    let shared = seen.into_iter().filter(|(_, ids)| ids.len() > 1);
    let apart = |ids: &BTreeMap<&str, &str>| ids.values().collect::<BTreeSet<_>>().len() == ids.len();
    shared.map(|(name, ids)| (name.to_owned(), apart(&ids))).collect()
}

/// "Georgia (country)", "Kunduz (province)"; the bare name where no other place bears it.
fn told_apart(place: &PlaceEntry, shared: &BTreeMap<String, bool>) -> String {
    let with = match shared.get(&place.name) {
        None => return place.name.clone(),
        Some(true) => place.detail.clone(),
        // The chain begins with the sort of place: "City · Kunduz Province, Afghanistan".
        Some(false) => {
            place.chain.split(" · ").next().unwrap_or("").to_lowercase().replace("first-level division", "province")
        }
    };
    if with.is_empty() { place.name.clone() } else { format!("{} ({with})", place.name) }
}

fn by_count(sources: &[(String, u32)]) -> Vec<String> {
    let mut sources: Vec<&(String, u32)> = sources.iter().collect();
    sources.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), name.clone()));
    sources.into_iter().map(|(name, _)| name.clone()).collect()
}

/// The countries that most of the named places lie in.
fn region(places: &[PlaceEntry]) -> Option<String> {
    let mut stories: BTreeMap<&str, u32> = BTreeMap::new();
    for p in places.iter().filter(|p| p.key.role == Role::Event) {
        let country = match p.detail.as_str() {
            "country" => p.name.as_str(),
            // A sort of area stands here for what lies in no country.
            other if other.chars().next().is_some_and(char::is_uppercase) => other,
            _ => continue,
        };
        *stories.entry(country).or_default() += p.count.stories;
    }
    let mut names: Vec<(&str, u32)> = stories.into_iter().collect();
    names.sort_by_key(|&(name, n)| (std::cmp::Reverse(n), name));
    let top: Vec<&str> = names.iter().take(3).map(|n| n.0).collect();
    match names.len() {
        0 => None,
        1..=3 => Some(list(&top)),
        n => Some(format!("{}, {} and {} other countries", names[0].0, names[1].0, n - 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        let got: Vec<String> = [0, 1, 25, 26, 51, 52].map(letter).into();
        assert_eq!(got, ["A", "B", "Z", "AA", "AZ", "BA"]);
    }
}
