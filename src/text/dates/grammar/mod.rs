//! Which tokens make a date expression. Looks ahead a bounded number of tokens and never back over an expression.

mod absolute;
mod at;
mod named;
mod relative;

use super::lexer::{Kind, Token};
use super::lexicon::Lex;
use super::meaning::Meaning;
use absolute::{calendar_date, digits, weekday, year};
pub(super) use at::At;
use named::{holiday, part_of_year};
use relative::relative;

/// A match: how many tokens from where, and what they mean.
pub(super) struct Match {
    pub(super) first: usize,
    pub(super) len: usize,
    pub(super) meaning: Meaning,
}

/// The longest expression that begins at a token. `english` turns on what only English says.
pub(super) fn longest(at: At<'_>, english: bool) -> Option<Match> {
    let t = at.get(0)?;
    if !may_begin(at, t) {
        return None;
    }
    // English capitalises months and weekdays; "march", "may" and "sat" are other words.
    if english
        && !t.capital
        && matches!(t.lex, Lex::Month(_) | Lex::DoubtfulMonth(_) | Lex::Weekday(_) | Lex::ShortWeekday(_))
    {
        return None;
    }
    if english && names(at) {
        return None;
    }
    let plain = [digits(at), calendar_date(at, english), weekday(at, english), year(at), relative(at, english)];
    let english_only = if english { [part_of_year(at), holiday(at)] } else { [None, None] };
    let found = plain.into_iter().chain(english_only);
    let (len, meaning) = found.flatten().max_by_key(|m| m.0)?;
    let (first, len) = widen(at, len, meaning);
    Some(Match { first, len, meaning })
}

/// Whether an expression may begin with a token: a quick look, so that "the", "in" and most marks cost no more.
fn may_begin(at: At<'_>, t: &Token) -> bool {
    match t.kind {
        // '98
        Kind::Mark('\'' | '’') => at.get(1).is_some_and(|n| n.kind == Kind::Number),
        Kind::Mark(_) => false,
        Kind::Number | Kind::Ordinal | Kind::Plural => true,
        Kind::Word => match t.lex {
            Lex::None | Lex::Of | Lex::And | Lex::To | Lex::Cue | Lex::Units(_) | Lex::Ago | Lex::Beside(_) => false,
            Lex::Stage | Lex::StageNoun | Lex::DayPart | Lex::Approximately | Lex::Than | Lex::Clock => false,
            Lex::Half | Lex::Current(_) | Lex::S | Lex::Now | Lex::Eve | Lex::Period | Lex::Title => false,
            Lex::Street | Lex::Called | Lex::Byname | Lex::Money | Lex::Past | Lex::Its | Lex::Ended => false,
            // "a year ago".
            Lex::A => matches!(at.lex(1), Lex::Unit(_) | Lex::Units(_)),
            Lex::The => at.get(1).is_some_and(|n| n.lex != Lex::None || n.kind != Kind::Word),
            _ => true,
        },
    }
}

/// Whether a month or weekday is part of a name: "Mr. August", "Friday Harbor", "the Sunday Times", "Black Monday".
fn names(at: At<'_>) -> bool {
    let day = matches!(at.lex(0), Lex::Weekday(_));
    if !day && !matches!(at.lex(0), Lex::Month(_) | Lex::DoubtfulMonth(_)) {
        return false;
    }
    let stop = at.before(1).is_some_and(|t| t.kind == Kind::Mark('.') && !t.spaced);
    if at.lex_before(if stop { 2 } else { 1 }) == Lex::Title {
        return true;
    }
    let capital = |k: usize| at.get(k).is_some_and(|t| t.capital);
    let night = usize::from(at.lex(1) == Lex::DayPart && capital(1));
    let byname = at.lex_before(1) == Lex::Byname && at.before(1).is_some_and(|t| t.capital);
    day && (byname || (at.lex(1 + night) == Lex::Called && capital(1 + night)))
}

/// Takes in what belongs to the expression on both sides: "early", "mid-", "the end of", "about", "morning".
fn widen(at: At<'_>, len: usize, meaning: Meaning) -> (usize, usize) {
    let mut len = len;
    let day = matches!(meaning, Meaning::Weekday { .. } | Meaning::RelativeDay(_) | Meaning::WeekdayOf { .. });
    if day && at.lex(len) == Lex::DayPart {
        len += 1;
    }
    let mut first = at.i;
    let lex = |i: usize| at.tokens.get(i).map_or(Lex::None, |t| t.lex);
    let back = |first: usize, k: usize| first.checked_sub(k).map_or(Lex::None, lex);
    let long_ago = matches!(meaning, Meaning::Decade(_) | Meaning::Century(_));
    if long_ago && first >= 1 && at.tokens.get(first - 1).is_some_and(|t| matches!(t.kind, Kind::Mark('\'' | '’'))) {
        first -= 1;
    }
    let dash = |i: usize| at.tokens.get(i).is_some_and(|t| matches!(t.kind, Kind::Mark('-')) && !t.spaced);
    if first >= 2 && dash(first - 1) && back(first, 2) == Lex::Stage {
        first -= 2;
    } else if matches!(back(first, 1), Lex::Stage | Lex::Earlier(_)) && !matches!(meaning, Meaning::Day { .. }) {
        let earlier = matches!(back(first, 1), Lex::Earlier(_));
        // "before last week" is not "earlier last week".
        let long = at.tokens.get(first - 1).is_some_and(|t| (t.end - t.start) != 6 || !earlier);
        let unit = matches!(meaning, Meaning::Unit { .. } | Meaning::RelativeDay(_) | Meaning::Weekday { .. });
        let word = at.tokens.get(first - 1).map_or(0, |t| t.end - t.start);
        if long && (!earlier || (unit && (word == 7 || word == 5))) {
            first -= 1;
        }
    } else if back(first, 1) == Lex::Of && back(first, 2) == Lex::StageNoun && back(first, 3) == Lex::The {
        first -= 3;
    } else if matches!(meaning, Meaning::Unit { n, .. } if n < -1 || lex(at.i) == Lex::A)
        && back(first, 1) == Lex::Approximately
    {
        first -= 1;
    } else if back(first, 1) == Lex::Than
        && back(first, 2) == Lex::Approximately
        && matches!(meaning, Meaning::Unit { .. })
    {
        first -= 2;
    }
    if long_ago && first >= 1 && lex(first - 1) == Lex::The {
        first -= 1;
    }
    (first, len + at.i - first)
}
