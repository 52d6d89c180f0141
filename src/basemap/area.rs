//! Outlines of countries, divisions and regions made of them.

use super::{Basemap, Class, Level, Names, Square};
use crate::geo::{LatLon, Mercator};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The outline of one or several countries or divisions together, without the borders between them.
#[derive(Debug)]
pub(crate) struct Area {
    /// Which level its parts belong to.
    pub level: usize,
    /// Closed rings, the largest first: for asking what lies inside (even-odd), and to stroke.
    pub rings: Vec<Ring>,
    /// Indices of its parts, to fill it.
    pub parts: Vec<usize>,
    /// Box round it.
    pub bounds: Square,
}

/// One ring of an outline.
#[derive(Debug)]
pub(crate) struct Ring {
    /// Mercator; the first point is not repeated.
    pub points: Vec<[f64; 2]>,
    /// Lines to stroke; the data's own edges are left out.
    pub lines: Vec<Vec<[f64; 2]>>,
    /// Box round it.
    pub bounds: Square,
}

impl Ring {
    /// The longer side of its box, Mercator units.
    pub(crate) fn span(&self) -> f64 {
        (self.bounds.right - self.bounds.left).max(self.bounds.bottom - self.bounds.top)
    }
}

impl Area {
    /// An area of rings that the map does not know: stroked, not filled. Points may repeat the first.
    pub(crate) fn of_rings(rings: &[Vec<LatLon>]) -> Self {
        let ring = |points: &Vec<LatLon>| {
            let points: Vec<[f64; 2]> = points.iter().map(|&p| Mercator::from(p)).map(|m| [m.x, m.y]).collect();
            let closed = points.iter().chain(points.first()).copied().collect();
            Ring { bounds: Square::around(&points), lines: vec![closed], points }
        };
        let mut rings: Vec<Ring> = rings.iter().map(ring).collect();
        rings.sort_by(|a, b| b.span().total_cmp(&a.span()));
        let bounds = rings.iter().map(|r| r.bounds).fold(Square::around(&[]), Square::with);
        Self { level: 0, rings, parts: Vec::new(), bounds }
    }
}

/// Areas already made, by level and codes.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<FxHashMap<(usize, String), Option<Arc<Area>>>>);

