//! What the shapes, rings and lines of this page mean: only those that are on it.

use super::content::Content;
use super::flow::Item;
use super::key;
use super::pen::Pen;
use crate::briefing::Role;
use crate::geoparse::Band;
use egui::{Pos2, Shape, Stroke, vec2};

/// The legend's items, in reading order; `radius` and `size` in design units.
pub(super) fn items<'a>(pen: &Pen, content: &Content, radius: f32, size: f32, line: f32) -> Vec<Item<'a>> {
    let mut out: Vec<Item> = Vec::new();
    let r = pen.u(radius);
    let mut symbol = |role: Role, area: bool, band: Band, mark: &'static str, words: &str| {
        let width = if area { 2.6 * r } else { 2.0 * r };
        out.push(Item {
            width,
            picture: Box::new(move |pen, at| key::glyph(pen, at, radius, role, area, band, mark)),
            words: pen.line(&[pen.sans(size, words)], line),
        });
    };
    let has = |role: Role, area: bool| content.entries.iter().any(|e| e.role == role && e.area == area);
    if has(Role::Event, false) {
        symbol(Role::Event, false, Band::High, "1", "Place");
    }
    if has(Role::Event, true) {
        symbol(Role::Event, true, Band::High, "A", "Area");
    }
    if has(Role::Government, false) {
        symbol(Role::Government, false, Band::High, "", "Government speaking");
    }
    if has(Role::Organisation, false) {
        symbol(Role::Organisation, false, Band::High, "", "Organisation");
    }
    if has(Role::From, false) {
        symbol(Role::From, false, Band::High, "", "Reported from");
    }
    let bands = [(Band::High, "High"), (Band::Check, "Check"), (Band::Guess, "Guess")];
    for (band, word) in bands {
        if content.entries.iter().any(|e| e.band == band) {
            symbol(Role::Event, false, band, "", word);
        }
    }
    if content.dots > 0 {
        let colour = pen.palette.event;
        out.push(Item {
            width: r,
            picture: Box::new(move |pen, at| {
                pen.painter.circle_filled(at, r * 0.5, colour);
            }),
            words: pen.line(&[pen.sans(size, format!("{} further places", content.dots))], line),
        });
    }
    let length = pen.u(radius * 3.2);
    for (dash, gap, words) in [(5.0, 3.5, "Disputed border"), (1.6, 2.6, "Line of control")] {
        out.push(Item {
            width: length,
            picture: Box::new(move |pen, at| dashed(pen, at, length, dash * radius / 9.0, gap * radius / 9.0)),
            words: pen.line(&[pen.sans(size, words)], line),
        });
    }
    out.push(Item {
        width: 0.0,
        picture: Box::new(|_, _| {}),
        words: pen.line(&[pen.muted(size, "Number or letter: entry in the key. Size: stories.")], line),
    });
    out
}

fn dashed(pen: &Pen, at: Pos2, length: f32, dash: f32, gap: f32) {
    let half = vec2(length / 2.0, 0.0);
    let stroke = Stroke::new(pen.u(1.4), pen.palette.border);
    pen.painter.extend(Shape::dashed_line(&[at - half, at + half], stroke, pen.u(dash), pen.u(gap)));
}
