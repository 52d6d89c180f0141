//! The geoparser's figures as a document: cross-validation, across sets, confidence, kinds, ablations, errors.

use super::score::{Placed, Score, matches, merged, prf};
use crate::gazetteer::Gazetteer;
use crate::geoparse::learn::gold::Document;
use crate::geoparse::learn::held::Counts;
use crate::geoparse::learn::{Corpus, Part, Plan, Standing, find, learn, learned};
use crate::geoparse::{Band, EvidenceKind, Kind, Mention};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What to measure with.
pub(super) struct Measure<'a> {
    pub gazetteer: &'a Gazetteer,
    /// The annotated sets first, then further corpora.
    pub corpora: &'a [Corpus],
    /// Names of the annotated sets.
    pub names: &'a [String],
    pub plan: &'a Plan,
    pub folds: usize,
    /// Articles that nothing is learned from.
    pub held: &'a [Document],
    /// The command that was given.
    pub command: &'a str,
}

/// Documents with what was found in them.
type Found<'d> = Vec<(&'d Document, Vec<Mention>)>;

/// End to end on the blind sets, as published or measured with the same scorer; the sources are in `geoparsing.md`.
const PEERS: [(&str, &str, &str); 5] = [
    ("spaCy md and our kindest heuristic behind it", ".594", ".694"),
    ("spaCy sm, the same", ".443", "-"),
    ("flashgeotext", ".331", "-"),
    ("geotext", ".366", "-"),
    ("our first prototype of 200 lines", ".787", ".842"),
];

/// Spans given, within 161 km, of all annotated: as published, on the whole sets.
const PUBLISHED: [(&str, &str, &str); 4] = [
    ("CLAVIN", ".595", ".666"),
    ("CamCoder", ".606", ".587"),
    ("a vote of many systems", ".773", ".674"),
    ("the best published", ".795", ".674"),
];

/// Labels that say a name stands for the location itself.
const LITERAL: [&str; 5] = ["Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"];

