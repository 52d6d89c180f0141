//! Outlines of egui's shapes as PDF paths.

use super::builder;
use egui::epaint::{ColorMode, RectShape, WHITE_UV};
use egui::{Color32, CornerRadius, Mesh, Pos2, Rect, StrokeKind, TextureId};
use krilla::geom::Path;
use std::collections::BTreeMap;

/// How far the handles of a cubic lie out, in radii, for a quarter circle: 4/3 (sqrt 2 - 1).
const QUARTER: f32 = 0.552_285;

pub(super) fn polyline(points: &[Pos2], closed: bool) -> Option<Path> {
    let mut path = builder();
    let (first, rest) = points.split_first()?;
    path.move_to(first.x, first.y);
    rest.iter().for_each(|p| path.line_to(p.x, p.y));
    if closed {
        path.close();
    }
    path.finish()
}

pub(super) fn ellipse(c: Pos2, rx: f32, ry: f32) -> Option<Path> {
    rounded(Rect::from_center_size(c, egui::vec2(rx * 2.0, ry * 2.0)), [(rx, ry); 4])
}

pub(super) fn rectangle(rect: Rect, radius: CornerRadius) -> Option<Path> {
    let most = rect.width().min(rect.height()) / 2.0;
    let r = |r: u8| {
        let r = f32::from(r).min(most);
        (r, r)
    };
    rounded(rect, [r(radius.nw), r(radius.ne), r(radius.se), r(radius.sw)])
}

/// Clockwise from the upper left; `radii` of the corners in that order.
fn rounded(rect: Rect, radii: [(f32, f32); 4]) -> Option<Path> {
    let mut path = builder();
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()];
    // Unit vectors along the edge that leads to each corner, and along the one that leaves it.
    let directions =
        [((0.0, -1.0), (1.0, 0.0)), ((1.0, 0.0), (0.0, 1.0)), ((0.0, 1.0), (-1.0, 0.0)), ((-1.0, 0.0), (0.0, -1.0))];
    for (i, ((corner, (rx, ry)), ((ax, ay), (bx, by)))) in corners.into_iter().zip(radii).zip(directions).enumerate() {
        let enter = (corner.x - ax * rx, corner.y - ay * ry);
        let leave = (corner.x + bx * rx, corner.y + by * ry);
        if i == 0 {
            path.move_to(enter.0, enter.1);
        } else {
            path.line_to(enter.0, enter.1);
        }
        if rx > 0.0 && ry > 0.0 {
            let handle = |from: (f32, f32), dx: f32, dy: f32| (from.0 + dx * rx * QUARTER, from.1 + dy * ry * QUARTER);
            let (h1, h2) = (handle(enter, ax, ay), handle(leave, -bx, -by));
            path.cubic_to(h1.0, h1.1, h2.0, h2.1, leave.0, leave.1);
        }
    }
    path.close();
    path.finish()
}

/// The line in the middle of a rectangle's stroke.
pub(super) fn stroked(r: &RectShape) -> Rect {
    match r.stroke_kind {
        StrokeKind::Inside => r.rect.shrink(r.stroke.width / 2.0),
        StrokeKind::Middle => r.rect,
        StrokeKind::Outside => r.rect.expand(r.stroke.width / 2.0),
    }
}

/// One colour for a stroke that may change along its way: nothing on a page does.
pub(super) fn solid(mode: &ColorMode) -> Color32 {
    match mode {
        ColorMode::Solid(colour) => *colour,
        ColorMode::UV(_) => Color32::TRANSPARENT,
    }
}

/// A mesh of flat, untextured triangles as one path a colour, in order of first use; `None` for any other.
pub(super) fn flat(mesh: &Mesh) -> Option<Vec<(Color32, Path)>> {
    if mesh.texture_id != TextureId::default() {
        return None;
    }
    let mut order: Vec<Color32> = Vec::new();
    let mut paths: BTreeMap<[u8; 4], krilla::geom::PathBuilder> = BTreeMap::new();
    for corners in mesh.indices.as_chunks::<3>().0 {
        let corner = |i: u32| mesh.vertices.get(i as usize);
        let [a, b, c] = corners.map(corner);
        let (a, b, c) = (a?, b?, c?);
        if [a, b, c].iter().any(|v| v.uv != WHITE_UV || v.color != a.color) {
            return None;
        }
        let cross = (b.pos - a.pos).x * (c.pos - a.pos).y - (b.pos - a.pos).y * (c.pos - a.pos).x;
        // All the same way round, or neighbours would cancel each other.
        let (b, c) = if cross < 0.0 { (c, b) } else { (b, c) };
        let path = paths.entry(a.color.to_array()).or_insert_with(|| {
            order.push(a.color);
            builder()
        });
        path.move_to(a.pos.x, a.pos.y);
        path.line_to(b.pos.x, b.pos.y);
        path.line_to(c.pos.x, c.pos.y);
        path.close();
    }
    Some(order.into_iter().filter_map(|c| Some((c, paths.remove(&c.to_array())?.finish()?))).collect())
}
