//! The program's pictures: strokes of 1.4 on a grid of 16, round ends.

use egui::{Color32, Painter, Pos2, Shape, Stroke, Vec2, pos2, vec2};

/// A picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after what it shows")]
pub(in crate::window) enum Icon {
    Search,
    Undo,
    Redo,
    Theme,
    Copy,
    Export,
    Folder,
    Down,
    Left,
    Right,
    Plus,
    Minus,
    Fit,
    Close,
    Sort,
    Play,
    Pause,
    Calendar,
    Unplaced,
    Notice,
    Page,
    Check,
    List,
    Pen,
}

const WIDTH: f32 = 1.4;

/// Paints a picture round a centre.
pub(in crate::window) fn paint(painter: &Painter, icon: Icon, centre: Pos2, ink: Color32) {
    let o = centre - Vec2::splat(8.0);
    let pen = Pen { painter, o, ink };
    match icon {
        Icon::Search => {
            pen.ring((7.0, 7.0), 4.6);
            pen.line(&[(10.5, 10.5), (14.2, 14.2)]);
        }
        Icon::Undo | Icon::Redo => {
            let m = |x: f32| if icon == Icon::Undo { x } else { 16.0 - x };
            pen.line(&[(m(5.6), 3.0), (m(2.4), 6.2), (m(5.6), 9.4)]);
            let mut arc = vec![(m(2.4), 6.2), (m(9.8), 6.2)];
            arc.extend((0..=10).map(|i| {
                let a = -std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * i as f32 / 10.0;
                (m(9.8 + 3.6 * a.cos()), 9.8 + 3.6 * a.sin())
            }));
            arc.push((m(6.6), 13.4));
            pen.line(&arc);
        }
        Icon::Theme => {
            pen.ring((8.0, 8.0), 5.6);
            let half: Vec<Pos2> = (0..=16)
                .map(|i| {
                    let a = -std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * i as f32 / 16.0;
                    o + vec2(8.0 + 5.6 * a.cos(), 8.0 + 5.6 * a.sin())
                })
                .collect();
            painter.add(Shape::convex_polygon(half, ink, Stroke::NONE));
        }
        Icon::Copy => {
            pen.line(&[(10.6, 2.2), (2.6, 2.2), (2.6, 10.6)]);
            pen.frame((5.4, 5.0), (13.6, 13.8));
        }
        Icon::Export => {
            pen.line(&[(8.0, 10.0), (8.0, 1.8)]);
            pen.line(&[(4.8, 5.0), (8.0, 1.8), (11.2, 5.0)]);
            pen.line(&[(2.4, 9.4), (2.4, 13.8), (13.6, 13.8), (13.6, 9.4)]);
        }
        Icon::Folder => {
            pen.closed(&[(1.8, 3.4), (6.2, 3.4), (7.8, 5.2), (14.2, 5.2), (14.2, 13.0), (1.8, 13.0)]);
        }
        Icon::Down => pen.line(&[(4.4, 6.2), (8.0, 9.8), (11.6, 6.2)]),
        Icon::Left => pen.line(&[(9.8, 4.0), (5.8, 8.0), (9.8, 12.0)]),
        Icon::Right => pen.line(&[(6.2, 4.0), (10.2, 8.0), (6.2, 12.0)]),
        Icon::Plus => {
            pen.line(&[(8.0, 3.0), (8.0, 13.0)]);
            pen.line(&[(3.0, 8.0), (13.0, 8.0)]);
        }
        Icon::Minus => pen.line(&[(3.0, 8.0), (13.0, 8.0)]),
        Icon::Fit => {
            for (sx, sy) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
                let f = |v: f32, s: f32| if s == 0.0 { v } else { 16.0 - v };
                pen.line(&[(f(2.6, sx), f(6.0, sy)), (f(2.6, sx), f(2.6, sy)), (f(6.0, sx), f(2.6, sy))]);
            }
        }
        Icon::Close => {
            pen.line(&[(4.0, 4.0), (12.0, 12.0)]);
            pen.line(&[(12.0, 4.0), (4.0, 12.0)]);
        }
        Icon::Sort => {
            pen.line(&[(4.2, 2.6), (4.2, 13.2)]);
            pen.line(&[(1.8, 10.8), (4.2, 13.2), (6.6, 10.8)]);
            pen.line(&[(8.6, 3.6), (14.4, 3.6)]);
            pen.line(&[(8.6, 7.6), (13.0, 7.6)]);
            pen.line(&[(8.6, 11.6), (11.4, 11.6)]);
        }
        Icon::Play => {
            let shape = [(4.6, 2.8), (13.0, 8.0), (4.6, 13.2)].map(|p| pen.at(p)).to_vec();
            painter.add(Shape::convex_polygon(shape, ink, Stroke::new(1.0, ink)));
        }
        Icon::Pause => {
            for x in [4.0, 9.4] {
                painter.rect_filled(egui::Rect::from_min_size(pen.at((x, 3.0)), vec2(2.8, 10.0)), 1.0, ink);
            }
        }
        Icon::Calendar => {
            pen.frame((2.2, 3.2), (13.8, 13.8));
            pen.line(&[(2.2, 6.8), (13.8, 6.8)]);
            pen.line(&[(5.4, 1.6), (5.4, 4.4)]);
            pen.line(&[(10.6, 1.6), (10.6, 4.4)]);
        }
        Icon::Unplaced => pen.dashed_ring((8.0, 8.0), 5.4),
        Icon::Notice => {
            pen.closed(&[(8.0, 2.0), (14.6, 13.6), (1.4, 13.6)]);
            pen.line(&[(8.0, 6.4), (8.0, 9.6)]);
            painter.circle_filled(pen.at((8.0, 11.7)), 0.9, ink);
        }
        Icon::Page => {
            pen.closed(&[(3.4, 1.8), (9.6, 1.8), (12.8, 5.0), (12.8, 14.2), (3.4, 14.2)]);
            pen.line(&[(5.8, 8.0), (10.4, 8.0)]);
            pen.line(&[(5.8, 11.0), (10.4, 11.0)]);
        }
        Icon::Pen => {
            pen.closed(&[(2.4, 13.6), (3.2, 10.4), (11.0, 2.6), (13.4, 5.0), (5.6, 12.8)]);
            pen.line(&[(9.2, 4.4), (11.6, 6.8)]);
        }
        Icon::Check => pen.line(&[(3.2, 8.4), (6.6, 11.8), (13.0, 4.8)]),
        Icon::List => {
            for y in [4.0, 8.0, 12.0] {
                painter.circle_filled(pen.at((3.0, y)), 1.1, ink);
                pen.line(&[(6.2, y), (13.8, y)]);
            }
        }
    }
}

