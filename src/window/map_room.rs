//! The map: walkers moves it, our own painter draws it.
//!
//! A walkers plugin turns walkers' projector into a [`Viewport`]; everything that is drawn is drawn for that viewport,
//! so that window, page and file agree.

use super::local::{Draft, Flight, Local, Look, MapLocal, Out, Sheet};
use super::{credits, legend, map_chips, off_map};
use crate::basemap::Basemap;
use crate::briefing::{Camera, Command, Role};
use crate::geo::{LatLon, MAX_ZOOM, Mercator, Viewport};
use crate::map::{self, MapOptions, Painted};
use crate::page::first_look;
use egui::{Rect, Response, Sense, Ui, UiBuilder, Vec2, WidgetInfo};

/// Free space round what is fitted.
const MARGIN: f32 = 84.0;
/// How long the camera flies, seconds.
const FLIGHT: f64 = 0.22;
/// Most symbols that are named one by one to a screen reader; the list holds all.
const NAMED: usize = 200;
/// The closest that "fit all" goes: a single town is shown with its country.
const FIT_ZOOM: f64 = 8.0;

/// Shows the map in `rect` and what stands on it. Returns the viewport that was painted.
pub(super) fn show(
    ui: &mut Ui,
    rect: Rect,
    look: &Look<'_>,
    local: &mut Local,
    basemap: &Basemap,
    out: &mut Out,
) -> Viewport {
    settle(ui, rect, look, &mut local.map);
    let controls = map_chips::Layout::new(ui, rect, look);
    let credit_rect = credits::place(ui, rect);
    // In a narrow map the scale bar steps up, above the credits.
    let foot = if credit_rect.left() < rect.left() + 250.0 { rect.bottom() - 24.0 } else { rect.bottom() };
    let scale_rect = Rect::from_min_size(egui::pos2(rect.left() + 8.0, foot - 42.0), egui::vec2(240.0, 42.0));
    let legend_rect = legend::place(rect, foot, local.legend);
    let mut options = MapOptions { triangles: true, ..MapOptions::window(look.state.theme) };
    options.avoid = controls.rects().chain([legend_rect.rect(), credit_rect, scale_rect]).collect();
    // walkers may still move it in this frame; the chips follow in the next.
    let seen = at(&local.map).map_or_else(|| default_view(rect), |c| Viewport::new(rect, c.centre, c.zoom).clamped());
    let chips = off_map::place(ui, rect, look, &seen, &options.avoid);
    options.avoid.extend(chips.iter().map(|c| c.rect));

    let mut painted = Painted::default();
    let mut viewport = None;
    let child = &mut ui.new_child(UiBuilder::new().max_rect(rect).id_salt("map"));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    let paper = Paper {
        scene: &look.view.scene,
        hovered: local.map.hovered,
        options: &options,
        basemap,
        painted: &mut painted,
        viewport: &mut viewport,
    };
    let response = walkers::Map::new(None, &mut local.map.memory, walkers::lon_lat(0.0, 0.0))
        .zoom_with_ctrl(false)
        .double_click_to_zoom(true)
        .with_plugin(paper)
        .show(child, |_, _, _, _| ())
        .response;
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Canvas, true, "Map"));
    let viewport = viewport.unwrap_or_else(|| default_view(rect));

    touch(child, &viewport, look, local, &painted, &response, out);
    follow(child, look, local, viewport, &response, out);
    legend::show(child, &legend_rect, look, local);
    off_map::show(child, &chips, look, out);
    let at = egui::pos2(rect.left() + legend::MARGIN + 4.0, foot - 12.0);
    map::scale_bar(child.painter(), &viewport, at, &options);
    credits::show(child, credit_rect, look);
    map_chips::show(child, &controls, look, local, viewport, out);
    local.map.rect = Some(rect);
    viewport
}

fn default_view(rect: Rect) -> Viewport {
    Viewport::new(rect, LatLon::wrapped(0.0, 0.0), 2.0).clamped()
}

/// Draws the map where walkers says that it is.
struct Paper<'a> {
    scene: &'a crate::briefing::Scene,
    hovered: Option<usize>,
    options: &'a MapOptions,
    basemap: &'a Basemap,
    painted: &'a mut Painted,
    viewport: &'a mut Option<Viewport>,
}

impl walkers::Plugin for Paper<'_> {
    fn run(
        self: Box<Self>,
        ui: &mut Ui,
        response: &Response,
        projector: &walkers::Projector<'_>,
        _memory: &walkers::MapMemory,
    ) {
        let middle = projector.unproject(response.rect.center().to_vec2());
        let viewport =
            Viewport::new(response.rect, LatLon::wrapped(middle.y(), middle.x()), projector.zoom()).clamped();
        let mut scene = self.scene.clone();
        scene.hovered = self.hovered;
        *self.painted = map::paint(ui.painter(), &viewport, &scene, self.options, self.basemap);
        *self.viewport = Some(viewport);
    }
}

