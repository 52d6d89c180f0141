//! Outlines and tints of the areas that stories name: which are drawn, and how.

use super::Palette;
use super::ground::{fill, visible_ranges};
use super::line::dashed;
use super::options::Metrics;
use super::sheet::Sheet;
use crate::basemap::{Area, Basemap, Ring};
use crate::briefing::{Role, Scene, Symbol};
use crate::geoparse::Band;
use egui::epaint::Mesh;
use egui::{Shape, Stroke};
use std::cmp::Reverse;
use std::sync::Arc;

/// Below this zoom only the most told areas are outlined: a world full of outlines tells nothing.
const FEW_BELOW: f64 = 3.6;
/// How many then.
const FEW: usize = 6;
/// Rings smaller than this across are left out unless they are an area's largest, design points.
const ISLET: f32 = 12.0;
/// The same for dashes and dots, which need some length to be read as such.
const ISLET_DASHED: f32 = 26.0;

/// The polygons behind a symbol, where the basemap knows any.
pub(crate) fn of(symbol: &Symbol, basemap: &Basemap, zoom: f64) -> Option<Arc<Area>> {
    if !symbol.area {
        return None;
    }
    if !symbol.rings.is_empty() {
        return Some(Arc::new(Area::of_rings(&symbol.rings)));
    }
    if let Some(code) = &symbol.country {
        return basemap.area(&[code], zoom);
    }
    if !symbol.members.is_empty() {
        let codes: Vec<&str> = symbol.members.iter().map(String::as_str).collect();
        return basemap.area(&codes, zoom);
    }
    let code = symbol.admin1.as_deref()?;
    basemap.area(&[symbol.key.place.as_str()], zoom).or_else(|| basemap.area(&[code], zoom))
}

/// What outlines are drawn with.
pub(crate) struct Outlines<'a> {
    pub palette: &'static Palette,
    pub metrics: &'a Metrics,
    pub basemap: &'a Basemap,
    pub sheets: &'a [Sheet],
    /// Zoom as if a design point were a painter point.
    pub zoom: f64,
}

impl Outlines<'_> {
    /// For each symbol the polygons behind it, at the detail of a zoom.
    pub(crate) fn of_all(&self, scene: &Scene, zoom: f64) -> Vec<Option<Arc<Area>>> {
        scene.symbols.iter().map(|s| of(s, self.basemap, zoom)).collect()
    }

    /// The symbols whose outlines are drawn, in the scene's order. The same area in another role has the same outline,
    /// so only events count. The hovered one is the caller's.
    pub(crate) fn chosen(&self, scene: &Scene, areas: &[Option<Arc<Area>>]) -> Vec<usize> {
        let mut out: Vec<(usize, &Symbol)> = scene
            .symbols
            .iter()
            .enumerate()
            .zip(areas)
            .filter(|((_, s), area)| s.key.role == Role::Event && area.as_ref().is_some_and(|a| self.shows(a)))
            .map(|(s, _)| s)
            .collect();
        if self.zoom < FEW_BELOW {
            let is_selected = |i: usize| scene.selected == Some(i);
            out.sort_by_key(|&(i, s)| (!is_selected(i), Reverse(s.stories), i));
            let mut left = FEW;
            out.retain(|&(i, s)| {
                if is_selected(i) {
                    return true;
                }
                let keep = left > 0 && s.band == Band::High;
                left -= usize::from(keep);
                keep
            });
        }
        let mut out: Vec<usize> = out.into_iter().map(|(i, _)| i).collect();
        out.sort_unstable();
        out
    }

    /// Whether an outline is in view and large enough to be more than a blot under its own symbol.
    pub(crate) fn shows(&self, area: &Area) -> bool {
        area.rings.first().is_some_and(|r| self.across(r) >= ISLET) && self.sheets.iter().any(|s| s.sees(&area.bounds))
    }

    /// Size of a ring on the screen, design points.
    fn across(&self, ring: &Ring) -> f32 {
        self.sheets.first().map_or(0.0, |s| (ring.span() * s.scale) as f32 / self.metrics.unit)
    }

    /// Draws one area's tint and outline. Dashes and dots lie on a halo, or a border beneath would fill their gaps.
    pub(crate) fn draw(&self, symbol: &Symbol, area: &Area, out: &mut Vec<Shape>) {
        let region = !symbol.members.is_empty();
        // A whole country's outline on a map of the world is thinner, as its borders are.
        let thin = if self.zoom < FEW_BELOW { 0.75 } else { 1.0 };
        let k = self.metrics.line;
        let width = if region { 1.5 } else { 1.8 } * k * thin;
        let stroke = Stroke::new(width, self.palette.event.gamma_multiply(0.9));
        let level = self.basemap.level(area.level);
        let least = if symbol.band == Band::High { ISLET } else { ISLET_DASHED };
        for sheet in self.sheets.iter().filter(|s| s.sees(&area.bounds)) {
            if symbol.band == Band::High && !region {
                let mut mesh = Mesh::default();
                let tint = self.palette.event.gamma_multiply(self.palette.area_tint);
                for part in area.parts.iter().filter_map(|&i| level.parts.get(i)).filter(|p| sheet.sees(&p.bounds)) {
                    fill(&mut mesh, sheet, level, &part.corners, &part.triangles, tint);
                }
                if !mesh.is_empty() {
                    out.push(Shape::mesh(mesh));
                }
            }
            for (i, ring) in area.rings.iter().enumerate().filter(|(_, r)| sheet.sees(&r.bounds)) {
                // Rings come by size.
                if i > 0 && self.across(ring) < least {
                    break;
                }
                for points in &ring.lines {
                    self.line(sheet, points, symbol.band, stroke, out);
                }
            }
        }
    }

    fn line(&self, sheet: &Sheet, points: &[[f64; 2]], band: Band, stroke: Stroke, out: &mut Vec<Shape>) {
        let k = self.metrics.line;
        for range in visible_ranges(sheet, points) {
            let Some(run) = points.get(range.clone()) else { continue };
            let line = sheet.line(run, self.metrics.unit);
            if line.len() < 2 {
                continue;
            }
            let (on, off) = match band {
                Band::High => {
                    out.push(Shape::line(line, stroke));
                    continue;
                }
                Band::Check => (9.0 * k, 4.0 * k),
                Band::Guess => (2.0 * k, 3.0 * k),
            };
            // The pattern is counted from the line's own beginning, so that it holds still while the map moves.
            let before: f64 = points
                .get(..=range.start)
                .unwrap_or(&[])
                .windows(2)
                .map(|w| match w {
                    &[a, b] => libm::hypot(b[0] - a[0], b[1] - a[1]),
                    _ => 0.0,
                })
                .sum();
            out.push(Shape::line(line.clone(), Stroke::new(3.6 * k, self.palette.halo)));
            out.extend(dashed(&line, stroke, on, off, (before * sheet.scale) as f32));
        }
    }
}
