//! Where symbols stand: roles round their place, pills in their areas, crowds as one.
//!
//! No two symbols lie on each other while clusters are allowed: places that touch become one, and a pill that finds no
//! room in its area, or beside a small one, joins what it would lie on.

use super::field::Field;
use super::obstacles::overlap;
use super::scene::Layout;
use super::symbol::{self, Glyph};
use crate::briefing::{Role, Symbol};
use egui::{Pos2, Rect, Vec2, pos2, vec2};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One place with its symbols: a main one and satellites.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The symbol at the point itself.
    pub main: usize,
    pub centre: Pos2,
    pub radius: f32,
    /// Satellites with their centres.
    pub around: Vec<(usize, Pos2)>,
    /// Symbols of other sites that it stands for.
    pub members: Vec<usize>,
    /// Box of each symbol with its rings.
    pub boxes: Vec<Rect>,
}

impl Site {
    /// Box round all of it.
    pub(crate) fn rect(&self) -> Rect {
        self.boxes.iter().fold(Rect::NOTHING, |all, b| all.union(*b))
    }

    fn shift(&mut self, by: Vec2) {
        self.centre += by;
        for (_, c) in &mut self.around {
            *c += by;
        }
        for b in &mut self.boxes {
            *b = b.translate(by);
        }
    }

    /// Whether a symbol of the one lies on a symbol of the other, `gap` apart at least.
    fn touches(&self, other: &Self, gap: f32) -> bool {
        self.boxes.iter().any(|a| {
            let a = a.expand(gap);
            other.boxes.iter().any(|b| overlap(a, *b))
        })
    }
}

/// What symbols of one place need of each other, in design points.
const APART: f32 = 2.0;

