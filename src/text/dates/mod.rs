//! Dates in text and in machine-written fields.

mod calendar;
mod expressions;
mod grammar;
mod lean;
mod lexer;
mod lexicon;
mod meaning;
mod stamp;

pub use expressions::{DateExpression, expressions};
pub use stamp::{Stamp, stamp};
