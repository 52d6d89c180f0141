//! What an article is read in the company of: other articles of its outlet, and others of its story.
//!
//! An address like "parisbeacon.com" names a town, but not which of several, and one like "registercitizen.com" names none;
//! all articles of the outlet together tell, by the towns they name.
//! A name that an article leaves open may be told apart in another that reports the same.

use super::lexicon::word_hash;
use super::locality::{self, Leads, Locality};
use super::mention::{Band, Mention};
use super::outlet::{self, Home, Homes};
use crate::gazetteer::{FeatureRef, Gazetteer};
use crate::text::Article;
use crate::text::normalise::normalise;
use std::collections::BTreeMap;

/// What other articles tell for the reading of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Company {
    /// Where its outlet is at home.
    pub(super) home: Option<Home>,
    /// Whether that is all there is to know of it, so that the outlet itself need not be asked.
    pub(super) complete: bool,
    /// Names that other articles of the story are sure of, by key, rising.
    pub(super) names: Vec<(u32, FeatureRef)>,
}

impl Company {
    /// That of an article that is read alone.
    pub(super) fn none() -> &'static Self {
        static NONE: Company = Company { home: None, complete: false, names: Vec::new() };
        &NONE
    }

    /// What the others tell for an article in which `mentions` were found when it was read alone; `story` where it has
    /// one with others.
    pub fn of(
        article: &Article,
        mentions: &[Mention],
        outlets: &Outlets,
        story: Option<&Story>,
        gazetteer: &Gazetteer,
    ) -> Self {
        let names = story.map(|s| s.names(article, mentions)).unwrap_or_default();
        Self { home: outlets.home(article, gazetteer), complete: false, names }
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        self.home.is_none() && self.names.is_empty()
    }

    /// What the other articles of the story are sure a name means.
    pub(super) fn meant(&self, key: u32) -> Option<FeatureRef> {
        let at = self.names.binary_search_by_key(&key, |n| n.0).ok()?;
        self.names.get(at).map(|n| n.1)
    }
}

/// What the articles of each outlet tell about its home, where the outlet alone does not.
#[derive(Debug, Default)]
pub struct Outlets {
    sources: BTreeMap<String, Outlet>,
}

/// One outlet.
#[derive(Clone, Debug, Default)]
struct Outlet {
    /// The homes that its address or masthead may name.
    homes: Homes,
    /// How many of its articles there are, and by home how many name its division.
    articles: u32,
    told: Vec<u32>,
    /// Where the towns lie that its articles name.
    locality: Locality,
}

/// Articles of an outlet from which what they say together counts.
const ENOUGH: u32 = 3;
/// Articles from which the towns they name count more than the town in the outlet's address.
const MANY: u32 = 6;
/// Kilometres within which two homes are the same.
const SAME: f64 = 100.0;

/// Outlets kept at most, so that a stream without an end takes bounded room: of later ones nothing is learned.
const MOST: usize = 2048;

impl Outlets {
    /// Takes an article into account.
    pub fn add(&mut self, article: &Article, gazetteer: &Gazetteer) {
        let Some(source) = Self::key(article) else { return };
        if self.sources.len() >= MOST && !self.sources.contains_key(&source) {
            return;
        }
        let outlet = self.sources.entry(source).or_insert_with(|| {
            let homes = outlet::homes(article, gazetteer);
            let told = vec![0; homes.count()];
            Outlet { homes, told, ..Outlet::default() }
        });
        outlet.articles += 1;
        if !outlet.told.is_empty() {
            for (sum, names) in outlet.told.iter_mut().zip(outlet.homes.told(article)) {
                *sum += u32::from(names);
            }
        }
    }

    /// Whether the towns that an article names may still tell where its outlet is at home.
    pub(crate) fn are_learning(&self, article: &Article) -> bool {
        let outlet = || self.sources.get(&Self::key(article)?);
        locality::looks_at(article) && outlet().is_some_and(|o| !o.homes.is_listed() && !o.locality.is_settled())
    }

    /// Takes in the towns that an article names, which was added before.
    pub fn learn(&mut self, article: &Article, mentions: &[Mention], gazetteer: &Gazetteer) {
        if let Some(outlet) = Self::key(article).filter(|_| self.are_learning(article)) {
            self.learn_from(&outlet, &Leads::of(mentions, gazetteer));
        }
    }

    /// The same by what tells the outlet from others, with the towns themselves.
    pub(crate) fn learn_from(&mut self, outlet: &str, leads: &Leads) {
        if let Some(outlet) = self.sources.get_mut(outlet) {
            outlet.locality.add(leads);
        }
    }

    /// What tells an article's outlet from others.
    pub(crate) fn key(article: &Article) -> Option<String> {
        let mut key = String::new();
        outlet::put_key(article, &mut key);
        (key != "/").then(|| key.to_lowercase())
    }

