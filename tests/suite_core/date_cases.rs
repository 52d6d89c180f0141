//! Date expressions: `tests/suite/dates/*.tsv`, one case a line, `reference | text with [brackets] | first | last`.

use crate::support::project;
use dateline::text::{DateOrigin, DateSpan, dates};
use libtest_mimic::{Failed, Trial};

/// One test a line.
pub fn tests() -> Vec<Trial> {
    let mut files: Vec<_> =
        std::fs::read_dir(project("tests/suite/dates")).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "tsv"));
    files.sort();
    let mut out = Vec::new();
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
