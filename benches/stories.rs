//! Grouping 1,000, 10,000 and 100,000 made-up articles of about 240 words: three in ten belong to stories of several
//! articles, one in ten is a copy with cuts. Prints seconds, stories and copies, one line a size; `cargo bench --bench
//! stories -- 1000 10000` runs those sizes only.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use dateline::briefing::stories::{Grouper, Thresholds, group};
use dateline::text::{Article, DateOrigin, DateSpan};
use jiff::ToSpan;
use jiff::civil::date;
use std::time::Instant;

/// A linear congruential generator (Knuth's MMIX); a fixed seed makes every run the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    /// A word's rank: the low ones as frequent as in a language (about 1/rank).
    fn rank(&mut self, words: u64) -> u64 {
        let share = self.below(1_000_000) as f64 / 1e6;
        ((words as f64).powf(share) as u64).min(words - 1)
    }
}

/// A pronounceable word for a number.
fn word(mut n: u64) -> String {
    let (heads, tails) = (b"bdfgklmnprstvz", b"aeiou");
    let mut out = String::new();
    loop {
        out.push(heads[(n % 14) as usize] as char);
        out.push(tails[(n / 14 % 5) as usize] as char);
        n /= 70;
        if n == 0 {
            return out;
        }
    }
}

fn name(n: u64) -> String {
    let w = word(n + 5_000);
    w[..1].to_uppercase() + &w[1..]
}

/// Twelve sentences: common words, and for a story's articles its own names and words.
fn text(dice: &mut Dice, story: u64) -> Vec<String> {
    let mut sentences = Vec::new();
    for _ in 0..12 {
        let mut sentence = vec!["The".to_owned()];
        for _ in 0..19 {
            sentence.push(match dice.below(10) {
                0 => name(story * 7 % 60_000 + dice.below(6)),
                1 | 2 => word(100 + (story * 31 + dice.below(40) * 977) % 60_000),
                3 => name(dice.rank(20_000)),
                _ => word(dice.rank(60_000)),
            });
        }
        sentences.push(sentence.join(" ") + ".");
    }
    sentences
}

fn articles(n: usize) -> Vec<Article> {
    let mut dice = Dice(20_260_512);
    let mut out: Vec<Article> = Vec::with_capacity(n);
    let (mut story, mut left, mut day, mut last) = (0, 0, 0, Vec::new());
    while out.len() < n {
        if left == 0 {
            story += 1;
            day = dice.below(365) as i64;
            left = if dice.below(10) == 0 { 2 + dice.below(6) } else { 1 };
        }
        left -= 1;
        let sentences = if dice.below(10) == 0 && !last.is_empty() {
            let cut: Vec<String> = last.iter().filter(|_| dice.below(4) > 0).cloned().collect();
            cut
        } else {
            text(&mut dice, story)
        };
        let mut article = Article::from_text(format!("{:06}", out.len()), sentences.join(" "));
        let published = date(2026, 1, 1).checked_add((day + dice.below(3) as i64).days()).unwrap();
        article.published = Some(DateSpan::day(published, DateOrigin::Metadata, "made up"));
        out.push(article);
        last = sentences;
    }
    out
}

/// What it costs to add one article in a hundred to those that are there: reading their words, and grouping all anew.
fn added(all: &[&Article]) {
    let (old, new) = all.split_at(all.len() - all.len() / 100);
    let mut grouper = Grouper::new(Thresholds::default());
    let began = Instant::now();
    grouper.extend(old, &[]);
    let read = began.elapsed().as_secs_f64();
    let began = Instant::now();
    grouper.extend(new, &[]);
    let added = began.elapsed().as_secs_f64();
    let began = Instant::now();
    grouper.group();
    let grouped = began.elapsed().as_secs_f64();
    println!(
        "  {} added to {}: words of the old ones {read:.2} s (once), of the new ones {added:.2} s, grouping {grouped:.2} s",
        new.len(),
        old.len()
    );
}

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![1_000, 10_000, 100_000] } else { asked };
    for n in sizes {
        let all = articles(n);
        let all: Vec<&Article> = all.iter().collect();
        let began = Instant::now();
        let groups = group(&all, &[], &Thresholds::default());
        let took = began.elapsed().as_secs_f64();
        let stories = groups.iter().enumerate().filter(|(i, g)| g.story as usize == *i).count();
        let copies = groups.iter().filter(|g| g.copy_of.is_some()).count();
        println!("{n} articles: {took:.2} s, {stories} stories, {copies} copies");
        added(&all);
    }
}
