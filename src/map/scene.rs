//! Where the symbols of a scene stand: roles round their place, pills in their areas, crowds as one.

use super::field::Field;
use super::obstacles::{NAME_SIDES, Obstacles, PLATE_SIDES, beside};
use super::options::{MapOptions, Metrics};
use super::painted::{Mark, Painted, PlacedLabel};
use super::sheet::Sheet;
use super::symbol::{self, Emphasis, Glyph};
use super::{Palette, fonts, text};
use crate::basemap::Area;
use crate::briefing::{Role, Scene, Symbol};
use crate::geo::Viewport;
use egui::{Painter, Pos2, Rect, pos2, vec2};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One place with its symbols: a main one and satellites.
struct Site {
    /// The symbol at the point itself.
    main: usize,
    centre: Pos2,
    radius: f32,
    /// Satellites with their centres.
    around: Vec<(usize, Pos2)>,
    /// Main symbols of sites that it stands for.
    members: Vec<usize>,
    /// Box round all of it.
    rect: Rect,
}

/// What is needed to place symbols.
pub(crate) struct Layout<'a> {
    pub painter: &'a Painter,
    pub palette: &'static Palette,
    pub metrics: &'a Metrics,
    pub viewport: &'a Viewport,
    pub sheets: &'a [Sheet],
    pub scene: &'a Scene,
    pub options: &'a MapOptions,
    /// For each symbol its polygons.
    pub areas: &'a [Option<Arc<Area>>],
}

