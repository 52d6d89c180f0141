//! Encodes one level of detail: arcs, polygons with their triangles, lakes, rivers.

use super::shapefile::{Degrees, Row, number};
use super::simplify::{Grid, ring_area, simplify};
use super::topology::Topology;
use super::{Detail, grid};
use crate::basemap::Class;
use crate::basemap::frozen::Writer;

/// A river with its name and Natural Earth's scale rank (0 the largest).
pub(super) struct River {
    name: String,
    rank: u8,
    lines: Vec<Vec<Grid>>,
}

/// Reads the rivers; the invisible lines through lakes are left out.
pub(super) fn rivers(shapes: &[Vec<Vec<Degrees>>], rows: &[Row]) -> Vec<River> {
    shapes
        .iter()
        .zip(rows)
        .filter(|(_, row)| row.get("featurecla").is_some_and(|c| c == "River"))
        .map(|(shape, row)| River {
            // Some names of the source have doubled blanks.
            name: row.get("name").map_or("", String::as_str).split_whitespace().collect::<Vec<_>>().join(" "),
            rank: number(row, "scalerank").clamp(0.0, 255.0) as u8,
            lines: shape.iter().map(|l| l.iter().map(|&p| grid(p)).collect()).collect(),
        })
        .collect()
}

/// The polygons of a shapefile record: rings wound clockwise begin one, the others are its holes.
pub(super) fn lake(rings: &[Vec<Degrees>]) -> Vec<Vec<Vec<Grid>>> {
    let mut out: Vec<Vec<Vec<Grid>>> = Vec::new();
    for ring in rings {
        let mut points: Vec<Grid> = ring.iter().map(|&p| grid(p)).collect();
        points.dedup();
        if points.len() < 4 {
            continue;
        }
        // The grid's y grows south, so clockwise on the globe is a positive area here.
        if ring_area(&points) > 0.0 {
            out.push(vec![points]);
        } else if let Some(last) = out.last_mut() {
            last.push(points);
        }
    }
    out
}

/// All that goes into a level.
pub(super) struct Level<'a> {
    pub topology: &'a Topology,
    pub classes: &'a [Class],
    pub claims: &'a [(Class, Vec<Grid>)],
    pub lakes: &'a [Vec<Vec<Grid>>],
    pub rivers: &'a [River],
    pub detail: &'a Detail,
}

