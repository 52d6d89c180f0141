//! The row of chips that say what is shown, and the counts of it.

use super::kit::{Face, Icon, Run, Tone, button, check_row, chip, plural, popover, runs, runs_galley};
use super::local::{Local, Look, Out, Sheet};
use crate::briefing::{Command, View};
use crate::geo::Viewport;
use crate::geoparse::{Band, Kind};
use crate::map::fonts;
use egui::{Align2, Rect, Ui, Vec2, pos2, vec2};

/// Height of the filter row.
pub(super) const HEIGHT: f32 = 40.0;

/// Shows the row in `rect`.
pub(super) fn show(ui: &mut Ui, rect: Rect, look: &Look<'_>, local: &mut Local, out: &mut Out) {
    let p = look.palette;
    ui.painter().rect_filled(rect, 0.0, p.panel);
    super::kit::hline(ui, rect, rect.bottom() - 0.5, p);
    let y = rect.center().y;
    let counts = counts(ui, rect, look, local);
    let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(rect.with_max_x(counts - 12.0)).id_salt("filters"));
    ui.shrink_clip_rect(rect.with_max_x(counts - 4.0));
    let mut x = rect.left() + 16.0;
    x = runs(ui, pos2(x, y), Align2::LEFT_CENTER, 60.0, &[Run::new("Show", fonts::sans(13.0), p.muted)]).right() + 12.0;
    let at = |x: f32| pos2(x, y - 13.0);
    let filter = &look.state.filter;

    let words = if filter.sources.is_empty() {
        format!("all {}", look.view.sources.len())
    } else {
        format!("{} of {}", filter.sources.len(), look.view.sources.len())
    };
    let r = labelled(ui, look, at(x), "outlets", "Outlets", &words);
    x = r.rect.right() + 8.0;
    popover(&r, p, "Outlets", 280.0, |ui| outlets(ui, look, out));

    let words = kinds_words(look);
    let r = labelled(ui, look, at(x), "kinds", "Kinds", &words);
    x = r.rect.right() + 8.0;
    popover(&r, p, "Kinds", 240.0, |ui| {
        for kind in Kind::PLACED {
            let on = filter.kinds.is_empty() || filter.kinds.contains(&kind);
            if check_row(ui, p, on, kind_name(kind), "") {
                out.tell(Command::ToggleKind(kind));
            }
        }
    });

    let words = bands_words(look);
    let r = labelled(ui, look, at(x), "certainty", "Certainty", &words);
    x = r.rect.right() + 8.0;
    popover(&r, p, "Certainty", 260.0, |ui| {
        for (band, hint) in [(Band::High, "right 95 in 100"), (Band::Check, "right 70 in 100"), (Band::Guess, "less")] {
            let on = filter.bands.is_empty() || filter.bands.contains(&band);
            if check_row(ui, p, on, band_name(band), hint) {
                out.tell(Command::ToggleBand(band));
            }
        }
    });

    if filter.from.is_some() || filter.to.is_some() {
        let words = dates_words(look.view, filter.from, filter.to);
        let runs = [Run::new("Dates  ", fonts::sans_bold(13.0), p.text), Run::new(&words, fonts::sans(13.0), p.text)];
        let r = chip(ui, p, at(x), 26.0, "dates", "Drop the dates", (None, &runs, Some(Icon::Close)), false);
        x = r.rect.right() + 8.0;
        if r.on_hover_text("Show all dates").clicked() {
            out.tell(Command::SetDates { from: None, to: None });
        }
    }
    if filter.bounds.is_some() {
        let runs = [Run::new("Only this part of the map", fonts::sans_bold(13.0), p.text)];
        let r = chip(ui, p, at(x), 26.0, "bounds", "Show everywhere", (None, &runs, Some(Icon::Close)), false);
        x = r.rect.right() + 8.0;
        if r.clicked() {
            out.tell(Command::SetBounds(None));
        }
    }
    let runs = [Run::new("+ Filter", fonts::sans(13.0), p.text)];
    let r = chip(ui, p, at(x), 26.0, "more", "More filters", (None, &runs, None), true);
    popover(&r, p, "More filters", 250.0, |ui| more(ui, look, local, out));
    // It hides nothing, so it stands apart from the filters.
    super::focus::show(ui, at(r.rect.right() + 20.0), look, local, out);
}

fn labelled(ui: &Ui, look: &Look<'_>, at: egui::Pos2, id: &str, label: &str, words: &str) -> egui::Response {
    let p = look.palette;
    let upper = format!("{label}  ");
    let runs = [Run::new(&upper, fonts::sans_bold(13.0), p.text), Run::new(words, fonts::sans(13.0), p.text)];
    chip(ui, p, at, 26.0, id, &format!("{label}: {words}"), (None, &runs, Some(Icon::Down)), false)
}

fn outlets(ui: &mut Ui, look: &Look<'_>, out: &mut Out) {
    let filter = &look.state.filter;
    egui::ScrollArea::vertical().max_height(336.0).show(ui, |ui| {
        for (source, n) in &look.view.sources {
            let on = filter.sources.is_empty() || filter.sources.contains(source);
            if check_row(ui, look.palette, on, source, &plural(*n, "article", "articles")) {
                out.tell(Command::ToggleSource(source.clone()));
            }
        }
    });
}

fn more(ui: &mut Ui, look: &Look<'_>, local: &Local, out: &mut Out) {
    let p = look.palette;
    let on = look.state.filter.bounds.is_some();
    if check_row(ui, p, on, "Only what the map shows now", "") {
        let bounds = if on { None } else { visible(look, local) };
        out.tell(Command::SetBounds(bounds));
    }
    ui.add_space(6.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), egui::Sense::hover());
    let face = Face { words: "Clear all filters", tone: Tone::Plain, ..Face::default() };
    if button(ui, p, rect, "clear-filters", "Clear all filters", &face).clicked() {
        out.tell(Command::ClearFilters);
    }
}

