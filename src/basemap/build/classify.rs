//! Which class an arc has: coast, province, border, and whether the border is settled.
//!
//! Natural Earth's boundary lines know the classes of borders but were drawn for an older release than the polygons,
//! so an arc takes the class of the lines that run along it.

use super::shapefile::{Degrees, Row};
use super::simplify::Grid;
use super::topology::{Topology, inside};
use crate::basemap::Class;
use rustc_hash::FxHashMap;

/// Side of a search cell, in grid units (about 0.09 degrees).
const CELL: i32 = 1 << 13;
/// How near a classed line must run, grid units (about 0.07 degrees).
const NEAR: f64 = 6500.0;

/// Classed lines by cell.
pub(super) struct Lines {
    cells: FxHashMap<Grid, Vec<(Grid, Grid, Class)>>,
}

fn class_of(row: &Row) -> Option<Class> {
    let class = row.get("featurecla").map_or("", String::as_str);
    Some(if class.starts_with("International") {
        Class::Border
    } else if class.starts_with("Disputed")
        || class.starts_with("Indef")
        || class.starts_with("Indet")
        || class.starts_with("Forget")
    {
        Class::Disputed
    } else if class.starts_with("Line of control") {
        Class::Control
    } else {
        return None;
    })
}

/// Squared distance from a point to a stretch.
fn distance2(p: Grid, a: Grid, b: Grid) -> f64 {
    let f = |g: Grid| (f64::from(g[0]), f64::from(g[1]));
    let ((px, py), (ax, ay), (bx, by)) = (f(p), f(a), f(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length2 = dx * dx + dy * dy;
    let t = if length2 > 0.0 { (((px - ax) * dx + (py - ay) * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
    let (ex, ey) = (ax + t * dx - px, ay + t * dy - py);
    ex * ex + ey * ey
}

impl Lines {
    fn empty() -> Self {
        Self { cells: FxHashMap::default() }
    }

    fn add(&mut self, a: Grid, b: Grid, class: Class) {
        let low = [a[0].min(b[0]).div_euclid(CELL), a[1].min(b[1]).div_euclid(CELL)];
        let high = [a[0].max(b[0]).div_euclid(CELL), a[1].max(b[1]).div_euclid(CELL)];
        for y in low[1]..=high[1] {
            for x in low[0]..=high[0] {
                self.cells.entry([x, y]).or_default().push((a, b, class));
            }
        }
    }

    /// The nearest line within [`NEAR`]: its squared distance and class.
    fn nearest(&self, p: Grid) -> Option<(f64, Class)> {
        let (x, y) = (p[0].div_euclid(CELL), p[1].div_euclid(CELL));
        let mut best: Option<(f64, Class)> = None;
        for cy in y - 1..=y + 1 {
            for cx in x - 1..=x + 1 {
                for &(a, b, class) in self.cells.get(&[cx, cy]).into_iter().flatten() {
                    let d = distance2(p, a, b);
                    if d < NEAR * NEAR && best.is_none_or(|(least, _)| d < least) {
                        best = Some((d, class));
                    }
                }
            }
        }
        best
    }
}

/// Reads the classed lines, each as (class, points on the grid).
pub(super) fn lines(
    shapes: &[Vec<Vec<Degrees>>],
    rows: &[Row],
    grid: &dyn Fn(Degrees) -> Grid,
) -> Vec<(Class, Vec<Grid>)> {
    let mut out = Vec::new();
    for (shape, row) in shapes.iter().zip(rows) {
        if let Some(class) = class_of(row) {
            out.extend(shape.iter().map(|part| (class, part.iter().map(|&p| grid(p)).collect::<Vec<_>>())));
        }
    }
    out
}

/// What is known of an owner of polygons.
pub(super) struct Owner {
    pub power: String,
    pub iso: String,
}

/// Gives every arc its class.
pub(super) fn classify(topology: &Topology, owners: &[Owner], lines: &[(Class, Vec<Grid>)]) -> Vec<Class> {
    let mut index = Lines::empty();
    for (class, line) in lines {
        for pair in line.windows(2) {
            if let &[a, b] = pair {
                index.add(a, b, *class);
            }
        }
    }
    let shores = Shores::new(topology);
    topology
        .arcs
        .iter()
        .map(|arc| {
            if arc.seam {
                return Class::Seam;
            }
            let found;
            let sides: &[usize] = if let [_, _, ..] = arc.owners.as_slice() {
                &arc.owners
            } else {
                // A coast has water on one side; a stretch that two polygons draw differently has land on both.
                found = shores.sides(topology, &arc.points);
                match found.as_slice() {
                    [_, _, ..] => &found,
                    _ => return Class::Coast,
                }
            };
            let (Some(a), Some(b)) =
                (sides.first().and_then(|&i| owners.get(i)), sides.get(1).and_then(|&i| owners.get(i)))
            else {
                return Class::Coast;
            };
            if a.power == b.power {
                return Class::Province;
            }
            between(a, b).unwrap_or_else(|| vote(&index, &arc.points))
        })
        .collect()
}

/// Borders whose class follows from the sides alone.
fn between(a: &Owner, b: &Owner) -> Option<Class> {
    // One country by membership, two powers on the ground.
    (a.iso == b.iso && !a.iso.is_empty()).then_some(if a.power == "CYN" || b.power == "CYN" {
        Class::Control
    } else {
        Class::Disputed
    })
}

fn vote(index: &Lines, points: &[Grid]) -> Class {
    let mut votes = [(Class::Border, 0), (Class::Disputed, 0), (Class::Control, 0)];
    let step = (points.len() / 24).max(1);
    for p in points.iter().step_by(step) {
        if let Some((_, class)) = index.nearest(*p) {
            for v in &mut votes {
                if v.0 == class {
                    v.1 += 1;
                }
            }
        }
    }
    let mut best = votes[0];
    for v in votes {
        if v.1 > best.1 {
            best = v;
        }
    }
    best.0
}

/// Stretches of unsettled lines that run where the polygons have no border: claims.
pub(super) fn claims(topology: &Topology, classes: &[Class], lines: &[(Class, Vec<Grid>)]) -> Vec<(Class, Vec<Grid>)> {
    let mut drawn = Lines::empty();
    for (arc, class) in topology.arcs.iter().zip(classes) {
        if matches!(class, Class::Border | Class::Disputed | Class::Control) {
            for pair in arc.points.windows(2) {
                if let &[a, b] = pair {
                    drawn.add(a, b, *class);
                }
            }
        }
    }
    let mut out = Vec::new();
    for (class, line) in lines.iter().filter(|l| l.0 != Class::Border) {
        let mut run: Vec<Grid> = Vec::new();
        for p in line {
            if drawn.nearest(*p).is_none() {
                run.push(*p);
            } else {
                if run.len() > 4 {
                    out.push((*class, run.clone()));
                }
                run.clear();
            }
        }
        if run.len() > 4 {
            out.push((*class, run));
        }
    }
    out
}

/// Polygons by cell, to ask what lies beside a line.
struct Shores {
    parts: Vec<(usize, Vec<Vec<Grid>>)>,
    cells: FxHashMap<Grid, Vec<usize>>,
}

/// Side of a cell for polygons, grid units (about 1.4 degrees).
const WIDE: i32 = 1 << 17;

impl Shores {
    fn new(topology: &Topology) -> Self {
        let mut cells: FxHashMap<Grid, Vec<usize>> = FxHashMap::default();
        let mut parts = Vec::new();
        for part in &topology.parts {
            let rings: Vec<Vec<Grid>> = part.rings.iter().map(|r| topology.ring(r)).collect();
            let Some(outer) = rings.first() else { continue };
            let x = |f: fn(i32, i32) -> i32| outer.iter().map(|p| p[0]).reduce(f).unwrap_or(0).div_euclid(WIDE);
            let y = |f: fn(i32, i32) -> i32| outer.iter().map(|p| p[1]).reduce(f).unwrap_or(0).div_euclid(WIDE);
            for cy in y(i32::min)..=y(i32::max) {
                for cx in x(i32::min)..=x(i32::max) {
                    cells.entry([cx, cy]).or_default().push(parts.len());
                }
            }
            parts.push((part.owner, rings));
        }
        Self { parts, cells }
    }

    fn owner_at(&self, p: [f64; 2]) -> Option<usize> {
        let cell = [(p[0] as i32).div_euclid(WIDE), (p[1] as i32).div_euclid(WIDE)];
        self.cells.get(&cell)?.iter().find_map(|&i| {
            let (owner, rings) = self.parts.get(i)?;
            let mut odd = false;
            for ring in rings {
                odd ^= inside(ring, p);
            }
            odd.then_some(*owner)
        })
    }

    /// The owners on the two sides of a line, where most of its middle points have land on both.
    fn sides(&self, _topology: &Topology, points: &[Grid]) -> Vec<usize> {
        // About 300 m to either side: wider than the gaps between ill-matched neighbours, narrower than a strait.
        const OFF: f64 = 260.0;
        let step = (points.len() / 5).max(1);
        let (mut asked, mut land, mut sides) = (0, 0, Vec::new());
        for pair in points.windows(2).step_by(step) {
            let &[a, b] = pair else { continue };
            let (dx, dy) = (f64::from(b[0]) - f64::from(a[0]), f64::from(b[1]) - f64::from(a[1]));
            let length = libm::hypot(dx, dy);
            if length <= 0.0 {
                continue;
            }
            let middle =
                [f64::midpoint(f64::from(a[0]), f64::from(b[0])), f64::midpoint(f64::from(a[1]), f64::from(b[1]))];
            let beside = |k: f64| self.owner_at([middle[0] - dy / length * k, middle[1] + dx / length * k]);
            asked += 1;
            if let (Some(one), Some(other)) = (beside(OFF), beside(-OFF)) {
                land += 1;
                sides = vec![one, other];
            }
        }
        if land * 2 > asked { sides } else { Vec::new() }
    }
}