impl Measure<'_> {
    fn sets(&self) -> usize {
        self.names.len()
    }

    fn held(&self, set: usize, fold: usize) -> Vec<&Document> {
        let documents = self.corpora.get(set).map_or(&[][..], |c| &c.documents);
        documents.iter().enumerate().filter(|(d, _)| d % self.folds == fold).map(|(_, d)| d).collect()
    }

    /// One model a fold, two at a time; each is learned alone and in a fixed order, so threads change nothing.
    fn models(&self, without: Option<Standing>) -> Vec<Vec<u8>> {
        let one = |fold: usize| {
            learn(self.gazetteer, self.corpora, self.plan, &|c, d| {
                if c < self.sets() { d % self.folds != fold } else { Some(self.corpora[c].standing) != without }
            })
        };
        let one = &one;
        let all: Vec<usize> = (0..self.folds).collect();
        all.chunks(2)
            .flat_map(|pair| {
                std::thread::scope(|scope| {
                    let threads: Vec<_> = pair.iter().map(|&fold| scope.spawn(move || one(fold))).collect();
                    threads.into_iter().filter_map(|t| t.join().ok()).collect::<Vec<_>>()
                })
            })
            .collect()
    }

    fn folded(&self, models: &[Vec<u8>], set: usize, without: Option<Part>, given: bool) -> Found<'_> {
        let mut all = Vec::new();
        for (fold, model) in models.iter().enumerate() {
            let held = self.held(set, fold);
            let found = find(self.gazetteer, model, without, &held, given);
            all.extend(held.into_iter().zip(found));
        }
        all
    }

    fn across(&self, set: usize, given: bool) -> Found<'_> {
        let model = learn(self.gazetteer, self.corpora, self.plan, &|c, _| c != set);
        let documents: Vec<&Document> = self.corpora.get(set).map_or(&[][..], |c| &c.documents).iter().collect();
        let found = find(self.gazetteer, &model, None, &documents, given);
        documents.into_iter().zip(found).collect()
    }

    fn placed(&self, mentions: &[Mention]) -> Vec<Placed> {
        mentions.iter().map(|m| Placed::of(m, self.gazetteer)).collect()
    }

    fn score(&self, found: &Found<'_>) -> Score {
        let mut score = Score::default();
        for (document, mentions) in found {
            score.add(document, &self.placed(mentions));
        }
        score
    }

    /// The whole document.
    pub(super) fn report(&self) -> String {
        let mut out = String::from("# Figures of the geoparser\n\nWritten by one command, not by hand:\n\n```\n");
        let _ = writeln!(out, "{}\n```\n", self.command);
        let models = self.models(None);
        let found: Vec<Found<'_>> = (0..self.sets()).map(|set| self.folded(&models, set, None, false)).collect();
        let scores: Vec<Score> = found.iter().map(|f| self.score(f)).collect();
        self.whole(&models, &scores, &mut out);
        self.peers(&models, &scores, &mut out);
        confidence(&scores, &mut out);
        self.held_out(&mut out);
        self.kinds(&found, &mut out);
        self.parts(&models, &mut out);
        self.pinned(&found, &mut out);
        self.errors(&scores, &mut out);
        out
    }

    fn whole(&self, models: &[Vec<u8>], scores: &[Score], out: &mut String) {
        let _ = write!(
            out,
            "## In cross-validation and across sets\n\n{} folds, or learned from all sets but the one. Place right: the \
             same id, or within 161 km; counted over what was found and placed. Spans given: right of all annotated with \
             coordinates.\n\n| Set | Exact span P / R / F1 | Place right | End to end P / R / F1 | Spans given |\n\
             |---|---|---|---|---|\n",
            self.folds
        );
        for (set, name) in self.names.iter().enumerate() {
            let given = self.score(&self.folded(models, set, None, true));
            if let Some(score) = scores.get(set) {
                row(out, &format!("{name}, cross-validation"), score, &given);
            }
            if self.sets() > 1 {
                let (found, given) = (self.score(&self.across(set, false)), self.score(&self.across(set, true)));
                row(out, &format!("{name}, learned without it"), &found, &given);
            }
        }
    }

    fn held_out(&self, out: &mut String) {
        if self.held.is_empty() {
            return;
        }
        let model = learn(self.gazetteer, self.corpora, self.plan, &|_, _| true);
        let documents: Vec<&Document> = self.held.iter().collect();
        let found = find(self.gazetteer, &model, None, &documents, false);
        let mut counts = Counts::default();
        for (document, mentions) in documents.iter().zip(&found) {
            counts.add(self.gazetteer, document, mentions);
        }
        super::held::report(documents.len(), &counts, out);
    }

    fn peers(&self, models: &[Vec<u8>], scores: &[Score], out: &mut String) {
        let _ = write!(
            out,
            "\n## Beside others\n\nEnd to end F1. The others were measured on the documents kept back, we on those at hand \
             by cross-validation: the same sets, other documents.\n\n| | lgl | gwn |\n|---|---|---|\n"
        );
        for (name, lgl, gwn) in PEERS {
            let _ = writeln!(out, "| {name} | {lgl} | {gwn} |");
        }
        let own = |name: &str| {
            let score = self.names.iter().position(|n| n == name).and_then(|at| scores.get(at));
            score.map_or_else(|| "-".to_owned(), |s| three(prf(s.right, s.gold_placed, s.judged).2))
        };
        let _ = writeln!(out, "| dateline | {} | {} |", own("lgl"), own("gwn"));
        out.push_str("\nSpans given, right of all annotated with coordinates.\n\n| | lgl | gwn |\n|---|---|---|\n");
        for (name, lgl, gwn) in PUBLISHED {
            let _ = writeln!(out, "| {name} | {lgl} | {gwn} |");
        }
        let given = |name: &str| {
            let at = self.names.iter().position(|n| n == name)?;
            let score = self.score(&self.folded(models, at, None, true));
            Some(three(share(score.right, score.gold_placed)))
        };
        let own = |name: &str| given(name).unwrap_or_else(|| "-".into());
        let _ = writeln!(out, "| dateline | {} | {} |", own("lgl"), own("gwn"));
    }

    fn kinds(&self, found: &[Found<'_>], out: &mut String) {
        let mut head = false;
        for (name, found) in self.names.iter().zip(found) {
            let labelled = |d: &Document| d.toponyms.iter().any(|t| LITERAL.contains(&t.label.as_str()));
            if !found.iter().any(|(d, _)| labelled(d)) {
                continue;
            }
            if !head {
                out.push_str(
                    "\n## Kinds\n\nOf what was recognised, in cross-validation. Literal: place and dateline against \
                     Literal, Literal_Modifier, Mixed, Coercion, Embedded_Literal; associative: the other kinds and \
                     labels. Demonym: against the label Demonym or a modifier that is an adjective.\n\n\
                     | Set | Kind | P | R | F1 |\n|---|---|---|---|---|\n",
                );
                head = true;
            }
            // Right, annotated, found: literal, associative, demonym.
            let mut counts = [[0_usize; 3]; 3];
            for (document, mentions) in found {
                let gold = merged(document);
                for (i, j) in matches(&gold, &self.placed(mentions)) {
                    let Some(toponym) = document.toponyms.iter().find(|t| t.span == gold[i].span) else { continue };
                    let label = toponym.label.as_str();
                    let literal = LITERAL.contains(&label);
                    let kind = mentions[j].kind;
                    let said = matches!(kind, Kind::Place | Kind::Dateline);
                    let people = label == "Demonym" || toponym.adjective;
                    let told = kind == Kind::Demonym;
                    for (count, (a, b)) in counts.iter_mut().zip([(literal, said), (!literal, !said), (people, told)]) {
                        count[0] += usize::from(a && b);
                        count[1] += usize::from(a);
                        count[2] += usize::from(b);
                    }
                }
            }
            for (kind, [right, gold, found]) in ["literal", "associative", "demonym"].iter().zip(counts) {
                let (p, r, f) = prf(right, gold, found);
                let _ = writeln!(out, "| {name} | {kind} | {} | {} | {} |", three(p), three(r), three(f));
            }
        }
    }

    fn parts(&self, models: &[Vec<u8>], out: &mut String) {
        out.push_str(
            "\n## What single parts add\n\nEnd to end F1 and spans given, in cross-validation, with the part \
            left out and nothing learned anew, but for corpora.\n\n| Without |",
        );
        for name in self.names {
            let _ = write!(out, " {name}, end to end | {name}, spans given |");
        }
        let _ = writeln!(out, "\n|---|{}", "---|".repeat(2 * self.sets()));
        let lean = self.models(Some(Standing::Spans));
        let real = self.models(Some(Standing::Invented));
        let evidence = learned().map(|kind| (format!("evidence: {}", words(kind)), Some(Part::Evidence(kind)), models));
        let rest = [
            ("nothing".to_owned(), None, models),
            ("the further corpora".to_owned(), None, &lean[..]),
            ("the invented articles".to_owned(), None, &real[..]),
        ];
        for (name, part, models) in rest.into_iter().chain(evidence) {
            let _ = write!(out, "| {name} |");
            for set in 0..self.sets() {
                let found = self.score(&self.folded(models, set, part, false));
                let given = self.score(&self.folded(models, set, part, true));
                let whole = prf(found.right, found.gold_placed, found.judged).2;
                let _ = write!(out, " {} | {} |", three(whole), three(share(given.right, given.gold_placed)));
            }
            out.push('\n');
        }
    }

    /// What was pinned though nothing is annotated there, by what stands beside it.
    fn pinned(&self, found: &[Found<'_>], out: &mut String) {
        out.push_str(
            "\n## Pinned though nothing is annotated\n\nIn cross-validation. Behind another capitalised word stand \
            mostly surnames, before one organisations; many of the rest are places that the annotators passed over.\n",
        );
        for (name, found) in self.names.iter().zip(found) {
            let mut lists: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
            for (document, mentions) in found {
                let text = &document.article.text;
                let free =
                    |m: &&Mention| m.resolution.is_some() && !document.toponyms.iter().any(|t| t.span.overlaps(m.span));
                for mention in mentions.iter().filter(free) {
                    let before =
                        text[..mention.span.start as usize].strip_suffix(' ').and_then(|t| t.split(' ').next_back());
                    let behind = text[mention.span.end as usize..].strip_prefix(' ');
                    let capital = |w: Option<&str>| w.and_then(|w| w.chars().next()).is_some_and(char::is_uppercase);
                    let company = if mention.kind == Kind::Demonym {
                        "words for a people"
                    } else if capital(before) {
                        "behind a capitalised word"
                    } else if capital(behind) {
                        "before a capitalised word"
                    } else {
                        "alone"
                    };
                    let surface = mention.span.of(text).replace(char::is_whitespace, " ");
                    *lists.entry(company).or_default().entry(surface).or_default() += 1;
                }
            }
            for (company, list) in lists {
                let _ = writeln!(out, "\n{name}, {company}, {}: {}.", list.values().sum::<usize>(), ranked(&list, 40));
            }
        }
    }

    fn errors(&self, scores: &[Score], out: &mut String) {
        out.push_str("\n## Commonest errors\n");
        for (name, score) in self.names.iter().zip(scores) {
            for (what, list) in [("missed", &score.missed), ("placed wrongly", &score.misplaced)] {
                let _ = writeln!(out, "\n{name}, {what}, {}: {}.", list.values().sum::<usize>(), ranked(list, 40));
            }
        }
    }
}

fn row(out: &mut String, name: &str, found: &Score, given: &Score) {
    let triple = |(p, r, f): (f64, f64, f64)| format!("{} / {} / {}", three(p), three(r), three(f));
    let near = found.errors.iter().filter(|&&km| km <= super::score::RIGHT_KM).count();
    let _ = writeln!(
        out,
        "| {name} | {} | {} | {} | {} |",
        triple(prf(found.exact, found.gold, found.predicted)),
        three(share(near, found.errors.len())),
        triple(prf(found.right, found.gold_placed, found.judged)),
        three(share(given.right, given.gold_placed)),
    );
}

fn confidence(scores: &[Score], out: &mut String) {
    let all: Vec<(f32, bool)> = scores.iter().flat_map(|s| &s.confidences).copied().collect();
    out.push_str("\n## Confidence\n\nOf all that was placed in cross-validation.\n\n| Confidence | Mentions | Right |\n|---|---|---|\n");
    let mut line = |name: &str, of: &dyn Fn(f32) -> bool| {
        let right: Vec<bool> = all.iter().filter(|c| of(c.0)).map(|c| c.1).collect();
        let share = share(right.iter().filter(|&&r| r).count(), right.len());
        let _ = writeln!(out, "| {name} | {} | {} |", right.len(), three(share));
    };
    for (low, high) in
        [(0.0, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01_f32)]
    {
        line(&format!("{low} to {}", high.min(1.0)), &|c| c >= low && c < high);
    }
    for band in [Band::High, Band::Check, Band::Guess] {
        line(&format!("*{}*", band.word()), &|c| Band::of(c) == band);
    }
}

fn share(of: usize, all: usize) -> f64 {
    if all > 0 { of as f64 / all as f64 } else { 0.0 }
}

/// ".884"
fn three(x: f64) -> String {
    let text = format!("{x:.3}");
    text.strip_prefix('0').map_or(text.clone(), str::to_owned)
}

fn words(kind: EvidenceKind) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(|s| s.replace('-', " "))).unwrap_or_default()
}

fn ranked(list: &BTreeMap<String, usize>, most: usize) -> String {
    let mut sorted: Vec<_> = list.iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let shown: Vec<String> =
        sorted.iter().take(most).map(|(s, n)| format!("{} ({n})", s.replace(char::is_whitespace, " "))).collect();
    shown.join(", ")
}