/// Before walkers moves: brings its memory to where the session wants the camera, or a step on its way there.
fn settle(ui: &Ui, rect: Rect, look: &Look<'_>, map: &mut MapLocal) {
    let resized = map.home.is_some_and(|(size, _)| size != rect.size()) && look.state.camera.is_none();
    let wanted = look.state.camera.unwrap_or_else(|| home(rect, look, map));
    let Some(agreed) = map.agreed else {
        map.agreed = Some(wanted);
        return set(map, wanted);
    };
    if let Some(flight) = map.flight {
        let t = ((ui.input(|i| i.time) - flight.since) / FLIGHT).clamp(0.0, 1.0);
        set(map, along(flight, t));
        if t >= 1.0 {
            map.flight = None;
        } else {
            ui.ctx().request_repaint();
        }
    }
    if wanted != agreed {
        map.agreed = Some(wanted);
        let far = (wanted.zoom - agreed.zoom).abs() > 4.0;
        if resized || far || ui.style().animation_time <= 0.0 {
            map.flight = None;
            set(map, wanted);
        } else {
            map.flight = Some(Flight { from: at(map).unwrap_or(agreed), to: wanted, since: ui.input(|i| i.time) });
            ui.ctx().request_repaint();
        }
    }
}

/// The first look: the region a page would choose. Worked out once for a size of the map, so that neither a filter nor
/// playing days moves the map under the reader's eyes; asking for it again works it out anew.
fn home(rect: Rect, look: &Look<'_>, map: &mut MapLocal) -> Camera {
    if let Some((_, camera)) = map.home.filter(|(size, _)| *size == rect.size()) {
        return camera;
    }
    let camera = if look.view.scene.symbols.is_empty() {
        fit(rect, look)
    } else {
        let viewport = first_look(&look.view.scene.symbols, rect, margin(rect)).clamped();
        Camera { centre: viewport.centre.into(), zoom: viewport.zoom }
    };
    map.home = Some((rect.size(), camera));
    camera
}

fn margin(rect: Rect) -> f32 {
    MARGIN.min(rect.width() * 0.12).min(rect.height() * 0.12)
}

/// Where everything that is shown is in sight.
pub(super) fn fit(rect: Rect, look: &Look<'_>) -> Camera {
    let viewport = match look.view.bounds {
        Some(bounds) => Viewport::fit(rect, bounds, margin(rect)),
        None => Viewport::new(rect, LatLon::wrapped(20.0, 10.0), 1.6),
    };
    let viewport = Viewport { zoom: viewport.zoom.min(FIT_ZOOM), ..viewport }.clamped();
    Camera { centre: viewport.centre.into(), zoom: viewport.zoom }
}

/// What "fit" means now: from the main region on to everything, from anywhere else back to the main region.
pub(super) fn fit_next(rect: Rect, look: &Look<'_>) -> (&'static str, Command) {
    if look.state.camera.is_none() {
        ("Show everything", Command::MoveCamera(fit(rect, look)))
    } else {
        ("Show the main region", Command::FitAll)
    }
}

/// A point of a flight: straight in Mercator space, the short way round the world, slowing down at its end.
fn along(flight: Flight, t: f64) -> Camera {
    let ease = 1.0 - (1.0 - t) * (1.0 - t);
    let (a, b) = (Mercator::from(flight.from.centre), Mercator::from(flight.to.centre));
    let dx = (b.x - a.x) - (b.x - a.x).round();
    let mid = Mercator { x: (a.x + dx * ease).rem_euclid(1.0), y: a.y + (b.y - a.y) * ease };
    if t >= 1.0 {
        return flight.to;
    }
    Camera { centre: mid.into(), zoom: flight.from.zoom + (flight.to.zoom - flight.from.zoom) * ease }
}

fn set(map: &mut MapLocal, camera: Camera) {
    map.memory.center_at(walkers::lon_lat(camera.centre.lon(), camera.centre.lat()));
    // Zooms within the viewport's limits are within walkers' wider ones.
    let _ = map.memory.set_zoom(camera.zoom.clamp(0.0, 26.0));
}

fn at(map: &MapLocal) -> Option<Camera> {
    let centre = map.memory.detached()?;
    Some(Camera { centre: LatLon::wrapped(centre.y(), centre.x()), zoom: map.memory.zoom() })
}

/// After walkers moved: keeps the camera within limits and tells the session where the reader moved it.
fn follow(ui: &Ui, look: &Look<'_>, local: &mut Local, viewport: Viewport, response: &Response, out: &mut Out) {
    let map = &mut local.map;
    let Some(now) = at(map) else { return };
    let clamped = Camera { centre: viewport.centre.into(), zoom: viewport.zoom };
    let beyond = (now.zoom - clamped.zoom).abs() > 1e-9 || (now.centre.lat() - clamped.centre.lat()).abs() > 1e-7;
    if beyond {
        set(map, clamped);
    }
    let Some(agreed) = map.agreed else { return };
    if map.flight.is_some() {
        if response.dragged() || response.drag_started() {
            map.flight = None;
        }
        return;
    }
    // walkers counts in single precision: what is less than a tenth of a point is no movement.
    let shift = viewport.project(agreed.centre) - viewport.rect.center();
    let moved = (clamped.zoom - agreed.zoom).abs() > 1e-6 || shift.length() > 0.1;
    if moved && (look.state.camera != Some(clamped)) {
        map.agreed = Some(clamped);
        out.tell(Command::MoveCamera(clamped));
    }
    if map.memory.animating() {
        ui.ctx().request_repaint();
    }
}

