//! Polygons that share borders become arcs that are stored once.
//!
//! Points closer than [`SNAP`] become one; a point where lines meet becomes an end of arcs; equal stretches of two
//! rings become one arc with two owners. Simplifying an arc then moves both its owners alike.

use super::simplify::{Grid, ring_area, simplify};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Points this close (grid units) are the same point.
const SNAP: i32 = 1;

/// A stretch of border or coast.
#[derive(Clone, Debug)]
pub(super) struct Arc {
    pub points: Vec<Grid>,
    /// Polygons on its sides, by number, ascending.
    pub owners: Vec<usize>,
    /// Lies on the antimeridian or along the pole: an edge of the data, not of the world.
    pub seam: bool,
}

/// An arc in a ring: its number, and whether it runs backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Use {
    pub arc: usize,
    pub back: bool,
}

/// One polygon: an outer ring and its holes, each a chain of arcs.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub owner: usize,
    pub rings: Vec<Vec<Use>>,
}

/// The world in arcs.
#[derive(Clone, Debug, Default)]
pub(super) struct Topology {
    pub arcs: Vec<Arc>,
    pub parts: Vec<Part>,
}

/// Whether an edge lies on the data's own margin.
fn is_seam(a: Grid, b: Grid, side: i32) -> bool {
    let on = |i: usize, v: i32| (a[i] - v).abs() <= SNAP && (b[i] - v).abs() <= SNAP;
    on(0, 0) || on(0, side) || on(1, side) || on(1, 0)
}

struct Points {
    cells: FxHashMap<Grid, u32>,
    all: Vec<Grid>,
}

impl Points {
    fn id(&mut self, p: Grid) -> u32 {
        for dy in -SNAP..=SNAP {
            for dx in -SNAP..=SNAP {
                if let Some(&id) = self.cells.get(&[p[0] + dx, p[1] + dy]) {
                    return id;
                }
            }
        }
        let id = self.all.len() as u32;
        self.cells.insert(p, id);
        self.all.push(p);
        id
    }
}

impl Topology {
    /// From polygons: (owner, rings without a repeated last point). `side` is the grid's width.
    pub(super) fn new(polygons: &[(usize, Vec<Vec<Grid>>)], side: i32) -> Self {
        let mut points = Points { cells: FxHashMap::default(), all: Vec::new() };
        let mut rings: Vec<(usize, Vec<u32>)> = Vec::new();
        for (part, (_, polygon)) in polygons.iter().enumerate() {
            for ring in polygon {
                let mut ids: Vec<u32> = ring.iter().map(|&p| points.id(p)).collect();
                ids.dedup();
                while ids.len() > 1 && ids.first() == ids.last() {
                    ids.pop();
                }
                rings.push((part, if ids.len() < 3 { Vec::new() } else { ids }));
            }
        }
        let xy = points.all;
        let seam = |a: u32, b: u32| is_seam(xy[a as usize], xy[b as usize], side);
        // A point is a junction when more than one line passes it, or when a seam begins there.
        let mut neighbours: Vec<[u32; 2]> = vec![[u32::MAX; 2]; xy.len()];
        let mut junction = vec![false; xy.len()];
        for (_, ids) in &rings {
            for i in 0..ids.len() {
                let (p, a, b) = (ids[(i + ids.len() - 1) % ids.len()], ids[i], ids[(i + 1) % ids.len()]);
                let known = &mut neighbours[a as usize];
                for q in [p, b] {
                    if known[0] == u32::MAX {
                        known[0] = q;
                    } else if known[0] != q && known[1] == u32::MAX {
                        known[1] = q;
                    } else if known[0] != q && known[1] != q {
                        junction[a as usize] = true;
                    }
                }
                if p == b || seam(p, a) != seam(a, b) {
                    junction[a as usize] = true;
                }
            }
        }
        let parts = polygons.iter().map(|(owner, _)| Part { owner: *owner, rings: Vec::new() }).collect();
        let mut out = Self { parts, ..Self::default() };
        let mut by_edge: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        let mut chains: Vec<Vec<u32>> = Vec::new();
        for (part, ids) in &rings {
            if ids.is_empty() {
                continue;
            }
            let start = ids
                .iter()
                .position(|&i| junction[i as usize])
                .or_else(|| (0..ids.len()).min_by_key(|&i| ids[i]))
                .unwrap_or(0);
            let mut chain: Vec<u32> = Vec::new();
            let mut ring = Vec::new();
            for step in 0..=ids.len() {
                let p = ids[(start + step) % ids.len()];
                chain.push(p);
                let ends = step == ids.len() || (step > 0 && junction[p as usize]);
                if !ends || chain.len() < 2 {
                    continue;
                }
                let (a, b) = (chain[0], chain[1]);
                let arc = *by_edge.entry((a, b)).or_insert(usize::MAX);
                let arc = if arc == usize::MAX {
                    let new = out.arcs.len();
                    let last = chain.len() - 1;
                    by_edge.insert((a, b), new);
                    by_edge.insert((chain[last], chain[last - 1]), new);
                    out.arcs.push(Arc {
                        points: chain.iter().map(|&i| xy[i as usize]).collect(),
                        owners: Vec::new(),
                        seam: seam(a, b),
                    });
                    chains.push(chain.clone());
                    new
                } else {
                    arc
                };
                let back = !(chains[arc][0] == a && chains[arc][1] == b);
                ring.push(Use { arc, back });
                let owner = out.parts[*part].owner;
                let owners = &mut out.arcs[arc].owners;
                if let Err(i) = owners.binary_search(&owner) {
                    owners.insert(i, owner);
                }
                chain = vec![p];
            }
            out.parts[*part].rings.push(ring);
        }
        out
    }

