//! The basemap's own names, in what room the stories leave: countries, waters, ranges, towns, rivers.

use super::field::Field;
use super::ground::{river_rank, visible_runs};
use super::obstacles::{NAME_SIDES, Obstacles, along, beside};
use super::options::Metrics;
use super::painted::{Painted, PlacedLabel};
use super::sheet::Sheet;
use super::{Palette, fonts, text};
use crate::basemap::{Area, Basemap, LabelKind, Town};
use crate::briefing::Scene;
use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is needed to place names.
pub(crate) struct Names<'a> {
    pub painter: &'a Painter,
    pub palette: &'static Palette,
    pub metrics: &'a Metrics,
    pub basemap: &'a Basemap,
    pub sheets: &'a [Sheet],
    pub scene: &'a Scene,
    pub zoom: f64,
}

/// Names of the source that readers know shorter.
fn short(name: &str) -> &str {
    match name {
        "United States of America" => "United States",
        "Republic of Serbia" => "Serbia",
        "United Republic of Tanzania" => "Tanzania",
        "Democratic Republic of the Congo" => "DR Congo",
        "Republic of the Congo" | "Republic of Congo" => "Congo",
        "The Bahamas" => "Bahamas",
        "Federated States of Micronesia" => "Micronesia",
        "Macedonia" => "North Macedonia",
        "Swaziland" | "eSwatini" => "Eswatini",
        "Czech Republic" => "Czechia",
        "East Timor" => "Timor-Leste",
        "Hong Kong S.A.R." => "Hong Kong",
        "Macao S.A.R" | "Macau S.A.R" => "Macao",
        // Leases lie in the block of the country around them, whose name may come second.
        "Baykonur Cosmodrome" => "Kazakhstan",
        "US Naval Base Guantanamo Bay" => "Cuba",
        "Akrotiri Sovereign Base Area" | "Dhekelia Sovereign Base Area" => "Cyprus",
        other => other,
    }
}

/// Towns of this rank and larger ones are worth a step aside.
const LARGE: u8 = 4;

/// Sizes and letter spacings that a country's name may take, as shares of the design's: on a map of the world only the
/// smaller ones, or the largest countries alone would shout.
const SETTINGS: [(f32, f32); 5] = [(1.0, 1.0), (0.86, 0.45), (0.86, 0.15), (0.76, 0.1), (0.70, 0.0)];

/// The largest rank of town shown at a zoom.
fn town_rank(zoom: f64) -> Option<u8> {
    Some(match zoom {
        z if z < 2.6 => return None,
        z if z < 3.4 => 0,
        z if z < 4.2 => 1,
        z if z < 5.0 => 3,
        z if z < 5.8 => 4,
        z if z < 6.6 => 6,
        z if z < 7.4 => 7,
        _ => 10,
    })
}

