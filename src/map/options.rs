//! How large things are and what is shown: the difference between a window, a page and an inset.

use crate::briefing::Theme;
use egui::Rect;

/// Which column of the design's tables holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MapSizes {
    /// The window and the slide: sizes in points at 100 %.
    #[default]
    Window,
    /// The printed page: typographic points.
    Paper,
}

/// What the caller wants of the painter.
#[derive(Clone, Debug)]
pub struct MapOptions {
    /// Colours.
    pub theme: Theme,
    /// Which sizes.
    pub sizes: MapSizes,
    /// Painter points per design point: 1 in a window at 100 %.
    pub scale: f32,
    /// Map controls that neither labels nor edge chips may touch.
    pub avoid: Vec<Rect>,
    /// Sea, land, rivers and borders; without them symbols and names are painted over what is there.
    pub ground: bool,
    /// Hillshade.
    pub relief: bool,
    /// Names of countries, towns, waters and ranges.
    pub base_labels: bool,
    /// Names beside symbols.
    pub labels: bool,
    /// Chips on the edge for places out of view.
    pub chips: bool,
    /// Whether places that stand too close become one symbol.
    pub clusters: bool,
    /// Whether lines and areas are handed over as triangles, which a window shows again without making them anew; a
    /// page needs the lines themselves.
    pub triangles: bool,
}

impl MapOptions {
    /// Everything on, at 100 %.
    pub fn window(theme: Theme) -> Self {
        Self {
            theme,
            sizes: MapSizes::Window,
            scale: 1.0,
            avoid: Vec::new(),
            ground: true,
            relief: true,
            base_labels: true,
            labels: true,
            chips: true,
            clusters: true,
            triangles: false,
        }
    }

    /// For a printed page on which a typographic point is `scale` painter points. No edge chips: a page has an inset.
    pub fn paper(theme: Theme, scale: f32) -> Self {
        Self { sizes: MapSizes::Paper, scale, chips: false, ..Self::window(theme) }
    }

    /// The sizes in painter points.
    pub(crate) fn metrics(&self) -> Metrics {
        let base = match self.sizes {
            MapSizes::Window => Metrics::WINDOW,
            MapSizes::Paper => Metrics::PAPER,
        };
        base.scaled(if self.scale.is_finite() && self.scale > 0.0 { self.scale } else { 1.0 })
    }
}

/// Lengths of the design in painter points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Metrics {
    /// One design point.
    pub unit: f32,
    /// Multiplies every line's width.
    pub line: f32,
    /// Radius of a place: `base + root * sqrt(stories)`, at most `most`.
    pub base: f32,
    pub root: f32,
    pub most: f32,
    /// Radius of an area's pill and of satellites.
    pub pill: f32,
    pub satellite: f32,
    /// Type sizes.
    pub story: f32,
    pub area: f32,
    pub country: f32,
    pub country_spacing: f32,
    pub capital: f32,
    pub town: f32,
    pub range: f32,
    pub range_spacing: f32,
    pub water: f32,
    pub water_large: f32,
    pub water_spacing: f32,
    /// Halo strokes, both sides.
    pub halo_story: f32,
    pub halo_country: f32,
    pub halo_town: f32,
    pub halo_water: f32,
    /// Gap from a symbol to its label, and of the selected plate.
    pub gap: f32,
    pub plate_gap: f32,
    /// What labels keep from the edge.
    pub edge: f32,
}

impl Metrics {
    const WINDOW: Self = Self {
        unit: 1.0,
        line: 1.0,
        base: 5.0,
        root: 4.0,
        most: 24.0,
        pill: 9.5,
        satellite: 7.5,
        story: 15.0,
        area: 14.0,
        country: 13.5,
        country_spacing: 4.0,
        capital: 13.5,
        town: 12.5,
        range: 12.0,
        range_spacing: 2.6,
        water: 12.5,
        water_large: 15.0,
        water_spacing: 0.8,
        halo_story: 3.6,
        halo_country: 3.0,
        halo_town: 2.8,
        halo_water: 2.6,
        gap: 4.0,
        plate_gap: 10.0,
        edge: 6.0,
    };

    /// Lines are 1.25 window widths, taken at 0.6 pt a window point as the type is.
    const PAPER: Self = Self {
        unit: 0.6,
        line: 0.6 * 1.25,
        base: 4.2,
        root: 2.3,
        most: 24.0 * 0.6,
        pill: 9.5 * 0.6,
        satellite: 7.5 * 0.6,
        story: 9.2,
        area: 8.4,
        country: 7.8,
        country_spacing: 2.2,
        capital: 7.4,
        town: 7.4,
        range: 7.0,
        range_spacing: 1.5,
        water: 7.4,
        water_large: 8.6,
        water_spacing: 0.45,
        halo_story: 2.2,
        halo_country: 1.8,
        halo_town: 1.7,
        halo_water: 1.6,
        gap: 2.6,
        plate_gap: 6.0,
        edge: 3.6,
    };

    fn scaled(self, k: f32) -> Self {
        Self {
            unit: self.unit * k,
            line: self.line * k,
            base: self.base * k,
            root: self.root * k,
            most: self.most * k,
            pill: self.pill * k,
            satellite: self.satellite * k,
            story: self.story * k,
            area: self.area * k,
            country: self.country * k,
            country_spacing: self.country_spacing * k,
            capital: self.capital * k,
            town: self.town * k,
            range: self.range * k,
            range_spacing: self.range_spacing * k,
            water: self.water * k,
            water_large: self.water_large * k,
            water_spacing: self.water_spacing * k,
            halo_story: self.halo_story * k,
            halo_country: self.halo_country * k,
            halo_town: self.halo_town * k,
            halo_water: self.halo_water * k,
            gap: self.gap * k,
            plate_gap: self.plate_gap * k,
            edge: self.edge * k,
        }
    }

    /// Radius of a place named in so many stories.
    pub(crate) fn radius(&self, stories: u32) -> f32 {
        (self.base + self.root * (stories as f32).sqrt()).min(self.most)
    }
}
