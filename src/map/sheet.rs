//! From the Mercator square to the painter: one scale and one offset a frame, the centre subtracted in f64.

use crate::basemap::Square;
use crate::geo::{Mercator, Viewport};
use egui::{Pos2, Rect, pos2};

/// A viewport ready to place many points. One sheet shows one copy of the world.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet {
    /// The rectangle on the screen.
    pub rect: Rect,
    /// What is in view of this copy, with a margin for what reaches in.
    pub window: Square,
    /// Points per Mercator unit.
    pub scale: f64,
    centre: Mercator,
    middle: Pos2,
}

impl Sheet {
    /// The sheets of every copy of the world that is in view, west to east.
    pub(crate) fn copies(viewport: &Viewport) -> Vec<Self> {
        let scale = viewport.scale();
        let (left, top, right, bottom) = viewport.window();
        let finite = [left, top, right, bottom, scale].iter().all(|v| v.is_finite());
        if !finite || scale <= 0.0 || right - left > 16.0 {
            return Vec::new();
        }
        let margin = 40.0 / scale;
        ((left - margin).floor() as i32..=(right + margin).floor() as i32)
            .map(|copy| {
                let shift = f64::from(copy);
                Self {
                    rect: viewport.rect,
                    window: Square {
                        left: left - margin - shift,
                        top: top - margin,
                        right: right + margin - shift,
                        bottom: bottom + margin,
                    },
                    scale,
                    centre: Mercator { x: viewport.centre.x - shift, y: viewport.centre.y },
                    middle: viewport.rect.center(),
                }
            })
            .collect()
    }

    /// Screen position of a Mercator point.
    pub(crate) fn place(&self, p: [f64; 2]) -> Pos2 {
        pos2(
            self.middle.x + ((p[0] - self.centre.x) * self.scale) as f32,
            self.middle.y + ((p[1] - self.centre.y) * self.scale) as f32,
        )
    }

    /// Whether a box is in view.
    pub(crate) fn sees(&self, bounds: &Square) -> bool {
        self.window.meets(bounds)
    }

    /// A line's points on the screen: those less than `step` from the last are left out, the ends never.
    pub(crate) fn line(&self, points: &[[f64; 2]], step: f32) -> Vec<Pos2> {
        let mut out: Vec<Pos2> = Vec::with_capacity(points.len());
        let last = points.len().saturating_sub(1);
        for (i, p) in points.iter().enumerate() {
            let pos = self.place(*p);
            match out.last() {
                Some(before) if i < last && before.distance_sq(pos) < step * step => {}
                _ => out.push(pos),
            }
        }
        out
    }
}
