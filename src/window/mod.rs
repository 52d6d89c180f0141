//! The desktop window: the only room that knows eframe and walkers.
//!
//! Panels read a [`Look`] (view, state, palette) and write [`crate::briefing::Command`]s into an [`Out`]; they never
//! change what is shown themselves. [`Desk`] lays the panels out and hands the commands to the session, so it runs
//! without a display too; [`App`] adds what only a real window has: files dropped on it, dialogs, pictures of itself.

mod app;
mod article;
mod correct;
mod credits;
mod date_axis;
mod date_panel;
mod desk;
mod dialogs;
mod drop_hint;
mod excerpt_text;
mod export;
mod facts;
mod filter_row;
mod focus;
mod histogram;
mod keys;
mod kit;
mod lanes;
mod legend;
mod local;
mod map_chips;
mod map_picture;
mod map_room;
mod my_places;
mod new_place;
mod notices;
mod off_map;
mod place_card;
mod place_list;
mod progress;
mod reader;
mod reader_card;
mod reread;
mod sources_list;
mod stories_list;
mod story;
mod story_text;
mod style;
mod title_bar;
mod why;
mod worker;

pub use app::{App, Options, run};
pub use desk::Desk;
pub use facts::Facts;
pub use local::{Local, Look, Out, Tab, Unit, Wish};
pub use my_places::MyPlaces;
pub use style::install as install_style;
pub use worker::{Loader, Watch};
