//! Articles and the plain facts of their text: spans, parts, tokens, sentences, normal forms, dates.
//!
//! Nothing here knows a gazetteer or does I/O.

mod article;
pub(crate) mod ascii;
pub mod dateline;
pub mod dates;
pub mod excerpt;
pub mod language;
pub mod normalise;
pub mod sentences;
mod span;
pub mod tokens;
pub mod windows;
pub mod xml;

pub use article::{Article, DateOrigin, DateSpan, Part, PartKind, Precision};
pub use span::{CodePoints, Span};
