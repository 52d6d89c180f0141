//! How well articles are read that nothing was learned from and whose places are marked with their country.

use super::gold::{Area, Document};
use crate::gazetteer::Gazetteer;
use crate::geoparse::{Band, Kind, Mention};

/// What was counted over some articles.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Places marked, but for those that the mark leaves open.
    pub marked: usize,
    /// Of these, found; and found with the very span.
    pub found: usize,
    /// See [`Counts::found`].
    pub exact: usize,
    /// Found, pinned, and marked with a country; and of these pinned in it.
    pub placed: usize,
    /// See [`Counts::placed`].
    pub in_country: usize,
    /// Pinned in all, and of these where nothing is marked.
    pub pinned: usize,
    /// See [`Counts::pinned`].
    pub beside: usize,
    /// By band, *High* first: pinned, and of these marked and, where a country is, in it.
    pub bands: [(usize, usize); 3],
    /// For each of [`KINDS`]: marked so and found, and of these told so.
    pub kinds: [(usize, usize); 4],
}

/// What marks say that names are doing.
pub const KINDS: [&str; 4] = ["place, dateline", "government, team", "organisation", "demonym"];

impl Counts {
    /// Takes in what was found in an article.
    pub fn add(&mut self, gazetteer: &Gazetteer, document: &Document, mentions: &[Mention]) {
        let in_country = |mention: &Mention, area: &Area| {
            let Area::Within(country, _) = area else { return None };
            let place = mention.resolution.as_ref()?.place;
            Some(gazetteer.feature(place).country == Some(*country))
        };
        for toponym in document.toponyms.iter().filter(|t| t.label != "Unsure") {
            self.marked += 1;
            let Some(mention) = mentions.iter().find(|m| m.span.overlaps(toponym.span)) else { continue };
            self.found += 1;
            self.exact += usize::from(mention.span == toponym.span);
            if let Some(right) = in_country(mention, &toponym.area) {
                self.placed += 1;
                self.in_country += usize::from(right);
            }
            let (kind, told) = match toponym.label.as_str() {
                "Metonymic" | "Team" => (1, mention.kind == Kind::Government),
                "Embedded_Non_Lit" => (2, mention.kind == Kind::Organisation),
                "Demonym" => (3, mention.kind == Kind::Demonym),
                _ => (0, matches!(mention.kind, Kind::Place | Kind::Dateline)),
            };
            self.kinds[kind].0 += 1;
            self.kinds[kind].1 += usize::from(told);
        }
        for mention in mentions {
            let Some(resolution) = &mention.resolution else { continue };
            let marked = document.toponyms.iter().find(|t| t.span.overlaps(mention.span));
            if marked.is_some_and(|t| t.label == "Unsure") {
                continue;
            }
            self.pinned += 1;
            self.beside += usize::from(marked.is_none());
            let band = &mut self.bands[match resolution.band {
                Band::High => 0,
                Band::Check => 1,
                Band::Guess => 2,
            }];
            band.0 += 1;
            band.1 += usize::from(marked.is_some_and(|t| in_country(mention, &t.area).unwrap_or(true)));
        }
    }
}
