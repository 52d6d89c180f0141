//! The binary itself: results, exit codes, what bad input gets.

use crate::support::{Scratch, project};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("cli::tag_prints_the_contract", tag_contract),
        Trial::test("cli::tag_is_the_same_twice", tag_twice),
        Trial::test("cli::tag_reads_standard_input_in_order", tag_stdin),
        Trial::test("cli::tag_resolves_given_spans_and_finds_no_others", tag_spans),
        Trial::test("cli::tag_learns_the_home_of_an_outlet_from_its_articles", tag_outlet),
        Trial::test("cli::evaluate_gives_the_figures_worked_out_by_hand", evaluate),
        Trial::test("cli::evaluate_gives_the_figures_of_the_scorer", scorer),
        Trial::test("cli::a_closed_pipe_is_success", closed_pipe),
        Trial::test("cli::find_prints_the_contract", find),
        Trial::test("cli::read_prints_the_contract", read),
        Trial::test("cli::explain_names_candidates_and_verdict", explain),
        Trial::test("cli::brief_is_a_picture_and_the_same_twice", brief_twice),
        Trial::test("cli::brief_filters_change_the_page", brief_filters),
        Trial::test("cli::without_a_display_the_sample_is_written", no_display),
        Trial::test("cli::bad_input_gets_one_line_each", bad_input),
        Trial::test("cli::another_version_of_the_gazetteer_is_named", other_version),
        Trial::test("cli::a_layer_places_what_was_unplaced", layer),
        Trial::test("cli::wrong_flags_fail_with_two", wrong_flags),
        Trial::test("cli::every_help_shows_an_example", help),
    ]
}

