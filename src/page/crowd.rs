//! Which places of a page can wear a number: those whose symbols would stand clear of each other on the main map. The
//! others become small dots before anything is numbered, so that every number in the lists is found on the map.

use super::content::Content;
use super::fit::{Plan, Room, Spot, plan};
use super::sheet::Sheet;
use super::{panel, tall, wide};
use crate::briefing::{PlaceKey, Role, Scene};
use crate::geo::Viewport;
use crate::map::{MapOptions, MapSizes};
use egui::{Pos2, Rect};
use std::collections::BTreeMap;

/// Two symbols are apart when their centres are further than this share of the sum of their radii: edges may touch
/// and halos may overlap, numbers may not.
const APART: f32 = 0.82;

/// What a page of this sheet will show, before its lists are known: the map's rectangle and sizes.
pub(super) struct Prospect {
    /// Where the map will be, near enough: its height depends on the lists by a few rows.
    pub(super) map: Rect,
    /// Its sizes.
    pub(super) style: panel::Style,
}

/// Numbered places that lie so near to a weightier one that their number would cover it, with their stories.
pub(super) fn hidden(content: &Content, sheet: &Sheet) -> BTreeMap<PlaceKey, u32> {
    let prospect = if sheet.wide { wide::prospect(sheet) } else { tall::prospect(sheet) };
    let Prospect { map, style } = prospect;
    let k = sheet.unit;
    let spots: Vec<Spot> = panel::spots(content);
    let room = Room { map, inset: style.inset * k, margin: style.margin * k, unit: k };
    let Plan { main, on_main, .. } = plan(&spots, &room);
    near(&content.scene, &main, &on_main, sheet.map_sizes())
}

fn near(scene: &Scene, main: &Viewport, on_main: &[bool], (sizes, scale): (MapSizes, f32)) -> BTreeMap<PlaceKey, u32> {
    let metrics = MapOptions { sizes, scale, ..MapOptions::window(crate::briefing::Theme::Print) }.metrics();
    let mut standing: Vec<(Pos2, f32)> = Vec::new();
    // Symbols come weightiest first.
    let mut out = BTreeMap::new();
    let places =
        scene.symbols.iter().enumerate().filter(|(_, s)| s.key.role == Role::Event && !s.area && !s.number.is_empty());
    for (i, symbol) in places {
        if !on_main.get(i).copied().unwrap_or(false) {
            continue;
        }
        let (at, radius) = (main.project(symbol.point), metrics.radius(symbol.stories));
        if standing.iter().any(|(p, r)| p.distance(at) < (r + radius) * APART) {
            out.insert(symbol.key.clone(), symbol.stories);
        } else {
            standing.push((at, radius));
        }
    }
    out
}
