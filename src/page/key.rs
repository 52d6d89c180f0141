//! The key: one entry a number or letter, with its quotation.

use super::content::{Content, Entry};
use super::pen::{Block, Pen};
use super::quote;
use crate::briefing::{Role, words};
use crate::geoparse::Band;
use crate::map::Glyph;
use egui::{Pos2, Rect, pos2, vec2};

/// Sizes of a key, in design units.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) head: f32,
    pub(super) head_line: f32,
    pub(super) quote: quote::Style,
    pub(super) source: f32,
    pub(super) source_line: f32,
    /// Radius of a number's disc.
    pub(super) radius: f32,
    /// From the left edge to the text.
    pub(super) indent: f32,
}

/// An entry that was set.
pub(super) struct Set<'a> {
    entry: &'a Entry,
    head: Block,
    quote: Option<Block>,
    source: Option<Block>,
}

/// "3 stories", "Check · 2 stories".
pub(super) fn note(entry: &Entry) -> String {
    let stories = words::count(entry.stories, "story", "stories");
    match entry.band {
        Band::High => stories,
        Band::Check => format!("Check · {stories}"),
        Band::Guess => format!("Guess · {stories}"),
    }
}

/// The entries that may stand in a key, the weightiest first.
pub(super) fn candidates(content: &Content) -> Vec<&Entry> {
    let mut out: Vec<&Entry> = content.entries.iter().filter(|e| e.quote.is_some()).collect();
    out.sort_by_key(|e| (std::cmp::Reverse(e.stories), e.area));
    out
}

/// Takes the `n` weightiest, in the order of their numbers and letters.
pub(super) fn choose(content: &Content, n: usize) -> Vec<&Entry> {
    let mut chosen: Vec<&Entry> = candidates(content).into_iter().take(n).collect();
    chosen.sort_by_key(|e| e.symbol);
    chosen
}

impl<'a> Set<'a> {
    /// Sets an entry `width` points wide, its quotation in at most `rows` rows.
    pub(super) fn new(pen: &Pen, entry: &'a Entry, style: Style, width: f32, rows: usize) -> Self {
        let width = width - pen.u(style.indent);
        let head = [pen.bold(style.head, entry.name.as_str()), pen.muted(style.head, format!(" · {}", note(entry)))];
        let quote = entry.quote.as_ref();
        Self {
            entry,
            head: pen.set(&head, style.head_line, width, 2),
            quote: quote.map(|q| quote::set(pen, q, style.quote, width, rows)),
            source: quote.map(|q| pen.set(&[pen.muted(style.source, q.source.as_str())], style.source_line, width, 2)),
        }
    }

    /// What was set.
    pub(super) fn entry(&self) -> &'a Entry {
        self.entry
    }

    /// Its height in points.
    pub(super) fn height(&self) -> f32 {
        let parts = [Some(&self.head), self.quote.as_ref(), self.source.as_ref()];
        parts.into_iter().flatten().map(|b| b.size().y).sum()
    }

    /// Draws it with its upper left corner at `at`; returns where it stands.
    pub(super) fn draw(&self, pen: &Pen, at: Pos2, style: Style) -> Rect {
        let text = at.x + pen.u(style.indent);
        let centre = pos2(at.x + pen.u(style.radius), at.y + pen.u(style.head_line) / 2.0);
        symbol(pen, centre, style.radius, self.entry);
        let mut all = Rect::from_min_size(at, vec2(pen.u(style.indent), 0.0));
        let mut y = at.y;
        for block in [Some(&self.head), self.quote.as_ref(), self.source.as_ref()].into_iter().flatten() {
            all = all.union(pen.draw(pos2(text, y), block));
            y += block.size().y;
        }
        all
    }
}

/// Draws an entry's symbol as it stands on the map; `radius` in design units.
pub(super) fn symbol(pen: &Pen, centre: Pos2, radius: f32, entry: &Entry) {
    glyph(pen, centre, radius, entry.role, entry.area, entry.band, &entry.mark);
}

/// Draws any symbol; areas and speakers are scaled so that all look equally large beside text.
pub(super) fn glyph(pen: &Pen, centre: Pos2, radius: f32, role: Role, area: bool, band: Band, mark: &str) {
    let radius = if area { radius * 0.78 } else { radius };
    // Rings have the thickness that belongs to a symbol of this size on the map.
    let unit = pen.u(radius) / 12.0;
    Glyph::new(centre, pen.u(radius), role, area, band, mark).paint(pen.painter, pen.palette, unit.max(pen.u(0.4)));
}
