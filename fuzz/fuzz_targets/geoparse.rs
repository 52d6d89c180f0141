//! Any bytes that are text go through the geoparser: it must not panic, and every mention must lie on letters' bounds,
//! in order and apart from the others.

#![no_main]

use dateline::gazetteer::Gazetteer;
use dateline::geoparse::{Geoparser, Options};
use dateline::text::{Article, Span};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let gazetteer = Gazetteer::world();
    let parser = Geoparser::new(&gazetteer, Options::default());
    let article = Article::from_text("fuzz", text);
    let mentions = parser.parse(&article);
    for pair in mentions.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start);
    }
    for mention in &mentions {
        assert!(!mention.span.of(text).is_empty());
    }
    // Spans given from outside may lie anywhere.
    let spans: Vec<Span> = data.chunks_exact(2).map(|c| Span::new(c[0].into(), usize::from(c[0]) + usize::from(c[1]))).collect();
    let _ = parser.parse_spans(&article, &spans);
});