impl Level<'_> {
    fn coarse(&self, points: &[Grid]) -> Vec<Grid> {
        let half = (1 << self.detail.shift) >> 1;
        let mut out: Vec<Grid> =
            points.iter().map(|p| [(p[0] + half) >> self.detail.shift, (p[1] + half) >> self.detail.shift]).collect();
        out.dedup();
        out
    }

    /// The section's bytes, and what is in it in words.
    pub(super) fn encode(&self) -> (Vec<u8>, String) {
        let mut w = Writer::default();
        w.number(u64::from(25 - self.detail.shift));
        let mut last = [0, 0];
        let arcs: Vec<Vec<Grid>> = self.topology.arcs.iter().map(|a| self.coarse(&a.points)).collect();
        let used: Vec<usize> = (0..arcs.len()).filter(|&i| arcs.get(i).is_some_and(|a| a.len() > 1)).collect();
        let claims: Vec<(Class, Vec<Grid>)> = self
            .claims
            .iter()
            .map(|(class, line)| (*class, self.coarse(&simplify(line, self.detail.area(0.5)))))
            .filter(|c| c.1.len() > 1)
            .collect();
        w.number((used.len() + claims.len()) as u64);
        let (mut arc_points, mut triangles) = (0, 0);
        for &i in &used {
            let (Some(arc), Some(class)) = (arcs.get(i), self.classes.get(i)) else { continue };
            w.number(*class as u64);
            w.line(arc, &mut last);
            arc_points += arc.len();
        }
        for (class, line) in &claims {
            w.number(*class as u64);
            w.line(line, &mut last);
        }
        let mut parts = Vec::new();
        for part in &self.topology.parts {
            let rings: Vec<Vec<(usize, bool)>> = part
                .rings
                .iter()
                .map(|r| r.iter().filter_map(|u| Some((used.binary_search(&u.arc).ok()?, u.back))).collect::<Vec<_>>())
                .filter(|r| !r.is_empty())
                .collect();
            let points: Vec<Vec<Grid>> = rings
                .iter()
                .map(|r| {
                    let mut out: Vec<Grid> = Vec::new();
                    for &(at, back) in r {
                        let arc = used.get(at).and_then(|&i| arcs.get(i)).map_or(&[][..], Vec::as_slice);
                        let skip = usize::from(!out.is_empty());
                        if back {
                            out.extend(arc.iter().rev().skip(skip));
                        } else {
                            out.extend(arc.iter().skip(skip));
                        }
                    }
                    if out.len() > 1 && out.first() == out.last() {
                        out.pop();
                    }
                    out
                })
                .collect();
            let indices = triangulate(&points);
            if indices.is_empty() {
                continue;
            }
            parts.push((part.owner, rings, indices));
        }
        w.number(parts.len() as u64);
        for (owner, rings, indices) in &parts {
            w.number(*owner as u64);
            w.number(rings.len() as u64);
            for ring in rings {
                w.number(ring.len() as u64);
                for &(at, back) in ring {
                    w.number((at as u64) << 1 | u64::from(back));
                }
            }
            write_indices(&mut w, indices);
            triangles += indices.len() / 3;
        }
        let mut lakes = Vec::new();
        for lake in self.lakes {
            let size = lake.first().map_or(0.0, |r| ring_area(r).abs());
            if size < self.detail.area(6.0) {
                continue;
            }
            let rings: Vec<Vec<Grid>> = lake
                .iter()
                .filter(|r| ring_area(r).abs() > self.detail.area(2.0))
                .map(|r| {
                    let mut closed = r.clone();
                    if closed.first() != closed.last() {
                        closed.extend(closed.first().copied());
                    }
                    let mut points = self.coarse(&simplify(&closed, self.detail.area(0.5)));
                    if points.len() > 1 && points.first() == points.last() {
                        points.pop();
                    }
                    points
                })
                .filter(|r| r.len() > 2)
                .collect();
            let indices = triangulate(&rings);
            if !indices.is_empty() {
                lakes.push((rings, indices));
            }
        }
        w.number(lakes.len() as u64);
        for (rings, indices) in &lakes {
            w.number(rings.len() as u64);
            for ring in rings {
                w.line(ring, &mut last);
            }
            write_indices(&mut w, indices);
        }
        let rivers: Vec<(&River, Vec<Grid>)> = self
            .rivers
            .iter()
            .filter(|r| r.rank <= self.detail.river)
            .flat_map(|r| r.lines.iter().map(move |l| (r, self.coarse(&simplify(l, self.detail.area(0.5))))))
            .filter(|(_, line)| line.len() > 1)
            .collect();
        w.number(rivers.len() as u64);
        for (river, line) in &rivers {
            w.words(&river.name);
            w.number(u64::from(river.rank));
            w.line(line, &mut last);
        }
        let told = format!(
            "{} arcs, {arc_points} points, {} polygons, {triangles} triangles, {} lakes, {} rivers, {} claims",
            used.len(),
            parts.len(),
            lakes.len(),
            rivers.len(),
            claims.len()
        );
        (w.0, told)
    }
}

fn write_indices(w: &mut Writer, indices: &[usize]) {
    w.number(indices.len() as u64);
    let mut last = 0_i64;
    for &i in indices {
        w.signed(i as i64 - last);
        last = i as i64;
    }
}

/// Triangles of a polygon with holes, as indices into its rings' points laid end to end.
fn triangulate(rings: &[Vec<Grid>]) -> Vec<usize> {
    let mut flat = Vec::new();
    let mut holes = Vec::new();
    let mut count = 0;
    for (i, ring) in rings.iter().enumerate() {
        if i == 0 && ring.len() < 3 {
            return Vec::new();
        }
        if i > 0 {
            holes.push(count);
        }
        count += ring.len();
        flat.extend(ring.iter().flat_map(|p| [f64::from(p[0]), f64::from(p[1])]));
    }
    earcutr::earcut(&flat, &holes, 2).unwrap_or_default()
}
