//! Every `crate::` path in `src` against the table in ARCHITECTURE.md, and the length of files.

use crate::support::project;
use libtest_mimic::{Failed, Trial};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub fn tests() -> Vec<Trial> {
    vec![Trial::test("layers::imports_follow_the_table", imports), Trial::test("layers::core_prints_nothing", prints)]
}

fn table() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(project("ARCHITECTURE.md")).unwrap();
    let rows = text.lines().skip_while(|l| !l.starts_with("| module")).skip(2).take_while(|l| l.starts_with('|'));
    let words = |cell: &str| cell.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        (cells[0].trim().to_owned(), words(cells.get(1).unwrap_or(&"")))
    })
    .collect()
}

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn modules() -> Vec<(String, PathBuf, String)> {
    let (src, mut files) = (project("src"), Vec::new());
    sources(&src, &mut files);
    files.sort();
    let of = |p: &Path| {
        let first =
            p.strip_prefix(&src).unwrap().components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        first.trim_end_matches(".rs").to_owned()
    };
    files.iter().map(|p| (of(p), p.clone(), std::fs::read_to_string(p).unwrap())).collect()
}

fn imports() -> Result<(), Failed> {
    let table = table();
    if table.len() < 10 {
        return Err(format!("the table of ARCHITECTURE.md has only {} rows", table.len()).into());
    }
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (module, path, text) in modules() {
        if module == "lib" || module == "main" {
            continue;
        }
        let Some(may) = table.get(&module) else {
            wrong.push(format!("{}: module {module} is not in the table", path.display()));
            continue;
        };
        for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
            for (i, _) in line.match_indices("crate::") {
                let rest = &line[i + "crate::".len()..];
                // `use crate::{a::X, b}` names several.
                let names: Vec<&str> = match rest.strip_prefix('{') {
                    Some(list) => list.split([',', '}']).map(|s| s.trim().split("::").next().unwrap_or("")).collect(),
                    None => vec![rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")],
                };
                for name in names.into_iter().filter(|n| table.contains_key(*n)) {
                    seen += 1;
                    if name != module && !may.contains(name) {
                        wrong.push(format!("{}:{}: {module} uses {name}", path.display(), n + 1));
                    }
                }
            }
        }
    }
    if seen < 20 {
        return Err(format!("only {seen} imports were seen: the reader is broken").into());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// The core gives its words to a writer that the caller chose.
fn prints() -> Result<(), Failed> {
    let mut wrong = Vec::new();
    for (module, path, text) in modules() {
        if matches!(module.as_str(), "cli" | "main" | "window") {
            continue;
        }
        for (n, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or("");
            if ["println!(", "eprintln!(", "print!(", "std::env::var"].iter().any(|w| code.contains(w)) {
                wrong.push(format!("{}:{}: {}", path.display(), n + 1, line.trim()));
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}
