//! Polygons of countries and divisions: only what label points and extents need of them.
//!
//! The label point is the pole of inaccessibility of the largest ring, found by quartering cells as in Garcia-Castellanos
//! and Lombardo (2007), on a plane that is stretched by the cosine of the middle latitude.

use crate::gazetteer::outline::{Outline, Ring};
use crate::geo::LatLon;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A polygon: its outer ring, then its holes.
pub(super) type Rings = Vec<Ring>;

/// The outer rings of polygons.
pub(super) fn outer(polygons: &[Rings]) -> Vec<Ring> {
    polygons.iter().filter_map(|rings| rings.first().cloned()).collect()
}

/// What is finer than this many degrees is left out of outlines: about 3 km.
const TOLERANCE: f64 = 0.025;

/// Polygons as an entry's outline.
pub(super) fn outline(polygons: &[Rings]) -> Option<Outline> {
    Outline::of_rings(polygons, TOLERANCE)
}

/// The parts of a TopoJSON file that matter here.
#[derive(Deserialize)]
pub(super) struct Topology {
    arcs: Vec<Vec<[f64; 2]>>,
    transform: Transform,
    objects: BTreeMap<String, Object>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Object {
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type")]
    kind: String,
    id: Option<String>,
    #[serde(default)]
    arcs: serde_json::Value,
    properties: Option<Properties>,
}

#[derive(Deserialize)]
struct Properties {
    name: String,
}

impl Topology {
    /// Polygons by ISO number, or by name where a geometry has no number (Kosovo).
    pub(super) fn by_key(&self) -> BTreeMap<String, Vec<Rings>> {
        let mut out: BTreeMap<String, Vec<Rings>> = BTreeMap::new();
        for geometry in self.objects.get("countries").map_or(&[][..], |o| &o.geometries) {
            let name = geometry.properties.as_ref().map(|p| p.name.clone());
            if let Some(key) = geometry.id.clone().or(name) {
                out.entry(key).or_default().extend(self.polygons(geometry));
            }
        }
        out
    }

    fn polygons(&self, geometry: &Geometry) -> Vec<Rings> {
        let list = |v: &serde_json::Value| v.as_array().cloned().unwrap_or_default();
        let polygons = match geometry.kind.as_str() {
            "Polygon" => vec![geometry.arcs.clone()],
            "MultiPolygon" => list(&geometry.arcs),
            _ => Vec::new(),
        };
        polygons
            .iter()
            .map(|polygon| {
                let ring = |arcs: &serde_json::Value| {
                    list(arcs).iter().filter_map(serde_json::Value::as_i64).flat_map(|i| self.arc(i)).collect()
                };
                list(polygon).iter().map(ring).collect()
            })
            .collect()
    }

    /// An arc by its number; a negative one is the complement's, backwards.
    fn arc(&self, number: i64) -> Ring {
        let index = if number < 0 { !number } else { number };
        let (mut x, mut y) = (0.0, 0.0);
        let mut points: Ring = usize::try_from(index)
            .ok()
            .and_then(|i| self.arcs.get(i))
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|d| {
                x += d[0];
                y += d[1];
                let (s, t) = (self.transform.scale, self.transform.translate);
                [x * s[0] + t[0], y * s[1] + t[1]]
            })
            .collect();
        if number < 0 {
            points.reverse();
        }
        points
    }
}

/// Twice the signed area in square degrees, longitudes shrunk by `stretch`.
fn doubled_area(ring: &[[f64; 2]], stretch: f64) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| (a[0] * b[1] - b[0] * a[1]) * stretch).sum()
}

fn stretch(ring: &[[f64; 2]]) -> f64 {
    let (south, north) = ring.iter().fold((90.0f64, -90.0f64), |(s, n), p| (s.min(p[1]), n.max(p[1])));
    libm::cos(f64::midpoint(south, north).to_radians()).max(0.05)
}

/// Area of all rings in square kilometres, each as if it had no holes.
pub(super) fn area_km2(rings: &[Ring]) -> f64 {
    const KM_PER_DEGREE: f64 = 111.2;
    rings.iter().map(|r| doubled_area(r, stretch(r)).abs() / 2.0 * KM_PER_DEGREE * KM_PER_DEGREE).sum()
}

/// The point of the largest ring that lies deepest inside.
pub(super) fn label_point(rings: &[Ring]) -> Option<LatLon> {
    let ring =
        rings.iter().max_by(|a, b| doubled_area(a, stretch(a)).abs().total_cmp(&doubled_area(b, stretch(b)).abs()))?;
    let k = stretch(ring);
    let plane: Ring = ring.iter().map(|p| [p[0] * k, p[1]]).collect();
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for p in &plane {
        for axis in 0..2 {
            low[axis] = low[axis].min(p[axis]);
            high[axis] = high[axis].max(p[axis]);
        }
    }
    let side = (high[0] - low[0]).min(high[1] - low[1]);
    if !(side.is_finite() && side > 0.0) {
        return None;
    }
    // Cells that may still hold a deeper point, the most promising last.
    let half = side / 2.0;
    let mut cells = Vec::new();
    let mut best = Cell::at([f64::midpoint(low[0], high[0]), f64::midpoint(low[1], high[1])], 0.0, &plane);
    let mut y = low[1] + half;
    while y < high[1] + half {
        let mut x = low[0] + half;
        while x < high[0] + half {
            cells.push(Cell::at([x, y], half, &plane));
            x += side;
        }
        y += side;
    }
    let precision = side / 100.0;
    cells.sort_by(|a, b| a.reach().total_cmp(&b.reach()));
    while let Some(cell) = cells.pop() {
        if cell.depth > best.depth {
            best = cell;
        }
        if cell.reach() - best.depth <= precision {
            continue;
        }
        let half = cell.half / 2.0;
        for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
            let quarter = Cell::at([cell.centre[0] + dx, cell.centre[1] + dy], half, &plane);
            let at = cells.partition_point(|c| c.reach() < quarter.reach());
            cells.insert(at, quarter);
        }
    }
    LatLon::new(best.centre[1], best.centre[0] / k)
}

#[derive(Clone, Copy)]
struct Cell {
    centre: [f64; 2],
    half: f64,
    /// Distance to the ring, negative outside.
    depth: f64,
}

impl Cell {
    fn at(centre: [f64; 2], half: f64, ring: &[[f64; 2]]) -> Self {
        let mut inside = false;
        let mut nearest = f64::INFINITY;
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let [x, y] = centre;
            if (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0] {
                inside = !inside;
            }
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let length = dx * dx + dy * dy;
            let t = if length > 0.0 { (((x - a[0]) * dx + (y - a[1]) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
            let (px, py) = (a[0] + t * dx - x, a[1] + t * dy - y);
            nearest = nearest.min(px * px + py * py);
        }
        let distance = libm::sqrt(nearest);
        Self { centre, half, depth: if inside { distance } else { -distance } }
    }

    /// The deepest that any point of the cell can lie.
    fn reach(&self) -> f64 {
        self.depth + self.half * std::f64::consts::SQRT_2
    }
}
