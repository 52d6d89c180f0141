//! Sea, land, lakes, rivers and borders.

use super::line::dashed;
use super::options::Metrics;
use super::sheet::Sheet;
use super::{Palette, relief};
use crate::basemap::{Basemap, Class, Level};
use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, TextureHandle, pos2};
use std::ops::Range;

/// Points closer than this on the screen are one, in points.
const STEP: f32 = 0.75;

/// How a zoom is drawn.
pub(crate) struct Ground<'a> {
    /// Lends its context to the relief's textures; nothing is added to it.
    pub painter: &'a Painter,
    pub palette: &'static Palette,
    pub metrics: &'a Metrics,
    pub basemap: &'a Basemap,
    pub sheets: &'a [Sheet],
    /// Zoom as if a design point were a painter point: a page at twice the resolution shows the same detail.
    pub zoom: f64,
    pub relief: bool,
}

impl Ground<'_> {
    /// Draws all of it into `out` and gives the textures that it needs.
    pub(crate) fn draw(&self, rect: Rect, out: &mut Vec<Shape>) -> Vec<TextureHandle> {
        out.push(Shape::rect_filled(rect, 0.0, self.palette.sea));
        let level = self.basemap.level(Basemap::level_at(self.zoom));
        for sheet in self.sheets {
            self.land(sheet, level, out);
        }
        let mut textures = Vec::new();
        if self.relief {
            relief::draw(self.painter, self.palette, self.basemap, self.sheets, self.zoom, out, &mut textures);
        }
        for sheet in self.sheets {
            self.provinces(sheet, level, out);
            self.rivers(sheet, level, out);
            self.lakes(sheet, level, out);
            self.lines(sheet, level, out);
        }
        textures
    }

    fn land(&self, sheet: &Sheet, level: &Level, out: &mut Vec<Shape>) {
        let mut mesh = Mesh::default();
        for part in level.parts.iter().filter(|p| sheet.sees(&p.bounds)) {
            fill(&mut mesh, sheet, level, &part.corners, &part.triangles, self.palette.land);
        }
        if !mesh.is_empty() {
            out.push(Shape::mesh(mesh));
        }
    }

    fn lakes(&self, sheet: &Sheet, level: &Level, out: &mut Vec<Shape>) {
        let mut mesh = Mesh::default();
        let mut edges = Vec::new();
        let least = 3.0 * f64::from(self.metrics.unit) / sheet.scale;
        let stroke = Stroke::new(0.9 * self.metrics.line, self.palette.lake_edge);
        for lake in level.lakes.iter().filter(|l| sheet.sees(&l.bounds)) {
            if lake.bounds.right - lake.bounds.left < least && lake.bounds.bottom - lake.bounds.top < least {
                continue;
            }
            fill(&mut mesh, sheet, level, &lake.corners, &lake.triangles, self.palette.sea);
            for ring in &lake.rings {
                let Some(points) = level.corners.get(ring.clone()) else { continue };
                let mut line = sheet.line(points, STEP);
                if line.len() > 2 {
                    // Closed by hand: egui's closed lines grow spikes at sharp corners, its open ones do not.
                    line.extend(line.first().copied());
                    edges.push(Shape::line(line, stroke));
                }
            }
        }
        if !mesh.is_empty() {
            out.push(Shape::mesh(mesh));
        }
        out.extend(edges);
    }

    fn rivers(&self, sheet: &Sheet, level: &Level, out: &mut Vec<Shape>) {
        let most = river_rank(self.zoom);
        for river in level.rivers.iter().filter(|r| r.rank <= most && sheet.sees(&r.bounds)) {
            let width = match river.rank {
                0..=2 => 1.3,
                3..=4 => 1.1,
                _ => 0.7,
            };
            let Some(points) = level.points.get(river.points.clone()) else { continue };
            for run in visible_runs(sheet, points) {
                let line = sheet.line(run, STEP);
                if line.len() > 1 {
                    out.push(Shape::line(line, Stroke::new(width * self.metrics.line, self.palette.river)));
                }
            }
        }
    }

    fn provinces(&self, sheet: &Sheet, level: &Level, out: &mut Vec<Shape>) {
        if self.zoom < 4.2 {
            return;
        }
        let stroke = Stroke::new(0.7 * self.metrics.line, self.palette.province);
        Self::strands(sheet, level, Class::Province, &mut |line, _| out.push(Shape::line(line, stroke)));
    }

    fn lines(&self, sheet: &Sheet, level: &Level, out: &mut Vec<Shape>) {
        let k = self.metrics.line;
        let stroke = |width: f32, colour| Stroke::new(width * k, colour);
        let p = self.palette;
        Self::strands(sheet, level, Class::Coast, &mut |line, _| out.push(Shape::line(line, stroke(0.9, p.coast))));
        // A whole world of borders is thinner, or small countries would be nothing but ink.
        let thin = if self.zoom < 3.0 { 0.8 } else { 1.0 };
        Self::strands(sheet, level, Class::Border, &mut |line, _| {
            out.push(Shape::line(line, stroke(1.25 * thin, p.border)));
        });
        Self::strands(sheet, level, Class::Disputed, &mut |line, phase| {
            out.extend(dashed(&line, stroke(1.2 * thin, p.border), 5.0 * k, 3.5 * k, phase));
        });
        Self::strands(sheet, level, Class::Control, &mut |line, phase| {
            out.extend(dashed(&line, stroke(1.6 * thin, p.border), 1.6 * k, 2.6 * k, phase));
        });
    }

    /// Every strand of a class that is in view, as a line and the phase of its dashes.
    fn strands(sheet: &Sheet, level: &Level, class: Class, draw: &mut dyn FnMut(Vec<Pos2>, f32)) {
        for strand in level.strands.iter().filter(|s| s.class == class && sheet.sees(&s.bounds)) {
            let Some(points) = level.points.get(strand.points.clone()) else { continue };
            let line = sheet.line(points, STEP);
            if line.len() > 1 {
                draw(line, (strand.before * sheet.scale) as f32);
            }
        }
    }
}