impl Names<'_> {
    /// Places and draws all of them, in order of priority.
    pub(crate) fn draw(&self, painted: &mut Painted, obstacles: &mut Obstacles, out: &mut Vec<Shape>) {
        self.countries(painted, obstacles, out);
        self.labels(painted, obstacles, true, out);
        self.rivers(painted, obstacles, out);
        self.labels(painted, obstacles, false, out);
        self.towns(painted, obstacles, out);
    }

    fn countries(&self, painted: &mut Painted, obstacles: &mut Obstacles, out: &mut Vec<Shape>) {
        let m = self.metrics;
        let told: BTreeSet<&str> = self.scene.symbols.iter().filter_map(|s| s.country.as_deref()).collect();
        let mut done: BTreeSet<&str> = BTreeSet::new();
        let mut wanted = Vec::new();
        let spots = self.spots();
        for block in &self.basemap.names().blocks {
            let iso = block.iso.as_str();
            // A country in two blocks is named once, after the block that its own government runs.
            let foreign = matches!(
                (block.power.as_str(), iso),
                ("RUS", "UA")
                    | ("SOL", "SO")
                    | ("CYN", "CY")
                    | ("FRA", "GF" | "GP" | "MQ" | "RE" | "YT")
                    | ("NOR", "SJ")
                    | ("ATC" | "CSI", "AU")
            );
            if iso.is_empty() || foreign || told.contains(iso) || !done.insert(iso) {
                continue;
            }
            let Some(area) = self.basemap.area(&[iso], self.zoom.min(5.0) - super::COARSER) else { continue };
            let words = short(&block.name).to_uppercase();
            for sheet in self.sheets.iter().filter(|s| s.sees(&area.bounds)) {
                if let Some((galley, rect)) = self.country(&words, &area, sheet, obstacles, &spots) {
                    obstacles.take(rect.expand(2.0 * m.unit));
                    wanted.push((galley, rect, words.clone()));
                }
            }
        }
        for (galley, rect, words) in wanted {
            let halo = Some((m.halo_country, self.palette.halo));
            text::draw(out, rect.min, &galley, self.palette.label_country, halo, 0.0);
            painted.labels.push(PlacedLabel { symbol: None, text: words, rect });
        }
    }

    /// Where capitals and large towns will want their names: a country's name keeps off them where it can.
    fn spots(&self) -> Vec<Rect> {
        let Some(most) = town_rank(self.zoom) else { return Vec::new() };
        let m = self.metrics;
        let large = |t: &&Town| t.rank <= most && (t.capital || t.rank <= LARGE);
        let mut out = Vec::new();
        for town in self.basemap.names().towns.iter().filter(large) {
            let width = town.name.chars().count() as f32 * m.town * 0.55;
            for sheet in self.sheets {
                let at = sheet.place([town.at.x, town.at.y]);
                if sheet.rect.contains(at) {
                    let (up, left) = (m.town * 0.7, 6.0 * m.unit);
                    out.push(Rect::from_min_max(at - vec2(left, up), at + vec2(left + width, up)));
                }
            }
        }
        out
    }

    /// The largest and widest of a few settings of a country's name that fits into the part of it in view.
    fn country(
        &self,
        words: &str,
        area: &Area,
        sheet: &Sheet,
        obstacles: &Obstacles,
        spots: &[Rect],
    ) -> Option<(Arc<Galley>, Rect)> {
        let m = self.metrics;
        let view = sheet.rect.shrink(m.edge);
        let seen = area.seen(sheet, view)?;
        let mut field = None;
        for &(size, spacing) in if self.zoom < 3.2 { &SETTINGS[1..] } else { &SETTINGS[..3] } {
            let (size, spacing) = (m.country * size, m.country_spacing * spacing);
            // Capitals are about 0.6 of their size wide: what cannot fit is not laid out at all.
            let guess = words.chars().count() as f32 * (size * 0.55 + spacing);
            if seen.width() < guess * 0.75 || seen.height() < size {
                continue;
            }
            let galley = text::layout(self.painter, words, fonts::sans_bold(size), spacing, self.palette.label_country);
            let box_ = text::tight(&galley, spacing);
            if field.is_none() {
                field = Some(Field::new(area, sheet, view)?);
            }
            let rooms = field.as_ref()?.rooms(box_.x, box_.y, vec2(box_.x * 0.46, box_.y * 0.5));
            let free: Vec<Rect> = rooms
                .into_iter()
                .take(120)
                .map(|r| Rect::from_center_size(r.at, box_))
                .filter(|r| obstacles.is_free(r.expand(2.0 * m.unit)))
                .collect();
            let clear = free.iter().find(|r| !spots.iter().any(|s| s.intersects(**r)));
            let free = clear.or(free.first()).copied();
            if let Some(rect) = free {
                return Some((galley, rect));
            }
        }
        None
    }

    fn labels(&self, painted: &mut Painted, obstacles: &mut Obstacles, water: bool, out: &mut Vec<Shape>) {
        let m = self.metrics;
        for label in &self.basemap.names().labels {
            let is_water = matches!(label.kind, LabelKind::Ocean | LabelKind::Sea | LabelKind::Lake);
            // Names that fitted long ago would only float over what has grown beneath them.
            let fades = !matches!(label.kind, LabelKind::Lake) && self.zoom > f64::from(label.zoom) + 4.0;
            if is_water != water || self.zoom < f64::from(label.zoom) || fades {
                continue;
            }
            let (font, spacing, colour, halo, words): (FontId, f32, Color32, f32, String) = match label.kind {
                LabelKind::Ocean => (
                    fonts::serif_italic(m.water_large),
                    m.water_spacing * 1.25,
                    self.palette.label_water,
                    m.halo_water,
                    label.name.clone(),
                ),
                LabelKind::Sea => (
                    fonts::serif_italic(m.water * 1.1),
                    m.water_spacing,
                    self.palette.label_water,
                    m.halo_water,
                    label.name.clone(),
                ),
                LabelKind::Lake => (
                    fonts::serif_italic(m.water),
                    m.water_spacing * 0.75,
                    self.palette.label_water,
                    m.halo_water,
                    label.name.clone(),
                ),
                LabelKind::Range | LabelKind::Desert => (
                    fonts::sans_italic(m.range),
                    m.range_spacing,
                    self.palette.label_range,
                    m.halo_town,
                    label.name.to_uppercase(),
                ),
            };
            let galley = text::layout(self.painter, &words, font, spacing, colour);
            let size = text::tight(&galley, spacing);
            for sheet in self.sheets {
                let at = sheet.place([label.at.x, label.at.y]);
                if !sheet.rect.contains(at) {
                    continue;
                }
                let angle = label.turn.to_radians();
                self.turned(&galley, &words, at, size, angle, (colour, halo), painted, obstacles, out);
            }
        }
    }

    /// Places words turned about their middle `at`, where there is room.
    fn turned(
        &self,
        galley: &Arc<Galley>,
        words: &str,
        at: Pos2,
        size: Vec2,
        angle: f32,
        (colour, halo): (Color32, f32),
        painted: &mut Painted,
        obstacles: &mut Obstacles,
        out: &mut Vec<Shape>,
    ) -> bool {
        let (s, c) = (libm::sinf(angle), libm::cosf(angle));
        let start = at - vec2(c * size.x - s * size.y, s * size.x + c * size.y) / 2.0;
        let boxes =
            if angle == 0.0 { vec![Rect::from_min_size(start, size)] } else { along(start, size.x, size.y, angle) };
        let pad = 2.0 * self.metrics.unit;
        if !boxes.iter().all(|b| obstacles.is_free(b.expand(pad))) {
            return false;
        }
        text::draw(out, start, galley, colour, Some((halo, self.palette.halo)), angle);
        let rect = boxes.iter().fold(Rect::NOTHING, |all, b| all.union(*b));
        for b in boxes {
            obstacles.take(b.expand(pad));
        }
        painted.labels.push(PlacedLabel { symbol: None, text: words.to_owned(), rect });
        true
    }

    /// Names of rivers on the straightest stretch of their line in view, 3 above it.
    fn rivers(&self, painted: &mut Painted, obstacles: &mut Obstacles, out: &mut Vec<Shape>) {
        if self.zoom < 4.2 {
            return;
        }
        let m = self.metrics;
        let level = self.basemap.level(Basemap::level_at(self.zoom));
        let most = river_rank(self.zoom).min(if self.zoom < 5.6 { 5 } else { 8 });
        let mut done: BTreeSet<&str> = BTreeSet::new();
        let mut order: Vec<_> = level.rivers.iter().filter(|r| r.rank <= most && !r.name.is_empty()).collect();
        order.sort_by_key(|r| r.rank);
        for river in order {
            if done.contains(river.name.as_str()) {
                continue;
            }
            let font = fonts::serif_italic(m.water);
            for sheet in self.sheets.iter().filter(|s| s.sees(&river.bounds)) {
                let Some(points) = level.points.get(river.points.clone()) else { continue };
                let galley =
                    text::layout(self.painter, &river.name, font.clone(), m.water_spacing, self.palette.label_water);
                let size = text::tight(&galley, m.water_spacing);
                for run in visible_runs(sheet, points) {
                    let line = sheet.line(run, 4.0 * m.unit);
                    let Some((middle, angle)) = straightest(&line, size.x * 1.1) else { continue };
                    let lift = size.y / 2.0 + m.unit;
                    let at = middle + vec2(libm::sinf(angle), -libm::cosf(angle)) * lift;
                    let paint = (self.palette.label_water, m.halo_water);
                    if self.turned(&galley, &river.name, at, size, angle, paint, painted, obstacles, out) {
                        done.insert(river.name.as_str());
                        break;
                    }
                }
            }
        }
    }

    fn towns(&self, painted: &mut Painted, obstacles: &mut Obstacles, out: &mut Vec<Shape>) {
        let Some(most) = town_rank(self.zoom) else { return };
        let m = self.metrics;
        let told: BTreeSet<&str> = self.scene.symbols.iter().map(|s| s.key.place.as_str()).collect();
        let area: f32 = self.sheets.first().map_or(0.0, |s| s.rect.area());
        let mut left = (area / (34_000.0 * m.unit * m.unit)) as usize;
        for town in self.basemap.names().towns.iter().filter(|t| t.rank <= most) {
            if left == 0 {
                break;
            }
            for sheet in self.sheets {
                let at = sheet.place([town.at.x, town.at.y]);
                if !sheet.rect.contains(at) || told.contains(format!("gn:{}", town.geonameid).as_str()) {
                    continue;
                }
                let dot = Rect::from_center_size(at, Vec2::splat(if town.capital { 8.0 } else { 5.0 } * m.unit));
                if !obstacles.is_free(dot.expand(m.unit)) {
                    continue;
                }
                let size = if town.capital { m.capital } else { m.town };
                let galley = text::layout(self.painter, &town.name, fonts::sans(size), 0.0, self.palette.label_town);
                let pad = 3.0 * m.unit;
                let sides = NAME_SIDES.iter().map(|&s| beside(dot, galley.size(), 2.0 * m.unit, s));
                let Some(rect) = sides.into_iter().find(|r| obstacles.is_free(r.expand2(vec2(pad, 1.0 * m.unit))))
                else {
                    continue;
                };
                self.dot(at, town.capital, out);
                let halo = Some((m.halo_town, self.palette.halo));
                text::draw(out, rect.min, &galley, self.palette.label_town, halo, 0.0);
                obstacles.take(rect.expand(pad));
                obstacles.take(dot.expand(m.unit));
                painted.labels.push(PlacedLabel { symbol: None, text: town.name.clone(), rect });
                left = left.saturating_sub(1);
            }
        }
    }

    fn dot(&self, at: Pos2, capital: bool, out: &mut Vec<Shape>) {
        let (k, ink) = (self.metrics.unit, self.palette.town_dot);
        if capital {
            out.push(Shape::circle_filled(at, 3.6 * k, self.palette.halo));
            out.push(Shape::circle_stroke(at, 3.6 * k, Stroke::new(1.2 * k, ink)));
            out.push(Shape::circle_filled(at, 1.5 * k, ink));
        } else {
            out.push(Shape::circle_filled(at, 3.0 * k, self.palette.halo));
            out.push(Shape::circle_filled(at, 2.2 * k, ink));
        }
    }
}

