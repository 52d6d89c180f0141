//! *Why here?* Every candidate of a mention with what speaks for and against it, the verdict, and what would have
//! changed it.

use super::kit::{Run, runs_galley, sheet, text};
use super::local::{Local, Look, Why};
use super::reader_card::sentence;
use crate::briefing::Corpus;
use crate::geoparse::{Candidate, Geoparser, Options, describe, passed_over, turning_point};
use crate::map::fonts;
use egui::{Align2, Color32, FontId, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// Width of the card.
const WIDTH: f32 = 520.0;
/// Candidates that are listed.
const LISTED: usize = 5;
/// Width of the column of weights.
const WEIGHTS: f32 = 58.0;

/// Reads the article again with the reasons of every candidate, as they are not kept. What the reader has corrected has
/// the reader's reason.
pub(super) fn begin(corpus: &Corpus, article: u32, mention: u32) -> Option<Why> {
    let entry = corpus.entries.get(article as usize)?;
    let at = entry.mentions.get(mention as usize)?;
    let options = Options { explain: true, focus: corpus.focus.clone(), ..Options::default() };
    let parser = Geoparser::new(&corpus.gazetteer, options);
    let place = |r: &Option<crate::geoparse::Resolution>| r.as_ref().map(|r| r.place);
    let again = parser.parse_among(&entry.article, &entry.company).into_iter().find(|m| m.span == at.span);
    let told = again.filter(|m| place(&m.resolution) == place(&at.resolution)).unwrap_or_else(|| at.clone());
    let surface = at.span.of(&entry.article.text).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Why {
        surface,
        kind: format!("{}: {}", at.kind.word(), at.why_kind),
        resolution: told.resolution,
        passed_over: told.passed_over,
    })
}

/// Shows the card.
pub(super) fn show(ui: &Ui, over: Rect, look: &Look<'_>, local: &mut Local) {
    let (p, Some(corpus), Some(why)) = (look.palette, look.corpus, local.why.as_ref()) else {
        local.sheet = None;
        return;
    };
    let gazetteer = &corpus.gazetteer;
    let closed = sheet(ui, p, over, &format!("Why “{}”?", why.surface), WIDTH, |ui| {
        line(ui, "", &sentence(&why.kind), "", (fonts::sans(13.0), p.muted));
        let Some(resolution) = &why.resolution else {
            let why = why.passed_over.map(|place| sentence(&passed_over(gazetteer, place)));
            let why = why.unwrap_or_else(|| "No layer knows a place of this name.".into());
            super::new_place::note(ui, look, &why);
            return;
        };
        // First, as the reasons may be long.
        ui.add_space(4.0);
        let verdict = gazetteer.feature(resolution.place).name;
        let sure = resolution.confidence * 100.0;
        let verdict = format!("Verdict: {verdict}, {sure:.0} % sure ({}).", resolution.band.word());
        let change = turning_point(gazetteer, resolution).map(|c| format!(" {}", sentence(&c))).unwrap_or_default();
        super::new_place::note(ui, look, &format!("{verdict}{change}"));
        for (rank, candidate) in resolution.candidates.iter().take(LISTED).enumerate() {
            ui.add_space(8.0);
            let feature = gazetteer.feature(candidate.place);
            let share = format!("{:.1} %", candidate.score * 100.0);
            line(ui, &format!("{}", rank + 1), feature.name, &share, (fonts::sans_bold(14.0), p.text));
            let chain = gazetteer.chain(candidate.place);
            let kind = describe(feature.class, feature.code);
            let told = chain.to_lowercase().starts_with(kind);
            let what = if told { chain } else { format!("{chain} · {kind}") };
            line(ui, "", &what, "", (fonts::sans(13.0), p.text));
            reasons(ui, look, candidate);
        }
        let more = resolution.candidates.len().saturating_sub(LISTED);
        if more > 0 {
            ui.add_space(6.0);
            line(ui, "", &format!("and {more} more"), "", (fonts::sans(13.0), p.muted));
        }
    });
    if closed {
        local.sheet = None;
        local.why = None;
    }
}

/// What speaks for and against a candidate, with its weight in log odds.
fn reasons(ui: &mut Ui, look: &Look<'_>, candidate: &Candidate) {
    let p = look.palette;
    for evidence in &candidate.evidence {
        let ink = if evidence.weight > 0.0 { p.text } else { p.muted };
        line(
            ui,
            &format!("{:+.2}", evidence.weight).replace('-', "\u{2212}"),
            &evidence.detail,
            "",
            (fonts::sans(13.0), ink),
        );
    }
}

/// A line: a short word in the left column, words, and a short word at the right end.
fn line(ui: &mut Ui, left: &str, words: &str, right: &str, (font, ink): (FontId, Color32)) {
    let width = ui.available_width();
    let room = width - WEIGHTS - if right.is_empty() { 8.0 } else { 72.0 };
    let galley = runs_galley(ui, &[Run::new(words, font.clone(), ink)], room, 3, Some(18.0));
    let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y + 2.0), Sense::hover());
    let told = [left, words, right].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
    let first = rect.top() + 9.0;
    text(ui, pos2(rect.left() + WEIGHTS - 12.0, first), Align2::RIGHT_CENTER, left, font.clone(), ink);
    text(ui, pos2(rect.right() - 8.0, first), Align2::RIGHT_CENTER, right, font, ink);
    ui.painter().galley(pos2(rect.left() + WEIGHTS, rect.top()), galley, ink);
}
