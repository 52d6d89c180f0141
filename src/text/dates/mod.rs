//! Dates in text and in machine-written fields.

mod expressions;
mod stamp;

pub use expressions::{DateExpression, expressions};
pub use stamp::{Stamp, stamp};
