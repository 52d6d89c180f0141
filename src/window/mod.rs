//! The desktop window: the only room that knows eframe and walkers.
