//! Dates in text and in machine-written fields.

mod calendar;
mod expressions;
mod grammar;
mod infer;
mod lean;
mod lexer;
mod lexicon;
mod meaning;
mod siblings;
mod stamp;

pub use expressions::{DateExpression, expressions};
pub use infer::infer;
pub use stamp::{Stamp, stamp};
