//! What the map of a page shows: the places that lie together get the map, those far away an inset in the emptiest
//! corner; places spread over the world get the world.

use crate::briefing::{Role, Symbol};
use crate::geo::{Bounds, LatLon, MAX_ZOOM, Mercator, Viewport};
use egui::{Pos2, Rect, Vec2, pos2};

/// A place to be shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// Where.
    pub(super) at: LatLon,
    /// How much it matters that it is on the main map, 0 for not at all.
    pub(super) weight: f32,
}

impl Spot {
    /// How much a symbol asks to be on the main map: stories for places, half for areas and speakers, nothing for
    /// areas so large that their label point says little.
    pub(super) fn of(s: &Symbol) -> Self {
        // A dot without a number stands for few stories.
        let stories = if s.stories == 0 { 0.4 } else { s.stories as f32 };
        let weight = match (s.key.role, s.area) {
            (Role::Event, false) => stories,
            (_, true) if s.radius_km > 700.0 => 0.0,
            (Role::From, _) => 0.1,
            _ => stories * 0.5,
        };
        Self { at: s.point, weight }
    }
}

/// The first look at a scene in `map`: the region that a page would choose for its main map, `margin` points free on
/// every side. What lies outside it is for whoever draws to tell of.
pub fn first_look(symbols: &[Symbol], map: Rect, margin: f32) -> Viewport {
    let spots: Vec<Spot> = symbols.iter().map(Spot::of).collect();
    let room = Room { map, inset: Vec2::ZERO, margin, unit: 1.0 };
    let chosen = main_cluster(&spots, &room);
    best_view(&spots, &chosen, &room, None).map_or_else(|| world(map), |(view, _)| view)
}

/// What goes where.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The main map.
    pub(super) main: Viewport,
    /// The inset, where places lie outside the main map.
    pub(super) inset: Option<Viewport>,
    /// One for each spot: whether it is on the main map.
    pub(super) on_main: Vec<bool>,
}

/// Sizes of the sheet that the plan must respect, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// The map's rectangle.
    pub(super) map: Rect,
    /// The inset's size.
    pub(super) inset: Vec2,
    /// What a place keeps from the map's edge, for its symbol and a part of its name.
    pub(super) margin: f32,
    /// Points of the page per design point.
    pub(super) unit: f32,
}

/// What a zoom level (a factor two) is worth, against leaving out all places.
const LEVEL_WORTH: f64 = 1.0 / 7.0;
/// Once a region of this width fills the map, in km at the equator, growing larger is worth less: neighbours matter.
const REGION_KM: f64 = 2400.0;
/// What is left of the worth then.
const BEYOND_REGION: f64 = 0.5;
/// What a place counts for that only the inset shows, against one that nothing shows.
const INSET_MISSES: f64 = 0.75;
/// The least share of the weight that may carry the main map.
const LEAST_SHARE: f64 = 0.4;
/// A map narrower than this says nothing to who does not know the region already, in km at the equator.
const LEAST_WIDTH_KM: f64 = 500.0;
/// Kilometres round the equator.
const EQUATOR_KM: f64 = 40_030.0;

/// Plans the maps for these spots.
pub(super) fn plan(spots: &[Spot], room: &Room) -> Plan {
    let main_set = main_cluster(spots, room);
    let far = main_set.iter().any(|m| !m);
    if !far {
        let main = best_view(spots, &main_set, room, None).map_or_else(|| world(room.map), |(v, _)| v);
        return Plan { main, inset: None, on_main: main_set };
    }
    // The corner that lets the main map be largest with nothing under the inset; ties go to the first.
    let mut best: Option<(f64, Viewport, Rect)> = None;
    for corner in [Corner::SouthWest, Corner::SouthEast, Corner::NorthWest, Corner::NorthEast] {
        let inset = corner.place(room.map, room.inset);
        if let Some((view, score)) = best_view(spots, &main_set, room, Some((corner, inset)))
            && best.as_ref().is_none_or(|b| score > b.0 + 1e-9)
        {
            best = Some((score, view, inset));
        }
    }
    let Some((_, main, inset)) = best else {
        return Plan { main: world(room.map), inset: None, on_main: vec![true; spots.len()] };
    };
    let on_main: Vec<bool> = spots
        .iter()
        .map(|s| {
            let p = main.project(s.at);
            room.map.shrink(room.margin * 0.3).contains(p) && !inset.contains(p)
        })
        .collect();
    let view = inset_view(spots, &on_main, &main, inset, room.unit);
    Plan { main, inset: on_main.iter().any(|m| !m).then_some(view), on_main }
}

