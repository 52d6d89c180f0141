//! Any bytes that are text go through the geoparser: it must not panic, every mention must lie on letters' bounds, in
//! order and apart from the others, and what is kept from the texts before must change nothing. The dates of the text
//! are read, too.

#![no_main]

use dateline::gazetteer::Gazetteer;
use dateline::geoparse::{Geoparser, Options};
use dateline::text::{Article, CodePoints, Span, dates};
use libfuzzer_sys::fuzz_target;
use std::sync::{Arc, OnceLock};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    static WORLD: OnceLock<Arc<Gazetteer>> = OnceLock::new();
    static KEEPING: OnceLock<Geoparser<'static>> = OnceLock::new();
    let gazetteer: &'static Gazetteer = WORLD.get_or_init(Gazetteer::world);
    let options = || Options { all_kinds: true, ..Options::default() };
    let keeping = KEEPING.get_or_init(|| Geoparser::new(gazetteer, options()));
    let article = Article::from_text("fuzz", text);
    let mentions = keeping.parse(&article);
    assert_eq!(mentions, Geoparser::new(gazetteer, options()).parse(&article));
    for pair in mentions.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    let mut points = CodePoints::new(text);
    for mention in &mentions {
        let surface = mention.span.of(text);
        assert!(!surface.is_empty());
        let (start, end) = (points.at(mention.span.start as usize), points.at(mention.span.end as usize));
        assert!(text.chars().skip(start).take(end - start).eq(surface.chars()));
    }
    let mut end = 0;
    for date in dates::expressions(text, None) {
        assert!(!date.span.of(text).is_empty() && date.span.start >= end);
        end = date.span.end;
    }
    // Spans given from outside may lie anywhere.
    let spans: Vec<Span> =
        data.chunks_exact(2).take(8).map(|c| Span::new(c[0].into(), usize::from(c[0]) + usize::from(c[1]))).collect();
    let _ = keeping.parse_spans(&article, &spans);
});
