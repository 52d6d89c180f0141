//! The tall page (A4, Letter, square): head, map, key in columns, what else is on the map, dates, legend, credits.
//! Everything below the map is measured first; the map takes what is left.

use super::content::{Content, Entry};
use super::crowd::Prospect;
use super::pen::{Block, Pen};
use super::{Layout, Sheet, credits, dates, flow, head, key, legend, panel, quote};
use crate::basemap::Basemap;
use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// What differs between a page and a square, in design units.
struct Shape {
    /// Sides, top, bottom.
    margins: (f32, f32, f32),
    /// Rows of the list of what else is on the map.
    also: credits::Also,
    /// Air above the map and above the key.
    air: f32,
    /// The map's least height for its width.
    least_map: f32,
    map: panel::Style,
    dates: dates::Style,
}

const PAGE: Shape = Shape {
    margins: (51.0, 40.0, 40.0),
    also: credits::Also { size: 7.2, line: 10.8, rows: 4, counts: true },
    air: 13.0,
    least_map: 0.52,
    map: MAP,
    dates: dates::Style { size: 7.2, line: 9.8, plot: 28.0, block: 10.4 },
};

const SQUARE: Shape = Shape {
    margins: (30.0, 20.0, 18.0),
    also: credits::Also { size: 7.2, line: 10.0, rows: 2, counts: false },
    air: 8.0,
    least_map: 0.42,
    map: panel::Style { inset: vec2(112.0, 78.0), margin: 28.0, ..MAP },
    dates: dates::Style { size: 7.2, line: 9.2, plot: 20.0, block: 9.0 },
};

/// Pages less high than this, for their width, are laid out as squares.
const SQUARE_BELOW: f32 = 1.15;

const COLUMNS: usize = 3;
const GUTTER: f32 = 14.0;
const ROW_GAP: f32 = 8.0;

const HEAD: head::Style = head::Style { title: 25.0, title_line: 30.0, filter: 9.5, filter_line: 13.6 };

const KEY: key::Style = key::Style {
    head: 9.5,
    head_line: 12.6,
    quote: quote::Style { size: 8.6, line: 11.7 },
    source: 7.2,
    source_line: 10.2,
    radius: 7.4,
    indent: 20.5,
};

const MAP: panel::Style =
    panel::Style { inset: vec2(130.0, 96.0), margin: 34.0, frame: 0.7, bar: vec2(132.0, 32.0), relief: true };

const FOOT: (f32, f32) = (6.6, 9.4);

fn shape(sheet: Vec2) -> Shape {
    if sheet.y < sheet.x * SQUARE_BELOW { SQUARE } else { PAGE }
}

/// Where the map will be, at its least, and how large its symbols are.
pub(super) fn prospect(sheet: &Sheet) -> Prospect {
    let shape = shape(sheet.size);
    let width = sheet.size.x - 2.0 * shape.margins.0 * sheet.unit;
    let map = vec2(width, width * shape.least_map);
    Prospect { map: Rect::from_min_size(Pos2::ZERO, map), style: shape.map }
}

