//! `dateline brief`, run as a reader runs it.

use super::trial;
use crate::support::{Scratch, project};
use libtest_mimic::Trial;
use std::process::{Command, Output};

pub fn tests() -> Vec<Trial> {
    vec![
        trial("brief writes the same picture twice", || {
            let folder = Scratch::new("brief");
            let file = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
            let (a, b) = (file("a.png"), file("b.png"));
            for out in [&a, &b] {
                let done = brief(&["--out", out, "--size", "square", "--theme", "dark"]);
                assert_eq!(done.status.code(), Some(0), "{}", said(&done));
            }
            assert!(std::fs::read(a).unwrap() == std::fs::read(b).unwrap());
        }),
        trial("brief refuses in one line what it cannot do", || {
            let folder = Scratch::new("brief-refuses");
            let out = folder.path().join("x.png").to_string_lossy().into_owned();
            let tiff = folder.path().join("x.tiff").to_string_lossy().into_owned();
            for (flags, word) in [
                (vec!["--out", &tiff], "not a format"),
                (vec!["--out", &out, "--place", "Xyzzyq"], "no place is called Xyzzyq"),
                (vec!["--out", &out, "--source", "Nobody"], "no outlet is called Nobody"),
                (vec!["--out", &out, "--bbox", "1,2"], "west,south,east,north"),
                (vec!["--out", &out, "--size", "poster"], "expected slide"),
            ] {
                let done = brief(&flags);
                assert_eq!(done.status.code(), Some(2), "{flags:?}");
                assert!(said(&done).contains(word), "{flags:?}: {}", said(&done));
            }
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "something was written");
        }),
        trial("brief tells what it left out", || {
            let folder = Scratch::new("brief-left-out");
            let out = folder.path().join("x.png").to_string_lossy().into_owned();
            std::fs::write(folder.path().join("bad.bin"), [0_u8, 255, 1, 254, 0, 3]).unwrap();
            std::fs::write(folder.path().join("a.txt"), "KABUL, May 12 - A bridge opened in Kabul.\n").unwrap();
            let done = Command::new(env!("CARGO_BIN_EXE_dateline"))
                .args(["brief", &folder.path().to_string_lossy(), "--out", &out])
                .output()
                .unwrap();
            assert_eq!(done.status.code(), Some(1), "{}", said(&done));
            assert!(said(&done).contains("bad.bin"));
        }),
    ]
}

fn brief(flags: &[&str]) -> Output {
    let sample = project("assets/sample");
    Command::new(env!("CARGO_BIN_EXE_dateline")).arg("brief").arg(sample).args(flags).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
