//! The symbols of a scene and their names: drawn in order, labelled by priority.

use super::obstacles::{NAME_SIDES, Obstacles, PLATE_SIDES, beside};
use super::options::{MapOptions, Metrics};
use super::painted::{Mark, Painted, PlacedLabel, around};
use super::sheet::Sheet;
use super::sites::{Site, is_pill};
use super::symbol::{Emphasis, Glyph};
use super::{Palette, fonts, text};
use crate::basemap::Area;
use crate::briefing::{Scene, Symbol};
use crate::geo::Viewport;
use egui::{Painter, Pos2, Rect, Shape, pos2, vec2};
use std::cmp::Reverse;
use std::sync::Arc;

/// What is needed to place symbols.
pub(crate) struct Layout<'a> {
    /// Lays out words; nothing is added to it.
    pub painter: &'a Painter,
    pub palette: &'static Palette,
    pub metrics: &'a Metrics,
    pub viewport: &'a Viewport,
    pub sheets: &'a [Sheet],
    pub scene: &'a Scene,
    pub options: &'a MapOptions,
    /// For each symbol its polygons, coarse.
    pub areas: &'a [Option<Arc<Area>>],
}

/// Where a symbol came to stand: enough to draw it again with a ring.
#[derive(Clone, Debug)]
pub(crate) struct Stand {
    pub symbol: usize,
    pub members: Vec<usize>,
    pub centre: Pos2,
    pub radius: f32,
    pub number: String,
    pub emphasis: Emphasis,
}

impl Stand {
    /// Its glyph, as `symbol` describes it.
    pub(crate) fn glyph(&self, symbol: &Symbol) -> Glyph<'_> {
        let pill = is_pill(symbol);
        let mut glyph = Glyph::new(self.centre, self.radius, symbol.key.role, pill, symbol.band, &self.number);
        glyph.cluster = !self.members.is_empty();
        glyph.emphasis = self.emphasis;
        glyph
    }
}

