//! Dates in text and in machine-written fields.

mod calendar;
mod check;
mod events;
mod expressions;
mod grammar;
mod infer;
mod lean;
mod lexer;
mod lexicon;
mod meaning;
mod siblings;
mod stamp;

pub(crate) use check::each_told;
pub use check::{ahead, examine, outliers, reference, told};
pub use events::{EventDate, event_at, events};
pub use expressions::{DateExpression, expressions};
pub use infer::infer;
pub use stamp::{Stamp, stamp};
