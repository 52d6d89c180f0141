//! Where an outlet is at home: from a table of newspapers, else from its web address and its masthead.

use super::candidates::Names;
use super::domains;
use super::scan::Scan;
use crate::gazetteer::{Country, Feature, FeatureClass, Gazetteer, NameKind};
use crate::geo::LatLon;
use crate::text::Article;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// Where an outlet is at home, as far as known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Home {
    /// What the home is called.
    pub(crate) name: String,
    /// The town.
    pub(crate) point: Option<LatLon>,
    /// The country.
    pub(crate) country: Option<Country>,
    /// Whether the outlet's articles tell it, by the towns they name.
    pub(crate) learned: bool,
}

/// One `domain, name, country, lat, lon` a line, separated by tabs, sorted by domain.
const TABLE: &str = include_str!("../../assets/geoparse/outlet-homes.tsv");

/// The homes that an outlet may have.
#[derive(Clone, Debug, Default)]
pub(crate) struct Homes {
    /// Each with what its division is called.
    list: Vec<(Home, Vec<String>)>,
    /// What is known whichever of them it is.
    sure: Option<Home>,
    /// Whether the table of outlets says so.
    listed: bool,
}

impl Homes {
    /// The one that an article comes from: of several the one whose division it names most often.
    pub(crate) fn of(&self, article: &Article) -> Option<&Home> {
        let counts = self.counts(article);
        let most = counts.iter().copied().max().filter(|&n| n > 0);
        let one = most.filter(|&most| counts.iter().filter(|&&n| n == most).count() == 1);
        let at = one.and_then(|most| counts.iter().position(|&n| n == most));
        at.and_then(|at| self.list.get(at)).map(|(home, _)| home).or(self.sure.as_ref())
    }

    /// How often an article names the division of each.
    fn counts(&self, article: &Article) -> Vec<usize> {
        let text = article.text.get(..TOLD).unwrap_or(&article.text);
        let told = |names: &[String]| names.iter().map(|n| text.matches(n.as_str()).count()).sum::<usize>();
        self.list.iter().map(|(_, names)| told(names)).collect()
    }

    /// How many they are, where there is a choice.
    pub(super) fn count(&self) -> usize {
        self.list.len()
    }

    /// Whether an article names the division of each.
    pub(super) fn told(&self, article: &Article) -> impl Iterator<Item = bool> {
        self.counts(article).into_iter().map(|n| n > 0)
    }

    /// Whether they are no guess.
    pub(super) fn is_listed(&self) -> bool {
        self.listed
    }

    /// The one within so many kilometres of a point.
    pub(super) fn near(&self, point: LatLon, km: f64) -> Option<&Home> {
        let near = |h: &&Home| h.point.is_some_and(|p| p.distance_km(point) <= km);
        self.list.iter().map(|(home, _)| home).find(near)
    }

    /// One of them.
    pub(super) fn get(&self, at: usize) -> Option<Home> {
        self.list.get(at).map(|(home, _)| home.clone())
    }

    fn one(home: Home) -> Self {
        Self { sure: Some(home), ..Self::default() }
    }
}

/// Bytes of an article that are searched for the names of divisions.
const TOLD: usize = 16_384;

/// Appends what tells the outlet of an article from others, which is all that its homes are told by: a masthead as it
/// stands, of an address its host, which holds no slash.
pub(super) fn put_key(article: &Article, key: &mut String) {
    let source = article.source.as_deref().unwrap_or("");
    key.push_str(if source.contains(' ') { source } else { host(source) });
    key.push('/');
    key.push_str(host(article.address.as_deref().unwrap_or("")));
}

/// The home of the outlet an article comes from.
pub(crate) fn home(article: &Article, gazetteer: &Gazetteer) -> Option<Home> {
    homes(article, gazetteer).of(article).cloned()
}

/// The homes that the outlet of an article may have.
pub(crate) fn homes(article: &Article, gazetteer: &Gazetteer) -> Homes {
    let sources = [article.source.as_deref(), article.address.as_deref()];
    for source in sources.into_iter().flatten() {
        if let Some(home) = listed(host(source)) {
            return Homes { listed: true, ..Homes::one(home) };
        }
    }
    let masthead = article.source.as_deref().filter(|s| s.contains(' ') && s.len() < 80);
    if let Some(home) = masthead.and_then(|m| from_masthead(m, gazetteer)) {
        return Homes::one(home);
    }
    let hosts = || sources.into_iter().flatten().map(host);
    hosts().find_map(|host| from_address(host, gazetteer)).unwrap_or_else(|| {
        let country = hosts().find_map(|host| Country::new(country_domain(host)?));
        Homes { sure: country.map(|c| wide(c, gazetteer)), ..Homes::default() }
    })
}

