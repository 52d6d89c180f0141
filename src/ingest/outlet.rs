//! Names of outlets: agencies by their short names, and what a copyright line tells.

use super::furniture::begins;

/// News agencies by the short name they sign a dateline with.
const AGENCIES: [(&str, &str); 30] = [
    ("AA", "Anadolu Agency"),
    ("AFP", "Agence France-Presse"),
    ("ANI", "Asian News International"),
    ("ANSA", "ANSA"),
    ("AP", "Associated Press"),
    ("BBC", "BBC"),
    ("BELGA", "Belga"),
    ("BLOOMBERG", "Bloomberg"),
    ("BNS", "Baltic News Service"),
    ("CNN", "CNN"),
    ("CP", "Canadian Press"),
    ("DPA", "dpa"),
    ("EFE", "EFE"),
    ("IANS", "Indo-Asian News Service"),
    ("INTERFAX", "Interfax"),
    ("IRNA", "IRNA"),
    ("KUNA", "KUNA"),
    ("NNA", "National News Agency"),
    ("PAP", "Polish Press Agency"),
    ("PTI", "Press Trust of India"),
    ("REUTERS", "Reuters"),
    ("RIA NOVOSTI", "RIA Novosti"),
    ("RIA-NOVOSTI", "RIA Novosti"),
    ("SANA", "SANA"),
    ("SPUTNIK", "Sputnik"),
    ("TASS", "TASS"),
    ("THE ASSOCIATED PRESS", "Associated Press"),
    ("ASSOCIATED PRESS", "Associated Press"),
    ("UPI", "United Press International"),
    ("XINHUA", "Xinhua"),
];

/// The outlet's full name where `name` is an agency's short one, else `name` itself.
pub(super) fn full(name: &str) -> String {
    let name = name.trim();
    let upper = name.to_uppercase();
    AGENCIES.iter().find(|(short, _)| *short == upper).map_or_else(|| name.to_owned(), |(_, full)| (*full).to_owned())
}

/// Whether `name` is an agency's.
pub(super) fn is_agency(name: &str) -> bool {
    let upper = name.trim().to_uppercase();
    AGENCIES.iter().any(|(short, full)| *short == upper || full.to_uppercase() == upper)
}

/// Whether a line is a copyright line.
pub(super) fn is_copyright(line: &str) -> bool {
    line.starts_with('©')
        || begins(line, "(c) ")
        || begins(line, "copyright ")
        || (line.len() < 160 && line.to_lowercase().contains("all rights reserved"))
        || (line.len() < 60 && line.contains('©'))
}

/// Owner and last year of a copyright line: "©2021 Bloomberg L.P." is Bloomberg's of 2021.
pub(super) fn copyright(line: &str) -> (Option<String>, Option<i16>) {
    let mut year = None;
    let mut owner = Vec::new();
    for word in line.split(|c: char| c.is_whitespace() || matches!(c, '©' | '|' | '–' | '—' | '-' | ',')) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        if bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit()) {
            year = bare.parse().ok().filter(|y| (1900..2200).contains(y)).or(year);
            continue;
        }
        if matches!(lower.as_str(), "all" | "rights") {
            break;
        }
        if bare.is_empty() || (owner.is_empty() && matches!(lower.as_str(), "copyright" | "c" | "by" | "the")) {
            continue;
        }
        if matches!(lower.as_str(), "l.p" | "lp" | "inc" | "llc" | "ltd" | "limited" | "corp" | "plc" | "gmbh") {
            break;
        }
        owner.push(word.trim_matches(|c: char| matches!(c, '(' | ')')));
        // A full stop ends the owner's name, unless it is an initial's.
        if word.ends_with('.') && bare.chars().count() > 2 {
            break;
        }
    }
    let owner = owner.join(" ");
    let owner = owner.trim_end_matches('.');
    ((1..=60).contains(&owner.len()).then(|| full(owner)), year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copyright_line_names_its_owner() {
        assert_eq!(copyright("©2021 Bloomberg L.P."), (Some("Bloomberg".into()), Some(2021)));
        assert_eq!(copyright("© 2026 Pamir Gazette. All rights reserved."), (Some("Pamir Gazette".into()), Some(2026)));
        assert_eq!(
            copyright("Copyright 2019-2020 The Associated Press. All rights reserved."),
            (Some("Associated Press".into()), Some(2020))
        );
        assert_eq!(full("AP"), "Associated Press");
        assert_eq!(full("Meridian Wire"), "Meridian Wire");
    }
}
