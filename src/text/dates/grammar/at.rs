//! The tokens of a line with a place in them, and what single tokens may be: a day, a month, a year.

use super::super::lexer::{Kind, Token};
use super::super::lexicon::{Lex, Unit};
use super::super::meaning::{Meaning, YearOf};

/// How many tokens an expression takes, and what they mean.
pub(super) type Found = Option<(usize, Meaning)>;

/// The tokens of a line with a place in them.
#[derive(Clone, Copy)]
pub(in super::super) struct At<'a> {
    pub(in super::super) tokens: &'a [Token],
    pub(in super::super) i: usize,
}

impl At<'_> {
    pub(super) fn get(&self, k: usize) -> Option<&Token> {
        self.tokens.get(self.i + k)
    }

    pub(super) fn lex(&self, k: usize) -> Lex {
        self.get(k).map_or(Lex::None, |t| t.lex)
    }

    pub(super) fn mark(&self, k: usize, c: char) -> bool {
        self.get(k).is_some_and(|t| t.kind == Kind::Mark(c))
    }

    pub(super) fn dash(&self, k: usize) -> bool {
        self.mark(k, '-') || self.mark(k, '–') || self.mark(k, '—')
    }

    pub(super) fn before(&self, k: usize) -> Option<&Token> {
        self.tokens.get(self.i.checked_sub(k)?)
    }

    pub(super) fn lex_before(&self, k: usize) -> Lex {
        self.before(k).map_or(Lex::None, |t| t.lex)
    }

    pub(super) fn on(&self, k: usize) -> Self {
        Self { tokens: self.tokens, i: self.i + k }
    }

    /// A day of a month in digits: "8", "3rd", "8." before a month.
    pub(super) fn day(&self, k: usize) -> Option<i8> {
        let t = self.get(k)?;
        let fits = matches!(t.kind, Kind::Number | Kind::Ordinal) && t.digits <= 2 && (1..=31).contains(&t.number);
        fits.then_some(t.number as i8)
    }

    /// A year of four digits, or '98.
    pub(super) fn year(&self, k: usize) -> Option<(i32, usize)> {
        let t = self.get(k)?;
        if t.kind == Kind::Number && t.digits == 4 && (1000..2200).contains(&t.number) {
            return Some((t.number, 1));
        }
        let short = (self.mark(k, '’') || self.mark(k, '\''))
            && self.get(k + 1).is_some_and(|t| t.kind == Kind::Number && t.digits == 2 && !t.spaced);
        short.then(|| (short_year(self.get(k + 1).map_or(0, |t| t.number)), 2))
    }

    /// A month's name: its number, whether its name is doubtful, its length (a full stop belongs to a short one).
    pub(super) fn month(&self, k: usize) -> Option<(i8, bool, usize)> {
        let t = self.get(k)?;
        let (month, doubtful) = match t.lex {
            Lex::Month(m) => (m, false),
            Lex::DoubtfulMonth(m) => (m, true),
            Lex::Tishrin => (if self.lex(k + 1) == Lex::Ordinal(1) { 10 } else { 11 }, false),
            Lex::Kanun => (if self.lex(k + 1) == Lex::Ordinal(1) { 12 } else { 1 }, false),
            _ => return None,
        };
        let two = matches!(t.lex, Lex::Tishrin | Lex::Kanun);
        let stop = self.mark(k + 1, '.') && self.get(k + 1).is_some_and(|m| !m.spaced) && t.end - t.start <= 6;
        let short = doubtful && t.end - t.start <= 4 && month != 5;
        Some((month, doubtful, 1 + usize::from(two || (stop && short))))
    }
}

pub(super) fn short_year(n: i32) -> i32 {
    if n < 50 { 2000 + n } else { 1900 + n }
}

/// Whether a name is capitalised where English wants it so.
pub(super) fn capital(at: At<'_>, k: usize, english: bool) -> bool {
    !english || at.get(k).is_some_and(|t| t.capital)
}

/// "2021:30" is a time.
fn clock(at: At<'_>, k: usize) -> bool {
    at.mark(k + 1, ':') && at.get(k + 2).is_some_and(|t| t.kind == Kind::Number && !t.spaced)
}

/// ", 2021", "2021", "of 2021", "of last year" behind a day, month or season, and how many tokens that is.
pub(super) fn year_behind(at: At<'_>, k: usize) -> (YearOf, usize) {
    let skip = usize::from(at.mark(k, ',') || at.lex(k) == Lex::Of);
    if let Some((year, len)) = at.year(k + skip).filter(|_| !clock(at, k + skip)) {
        return (YearOf::Named(year), skip + len);
    }
    if let (Lex::Shift(n), Lex::Unit(Unit::Year)) = (at.lex(k + skip), at.lex(k + skip + 1))
        && !at.mark(k, ',')
    {
        return (YearOf::Relative(n), skip + 2);
    }
    (YearOf::Open, 0)
}
