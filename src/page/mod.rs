//! The briefing page as egui shapes.
