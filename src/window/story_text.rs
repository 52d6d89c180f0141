//! An article's words held against another's: what both have recedes, what only this one has stands out, and what it
//! cut is struck through.

use super::local::Look;
use crate::briefing::stories::Comparison;
use crate::map::fonts;
use crate::text::Article;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Galley, Stroke, Ui};
use std::sync::Arc;

/// What a stretch of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Both have it, or it is no word of the story.
    Both,
    /// Only this one has it.
    Mine,
    /// Only this one has it, within a passage that both have.
    Changed,
    /// Only the other has it.
    Theirs,
}

/// The stretches of `mine` in order, words that only `theirs` has among them where they would stand.
fn stretches<'a>(theirs: &'a Article, mine: &'a Article, found: &Comparison) -> Vec<(Side, &'a str)> {
    let text = mine.text.trim_end();
    let mut own: Vec<_> = found.added.iter().chain(&found.changed).copied().collect();
    own.sort_by_key(|s| s.start);
    let mut cuts: Vec<u32> = own.iter().flat_map(|s| [s.start, s.end]).collect();
    cuts.extend(found.cut.iter().map(|c| c.0));
    cuts.push(text.len() as u32);
    cuts.sort_unstable();
    cuts.dedup();
    let (mut at, mut out) = (0, Vec::new());
    for cut in cuts {
        let within = |spans: &[crate::text::Span]| spans.iter().any(|s| s.start <= at && at < s.end);
        let side = match (within(&found.added), within(&found.changed)) {
            (true, _) => Side::Mine,
            (_, true) => Side::Changed,
            _ => Side::Both,
        };
        if let Some(words) = text.get(at as usize..cut as usize).filter(|w| !w.is_empty()) {
            out.push((side, words));
        }
        at = cut.max(at);
        out.extend(found.cut.iter().filter(|c| c.0 == cut).map(|c| (Side::Theirs, c.1.of(&theirs.text))));
    }
    out
}

/// Lays the words out in `width`. Where most is told anew, as in articles that are no copies, what is new has no ground
/// behind it: the passages that recede are what is looked for.
pub(super) fn layout(
    ui: &Ui,
    look: &Look<'_>,
    theirs: &Article,
    mine: &Article,
    found: &Comparison,
    copy: bool,
    width: f32,
) -> Arc<Galley> {
    let p = look.palette;
    let mut job = LayoutJob { break_on_newline: true, ..LayoutJob::default() };
    job.wrap.max_width = width;
    let plain = |ink: Color32| TextFormat {
        font_id: fonts::serif(15.0),
        color: ink,
        line_height: Some(22.0),
        ..TextFormat::default()
    };
    for (side, words) in stretches(theirs, mine, found) {
        let format = match side {
            Side::Both => plain(p.muted),
            Side::Mine if !copy => plain(p.text),
            Side::Mine | Side::Changed => TextFormat { background: p.notice, ..plain(p.text) },
            Side::Theirs => TextFormat { strikethrough: Stroke::new(1.0, p.event), ..plain(p.event) },
        };
        if side == Side::Theirs {
            job.append(words, 0.0, format);
            job.append(" ", 0.0, plain(p.muted));
        } else {
            job.append(words, 0.0, format);
        }
    }
    ui.painter().layout_job(job)
}

/// "12 words new, 3 cut, 2 sentences left out" in figures that say what they count.
pub(super) fn summary(theirs: &Article, mine: &Article, found: &Comparison) -> String {
    let words = |span: &crate::text::Span, of: &Article| span.of(&of.text).split_whitespace().count() as u32;
    let new: u32 = found.added.iter().chain(&found.changed).map(|s| words(s, mine)).sum();
    let cut: u32 = found.cut.iter().map(|c| words(&c.1, theirs)).sum::<u32>() + found.left_out;
    let shared: u32 = found.passages.iter().map(|p| p.words).sum();
    let count = |n, one: &str, many: &str| super::kit::plural(n, one, many);
    if new == 0 && cut == 0 {
        return format!("{} the same, none differs", count(shared, "word", "words"));
    }
    format!(
        "{} the same, {} new, {} cut",
        count(shared, "word", "words"),
        super::kit::grouped(new),
        super::kit::grouped(cut)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::stories::compare;

    #[test]
    fn stretches_are_the_whole_text_and_what_is_cut() {
        let a = Article::from_text("a", "The bridge stays open until eight, the mayor said on Monday. Few came.");
        let b = Article::from_text("b", "The bridge stays open until nine, the mayor said. A crowd cheered loudly.");
        let found = stretches(&a, &b, &compare(&a, &b));
        let own: String = found.iter().filter(|s| s.0 != Side::Theirs).map(|s| s.1).collect();
        assert_eq!(own, b.text);
        let of = |side| found.iter().filter(|s| s.0 == side).map(|s| s.1).collect::<Vec<_>>();
        assert_eq!(of(Side::Theirs), ["eight", "on Monday."]);
        assert_eq!(of(Side::Mine), ["A crowd cheered loudly."]);
        assert_eq!(of(Side::Changed), ["nine"]);
    }
}
