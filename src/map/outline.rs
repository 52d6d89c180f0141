//! Outlines and tints of the areas that stories name.

use super::Palette;
use super::ground::{fill, visible_ranges};
use super::line::dashed;
use super::options::Metrics;
use super::sheet::Sheet;
use crate::basemap::{Area, Basemap};
use crate::briefing::Symbol;
use crate::geoparse::Band;
use egui::epaint::Mesh;
use egui::{Painter, Shape, Stroke};
use std::sync::Arc;

/// The polygons behind a symbol, where the basemap knows any.
pub(crate) fn of(symbol: &Symbol, basemap: &Basemap, zoom: f64) -> Option<Arc<Area>> {
    if !symbol.area {
        return None;
    }
    if let Some(code) = &symbol.country {
        return basemap.area(&[code], zoom);
    }
    if !symbol.members.is_empty() {
        let codes: Vec<&str> = symbol.members.iter().map(String::as_str).collect();
        return basemap.area(&codes, zoom);
    }
    let code = symbol.admin1.as_deref()?;
    basemap.area(&[symbol.key.place.as_str()], zoom).or_else(|| basemap.area(&[code], zoom))
}

/// Paints one area's tint and outline. Dashes and dots lie on a halo, or a border beneath would fill their gaps.
pub(crate) fn paint(
    painter: &Painter,
    palette: &Palette,
    metrics: &Metrics,
    basemap: &Basemap,
    sheets: &[Sheet],
    symbol: &Symbol,
    area: &Area,
) {
    let region = !symbol.members.is_empty();
    let k = metrics.line;
    let width = if region { 1.5 } else { 1.8 } * k;
    let stroke = Stroke::new(width, palette.event.gamma_multiply(0.9));
    let level = basemap.level(area.level);
    for sheet in sheets.iter().filter(|s| s.sees(&area.bounds)) {
        if symbol.band == Band::High && !region {
            let mut mesh = Mesh::default();
            let tint = palette.event.gamma_multiply(palette.area_tint);
            for part in area.parts.iter().filter_map(|&i| level.parts.get(i)).filter(|p| sheet.sees(&p.bounds)) {
                fill(&mut mesh, sheet, level, &part.corners, &part.triangles, tint);
            }
            if !mesh.is_empty() {
                painter.add(Shape::mesh(mesh));
            }
        }
        for points in &area.lines {
            for range in visible_ranges(sheet, points) {
                let Some(run) = points.get(range.clone()) else { continue };
                let line = sheet.line(run, 0.75);
                if line.len() < 2 {
                    continue;
                }
                let (on, off) = match symbol.band {
                    Band::High => {
                        painter.add(Shape::line(line, stroke));
                        continue;
                    }
                    Band::Check => (9.0 * k, 4.0 * k),
                    Band::Guess => (2.0 * k, 3.0 * k),
                };
                // The pattern is counted from the line's own beginning, so that it holds still while the map moves.
                let before: f64 = points
                    .get(..=range.start)
                    .unwrap_or(&[])
                    .windows(2)
                    .map(|w| match w {
                        &[a, b] => libm::hypot(b[0] - a[0], b[1] - a[1]),
                        _ => 0.0,
                    })
                    .sum();
                painter.add(Shape::line(line.clone(), Stroke::new(3.6 * k, palette.halo)));
                painter.extend(dashed(&line, stroke, on, off, (before * sheet.scale) as f32));
            }
        }
    }
}
