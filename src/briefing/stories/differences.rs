//! What one article says that another does not, for highlighting.

use super::tokens::tokens;
use crate::text::{Article, Span};
use std::collections::BTreeSet;

/// Words in a row that must agree before they count as the same passage.
const SAME: usize = 3;

/// The stretches of `b` whose words do not stand in `a` in the same sequence, in text order. Passages that only moved
/// are not among them; a stretch never runs over a line's end. Furniture is left out.
pub fn differences(a: &Article, b: &Article) -> Vec<Span> {
    let (of_a, of_b) = (tokens(a), tokens(b));
    let same = SAME.min(of_a.len()).min(of_b.len()).max(1);
    let key = |w: &[super::tokens::Token]| w.iter().map(|t| t.hash).collect::<Vec<u64>>();
    let known: BTreeSet<Vec<u64>> = of_a.windows(same).map(key).collect();
    let mut kept = vec![false; of_b.len()];
    for (i, w) in of_b.windows(same).enumerate() {
        if known.contains(&key(w)) {
            kept[i..i + same].fill(true);
        }
    }
    let mut out: Vec<Span> = Vec::new();
    let mut open = false;
    for (t, kept) in of_b.iter().zip(kept) {
        if kept {
            open = false;
            continue;
        }
        match out.last_mut() {
            Some(last) if open && !Span { start: last.end, end: t.span.start }.of(&b.text).contains('\n') => {
                last.end = t.span.end;
            }
            _ => out.push(t.span),
        }
        open = true;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, new: &[&str]) {
        let b = Article::from_text("b", b);
        let found = differences(&Article::from_text("a", a), &b);
        assert_eq!(found.iter().map(|s| s.of(&b.text)).collect::<Vec<_>>(), new);
    }

    #[test]
    fn shows_what_is_new() {
        let a = "The bridge will stay open until eight, the mayor said. It was built in 1931.\nNobody objected.";
        check(a, a, &[]);
        check(a, "It was built in 1931. The bridge will stay open until eight, the mayor said.", &[]);
        check(a, "The bridge will stay open until nine, the mayor said. It was built in 1931.", &["nine"]);
        check(
            a,
            "The bridge will stay open until eight, the mayor said.\nA crowd cheered.\nFew slept.",
            &["A crowd cheered.", "Few slept."],
        );
        check("", "All of it is new.", &["All of it is new."]);
        check(a, "", &[]);
    }
}
