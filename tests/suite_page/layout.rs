//! Nothing on a page overlaps, nothing leaves the sheet, and what the contract asks for is there.

use super::{sample, trial};
use dateline::basemap::Basemap;
use dateline::briefing::{Command, Role, Theme};
use dateline::map::Mark;
use dateline::page::{Content, Layout, PageSize, Sheet};
use dateline::render;
use egui::{Pos2, Rect};
use libtest_mimic::Trial;

/// Every sort of sheet.
pub const SHEETS: [(PageSize, bool); 8] = [
    (PageSize::Slide, false),
    (PageSize::A4, false),
    (PageSize::A4, true),
    (PageSize::Letter, false),
    (PageSize::Letter, true),
    (PageSize::Square, false),
    (PageSize::Pixels(1280, 720), false),
    (PageSize::Pixels(800, 1200), false),
];

pub fn tests() -> Vec<Trial> {
    let mut out: Vec<Trial> = SHEETS
        .into_iter()
        .map(|(size, landscape)| {
            trial(&format!("page sample {size:?} landscape {landscape}"), move || {
                let session = sample();
                let sheet = Sheet::new(size, landscape);
                let content = Content::of(&session, &sheet);
                let layout = lay_out(&content, &sheet);
                apart(&layout, &sheet);
                clear(&layout, &content, &sheet);
                let names: Vec<&str> = layout.blocks.iter().map(|b| b.0).collect();
                for part in ["title", "filter", "map", "entry", "dates", "legend", "foot"] {
                    assert!(names.contains(&part), "no {part} on {size:?}");
                }
            })
        })
        .collect();
    out.push(trial("page of one week has only its articles", || {
        let mut session = sample();
        let all = Content::of(&session, &Sheet::new(PageSize::Slide, false));
        session.apply(Command::SetDates { from: "2026-05-18".parse().ok(), to: "2026-05-24".parse().ok() });
        let week = Content::of(&session, &Sheet::new(PageSize::Slide, false));
        assert!(week.view.shown.articles < all.view.shown.articles);
        assert!(week.filter.contains("18 to 24 May 2026"), "{}", week.filter);
    }));
    out
}

/// Lays a page out without a picture.
pub fn lay_out(content: &Content, sheet: &Sheet) -> Layout {
    render::page(content, sheet, Theme::Print, 1.0, Basemap::world()).1
}

/// No part overlaps another or leaves the sheet. Half a unit is a hairline's width.
pub fn apart(layout: &Layout, sheet: &Sheet) {
    let whole = Rect::from_min_size(Pos2::ZERO, sheet.size);
    let slack = 0.6 * sheet.unit.max(0.5);
    for (i, (name, rect)) in layout.blocks.iter().enumerate() {
        assert!(whole.contains_rect(rect.shrink(slack)), "{name} {rect:?} leaves the sheet");
        for (other, second) in &layout.blocks[i + 1..] {
            assert!(!rect.shrink(slack).intersects(second.shrink(slack)), "{name} {rect:?} lies on {other} {second:?}");
        }
    }
}

/// On the main map no story's name lies on another's or on a foreign symbol, and no number covers another.
fn clear(layout: &Layout, content: &Content, sheet: &Sheet) {
    let slack = 1.0 * sheet.unit.max(0.5);
    let painted = &layout.painted;
    let names: Vec<_> = painted.labels.iter().filter(|l| l.symbol.is_some()).collect();
    assert!(names.len() > 3, "only {} names on the map", names.len());
    for (i, name) in names.iter().enumerate() {
        for other in &names[i + 1..] {
            assert!(!name.rect.shrink(slack).intersects(other.rect.shrink(slack)), "{name:?} lies on {other:?}");
        }
    }
    let numbered = |m: &&Mark| {
        content
            .scene
            .symbols
            .get(m.symbol)
            .is_some_and(|s| !s.number.is_empty() && !s.area && s.key.role == Role::Event)
    };
    let numbers: Vec<&Mark> = painted.marks.iter().filter(numbered).collect();
    assert!(numbers.len() > 3, "only {} numbers on the map", numbers.len());
    for (i, mark) in numbers.iter().enumerate() {
        for other in &numbers[i + 1..] {
            let apart = mark.centre.distance(other.centre);
            // Both rectangles hold the symbol's halo, so half the sum of their widths is more than the radii.
            let radii =
                f32::midpoint(mark.rect.height().min(mark.rect.width()), other.rect.height().min(other.rect.width()));
            assert!(apart > radii * 0.6, "{mark:?} covers {other:?}");
        }
    }
}
