//! Same input, same bytes; and the files say what they should and no more.

use super::{sample, trial};
use crate::support::Scratch;
use dateline::basemap::Basemap;
use dateline::briefing::Theme;
use dateline::page::{Content, PageSize, Sheet};
use dateline::render::{self, png};
use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    vec![
        trial("picture of a page is the same twice and on any number of threads", || {
            let sheet = Sheet::new(PageSize::Slide, false);
            let frame = || {
                let content = Content::of(&sample(), &sheet);
                render::page(&content, &sheet, Theme::Dark, 1.0, Basemap::world()).0
            };
            let (first, second) = (frame(), frame());
            let one = first.image_with(1);
            assert_eq!((one.width, one.height), (1920, 1080));
            assert!(one == first.image_with(5), "threads change pixels");
            let bytes = png(&one, 96.0).unwrap();
            assert!(bytes == png(&second.image_with(2), 96.0).unwrap(), "a second run differs");
            assert!(has(&bytes, b"pHYs"));
            for time in [&b"tIME"[..], b"tEXt", b"iTXt", b"zTXt"] {
                assert!(!has(&bytes, time), "the picture tells more than its pixels");
            }
        }),
        trial("paper has its size in pixels and dots per inch", || {
            let sheet = Sheet::new(PageSize::A4, false);
            let content = Content::of(&sample(), &sheet);
            let image = render::page(&content, &sheet, Theme::Print, 1.0, Basemap::world()).0.image();
            assert_eq!((image.width, image.height), (1240, 1754));
        }),
        trial("pdf is the same twice, holds its fonts and no time", || {
            let folder = Scratch::new("pdf");
            let sheet = Sheet::new(PageSize::A4, false);
            let write = |name: &str| {
                let path = folder.path().join(name);
                let content = Content::of(&sample(), &sheet);
                render::save(&path, &content, &sheet, Theme::Print, 1.0, Basemap::world()).unwrap();
                std::fs::read(path).unwrap()
            };
            let (first, second) = (write("a.pdf"), write("b.pdf"));
            assert!(first.starts_with(b"%PDF-"));
            assert!(first == second, "a second run differs");
            assert!(has(&first, b"/FontFile2") || has(&first, b"/FontFile3"), "fonts are not embedded");
            assert!(has(&first, b"/ToUnicode"), "text cannot be selected");
            assert!(!has(&first, b"/CreationDate"), "a time is stored");
            let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
            assert_eq!(left.len(), 2, "something was left beside the files");
        }),
    ]
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|w| w == what)
}