#[derive(Clone, Copy, Debug)]
enum Corner {
    SouthWest,
    SouthEast,
    NorthWest,
    NorthEast,
}

impl Corner {
    fn place(self, map: Rect, size: Vec2) -> Rect {
        let x = match self {
            Self::SouthWest | Self::NorthWest => map.left(),
            Self::SouthEast | Self::NorthEast => map.right() - size.x,
        };
        let y = match self {
            Self::NorthWest | Self::NorthEast => map.top(),
            Self::SouthWest | Self::SouthEast => map.bottom() - size.y,
        };
        Rect::from_min_size(pos2(x, y), size)
    }

    /// The map without the strip beside the inset (`wide`) or above or below it.
    fn free(self, map: Rect, size: Vec2, wide: bool) -> Rect {
        let mut free = map;
        match (self, wide) {
            (Self::SouthWest | Self::NorthWest, true) => free.min.x += size.x,
            (Self::SouthEast | Self::NorthEast, true) => free.max.x -= size.x,
            (Self::NorthWest | Self::NorthEast, false) => free.min.y += size.y,
            (Self::SouthWest | Self::SouthEast, false) => free.max.y -= size.y,
        }
        free
    }
}

/// The largest view of the chosen spots whose places are clear of the inset, with its score (its zoom, less what it
/// moves off centre).
fn best_view(spots: &[Spot], chosen: &[bool], room: &Room, inset: Option<(Corner, Rect)>) -> Option<(Viewport, f64)> {
    let points = || spots.iter().zip(chosen).filter(|(s, c)| **c && s.weight > 0.0).map(|(s, _)| s.at);
    let any = || spots.iter().zip(chosen).filter(|(_, c)| **c).map(|(s, _)| s.at);
    let bounds = Bounds::around(points()).or_else(|| Bounds::around(any()))?;
    let mut frames = vec![(room.map, 0.0)];
    if let Some((corner, rect)) = inset {
        frames.push((corner.free(room.map, rect.size(), true), 0.15));
        frames.push((corner.free(room.map, rect.size(), false), 0.15));
    }
    let mut best: Option<(Viewport, f64)> = None;
    for (frame, cost) in frames {
        let view = within(room.map, frame, bounds, room.margin);
        let covered = inset.is_some_and(|(_, rect)| {
            let keep = rect.expand(room.margin * 0.6);
            points().any(|p| keep.contains(view.project(p)))
        });
        let score = view.zoom - cost - if covered { 50.0 } else { 0.0 };
        if best.as_ref().is_none_or(|b| score > b.1 + 1e-9) {
            best = Some((view, score));
        }
    }
    best
}

/// A view that fills `map` and shows `bounds` inside the part `frame` of it.
fn within(map: Rect, frame: Rect, bounds: Bounds, margin: f32) -> Viewport {
    let fitted = Viewport::fit(frame, bounds, margin);
    let most = libm::log2(f64::from(map.width()) / 256.0 * EQUATOR_KM / LEAST_WIDTH_KM).min(MAX_ZOOM);
    let zoom = fitted.zoom.clamp(least_zoom(map), most.max(least_zoom(map)));
    let mut view = Viewport { rect: map, centre: fitted.centre, zoom };
    // The middle of the bounds belongs in the middle of the frame.
    let off: Vec2 = frame.center() - map.center();
    view.centre.x -= f64::from(off.x) / view.scale();
    view.centre.y -= f64::from(off.y) / view.scale();
    keep_inside(view)
}

/// The zoom at which the world is as wide as the map: below it, places would show twice.
fn least_zoom(map: Rect) -> f64 {
    libm::log2(f64::from(map.width().max(map.height())) / 256.0)
}

