//! One level of detail, decoded: lines to stroke, polygons to fill, areas to outline.

use super::frozen::Reader;
use super::{Class, Square};

/// A stretch of a line short enough to be left out as a whole when it is out of view.
#[derive(Clone, Debug)]
pub(crate) struct Strand {
    /// What it is.
    pub class: Class,
    /// Box round it.
    pub bounds: Square,
    /// Range of [`Level::points`].
    pub points: std::ops::Range<usize>,
    /// Length of its line before it, in Mercator units: the phase of its dashes.
    pub before: f64,
}

/// A polygon with its triangles.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Division (or block, at the coarsest level) it belongs to.
    pub owner: u32,
    /// Box round it.
    pub bounds: Square,
    /// Range of [`Level::corners`].
    pub corners: std::ops::Range<usize>,
    /// Range of [`Level::triangles`]; indices count from the start of `corners`.
    pub triangles: std::ops::Range<usize>,
    /// Its rings, as (arc, backwards).
    pub rings: Vec<Vec<(u32, bool)>>,
}

/// A lake.
#[derive(Clone, Debug)]
pub(crate) struct Lake {
    pub bounds: Square,
    pub corners: std::ops::Range<usize>,
    pub triangles: std::ops::Range<usize>,
    /// Ranges of [`Level::corners`], one a ring, not closed.
    pub rings: Vec<std::ops::Range<usize>>,
}

/// A line of a river.
#[derive(Clone, Debug)]
pub(crate) struct River {
    pub name: String,
    /// Natural Earth's scale rank, 0 the largest.
    pub rank: u8,
    pub bounds: Square,
    pub points: std::ops::Range<usize>,
}

/// One level of detail.
#[derive(Debug, Default)]
pub(crate) struct Level {
    /// Points of lines, Mercator.
    pub points: Vec<[f64; 2]>,
    /// Each arc as a range of `points`.
    pub arcs: Vec<std::ops::Range<usize>>,
    /// The class of each arc.
    pub classes: Vec<Class>,
    pub strands: Vec<Strand>,
    /// Points of polygons, Mercator.
    pub corners: Vec<[f64; 2]>,
    pub triangles: Vec<u32>,
    pub parts: Vec<Part>,
    pub lakes: Vec<Lake>,
    pub rivers: Vec<River>,
}

/// Segments of a strand, at most.
const STRAND: usize = 40;

impl Level {
    /// Decodes a section; `None` when it is damaged.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut r = Reader::new(bytes);
        let mut out = Self::default();
        let bits = r.number()?;
        if bits > 30 {
            return None;
        }
        let unit = 1.0 / f64::from(1_u32 << bits);
        let to = |p: &[i32; 2]| [f64::from(p[0]) * unit, f64::from(p[1]) * unit];
        let mut last = [0, 0];
        let mut line = Vec::new();
        for _ in 0..r.count()? {
            let class = Class::of(r.number()?)?;
            line.clear();
            r.line(&mut last, &mut line)?;
            let start = out.points.len();
            out.points.extend(line.iter().map(to));
            out.arcs.push(start..out.points.len());
            out.classes.push(class);
            if class != Class::Seam {
                out.cut(class, start);
            }
        }
        for _ in 0..r.count()? {
            let owner = u32::try_from(r.number()?).ok()?;
            let first = out.corners.len();
            let mut rings = Vec::new();
            for _ in 0..r.count()? {
                let start = out.corners.len();
                let mut ring = Vec::new();
                for _ in 0..r.count()? {
                    let code = r.number()?;
                    let (arc, back) = ((code >> 1) as usize, code & 1 == 1);
                    let points = out.points.get(out.arcs.get(arc)?.clone())?;
                    let skip = usize::from(out.corners.len() > start);
                    if back {
                        out.corners.extend(points.iter().rev().skip(skip));
                    } else {
                        out.corners.extend(points.iter().skip(skip));
                    }
                    ring.push((arc as u32, back));
                }
                if out.corners.len() > start + 1 && out.corners.get(start) == out.corners.last() {
                    out.corners.pop();
                }
                rings.push(ring);
            }
            let corners = first..out.corners.len();
            let triangles = out.indices(&mut r, corners.len())?;
            let bounds = Square::around(out.corners.get(corners.clone())?);
            out.parts.push(Part { owner, bounds, corners, triangles, rings });
        }
        for _ in 0..r.count()? {
            let first = out.corners.len();
            let mut rings = Vec::new();
            for _ in 0..r.count()? {
                let start = out.corners.len();
                line.clear();
                r.line(&mut last, &mut line)?;
                out.corners.extend(line.iter().map(to));
                rings.push(start..out.corners.len());
            }
            let corners = first..out.corners.len();
            let triangles = out.indices(&mut r, corners.len())?;
            let bounds = Square::around(out.corners.get(corners.clone())?);
            out.lakes.push(Lake { bounds, corners, triangles, rings });
        }
        for _ in 0..r.count()? {
            let name = r.words()?.to_owned();
            let rank = r.number()? as u8;
            line.clear();
            r.line(&mut last, &mut line)?;
            let start = out.points.len();
            out.points.extend(line.iter().map(to));
            let points = start..out.points.len();
            let bounds = Square::around(out.points.get(points.clone())?);
            out.rivers.push(River { name, rank, bounds, points });
        }
        Some(out)
    }

    fn indices(&mut self, r: &mut Reader<'_>, corners: usize) -> Option<std::ops::Range<usize>> {
        let start = self.triangles.len();
        let mut last = 0_i64;
        for _ in 0..r.count()? {
            last = last.checked_add(r.signed()?)?;
            let index = u32::try_from(last).ok()?;
            if index as usize >= corners {
                return None;
            }
            self.triangles.push(index);
        }
        Some(start..self.triangles.len())
    }

    /// Cuts the arc that begins at `start` and ends with the points into strands.
    fn cut(&mut self, class: Class, start: usize) {
        let mut at = start;
        let mut before = 0.0;
        while at + 1 < self.points.len() {
            let end = (at + STRAND).min(self.points.len() - 1);
            let points = at..end + 1;
            let Some(stretch) = self.points.get(points.clone()) else { return };
            let bounds = Square::around(stretch);
            let length: f64 = stretch
                .windows(2)
                .map(|w| match w {
                    &[a, b] => libm::hypot(b[0] - a[0], b[1] - a[1]),
                    _ => 0.0,
                })
                .sum();
            self.strands.push(Strand { class, bounds, points, before });
            before += length;
            at = end;
        }
    }
}
