//! Quotations in the key: verbatim, the place's name in bold, cut at words with "…" to the rows there is room for.

use super::content::Quote;
use super::pen::{Block, Pen, Run};

/// Size and line height of a quotation, in design units.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) line: f32,
}

/// Sets a quotation in at most `rows` rows, `width` points wide. The first mention of the place is always in it.
pub(super) fn set(pen: &Pen, quote: &Quote, style: Style, width: f32, rows: usize) -> Block {
    let words = words(&quote.text);
    let block = |from: usize, to: usize| pen.set(&runs(pen, quote, &words, from, to, style), style.line, width, rows);
    let fits = |from: usize, to: usize| !block(from, to).cut;
    let all = words.len();
    if all == 0 || fits(0, all) {
        return block(0, all);
    }
    let named = quote.marks.first().map_or(0..1, |m| {
        let first = words.partition_point(|w| w.end <= m.start);
        let last = words.partition_point(|w| w.start < m.end);
        first..last.max(first + 1)
    });
    // From the beginning, when the name and a word behind it are still reached.
    let to = Pen::most(all, |n| fits(0, n));
    if to > named.end.min(all - 1) {
        return block(0, to);
    }
    // Else with a few words after the name and as many before it as there is room for.
    let after = (named.end + 5).min(all);
    let before = Pen::most(named.start, |n| fits(named.start - n, after));
    let from = named.start - before;
    let more = Pen::most(all - after, |n| fits(from, after + n));
    block(from, after + more)
}

fn words(text: &str) -> Vec<std::ops::Range<usize>> {
    let start = |w: &str| w.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|w| start(w)..start(w) + w.len()).collect()
}

fn runs(pen: &Pen, quote: &Quote, words: &[std::ops::Range<usize>], from: usize, to: usize, style: Style) -> Vec<Run> {
    let (Some(first), Some(last)) = (words.get(from), words.get(to.saturating_sub(1))) else { return Vec::new() };
    let mut end = last.end;
    let cut_short = to < words.len();
    if cut_short {
        // A comma before the sign of the cut says nothing.
        let kept = quote.text.get(first.start..end).unwrap_or("").trim_end_matches([',', ';', ':', '—', '–', '-', ' ']);
        end = first.start + kept.len();
    }
    let mut out = vec![pen.serif(style.size, if from > 0 { "“… " } else { "“" })];
    let mut at = first.start;
    for mark in &quote.marks {
        let (a, b) = (mark.start.clamp(at, end), mark.end.clamp(at, end));
        if a < b {
            out.push(pen.serif(style.size, quote.text.get(at..a).unwrap_or("")));
            out.push(pen.serif_bold(style.size, quote.text.get(a..b).unwrap_or("")));
            at = b;
        }
    }
    out.push(pen.serif(style.size, quote.text.get(at..end).unwrap_or("")));
    out.push(pen.serif(style.size, if cut_short { " …”" } else { "”" }));
    out
}