/// The largest rank of river drawn at a zoom.
pub(crate) fn river_rank(zoom: f64) -> u8 {
    match zoom {
        z if z < 2.4 => 1,
        z if z < 3.4 => 3,
        z if z < 4.4 => 5,
        z if z < 5.2 => 6,
        z if z < 6.2 => 7,
        z if z < 7.0 => 8,
        _ => 10,
    }
}

/// Stretches of a line that are in view, each with one point beyond the edge.
pub(crate) fn visible_runs<'a>(sheet: &Sheet, points: &'a [[f64; 2]]) -> Vec<&'a [[f64; 2]]> {
    visible_ranges(sheet, points).into_iter().filter_map(|r| points.get(r)).collect()
}

/// The same as ranges.
pub(crate) fn visible_ranges(sheet: &Sheet, points: &[[f64; 2]]) -> Vec<Range<usize>> {
    let w = sheet.window;
    let meets = |a: &[f64; 2], b: &[f64; 2]| {
        a[0].min(b[0]) <= w.right && a[0].max(b[0]) >= w.left && a[1].min(b[1]) <= w.bottom && a[1].max(b[1]) >= w.top
    };
    let mut out = Vec::new();
    let mut start: Option<usize> = None;
    for (i, pair) in points.windows(2).enumerate() {
        let &[a, b] = pair else { continue };
        match (meets(&a, &b), start) {
            (true, None) => start = Some(i),
            (false, Some(s)) => {
                out.push(s..i + 1);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(s) = start {
        out.push(s..points.len());
    }
    out
}

/// How far beyond the view a triangle may reach before it is clipped, in points: what rasterisers of fixed-point
/// coordinates take.
const FAR: f32 = 6000.0;

/// Adds the triangles of a polygon to a mesh.
pub(crate) fn fill(
    mesh: &mut Mesh,
    sheet: &Sheet,
    level: &Level,
    corners: &Range<usize>,
    triangles: &Range<usize>,
    color: Color32,
) {
    let (Some(points), Some(indices)) = (level.corners.get(corners.clone()), level.triangles.get(triangles.clone()))
    else {
        return;
    };
    let base = mesh.vertices.len() as u32;
    let near = sheet.rect.expand(FAR);
    let mut all_near = true;
    let start = mesh.vertices.len();
    mesh.vertices.extend(points.iter().map(|p| {
        let pos = sheet.place(*p);
        all_near &= near.contains(pos);
        Vertex { pos, uv: WHITE_UV, color }
    }));
    if all_near {
        mesh.indices.extend(indices.iter().map(|i| base + i));
        return;
    }
    let placed: Vec<Pos2> = mesh.vertices.drain(start..).map(|v| v.pos).collect();
    for triangle in indices.chunks_exact(3) {
        let corner = |i: usize| triangle.get(i).and_then(|&t| placed.get(t as usize)).copied();
        let (Some(a), Some(b), Some(c)) = (corner(0), corner(1), corner(2)) else { continue };
        let polygon = clip(&[a, b, c], near);
        let base = mesh.vertices.len() as u32;
        mesh.vertices.extend(polygon.iter().map(|&pos| Vertex { pos, uv: WHITE_UV, color }));
        for i in 2..polygon.len() as u32 {
            mesh.indices.extend([base, base + i - 1, base + i]);
        }
    }
}

/// A convex polygon cut to a rectangle (Sutherland and Hodgman 1974).
pub(crate) fn clip(polygon: &[Pos2], to: Rect) -> Vec<Pos2> {
    let mut points = polygon.to_vec();
    for side in 0..4 {
        let depth = |p: Pos2| match side {
            0 => p.x - to.left(),
            1 => to.right() - p.x,
            2 => p.y - to.top(),
            _ => to.bottom() - p.y,
        };
        let mut out = Vec::with_capacity(points.len() + 2);
        for (i, &a) in points.iter().enumerate() {
            let b = points.get(i + 1).or(points.first()).copied().unwrap_or(a);
            let (da, db) = (depth(a), depth(b));
            if da >= 0.0 {
                out.push(a);
            }
            if (da >= 0.0) != (db >= 0.0) {
                let t = f64::from(da) / (f64::from(da) - f64::from(db));
                let mix = |a: f32, b: f32| (f64::from(a) + (f64::from(b) - f64::from(a)) * t) as f32;
                out.push(pos2(mix(a.x, b.x), mix(a.y, b.y)));
            }
        }
        points = out;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LatLon, Viewport};

    fn sheet() -> Sheet {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), egui::vec2(400.0, 300.0));
        let view = Viewport::new(rect, LatLon::wrapped(0.0, 179.0), 3.0);
        Sheet::copies(&view).into_iter().next().unwrap()
    }

    #[test]
    fn a_view_across_the_antimeridian_has_two_sheets() {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), egui::vec2(400.0, 300.0));
        let view = Viewport::new(rect, LatLon::wrapped(0.0, 179.0), 3.0);
        let sheets = Sheet::copies(&view);
        assert_eq!(sheets.len(), 2);
        // The seam lies at the same place on both.
        assert_eq!(sheets[0].place([1.0, 0.5]).x.round(), sheets[1].place([0.0, 0.5]).x.round());
    }

    #[test]
    fn a_triangle_is_cut_to_the_box() {
        let to = Rect::from_min_max(pos2(0.0, 0.0), pos2(10.0, 10.0));
        let cut = clip(&[pos2(-10.0, 5.0), pos2(20.0, -20.0), pos2(20.0, 30.0)], to);
        assert!(cut.len() >= 4 && cut.iter().all(|p| to.expand(1e-3).contains(*p)));
        assert!(clip(&[pos2(20.0, 0.0), pos2(30.0, 0.0), pos2(20.0, 9.0)], to).is_empty());
    }

    #[test]
    fn only_the_part_in_view_is_kept() {
        let s = sheet();
        let y = s.window.top.midpoint(s.window.bottom);
        let line: Vec<[f64; 2]> = (0..100).map(|i| [f64::from(i) / 99.0, y]).collect();
        let runs = visible_runs(&s, &line);
        assert_eq!(runs.len(), 1);
        assert!(runs[0].len() < 30);
    }
}
