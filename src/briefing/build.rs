//! From a corpus and a state to the [`View`]: filter, group by place, count, cut excerpts, lay out days.

use super::timeline::{self, Axes, Passing, Told};
use super::view::{ArticleRef, Count, Excerpt, MentionRef, PlaceEntry, PlaceKey, Role, Scene, Symbol};
use super::{Basis, Corpus, Entry, Filter, State, View, words};
use crate::gazetteer::{Feature, FeatureRef, Gazetteer, PlaceId};
use crate::geo::{Bounds, LatLon};
use crate::geoparse::{Band, Mention};
use crate::text::normalise::normalise;
use crate::text::{Span, excerpt};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Most code points an excerpt may have.
const EXCERPT_CHARS: usize = 320;

/// What is worth computing once for a corpus.
pub(super) struct Index {
    /// Normal form of each article's title, outlet, text and place names, blanks at both ends.
    haystacks: Vec<String>,
    /// Every outlet and its number of articles, by name.
    sources: Vec<(String, u32)>,
    /// The dates that each article's mentions are told of.
    told: Vec<Told>,
    axes: Axes,
}

/// What an article without an outlet is listed under.
const NO_SOURCE: &str = "outlet unknown";

fn source_of(entry: &Entry) -> &str {
    entry.article.source.as_deref().unwrap_or(NO_SOURCE)
}

impl Index {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut sources: BTreeMap<&str, u32> = BTreeMap::new();
        for entry in &corpus.entries {
            *sources.entry(source_of(entry)).or_default() += 1;
        }
        let haystacks = corpus.entries.iter().map(|e| haystack(e, &corpus.gazetteer)).collect();
        let sources = sources.into_iter().map(|(s, n)| (s.to_owned(), n)).collect();
        let told: Vec<Told> = corpus.entries.iter().map(timeline::told).collect();
        let axes = Axes::of(corpus, &told);
        Self { haystacks, sources, told, axes }
    }

    /// Words in normal form, by article.
    pub(super) fn haystacks(&self) -> &[String] {
        &self.haystacks
    }

    /// Notes that the places of some articles changed.
    pub(super) fn renew(&mut self, corpus: &Corpus, articles: &[usize]) {
        for &i in articles {
            if let (Some(hay), Some(entry)) = (self.haystacks.get_mut(i), corpus.entries.get(i)) {
                *hay = haystack(entry, &corpus.gazetteer);
            }
            if let (Some(told), Some(entry)) = (self.told.get_mut(i), corpus.entries.get(i)) {
                *told = timeline::told(entry);
            }
        }
        self.axes = Axes::of(corpus, &self.told);
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|(s, _)| s.as_str())
    }
}

fn haystack(entry: &Entry, gazetteer: &Gazetteer) -> String {
    let a = &entry.article;
    let mut parts = vec![a.title.as_deref().unwrap_or(""), source_of(entry), &a.text];
    let places: BTreeSet<FeatureRef> =
        entry.mentions.iter().filter_map(|m| Some(m.resolution.as_ref()?.place)).collect();
    parts.extend(places.iter().map(|&p| gazetteer.feature(p).name));
    format!(" {} ", normalise(&parts.join("\n")))
}

