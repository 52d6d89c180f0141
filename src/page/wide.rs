//! The wide page (slide, landscape sheets): map on the left with the dates below it, key and legend on the right,
//! credits along the foot. Everything is measured from the foot up; the map takes what is left.

use super::content::{Content, Entry};
use super::crowd::Prospect;
use super::pen::{Block, Pen};
use super::{Layout, Sheet, credits, dates, flow, head, key, legend, panel, quote};
use crate::basemap::Basemap;
use egui::{Pos2, Rect, pos2, vec2};

const MARGIN: f32 = 64.0;
const GUTTER: f32 = 38.0;
/// The key's share of the width between the margins.
const KEY_SHARE: f32 = 628.0 / 1792.0;
const MOST_ENTRIES: usize = 6;
/// The map's share of the height.
const MAP_SHARE: f32 = 0.63;

const HEAD: head::Style = head::Style { title: 48.0, title_line: 57.0, filter: 20.0, filter_line: 26.0 };

const KEY: key::Style = key::Style {
    head: 20.0,
    head_line: 26.0,
    quote: quote::Style { size: 18.0, line: 25.0 },
    source: 15.0,
    source_line: 21.0,
    radius: 14.0,
    indent: 38.0,
};

const DATES: dates::Style = dates::Style { size: 14.6, line: 18.0, plot: 62.0, block: 21.0 };

const MAP: panel::Style =
    panel::Style { inset: vec2(300.0, 212.0), margin: 64.0, frame: 1.6, bar: vec2(236.0, 56.0), relief: true };

const ALSO: credits::Also = credits::Also { size: 14.6, line: 19.0, rows: 2, counts: false };

/// Size and line of the foot. On a Letter sheet on its side a design unit is 0.4125 pt: nothing is under 6 pt there.
const FOOT: (f32, f32) = (14.6, 19.0);

/// Where the map will be and how large its symbols are.
pub(super) fn prospect(sheet: &Sheet) -> Prospect {
    let width = sheet.size.x - 2.0 * MARGIN * sheet.unit;
    let map = vec2(width * (1.0 - KEY_SHARE) - GUTTER * sheet.unit, sheet.size.y * MAP_SHARE);
    Prospect { map: Rect::from_min_size(Pos2::ZERO, map), style: MAP }
}

/// Paints the page into `sheet`.
pub(super) fn paint(pen: &Pen, content: &Content, basemap: &Basemap, sheet: Rect) -> Layout {
    let u = |v: f32| pen.u(v);
    let (left, right) = (sheet.left() + u(MARGIN), sheet.right() - u(MARGIN));
    let width = right - left;
    let key_left = right - width * KEY_SHARE;
    let map_width = key_left - u(GUTTER) - left;
    let mut layout = Layout::default();

    // Head.
    let (top, boxes) = head::draw(pen, content, HEAD, pos2(left, sheet.top() + u(42.0)), width);
    layout.blocks.extend(boxes);
    let top = top + u(24.0);

    // How high the key's foot and the page's foot are.
    let items = legend::items(pen, content, 10.5, 15.0, 21.0);
    let row = u(32.0);
    let (places, legend_height) = flow::arrange(&items, right - key_left, row, u(26.0), u(8.0));
    let dates_height = dates::height(pen, DATES);

    // The foot's first lines depend on what the key holds, and the key's room on the foot: taken at its most, two
    // lines for the places and three for the credits.
    let foot_rows = 5.0;
    let bottom = sheet.bottom() - u(22.0);
    let rule = bottom - u(FOOT.1 * foot_rows + 10.0);
    let below = u(14.0);
    let map_bottom = rule - u(10.0) - dates_height - below;
    let map = Rect::from_min_max(pos2(left, top), pos2(left + map_width, map_bottom));

    // Map and dates.
    let painted = panel::paint(pen, content, basemap, map, MAP);
    layout.map = map;
    layout.blocks.push(("map", map));
    let strip = dates::draw(pen, content, pos2(left, map_bottom + below), map_width, DATES);
    layout.blocks.push(("dates", strip));

    // Key, legend.
    let legend_top = strip.bottom() - legend_height;
    let key_room = Rect::from_min_max(pos2(key_left, top), pos2(right, legend_top - u(18.0)));
    let keyed = key_column(pen, content, key_room, &mut layout);
    let drawn = flow::draw(pen, pos2(key_left, legend_top), &items, &places, row, u(8.0));
    layout.blocks.push(("legend", drawn));

    // Foot.
    pen.rule(left, right, rule);
    let mut y = rule + u(10.0);
    let also = credits::also(pen, content, &keyed, &painted.plan.on_main, ALSO, width);
    let credit = credit(pen, content, &painted.plan, width, if also.is_some() { 3 } else { 5 });
    for block in also.iter().chain([&credit]) {
        layout.blocks.push(("foot", pen.draw(pos2(left, y), block)));
        y += block.size().y;
    }
    layout.painted = painted.painted;
    layout
}

/// Spreads as many entries as fit evenly over the column; returns them.
fn key_column<'a>(pen: &Pen, content: &'a Content, room: Rect, layout: &mut Layout) -> Vec<&'a Entry> {
    let least_gap = pen.u(12.0);
    let most = key::candidates(content).len().min(MOST_ENTRIES);
    let set = |n: usize, rows: usize| -> Option<Vec<key::Set<'a>>> {
        let sets: Vec<_> =
            key::choose(content, n).into_iter().map(|e| key::Set::new(pen, e, KEY, room.width(), rows)).collect();
        let sum: f32 = sets.iter().map(key::Set::height).sum();
        (sum + least_gap * n.saturating_sub(1) as f32 <= room.height()).then_some(sets)
    };
    // Many entries matter more than long quotations, but two rows are the least that says something.
    let found = (1..=most).rev().find_map(|n| [5, 4, 3, 2].into_iter().find_map(|rows| Some((n, set(n, rows)?))));
    let Some((n, sets)) = found else { return Vec::new() };
    let sum: f32 = sets.iter().map(key::Set::height).sum();
    let gap = ((room.height() - sum) / n.saturating_sub(1).max(1) as f32).min(pen.u(34.0));
    let mut y = room.top();
    for set in &sets {
        layout.blocks.push(("entry", set.draw(pen, pos2(room.left(), y), KEY)));
        y += set.height() + gap;
    }
    key::choose(content, n)
}

fn credit(pen: &Pen, content: &Content, plan: &super::fit::Plan, width: f32, rows: usize) -> Block {
    let mut most = 8;
    loop {
        let words = [
            ("Sources  ", format!("{}. {}   ", credits::sources(content, most), credits::QUOTING)),
            ("Map  ", format!("{} {}   ", credits::map_credit(content), credits::technique(&plan.main))),
            ("Method  ", format!("{} {}", credits::method(content), credits::made())),
        ];
        let runs: Vec<_> =
            words.into_iter().flat_map(|(head, text)| [pen.bold(FOOT.0, head), pen.muted(FOOT.0, text)]).collect();
        let block = pen.set(&runs, FOOT.1, width, rows);
        if !block.cut || most == 1 {
            return block;
        }
        most -= 1;
    }
}