    /// What is known so far of the outlets of some articles, to go on from.
    pub(crate) fn of<'a>(&self, articles: impl Iterator<Item = &'a Article>) -> Self {
        let mut sources = BTreeMap::new();
        for key in articles.filter_map(Self::key) {
            if let Some(outlet) = self.sources.get(&key).filter(|_| !sources.contains_key(&key)) {
                sources.insert(key, outlet.clone());
            }
        }
        Self { sources }
    }

    /// What its outlet and the articles of it tell for the reading of an article that has no story with others.
    pub(crate) fn company(&self, article: &Article, gazetteer: &Gazetteer) -> Company {
        let outlet = Self::key(article).and_then(|key| self.sources.get(&key));
        let own = || outlet.and_then(|o| o.homes.of(article)).cloned();
        Company { home: self.home(article, gazetteer).or_else(own), complete: outlet.is_some(), names: Vec::new() }
    }

    /// The home of an article's outlet, where its articles together tell more than the article alone.
    fn home(&self, article: &Article, gazetteer: &Gazetteer) -> Option<Home> {
        let outlet = self.sources.get(&Self::key(article)?)?;
        let own = outlet.homes.of(article);
        if outlet.homes.is_listed() {
            return None;
        }
        let point = own.and_then(|h| h.point);
        let abroad = |home: &Home| point.is_none() && own.is_some_and(|h| h.country != home.country);
        let learned = outlet.locality.home(gazetteer).and_then(|h| Some((h.point?, h))).filter(|(_, h)| !abroad(h));
        match (point, learned) {
            (Some(own), Some((at, _))) if own.distance_km(at) <= SAME => None,
            (Some(_), Some(_)) if outlet.locality.articles() < MANY => None,
            // Of the towns that its address may name the one they lie around.
            (_, Some((at, home))) => Some(outlet.homes.near(at, SAME).cloned().unwrap_or(home)),
            (Some(_), None) => None,
            (None, None) => outlet.named(),
        }
    }
}

impl Outlet {
    /// Of the towns that its address may name the one whose division most articles name, twice as many as name the next.
    fn named(&self) -> Option<Home> {
        let told = &self.told;
        if self.articles < ENOUGH {
            return None;
        }
        let best = (0..told.len()).max_by_key(|&i| (told[i], std::cmp::Reverse(i)))?;
        let next = (0..told.len()).filter(|&i| i != best).map(|i| told[i]).max().unwrap_or(0);
        (told[best] >= 2 && told[best] >= next * 2).then(|| self.homes.get(best)).flatten()
    }
}

/// The names that the articles of a story are sure of, for each of them by what the others say.
#[derive(Debug, Default)]
pub struct Story {
    /// By name: what it means and how many articles are sure of that.
    sure: BTreeMap<u32, Vec<(FeatureRef, u32)>>,
}

impl Story {
    /// Takes an article of the story into account.
    pub fn add(&mut self, article: &Article, mentions: &[Mention]) {
        for (key, place) in sure(article, mentions) {
            let places = self.sure.entry(key).or_default();
            match places.iter_mut().find(|p| p.0 == place) {
                Some(told) => told.1 += 1,
                None => places.push((place, 1)),
            }
        }
    }

    /// The names of one of its articles that the others are sure of and agree on, where the article itself is not sure
    /// or means another place.
    fn names(&self, article: &Article, mentions: &[Mention]) -> Vec<(u32, FeatureRef)> {
        let own: BTreeMap<u32, FeatureRef> = sure(article, mentions).into_iter().collect();
        let mut keys: Vec<u32> = mentions.iter().filter(|m| m.kind.is_placed()).map(|m| name_key(article, m)).collect();
        keys.sort_unstable();
        keys.dedup();
        let told = |key: u32| {
            let mut others = self.sure.get(&key)?.iter().filter(|p| p.1 > u32::from(own.get(&key) == Some(&p.0)));
            let first = others.next()?;
            (others.next().is_none() && own.get(&key) != Some(&first.0)).then_some((key, first.0))
        };
        keys.into_iter().filter_map(told).collect()
    }
}

/// The names that an article is sure of: one use at least is *High*, and all mean the same.
fn sure(article: &Article, mentions: &[Mention]) -> Vec<(u32, FeatureRef)> {
    let mut told: BTreeMap<u32, (Option<FeatureRef>, bool)> = BTreeMap::new();
    for mention in mentions.iter().filter(|m| m.kind.is_placed()) {
        let place = mention.resolution.as_ref().map(|r| r.place);
        let high = mention.resolution.as_ref().is_some_and(|r| r.band == Band::High);
        let entry = told.entry(name_key(article, mention)).or_insert((place, high));
        entry.1 |= high;
        if entry.0 != place {
            entry.0 = None;
        }
    }
    told.into_iter().filter_map(|(key, (place, high))| Some((key, place.filter(|_| high)?))).collect()
}

fn name_key(article: &Article, mention: &Mention) -> u32 {
    word_hash(&normalise(mention.span.of(&article.text)))
}