impl Layout<'_> {
    /// Every site in view; the symbols of those out of view go to `off_map`.
    pub(crate) fn sites(&self, off_map: &mut Vec<usize>) -> Vec<Site> {
        let mut by_place: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, s) in self.scene.symbols.iter().enumerate() {
            by_place.entry(s.key.place.as_str()).or_default().push(i);
        }
        let mut groups: Vec<Vec<usize>> = by_place.into_values().collect();
        groups.sort_by_key(|g| g.first().copied());
        let mut points: Vec<Site> = Vec::new();
        let mut areas: Vec<Site> = Vec::new();
        for mut group in groups {
            group.sort_by_key(|&i| self.symbol(i).map(|s| s.key.role));
            let Some((&main, rest)) = group.split_first() else { continue };
            let Some(s) = self.symbol(main) else { continue };
            let radius = symbol::radius(self.metrics, s.stories, is_pill(s));
            let at = self.viewport.project(s.point);
            let site = self.site(main, rest, at, radius);
            if s.area {
                areas.push(site);
            } else if self.viewport.rect.shrink(radius * 0.5).contains(at) {
                points.push(site);
            } else {
                off_map.extend(group);
            }
        }
        let mut out = if self.options.clusters { self.cluster(points) } else { points };
        // Pills give way to places, and the less told to the more told.
        areas.sort_by_key(|a| (Reverse(self.stories(a.main)), a.main));
        for area in areas {
            self.settle(area, &mut out, off_map);
        }
        out
    }

    fn stories(&self, i: usize) -> u32 {
        self.symbol(i).map_or(0, |s| s.stories)
    }

    /// The symbols of one place with their main one at `centre`.
    fn site(&self, main: usize, rest: &[usize], centre: Pos2, radius: f32) -> Site {
        let k = self.metrics.unit;
        let pill = self.symbol(main).is_some_and(is_pill);
        let away = radius + 8.5 * k;
        // A pill is wider than it is high; its satellites stand off by the difference.
        let wide = if pill { 6.0 * k } else { 0.0 };
        let role = |i: usize| self.symbol(i).map(|s| s.key.role);
        let speaking = rest.iter().filter(|&&i| matches!(role(i), Some(Role::Government | Role::Organisation))).count();
        let d = std::f32::consts::FRAC_1_SQRT_2;
        let mut first = true;
        let satellites = rest.iter().map(|&i| {
            // Two that speak share the north-west: the one to the west of it, the other to the north.
            let (dx, dy) = match role(i) {
                Some(Role::From) if speaking == 0 => (-1.0, 0.0),
                Some(Role::From) => (-d, d),
                _ if speaking < 2 => (-d, -d),
                _ if first => {
                    first = false;
                    (-0.94, -0.36)
                }
                _ => (-0.08, -1.0),
            };
            let aside = if dx < -0.5 { wide } else { 0.0 };
            let up = if pill && dx < -0.5 && dy < 0.0 { 2.0 * k } else { 0.0 };
            (i, centre + vec2(dx * away - aside, dy * away - up))
        });
        let around = satellites.collect();
        let mut site = Site { main, centre, radius, around, members: Vec::new(), boxes: Vec::new() };
        site.boxes = self.boxes(&site);
        site
    }

    /// Boxes of a site's symbols with their rings.
    fn boxes(&self, site: &Site) -> Vec<Rect> {
        self.glyphs(site).iter().map(|g| g.1.outer_rect(self.metrics.unit)).collect()
    }

    /// The glyphs of a site, the main one last.
    pub(crate) fn glyphs<'b>(&'b self, site: &Site) -> Vec<(usize, Glyph<'b>)> {
        let mut out = Vec::new();
        let main = (site.main, site.centre, site.radius);
        let satellites = site.around.iter().map(|a| (a.0, a.1, self.metrics.satellite));
        for (i, centre, radius) in satellites.chain([main]) {
            let Some(s) = self.symbol(i) else { continue };
            let mut glyph = Glyph::new(centre, radius, s.key.role, is_pill(s), s.band, &s.number);
            let members: &[usize] = if i == site.main { &site.members } else { &[] };
            glyph.cluster = !members.is_empty();
            glyph.emphasis = self.emphasis(i, members);
            out.push((i, glyph));
        }
        out
    }

    /// Makes one of the two; `guest` is no longer drawn.
    fn join(&self, host: &mut Site, guest: Site) {
        host.members.push(guest.main);
        host.members.extend(guest.around.iter().map(|a| a.0));
        host.members.extend(guest.members);
        host.boxes = self.boxes(host);
    }

    /// Joins places that stand closer than r1 + r2 - 4 or whose satellites lie on each other, the one with most
    /// stories leading; a joined place has a ring and may touch a further one.
    fn cluster(&self, mut sites: Vec<Site>) -> Vec<Site> {
        loop {
            let before = sites.len();
            sites.sort_by_key(|s| (!self.is_selected(s), Reverse(self.stories(s.main)), s.main));
            let mut out: Vec<Site> = Vec::with_capacity(before);
            for site in sites {
                let near = |o: &&mut Site| {
                    let limit = o.radius + site.radius - 4.0 * self.metrics.unit;
                    o.centre.distance(site.centre) < limit || o.touches(&site, -4.0 * self.metrics.unit)
                };
                match out.iter_mut().find(near) {
                    Some(host) => self.join(host, site),
                    None => out.push(site),
                }
            }
            if out.len() == before {
                return out;
            }
            sites = out;
        }
    }

    /// Finds room for an area's symbols and adds them to `sites`.
    fn settle(&self, mut site: Site, sites: &mut Vec<Site>, off_map: &mut Vec<usize>) {
        let gap = APART * self.metrics.unit;
        let (w, h) = (site.radius * 3.4, site.radius * 2.2);
        let view = self.viewport.rect.shrink(site.radius * 2.0);
        let at = site.centre;
        let area = self.areas.get(site.main).and_then(Option::as_ref);
        // In an area hardly larger than its symbol one place is as good as another.
        let roomy = |r: &Rect| r.width() > w || r.height() > h;
        let rooms: Vec<Pos2> = self
            .sheets
            .iter()
            .filter(|sheet| area.is_some_and(|a| a.seen(sheet, view).as_ref().is_some_and(roomy)))
            .filter_map(|sheet| Field::new(area?, sheet, view))
            .flat_map(|f| f.rooms(w, h, Vec2::ZERO))
            .map(|r| r.at)
            .collect();
        let inside = self.viewport.rect.shrink(site.radius * 0.5).contains(at);
        let home = if inside { Some(at) } else { rooms.first().copied() };
        let Some(home) = home else {
            off_map.push(site.main);
            off_map.extend(site.around.iter().map(|a| a.0));
            return;
        };
        // An area hardly larger than its symbol may have it beside it; what has no outline, as a river, stays near its
        // point, or its pill would tell of another country.
        let reach = match (self.options.clusters, area) {
            (true, None) => 0.5 * w,
            (true, Some(_)) => w,
            (false, _) => 2.0 * w,
        };
        let span = rooms.iter().fold(Rect::from_min_max(home, home), |r, p| r.union(Rect::from_min_max(*p, *p)));
        let span = span.expand(reach + 3.0 * w);
        let taken: Vec<Rect> = sites.iter().flat_map(|s| &s.boxes).filter(|b| span.intersects(**b)).copied().collect();
        let free = |p: Pos2| {
            let clear = |b: Rect| {
                let near = b.expand(gap);
                // A satellite may reach further than its pill; the frame would cut it.
                self.viewport.rect.contains_rect(b)
                    && !self.options.avoid.iter().any(|a| a.intersects(b))
                    && !taken.iter().any(|t| overlap(*t, near))
            };
            view.contains(p) && site.boxes.iter().all(|b| clear(b.translate(p - at)))
        };
        let found = [home].into_iter().chain(rooms.iter().copied()).chain(beside(home, w, h, reach)).find(|p| free(*p));
        if let Some(found) = found {
            site.shift(found - at);
            sites.push(site);
            return;
        }
        site.shift(home - at);
        let host = sites.iter_mut().filter(|o| self.options.clusters && o.touches(&site, gap)).min_by(|a, b| {
            let key = |s: &Site| (!self.symbol(s.main).is_some_and(is_pill), s.centre.distance(home));
            let (a, b) = (key(a), key(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        match host {
            Some(host) => self.join(host, site),
            None => sites.push(site),
        }
    }
}

/// Whether a symbol is drawn as a pill.
pub(crate) fn is_pill(s: &Symbol) -> bool {
    s.area && s.key.role == Role::Event
}

/// Places round a point for a box, nearest first, up to `reach` away.
fn beside(at: Pos2, width: f32, height: f32, reach: f32) -> Vec<Pos2> {
    let mut out = Vec::new();
    let mut far = 0.5;
    while far * width <= reach {
        for (x, y) in
            [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7)]
        {
            out.push(pos2(at.x + x * far * width, at.y + y * far * height * 1.5));
        }
        far += 0.25;
    }
    out
}