    /// The points of a ring, first not repeated at the end.
    pub(super) fn ring(&self, uses: &[Use]) -> Vec<Grid> {
        let mut out: Vec<Grid> = Vec::new();
        for u in uses {
            let points = &self.arcs[u.arc].points;
            let skip = usize::from(!out.is_empty());
            if u.back {
                out.extend(points.iter().rev().skip(skip));
            } else {
                out.extend(points.iter().skip(skip));
            }
        }
        if out.len() > 1 && out.first() == out.last() {
            out.pop();
        }
        out
    }

    /// The same world with fewer points: corners below `corner` and islands and holes below `island` (both in grid
    /// units squared) are dropped, the largest part of every owner excepted.
    pub(super) fn simplified(&self, corner: f64, island: f64) -> Self {
        let mut largest: FxHashMap<usize, (f64, usize)> = FxHashMap::default();
        for (i, part) in self.parts.iter().enumerate() {
            let area = part.rings.first().map_or(0.0, |r| ring_area(&self.ring(r)).abs());
            let best = largest.entry(part.owner).or_insert((area, i));
            if area > best.0 {
                *best = (area, i);
            }
        }
        let mut out = Self {
            arcs: self
                .arcs
                .iter()
                .map(|a| {
                    // What must stay recognisable is simplified less than a long coast.
                    let size = ring_area(&a.points).abs();
                    let closed = a.points.first() == a.points.last();
                    let limit = if closed { corner.min(size / 8.0) } else { corner };
                    // The data's own edge has corners that no area measures: only what lies on a straight line goes.
                    Arc { points: simplify(&a.points, if a.seam { 0.5 } else { limit }), ..a.clone() }
                })
                .collect(),
            parts: Vec::new(),
        };
        for (i, part) in self.parts.iter().enumerate() {
            let keep = largest.get(&part.owner).is_some_and(|best| best.1 == i);
            let mut rings = Vec::new();
            for (r, uses) in part.rings.iter().enumerate() {
                let area = ring_area(&out.ring(uses)).abs();
                let lonely = uses.len() == 1;
                if (area <= 0.0 && !(keep && r == 0)) || (lonely && area < island && !(keep && r == 0)) {
                    if r == 0 {
                        break;
                    }
                    continue;
                }
                rings.push(uses.clone());
            }
            if !rings.is_empty() {
                out.parts.push(Part { owner: part.owner, rings });
            }
        }
        let mut used = vec![false; out.arcs.len()];
        for u in out.parts.iter().flat_map(|p| p.rings.iter().flatten()) {
            used[u.arc] = true;
        }
        for (arc, used) in out.arcs.iter_mut().zip(used) {
            if !used {
                arc.points.clear();
            }
        }
        out
    }

    /// The outer boundary of several owners together: arcs that only one of them has, chained into rings.
    pub(super) fn dissolve(&self, is_member: &dyn Fn(usize) -> bool) -> Vec<Vec<Use>> {
        let mut times: BTreeMap<usize, (u32, Use)> = BTreeMap::new();
        for u in self.parts.iter().filter(|p| is_member(p.owner)).flat_map(|p| p.rings.iter().flatten()) {
            times.entry(u.arc).or_insert((0, *u)).0 += 1;
        }
        let uses: Vec<Use> = times.into_values().filter(|t| t.0 % 2 == 1).map(|t| t.1).collect();
        let ends = |u: &Use| {
            let p = &self.arcs[u.arc].points;
            let (a, b) = (p.first().copied().unwrap_or([0; 2]), p.last().copied().unwrap_or([0; 2]));
            if u.back { (b, a) } else { (a, b) }
        };
        let mut from: FxHashMap<Grid, Vec<usize>> = FxHashMap::default();
        for (i, u) in uses.iter().enumerate().rev() {
            from.entry(ends(u).0).or_default().push(i);
        }
        let mut taken = vec![false; uses.len()];
        let mut out = Vec::new();
        for first in 0..uses.len() {
            if taken[first] {
                continue;
            }
            let mut ring = Vec::new();
            let mut at = first;
            loop {
                taken[at] = true;
                ring.push(uses[at]);
                let end = ends(&uses[at]).1;
                if end == ends(&uses[first]).0 {
                    break;
                }
                let next = from.get_mut(&end).and_then(|list| {
                    while let Some(i) = list.pop() {
                        if !taken[i] {
                            return Some(i);
                        }
                    }
                    None
                });
                match next {
                    Some(i) => at = i,
                    None => break,
                }
            }
            out.push(ring);
        }
        out
    }
}

