//! Reads case files: an article's words with carets under the names.
//!
//! ```text
//! --- paris-texas geoparse ---
//! # A following container beats population.
//! The mayor of Paris, Texas, said on Friday that …
//!              ^^^^^ Paris, US (33.66, -95.55) place by containment
//! ```
//!
//! Before the text may stand `source: ADDRESS`, `date: 2021-07-08`, `focus: PLACE` and `layer: NAME | LAT | LON`. Behind
//! the kind, `by REASON` wants a reason for the place, `despite REASON` one against it, and `over REASON` one against
//! another candidate.

/// One expectation: code points `start..end` of the text, and what is said of them.
#[derive(Debug)]
pub struct Expectation {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What stands behind the carets, without FIXME.
    pub want: String,
    /// Known to be wrong: the case then fails when it comes right, so that the mark is taken away.
    pub fixme: bool,
    /// Line of the file, 1-based.
    pub line: usize,
}

/// One case.
#[derive(Debug)]
pub struct Case {
    /// Its name, unique within its directory.
    pub name: String,
    /// The outlet's address, when the case gives one.
    pub source: Option<String>,
    /// When the article was published.
    pub date: Option<String>,
    /// The place that the reader's work is about.
    pub focus: Option<String>,
    /// Name, latitude and longitude of a place in a layer of the reader's own.
    pub layer: Option<String>,
    /// The article's text.
    pub text: String,
    /// What must be found.
    pub expectations: Vec<Expectation>,
}

/// All cases of a file; panics with file and line when it is not in the format.
pub fn read(path: &std::path::Path) -> Vec<Case> {
    let content = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut cases: Vec<Case> = Vec::new();
    // Code points before the present text line, and the line itself.
    let (mut before, mut last) = (0, String::new());
    for (n, line) in content.lines().enumerate() {
        let at = format!("{}:{}", path.display(), n + 1);
        if let Some(head) = line.strip_prefix("--- ") {
            let name = head.split_whitespace().next().unwrap_or_else(|| panic!("{at}: a case without a name"));
            cases.push(Case {
                name: name.to_owned(),
                source: None,
                date: None,
                focus: None,
                layer: None,
                text: String::new(),
                expectations: Vec::new(),
            });
            (before, last) = (0, String::new());
            continue;
        }
        let Some(case) = cases.last_mut() else {
            assert!(line.trim().is_empty() || line.starts_with('#'), "{at}: words before the first case");
            continue;
        };
        let body = line.trim_start();
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if case.text.is_empty()
            && let Some((key, value)) = line.split_once(": ")
            && let Some(slot) = match key {
                "source" => Some(&mut case.source),
                "date" => Some(&mut case.date),
                "focus" => Some(&mut case.focus),
                "layer" => Some(&mut case.layer),
                _ => None,
            }
        {
            *slot = Some(value.trim().to_owned());
            continue;
        }
        if body.starts_with('^') {
            let start = line.chars().take_while(|&c| c != '^').count();
            let carets = body.chars().take_while(|&c| c == '^').count();
            let want = body.trim_start_matches('^').trim();
            let fixme = want.ends_with("FIXME");
            let want = want.trim_end_matches("FIXME").trim().to_owned();
            assert!(start + carets <= last.chars().count(), "{at}: carets beyond the text");
            assert!(!want.is_empty(), "{at}: carets without an expectation");
            let (start, end) = (before + start, before + start + carets);
            case.expectations.push(Expectation { start, end, want, fixme, line: n + 1 });
            continue;
        }
        if !case.text.is_empty() {
            case.text.push('\n');
        }
        before = case.text.chars().count();
        case.text.push_str(line);
        line.clone_into(&mut last);
    }
    cases
}
