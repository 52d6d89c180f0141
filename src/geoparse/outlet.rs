//! Where an outlet is at home: from a table of newspapers, else from its web address and its masthead.

use super::candidates::Names;
use super::scan::Scan;
use crate::gazetteer::{Country, FeatureClass, Gazetteer, NameKind};
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
}

/// One `domain, name, country, lat, lon` a line, separated by tabs, sorted by domain.
const TABLE: &str = include_str!("../../assets/geoparse/outlet-homes.tsv");

/// The home of the outlet an article comes from.
pub(crate) fn home(article: &Article, gazetteer: &Gazetteer) -> Option<Home> {
    let sources = [article.source.as_deref(), article.address.as_deref()];
    for source in sources.into_iter().flatten() {
        if let Some(home) = listed(host(source)) {
            return Some(home);
        }
    }
    let masthead = article.source.as_deref().filter(|s| s.contains(' ') && s.len() < 80);
    if let Some(home) = masthead.and_then(|m| from_masthead(m, gazetteer)) {
        return Some(home);
    }
    sources.into_iter().flatten().find_map(|source| {
        let country = Country::new(country_domain(host(source))?)?;
        let name = gazetteer.country(country).map(|at| gazetteer.feature(at).name.to_owned()).unwrap_or_default();
        Some(Home { name, point: None, country: Some(country) })
    })
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
    Some(Home { name, point, country })
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
    Some(Home { name: first.name.to_owned(), point: local.then_some(first.point), country: first.country })
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
