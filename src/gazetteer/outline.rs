//! The outlines of areas, simplified and packed: what "contained in" asks where no hierarchy answers.
//!
//! Packed: a box (west, south, east, north as i32 thousandths of a degree), the number of polygons, for each the number
//! of its rings (the outer first), for each the number of its points, and these as differences from the point before,
//! longitude and latitude in thousandths of a degree. All numbers behind the box are variable-length, signed ones
//! zigzag. Rings do not repeat their first point.

use crate::geo::{Bounds, LatLon};
use ::geo::{Contains, Coord, LineString, MultiPolygon, Polygon, Simplify};

/// Fixed-point degrees: about 100 m.
const PER_DEGREE: f64 = 1e3;
/// Bytes of the box.
const BOX: usize = 16;

/// An outline as an entry owns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline(pub(super) Vec<u8>);

/// An outline in the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlineRef<'a>(pub(super) &'a [u8]);

/// A ring of longitude and latitude in degrees.
pub type Ring = Vec<[f64; 2]>;

impl Outline {
    /// Packs polygons given as rings, the outer of each first, as [`Outline::of`].
    pub fn of_rings(polygons: &[Vec<Ring>], tolerance: f64) -> Option<Self> {
        let line = |ring: &Ring| ring.iter().copied().collect::<LineString<f64>>();
        let polygon = |rings: &Vec<Ring>| {
            let (outer, holes) = rings.split_first()?;
            Some(Polygon::new(line(outer), holes.iter().map(line).collect()))
        };
        Self::of(&polygons.iter().filter_map(polygon).collect(), tolerance)
    }

    /// Packs polygons (longitude, latitude in degrees), without what is finer than `tolerance` degrees (Douglas and
    /// Peucker, 1973). Rings that vanish thereby are left out; `None` when nothing stays.
    pub fn of(polygons: &MultiPolygon<f64>, tolerance: f64) -> Option<Self> {
        let mut kept: Vec<Vec<Vec<[i64; 2]>>> = Vec::new();
        for polygon in polygons {
            let simple = polygon.simplify(tolerance);
            let outer = fixed(simple.exterior());
            if outer.len() < 3 {
                continue;
            }
            let holes = simple.interiors().iter().map(fixed).filter(|r| r.len() >= 3);
            kept.push(std::iter::once(outer).chain(holes).collect());
        }
        let points = || kept.iter().flatten().flatten();
        let edge = |axis: usize, most: bool| {
            let all = points().map(|p| p[axis]);
            if most { all.max() } else { all.min() }
        };
        let mut out = Vec::new();
        for edge in [edge(0, false)?, edge(1, false)?, edge(0, true)?, edge(1, true)?] {
            out.extend_from_slice(&(edge as i32).to_le_bytes());
        }
        number(kept.len() as u64, &mut out);
        for rings in &kept {
            number(rings.len() as u64, &mut out);
            for ring in rings {
                number(ring.len() as u64, &mut out);
                let mut last = [0, 0];
                for point in ring {
                    for axis in 0..2 {
                        let by = point[axis] - last[axis];
                        number(((by << 1) ^ (by >> 63)) as u64, &mut out);
                    }
                    last = *point;
                }
            }
        }
        Some(Self(out))
    }

    /// Bytes that it takes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it is of no bytes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The outline to ask.
    pub fn as_ref(&self) -> OutlineRef<'_> {
        OutlineRef(&self.0)
    }
}

impl OutlineRef<'_> {
    /// Its box. One that lies on both sides of the antimeridian is as wide as the globe.
    pub fn bounds(&self) -> Option<Bounds> {
        let [west, south, east, north] = self.edges()?.map(|e| f64::from(e) / PER_DEGREE);
        Bounds::new(west, south, east, north)
    }

    fn edges(&self) -> Option<[i32; 4]> {
        let mut out = [0; 4];
        for (edge, bytes) in out.iter_mut().zip(self.0.get(..BOX)?.chunks_exact(4)) {
            *edge = i32::from_le_bytes(bytes.try_into().ok()?);
        }
        Some(out)
    }

    /// Its polygons, longitude and latitude in degrees. Bytes that are no outline give what could be read of them.
    pub fn polygons(&self) -> MultiPolygon<f64> {
        let mut from = self.0.get(BOX..).unwrap_or(&[]);
        let mut out = Vec::new();
        for _ in 0..take(&mut from).unwrap_or(0) {
            let mut rings = Vec::new();
            for _ in 0..take(&mut from).unwrap_or(0) {
                let Some(ring) = ring(&mut from) else { return MultiPolygon(out) };
                rings.push(ring);
            }
            let mut rings = rings.into_iter();
            if let Some(outer) = rings.next() {
                out.push(Polygon::new(outer, rings.collect()));
            }
        }
        MultiPolygon(out)
    }

    /// Whether a point lies inside.
    pub fn contains(&self, point: LatLon) -> bool {
        // Most areas are ruled out by their box, without a look at their points.
        self.bounds().is_some_and(|b| b.contains(point))
            && self.polygons().contains(&Coord { x: point.lon(), y: point.lat() })
    }
}

