//! Where an outlet is at home, told by the places that its articles name: a paper comes back to the towns around it.
//!
//! Each article gives the towns it names with the belief in each. The home lies where they crowd; it is learned only if
//! they crowd nowhere else.

use super::mention::{Kind, Mention};
use super::outlet::Home;
use super::telling::Telling;
use crate::gazetteer::{Feature, FeatureClass, FeatureRef, Gazetteer};
use crate::text::Article;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Kilometres around a home within which its paper's towns lie.
const AROUND: f64 = 60.0;
/// Kilometres from which a crowd of towns is another one.
const APART: f64 = 250.0;
/// Articles from which a home is told, and from which a crowd is trusted that is not three times the next.
const FEW: u32 = 3;
const SOME: u32 = 6;
/// How many times the next crowd the first must be, by articles.
const AHEAD: [f32; 2] = [3.0, 2.0];
/// Towns an article must name around the home on average, and different ones in all.
const EACH: f32 = 0.5;
const DIFFERENT: usize = 3;
/// Articles after which no more are looked at.
const ENOUGH: u32 = 32;
/// Towns kept between articles, and how many there may be before the least are forgotten.
const KEPT: usize = 256;
const MOST: usize = 512;

/// The towns that an article names, each once, rising, with the belief in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leads(Vec<(FeatureRef, f32)>);

impl Leads {
    /// Of an article's mentions.
    pub(super) fn of(mentions: &[Mention], gazetteer: &Gazetteer) -> Self {
        let placed = mentions.iter().filter(|m| m.kind != Kind::Demonym);
        let first = placed.filter_map(|m| m.resolution.as_ref()?.candidates.first());
        Self::new(first.map(|c| (c.place, c.score)), gazetteer)
    }

    /// Of what is told of an article.
    pub(crate) fn told(telling: &Telling, gazetteer: &Gazetteer) -> Self {
        let placed = telling.told.iter().filter(|t| t.kind != Kind::Demonym);
        let verdicts = placed.filter_map(|t| telling.verdicts.get(t.verdict? as usize));
        Self::new(verdicts.map(|v| (v.place, v.belief)), gazetteer)
    }

    fn new(places: impl Iterator<Item = (FeatureRef, f32)>, gazetteer: &Gazetteer) -> Self {
        let mut towns: Vec<(FeatureRef, f32)> = places.collect();
        towns.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        towns.dedup_by_key(|t| t.0);
        towns.retain(|&(at, _)| is_town(&gazetteer.feature(at)));
        Self(towns)
    }
}

/// Towns and counties: the point of what is larger says nothing of a paper's home.
fn is_town(feature: &Feature<'_>) -> bool {
    feature.class == FeatureClass::P
        || (feature.class == FeatureClass::A && feature.code != "ADM1" && !feature.is_country())
}

/// What the articles of one outlet name.
#[derive(Clone, Debug, Default)]
pub(super) struct Locality {
    articles: u32,
    towns: BTreeMap<FeatureRef, f32>,
    /// The home, told when first asked for.
    home: OnceCell<Option<Home>>,
}

impl Locality {
    /// Takes in what an article names.
    pub(super) fn add(&mut self, leads: &Leads) {
        if self.is_settled() {
            return;
        }
        self.articles += 1;
        self.home = OnceCell::new();
        for &(town, belief) in &leads.0 {
            *self.towns.entry(town).or_default() += belief;
        }
        if self.towns.len() > MOST {
            let mut by_belief: Vec<(FeatureRef, f32)> = self.towns.iter().map(|(&t, &b)| (t, b)).collect();
            by_belief.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            self.towns = by_belief.into_iter().take(KEPT).collect();
        }
    }

    /// Articles taken in.
    pub(super) fn articles(&self) -> u32 {
        self.articles
    }

    /// Whether no more is learned.
    pub(super) fn is_settled(&self) -> bool {
        self.articles >= ENOUGH
    }

    /// The town of the home, if one is told.
    pub(super) fn home(&self, gazetteer: &Gazetteer) -> Option<Home> {
        self.home.get_or_init(|| self.crowd(gazetteer)).clone()
    }

