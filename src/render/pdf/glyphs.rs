//! Text as text: glyphs by number in embedded fonts, where egui's layout put them.

use crate::map::fonts;
use egui::epaint::TextShape;
use egui::text::{FontDefinitions, LayoutJob};
use egui::{Color32, FontFamily};
use krilla::geom::{Point, Transform};
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::MetadataProvider as _;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The faces that a document uses, opened when they are first needed.
pub(super) struct Faces {
    definitions: FontDefinitions,
    opened: BTreeMap<String, Option<(Font, skrifa::FontRef<'static>)>>,
}

impl Default for Faces {
    fn default() -> Self {
        Self { definitions: fonts::definitions(), opened: BTreeMap::new() }
    }
}

/// Glyphs of one row in one style and face.
struct Run {
    face: String,
    section: usize,
    text: String,
    letters: Vec<Letter>,
    baseline: f32,
}

/// One glyph of a run.
struct Letter {
    /// Its character's bytes in the run's text.
    bytes: std::ops::Range<usize>,
    /// Its number in the face.
    id: u32,
    /// Left edge and width, relative to the row.
    left: f32,
    width: f32,
    /// Whether it was drawn as a part of the one before, as the i of an fi.
    joined: bool,
}

impl Faces {
    /// Draws a text where egui stands it. With `colour`, as text, filled with what `colour` makes of each section's
    /// own; without, as outlines in the surface's present fill and stroke.
    pub(super) fn draw(&mut self, surface: &mut Surface, shape: &TextShape, colour: Option<&dyn Fn(Color32) -> Fill>) {
        let turned = shape.angle != 0.0;
        if turned {
            let degrees = shape.angle.to_degrees();
            surface.push_transform(&Transform::from_rotate_at(degrees, shape.pos.x, shape.pos.y));
        }
        let job = Arc::clone(&shape.galley.job);
        let mut place = Place { byte: 0, section: 0 };
        for row in &shape.galley.rows {
            let origin = shape.pos + row.pos.to_vec2();
            for run in self.runs(&job, &row.row, &mut place) {
                let Some(section) = job.sections.get(run.section) else { continue };
                if let Some(colour) = colour {
                    surface.set_fill(Some(colour(section.format.color)));
                    surface.set_stroke(None);
                }
                let size = section.format.font_id.size;
                let Some((font, _)) = self.open(&run.face) else { continue };
                let start = run.letters.first().map_or(0.0, |l| l.left);
                let point = Point::from_xy(origin.x + start, origin.y + run.baseline);
                surface.draw_glyphs(point, &placed(&run, size), font, &run.text, size, colour.is_none());
            }
            if row.ends_with_newline {
                place.pass(&job, '\n');
            }
        }
        if turned {
            surface.pop();
        }
    }

    fn runs(&mut self, job: &LayoutJob, row: &egui::epaint::text::Row, place: &mut Place) -> Vec<Run> {
        let mut out: Vec<Run> = Vec::new();
        for glyph in &row.glyphs {
            let section = place.section;
            place.pass(job, glyph.chr);
            let Some(family) = job.sections.get(section).map(|s| s.format.font_id.family.clone()) else { continue };
            // A blank goes with what stands before it, whichever face that is.
            let before = out.last().filter(|r| r.section == section).map(|r| r.face.clone());
            let Some((face, id)) = self.find(&family, glyph.chr, before.as_deref()) else { continue };
            let new = out.last().is_none_or(|r| r.section != section || r.face != face);
            if new {
                let (text, letters) = (String::new(), Vec::new());
                out.push(Run { face, section, text, letters, baseline: glyph.pos.y });
            }
            let Some(run) = out.last_mut() else { continue };
            let from = run.text.len();
            run.text.push(glyph.chr);
            run.letters.push(Letter {
                bytes: from..run.text.len(),
                id,
                left: glyph.pos.x,
                width: glyph.advance_width,
                joined: glyph.advance_width == 0.0 && glyph.chr.is_alphabetic(),
            });
        }
        out
    }

    /// The first face of a family that has a character, and the glyph's number in it.
    fn find(&mut self, family: &FontFamily, c: char, before: Option<&str>) -> Option<(String, u32)> {
        let chain = self.definitions.families.get(family)?.clone();
        let preferred = before.filter(|_| c.is_whitespace()).map(str::to_owned);
        let mut chain = preferred.into_iter().chain(chain);
        chain.find_map(|face| {
            let (_, font) = self.open(&face)?;
            let id = font.charmap().map(c)?;
            Some((face, id.to_u32()))
        })
    }

    fn open(&mut self, face: &str) -> Option<(Font, skrifa::FontRef<'static>)> {
        if let Some(opened) = self.opened.get(face) {
            return opened.clone();
        }
        let all = fonts::FACES.iter().chain(&fonts::FALLBACKS);
        let opened = all
            .copied()
            .find(|(name, _)| *name == face)
            .and_then(|(_, bytes)| Some((Font::new(bytes.into(), 0)?, skrifa::FontRef::new(bytes).ok()?)));
        self.opened.insert(face.to_owned(), opened.clone());
        opened
    }
}

/// Where in the job's text the layout has come to.
struct Place {
    byte: usize,
    section: usize,
}

impl Place {
    /// Goes on by one character, into the next section where one ends.
    fn pass(&mut self, job: &LayoutJob, c: char) {
        self.byte += c.len_utf8();
        while job.sections.get(self.section).is_some_and(|s| s.byte_range.end.0 <= self.byte)
            && self.section + 1 < job.sections.len()
        {
            self.section += 1;
        }
    }
}

/// Glyphs with the advances that lead from each to the next, in units of the type size. Letters that egui drew as one
/// ligature share its width.
fn placed(run: &Run, size: f32) -> Vec<KrillaGlyph> {
    let mut out = Vec::with_capacity(run.letters.len());
    let mut rest = &run.letters[..];
    while let Some((first, others)) = rest.split_first() {
        let count = 1 + others.iter().take_while(|l| l.joined).count();
        let (group, after) = rest.split_at(count);
        let next = after.first().map_or(first.left + first.width, |l| l.left);
        let advance = (next - first.left) / count as f32 / size.max(1e-3);
        let glyph = |l: &Letter| KrillaGlyph::new(GlyphId::new(l.id), advance, 0.0, 0.0, 0.0, l.bytes.clone(), None);
        out.extend(group.iter().map(glyph));
        rest = after;
    }
    out
}
