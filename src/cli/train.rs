//! `dateline train`: learns the geoparser's weights from annotated text and reports how well they hold.

use super::figures::Measure;
use crate::cli::Exit;
use crate::gazetteer::Gazetteer;
use crate::geoparse::learn::{Corpus, Plan, Standing, gold, invented, learn, predict};
use anyhow::{Context as _, Result};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Learns the geoparser's weights.
#[derive(Debug, Args)]
pub(super) struct Train {
    /// A development set: JSON lines with spans, coordinates and types (repeat for each).
    #[arg(long = "gold", required = true)]
    gold: Vec<PathBuf>,
    /// A further corpus of spans and labels, for recognition alone (repeat for each).
    #[arg(long = "spans")]
    spans: Vec<PathBuf>,
    /// Articles written for learning, with marks in their text (repeat for each).
    #[arg(long)]
    invented: Vec<PathBuf>,
    /// Weight of these.
    #[arg(long, default_value_t = Plan::default().invented)]
    invented_weight: f32,
    /// Weight of the places in these.
    #[arg(long, default_value_t = Plan::default().invented_places)]
    invented_places: f32,
    /// Weight of the places in the further corpora that are beyond doubt.
    #[arg(long, default_value_t = Plan::default().further_places)]
    further_places: f32,
    /// What names are doing in the further corpora: a table of document id, start, end and letter.
    #[arg(long, value_name = "TABLE.tsv")]
    roles: Option<PathBuf>,
    /// Weight of that table.
    #[arg(long, default_value_t = Plan::default().further_roles)]
    further_roles: f32,
    /// Where the weights go.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Write what is predicted in cross-validation into this folder: NAME.cv.jsonl, NAME.given.jsonl.
    #[arg(long)]
    cv: Option<PathBuf>,
    /// Write what each set predicts for the others when learned alone into this folder: NAME.cross.jsonl.
    #[arg(long)]
    cross: Option<PathBuf>,
    /// Measure in cross-validation, across sets and without single parts, and write the figures as Markdown.
    #[arg(long, value_name = "FILE.md")]
    report: Option<PathBuf>,
    /// Invented articles that nothing is learned from, for the report.
    #[arg(long, value_name = "FILE.txt", requires = "report")]
    held: Option<PathBuf>,
    /// Folds of the cross-validation.
    #[arg(long, default_value_t = 5)]
    folds: usize,
    /// Passes over the data.
    #[arg(long, default_value_t = Plan::default().epochs)]
    epochs: usize,
    /// Weight of the further corpora.
    #[arg(long, default_value_t = Plan::default().further)]
    further: f32,
    /// Seed of the network.
    #[arg(long, default_value_t = Plan::default().seed)]
    seed: u64,
    /// Belief from which a known name is taken.
    #[arg(long, default_value_t = Plan::default().bars[0])]
    bar: f32,
    /// Belief from which an unknown name is taken.
    #[arg(long, default_value_t = Plan::default().bars[1])]
    bar_unknown: f32,
    /// Fit the confidence, too: takes three times as long.
    #[arg(long)]
    calibrate: bool,
    /// Use every n-th document of the further corpora.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Do not learn, but write what these weights find in each set into the folder: NAME.use.jsonl.
    #[arg(long, requires = "cv")]
    with: Option<PathBuf>,
}

fn read(path: &Path, standing: Standing) -> Result<Corpus> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let documents = if standing == Standing::Invented {
        invented::read(&name(path), &text).map_err(|line| anyhow::anyhow!("{}:{line}: no such mark", path.display()))?
    } else {
        gold::read_all(&text).map_err(|(line, e)| anyhow::anyhow!("{}:{line}: {e}", path.display()))?
    };
    Ok(Corpus { documents, standing })
}

fn name(path: &Path) -> String {
    path.file_stem().map_or_else(|| "set".into(), |s| s.to_string_lossy().into_owned())
}

/// The command that gives the same figures, with the corpora under their own names alone.
fn command(args: &Train) -> String {
    let mut words = vec!["dateline train".to_owned()];
    let file = |p: &Path| p.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    words.extend(args.gold.iter().map(|p| format!("--gold {}", file(p))));
    words.extend(args.spans.iter().map(|p| format!("--spans {}", file(p))));
    words.extend(args.invented.iter().map(|p| format!("--invented assets/geoparse/invented/{}", file(p))));
    words.extend(args.held.iter().map(|p| format!("--held tests/data/{}", file(p))));
    words.extend(args.roles.iter().map(|p| format!("--roles assets/geoparse/{}", file(p))));
    words.push(format!("--bar {} --bar-unknown {} --further {}", args.bar, args.bar_unknown, args.further));
    words.push(format!("--invented-weight {} --invented-places {}", args.invented_weight, args.invented_places));
    words.push(format!("--further-places {}", args.further_places));
    words.push(format!("--further-roles {} --epochs {} --seed {}", args.further_roles, args.epochs, args.seed));
    if args.calibrate {
        words.push("--calibrate".into());
    }
    words.push(format!("--folds {} --report docs/geoparsing-figures.md", args.folds.max(2)));
    words.join(" ")
}

