//! The outlets, each with its number of articles, to show or hide.

use super::kit::check_row;
use super::local::{Look, Out};
use super::place_list::ROW;
use crate::briefing::Command;
use egui::{ScrollArea, Ui};

/// Shows the outlets.
pub(super) fn show(ui: &mut Ui, look: &Look<'_>, out: &mut Out) {
    let sources = &look.view.sources;
    let shown = &look.state.filter.sources;
    ui.add_space(6.0);
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, sources.len(), |ui, rows| {
        for (source, articles) in sources.iter().skip(rows.start).take(rows.len()) {
            let on = shown.is_empty() || shown.contains(source);
            if check_row(ui, look.palette, on, source, &super::kit::plural(*articles, "article", "articles")) {
                out.tell(Command::ToggleSource(source.clone()));
            }
        }
    });
}
