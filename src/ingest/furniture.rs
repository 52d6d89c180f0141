//! Lines that are not the story's words, by their look: page furniture, captions, bylines.

/// Whole lines that belong to the page, in lower case without end punctuation.
const LINES: [&str; 44] = [
    "advertisement",
    "advertising",
    "back to top",
    "bookmark",
    "comment",
    "comments",
    "continue reading",
    "copy link",
    "download app",
    "download the app",
    "email",
    "email this article",
    "facebook",
    "follow us",
    "get the app",
    "leave a comment",
    "leave a reply",
    "leave a reply cancel reply",
    "like this",
    "linkedin",
    "listen to this article",
    "load more",
    "more",
    "most read",
    "newsletter",
    "print",
    "print this article",
    "read also",
    "read more",
    "recommended",
    "related",
    "related articles",
    "related news",
    "related stories",
    "save",
    "share",
    "share on facebook",
    "share this",
    "share this article",
    "sign in",
    "skip to content",
    "subscribe",
    "subscribe now",
    "twitter",
];

/// How furniture lines of varying content begin, in lower case.
const STARTS: [&str; 14] = [
    "sign up for",
    "subscribe to our",
    "click here",
    "follow us on",
    "read more:",
    "read also:",
    "also read:",
    "filed under",
    "tags:",
    "posted in",
    "share this:",
    "related:",
    "this story has been shared",
    "advertisement:",
];

/// Headings that stand over a summary.
const SUMMARY: [&str; 6] = ["key points", "key takeaways", "highlights", "in brief", "at a glance", "summary"];

/// Whether the line is furniture.
pub(super) fn is_furniture(line: &str) -> bool {
    if line.len() > 120 {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty() || LINES.binary_search(&bare).is_ok() || STARTS.iter().any(|s| lower.starts_with(s))
}

/// Whether a line begins with words given in lower case.
pub(super) fn begins(line: &str, words: &str) -> bool {
    line.get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words))
}

/// Longest line that may be a heading of a summary or a reading time, in bytes: a paragraph need not be looked at.
const SHORT: usize = 100;

/// Whether the line is the heading of a summary.
pub(super) fn is_summary_heading(line: &str) -> bool {
    if line.len() > SHORT {
        return false;
    }
    let lower = line.to_lowercase();
    SUMMARY.contains(&lower.trim_end_matches(':').trim())
}

/// "·2 min read", "5 minute read".
pub(super) fn is_reading_time(line: &str) -> bool {
    if line.len() > SHORT {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let mut words = bare.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty());
    words.next().is_some_and(|n| n.parse::<u16>().is_ok())
        && words.next().is_some_and(|w| matches!(w, "min" | "mins" | "minute" | "minutes"))
        && words.next().is_some_and(|w| w == "read")
        && words.next().is_none()
}

/// How captions begin, in lower case.
const CAPTION_STARTS: [&str; 11] = [
    "file - ",
    "file – ",
    "file — ",
    "file photo",
    "file image",
    "photo:",
    "image:",
    "caption:",
    "photograph:",
    "in this file photo",
    "image source",
];

/// What stands in the credit at a caption's end, in lower case.
const CREDITS: [&str; 12] = [
    "ap photo",
    "/ap)",
    "via ap",
    "getty images",
    "/afp",
    "afp photo",
    "reuters/",
    "photo by",
    "photograph:",
    "(photo:",
    "via reuters",
    "/reuters",
];

/// Whether the line is a picture's caption.
pub(super) fn is_caption(line: &str) -> bool {
    if line.len() < 1200 && CAPTION_STARTS.iter().any(|s| begins(line, s)) {
        return true;
    }
    // A sentence may mention an agency; a credit is not followed by a full stop.
    if line.len() >= 700 || line.ends_with(['.', '”', '"']) {
        return false;
    }
    let mut from = line.len().saturating_sub(110);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    let tail = line.get(from..).unwrap_or("").to_lowercase();
    CREDITS.iter().any(|credit| tail.contains(credit))
}

/// Whether every word begins like a name's.
pub(super) fn is_name(words: &str, most: usize) -> bool {
    let mut count = 0;
    let all = words.split_whitespace().all(|word| {
        count += 1;
        let first = word.chars().next().unwrap_or(' ');
        first.is_uppercase()
            || matches!(
                word,
                "and" | "of" | "the" | "de" | "van" | "von" | "bin" | "al" | "el" | "for" | "in" | "&" | "y"
            )
            || (first.is_alphabetic() && !first.is_lowercase())
    });
    all && (1..=most).contains(&count) && !words.ends_with(['.', '?', '!', ':', ';'])
        || (all
            && count <= most
            && words.ends_with('.')
            && words.split_whitespace().last().is_some_and(|w| w.len() <= 4))
}

/// Whether the line is two to four words in capitals, as a byline is set.
pub(super) fn is_name_in_capitals(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && line.chars().any(char::is_uppercase)
        && words.iter().all(|w| w.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '’' | '\'')))
}

/// "VLADIMIR ISACHENKOV" as "Vladimir Isachenkov".
pub(super) fn from_capitals(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut first = true;
    for c in name.chars() {
        if first {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        first = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_lookup() {
        assert!(LINES.is_sorted());
    }

    #[test]
    fn lines_are_told_by_their_look() {
        assert!(is_furniture("Bookmark") && is_furniture("Leave a Reply") && is_furniture("***"));
        assert!(!is_furniture("Shares fell in Tokyo"));
        assert!(is_reading_time("·2 min read") && !is_reading_time("2 minutes later"));
        assert!(is_caption("FILE - A boat on the lake, seen from the shore. (AP Photo/Somebody)"));
        assert!(is_caption("A boat on the lake. SOMEBODY/POOL/AFP via Getty Images"));
        assert!(!is_caption("The boat sank, the Reuters/Ipsos poll of fishermen found."));
        assert!(is_name_in_capitals("ADA LOVELACE") && !is_name_in_capitals("UN"));
        assert_eq!(from_capitals("ADA O’HARA-KING"), "Ada O’Hara-King");
    }
}
