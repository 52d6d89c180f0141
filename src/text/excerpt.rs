//! The sentence or two shown for a mention.

use super::{Article, Span};

/// The words round `span`, at most `max_chars` code points, within one paragraph.
pub fn excerpt(article: &Article, span: Span, max_chars: usize) -> Span {
    let text = article.text.as_str();
    let (head, tail) = (text.get(..span.start as usize).unwrap_or(""), text.get(span.end as usize..).unwrap_or(""));
    let stop = |s: &str| s.ends_with(['.', '!', '?', '”', '"']);
    let line = head.rfind('\n').map_or(0, |i| i + 1);
    let mut start = line;
    for (i, _) in head[line..].match_indices(' ') {
        if stop(&head[line..line + i]) {
            start = line + i + 1;
        }
    }
    let mut end = tail.find('\n').unwrap_or(tail.len());
    if let Some((i, _)) = tail[..end].match_indices(' ').find(|&(i, _)| stop(&tail[..i])) {
        end = i;
    }
    let end = span.end as usize + end;
    if text[start..end].chars().count() > max_chars {
        let keep =
            text[span.end as usize..end].char_indices().nth(max_chars / 2).map_or(end, |(i, _)| span.end as usize + i);
        return Span::new(start.max(line), keep);
    }
    Span::new(start, end)
}