/// What the map shows, as a box of latitudes and longitudes.
fn visible(look: &Look<'_>, local: &Local) -> Option<crate::geo::Bounds> {
    let rect = local.map.rect?;
    let camera = look.state.camera.or(local.map.agreed)?;
    let viewport = Viewport::new(rect, camera.centre, camera.zoom).clamped();
    let (nw, se) = (viewport.unproject(rect.left_top()), viewport.unproject(rect.right_bottom()));
    let (left, _, right, _) = viewport.window();
    if right - left >= 1.0 {
        return crate::geo::Bounds::new(-180.0, se.lat(), 180.0, nw.lat());
    }
    crate::geo::Bounds::new(nw.lon(), se.lat(), se.lon(), nw.lat())
}

/// "12 of 14 articles · 6 stories · 4 outlets · 15 places and areas"; returns where it begins.
fn counts(ui: &Ui, rect: Rect, look: &Look<'_>, local: &mut Local) -> f32 {
    let p = look.palette;
    let (shown, total) = (look.view.shown, look.view.total);
    let (bold, plain) = (fonts::sans_bold(13.0), fonts::sans(13.0));
    let n = [shown.articles, shown.stories, shown.sources].map(super::kit::grouped);
    let of = if shown.articles == total.articles {
        String::new()
    } else {
        format!(" of {}", super::kit::grouped(total.articles))
    };
    let placed = super::kit::grouped(look.facts.placed as u32);
    let words = |count: u32, one: &str, many: &str| format!(" {} · ", if count == 1 { one } else { many });
    let texts = [
        format!("{of}{}", words(if of.is_empty() { shown.articles } else { 2 }, "article", "articles")),
        words(shown.stories, "story", "stories"),
        words(shown.sources, "outlet", "outlets"),
        if look.facts.placed == 1 { " place or area".to_owned() } else { " places and areas".to_owned() },
    ];
    let all = [
        Run::new(&n[0], bold.clone(), p.text),
        Run::new(&texts[0], plain.clone(), p.text),
        Run::new(&n[1], bold.clone(), p.text),
        Run::new(&texts[1], plain.clone(), p.text),
        Run::new(&n[2], bold.clone(), p.text),
        Run::new(&texts[2], plain.clone(), p.text),
        Run::new(&placed, bold, p.text),
        Run::new(&texts[3], plain, p.text),
    ];
    let mut right = rect.right() - 16.0;
    if !look.notices.is_empty() {
        let words = plural(look.notices.len() as u32, "notice", "notices");
        let run = [Run::new(&words, fonts::sans_bold(13.0), p.text)];
        let wide = runs_galley(ui, &run, f32::INFINITY, 1, None).size().x + 46.0;
        let at = pos2(right - wide, rect.center().y - 13.0);
        let r = chip(ui, p, at, 26.0, "notices", &words, (Some(Icon::Notice), &run, None), true);
        if r.on_hover_text("What was skipped or guessed while reading").clicked() {
            local.sheet = if local.sheet == Some(Sheet::Notices) { None } else { Some(Sheet::Notices) };
        }
        right = at.x - 16.0;
    }
    // A narrow row keeps the first count alone.
    let some = if rect.width() >= 1180.0 { &all[..] } else { &all[..1] };
    let galley = runs_galley(ui, some, f32::INFINITY, 1, None);
    if rect.width() < 1180.0 {
        let words = plural(shown.articles, "article", "articles");
        return runs(
            ui,
            pos2(right, rect.center().y),
            Align2::RIGHT_CENTER,
            200.0,
            &[Run::new(&words, fonts::sans(13.0), p.text)],
        )
        .left();
    }
    let at = pos2(right, rect.center().y) - Vec2::new(galley.size().x, galley.size().y / 2.0);
    ui.painter().galley(at, galley, p.text);
    at.x
}

fn dates_words(view: &View, from: Option<jiff::civil::Date>, to: Option<jiff::civil::Date>) -> String {
    let word = |d: Option<jiff::civil::Date>, open: Option<jiff::civil::Date>| {
        d.or(open).map_or_else(|| "open".to_owned(), |d| d.to_string())
    };
    format!("{} to {}", word(from, view.axis.map(|a| a.0)), word(to, view.axis.map(|a| a.1)))
}

/// The word of a kind for readers.
pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Place => "Place",
        Kind::Dateline => "Reported from",
        Kind::Demonym => "People and languages",
        Kind::Government => "Government speaking",
        Kind::Organisation => "Organisation",
        Kind::Person => "Person",
        Kind::Other => "Other",
    }
}

/// The word of a certainty for readers.
pub(super) fn band_name(band: Band) -> &'static str {
    match band {
        Band::High => "High",
        Band::Check => "Check",
        Band::Guess => "Guess",
    }
}

fn kinds_words(look: &Look<'_>) -> String {
    let kinds = &look.state.filter.kinds;
    match kinds.len() {
        0 => format!("all {}", Kind::PLACED.len()),
        1 => kinds.iter().next().map_or_else(String::new, |&k| kind_name(k).to_owned()),
        n => format!("{n} of {}", Kind::PLACED.len()),
    }
}

fn bands_words(look: &Look<'_>) -> String {
    let bands = &look.state.filter.bands;
    [Band::High, Band::Check, Band::Guess]
        .into_iter()
        .filter(|b| bands.is_empty() || bands.contains(b))
        .map(band_name)
        .collect::<Vec<_>>()
        .join(", ")
}
