//! Date expressions: `tests/suite/dates/*.tsv`, one case a line, `reference | text with [brackets] | first | last`; and
//! the names of months and weekdays in ten languages, `tests/suite/dates/names.list`, one test a name.

use crate::support::project;
use dateline::text::{DateOrigin, DateSpan, dates};
use libtest_mimic::{Failed, Trial};

/// One test a line.
pub fn tests() -> Vec<Trial> {
    let mut files: Vec<_> =
        std::fs::read_dir(project("tests/suite/dates")).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "tsv"));
    files.sort();
    let mut out = names();
    for file in files {
        let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
        for (n, line) in std::fs::read_to_string(&file).unwrap().lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let line = line.to_owned();
            out.push(Trial::test(format!("dates::{stem}::{}", n + 1), move || check(&line)));
        }
    }
    out
}

fn names() -> Vec<Trial> {
    let mut out = Vec::new();
    for line in std::fs::read_to_string(project("tests/suite/dates/names.list")).unwrap().lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let [language, sentence, all] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("{line}") };
        let all: Vec<&str> = all.split(' ').collect();
        let months = all.len() == 12;
        assert!(months || all.len() == 7, "neither months nor weekdays: {line}");
        for (n, forms) in (0i8..).zip(all) {
            let day = if months {
                format!("2021-{:02}-08", n + 1)
            } else {
                // Thursday the 8th is the latest of each weekday.
                format!("2021-07-{:02}", if n <= 3 { 5 + n } else { n - 2 })
            };
            for name in forms.split('/') {
                let text = sentence.replace("{}", name);
                let (day, name) = (day.clone(), name.to_owned());
                let test = move || {
                    let today = DateSpan::day(jiff::civil::date(2021, 7, 8), DateOrigin::User, "");
                    let found = dates::expressions(&text, Some(&today));
                    let days: Vec<_> = found.iter().map(|e| (e.earliest, e.latest)).collect();
                    let want: jiff::civil::Date = day.parse()?;
                    if days == [(Some(want), Some(want))] { Ok(()) } else { Err(format!("{text}: {days:?}").into()) }
                };
                out.push(Trial::test(format!("dates::names::{language}::{name}"), test));
            }
        }
    }
    out
}

fn check(line: &str) -> Result<(), Failed> {
    let columns: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let [reference, bracketed, earliest, latest] = columns[..] else { return Err("a case has four columns".into()) };
    let (mut text, mut want, mut open) = (String::new(), Vec::new(), 0);
    for c in bracketed.chars() {
        match c {
            '[' => open = text.len(),
            ']' => want.push((text[open..].to_owned(), earliest.to_owned(), latest.to_owned())),
            c => text.push(c),
        }
    }
    let reference = (reference != "-").then(|| {
        let (a, b) = reference.split_once("..").unwrap_or((reference, reference));
        let (earliest, latest) = (a.parse().unwrap(), b.parse().unwrap());
        DateSpan { earliest, latest, origin: DateOrigin::User, reason: String::new() }
    });
    let end = |date: Option<jiff::civil::Date>| date.map_or("-".to_owned(), |d| d.to_string());
    let found = dates::expressions(&text, reference.as_ref());
    let got: Vec<_> = found.iter().map(|e| (e.span.of(&text).to_owned(), end(e.earliest), end(e.latest))).collect();
    if got == want { Ok(()) } else { Err(format!("{line}\n  found {got:?}\n  not   {want:?}").into()) }
}
