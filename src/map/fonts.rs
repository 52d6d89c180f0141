//! The type of screen and page: Source Sans 3 for the program, Source Serif 4 for the sources, Noto and Droid for
//! scripts that neither holds.
//!
//! Every face is carried in the binary; a system font is never asked for, so that a picture looks the same everywhere.

use egui::{FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

/// Family of the regular sans; also egui's proportional and monospace family.
pub const SANS: &str = "sans";
/// Family of the semibold sans.
pub const SANS_BOLD: &str = "sans-600";
/// Family of the italic sans.
pub const SANS_ITALIC: &str = "sans-italic";
/// Family of the regular serif.
pub const SERIF: &str = "serif";
/// Family of the semibold serif.
pub const SERIF_BOLD: &str = "serif-600";
/// Family of the italic serif.
pub const SERIF_ITALIC: &str = "serif-italic";

/// A face of the program: its name and its file.
type Face = (&'static str, &'static [u8]);

/// The six faces of the design, each the first of the family of the same name.
pub const FACES: [Face; 6] = [
    (SANS, include_bytes!("../../assets/fonts/SourceSans3-Regular.ttf")),
    (SANS_BOLD, include_bytes!("../../assets/fonts/SourceSans3-SemiBold.ttf")),
    (SANS_ITALIC, include_bytes!("../../assets/fonts/SourceSans3-Italic.ttf")),
    (SERIF, include_bytes!("../../assets/fonts/SourceSerif4-Regular.ttf")),
    (SERIF_BOLD, include_bytes!("../../assets/fonts/SourceSerif4-SemiBold.ttf")),
    (SERIF_ITALIC, include_bytes!("../../assets/fonts/SourceSerif4-Italic.ttf")),
];

/// Faces that every family falls back on, in this order.
pub const FALLBACKS: [Face; 8] = [
    ("noto-sans", include_bytes!("../../assets/fonts/NotoSans-Regular.ttf")),
    ("noto-arabic", include_bytes!("../../assets/fonts/NotoSansArabic-Regular.ttf")),
    ("noto-hebrew", include_bytes!("../../assets/fonts/NotoSansHebrew-Regular.ttf")),
    ("noto-armenian", include_bytes!("../../assets/fonts/NotoSansArmenian-Regular.ttf")),
    ("noto-georgian", include_bytes!("../../assets/fonts/NotoSansGeorgian-Regular.ttf")),
    ("noto-thai", include_bytes!("../../assets/fonts/NotoSansThai-Regular.ttf")),
    ("noto-devanagari", include_bytes!("../../assets/fonts/NotoSansDevanagari-Regular.ttf")),
    ("droid-cjk", include_bytes!("../../assets/fonts/DroidSansFallback-subset.ttf")),
];

/// Every family with its faces, ready for a context.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in FACES.into_iter().chain(FALLBACKS) {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let chain = |face: &str| -> Vec<String> {
        // An upright face stands behind each italic: the italics hold fewer letters.
        let upright = match face {
            SANS_ITALIC => Some(SANS),
            SERIF_ITALIC => Some(SERIF),
            _ => None,
        };
        std::iter::once(face).chain(upright).chain(FALLBACKS.iter().map(|f| f.0)).map(str::to_owned).collect()
    };
    for (name, _) in FACES {
        fonts.families.insert(FontFamily::Name(name.into()), chain(name));
    }
    fonts.families.insert(FontFamily::Proportional, chain(SANS));
    fonts.families.insert(FontFamily::Monospace, chain(SANS));
    fonts
}

/// Gives a context the fonts of the program. Text laid out before this, or in the same pass, has none of them.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
    // Articles come in every script; a box for a letter that no face has is right where a panic would be the default.
    ctx.set_missing_glyph_policy(egui::epaint::text::MissingGlyphPolicy::Tofu);
}

fn named(name: &'static str, size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(name.into()))
}

/// Source Sans 3 Regular; `size` in points.
pub fn sans(size: f32) -> FontId {
    named(SANS, size)
}

/// Source Sans 3 SemiBold; `size` in points.
pub fn sans_bold(size: f32) -> FontId {
    named(SANS_BOLD, size)
}

/// Source Sans 3 Italic; `size` in points.
pub fn sans_italic(size: f32) -> FontId {
    named(SANS_ITALIC, size)
}

/// Source Serif 4 Regular; `size` in points.
pub fn serif(size: f32) -> FontId {
    named(SERIF, size)
}

/// Source Serif 4 SemiBold; `size` in points.
pub fn serif_bold(size: f32) -> FontId {
    named(SERIF_BOLD, size)
}

/// Source Serif 4 Italic; `size` in points.
pub fn serif_italic(size: f32) -> FontId {
    named(SERIF_ITALIC, size)
}
