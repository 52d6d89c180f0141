//! The coast, borders, rivers and labels, compiled, in three levels of detail.