/// Somewhere in a country.
fn wide(country: Country, gazetteer: &Gazetteer) -> Home {
    let name = gazetteer.country(country).map(|at| gazetteer.feature(at).name.to_owned()).unwrap_or_default();
    Home { name, country: Some(country), ..Home::default() }
}

/// The towns in a web address.
fn from_address(host: &str, gazetteer: &Gazetteer) -> Option<Homes> {
    let country = country_domain(host).and_then(Country::new);
    let towns = domains::towns(host, country, gazetteer)?;
    let home =
        |f: &Feature<'_>| Home { name: f.name.to_owned(), point: Some(f.point), country: f.country, learned: false };
    let sure = if towns.clear { towns.places.first().map(home) } else { country.map(|c| wide(c, gazetteer)) };
    let named = |f: &Feature<'_>| f.admin1.map(|a| domains::callings(a, gazetteer)).unwrap_or_default();
    let list =
        if towns.places.len() > 1 { towns.places.iter().map(|f| (home(f), named(f))).collect() } else { Vec::new() };
    Some(Homes { list, sure, listed: false })
}

/// The host of a web address, without "www."; the text itself when it is none.
fn host(source: &str) -> &str {
    let rest = source.split_once("://").map_or(source, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The first line of the table whose domain the host is or lies in.
fn listed(host: &str) -> Option<Home> {
    static LINES: OnceLock<FxHashMap<&'static str, (usize, &'static str)>> = OnceLock::new();
    let lines = LINES.get_or_init(|| {
        let mut lines = FxHashMap::default();
        for (number, line) in TABLE.lines().enumerate() {
            if let Some((domain, rest)) = line.split_once('\t').filter(|(domain, _)| !domain.is_empty()) {
                lines.entry(domain).or_insert((number, rest));
            }
        }
        lines
    });
    let parents = host.match_indices('.').filter_map(|(dot, _)| host.get(dot + 1..));
    let (_, rest) = std::iter::once(host).chain(parents).filter_map(|h| lines.get(h)).min()?;
    let mut fields = rest.split('\t');
    let name = fields.next()?.to_owned();
    let country = Country::new(fields.next()?);
    let mut degrees = fields.filter_map(|f| f.parse::<f64>().ok());
    let point = degrees.next().zip(degrees.next()).and_then(|(lat, lon)| LatLon::new(lat, lon));
    Some(Home { name, point, country, learned: false })
}

/// "Lamar County Herald": the place in the outlet's own name, where only one bears it or one stands far out.
fn from_masthead(masthead: &str, gazetteer: &Gazetteer) -> Option<Home> {
    let article = Article::from_text("", masthead);
    let scan = Scan::new(&article);
    let names = Names::find(&scan, gazetteer);
    let name = names.list.iter().filter(|n| n.is_known()).max_by_key(|n| (n.end - n.first, usize::MAX - n.first))?;
    let hits = names.hits(name);
    let feature = |i: usize| hits.get(i).map(|h| (h.kind, gazetteer.feature(h.feature)));
    let (kind, first) = feature(0)?;
    if kind == NameKind::Demonym || kind == NameKind::Loose {
        return None;
    }
    let rival = feature(1).map_or(0, |(_, f)| f.population);
    if hits.len() > 1 && first.population < rival.saturating_mul(20) {
        return None;
    }
    let local = first.class == FeatureClass::P || first.code == "ADM2";
    let point = local.then_some(first.point);
    Some(Home { name: first.name.to_owned(), point, country: first.country, learned: false })
}

/// The country in a web address's last part, where that part is used as one.
fn country_domain(host: &str) -> Option<&str> {
    let last = host.rsplit_once('.')?.1;
    let generic = ["tv", "io", "co", "me", "ly", "fm", "ai", "cc", "eu", "ws", "to", "am", "gg", "la"];
    (last.len() == 2 && !generic.contains(&last)).then_some(if last == "uk" { "GB" } else { last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        assert_eq!(host("http://www.dallasnews.com/x?y"), "dallasnews.com");
        assert_eq!(country_domain("thisisoxfordshire.co.uk"), Some("GB"));
        assert_eq!(country_domain("example.com"), None);
        assert!(TABLE.lines().is_sorted());
        assert!(listed("www2.lfpress.ca").is_some());
    }
}
