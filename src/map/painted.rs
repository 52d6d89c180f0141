//! Where the painter put things: for hit testing, and for whoever must keep clear of them.

use egui::{Pos2, Rect, pos2};

/// A symbol on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Index of the symbol in the scene.
    pub symbol: usize,
    /// Its centre.
    pub centre: Pos2,
    /// The box round its outline, without rings.
    pub rect: Rect,
    /// Other symbols of the scene that it stands for (a cluster), by index.
    pub members: Vec<usize>,
}

/// A name on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLabel {
    /// Index of the symbol it belongs to; `None` for the basemap's own.
    pub symbol: Option<usize>,
    /// The words.
    pub text: String,
    /// The box round them.
    pub rect: Rect,
}

/// A chip on the edge, for a place out of view.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    /// Indices of its symbols in the scene.
    pub symbols: Vec<usize>,
    /// Its box.
    pub rect: Rect,
}

/// What was painted where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Painted {
    /// Symbols in drawing order: the last lies on top.
    pub marks: Vec<Mark>,
    /// Names.
    pub labels: Vec<PlacedLabel>,
    /// Edge chips.
    pub chips: Vec<Chip>,
    /// Symbols that are out of view and have no chip, by index.
    pub off_map: Vec<usize>,
}

impl Painted {
    /// The symbol under a position: marks first, top to bottom, then chips, then names. A cluster answers with its
    /// leading place.
    pub fn hit(&self, pos: Pos2) -> Option<usize> {
        let mark = self.marks.iter().rev().find(|m| m.rect.expand(3.0).contains(pos)).map(|m| m.symbol);
        mark.or_else(|| self.chips.iter().find(|c| c.rect.contains(pos)).and_then(|c| c.symbols.first().copied()))
            .or_else(|| self.labels.iter().find(|l| l.rect.contains(pos)).and_then(|l| l.symbol))
    }

    /// The mark that stands for a symbol, alone or in a cluster.
    pub fn mark_of(&self, symbol: usize) -> Option<&Mark> {
        self.marks.iter().find(|m| m.symbol == symbol || m.members.contains(&symbol))
    }
}

/// A box of half width and half height round a centre.
pub(crate) fn around(centre: Pos2, half_width: f32, half_height: f32) -> Rect {
    Rect::from_min_max(
        pos2(centre.x - half_width, centre.y - half_height),
        pos2(centre.x + half_width, centre.y + half_height),
    )
}