impl Cache {
    pub(super) fn get(&self, basemap: &Basemap, codes: &[&str], level: usize) -> Option<Arc<Area>> {
        if codes.is_empty() {
            return None;
        }
        // Countries alone are known at every level, divisions from the second on.
        let level = if codes.iter().all(|c| is_country(c)) { level } else { level.max(1) };
        let key = (level, codes.join(" "));
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let made = make(basemap, codes, level).map(Arc::new);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
        made
    }
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether a division (or, at the coarsest level, a block) bears one of the codes.
fn is_member(names: &Names, level: usize, owner: u32, codes: &[&str]) -> bool {
    let iso = |block: u32| names.blocks.get(block as usize).map_or("", |b| b.iso.as_str());
    if level == 0 {
        let iso = iso(owner);
        return !iso.is_empty() && codes.contains(&iso);
    }
    let Some(unit) = names.units.get(owner as usize) else { return false };
    codes.iter().any(|&code| {
        if is_country(code) {
            return iso(unit.block) == code;
        }
        if let Some(id) = code.strip_prefix("gn:") {
            return unit.geonameid != 0 && id.parse() == Ok(unit.geonameid);
        }
        (!unit.code.is_empty() && unit.code == code) || (!unit.iso2.is_empty() && unit.iso2 == code)
    })
}

fn make(basemap: &Basemap, codes: &[&str], number: usize) -> Option<Area> {
    let (level, names) = (basemap.level(number), basemap.names());
    let parts: Vec<usize> = level
        .parts
        .iter()
        .enumerate()
        .filter(|(_, p)| is_member(names, number, p.owner, codes))
        .map(|(i, _)| i)
        .collect();
    if parts.is_empty() {
        return None;
    }
    let mut rings: Vec<Ring> = boundary(level, &parts)
        .iter()
        .map(|uses| {
            let points = chain(level, uses);
            Ring { bounds: Square::around(&points), lines: strokes(level, uses), points }
        })
        .collect();
    rings.sort_by(|a, b| b.span().total_cmp(&a.span()));
    let bounds = rings.iter().map(|r| r.bounds).fold(Square::around(&[]), Square::with);
    Some(Area { level: number, rings, parts, bounds })
}

type Use = (u32, bool);

/// Arcs that only one of the parts has, chained into rings.
fn boundary(level: &Level, parts: &[usize]) -> Vec<Vec<Use>> {
    let mut times: BTreeMap<u32, (u32, bool)> = BTreeMap::new();
    for &(arc, back) in parts.iter().filter_map(|&p| level.parts.get(p)).flat_map(|p| p.rings.iter().flatten()) {
        times.entry(arc).or_insert((0, back)).0 += 1;
    }
    let uses: Vec<Use> = times.into_iter().filter(|(_, t)| t.0 % 2 == 1).map(|(arc, t)| (arc, t.1)).collect();
    let ends = |&(arc, back): &Use| {
        let points = level.arcs.get(arc as usize).and_then(|r| level.points.get(r.clone())).unwrap_or(&[]);
        let bits = |p: Option<&[f64; 2]>| p.map_or((0, 0), |p| (p[0].to_bits(), p[1].to_bits()));
        let (a, b) = (bits(points.first()), bits(points.last()));
        if back { (b, a) } else { (a, b) }
    };
    let mut from: FxHashMap<(u64, u64), Vec<usize>> = FxHashMap::default();
    for (i, u) in uses.iter().enumerate().rev() {
        from.entry(ends(u).0).or_default().push(i);
    }
    let mut taken = vec![false; uses.len()];
    let mut out = Vec::new();
    for first in 0..uses.len() {
        if taken.get(first).copied().unwrap_or(true) {
            continue;
        }
        let mut ring = Vec::new();
        let mut at = first;
        while let (Some(u), Some(t)) = (uses.get(at), taken.get_mut(at)) {
            *t = true;
            ring.push(*u);
            let end = ends(u).1;
            if uses.get(first).is_some_and(|f| ends(f).0 == end) {
                break;
            }
            let next = from.get_mut(&end).and_then(|list| {
                while let Some(i) = list.pop() {
                    if taken.get(i) == Some(&false) {
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

fn points<'a>(level: &'a Level, &(arc, back): &Use) -> Box<dyn Iterator<Item = [f64; 2]> + 'a> {
    let points = level.arcs.get(arc as usize).and_then(|r| level.points.get(r.clone())).unwrap_or(&[]);
    if back { Box::new(points.iter().rev().copied()) } else { Box::new(points.iter().copied()) }
}

/// One ring as points, first not repeated.
fn chain(level: &Level, ring: &[Use]) -> Vec<[f64; 2]> {
    let mut out: Vec<[f64; 2]> = Vec::new();
    for u in ring {
        let skip = usize::from(!out.is_empty());
        out.extend(points(level, u).skip(skip));
    }
    if out.len() > 1 && out.first() == out.last() {
        out.pop();
    }
    out
}

/// One ring as lines, broken where it runs along the data's own edge.
fn strokes(level: &Level, ring: &[Use]) -> Vec<Vec<[f64; 2]>> {
    let is_seam = |u: &Use| level.classes.get(u.0 as usize) == Some(&Class::Seam);
    // Begin behind a seam, so that no line is broken where the ring happens to begin.
    let start = ring.iter().position(is_seam).unwrap_or(0);
    let mut out = Vec::new();
    let mut line: Vec<[f64; 2]> = Vec::new();
    for u in ring.iter().cycle().skip(start).take(ring.len()) {
        if is_seam(u) {
            out.push(std::mem::take(&mut line));
            continue;
        }
        let skip = usize::from(!line.is_empty());
        line.extend(points(level, u).skip(skip));
    }
    out.push(line);
    out.retain(|l| l.len() > 1);
    out
}
