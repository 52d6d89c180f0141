//! Sizes of pages.

use super::Capacity;
use crate::map::MapSizes;
use egui::{Vec2, vec2};
use std::str::FromStr;

/// What a page is made for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageSize {
    /// 1920 x 1080 pixels.
    #[default]
    Slide,
    /// 210 x 297 mm.
    A4,
    /// 8.5 x 11 inches.
    Letter,
    /// 1080 x 1080 pixels.
    Square,
    /// So many pixels wide and high.
    Pixels(u32, u32),
}

/// Fewest and most pixels a side may have.
const PIXELS: std::ops::RangeInclusive<u32> = 480..=8000;

impl FromStr for PageSize {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        match s.to_ascii_lowercase().as_str() {
            "slide" | "1920x1080" => return Ok(Self::Slide),
            "a4" => return Ok(Self::A4),
            "letter" => return Ok(Self::Letter),
            "square" => return Ok(Self::Square),
            _ => {}
        }
        let sides = s.split_once(['x', 'X', '×']).and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
        match sides {
            Some((w, h)) if PIXELS.contains(&w) && PIXELS.contains(&h) => Ok(Self::Pixels(w, h)),
            Some(_) => Err(format!("a side may have {} to {} pixels", PIXELS.start(), PIXELS.end())),
            None => Err("expected slide, a4, letter, square or WIDTHxHEIGHT in pixels".into()),
        }
    }
}

/// A sheet ready to be laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Width and height in points: pixels for screens, typographic points for paper.
    pub size: Vec2,
    /// Points per design unit.
    pub unit: f32,
    /// Pixels per point at scale 1.
    pub pixels_per_point: f32,
    /// Pixels per inch at scale 1.
    pub dots_per_inch: f64,
    /// Key beside the map instead of below it.
    pub wide: bool,
    /// Points are typographic points, and small type keeps its size whatever the page's width.
    pub paper: bool,
}

/// Pixels per inch of a printed page at scale 1.
const PAPER_DPI: f64 = 150.0;
/// Typographic points per inch.
const POINTS: f64 = 72.0;
/// Width in design units of the sheets the two layouts are designed for.
const WIDE_UNITS: f32 = 1920.0;
const TALL_UNITS: f32 = 595.276;

impl Sheet {
    /// The sheet of a size; `landscape` turns paper on its side.
    pub fn new(size: PageSize, landscape: bool) -> Self {
        match size {
            PageSize::Slide => Self::screen(1920, 1080),
            PageSize::Square => Self::screen(1080, 1080),
            PageSize::Pixels(w, h) => Self::screen(w, h),
            // 210 x 297 mm at 72 points an inch of 25.4 mm.
            PageSize::A4 => Self::paper(595.276, 841.89, landscape),
            PageSize::Letter => Self::paper(612.0, 792.0, landscape),
        }
    }

    /// How many marks its lists have room for.
    pub fn capacity(&self) -> Capacity {
        if self.wide { Capacity { numbers: 20, letters: 8 } } else { Capacity { numbers: 26, letters: 9 } }
    }

    /// Which sizes the map has, and its points per design point of these: a sheet on its side is small, but its map is
    /// read on paper all the same.
    pub(super) fn map_sizes(&self) -> (MapSizes, f32) {
        match (self.paper, self.wide) {
            (true, _) => (MapSizes::Paper, 1.0),
            (false, true) => (MapSizes::Window, self.unit),
            (false, false) => (MapSizes::Paper, self.unit),
        }
    }

    fn screen(width: u32, height: u32) -> Self {
        let (w, h) = (width as f32, height as f32);
        let wide = w > h * 1.2;
        // Neither layout can do with less height than this for its width.
        let unit = if wide { (w / WIDE_UNITS).min(h / 1080.0) } else { (w / TALL_UNITS).min(h / 595.0) };
        Self { size: vec2(w, h), unit, pixels_per_point: 1.0, dots_per_inch: 96.0, wide, paper: false }
    }

    fn paper(width: f32, height: f32, landscape: bool) -> Self {
        let (w, h) = if landscape { (height, width) } else { (width, height) };
        let unit = if landscape { w / WIDE_UNITS } else { 1.0 };
        Self {
            size: vec2(w, h),
            unit,
            pixels_per_point: (PAPER_DPI / POINTS) as f32,
            dots_per_inch: PAPER_DPI,
            wide: landscape,
            paper: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_refused() {
        assert_eq!("A4".parse(), Ok(PageSize::A4));
        assert_eq!("1280x720".parse(), Ok(PageSize::Pixels(1280, 720)));
        assert!("12x9000".parse::<PageSize>().is_err());
        assert!("poster".parse::<PageSize>().is_err());
    }

    #[test]
    fn small_type_on_paper_is_six_points_or_more() {
        for (size, landscape, least) in
            [(PageSize::A4, false, 6.6), (PageSize::A4, true, 14.6), (PageSize::Letter, true, 14.6)]
        {
            // Smallest sizes of the two layouts, in design units: the foot's.
            assert!(Sheet::new(size, landscape).unit * least >= 6.0, "{size:?}");
        }
    }
}