/// The points of a ring in thousandths of a degree, without repeats.
fn fixed(ring: &LineString<f64>) -> Vec<[i64; 2]> {
    let whole = |degrees: f64| (degrees * PER_DEGREE).round() as i64;
    let mut points: Vec<[i64; 2]> = ring.coords().map(|c| [whole(c.x), whole(c.y)]).collect();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

fn ring(from: &mut &[u8]) -> Option<LineString<f64>> {
    let count = take(from)?;
    // A point takes two bytes at the least: a count beyond that is damage.
    if count > from.len() as u64 {
        return None;
    }
    let (mut x, mut y) = (0i64, 0i64);
    let mut points = Vec::with_capacity(count as usize);
    for _ in 0..count {
        for axis in [&mut x, &mut y] {
            let z = take(from)?;
            *axis = axis.wrapping_add((z >> 1) as i64 ^ -((z & 1) as i64));
        }
        points.push(Coord { x: x as f64 / PER_DEGREE, y: y as f64 / PER_DEGREE });
    }
    Some(LineString(points))
}

fn number(mut n: u64, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn take(from: &mut &[u8]) -> Option<u64> {
    let mut n = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        n |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(n);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::geo::{polygon, wkt};

    #[test]
    fn an_outline_comes_back() {
        let shape: MultiPolygon<f64> = wkt! { MULTIPOLYGON(((0. 0.,10. 0.,10. 10.,0. 10.,0. 0.),(4. 4.,6. 4.,6. 6.,4. 6.,4. 4.)),((-20. -5.,-19. -5.,-19.5 -4.,-20. -5.))) };
        let packed = Outline::of(&shape, 0.01).unwrap();
        let bounds = packed.as_ref().bounds().unwrap();
        assert_eq!((bounds.west, bounds.south, bounds.east, bounds.north), (-20.0, -5.0, 10.0, 10.0));
        assert_eq!(packed.as_ref().polygons(), shape);
        for (lat, lon, inside) in [(1.0, 1.0, true), (5.0, 5.0, false), (-4.5, -19.5, true), (20.0, 5.0, false)] {
            assert_eq!(packed.as_ref().contains(LatLon::new(lat, lon).unwrap()), inside, "{lat} {lon}");
        }
    }

    #[test]
    fn what_is_finer_than_the_tolerance_goes() {
        let shape = MultiPolygon(vec![
            polygon![(x: 0., y: 0.), (x: 5., y: 0.004), (x: 10., y: 0.), (x: 10., y: 10.), (x: 0., y: 10.)],
            polygon![(x: 50., y: 0.), (x: 50.0001, y: 0.), (x: 50., y: 0.0001)],
        ]);
        let packed = Outline::of(&shape, 0.01).unwrap();
        let polygons = packed.as_ref().polygons();
        assert_eq!((polygons.0.len(), polygons.0[0].exterior().0.len()), (1, 5));
        assert_eq!(Outline::of(&MultiPolygon(vec![shape.0[1].clone()]), 0.01), None);
    }

    #[test]
    fn damage_is_no_panic() {
        let shape = MultiPolygon(vec![polygon![(x: 0., y: 0.), (x: 10., y: 0.), (x: 10., y: 10.), (x: 0., y: 10.)]]);
        let packed = Outline::of(&shape, 0.01).unwrap().0;
        for end in 0..packed.len() {
            let _ = OutlineRef(&packed[..end]).polygons();
            for wrong in [0x00, 0x7f, 0xff] {
                let mut bytes = packed.clone();
                bytes[end] = wrong;
                let _ = OutlineRef(&bytes).contains(LatLon::ZERO);
            }
        }
    }
}
