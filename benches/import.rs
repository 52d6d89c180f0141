//! Imports a made table of GeoNames' form and size: how long it takes and how much memory at most. Whole process, one
//! run; `cargo bench --bench import -- ROWS`, 12,000,000 rows when nothing is said. Needs some 6 GB of disk.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use dateline::gazetteer::{Gazetteer, PlaceId, layers, own};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let rows = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(12_000_000u32);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("import");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let table = folder.join("allCountries.txt");
    make(&table, rows).unwrap();
    println!("{rows} rows, {} MB; {} MB in use before", size(&table), peak());
    let began = Instant::now();
    let made = own::import(&table, &folder.join("own"), &mut |_| ControlFlow::Continue(())).unwrap();
    println!(
        "{} features in {:.1} s, {} MB at most; a file of {} MB, {} lines left out",
        made.rows,
        began.elapsed().as_secs_f64(),
        peak(),
        size(&made.path),
        made.errors.len()
    );
    std::fs::remove_file(&table).unwrap();
    let began = Instant::now();
    let (gazetteer, errors) = layers::stack(&[made.path]);
    let opened = began.elapsed();
    assert!(errors.is_empty());
    let names = (0..1_000u32).map(|i| name(&mut Dice(u64::from(i * 11 + 20_000_000))));
    let names: Vec<String> = names.map(|n| dateline::text::normalise::normalise(&n)).collect();
    let (mut hits, mut found) = (Vec::new(), 0);
    let began = Instant::now();
    for name in &names {
        gazetteer.lookup_exact(name, &mut hits);
        found += hits.len();
    }
    println!("opened in {:.0} ms; {found} hits of 1,000 names in {:.1} ms", ms(opened), ms(began.elapsed()));
    assert!(Gazetteer::world().by_id(&PlaceId::geonames(20_000_001)).is_none());
    assert!(gazetteer.by_id(&PlaceId::geonames(20_000_000)).is_some());
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Numbers that look thrown: splitmix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

/// A name of two to five syllables, now and then of two words.
fn name(dice: &mut Dice) -> String {
    const HEADS: [&str; 16] = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "sh", "kh"];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ā", "ai", "ou"];
    let mut out = String::new();
    for _ in 0..=dice.next(8) / 7 {
        if !out.is_empty() {
            out.push(' ');
        }
        let from = out.len();
        for _ in 0..2 + dice.next(4) {
            out.push_str(HEADS[dice.next(16) as usize]);
            out.push_str(VOWELS[dice.next(8) as usize]);
        }
        let first = out[from..=from].to_uppercase();
        out.replace_range(from..=from, &first);
    }
    out
}

fn make(path: &Path, rows: u32) -> std::io::Result<()> {
    const KINDS: [&str; 20] = [
        "P\tPPL", "P\tPPL", "P\tPPL", "P\tPPL", "P\tPPL", "P\tPPLX", "P\tPPLA4", "H\tSTM", "H\tSTM", "H\tLK", "H\tWLL",
        "T\tMT", "T\tHLL", "T\tISL", "S\tSCH", "S\tHTL", "S\tAIRP", "A\tADM4", "L\tLCTY", "V\tFRST",
    ];
    let mut out = BufWriter::new(File::create(path)?);
    for i in 0..rows {
        let mut dice = Dice(u64::from(i) + 20_000_000);
        let own = name(&mut dice);
        let plain = own.replace('ā', "a");
        let others: Vec<String> = (0..dice.next(4))
            .map(|n| if n == 0 { format!("Кабулабад{}", dice.next(u64::from(rows))) } else { name(&mut dice) })
            .collect();
        let (lat, lon) = (dice.next(17_000_000) as f64 / 1e5 - 85.0, dice.next(36_000_000) as f64 / 1e5 - 180.0);
        let kind = KINDS[dice.next(20) as usize];
        let country: String = [dice.next(15), dice.next(15)].map(|n| char::from(b'A' + n as u8)).iter().collect();
        let (first, second) = (dice.next(20), dice.next(10));
        let people = if kind.starts_with('P') { dice.next(30_000) } else { 0 };
        writeln!(
            out,
            "{}\t{own}\t{plain}\t{}\t{lat:.5}\t{lon:.5}\t{kind}\t{country}\t\t{first:02}\t{second:03}\t\t\t{people}\t\t{}\tAsia/Kabul\t2026-01-01",
            20_000_000 + i,
            others.join(","),
            dice.next(3_000),
        )?;
    }
    out.flush()
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len() / 1_000_000)
}

fn ms(time: std::time::Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The most memory this process had resident, in MB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).map_or(0, |kb| kb * 1024 / 1_000_000)
}