/// Runs the command.
///
/// # Errors
/// When a corpus cannot be read or a file cannot be written.
pub(super) fn run(args: &Train, err: &mut dyn Write) -> Result<Exit> {
    let gazetteer = Gazetteer::world();
    let mut corpora = Vec::new();
    for path in &args.gold {
        corpora.push(read(path, Standing::Gold)?);
    }
    for path in &args.spans {
        let mut corpus = read(path, Standing::Spans)?;
        let mut n = 0;
        corpus.documents.retain(|_| {
            n += 1;
            n % args.every.max(1) == 0
        });
        corpora.push(corpus);
    }
    for path in &args.invented {
        corpora.push(read(path, Standing::Invented)?);
    }
    if let Some(path) = &args.roles {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let roles =
            gold::Roles::read(&text).map_err(|line| anyhow::anyhow!("{}:{line}: no line of roles", path.display()))?;
        corpora.iter_mut().flat_map(|c| &mut c.documents).for_each(|d| roles.add_to(d));
    }
    let plan = Plan {
        epochs: args.epochs,
        further: args.further,
        further_roles: args.further_roles,
        invented: args.invented_weight,
        invented_places: args.invented_places,
        further_places: args.further_places,
        seed: args.seed,
        bars: [args.bar, args.bar_unknown],
        calibrate: args.calibrate,
    };
    let sets = args.gold.len();
    let write = |folder: &Path, name: String, text: &str| -> Result<()> {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let path = folder.join(name);
        std::fs::write(&path, text).with_context(|| path.display().to_string())
    };
    if let (Some(weights), Some(folder)) = (&args.with, &args.cv) {
        let model = std::fs::read(weights).with_context(|| weights.display().to_string())?;
        for c in 0..sets {
            let documents: Vec<_> = corpora[c].documents.iter().collect();
            write(
                folder,
                format!("{}.use.jsonl", name(&args.gold[c])),
                &predict(&gazetteer, &model, &documents, false),
            )?;
        }
        return Ok(Exit::Done);
    }
    if let Some(folder) = &args.cv {
        let mut found = vec![String::new(); sets];
        let mut given = vec![String::new(); sets];
        // Two folds at a time; each is learned alone and in a fixed order, so threads change nothing.
        let fold = |fold: usize| {
            let folds = args.folds.max(2);
            let held = |c: usize, d: usize| c < sets && d % folds == fold;
            let model = learn(&gazetteer, &corpora, &plan, &|c, d| !held(c, d));
            (0..sets)
                .map(|c| {
                    let documents: Vec<_> =
                        corpora[c].documents.iter().enumerate().filter(|(d, _)| held(c, *d)).map(|(_, d)| d).collect();
                    (predict(&gazetteer, &model, &documents, false), predict(&gazetteer, &model, &documents, true))
                })
                .collect::<Vec<_>>()
        };
        let all: Vec<usize> = (0..args.folds.max(2)).collect();
        for pair in all.chunks(2) {
            let results: Vec<_> = std::thread::scope(|scope| {
                let handles: Vec<_> = pair.iter().map(|&f| scope.spawn(move || fold(f))).collect();
                handles.into_iter().filter_map(|h| h.join().ok()).collect()
            });
            for result in results {
                for (c, (a, b)) in result.into_iter().enumerate() {
                    found[c].push_str(&a);
                    given[c].push_str(&b);
                }
            }
            writeln!(err, "folds {pair:?} done")?;
        }
        for c in 0..sets {
            write(folder, format!("{}.cv.jsonl", name(&args.gold[c])), &found[c])?;
            write(folder, format!("{}.given.jsonl", name(&args.gold[c])), &given[c])?;
        }
    }
    if let Some(folder) = &args.cross {
        for held in 0..sets {
            let model = learn(&gazetteer, &corpora, &plan, &|c, _| c != held);
            let documents: Vec<_> = corpora[held].documents.iter().collect();
            write(
                folder,
                format!("{}.cross.jsonl", name(&args.gold[held])),
                &predict(&gazetteer, &model, &documents, false),
            )?;
            write(
                folder,
                format!("{}.cross-given.jsonl", name(&args.gold[held])),
                &predict(&gazetteer, &model, &documents, true),
            )?;
        }
    }
    if let Some(path) = &args.report {
        let names: Vec<String> = args.gold.iter().map(|p| name(p)).collect();
        let held = args.held.as_ref().map(|path| read(path, Standing::Invented)).transpose()?;
        let held = held.map(|corpus| corpus.documents).unwrap_or_default();
        let measure = Measure {
            gazetteer: &gazetteer,
            corpora: &corpora,
            names: &names,
            plan: &plan,
            folds: args.folds.max(2),
            held: &held,
            command: &command(args),
        };
        std::fs::write(path, measure.report()).with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &args.out {
        let model = learn(&gazetteer, &corpora, &plan, &|_, _| true);
        std::fs::write(path, &model).with_context(|| path.display().to_string())?;
        writeln!(err, "{} bytes of weights", model.len())?;
    }
    Ok(Exit::Done)
}
