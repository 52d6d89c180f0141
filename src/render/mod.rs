//! egui shapes to PNG, on the CPU, deterministic.