/// Moves a view north or south until no edge of the world shows.
fn keep_inside(mut view: Viewport) -> Viewport {
    let half = f64::from(view.rect.height()) / (2.0 * view.scale());
    view.centre.y = view.centre.y.clamp(half.min(0.5), (1.0 - half).max(0.5));
    view.centre.x = view.centre.x.rem_euclid(1.0);
    view
}

/// The inhabited world.
fn world(map: Rect) -> Viewport {
    let centre = Mercator { x: 0.53, y: Mercator::from(LatLon::wrapped(28.0, 0.0)).y };
    keep_inside(Viewport { rect: map, centre, zoom: least_zoom(map) })
}

/// Shows all spots that the main map does not, and where the main map lies.
fn inset_view(spots: &[Spot], on_main: &[bool], main: &Viewport, rect: Rect, unit: f32) -> Viewport {
    let corner = |x: f32, y: f32| main.unproject(pos2(x, y));
    let map = main.rect;
    let frame = [corner(map.left(), map.top()), corner(map.right(), map.bottom())];
    let far = spots.iter().zip(on_main).filter(|(_, on)| !**on).map(|(s, _)| s.at);
    let Some(bounds) = Bounds::around(far.chain(frame)) else { return world(rect) };
    if bounds.width() > 150.0 {
        let mut view = world(rect);
        if let Some(north_south) = Some((bounds.north, bounds.south)).filter(|(n, s)| *n > 66.0 || *s < -45.0) {
            let y = |lat: f64| Mercator::from(LatLon::wrapped(lat, 0.0)).y;
            view.centre.y = f64::midpoint(y(north_south.0.max(60.0)), y(north_south.1.min(-20.0)));
        }
        return keep_inside(view);
    }
    let mut view = Viewport::fit(rect, bounds, 18.0 * unit);
    view.zoom = view.zoom.max(least_zoom(rect));
    keep_inside(view)
}

/// The most spots that are linked with each other: the work grows with their square.
const LINKED: usize = 400;

/// Finds the spots that lie together, by linking neighbours at growing distances and weighing, for each, how large
/// the map gets against how much it leaves out. Of very many spots only the heaviest are weighed.
fn main_cluster(spots: &[Spot], room: &Room) -> Vec<bool> {
    if spots.len() <= LINKED {
        return cluster(spots, room);
    }
    let mut order: Vec<usize> = (0..spots.len()).collect();
    // The sort is stable: spots of one weight stay in their order.
    order.sort_by(|&a, &b| spots[b].weight.total_cmp(&spots[a].weight));
    order.truncate(LINKED);
    let heavy: Vec<Spot> = order.iter().map(|&i| spots[i]).collect();
    let mut chosen = vec![false; spots.len()];
    for (&i, on) in order.iter().zip(cluster(&heavy, room)) {
        chosen[i] = on;
    }
    chosen
}

fn cluster(spots: &[Spot], room: &Room) -> Vec<bool> {
    let all = vec![true; spots.len()];
    let total: f64 = spots.iter().map(|s| f64::from(s.weight)).sum();
    if spots.len() < 2 || total <= 0.0 {
        return all;
    }
    let zoom_of = |chosen: &[bool]| best_view(spots, chosen, room, None).map_or(0.0, |(v, _)| v.zoom);
    let regional = libm::log2(f64::from(room.map.width()) / 256.0 * EQUATOR_KM / REGION_KM);
    let worth_of = |zoom: f64| (zoom.min(regional) + (zoom - regional).max(0.0) * BEYOND_REGION) * LEVEL_WORTH;
    // The first of the most told belongs on the main map, whatever lies together without it.
    let heaviest_of = |a: usize, b: usize| if spots[b].weight > spots[a].weight { b } else { a };
    let lead = (0..spots.len()).reduce(heaviest_of).unwrap_or(0);
    // What is left out is not lost where an inset shows it.
    let missed = if room.inset == Vec2::ZERO { 1.0 } else { INSET_MISSES };
    let mut best = (worth_of(zoom_of(&all)), all);
    let mut km = 100.0;
    while km < 9_000.0 {
        let (chosen, weight) = heaviest(spots, km);
        let share = weight / total;
        if share >= LEAST_SHARE && chosen.get(lead) == Some(&true) {
            let worth = worth_of(zoom_of(&chosen)) - (1.0 - share) * missed;
            if worth > best.0 + 1e-9 {
                best = (worth, chosen);
            }
        }
        km *= 1.25;
    }
    best.1
}

