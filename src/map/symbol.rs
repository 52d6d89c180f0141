//! The five shapes: colour is the role, shape the kind, fill the certainty, size and number the stories.
//!
//! The map, the key of a page, the legend and the window's lists draw their symbols here, so they cannot differ.

use super::Palette;
use super::line::dashed;
use super::options::Metrics;
use super::painted::around;
use super::text;
use crate::briefing::Role;
use crate::geoparse::Band;
use egui::epaint::PathShape;
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// What stands under the pointer or was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// Neither.
    #[default]
    None,
    /// Under the pointer.
    Hovered,
    /// Chosen.
    Selected,
}

/// One symbol, ready to be painted.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph<'a> {
    /// Its middle.
    pub centre: Pos2,
    /// Radius r of the design, in points.
    pub radius: f32,
    /// Colour and shape.
    pub role: Role,
    /// A pill instead of a disc (for [`Role::Event`]).
    pub area: bool,
    /// Filled, open, dashed.
    pub band: Band,
    /// What is written on it; may be empty.
    pub number: &'a str,
    /// Rings.
    pub emphasis: Emphasis,
    /// A second ring: it stands for several places.
    pub cluster: bool,
}

impl<'a> Glyph<'a> {
    /// A plain symbol.
    pub fn new(centre: Pos2, radius: f32, role: Role, area: bool, band: Band, number: &'a str) -> Self {
        Self { centre, radius, role, area, band, number, emphasis: Emphasis::None, cluster: false }
    }

    /// Half width and half height of its outline, without halo and rings.
    pub fn half_size(&self) -> (f32, f32) {
        let r = self.radius;
        match (self.role, self.area) {
            (Role::Event, false) => (r, r),
            (Role::Event, true) => ((1.55 * r).max(r * (1.0 + 6.0 / 9.5)), 0.95 * r),
            (Role::Government, _) => (1.22 * r, 1.22 * r),
            (Role::Organisation | Role::From, _) => (0.9 * r, 0.9 * r),
        }
    }

    /// The box round its outline with its rings.
    pub fn outer_rect(&self, unit: f32) -> Rect {
        let (w, h) = self.half_size();
        let ring = match self.emphasis {
            Emphasis::Selected => 6.0,
            Emphasis::Hovered => 5.5,
            Emphasis::None if self.cluster => 5.0,
            Emphasis::None => 0.0,
        } * unit;
        let tail = if self.role == Role::From { TAIL * self.radius } else { 0.0 };
        let mut rect = around(self.centre, w + ring, h + ring);
        rect.max.y += tail;
        rect
    }

    /// Its closed outline, grown outwards by so many points.
    fn outline(&self, grow: f32) -> Vec<Pos2> {
        let (w, h) = self.half_size();
        let c = self.centre;
        match (self.role, self.area) {
            (Role::Event, false) => arc_box(c, w + grow, h + grow, w + grow, 12),
            (Role::Event, true) => arc_box(c, w + grow, h + grow, h + grow, 10),
            (Role::Government, _) => {
                // A square on its corner: moving each side out by `grow` moves the corners by its root of two.
                let d = w + grow * std::f32::consts::SQRT_2;
                vec![c + vec2(0.0, -d), c + vec2(d, 0.0), c + vec2(0.0, d), c + vec2(-d, 0.0)]
            }
            (Role::Organisation, _) => {
                let corner = self.radius * (1.5 / 9.0) + grow * 0.4;
                arc_box(c, w + grow, h + grow, corner, 4)
            }
            (Role::From, _) => {
                let (l, t, r, b) = (c.x - w - grow, c.y - h - grow, c.x + w + grow, c.y + h + grow);
                // The tail's slanted edge moves out by `grow` too; the factors are its slope's.
                let tip = b + TAIL * self.radius + grow * 0.9;
                let foot = l + (0.95 * self.radius) + grow * 0.5;
                // Begun at the upper left, from where every other corner is seen: egui fills paths as fans.
                vec![pos2(l, t), pos2(r, t), pos2(r, b), pos2(foot, b), pos2(l, tip)]
            }
        }
    }

