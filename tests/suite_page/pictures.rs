//! Small pictures, compared to the byte. `UPDATE_PICTURES=1` writes them anew; look at them before keeping them.

use super::trial;
use crate::support::project;
use dateline::briefing::{Role, Theme};
use dateline::geoparse::Band;
use dateline::map::{Emphasis, Glyph, Palette, fonts};
use dateline::render::{headless, png};
use egui::{Align2, Pos2, Ui, pos2, vec2};
use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    let themes = [("light", Theme::Light), ("dark", Theme::Dark), ("print", Theme::Print)];
    let mut out: Vec<Trial> = themes
        .into_iter()
        .map(|(name, theme)| {
            trial(&format!("picture symbols {name}"), move || {
                compare(&format!("symbols-{name}"), vec2(300.0, 132.0), theme, move |ui| symbols(ui, theme));
            })
        })
        .collect();
    out.push(trial("picture faces", || compare("faces", vec2(300.0, 132.0), Theme::Print, faces)));
    out
}

/// Five kinds, three certainties, hovered and selected.
fn symbols(ui: &mut Ui, theme: Theme) {
    let palette = Palette::of(theme);
    let kinds = [
        (Role::Event, false),
        (Role::Event, true),
        (Role::Government, false),
        (Role::Organisation, false),
        (Role::From, false),
    ];
    let looks = [
        (Band::High, Emphasis::None),
        (Band::Check, Emphasis::None),
        (Band::Guess, Emphasis::None),
        (Band::High, Emphasis::Hovered),
    ];
    for (column, (role, area)) in kinds.into_iter().enumerate() {
        for (row, (band, emphasis)) in looks.into_iter().enumerate() {
            let centre = pos2(30.0 + 60.0 * column as f32, 18.0 + 32.0 * row as f32);
            let mut glyph = Glyph::new(centre, 9.0, role, area, band, "3");
            glyph.emphasis = emphasis;
            glyph.paint(ui.painter(), palette, 1.0);
        }
    }
}

/// Each face of the design, and each script it falls back on.
fn faces(ui: &mut Ui) {
    let ink = Palette::of(Theme::Print).text;
    let lines = [
        (fonts::serif_bold(17.0), "Crossings and cables"),
        (fonts::sans(13.0), "Central Asia · 5 to 16 July"),
        (fonts::serif(13.0), "“… as far as Kunduz.” ffi"),
        (fonts::sans_italic(12.0), "HINDU KUSH"),
        (fonts::serif_italic(13.0), "Amu Darya"),
        (fonts::sans_bold(12.0), "Душанбе دوشنبه თბილისი 北京 दिल्ली"),
    ];
    let mut at = pos2(8.0, 4.0);
    for (font, words) in lines {
        let size = font.size;
        ui.painter().text(at, Align2::LEFT_TOP, words, font, ink);
        at = Pos2::new(at.x, at.y + size * 1.45);
    }
}

fn compare(name: &str, size: egui::Vec2, theme: Theme, draw: impl FnMut(&mut Ui)) {
    let picture = headless(size, 1.0, theme, draw).image();
    let path = project(&format!("tests/pictures/{name}.png"));
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        std::fs::write(&path, png(&picture, 96.0).unwrap()).unwrap();
    }
    let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&path).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut kept = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut kept).unwrap();
    let now: Vec<u8> = picture.rgba.chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    assert_eq!(now.len(), kept.len(), "{name} has another size");
    let differing = now.chunks_exact(3).zip(kept.chunks_exact(3)).filter(|(a, b)| a != b).count();
    assert_eq!(differing, 0, "{differing} pixels of {name} differ");
}
