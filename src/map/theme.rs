//! Every colour of screen and page, by role, in three themes. Colours are sRGB.

use crate::briefing::Theme;
use egui::Color32;

/// The colours of one theme. Names follow what is drawn; one field, one meaning.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "each field is named after the one thing it colours")]
pub struct Palette {
    pub theme: Theme,
    // The map's paper.
    pub sea: Color32,
    pub land: Color32,
    pub relief_shade: Color32,
    pub relief_light: Color32,
    /// Opacity of relief, 0..=1.
    pub relief_opacity: f32,
    pub coast: Color32,
    pub lake_edge: Color32,
    pub river: Color32,
    pub border: Color32,
    pub province: Color32,
    pub label_country: Color32,
    pub label_town: Color32,
    pub town_dot: Color32,
    pub label_water: Color32,
    pub label_range: Color32,
    pub halo: Color32,
    // The news.
    pub event: Color32,
    pub actor: Color32,
    pub from: Color32,
    pub number: Color32,
    pub inside_open: Color32,
    /// Opacity of an area's tint, 0..=1.
    pub area_tint: f32,
    // Interaction.
    pub selection: Color32,
    pub selection_hairline: Color32,
    pub hover: Color32,
    pub plate: Color32,
    pub plate_text: Color32,
    // Panels.
    pub panel: Color32,
    pub raised: Color32,
    pub line: Color32,
    pub strong_line: Color32,
    pub text: Color32,
    pub muted: Color32,
    pub disabled: Color32,
    pub chip: Color32,
    pub primary: Color32,
    pub primary_text: Color32,
    pub mark: Color32,
    pub mark_text: Color32,
    pub selected_row: Color32,
    pub notice: Color32,
    pub bar: Color32,
    pub bar_outside: Color32,
    pub track: Color32,
    pub focus: Color32,
}