    /// Paints halo, rings, shape and number. `unit` is points per design point.
    pub fn paint(&self, painter: &Painter, palette: &Palette, unit: f32) {
        let mut shapes = Vec::with_capacity(8);
        self.draw(painter, palette, unit, &mut shapes);
        painter.extend(shapes);
    }

    /// The same into a list; the painter only lays out the number.
    pub(crate) fn draw(&self, painter: &Painter, palette: &Palette, unit: f32, out: &mut Vec<Shape>) {
        let colour = palette.role(self.role);
        let fill = |grow: f32, fill: Color32| Shape::convex_polygon(self.outline(grow), fill, Stroke::NONE);
        match self.emphasis {
            Emphasis::None => {
                if self.cluster {
                    out.push(fill(4.0 * unit + 2.0 * unit, palette.halo));
                    out.push(closed(self.outline(4.0 * unit), Stroke::new(1.6 * unit, colour)));
                } else {
                    out.push(fill(1.5 * unit, palette.halo));
                }
            }
            Emphasis::Hovered => {
                out.push(fill(6.0 * unit, palette.halo));
                out.push(closed(self.outline(4.5 * unit), Stroke::new(2.0 * unit, palette.hover)));
            }
            Emphasis::Selected => {
                out.push(fill(5.5 * unit, palette.selection));
                out.push(closed(self.outline(5.5 * unit), Stroke::new(1.2 * unit, palette.selection_hairline)));
                out.push(fill(1.6 * unit, opaque(palette.halo)));
            }
        }
        let number = match self.band {
            Band::High => {
                out.push(fill(0.0, colour));
                palette.number
            }
            Band::Check => {
                out.push(fill(0.0, palette.inside_open));
                out.push(closed(self.outline(-1.2 * unit), Stroke::new(2.4 * unit, colour)));
                colour
            }
            Band::Guess => {
                out.push(fill(0.0, palette.inside_open));
                let mut ring = self.outline(-0.9 * unit);
                ring.extend(ring.first().copied());
                out.extend(dashed(&ring, Stroke::new(1.8 * unit, colour), 3.0 * unit, 2.6 * unit, 0.0));
                colour
            }
        };
        if !self.number.is_empty() {
            text::number(painter, out, self.centre, self.number, self.radius, number);
        }
    }
}

/// How far the tail of "reported from" hangs below the square, in radii.
const TAIL: f32 = 0.62;

/// A colour without its transparency, for what must hide what lies below.
fn opaque(c: Color32) -> Color32 {
    let [r, g, b, a] = c.to_srgba_unmultiplied();
    if a == 0 { c } else { Color32::from_rgb(r, g, b) }
}

fn closed(points: Vec<Pos2>, stroke: Stroke) -> Shape {
    Shape::Path(PathShape {
        points,
        closed: true,
        fill: Color32::TRANSPARENT,
        stroke: egui::epaint::PathStroke { kind: StrokeKind::Middle, ..stroke.into() },
    })
}

/// A box with round corners as a closed path, clockwise from the upper left; `steps` chords a corner.
fn arc_box(c: Pos2, half_width: f32, half_height: f32, corner: f32, steps: usize) -> Vec<Pos2> {
    let k = corner.clamp(0.0, half_width.min(half_height));
    let (dx, dy) = (half_width - k, half_height - k);
    let mut out = Vec::with_capacity(4 * (steps + 1));
    for (quadrant, (sx, sy)) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)].into_iter().enumerate() {
        let middle = c + vec2(sx * dx, sy * dy);
        for i in 0..=steps {
            let turn = (quadrant as f32 + 2.0 + i as f32 / steps.max(1) as f32) * std::f32::consts::FRAC_PI_2;
            let p = middle + vec2(libm::cosf(turn) * k, libm::sinf(turn) * k);
            if out.last() != Some(&p) {
                out.push(p);
            }
        }
    }
    if out.len() > 1 && out.first() == out.last() {
        out.pop();
    }
    out
}

/// The radius at which an event's symbol is drawn.
pub(crate) fn radius(metrics: &Metrics, stories: u32, area: bool) -> f32 {
    if area { metrics.pill } else { metrics.radius(stories) }
}
