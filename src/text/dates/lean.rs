//! Whether the words round an expression speak of what was or of what will be.

use super::lexer::{Kind, Token};
use super::lexicon::Lex;
use super::meaning::Lean;

/// Words that point ahead, in lower case.
const AHEAD: [&str; 39] = [
    "airs",
    "arrives",
    "begin",
    "begins",
    "closes",
    "could",
    "due",
    "convenes",
    "departs",
    "ends",
    "expected",
    "expects",
    "expires",
    "going",
    "leaves",
    "may",
    "meets",
    "might",
    "must",
    "open",
    "opens",
    "resumes",
    "planned",
    "planning",
    "plans",
    "scheduled",
    "set",
    "shall",
    "should",
    "slated",
    "start",
    "starting",
    "starts",
    "takes",
    "tomorrow",
    "upcoming",
    "will",
    "would",
    "ll",
];

/// Irregular words that point back, in lower case.
const BACK: [&str; 57] = [
    "ago", "arose", "became", "began", "broke", "brought", "came", "did", "drove", "fell", "fled", "flew", "found",
    "fought", "froze", "gave", "got", "grew", "had", "held", "hit", "kept", "killed", "knew", "last", "led", "left",
    "lost", "made", "met", "paid", "ran", "rose", "said", "sang", "sank", "sat", "saw", "sent", "shot", "since",
    "sold", "spoke", "stole", "stood", "struck", "swore", "thought", "told", "took", "was", "went", "were", "withdrew",
    "won", "wore", "wrote",
];

/// Tokens looked at to the left and to the right.
const LEFT: usize = 9;
const RIGHT: usize = 7;

/// The nearest cue to the left of `tokens[from..to]` within its sentence, else to the right.
pub(super) fn lean(text: &str, tokens: &[Token], from: usize, to: usize) -> Lean {
    let ends = |i: usize| match tokens.get(i).map(|t| t.kind) {
        // "10 a.m. Monday", "Mr. X said Friday": no sentence ends there.
        Some(Kind::Mark('.')) => !i.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(short),
        Some(Kind::Mark(';' | '!' | '?')) => true,
        _ => false,
    };
    let mut weak = Lean::Unknown;
    let mut by = false;
    for i in (from.saturating_sub(LEFT)..from).rev() {
        let Some(t) = tokens.get(i) else { break };
        if ends(i) {
            break;
        }
        // "the polls were open": the verb before it says when.
        let adjective =
            word(text, t) == "open" && i > 0 && tokens.get(i - 1).is_some_and(|b| cue(text, b) == Lean::Past);
        // In "will be held" the last word says nothing of time.
        let passive = i > 0 && tokens.get(i - 1).is_some_and(|b| word(text, b) == "be");
        // "was to be buried": ahead of what was.
        if word(text, t) == "be" && i > 0 && tokens.get(i - 1).is_some_and(|b| word(text, b) == "to") {
            return Lean::Future;
        }
        match cue(text, t) {
            Lean::Past if passive => {}
            Lean::Future if adjective => {}
            Lean::Unknown => {}
            sure => return sure,
        }
        // "put off until Monday"
        let waits =
            |w: &str| ["postponed", "delayed", "off", "adjourned", "extended", "deferred", "moved"].contains(&w);
        if word(text, t) == "until" && i > 0 && tokens.get(i - 1).is_some_and(|b| waits(word(text, b))) {
            return Lean::Future;
        }
        by |= ["by", "until", "till"].iter().any(|w| word(text, t).eq_ignore_ascii_case(w));
        // "to meet on Thursday": weaker than any verb before it.
        let infinitive = word(text, t) == "to"
            && tokens.get(i + 1).is_some_and(|n| n.kind == Kind::Word && !n.capital && i + 1 < from);
        if infinitive && weak == Lean::Unknown {
            weak = Lean::Future;
        }
    }
    for (i, t) in tokens.iter().enumerate().skip(to).take(RIGHT) {
        if ends(i) {
            break;
        }
        match cue(text, t) {
            Lean::Unknown => {}
            sure if weak == Lean::Unknown => return sure,
            _ => break,
        }
    }
    // "by Friday", unless a verb says that it is over.
    if by && weak == Lean::Unknown { Lean::Future } else { weak }
}

/// A letter or a title, behind which a full stop ends no sentence.
fn short(t: &Token) -> bool {
    t.kind == Kind::Word && (t.end - t.start == 1 || matches!(t.lex, Lex::Title | Lex::DoubtfulMonth(_)))
}

fn word<'a>(text: &'a str, t: &Token) -> &'a str {
    text.get(t.start as usize..t.end as usize).unwrap_or("")
}

fn cue(text: &str, t: &Token) -> Lean {
    if t.kind != Kind::Word || t.end - t.start > 14 {
        return Lean::Unknown;
    }
    let lower = word(text, t).to_lowercase();
    let lower = lower.as_str();
    // A capital May is a month, and "set" is mostly ahead.
    if AHEAD.contains(&lower) && !(t.capital && lower == "may") {
        Lean::Future
    } else if BACK.contains(&lower) || (lower.len() > 3 && lower.ends_with("ed")) {
        Lean::Past
    } else {
        Lean::Unknown
    }
}