/// Rings of one area sorted into polygons: each outer ring with the holes that lie in it.
pub(super) fn nest(topology: &Topology, rings: Vec<Vec<Use>>) -> Vec<Vec<Vec<Use>>> {
    struct Ring {
        uses: Vec<Use>,
        points: Vec<Grid>,
        area: f64,
        bounds: [i32; 4],
    }
    let mut all: Vec<Ring> = rings
        .into_iter()
        .map(|uses| {
            let points = topology.ring(&uses);
            let area = ring_area(&points).abs();
            let mut bounds = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];
            for p in &points {
                bounds = [bounds[0].min(p[0]), bounds[1].min(p[1]), bounds[2].max(p[0]), bounds[3].max(p[1])];
            }
            Ring { uses, points, area, bounds }
        })
        .filter(|r| r.points.len() >= 3)
        .collect();
    all.sort_by(|a, b| b.area.total_cmp(&a.area));
    let mut out: Vec<(usize, Vec<Vec<Use>>)> = Vec::new();
    for i in 0..all.len() {
        let ring = &all[i];
        // A corner's middle point: a corner itself may touch the other ring.
        let probe = [
            f64::midpoint(f64::from(ring.points[0][0]), f64::from(ring.points[1][0])),
            f64::midpoint(f64::from(ring.points[0][1]), f64::from(ring.points[1][1])),
        ];
        let holders: Vec<usize> = (0..i)
            .filter(|&j| {
                let b = all[j].bounds;
                let c = ring.bounds;
                b[0] <= c[0] && b[1] <= c[1] && b[2] >= c[2] && b[3] >= c[3] && inside(&all[j].points, probe)
            })
            .collect();
        let parent = holders.iter().rev().find_map(|j| out.iter().position(|o| o.0 == *j));
        match parent {
            Some(p) if holders.len() % 2 == 1 => out[p].1.push(ring.uses.clone()),
            _ => out.push((i, vec![ring.uses.clone()])),
        }
    }
    out.into_iter().map(|o| o.1).collect()
}

/// Even-odd test.
pub(super) fn inside(ring: &[Grid], p: [f64; 2]) -> bool {
    let mut odd = false;
    for (i, a) in ring.iter().enumerate() {
        let b = ring.get(i + 1).or(ring.first()).copied().unwrap_or(*a);
        let (ay, by) = (f64::from(a[1]), f64::from(b[1]));
        if (ay > p[1]) != (by > p[1]) {
            let x = f64::from(a[0]) + (p[1] - ay) / (by - ay) * (f64::from(b[0]) - f64::from(a[0]));
            odd ^= p[0] < x;
        }
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_squares() -> Topology {
        let left = vec![[10, 10], [20, 10], [20, 20], [10, 20]];
        let right = vec![[20, 10], [30, 10], [30, 20], [20, 20]];
        Topology::new(&[(0, vec![left]), (1, vec![right])], 1000)
    }

    #[test]
    fn neighbours_share_one_arc() {
        let t = two_squares();
        assert_eq!(t.arcs.len(), 3);
        assert_eq!(t.arcs.iter().filter(|a| a.owners == [0, 1]).count(), 1);
    }

    #[test]
    fn together_they_have_one_ring_without_the_border() {
        let t = two_squares();
        let rings = t.dissolve(&|_| true);
        assert_eq!(rings.len(), 1);
        assert_eq!(ring_area(&t.ring(&rings[0])).abs(), 200.0);
    }

    #[test]
    fn a_hole_lies_in_its_polygon() {
        let outer = vec![[10, 10], [90, 10], [90, 90], [10, 90]];
        let hole = vec![[40, 40], [60, 40], [60, 60], [40, 60]];
        let t = Topology::new(&[(0, vec![outer, hole])], 1000);
        let nested = nest(&t, t.dissolve(&|_| true));
        assert_eq!(nested.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
    }
}
