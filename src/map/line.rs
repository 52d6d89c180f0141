//! Dashes and dots along a line, with a phase that holds still while the map moves.

use egui::{Pos2, Shape, Stroke};

/// Cuts a line into dashes of length `on` with gaps of `off`, starting `phase` points into the pattern.
/// Bends within a dash are kept. Degenerate lengths give the whole line.
pub(crate) fn dashes(points: &[Pos2], on: f32, off: f32, phase: f32) -> Vec<Vec<Pos2>> {
    let period = on + off;
    if period.is_nan() || period < 0.5 || on <= 0.0 || off <= 0.0 {
        return vec![points.to_vec()];
    }
    let mut out = Vec::new();
    let mut at = phase.rem_euclid(period);
    let mut dash: Vec<Pos2> = Vec::new();
    if let (true, Some(&first)) = (at < on, points.first()) {
        dash.push(first);
    }
    for pair in points.windows(2) {
        let &[a, b] = pair else { continue };
        let length = a.distance(b);
        if length.is_nan() || length <= 0.0 || length > 1e6 {
            continue;
        }
        let mut gone = 0.0;
        while gone < length {
            let next = if at < on { on - at } else { period - at };
            let step = next.min(length - gone);
            gone += step;
            at += step;
            let p = a + (b - a) * (gone / length);
            if at >= period - 1e-4 {
                at = 0.0;
                dash = vec![p];
            } else if at >= on - 1e-4 && !dash.is_empty() {
                at = at.max(on);
                dash.push(p);
                out.push(std::mem::take(&mut dash));
            } else if !dash.is_empty() && gone >= length {
                dash.push(p);
            }
            if step <= 0.0 {
                break;
            }
        }
    }
    if dash.len() > 1 {
        out.push(dash);
    }
    out
}

/// The dashes as shapes.
pub(crate) fn dashed(points: &[Pos2], stroke: Stroke, on: f32, off: f32, phase: f32) -> Vec<Shape> {
    dashes(points, on, off, phase).into_iter().filter(|d| d.len() > 1).map(|d| Shape::line(d, stroke)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_straight_line_is_cut_into_equal_dashes() {
        let cut = dashes(&[pos2(0.0, 0.0), pos2(20.0, 0.0)], 5.0, 3.0, 0.0);
        let ends: Vec<(f32, f32)> = cut.iter().filter_map(|d| Some((d.first()?.x, d.last()?.x))).collect();
        assert_eq!(ends, [(0.0, 5.0), (8.0, 13.0), (16.0, 20.0)]);
    }

    #[test]
    fn a_bend_lies_within_its_dash() {
        let cut = dashes(&[pos2(0.0, 0.0), pos2(3.0, 0.0), pos2(3.0, 9.0)], 5.0, 3.0, 0.0);
        assert_eq!(cut.first().map(Vec::len), Some(3));
    }

    #[test]
    fn the_phase_moves_the_pattern() {
        let cut = dashes(&[pos2(0.0, 0.0), pos2(10.0, 0.0)], 4.0, 4.0, 6.0);
        assert_eq!(cut.first().and_then(|d| d.first()).map(|p| p.x), Some(2.0));
    }
}