/// The program's sign: a globe with one story on it, `size` across.
pub(in crate::window) fn logo(painter: &Painter, centre: Pos2, size: f32, ink: Color32, story: Color32, back: Color32) {
    let r = size * 0.42;
    let line = Stroke::new((size * 0.07).max(1.2), ink);
    painter.circle_stroke(centre, r, line);
    painter.add(Shape::ellipse_stroke(centre, vec2(r * 0.45, r), line));
    painter.line_segment([centre - vec2(r, 0.0), centre + vec2(r, 0.0)], line);
    for s in [-0.5f32, 0.5] {
        let half = r * (1.0 - s * s).sqrt();
        painter.line_segment([centre + vec2(-half, r * s), centre + vec2(half, r * s)], line);
    }
    let dot = centre + vec2(r * 0.62, -r * 0.62);
    painter.circle_filled(dot, size * 0.25, back);
    painter.circle_filled(dot, size * 0.18, story);
}

/// Draws on the grid of 16 whose corner is `o`.
struct Pen<'a> {
    painter: &'a Painter,
    o: Pos2,
    ink: Color32,
}

impl Pen<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.o + vec2(x, y)
    }

    fn stroke(&self) -> Stroke {
        Stroke::new(WIDTH, self.ink)
    }

    fn line(&self, points: &[(f32, f32)]) {
        let points: Vec<Pos2> = points.iter().map(|&p| self.at(p)).collect();
        for end in points.first().into_iter().chain(points.last()) {
            self.painter.circle_filled(*end, WIDTH / 2.0, self.ink);
        }
        self.painter.add(Shape::line(points, self.stroke()));
    }

    fn closed(&self, points: &[(f32, f32)]) {
        let points: Vec<Pos2> = points.iter().map(|&p| self.at(p)).collect();
        self.painter.add(Shape::closed_line(points, self.stroke()));
    }

    fn frame(&self, min: (f32, f32), max: (f32, f32)) {
        let rect = egui::Rect::from_min_max(self.at(min), self.at(max));
        self.painter.rect_stroke(rect, 1.5, self.stroke(), egui::StrokeKind::Middle);
    }

    fn ring(&self, centre: (f32, f32), radius: f32) {
        self.painter.circle_stroke(self.at(centre), radius, self.stroke());
    }

    fn dashed_ring(&self, centre: (f32, f32), radius: f32) {
        let c = self.at(centre);
        for i in 0..6 {
            let from = std::f32::consts::TAU * (i as f32 / 6.0 + 0.03);
            let arc: Vec<Pos2> = (0..=4)
                .map(|k| from + std::f32::consts::TAU * 0.11 * k as f32 / 4.0)
                .map(|a| pos2(c.x + radius * a.cos(), c.y + radius * a.sin()))
                .collect();
            self.painter.add(Shape::line(arc, self.stroke()));
        }
    }
}