const fn c(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Opaque colour at 92 %, premultiplied (235/255).
const fn halo(hex: u32) -> Color32 {
    const fn dim(v: u32) -> u8 {
        ((v & 0xFF) * 235 / 255) as u8
    }
    Color32::from_rgba_premultiplied(dim(hex >> 16), dim(hex >> 8), dim(hex), 235)
}

static LIGHT: Palette = Palette {
    theme: Theme::Light,
    sea: c(0xD5E2E8),
    land: c(0xF6F2E9),
    relief_shade: c(0x4A3C2C),
    relief_light: c(0xFFFCF4),
    relief_opacity: 0.25,
    coast: c(0x86A3B1),
    lake_edge: c(0x9DB7C3),
    river: c(0x93B2C1),
    border: c(0x94877D),
    province: c(0xD5CCBD),
    label_country: c(0x6B6258),
    label_town: c(0x4A453E),
    town_dot: c(0x7A7268),
    label_water: c(0x2F5F7A),
    label_range: c(0x7A6A55),
    halo: halo(0xFAF7F0),
    event: c(0xB23A1E),
    actor: c(0x3F4F98),
    from: c(0x5C5850),
    number: c(0xFFFFFF),
    inside_open: c(0xFFFFFF),
    area_tint: 0.085,
    selection: c(0xFFC53D),
    selection_hairline: c(0x1F1D1A),
    hover: c(0x1F1D1A),
    plate: c(0x1F1D1A),
    plate_text: c(0xFFFFFF),
    panel: c(0xFAF8F4),
    raised: c(0xFFFFFF),
    line: c(0xE3DED4),
    strong_line: c(0xCFC8BB),
    text: c(0x22201C),
    muted: c(0x625C53),
    disabled: c(0xA59D91),
    chip: c(0xF0ECE4),
    primary: c(0x22201C),
    primary_text: c(0xFFFFFF),
    mark: c(0xFFE08A),
    mark_text: c(0x1F1D1A),
    selected_row: c(0xFFF3CF),
    notice: c(0xFBF0D6),
    bar: c(0x6A747D),
    bar_outside: c(0xC9CBCC),
    track: c(0xF1EDE5),
    focus: c(0x2563A8),
};

static DARK: Palette = Palette {
    theme: Theme::Dark,
    sea: c(0x1A2A36),
    land: c(0x2A2D31),
    relief_shade: c(0x080808),
    relief_light: c(0xE1E1E1),
    relief_opacity: 0.23,
    coast: c(0x4C6474),
    lake_edge: c(0x3E5666),
    river: c(0x3F5C6E),
    border: c(0x7D766E),
    province: c(0x3A3D41),
    label_country: c(0xB0A89C),
    label_town: c(0xD3CDC2),
    town_dot: c(0x8E877D),
    label_water: c(0x8FB6CC),
    label_range: c(0xA39783),
    halo: halo(0x202327),
    event: c(0xF0906F),
    actor: c(0xA9B8F5),
    from: c(0xCFC9BB),
    number: c(0x1A1310),
    inside_open: c(0x202327),
    area_tint: 0.13,
    selection: c(0xFFC53D),
    selection_hairline: c(0x14161A),
    hover: c(0xF4F0E8),
    plate: c(0xF4F0E8),
    plate_text: c(0x1A1B1E),
    panel: c(0x1D2024),
    raised: c(0x272B30),
    line: c(0x34393F),
    strong_line: c(0x4A5058),
    text: c(0xECE8E0),
    muted: c(0xADA9A1),
    disabled: c(0x737068),
    chip: c(0x2B3036),
    primary: c(0xECE8E0),
    primary_text: c(0x1D2024),
    mark: c(0x7A5A00),
    mark_text: c(0xFFF6DC),
    selected_row: c(0x3B3420),
    notice: c(0x3A311C),
    bar: c(0x8C97A1),
    bar_outside: c(0x454A50),
    track: c(0x23272C),
    focus: c(0x7FB2F0),
};

static PRINT: Palette = Palette {
    theme: Theme::Print,
    sea: c(0xE1E9ED),
    land: c(0xFBF9F4),
    relief_shade: c(0x4A3C2C),
    relief_light: c(0xFFFCF4),
    relief_opacity: 0.22,
    coast: c(0x6F8996),
    lake_edge: c(0x8DA6B2),
    river: c(0x86A4B3),
    border: c(0x7D746B),
    province: c(0xDDD6CA),
    label_country: c(0x5F574E),
    label_town: c(0x45403A),
    town_dot: c(0x6E665D),
    label_water: c(0x2B5871),
    label_range: c(0x6F604D),
    halo: halo(0xFFFFFF),
    event: c(0x9E2F17),
    actor: c(0x2E3D80),
    from: c(0x4E4A43),
    number: c(0xFFFFFF),
    inside_open: c(0xFFFFFF),
    area_tint: 0.09,
    selection: c(0x1A1816),
    selection_hairline: c(0x1A1816),
    hover: c(0x1A1816),
    plate: Color32::TRANSPARENT,
    plate_text: c(0x1A1816),
    panel: c(0xFFFFFF),
    raised: c(0xFFFFFF),
    line: c(0xD9D4CB),
    strong_line: c(0xB9B2A6),
    text: c(0x1A1816),
    muted: c(0x57514A),
    disabled: c(0x57514A),
    chip: c(0xFFFFFF),
    primary: c(0x1A1816),
    primary_text: c(0xFFFFFF),
    mark: Color32::TRANSPARENT,
    mark_text: c(0x1A1816),
    selected_row: c(0xFFFFFF),
    notice: c(0xFFFFFF),
    bar: c(0x59636C),
    bar_outside: c(0xC9CBCC),
    track: c(0xF4F1EB),
    focus: c(0x1A1816),
};

impl Palette {
    /// The colours of a theme.
    pub fn of(theme: Theme) -> &'static Self {
        match theme {
            Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::Print => &PRINT,
        }
    }

    /// The accent of a role.
    pub fn role(&self, role: crate::briefing::Role) -> Color32 {
        use crate::briefing::Role;
        match role {
            Role::Event => self.event,
            Role::Government | Role::Organisation => self.actor,
            Role::From => self.from,
        }
    }
}
