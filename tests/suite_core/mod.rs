//! Tests of everything but the window.

mod article_dates;
mod command_line;
mod date_cases;
mod date_properties;
mod geoparse_cases;
mod invented;
mod layers;
mod openings;
mod properties;
mod sample;
mod stories;
mod time;
mod timex;

use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    let parts = [
        layers::tests(),
        properties::tests(),
        sample::tests(),
        geoparse_cases::tests(),
        invented::tests(),
        openings::tests(),
        date_cases::tests(),
        date_properties::tests(),
        command_line::tests(),
        stories::tests(),
        article_dates::tests(),
        time::tests(),
        timex::tests(),
    ];
    parts.into_iter().flatten().collect()
}
