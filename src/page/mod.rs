//! The briefing page as egui shapes: title, filter line, map with inset, numbered key with quotations, dates, legend
//! and credits. Nothing overlaps and nothing is cut: text is measured, and what has no room is counted in words.
//!
//! [`Content`] says what a page tells; [`paint`] lays it out on a sheet. The same shapes become pixels in
//! [`crate::render`] and a preview in the window.

mod axis;
mod content;
mod credits;
mod crowd;
mod dates;
mod fit;
mod flow;
mod head;
mod key;
mod legend;
mod panel;
mod pen;
mod quote;
mod sheet;
mod tall;
mod wide;

pub use content::{Capacity, Content, Entry, Quote};
pub use fit::first_look;
pub use sheet::{PageSize, Sheet};

use crate::basemap::Basemap;
use crate::briefing::Theme;
use crate::map::{Painted, Palette};
use egui::{Painter, Pos2, Rect};
use pen::Pen;

/// Where the parts of a page came to stand, in points; for tests, and for whoever must find a part again.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Each part by its name, in reading order: "title", "filter", "map", "entry", "dates", "legend", "also", "foot".
    pub blocks: Vec<(&'static str, Rect)>,
    /// The map's rectangle.
    pub map: Rect,
    /// What stands where on the main map.
    pub painted: Painted,
}

impl Default for Layout {
    fn default() -> Self {
        Self { blocks: Vec::new(), map: Rect::NOTHING, painted: Painted::default() }
    }
}

/// Paints a page with its upper left corner at `corner`.
pub fn paint(
    painter: &Painter,
    corner: Pos2,
    content: &Content,
    sheet: &Sheet,
    theme: Theme,
    basemap: &Basemap,
) -> Layout {
    let rect = Rect::from_min_size(corner, sheet.size);
    let palette = Palette::of(theme);
    painter.rect_filled(rect, 0.0, palette.panel);
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let pen = Pen { painter: &painter, palette, k: sheet.unit, map: sheet.map_sizes() };
    if sheet.wide { wide::paint(&pen, content, basemap, rect) } else { tall::paint(&pen, content, basemap, rect) }
}
