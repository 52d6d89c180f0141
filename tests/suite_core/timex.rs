//! English date expressions with TIMEX3 values: `tests/suite/dates/*.timex`.

use crate::support::project;
use dateline::text::{DateOrigin, DateSpan, dates};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use libtest_mimic::{Failed, Trial};

type Days = (Date, Date);

/// One test a line, and one for the share of expressions that are right.
pub fn tests() -> Vec<Trial> {
    let mut all: Vec<String> = Vec::new();
    let mut out: Vec<Trial> = Vec::new();
    for table in ["english", "newswire"] {
        let text = std::fs::read_to_string(project(&format!("tests/suite/dates/{table}.timex"))).unwrap();
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty()) {
            let line = line.to_owned();
            all.push(line.clone());
            out.push(Trial::test(format!("dates::{table}.timex::{}", n + 1), move || check(&line)));
        }
    }
    out.push(Trial::test("dates::timex::share", move || share(&all)));
    out
}

fn check(line: &str) -> Result<(), Failed> {
    let bare = line.strip_prefix("FIXME ");
    let (wanted, found, right) = compare(bare.unwrap_or(line))?;
    let good = wanted.len() == right && found.len() == right;
    match (good, bare.is_some()) {
        (true, false) | (false, true) => Ok(()),
        (true, true) => Err(format!("no longer wrong, take FIXME off: {line}").into()),
        (false, false) => Err(format!("{line}\n  wanted {wanted:?}\n  found {found:?}").into()),
    }
}

/// Value F1 over the table, spans matched by overlap.
fn share(lines: &[String]) -> Result<(), Failed> {
    let (mut wanted, mut found, mut right) = (0, 0, 0);
    for line in lines {
        let (w, f, r) = compare(line.strip_prefix("FIXME ").unwrap_or(line))?;
        wanted += w.len();
        found += f.len();
        right += r;
    }
    let f1 = 2.0 * right as f64 / (wanted + found) as f64;
    println!("{wanted} expressions, {found} found, {right} right: F1 {f1:.3}");
    if wanted >= 250 && f1 >= 0.95 { Ok(()) } else { Err(format!("{wanted} expressions, F1 {f1:.3}").into()) }
}

type Compared = (Vec<(String, Days)>, Vec<(String, Option<Days>)>, usize);

fn compare(line: &str) -> Result<Compared, Failed> {
    let (reference, marked) = line.split_once(" | ").ok_or("a case has two columns")?;
    let (mut text, mut spans) = (String::new(), Vec::new());
    let (mut open, mut value, mut last) = (0, None, None);
    for c in marked.chars() {
        match (c, &mut value) {
            ('[', _) => open = text.len(),
            (']', _) => last = Some((open, text.len())),
            ('{', _) => value = Some(String::new()),
            ('}', Some(v)) => {
                let days = days(v);
                if let (Some(span), Some(days)) = (last.take(), days) {
                    spans.push((span, days));
                }
                value = None;
            }
            (c, Some(v)) => v.push(c),
            (c, None) => text.push(c),
        }
    }
    let day: Date = reference.trim().parse()?;
    let reference = DateSpan { earliest: day, latest: day, origin: DateOrigin::User, reason: String::new() };
    let got = dates::expressions(&text, Some(&reference));
    let overlap =
        |a: (usize, usize), e: &dates::DateExpression| (e.span.start as usize) < a.1 && a.0 < e.span.end as usize;
    let right = spans
        .iter()
        .filter(|(span, days)| got.iter().any(|e| overlap(*span, e) && e.earliest.zip(e.latest) == Some(*days)))
        .count();
    let wanted = spans.iter().map(|(s, d)| (text[s.0..s.1].to_owned(), *d)).collect();
    let found = got.iter().map(|e| (e.span.of(&text).to_owned(), e.earliest.zip(e.latest))).collect();
    Ok((wanted, found, right))
}

/// The days of a TIMEX3 value; `None` for what the output leaves out.
fn days(value: &str) -> Option<Days> {
    if let Some((a, b)) = value.split_once('/') {
        return Some((days(a)?.0, days(b)?.1));
    }
    let value = value.split('T').next().filter(|v| !v.is_empty())?;
    let number = |s: &str| s.parse::<i16>().ok();
    let months = |y: i16, a: i8, b: i8| Some((Date::new(y, a, 1).ok()?, Date::new(y, b, 1).ok()?.last_of_month()));
    let parts: Vec<&str> = value.split('-').collect();
    let year = number(parts[0])?;
    match parts[..] {
        [y] => match y.len() {
            4 => months(year, 1, 12),
            3 => Some((Date::new(year * 10, 1, 1).ok()?, Date::new(year * 10 + 9, 12, 31).ok()?)),
            _ => Some((Date::new(year * 100, 1, 1).ok()?, Date::new(year * 100 + 99, 12, 31).ok()?)),
        },
        [_, part] | [_, part, "WE"] => match part.chars().next()? {
            'Q' => number(&part[1..]).and_then(|q| months(year, q as i8 * 3 - 2, q as i8 * 3)),
            'H' => number(&part[1..]).and_then(|h| months(year, h as i8 * 6 - 5, h as i8 * 6)),
            'W' => {
                let week = number(&part[1..])? as i8;
                let day = |d| ISOWeekDate::new(year, week, d).ok().map(ISOWeekDate::date);
                let first = if parts.len() == 3 { Weekday::Saturday } else { Weekday::Monday };
                Some((day(first)?, day(Weekday::Sunday)?))
            }
            'S' if part == "SP" => months(year, 3, 5),
            'S' => months(year, 6, 8),
            'F' => months(year, 9, 11),
            _ => number(part).and_then(|m| months(year, m as i8, m as i8)),
        },
        [_, m, d] => {
            let day = Date::new(year, number(m)? as i8, number(d)? as i8).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}
