//! Fewer points, same look: Visvalingam's method, one arc at a time so that neighbours stay neighbours.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A grid point of the Mercator square.
pub(super) type Grid = [i32; 2];

struct Corner {
    area: f64,
    at: usize,
    stamp: u32,
}

impl PartialEq for Corner {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Corner {}
impl PartialOrd for Corner {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Corner {
    /// Least area first out of a max-heap; ties by position.
    fn cmp(&self, other: &Self) -> Ordering {
        other.area.total_cmp(&self.area).then(other.at.cmp(&self.at))
    }
}

fn triangle(a: Grid, b: Grid, c: Grid) -> f64 {
    let d = |p: Grid, q: Grid, i: usize| f64::from(p[i]) - f64::from(q[i]);
    (d(b, a, 0) * d(c, a, 1) - d(b, a, 1) * d(c, a, 0)).abs() / 2.0
}

/// Twice the signed area of a ring, in grid units squared.
pub(super) fn ring_area(ring: &[Grid]) -> f64 {
    let mut sum = 0.0;
    for (i, a) in ring.iter().enumerate() {
        let b = ring.get(i + 1).or(ring.first()).copied().unwrap_or(*a);
        sum += f64::from(a[0]) * f64::from(b[1]) - f64::from(b[0]) * f64::from(a[1]);
    }
    sum / 2.0
}

/// Drops corners whose triangle is smaller than `least` (grid units squared), smallest first; both ends stay. A
/// closed arc keeps at least a triangle.
pub(super) fn simplify(points: &[Grid], least: f64) -> Vec<Grid> {
    let n = points.len();
    let closed = n > 3 && points.first() == points.last();
    let floor = if closed { 4 } else { 2 };
    if n <= floor {
        return points.to_vec();
    }
    let mut before: Vec<usize> = (0..n).map(|i| i.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (0..n).map(|i| (i + 1).min(n - 1)).collect();
    let mut stamp = vec![0_u32; n];
    let mut keep = vec![true; n];
    let mut heap: BinaryHeap<Corner> = (1..n - 1)
        .map(|i| Corner { area: triangle(points[i - 1], points[i], points[i + 1]), at: i, stamp: 0 })
        .collect();
    let mut left = n;
    while let Some(c) = heap.pop() {
        if c.area >= least || left <= floor {
            break;
        }
        if !keep[c.at] || stamp[c.at] != c.stamp {
            continue;
        }
        keep[c.at] = false;
        left -= 1;
        let (b, a) = (before[c.at], after[c.at]);
        after[b] = a;
        before[a] = b;
        for i in [b, a] {
            if i > 0 && i < n - 1 {
                stamp[i] += 1;
                // Never below what was already dropped, so that an order exists.
                let area = triangle(points[before[i]], points[i], points[after[i]]).max(c.area);
                heap.push(Corner { area, at: i, stamp: stamp[i] });
            }
        }
    }
    points.iter().zip(keep).filter_map(|(p, k)| k.then_some(*p)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_keeps_its_ends() {
        assert_eq!(simplify(&[[0, 0], [5, 0], [9, 0]], 1.0), [[0, 0], [9, 0]]);
    }

    #[test]
    fn a_corner_larger_than_the_limit_stays() {
        let line = [[0, 0], [5, 1], [10, 20], [15, 1], [20, 0]];
        assert!(simplify(&line, 10.0).contains(&[10, 20]));
    }

    #[test]
    fn an_island_stays_a_triangle() {
        let ring = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]];
        assert_eq!(simplify(&ring, 1e9).len(), 4);
    }
}