fn dateline(args: &[&str], dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(args)
        .current_dir(dir)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("XDG_DATA_HOME", dir.join("data"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Annotated lines, invented. Offsets are code points; the second name of the first line stands behind an accent.
const GOLD: [&str; 3] = [
    r#"{"id":"a","text":"Café owners in Paris and Kabul met in Vellonsk.","toponyms":[{"start":15,"end":20,"lat":48.85,"lon":2.35,"geonameid":2988507},{"start":25,"end":30,"lat":34.53,"lon":69.17},{"start":38,"end":46,"lat":null,"lon":null}]}"#,
    r#"{"id":"b","text":"The bridge in Khujand is open.","toponyms":[{"start":14,"end":21,"lat":0.0,"lon":0.0}]}"#,
    r#"{"id":"c","text":"Nothing is named here, but the annotators found 1 thing.","toponyms":[{"start":48,"end":49,"lat":1.0,"lon":1.0}]}"#,
];

fn tag_spans() -> Result<(), Failed> {
    let dir = Scratch::new("spans");
    std::fs::write(dir.path().join("gold.jsonl"), GOLD.join("\n"))?;
    let docs = documents(&ok(&dateline(&["tag", "--spans", "gold.jsonl"], dir.path()))?)?;
    let told = |doc: usize| -> Vec<(u64, String, Option<String>)> {
        let list = docs[doc]["toponyms"].as_array().cloned().unwrap_or_default();
        let text = |v: &Value| v.as_str().map(str::to_owned);
        list.iter()
            .map(|t| (t["start"].as_u64().unwrap_or(0), text(&t["surface"]).unwrap_or_default(), text(&t["country"])))
            .collect()
    };
    let (paris, kabul) = ((15, "Paris".into(), Some("FR".into())), (25, "Kabul".into(), Some("AF".into())));
    require(told(0) == [paris, kabul, (38, "Vellonsk".into(), None)], format!("{:?}", told(0)))?;
    require(told(1) == [(14, "Khujand".into(), Some("TJ".into()))], format!("{:?}", told(1)))?;
    require(told(2).len() == 1, format!("{:?}", told(2)))?;
    // What is not given is no mention, but says which of the namesakes is meant.
    let lone = [
        r#"{"id":"d","text":"He lived in Paris, Texas, for a year.","toponyms":[{"start":12,"end":17}]}"#,
        r#"{"id":"e","text":"Police in Ontario said the man left London on Friday.","toponyms":[{"start":36,"end":42}]}"#,
    ];
    std::fs::write(dir.path().join("lone.jsonl"), lone.join("\n"))?;
    for (doc, country) in
        documents(&ok(&dateline(&["tag", "--spans", "lone.jsonl"], dir.path()))?)?.iter().zip(["US", "CA"])
    {
        let list = doc["toponyms"].as_array().cloned().unwrap_or_default();
        require(list.len() == 1 && list[0]["country"] == country, format!("{list:?}"))?;
    }
    Ok(())
}

fn evaluate() -> Result<(), Failed> {
    let dir = Scratch::new("evaluate");
    std::fs::write(dir.path().join("gold.jsonl"), GOLD.join("\n"))?;
    // Five annotated spans, all given and so all matched; of the four with coordinates two are right, Khujand is far
    // off, and the number has no place: precision 2/3, recall 2/4, F1 4/7. Vellonsk cannot be judged.
    let out = ok(&dateline(&["evaluate", "--spans", "gold.jsonl"], dir.path()))?;
    for line in [
        "3 documents, 5 annotated, 4 with coordinates, 5 found",
        "exact span           precision 1.000  recall 1.000  F1 1.000",
        "end to end, 161 km   precision 0.667  recall 0.500  F1 0.571",
        "resolution of 3: 0.667 within 161 km, 0.667 within 20 km",
        "placed wrongly, 1: Khujand (1)",
    ] {
        require(out.contains(line), format!("no {line:?} in\n{out}"))?;
    }
    Ok(())
}

/// The scorer's own figures, where it and Python are at hand: a path in the environment names it.
fn scorer() -> Result<(), Failed> {
    let Some(scorer) = std::env::var_os("DATELINE_SCORER").filter(|s| Path::new(s).is_file()) else {
        eprintln!("skipped: no file is named by DATELINE_SCORER");
        return Ok(());
    };
    let dir = Scratch::new("scorer");
    std::fs::write(dir.path().join("gold.jsonl"), GOLD.join("\n"))?;
    for flags in [&["--spans"][..], &[]] {
        let tagged = ok(&dateline(&[&["tag", "gold.jsonl"], flags].concat(), dir.path()))?;
        std::fs::write(dir.path().join("found.jsonl"), tagged)?;
        let told = ok(&dateline(&[&["evaluate", "gold.jsonl"], flags].concat(), dir.path()))?;
        let run =
            Command::new("python3").arg(&scorer).args(["gold.jsonl", "found.jsonl"]).current_dir(dir.path()).output();
        let Ok(run) = run else { return Ok(()) };
        let score: Value = serde_json::from_str(String::from_utf8(run.stdout)?.lines().next().unwrap_or(""))?;
        for (row, key) in
            [("exact span", "exact"), ("overlapping span", "overlap"), ("end to end, 161 km", "end_to_end")]
        {
            let part = |name: &str| score[key][name].as_f64().unwrap_or(-1.0);
            let line = format!("{row:<20} precision {:.3}  recall {:.3}  F1 {:.3}", part("p"), part("r"), part("f1"));
            require(told.contains(&line), format!("the scorer says {line:?}, evaluate\n{told}"))?;
        }
    }
    Ok(())
}

fn ok(out: &Output) -> Result<String, Failed> {
    let err = String::from_utf8_lossy(&out.stderr);
    if out.status.code() != Some(0) {
        return Err(format!("exit {:?}: {err}", out.status.code()).into());
    }
    Ok(String::from_utf8(out.stdout.clone())?)
}

fn require(holds: bool, what: impl Into<String>) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(what.into().into()) }
}

fn sample() -> String {
    project("assets/sample").to_string_lossy().into_owned()
}

fn documents(out: &str) -> Result<Vec<Value>, Failed> {
    out.lines().map(|l| serde_json::from_str(l).map_err(|e| format!("{e}: {l}").into())).collect()
}

fn tag_contract() -> Result<(), Failed> {
    let dir = Scratch::new("contract");
    let docs = documents(&ok(&dateline(&["tag", &sample()], dir.path()))?)?;
    require(docs.len() >= 30, format!("{} documents", docs.len()))?;
    let (mut names, mut dates) = (0, 0);
    for doc in &docs {
        let id = doc["id"].as_str().ok_or("no id")?;
        for key in ["title", "date", "date_origin", "date_earliest", "date_latest", "source", "toponyms", "dates"] {
            require(doc.get(key).is_some(), format!("{id}: no {key}"))?;
        }
        // Offsets of a text file count code points of the file itself.
        let file = project("assets/sample").join(id);
        let is_text = file.extension().is_some_and(|e| e == "txt" || e == "md");
        let text: Option<Vec<char>> = is_text.then(|| std::fs::read_to_string(&file).unwrap().chars().collect());
        for t in doc["toponyms"].as_array().ok_or("toponyms is no list")? {
            names += 1;
            let (start, end) = (t["start"].as_u64().ok_or("start")? as usize, t["end"].as_u64().ok_or("end")? as usize);
            let surface = t["surface"].as_str().ok_or("surface")?;
            require(surface.chars().count() == end - start, format!("{id}: {surface}: {start}..{end}"))?;
            if let Some(text) = &text {
                let slice: String = text[start..end].iter().collect();
                require(slice == surface, format!("{id}: {slice:?} is not {surface:?}"))?;
            }
            let kind = t["kind"].as_str().ok_or("kind")?;
            require(
                ["place", "dateline", "demonym", "government", "organisation"].contains(&kind),
                format!("{id}: kind {kind}"),
            )?;
            if t["lat"].is_null() {
                require(t["geonameid"].is_null() && t["place"].is_null(), format!("{id}: {surface}: half placed"))?;
            } else {
                for key in ["lon", "place", "name", "feature", "confidence", "band", "reason"] {
                    require(!t[key].is_null(), format!("{id}: {surface}: no {key}"))?;
                }
            }
        }
        dates += doc["dates"].as_array().ok_or("dates is no list")?.len();
    }
    require(names > 200, format!("only {names} toponyms"))?;
    require(dates > 20, format!("only {dates} dates"))
}

/// An address that may be any of several towns' with articles that tell which, and one that names none with articles that
/// name towns of one corner. The last article of each tells nothing by itself.
fn tag_outlet() -> Result<(), Failed> {
    let by_division = [
        "The council in Springfield, Illinois, met on Monday.",
        "A farmer from Clinton won a prize at the Illinois State Fair.",
        "Roads around Paris were icy on Tuesday. A bus slid off a bridge.",
    ];
    let by_towns = [
        "Voters in Torrington, Connecticut, said no to a new school. Winsted votes in May.",
        "A truck from Torrington hit a bridge in Harwinton, and Winsted firemen pulled it out.",
        "Snow closed the schools of Torrington and Winsted. Goshen, Connecticut, had no power.",
        "A baker from Litchfield won the prize.",
    ];
    let line = |source: &str, n: usize, text: &str| {
        serde_json::json!({ "id": format!("{source} {n}"), "source": source, "text": text }).to_string()
    };
    let last = |source: &str, texts: &[&str], name: &str, spans: bool| -> Result<String, Failed> {
        let dir = Scratch::new("outlet");
        let mut lines: Vec<String> = texts.iter().enumerate().map(|(n, text)| line(source, n, text)).collect();
        // Another outlet's article stands first.
        lines.insert(0, line("https://www.example.org/", 0, "Rain fell in Paris and in Lamar County, Texas."));
        if spans {
            // In each line the names in capitals but its first word, which is none.
            let mut given = |line: &String| -> Result<String, Failed> {
                let mut value: Value = serde_json::from_str(line)?;
                let text = value["text"].as_str().unwrap_or_default().to_owned();
                let words = text.match_indices(|c: char| c.is_ascii_uppercase()).map(|(at, _)| at).filter(|&at| at > 0);
                let span = |at: usize| {
                    let length = text[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - at);
                    serde_json::json!({ "start": at, "end": at + length })
                };
                value["toponyms"] = words.map(span).collect();
                Ok(value.to_string())
            };
            lines = lines.iter().map(&mut given).collect::<Result<_, _>>()?;
        }
        std::fs::write(dir.path().join("a.jsonl"), lines.join("\n"))?;
        let flags: &[&str] = if spans { &["tag", "--spans", "a.jsonl"] } else { &["tag", "a.jsonl"] };
        let docs = documents(&ok(&dateline(flags, dir.path()))?)?;
        let list = docs.last().and_then(|d| d["toponyms"].as_array()).cloned().unwrap_or_default();
        let found = list.iter().find(|t| t["surface"] == name).ok_or_else(|| format!("no {name}"))?;
        Ok(format!("{} {:.0}", found["country"].as_str().unwrap_or("-"), found["lat"].as_f64().unwrap_or(0.0)))
    };
    for spans in [false, true] {
        for (source, texts, name, place) in [
            ("https://www.parisbulletin.com/news", &by_division[..], "Paris", "US 40"),
            ("https://www.example.com/news", &by_division, "Paris", "FR 49"),
            ("https://www.qxherald.com/1", &by_towns, "Litchfield", "US 42"),
        ] {
            let told = last(source, texts, name, spans)?;
            require(told == place, format!("{source}: {told}, not {place}"))?;
        }
    }
    // By itself the last article does not tell.
    let alone = last("https://www.qxherald.com/1", &by_towns[3..], "Litchfield", false)?;
    require(alone != "US 42", "Litchfield is told without its outlet: the case shows nothing")?;
    Ok(())
}

fn tag_twice() -> Result<(), Failed> {
    let dir = Scratch::new("twice");
    let (a, b) = (dateline(&["tag", &sample()], dir.path()), dateline(&["tag", &sample()], dir.path()));
    require(ok(&a)? == ok(&b)?, "two runs differ")
}

fn tag_stdin() -> Result<(), Failed> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["tag", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut input = String::new();
    for i in 0..300 {
        input += &format!("{{\"id\":\"d{i}\",\"text\":\"Rain fell on Nairobi and Lima.\",\"extra\":[1]}}\n");
    }
    input.push_str("this is no JSON\n{\"text\":\"Snow in Oslo.\"}\n");
    child.stdin.take().unwrap().write_all(input.as_bytes())?;
    let out = child.wait_with_output()?;
    require(out.status.code() == Some(1), format!("exit {:?}, not 1", out.status.code()))?;
    let docs = documents(&String::from_utf8(out.stdout)?)?;
    require(docs.len() == 301, format!("{} documents", docs.len()))?;
    for (i, doc) in docs.iter().take(300).enumerate() {
        require(doc["id"] == format!("d{i}"), format!("document {i} is {}", doc["id"]))?;
    }
    let names = docs[0]["toponyms"].as_array().map_or(0, Vec::len);
    require(names == 2, format!("{names} toponyms, not 2"))?;
    let err = String::from_utf8(out.stderr)?;
    require(err.contains("301") && err.lines().count() == 1, format!("the bad line is not named: {err}"))
}

fn closed_pipe() -> Result<(), Failed> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["tag", &sample()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    drop(child.stdout.take());
    let out = child.wait_with_output()?;
    let err = String::from_utf8_lossy(&out.stderr).into_owned();
    require(out.status.code() == Some(0), format!("exit {:?}: {err}", out.status.code()))
}

fn find() -> Result<(), Failed> {
    let dir = Scratch::new("find");
    let found: Value =
        serde_json::from_str(&ok(&dateline(&["gazetteer", "find", "Kabul", "--format", "json"], dir.path()))?)?;
    let first = &found[0];
    require(first["place"] == "gn:1138958" && first["geonameid"] == 1138958, format!("first is {first}"))?;
    for key in ["name", "matched", "lat", "lon", "country", "admin1", "feature", "population", "layer"] {
        require(!first[key].is_null(), format!("no {key}"))?;
    }
    require(first["feature"] == "P.PPLC" && first["country"] == "AF", format!("{first}"))?;
    let none = ok(&dateline(&["gazetteer", "find", "Qwertzuiopolis", "--format", "json"], dir.path()))?;
    require(none.trim() == "[]", format!("an unknown name printed {none}"))
}

fn read() -> Result<(), Failed> {
    let dir = Scratch::new("read");
    let docs = documents(&ok(&dateline(&["read", &sample()], dir.path()))?)?;
    for doc in &docs {
        for key in ["id", "title", "author", "source", "published", "updated", "date_origin", "language", "text"] {
            require(doc.get(key).is_some(), format!("{}: no {key}", doc["id"]))?;
        }
    }
    let dated = docs.iter().filter(|d| !d["published"].is_null()).count();
    require(dated >= 25 && dated < docs.len(), format!("{dated} of {} are dated", docs.len()))?;
    let sourced = docs.iter().filter(|d| !d["source"].is_null()).count();
    require(sourced * 10 >= docs.len() * 9, format!("{sourced} of {} have an outlet", docs.len()))
}

fn explain() -> Result<(), Failed> {
    let dir = Scratch::new("explain");
    std::fs::write(dir.path().join("a.txt"), "The mayor of Paris, Texas, said on Friday that the tower stands.\n")?;
    let out = ok(&dateline(&["explain", "a.txt"], dir.path()))?;
    for word in ["Paris", "Texas", "France"] {
        require(out.contains(word), format!("{word} is not in: {out}"))?;
    }
    Ok(())
}

fn brief_twice() -> Result<(), Failed> {
    let dir = Scratch::new("brief");
    for name in ["a.png", "b.png"] {
        ok(&dateline(&["brief", &sample(), "--out", name], dir.path()))?;
    }
    let (a, b) = (std::fs::read(dir.path().join("a.png"))?, std::fs::read(dir.path().join("b.png"))?);
    require(a == b, "two runs differ")?;
    let reader = png::Decoder::new(std::io::Cursor::new(&a)).read_info()?;
    let info = reader.info();
    require((info.width, info.height) == (1920, 1080), format!("{}x{}", info.width, info.height))?;
    let left: Vec<_> = std::fs::read_dir(dir.path())?.map(|e| e.unwrap().file_name()).collect();
    require(left.len() == 2, format!("something was left behind: {left:?}"))
}

fn brief_filters() -> Result<(), Failed> {
    let dir = Scratch::new("filters");
    ok(&dateline(&["brief", &sample(), "--out", "all.png"], dir.path()))?;
    let all = std::fs::read(dir.path().join("all.png"))?;
    for flags in [
        vec!["--from", "2026-05-11", "--to", "2026-05-15"],
        vec!["--place", "Tajikistan"],
        vec!["--bbox", "-100,25,-70,45"],
        vec!["--kind", "government"],
        vec!["--search", "quake"],
        vec!["--title", "Another title"],
        vec!["--theme", "dark"],
    ] {
        let mut args = vec!["brief", "PATH", "--out", "one.png"];
        let path = sample();
        args[1] = &path;
        args.extend(&flags);
        ok(&dateline(&args, dir.path()))?;
        require(std::fs::read(dir.path().join("one.png"))? != all, format!("{flags:?} changed nothing"))?;
    }
    Ok(())
}

fn no_display() -> Result<(), Failed> {
    let dir = Scratch::new("nodisplay");
    let out = dateline(&[], dir.path());
    ok(&out)?;
    let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    require(said.trim().lines().count() == 1 && said.contains("briefing.png"), format!("said: {said}"))?;
    require(std::fs::read(dir.path().join("briefing.png"))?.starts_with(b"\x89PNG"), "briefing.png is no PNG")
}

fn bad_input() -> Result<(), Failed> {
    let dir = Scratch::new("bad");
    let at = |name: &str| dir.path().join(name);
    std::fs::write(at("empty.txt"), "")?;
    std::fs::write(at("binary.txt"), b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0")?;
    std::fs::write(at("good.txt"), "NAIROBI, May 3 (Meridian Wire) — Rain fell on Mombasa.\n")?;
    // Windows-1251 for a Russian sentence that names Moscow and Tashkent.
    let (bytes, _, _) =
        encoding_rs::WINDOWS_1251.encode("Поезд из Москвы прибыл в Ташкент в понедельник утром, сообщила дорога.");
    std::fs::write(at("cyrillic.txt"), &bytes)?;
    // A sparse file of 1 GB costs no disk and must not be read.
    std::fs::File::create(at("huge.txt"))?.set_len(1 << 30)?;
    let out = dateline(&["tag", "missing.txt", "."], dir.path());
    require(out.status.code() == Some(1), format!("exit {:?}, not 1", out.status.code()))?;
    let err = String::from_utf8(out.stderr)?;
    for name in ["missing.txt", "empty.txt", "binary.txt", "huge.txt", "cyrillic.txt"] {
        let lines: Vec<&str> = err.lines().filter(|l| l.contains(name)).collect();
        require(lines.len() == 1, format!("{name}: {} lines in: {err}", lines.len()))?;
    }
    require(err.to_lowercase().contains("windows-1251"), format!("the encoding is not named: {err}"))?;
    let docs = documents(&String::from_utf8(out.stdout)?)?;
    let ids: Vec<&str> = docs.iter().filter_map(|d| d["id"].as_str()).collect();
    require(ids == ["cyrillic.txt", "good.txt"], format!("{ids:?}"))?;
    let good = docs[1]["toponyms"].as_array().ok_or("no toponyms")?;
    require(good.len() == 2, format!("{} toponyms in good.txt", good.len()))
}

fn other_version() -> Result<(), Failed> {
    let dir = Scratch::new("version");
    let mut bytes = std::fs::read(project("gazetteer/world.gaz"))?;
    bytes.truncate(1 << 16);
    // The format version stands right behind the magic of eight bytes.
    bytes[8] = bytes[8].wrapping_add(41);
    std::fs::write(dir.path().join("old.gaz"), &bytes)?;
    std::fs::write(dir.path().join("a.txt"), "Rain fell on Mombasa.\n")?;
    let out = dateline(&["tag", "a.txt", "--gazetteer", "old.gaz"], dir.path());
    let err = String::from_utf8(out.stderr)?;
    require(err.lines().count() == 1 && err.contains("old.gaz") && err.contains("version"), format!("said: {err}"))?;
    require(out.status.code() == Some(1), format!("exit {:?}, not 1", out.status.code()))?;
    require(documents(&String::from_utf8(out.stdout)?)?.len() == 1, "the rest did not go on")
}

fn layer() -> Result<(), Failed> {
    let dir = Scratch::new("layer");
    std::fs::write(dir.path().join("a.txt"), "The train stopped in Kyzyl-Saj-Razyezd at noon.\n")?;
    std::fs::write(dir.path().join("mine.csv"), "name,lat,lon,country\nKyzyl-Saj-Razyezd,38.9,65.6,UZ\n")?;
    let placed = |args: &[&str]| -> Result<bool, Failed> {
        let docs = documents(&ok(&dateline(args, dir.path()))?)?;
        Ok(docs[0]["toponyms"].as_array().is_some_and(|t| t.iter().any(|t| t["lat"] == 38.9)))
    };
    require(!placed(&["tag", "a.txt"])?, "it was placed without the layer")?;
    require(placed(&["tag", "a.txt", "--gazetteer", "mine.csv"])?, "the layer did not place it")
}

fn wrong_flags() -> Result<(), Failed> {
    let dir = Scratch::new("flags");
    for args in [&["brief", "."][..], &["tag", "--nonsense"], &["brief", ".", "--out", "x.docx"]] {
        let out = dateline(args, dir.path());
        require(out.status.code() == Some(2), format!("{args:?}: exit {:?}", out.status.code()))?;
        require(!out.stderr.is_empty(), format!("{args:?}: nothing was said"))?;
    }
    Ok(())
}

fn help() -> Result<(), Failed> {
    let dir = Scratch::new("help");
    for args in [
        &["--help"][..],
        &["brief", "--help"],
        &["tag", "--help"],
        &["read", "--help"],
        &["explain", "--help"],
        &["gazetteer", "--help"],
        &["gazetteer", "find", "--help"],
    ] {
        let out = ok(&dateline(args, dir.path()))?;
        require(out.contains("Example") && out.contains("dateline "), format!("{args:?} shows no example"))?;
    }
    Ok(())
}