impl Layout<'_> {
    pub(crate) fn symbol(&self, i: usize) -> Option<&Symbol> {
        self.scene.symbols.get(i)
    }

    /// Places, draws and labels all symbols; fills `painted` and takes their room.
    pub(crate) fn draw(&self, painted: &mut Painted, obstacles: &mut Obstacles, out: &mut Vec<Shape>) -> Vec<Stand> {
        let mut sites = self.sites(&mut painted.off_map);
        // Rising by stories: the weightiest lies on top; the selected above all.
        sites.sort_by_key(|s| {
            let stories = self.symbol(s.main).map_or(0, |y| y.stories);
            (self.is_selected(s), stories, Reverse(s.main))
        });
        let mut stands = Vec::new();
        for site in &sites {
            for b in &site.boxes {
                obstacles.take(*b);
            }
            self.stand(site, &mut stands);
        }
        for stand in &stands {
            let Some(symbol) = self.symbol(stand.symbol) else { continue };
            let glyph = stand.glyph(symbol);
            glyph.draw(self.painter, self.palette, self.metrics.unit, out);
            let (w, h) = glyph.half_size();
            let rect = around(glyph.centre, w, h);
            let members = stand.members.clone();
            painted.marks.push(Mark { symbol: stand.symbol, centre: glyph.centre, rect, members });
        }
        if self.options.labels {
            self.labels(&sites, painted, obstacles, out);
        }
        stands
    }

    pub(crate) fn is_selected(&self, site: &Site) -> bool {
        self.scene
            .selected
            .is_some_and(|s| s == site.main || site.around.iter().any(|a| a.0 == s) || site.members.contains(&s))
    }

    /// Whether a symbol, or one that it stands for, is the chosen one. The hovered one is drawn later, over all.
    pub(crate) fn emphasis(&self, i: usize, members: &[usize]) -> Emphasis {
        let chosen = self.scene.selected.is_some_and(|s| s == i || members.contains(&s));
        if chosen { Emphasis::Selected } else { Emphasis::None }
    }

    /// A site's symbols, the main one last.
    fn stand(&self, site: &Site, out: &mut Vec<Stand>) {
        for (i, glyph) in self.glyphs(site) {
            let members = if i == site.main { site.members.clone() } else { Vec::new() };
            let number = self.joint_number(i, &members).unwrap_or_else(|| glyph.number.to_owned());
            let (centre, radius, emphasis) = (glyph.centre, glyph.radius, glyph.emphasis);
            out.push(Stand { symbol: i, members, centre, radius, number, emphasis });
        }
    }

    /// Where numbers are stories, a ring's number counts each story once.
    fn joint_number(&self, i: usize, members: &[usize]) -> Option<String> {
        let lead = self.symbol(i).filter(|s| !members.is_empty() && s.number == s.stories.to_string())?;
        let mut ids: Vec<u32> = members
            .iter()
            .filter_map(|&m| self.symbol(m))
            .chain([lead])
            .flat_map(|s| s.story_ids.iter().copied())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        (!ids.is_empty()).then(|| ids.len().to_string())
    }

    fn labels(&self, sites: &[Site], painted: &mut Painted, obstacles: &mut Obstacles, out: &mut Vec<Shape>) {
        let mut order: Vec<&Site> = sites.iter().collect();
        let key = |s: &&Site| {
            let y = self.symbol(s.main);
            let area = y.is_some_and(|y| y.area);
            (!self.is_selected(s), !area, Reverse(y.map_or(0, |y| y.stories)), s.main)
        };
        order.sort_by_key(key);
        for site in order {
            let Some(s) = self.symbol(site.main).filter(|s| !s.label.is_empty()) else { continue };
            let mut others: Vec<&str> = site
                .members
                .iter()
                .filter_map(|&m| self.symbol(m))
                .map(|y| y.key.place.as_str())
                .filter(|p| *p != s.key.place)
                .collect();
            others.sort_unstable();
            others.dedup();
            let words = if others.is_empty() { s.label.clone() } else { format!("{} + {}", s.label, others.len()) };
            let selected = self.is_selected(site);
            let (size, colour) =
                if s.area { (self.metrics.area, self.palette.event) } else { (self.metrics.story, self.palette.text) };
            let pad = self.metrics.unit;
            let plate = selected && self.palette.plate.a() > 0;
            let colour = if plate { self.palette.plate_text } else { colour };
            let galley = text::layout(self.painter, &words, fonts::sans_bold(size), 0.0, colour);
            let margin = if plate { vec2(7.0, 3.0) * self.metrics.unit } else { vec2(0.0, 0.0) };
            let full = galley.size() + 2.0 * margin;
            let (gap, sides) =
                if selected { (self.metrics.plate_gap, &PLATE_SIDES[..]) } else { (self.metrics.gap, &NAME_SIDES[..]) };
            let whole = site.rect();
            let candidates: Vec<Rect> = sides.iter().map(|&side| beside(whole, full, gap, side)).collect();
            let found = candidates.iter().copied().find(|r| obstacles.is_free(r.expand(pad)));
            // A selected name is never dropped.
            let found = found.or_else(|| {
                let inside = candidates.iter().copied().find(|r| obstacles.holds(*r));
                inside.or(candidates.first().copied()).filter(|_| selected)
            });
            let Some(rect) = found else { continue };
            let halo = if plate {
                out.push(Shape::rect_filled(rect, 4.0 * self.metrics.unit, self.palette.plate));
                None
            } else {
                Some((self.metrics.halo_story, self.palette.halo))
            };
            text::draw(out, pos2(rect.left() + margin.x, rect.top() + margin.y), &galley, colour, halo, 0.0);
            obstacles.take(rect.expand(pad));
            painted.labels.push(PlacedLabel { symbol: Some(site.main), text: words, rect });
        }
    }
}