/// Builds the view of a state.
pub(super) fn build(corpus: &Corpus, index: &Index, state: &State) -> View {
    let filter = &state.filter;
    let wanted: Vec<String> = filter.search.split_whitespace().map(normalise).filter(|w| !w.is_empty()).collect();
    let mut view = View { basis: filter.basis, sources: index.sources.clone(), ..View::default() };
    let chosen = state.selected.as_ref().and_then(|key| corpus.gazetteer.by_id(&PlaceId(key.place.clone())));

    let mut groups: BTreeMap<(Role, FeatureRef), Vec<MentionRef>> = BTreeMap::new();
    let mut unplaced: BTreeMap<String, (String, Vec<MentionRef>)> = BTreeMap::new();
    let mut tally = Tally::default();
    let mut passing: Vec<Passing> = Vec::new();

    for (i, ((entry, hay), told)) in corpus.entries.iter().zip(&index.haystacks).zip(&index.told).enumerate() {
        let here = ArticleRef(i as u32);
        let source_ok = filter.sources.is_empty() || filter.sources.contains(source_of(entry));
        if !source_ok || !wanted.iter().all(|w| hay.contains(w.as_str())) {
            continue;
        }
        let kept: Vec<u32> = (0..entry.mentions.len() as u32)
            .filter(|&m| keeps(&entry.mentions[m as usize], filter, &corpus.gazetteer))
            .collect();
        // A filter on places, kinds or certainty leaves out articles that have none of them.
        let narrowed = filter.bounds.is_some() || !filter.kinds.is_empty() || !filter.bands.is_empty();
        if narrowed && kept.is_empty() {
            continue;
        }
        let lies = Passing::of(here, entry, told, &kept, chosen, filter);
        let inside = lies.inside(filter);
        passing.push(lies);
        if !inside {
            continue;
        }
        let kept = timeline::kept(told, kept, filter);
        tally.add(entry, i, kept.len() as u32);
        view.articles.push(here);
        for m in kept {
            let mention = &entry.mentions[m as usize];
            let at = MentionRef { article: here, mention: m };
            match (&mention.resolution, Role::of(mention.kind)) {
                (Some(r), Some(role)) => groups.entry((role, r.place)).or_default().push(at),
                (None, Some(_)) => {
                    let surface = mention.span.of(&entry.article.text);
                    let slot = unplaced.entry(normalise(surface)).or_insert_with(|| (one_line(surface), Vec::new()));
                    slot.1.push(at);
                }
                _ => {}
            }
        }
    }

    view.places = groups.into_iter().map(|((role, at), m)| place_entry(corpus, role, at, m)).collect();
    view.places.sort_by(|a, b| {
        let rank = |p: &PlaceEntry| {
            (p.key.role, p.area, std::cmp::Reverse((p.count.stories, p.count.articles, p.count.mentions)))
        };
        rank(a).cmp(&rank(b)).then_with(|| a.name.cmp(&b.name)).then_with(|| a.key.cmp(&b.key))
    });
    view.selected = state.selected.as_ref().and_then(|key| view.places.iter().position(|p| &p.key == key));
    if let Some(place) = view.selected.and_then(|i| view.places.get(i)) {
        view.excerpts = excerpts(corpus, place);
        view.excerpt = state.excerpt.min(view.excerpts.len().saturating_sub(1));
    }
    view.unplaced = unplaced.into_values().collect();
    view.scene = scene(corpus, &view.places, view.selected);
    view.bounds = fit(&view.places);
    view.shown = tally.count();
    view.total = total(corpus);
    timeline::lay(&mut view, &index.axes, passing, filter);
    view.title = state.title.clone().unwrap_or_else(|| default_title(&view, &corpus.name));
    view.filter_words = filter_words(filter, &view);
    view
}

fn keeps(mention: &Mention, filter: &Filter, gazetteer: &Gazetteer) -> bool {
    if !mention.kind.is_placed() || !(filter.kinds.is_empty() || filter.kinds.contains(&mention.kind)) {
        return false;
    }
    let Some(r) = &mention.resolution else { return filter.bounds.is_none() && filter.bands.is_empty() };
    (filter.bands.is_empty() || filter.bands.contains(&r.band))
        && filter.bounds.is_none_or(|b| b.contains(gazetteer.feature(r.place).point))
}

/// Counts mentions, articles, stories and outlets. What is added comes article by article.
#[derive(Default)]
struct Tally<'a> {
    mentions: u32,
    articles: u32,
    last: Option<usize>,
    stories: Vec<u32>,
    sources: BTreeSet<&'a str>,
}

impl<'a> Tally<'a> {
    fn add(&mut self, entry: &'a Entry, number: usize, mentions: u32) {
        self.mentions += mentions;
        if self.last.replace(number) == Some(number) {
            return;
        }
        self.articles += 1;
        self.stories.push(entry.story);
        self.sources.insert(source_of(entry));
    }

