//! The bundled sample: carried as it stands, and found as its writers meant it.

use crate::support::project;
use dateline::load::SAMPLE;
use libtest_mimic::{Failed, Trial};
use std::path::Path;

pub fn tests() -> Vec<Trial> {
    vec![Trial::test("sample::the_binary_carries_the_folder", carried)]
}

fn files(dir: &Path, root: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, root, out);
        } else {
            out.push(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
        }
    }
}

fn carried() -> Result<(), Failed> {
    let root = project("assets/sample");
    let mut there = Vec::new();
    files(&root, &root, &mut there);
    there.sort();
    let here: Vec<&str> = SAMPLE.iter().map(|(path, _)| *path).collect();
    if here != there {
        return Err(format!("src/load/sample.rs lists {here:?}, the folder holds {there:?}").into());
    }
    for (path, bytes) in SAMPLE {
        if std::fs::read(root.join(path))? != *bytes {
            return Err(format!("{path} differs from what is carried: build again").into());
        }
    }
    Ok(())
}