    fn crowd(&self, gazetteer: &Gazetteer) -> Option<Home> {
        if self.articles < FEW {
            return None;
        }
        let mut towns: Vec<(Feature<'_>, f32)> = self.towns.iter().map(|(&t, &b)| (gazetteer.feature(t), b)).collect();
        towns.sort_by(|a, b| a.0.point.lat().total_cmp(&b.0.point.lat()).then(a.0.at.cmp(&b.0.at)));
        // A degree of latitude is 110 km at least: those beyond it need no more look.
        let reach = AROUND / 110.0;
        let around = |centre: &Feature<'_>| {
            let from = towns.partition_point(|t| t.0.point.lat() < centre.point.lat() - reach);
            let (centre, to) = (centre.point, centre.point.lat() + reach);
            let band = towns.get(from..).unwrap_or_default().iter().take_while(move |t| t.0.point.lat() <= to);
            band.filter(move |t| t.0.point.distance_km(centre) <= AROUND)
        };
        let crowds: Vec<f32> = towns.iter().map(|t| around(&t.0).map(|n| n.1).sum()).collect();
        let (at, &most) = crowds.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))?;
        let centre = towns.get(at)?.0.point;
        let other = towns.iter().zip(&crowds).filter(|(t, _)| t.0.point.distance_km(centre) > APART);
        let next = other.map(|(_, &crowd)| crowd).fold(0.0_f32, f32::max);
        let ahead = AHEAD[usize::from(self.articles >= SOME)];
        let near = || around(&towns[at].0);
        if most < next * ahead
            || most < EACH * self.articles as f32
            || near().filter(|t| t.1 >= 0.5).count() < DIFFERENT
        {
            return None;
        }
        let named = |t: &&&(Feature<'_>, f32)| t.0.class == FeatureClass::P;
        let (town, _) = near()
            .filter(|t| named(&t))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(a.0.population.cmp(&b.0.population)).then(b.0.at.cmp(&a.0.at)))?;
        // A folder about a country abroad names its capital: that makes no paper of it.
        let home = Home { name: town.name.to_owned(), point: Some(town.point), country: town.country, learned: true };
        (town.code != "PPLC").then_some(home)
    }
}

/// Whether an article is looked at: longer ones are read in pieces.
pub(super) fn looks_at(article: &Article) -> bool {
    article.text.len() <= crate::text::windows::WINDOW
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Hit;
    use crate::geo::LatLon;

    /// The places of these names nearest a point.
    fn leads(gazetteer: &Gazetteer, names: &[&str], lat: f64, lon: f64) -> Leads {
        let centre = LatLon::new(lat, lon).unwrap();
        let nearest = |name: &&str| {
            let mut hits: Vec<Hit> = Vec::new();
            gazetteer.lookup_exact(name, &mut hits);
            let km = |at: FeatureRef| gazetteer.feature(at).point.distance_km(centre);
            let towns = hits.iter().map(|h| h.feature).filter(|&at| gazetteer.feature(at).class == FeatureClass::P);
            let town = towns.min_by(|&a, &b| km(a).total_cmp(&km(b))).unwrap();
            assert!(km(town) < 60.0, "{name}");
            (town, 0.9)
        };
        Leads::new(names.iter().map(nearest), gazetteer)
    }

    fn home(gazetteer: &Gazetteer, articles: &[&Leads]) -> Option<String> {
        let mut locality = Locality::default();
        articles.iter().for_each(|a| locality.add(a));
        locality.home(gazetteer).map(|h| h.name)
    }

    #[test]
    fn a_home_lies_where_the_towns_crowd() {
        let gazetteer = Gazetteer::world();
        let near = |names: &[&str], lat, lon| leads(&gazetteer, names, lat, lon);
        let (litchfield, winsted) =
            (near(&["torrington", "litchfield"], 41.8, -73.1), near(&["torrington", "winsted"], 41.8, -73.1));
        let england = near(&["oxford", "abingdon", "witney"], 51.7, -1.3);
        let kabul = near(&["kabul", "paghman", "charikar"], 34.6, 69.1);
        let told = Some("Torrington".to_owned());
        assert_eq!(home(&gazetteer, &[&litchfield, &winsted, &litchfield]), told);
        // Too few articles; the same town over and over; as many towns elsewhere; a capital.
        assert_eq!(home(&gazetteer, &[&litchfield, &winsted]), None);
        assert_eq!(home(&gazetteer, &[&litchfield, &litchfield, &litchfield]), None);
        assert_eq!(home(&gazetteer, &[&litchfield, &winsted, &england, &england]), None);
        assert_eq!(home(&gazetteer, &[&kabul, &kabul, &kabul]), None);
        // One article from abroad among many changes nothing, nor does the order.
        let mut many = vec![&winsted, &litchfield, &england];
        many.extend([&winsted; 4]);
        assert_eq!(home(&gazetteer, &many), told);
        many.reverse();
        assert_eq!(home(&gazetteer, &many), told);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut locality = Locality::default();
        for n in 0..100 {
            locality.add(&Leads((0..400).map(|k| (FeatureRef(n * 400 + k), 0.5)).collect()));
            assert!(locality.towns.len() <= MOST);
        }
        assert!(locality.is_settled() && locality.articles == ENOUGH);
    }
}
