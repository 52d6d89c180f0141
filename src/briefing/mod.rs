//! Articles and resolutions become places, stories and days; a filter and a selection become a [`View`].
//!
//! [`Session::apply`] is the one place where state changes; it is pure, serialisable and undoable. No egui here.

mod again;
mod build;
mod command;
pub mod company;
mod corpus;
pub mod edit;
mod filter;
pub mod focus;
mod redate;
mod session;
pub mod stories;
mod timeline;
mod view;
pub mod words;

pub use again::Outcome;
pub use command::Command;
pub use corpus::{Corpus, Entry};
pub use edit::{Correction, Edit, NewPlace, Scope};
pub use filter::{Basis, Filter, Theme};
pub use redate::{DateEdit, redate};
pub use session::{Camera, Session, State};
pub use view::{ArticleRef, Count, Day, DayItem, Excerpt, MentionRef, PlaceEntry, PlaceKey, Role, Scene, Symbol, View};