/// The heaviest set of spots whose neighbours are no further apart than `km`.
fn heaviest(spots: &[Spot], km: f64) -> (Vec<bool>, f64) {
    let mut group: Vec<usize> = (0..spots.len()).collect();
    for i in 0..spots.len() {
        for j in 0..i {
            if group[i] != group[j] && spots[i].at.distance_km(spots[j].at) <= km {
                let (from, to) = (group[i], group[j]);
                group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
            }
        }
    }
    let mut weights = vec![0.0; spots.len()];
    for (g, s) in group.iter().zip(spots) {
        weights[*g] += f64::from(s.weight);
    }
    let mut best = 0;
    for (i, w) in weights.iter().enumerate() {
        if *w > weights[best] {
            best = i;
        }
    }
    (group.iter().map(|g| *g == best).collect(), weights[best])
}

/// Corner points of the main map on the inset.
pub(super) fn frame_on(main: &Viewport, inset: &Viewport) -> Rect {
    let nw = inset.project(main.unproject(main.rect.min));
    let scale = (inset.scale() / main.scale()) as f32;
    let size = main.rect.size() * scale;
    let rect = Rect::from_min_size(nw, size);
    Rect::from_min_max(clamp(rect.min, inset.rect), clamp(rect.max, inset.rect))
}

fn clamp(p: Pos2, rect: Rect) -> Pos2 {
    pos2(p.x.clamp(rect.left(), rect.right()), p.y.clamp(rect.top(), rect.bottom()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    fn spot(lat: f64, lon: f64, weight: f32) -> Spot {
        Spot { at: LatLon::wrapped(lat, lon), weight }
    }

    fn room() -> Room {
        Room {
            map: Rect::from_min_size(pos2(64.0, 176.0), vec2(1128.0, 690.0)),
            inset: vec2(300.0, 212.0),
            margin: 50.0,
            unit: 1.0,
        }
    }

    #[test]
    fn one_far_place_goes_into_the_inset() {
        let spots = [
            spot(34.5, 69.2, 3.0),
            spot(36.7, 68.9, 3.0),
            spot(38.6, 68.8, 2.0),
            spot(41.3, 69.3, 2.0),
            spot(55.75, 37.6, 1.0),
        ];
        let plan = plan(&spots, &room());
        assert_eq!(plan.on_main, [true, true, true, true, false]);
        let inset = plan.inset.expect("an inset");
        assert!(inset.rect.contains(inset.project(spots[4].at)));
        assert!(spots[..4].iter().all(|s| !inset.rect.contains(plan.main.project(s.at))));
    }

    #[test]
    fn the_first_of_the_most_told_is_on_the_main_map() {
        // Moscow leads, four lie together far from it, Washington is farther.
        let spots = [
            spot(55.75, 37.6, 1.0),
            spot(34.5, 69.2, 1.0),
            spot(41.3, 69.3, 1.0),
            spot(38.6, 68.8, 0.5),
            spot(36.7, 68.9, 0.5),
            spot(38.9, -77.0, 1.0),
        ];
        let plan = plan(&spots, &room());
        assert_eq!(plan.on_main, [true, true, true, true, true, false]);
    }

    #[test]
    fn places_all_over_the_world_get_the_world() {
        let spots = [
            spot(-1.3, 36.8, 1.0),
            spot(-12.0, -77.0, 1.0),
            spot(51.5, -0.1, 1.0),
            spot(-41.3, 174.8, 1.0),
            spot(38.9, -77.0, 1.0),
            spot(35.7, 139.7, 1.0),
        ];
        let plan = plan(&spots, &room());
        assert!(plan.inset.is_none());
        assert!(spots.iter().all(|s| plan.main.rect.contains(plan.main.project(s.at))));
    }
}