/// Paints the page into `sheet`.
pub(super) fn paint(pen: &Pen, content: &Content, basemap: &Basemap, sheet: Rect) -> Layout {
    let u = |v: f32| pen.u(v);
    let shape = shape(sheet.size());
    let (side, above, below) = shape.margins;
    let (left, right) = (sheet.left() + u(side), sheet.right() - u(side));
    let width = right - left;
    let mut layout = Layout::default();

    let (top, boxes) = head::draw(pen, content, HEAD, pos2(left, sheet.top() + u(above)), width);
    layout.blocks.extend(boxes);
    let top = top + u(shape.air);
    let bottom = sheet.bottom() - u(below);

    let items = legend::items(pen, content, 6.2, 7.4, 10.0);
    let legend_row = u(15.5);
    let (places, legend_height) = flow::arrange(&items, width, legend_row, u(12.0), u(4.5));
    let dates_height = dates::height(pen, shape.dates);
    // Credits are three columns of text of at most four lines; taken at their most, for which map they name a
    // latitude of changes nothing in their height.
    let credit_height = u(FOOT.1) * 4.0;
    let fixed = dates_height + legend_height + credit_height + u(10.0 + 8.0 + 8.0 + 8.0);

    // As many rows of the key as leave the map its due.
    let least_map = width * shape.least_map;
    let column = (width - u(GUTTER) * (COLUMNS - 1) as f32) / COLUMNS as f32;
    let candidates = key::candidates(content).len();
    let rows_most = candidates.div_ceil(COLUMNS).min(3);
    let room = bottom - top - fixed - least_map;
    let plan = (1..=rows_most)
        .rev()
        .flat_map(|rows| [4, 3].map(|lines| (rows, lines)))
        // Two lines of a quotation say little: only where not even one row has room for more.
        .chain((1..=rows_most).rev().map(|rows| (rows, 2)))
        .map(|(rows, lines)| key_rows(pen, content, rows * COLUMNS, lines, column))
        .find(|(sets, height)| {
            let also = also_height(pen, content, &keyed(sets), shape.also, width);
            *height + also <= room
        });
    let (sets, key_height) = plan.unwrap_or_else(|| (Vec::new(), 0.0));
    let keyed = keyed(&sets);
    let also_room = also_height(pen, content, &keyed, shape.also, width);

    let map_height = (bottom - top - fixed - key_height - also_room - u(shape.air)).min(width * 0.74);
    let map = Rect::from_min_size(pos2(left, top), vec2(width, map_height));
    let painted = panel::paint(pen, content, basemap, map, shape.map);
    layout.map = map;
    layout.blocks.push(("map", map));

    // What the map could not use becomes air between the parts.
    let spare = bottom - top - fixed - key_height - also_room - u(shape.air) - map_height;
    let air = (spare / 5.0).clamp(0.0, u(12.0));
    let mut y = map.bottom() + u(shape.air) + air;
    for row in sets.chunks(COLUMNS) {
        for (i, set) in row.iter().enumerate() {
            let x = left + i as f32 * (column + u(GUTTER));
            layout.blocks.push(("entry", set.draw(pen, pos2(x, y), KEY)));
        }
        y += row.iter().map(key::Set::height).fold(0.0, f32::max) + u(ROW_GAP);
    }
    if let Some(also) = credits::also(pen, content, &keyed, &painted.plan.on_main, shape.also, width) {
        y += air;
        pen.rule(left, right, y);
        let drawn = pen.draw(pos2(left, y + u(6.0)), &also);
        layout.blocks.push(("also", drawn));
        y = drawn.bottom() + u(8.0);
    }
    y += air;
    let strip = dates::draw(pen, content, pos2(left, y), width, shape.dates);
    layout.blocks.push(("dates", strip));
    y = strip.bottom() + u(8.0) + air;
    let drawn = flow::draw(pen, pos2(left, y), &items, &places, legend_row, u(4.5));
    layout.blocks.push(("legend", drawn));

    let rule = bottom - credit_height - u(7.0);
    pen.rule(left, right, rule);
    for (i, block) in credit(pen, content, &painted.plan, column).iter().enumerate() {
        let x = left + i as f32 * (column + u(GUTTER));
        layout.blocks.push(("foot", pen.draw(pos2(x, rule + u(7.0)), block)));
    }
    layout.painted = painted.painted;
    layout
}

fn keyed<'a>(sets: &[key::Set<'a>]) -> Vec<&'a Entry> {
    sets.iter().map(key::Set::entry).collect()
}

fn also_height(pen: &Pen, content: &Content, keyed: &[&Entry], style: credits::Also, width: f32) -> f32 {
    let also = credits::also(pen, content, keyed, &[], style, width);
    // " (inset)" may need one line more than was measured without it.
    also.map_or(0.0, |b| pen.u(style.line) * (b.rows() + 1).min(style.rows) as f32 + pen.u(14.0))
}

fn key_rows<'a>(pen: &Pen, content: &'a Content, n: usize, lines: usize, column: f32) -> (Vec<key::Set<'a>>, f32) {
    let sets: Vec<_> = key::choose(content, n).into_iter().map(|e| key::Set::new(pen, e, KEY, column, lines)).collect();
    let rows = sets.chunks(COLUMNS).map(|row| row.iter().map(key::Set::height).fold(0.0, f32::max));
    let height = rows.map(|h| h + pen.u(ROW_GAP)).sum();
    (sets, height)
}

fn credit(pen: &Pen, content: &Content, plan: &super::fit::Plan, column: f32) -> [Block; 3] {
    let set = |head: &str, text: String| {
        pen.set(&[pen.bold(FOOT.0, format!("{head}  ")), pen.muted(FOOT.0, text)], FOOT.1, column, 4)
    };
    let sources = (1..=8)
        .rev()
        .map(|most| set("Sources", format!("{}. {}", credits::sources(content, most), credits::QUOTING)))
        .find(|b| !b.cut);
    [
        sources.unwrap_or_else(|| set("Sources", credits::QUOTING.to_owned())),
        set("Map", format!("{} {}", credits::map_credit(content), credits::technique(&plan.main))),
        set("Method", format!("{} {}", credits::method(content), credits::made())),
    ]
}