impl Layout<'_> {
    fn symbol(&self, i: usize) -> Option<&Symbol> {
        self.scene.symbols.get(i)
    }

    /// Places, paints and labels all symbols; fills `painted` and takes their room.
    pub(crate) fn paint(&self, painted: &mut Painted, obstacles: &mut Obstacles) {
        let mut sites = self.sites(painted);
        if self.options.clusters {
            sites = self.cluster(sites);
        }
        // Rising by stories: the weightiest lies on top; the selected above all.
        sites.sort_by_key(|s| {
            let stories = self.symbol(s.main).map_or(0, |y| y.stories);
            (self.is_selected(s), stories, Reverse(s.main))
        });
        for site in &sites {
            obstacles.take(site.rect);
        }
        for site in &sites {
            self.paint_site(site, painted);
        }
        if self.options.labels {
            self.labels(&sites, painted, obstacles);
        }
    }

    fn is_selected(&self, site: &Site) -> bool {
        self.scene
            .selected
            .is_some_and(|s| s == site.main || site.around.iter().any(|a| a.0 == s) || site.members.contains(&s))
    }

    fn emphasis(&self, i: usize, members: &[usize]) -> Emphasis {
        let is = |o: Option<usize>| o.is_some_and(|s| s == i || members.contains(&s));
        if is(self.scene.selected) {
            Emphasis::Selected
        } else if is(self.scene.hovered) {
            Emphasis::Hovered
        } else {
            Emphasis::None
        }
    }

    fn sites(&self, painted: &mut Painted) -> Vec<Site> {
        let mut by_place: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, s) in self.scene.symbols.iter().enumerate() {
            by_place.entry(s.key.place.as_str()).or_default().push(i);
        }
        let mut groups: Vec<Vec<usize>> = by_place.into_values().collect();
        groups.sort_by_key(|g| g.first().copied());
        let mut out: Vec<Site> = Vec::new();
        // Points first: pills give way to them.
        groups.sort_by_key(|g| g.first().and_then(|&i| self.symbol(i)).is_some_and(|s| s.area));
        for mut group in groups {
            group.sort_by_key(|&i| self.symbol(i).map(|s| s.key.role));
            let Some((&main, rest)) = group.split_first() else { continue };
            let Some(s) = self.symbol(main) else { continue };
            let pill = s.area && s.key.role == Role::Event;
            let radius = symbol::radius(self.metrics, s.stories, pill);
            let Some(centre) = self.centre(main, s, radius, &out) else {
                painted.off_map.extend(group);
                continue;
            };
            out.push(self.site(main, rest, centre, radius));
        }
        out
    }

    /// Where a symbol stands; `None` when it is out of view.
    fn centre(&self, i: usize, s: &Symbol, radius: f32, others: &[Site]) -> Option<Pos2> {
        let at = self.viewport.project(s.point);
        let inner = self.viewport.rect.shrink(radius * 0.5);
        let area = self.areas.get(i).and_then(Option::as_ref);
        let Some(area) = area.filter(|_| s.area) else {
            return inner.contains(at).then_some(at);
        };
        let (w, h) = (radius * 3.4, radius * 2.2);
        let rect = |p: Pos2| Rect::from_center_size(p, vec2(w, h));
        let free = |p: Pos2| !others.iter().any(|o| o.rect.expand(2.0).intersects(rect(p)));
        let view = self.viewport.rect.shrink(radius * 2.0);
        let open = |p: Pos2| view.contains(p) && !self.options.avoid.iter().any(|a| a.intersects(rect(p)));
        if open(at) && free(at) {
            return Some(at);
        }
        let rooms: Vec<Pos2> = self
            .sheets
            .iter()
            .filter_map(|sheet| Field::new(area, sheet, view))
            .flat_map(|f| f.rooms(w, h))
            .map(|r| r.at)
            .filter(|p| open(*p))
            .collect();
        rooms
            .iter()
            .copied()
            .find(|p| free(*p))
            .or_else(|| rooms.first().copied())
            .or_else(|| inner.contains(at).then_some(at))
    }

    fn site(&self, main: usize, rest: &[usize], centre: Pos2, radius: f32) -> Site {
        let mut around = Vec::new();
        let pill = self.symbol(main).is_some_and(|s| s.area && s.key.role == Role::Event);
        // A pill is wider than it is high; its satellites stand off by the difference.
        let wide = if pill { 6.0 * self.metrics.unit } else { 0.0 };
        let away = radius + 8.5 * self.metrics.unit;
        let role = |i: usize| self.symbol(i).map(|s| s.key.role);
        let alone = !rest.iter().any(|&i| matches!(role(i), Some(Role::Government | Role::Organisation)));
        let mut north_west = false;
        for &i in rest {
            let d = std::f32::consts::FRAC_1_SQRT_2;
            let (dx, dy) = match role(i) {
                Some(Role::From) if alone => (-1.0, 0.0),
                Some(Role::From) => (-d, d),
                _ if north_west => (0.0, -1.0),
                _ => {
                    north_west = true;
                    (-d, -d)
                }
            };
            around.push((i, centre + vec2(dx * (away + wide), dy * away)));
        }
        let mut site = Site { main, centre, radius, around, members: Vec::new(), rect: Rect::NOTHING };
        site.rect = self.glyphs(&site).iter().fold(Rect::NOTHING, |r, g| r.union(g.1.outer_rect(self.metrics.unit)));
        site
    }

    /// The glyphs of a site, the main one last.
    fn glyphs<'b>(&'b self, site: &Site) -> Vec<(usize, Glyph<'b>)> {
        let mut out = Vec::new();
        let main = (site.main, site.centre, site.radius);
        let satellites = site.around.iter().map(|a| (a.0, a.1, self.metrics.satellite));
        for (i, centre, radius) in satellites.chain([main]) {
            let Some(s) = self.symbol(i) else { continue };
            let pill = s.area && s.key.role == Role::Event;
            let mut glyph = Glyph::new(centre, radius, s.key.role, pill, s.band, &s.number);
            let members: &[usize] = if i == site.main { &site.members } else { &[] };
            glyph.cluster = !members.is_empty();
            glyph.emphasis = self.emphasis(i, members);
            out.push((i, glyph));
        }
        out
    }

    /// Joins places that stand closer than r1 + r2 - 4, the one with most stories leading.
    fn cluster(&self, mut sites: Vec<Site>) -> Vec<Site> {
        let stories = |i: usize| self.symbol(i).map_or(0, |s| s.stories);
        sites.sort_by_key(|s| (!self.is_selected(s), Reverse(stories(s.main)), s.main));
        let mut out: Vec<Site> = Vec::new();
        for site in sites {
            let is_place = |s: &Site| self.symbol(s.main).is_some_and(|y| !y.area);
            let near = |o: &&mut Site| {
                let limit = o.radius + site.radius - 4.0 * self.metrics.unit;
                is_place(o) && o.centre.distance(site.centre) < limit
            };
            let host = if is_place(&site) { out.iter_mut().find(near) } else { None };
            match host {
                Some(host) => {
                    host.members.push(site.main);
                    host.members.extend(site.around.iter().map(|a| a.0));
                    host.rect = host.rect.union(Rect::from_center_size(
                        host.centre,
                        egui::Vec2::splat(2.0 * (host.radius + 5.0 * self.metrics.unit)),
                    ));
                }
                None => out.push(site),
            }
        }
        out
    }

    fn paint_site(&self, site: &Site, painted: &mut Painted) {
        for (i, mut glyph) in self.glyphs(site) {
            let number;
            if i == site.main
                && !site.members.is_empty()
                && self.symbol(i).is_some_and(|s| s.number == s.stories.to_string())
            {
                // Where numbers are stories, the ring's number counts each story once.
                let mut ids: Vec<u32> = std::iter::once(i)
                    .chain(site.members.iter().copied())
                    .filter_map(|m| self.symbol(m))
                    .flat_map(|s| s.story_ids.iter().copied())
                    .collect();
                ids.sort_unstable();
                ids.dedup();
                number = ids.len().to_string();
                if !ids.is_empty() {
                    glyph.number = &number;
                }
                glyph.paint(self.painter, self.palette, self.metrics.unit);
            } else {
                glyph.paint(self.painter, self.palette, self.metrics.unit);
            }
            let members = if i == site.main { site.members.clone() } else { Vec::new() };
            let (w, h) = glyph.half_size();
            let rect = super::painted::around(glyph.centre, w, h);
            painted.marks.push(Mark { symbol: i, centre: glyph.centre, rect, members });
        }
    }

    fn labels(&self, sites: &[Site], painted: &mut Painted, obstacles: &mut Obstacles) {
        let mut order: Vec<&Site> = sites.iter().collect();
        let key = |s: &&Site| {
            let y = self.symbol(s.main);
            let area = y.is_some_and(|y| y.area);
            (!self.is_selected(s), !area, Reverse(y.map_or(0, |y| y.stories)), s.main)
        };
        order.sort_by_key(key);
        for site in order {
            let Some(s) = self.symbol(site.main) else { continue };
            let places =
                site.members.iter().filter(|&&m| self.symbol(m).is_some_and(|y| y.key.place != s.key.place)).count();
            let words = if places == 0 { s.label.clone() } else { format!("{} + {places}", s.label) };
            let selected = self.is_selected(site);
            let (size, colour) =
                if s.area { (self.metrics.area, self.palette.event) } else { (self.metrics.story, self.palette.text) };
            let pad = self.metrics.unit;
            let plate = selected && self.palette.plate.a() > 0;
            let colour = if plate { self.palette.plate_text } else { colour };
            let galley = text::layout(self.painter, &words, fonts::sans_bold(size), 0.0, colour);
            let margin = if plate { vec2(7.0, 3.0) * self.metrics.unit } else { vec2(0.0, 0.0) };
            let full = galley.size() + 2.0 * margin;
            let (gap, sides) =
                if selected { (self.metrics.plate_gap, &PLATE_SIDES[..]) } else { (self.metrics.gap, &NAME_SIDES[..]) };
            let candidates: Vec<Rect> = sides.iter().map(|&side| beside(site.rect, full, gap, side)).collect();
            let found = candidates.iter().copied().find(|r| obstacles.is_free(r.expand(pad)));
            // A selected name is never dropped.
            let found = found.or_else(|| {
                let inside = candidates.iter().copied().find(|r| obstacles.holds(*r));
                inside.or(candidates.first().copied()).filter(|_| selected)
            });
            let Some(rect) = found else { continue };
            let halo = if plate {
                self.painter.rect_filled(rect, 4.0 * self.metrics.unit, self.palette.plate);
                None
            } else {
                Some((self.metrics.halo_story, self.palette.halo))
            };
            text::draw(self.painter, pos2(rect.left() + margin.x, rect.top() + margin.y), &galley, colour, halo, 0.0);
            obstacles.take(rect.expand(pad));
            painted.labels.push(PlacedLabel { symbol: Some(site.main), text: words, rect });
        }
    }
}