    fn count(mut self) -> Count {
        self.stories.sort_unstable();
        self.stories.dedup();
        Count {
            mentions: self.mentions,
            articles: self.articles,
            stories: self.stories.len() as u32,
            sources: self.sources.len() as u32,
        }
    }
}

fn total(corpus: &Corpus) -> Count {
    let mut all = Tally::default();
    for (i, e) in corpus.entries.iter().enumerate() {
        all.add(e, i, e.mentions.iter().filter(|m| m.kind.is_placed()).count() as u32);
    }
    all.count()
}

fn place_entry(corpus: &Corpus, role: Role, at: FeatureRef, mut mentions: Vec<MentionRef>) -> PlaceEntry {
    let gazetteer = &*corpus.gazetteer;
    let feature = gazetteer.feature(at);
    let mut tally = Tally::default();
    let mut band = Band::Guess;
    for m in &mentions {
        let entry = &corpus.entries[m.article.0 as usize];
        tally.add(entry, m.article.0 as usize, 1);
        if let Some(r) = &entry.mentions[m.mention as usize].resolution {
            band = band.min(r.band);
        }
    }
    mentions.sort_by_key(|m| {
        let published = corpus.entries[m.article.0 as usize].article.published.as_ref();
        (published.map_or(Date::MAX, |d| d.earliest), *m)
    });
    PlaceEntry {
        key: PlaceKey { place: gazetteer.id(at).0, role },
        feature: at,
        name: feature.name.to_owned(),
        detail: detail(gazetteer, &feature),
        chain: gazetteer.chain(at),
        point: feature.point,
        area: role == Role::Event && feature.is_area(),
        band,
        count: tally.count(),
        mentions,
    }
}

/// What stands behind a name in a list: an area's sort, else the country.
fn detail(gazetteer: &Gazetteer, feature: &Feature<'_>) -> String {
    if feature.is_country() {
        return "country".into();
    }
    gazetteer.country_name(feature).map_or_else(|| sort_word(feature).to_owned(), str::to_owned)
}

