//! egui shapes to PNG, on the CPU: no display, no GPU, the same bytes every time.
//!
//! [`headless`] runs an egui context without a window and keeps what it would show; [`Frame::image`] rasterises it;
//! [`png()`] encodes it. The window hands the very same shapes to the GPU.

mod file;
mod headless;
mod image;
mod pdf;
mod raster;
mod texture;

pub use file::{Format, SaveError, save};
pub use headless::{Frame, headless, page};
pub use image::{Image, png};
pub use pdf::{PdfError, pdf};
pub use raster::rasterise;
pub use texture::Textures;