/// The pointer on the symbols, and their names for screen readers.
fn touch(
    ui: &Ui,
    viewport: &Viewport,
    look: &Look<'_>,
    local: &mut Local,
    painted: &Painted,
    response: &Response,
    out: &mut Out,
) {
    let rect = viewport.rect;
    let pointer = response.hover_pos().filter(|pos| rect.contains(*pos));
    // A ring round what is pointed at must not change what is pointed at, or the two would chase each other for ever.
    let camera = Camera { centre: viewport.centre.into(), zoom: viewport.zoom };
    let pointed = pointer.map(|pos| (pos, camera, look.facts.generation));
    let hovered = match pointed {
        _ if response.dragged() => None,
        Some(_) if pointed == local.map.pointed => local.map.hovered,
        _ => pointer.and_then(|pos| painted.hit(pos)),
    };
    local.map.pointed = pointed;
    if hovered != local.map.hovered {
        local.map.hovered = hovered;
        ui.ctx().request_repaint();
    }
    if let Some(symbol) = hovered.and_then(|i| look.view.scene.symbols.get(i)) {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        let place = look.view.places.iter().find(|p| p.key == symbol.key);
        let chain = place.map_or_else(String::new, |p| format!("\n{}", p.chain));
        let hint = format!("{} · {}{chain}", symbol.label, super::kit::plural(symbol.stories, "story", "stories"));
        response.clone().on_hover_text_at_pointer(hint);
    }
    if local.moving.is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::Crosshair);
        if let (true, Some(pos)) = (response.clicked(), pointer)
            && let Some(id) = local.moving.take()
        {
            out.tell(Command::MovePlace(id, viewport.unproject(pos)));
        }
        // Symbols are no targets now: the new point may lie on one.
        return;
    }
    if let (true, Some(pos), true) = (response.secondary_clicked(), pointer, look.corpus.is_some()) {
        let at = viewport.unproject(pos);
        let place = crate::briefing::NewPlace::default();
        local.draft = Some(Draft { at, place, aliases: String::new(), named: None, fresh: true });
        local.sheet = Some(Sheet::NewPlace);
    }
    for mark in painted.marks.iter().filter(|m| rect.intersects(m.rect)).take(NAMED) {
        let Some(symbol) = look.view.scene.symbols.get(mark.symbol) else { continue };
        let id = ui.scope_id().with(("symbol", &symbol.key));
        let r = ui.interact(mark.rect, id, Sense::CLICK);
        let name = format!("{} on the map, {}, {} stories", symbol.label, role_word(symbol.key.role), symbol.stories);
        r.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name.clone()));
        if r.clicked() {
            choose(look, mark.symbol, out);
            return;
        }
    }
    if response.clicked() {
        match pointer.and_then(|pos| painted.hit(pos)) {
            Some(i) => choose(look, i, out),
            None => out.tell(Command::Select(None)),
        }
    }
}

fn choose(look: &Look<'_>, symbol: usize, out: &mut Out) {
    if let Some(s) = look.view.scene.symbols.get(symbol) {
        out.tell(Command::Select(Some(s.key.clone())));
    }
}

/// Asks for a zoom by so many steps round the middle.
pub(super) fn zoom_by(look: &Look<'_>, local: &Local, rect: Rect, steps: f64, out: &mut Out) {
    let Some(camera) = local.map.flight.map(|f| f.to).or(look.state.camera).or(local.map.agreed) else { return };
    let viewport = Viewport::new(rect, camera.centre, (camera.zoom + steps).min(MAX_ZOOM)).clamped();
    out.tell(Command::MoveCamera(Camera { centre: viewport.centre.into(), zoom: viewport.zoom }));
}

/// Moves the map so that a place is seen, when it is not.
pub(super) fn reveal(rect: Rect, look: &Look<'_>, local: &Local, point: LatLon) -> Option<Command> {
    let camera = look.state.camera.or(local.map.agreed)?;
    let viewport = Viewport::new(rect, camera.centre, camera.zoom).clamped();
    let room = rect.shrink2(Vec2::new(rect.width() * 0.06, rect.height() * 0.06));
    if room.contains(viewport.project(point)) {
        return None;
    }
    let there = Viewport::new(rect, point, camera.zoom).clamped();
    Some(Command::MoveCamera(Camera { centre: there.centre.into(), zoom: there.zoom }))
}

/// A role in words, for names of rows and symbols.
pub(super) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Event => "place",
        Role::Government => "government speaking",
        Role::Organisation => "organisation",
        Role::From => "reported from",
    }
}