/// The stretch of a line, `length` long, that strays least from its chord: its middle and its direction, read left to
/// right. `None` when the line is shorter or nowhere straight enough.
fn straightest(line: &[Pos2], length: f32) -> Option<(Pos2, f32)> {
    let mut best: Option<(f32, Pos2, f32)> = None;
    for (i, &a) in line.iter().enumerate() {
        let Some((j, &b)) = line.iter().enumerate().skip(i + 1).find(|(_, b)| a.distance(**b) >= length) else {
            continue;
        };
        let chord = b - a;
        let span = chord.length().max(1.0);
        let stray = line
            .get(i..=j)
            .unwrap_or(&[])
            .iter()
            .map(|p| ((p.x - a.x) * chord.y - (p.y - a.y) * chord.x).abs() / span)
            .fold(0.0, f32::max);
        if stray < length * 0.10 && best.is_none_or(|(least, _, _)| stray < least) {
            let (dx, dy) = if chord.x < 0.0 { (-chord.x, -chord.y) } else { (chord.x, chord.y) };
            best = Some((stray, pos2(f32::midpoint(a.x, b.x), f32::midpoint(a.y, b.y)), libm::atan2f(dy, dx)));
        }
    }
    best.map(|(_, middle, angle)| (middle, angle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_river_is_named_where_it_is_straight() {
        let mut line: Vec<Pos2> = (0..20).map(|i| pos2(i as f32 * 5.0, if i % 2 == 0 { 0.0 } else { 30.0 })).collect();
        line.extend((0..30).map(|i| pos2(100.0 + i as f32 * 5.0, 30.0)));
        let (middle, angle) = straightest(&line, 60.0).unwrap();
        assert!((middle.y - 30.0).abs() < 1.0 && angle.abs() < 0.01);
        assert!(straightest(&line[..3], 600.0).is_none());
    }
}