/// A plain word for a feature code.
pub(crate) fn sort_word(feature: &Feature<'_>) -> &'static str {
    match (feature.class.letter(), feature.code) {
        ('A', "PCLH" | "ADM1H") | ('L', "RGNH") => "historic",
        ('A', "ADM1") => "province",
        ('A', "ADM2") => "district",
        ('A', _) => "country",
        ('L', "CONT") => "continent",
        ('H', "OCN") => "ocean",
        ('H', "SEA") => "sea",
        ('H', "GULF" | "BAY") => "gulf",
        ('H', "STRT" | "CHN") => "strait",
        ('H', "CNL") => "canal",
        ('H', "LK" | "LKS" | "RSV") => "lake",
        ('H', _) => "river",
        ('T', "MTS") => "mountains",
        ('T', "MT" | "PK") => "mountain",
        ('T', "DSRT") => "desert",
        ('T', "ISL" | "ISLS") => "island",
        ('T', "PEN") => "peninsula",
        ('S', _) => "site",
        _ => "region",
    }
}

/// The stories that name a place, ascending.
fn story_ids(corpus: &Corpus, place: &PlaceEntry) -> Vec<u32> {
    let mut ids: Vec<u32> = place.mentions.iter().map(|m| corpus.entries[m.article.0 as usize].story).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn scene(corpus: &Corpus, places: &[PlaceEntry], selected: Option<usize>) -> Scene {
    let gazetteer = &*corpus.gazetteer;
    let symbols = places.iter().map(|p| {
        let f = gazetteer.feature(p.feature);
        Symbol {
            key: p.key.clone(),
            feature: p.feature,
            point: p.point,
            area: p.area,
            band: p.band,
            stories: p.count.stories,
            story_ids: story_ids(corpus, p),
            number: p.count.stories.to_string(),
            label: p.name.clone(),
            country: f.is_country().then(|| f.country.map(|c| c.code().to_owned())).flatten(),
            admin1: (f.code == "ADM1").then(|| gazetteer.admin1_code(p.feature).map(str::to_owned)).flatten(),
            members: gazetteer.members(p.feature).iter().map(|&m| m.to_owned()).collect(),
            radius_km: f.radius_km,
            rings: if gazetteer.is_readers_own(p.feature) { rings(gazetteer, p.feature) } else { Vec::new() },
        }
    });
    Scene { symbols: symbols.collect(), selected, hovered: None }
}

/// The rings of a feature's outline; none where none is known.
fn rings(gazetteer: &Gazetteer, at: FeatureRef) -> Vec<Vec<LatLon>> {
    let Some(outline) = gazetteer.outline(at) else { return Vec::new() };
    let polygons = outline.polygons();
    let rings = polygons.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    rings.map(|r| r.coords().skip(1).map(|c| LatLon::wrapped(c.y, c.x)).collect()).collect()
}

/// The box that shows what is told of: events without very wide areas; all of it when there is nothing else.
fn fit(places: &[PlaceEntry]) -> Option<Bounds> {
    let points = |keep: &dyn Fn(&&PlaceEntry) -> bool| Bounds::around(places.iter().filter(keep).map(|p| p.point));
    points(&|p| p.key.role == Role::Event).or_else(|| points(&|_| true))
}

pub(super) fn excerpts(corpus: &Corpus, place: &PlaceEntry) -> Vec<Excerpt> {
    let mut out: Vec<Excerpt> = Vec::new();
    // Where each article's latest excerpt stands in `out`: mentions of one article may be apart in `place.mentions`.
    let mut originals: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for &at in &place.mentions {
        let entry = &corpus.entries[at.article.0 as usize];
        let mention = &entry.mentions[at.mention as usize];
        let original = entry.copy_of.unwrap_or(at.article.0);
        let span = excerpt::excerpt(&entry.article, mention.span, EXCERPT_CHARS);
        let earlier = originals.entry(original).or_default();
        let same_words = earlier.iter().copied().find(|&i| {
            let e = &out[i];
            if e.mention.article == at.article {
                e.span.contains(mention.span)
            } else {
                e.text == fold(&entry.article.text, span).text
            }
        });
        if let Some(i) = same_words {
            if out[i].mention.article == at.article {
                out[i].also.push(at);
            } else {
                out[i].copies += 1;
            }
            continue;
        }
        earlier.push(out.len());
        out.push(cut(corpus, entry, at, mention, span, &place.key));
    }
    out
}

fn cut(corpus: &Corpus, entry: &Entry, at: MentionRef, mention: &Mention, span: Span, key: &PlaceKey) -> Excerpt {
    let gazetteer = &*corpus.gazetteer;
    let folded = fold(&entry.article.text, span);
    let (mut marks, mut others) = (Vec::new(), Vec::new());
    for (n, m) in entry.mentions.iter().enumerate() {
        if !m.kind.is_placed() || !span.contains(m.span) {
            continue;
        }
        // The next kept character stands behind a blank, which is no part of the name.
        let end = folded.text.get(..folded.at(m.span.end)).map_or(0, |words| words.trim_end().len());
        let range = folded.at(m.span.start)..end;
        let same_place = m.resolution.as_ref().is_some_and(|r| gazetteer.id(r.place).0 == key.place);
        if same_place {
            marks.push(range);
        } else {
            others.push((range, MentionRef { article: at.article, mention: n as u32 }));
        }
    }
    let resolution = mention.resolution.as_ref();
    let alternatives = resolution.map_or(&[][..], |r| r.candidates.get(1..).unwrap_or(&[]));
    Excerpt {
        mention: at,
        source: source_of(entry).to_owned(),
        title: entry.article.label().to_owned(),
        date: words::short_span(entry.article.published.as_ref()),
        event: entry.event_of(mention).map(|e| words::short_days(e.earliest, e.latest)),
        span,
        text: folded.text,
        marks,
        others,
        band: resolution.map_or(Band::Guess, |r| r.band),
        why: why(mention),
        alternatives: alternatives.iter().take(3).map(|c| named(gazetteer, c.place)).collect(),
        copies: 0,
        also: Vec::new(),
    }
}

fn why(mention: &Mention) -> String {
    let reason = mention.resolution.as_ref().map(crate::geoparse::Resolution::reason).unwrap_or_default();
    let parts: Vec<&str> = [reason.as_str(), &mention.why_kind].into_iter().filter(|s| !s.is_empty()).collect();
    let mut all = parts.join("; ");
    if let Some(first) = all.get(..1).map(str::to_uppercase) {
        all.replace_range(..1, &first);
    }
    if !all.is_empty() && !all.ends_with('.') {
        all.push('.');
    }
    all
}

/// "Fayzabad, Afghanistan", or "Kunduz Province" where the country's name would say it twice.
fn named(gazetteer: &Gazetteer, at: FeatureRef) -> String {
    let f = gazetteer.feature(at);
    if f.is_country() { f.name.to_owned() } else { format!("{}, {}", f.name, detail(gazetteer, &f)) }
}

/// A stretch of text with its white space folded, and the way from the text's bytes to its own.
struct Folded {
    text: String,
    /// Byte in the source and byte in `text`, ascending, one a kept character.
    map: Vec<(u32, u32)>,
}

impl Folded {
    fn at(&self, source: u32) -> usize {
        let i = self.map.partition_point(|&(s, _)| s < source);
        self.map.get(i).map_or(self.text.len(), |&(_, t)| t as usize)
    }
}

fn fold(text: &str, span: Span) -> Folded {
    let mut out = Folded { text: String::new(), map: Vec::new() };
    let mut gap = false;
    for (i, c) in span.of(text).char_indices() {
        if c.is_whitespace() || c.is_control() {
            gap = !out.text.is_empty();
            continue;
        }
        if gap {
            out.text.push(' ');
            gap = false;
        }
        out.map.push((span.start + i as u32, out.text.len() as u32));
        out.text.push(c);
    }
    out
}

fn one_line(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The most named places say what a briefing is about when nobody has said it.
fn default_title(view: &View, name: &str) -> String {
    let mut top: Vec<&PlaceEntry> = view.places.iter().filter(|p| p.key.role == Role::Event).collect();
    top.sort_by_key(|p| std::cmp::Reverse((p.count.stories, p.count.articles, p.count.mentions)));
    let names: Vec<&str> = top.iter().take(3).map(|p| p.name.as_str()).collect();
    if names.is_empty() { name.to_owned() } else { words::list(&names) }
}

fn filter_words(filter: &Filter, view: &View) -> String {
    let mut parts = Vec::new();
    if let Some((first, last)) = view.axis {
        let range = words::long_range(filter.from.unwrap_or(first), filter.to.unwrap_or(last));
        parts.push(if filter.basis == Basis::Event { format!("events of {range}") } else { range });
    }
    let (shown, total) = (view.shown, view.total);
    let articles = words::count(total.articles, "article", "articles");
    parts.push(if shown.articles == total.articles { articles } else { format!("{} of {articles}", shown.articles) });
    parts.push(words::count(shown.stories, "story", "stories"));
    parts.push(words::count(shown.sources, "outlet", "outlets"));
    if !filter.search.trim().is_empty() {
        parts.push(format!("“{}”", one_line(&filter.search)));
    }
    if !filter.kinds.is_empty() {
        parts.push(filter.kinds.iter().map(|k| k.word()).collect::<Vec<_>>().join(", "));
    }
    if !filter.bands.is_empty() {
        parts.push(filter.bands.iter().map(|b| b.word()).collect::<Vec<_>>().join(", "));
    }
    if !filter.sources.is_empty() {
        parts.push(filter.sources.iter().map(String::as_str).collect::<Vec<_>>().join(", "));
    }
    parts.join(" · ")
}
