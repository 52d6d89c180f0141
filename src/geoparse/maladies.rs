//! Illnesses that bear a place's name: "Ebola", "West Nile virus", "Middle East respiratory syndrome" are no places.

use super::candidates::Name;
use super::facts::Facts;
use super::features::Context;
use super::lexicon::{Classes, has};
use crate::text::tokens::Gap;

/// Known by their name alone, wherever a text speaks of illness.
const KNOWN: [&str; 22] = [
    "Andes",
    "Bundibugyo",
    "Chapare",
    "Coxsackie",
    "Ebola",
    "Guanarito",
    "Hantaan",
    "Hendra",
    "Lassa",
    "Lyme",
    "MERS",
    "Machupo",
    "Marburg",
    "Nipah",
    "Norwalk",
    "Oropouche",
    "Reston",
    "Rift Valley",
    "Ross River",
    "Usutu",
    "West Nile",
    "Zika",
];

/// Whether the name is an illness', or the first part of one's.
pub(super) fn is_malady(context: &Context<'_>, name: &Name, facts: &Facts) -> bool {
    let scan = context.scan;
    let malady = |at: usize| scan.class(at).has(Classes::MALADY);
    // "Middle East respiratory syndrome", "Crimean-Congo haemorrhagic fever", "Marburg virus". What strikes a country is
    // another thing than what bears its name: "China virus cases".
    let named = malady(name.end) && matches!(scan.gap(name.end), Gap::Space | Gap::Hyphen);
    let second = scan.gap(name.first) == Gap::Hyphen;
    if named && (!(facts.country || facts.division) || facts.demonym || second || is_influenza(scan.word(name.end))) {
        return true;
    }
    // "Crimean-Congo fever" holds two.
    let joined = scan.gap(name.end) == Gap::Hyphen && context.name_at(name.end).is_some_and(|n| malady(n.end));
    if joined && facts.demonym {
        return true;
    }
    let surface = name.span.of(scan.text);
    // Species of one virus: "the Sudan strain of Ebola".
    if matches!(surface, "Sudan" | "Zaire")
        && matches!(scan.word(name.end), "strain" | "species" | "ebolavirus" | "virus")
    {
        return true;
    }
    if !has(&KNOWN, surface) || !context.speaks_of_illness() {
        return false;
    }
    let within = name.first.checked_sub(1).is_some_and(|b| {
        matches!(scan.word(b), "in" | "In" | "near" | "outside" | "of") && scan.gap(name.first) == Gap::Space
    });
    let of_a_town = within
        && (scan.word(name.first - 1) != "of"
            || name
                .first
                .checked_sub(2)
                .is_some_and(|b| scan.class(b).has(Classes::SETTLEMENT_OF | Classes::GEOGRAPHY)));
    let held = scan.gap(name.end) == Gap::Comma
        && context.name_at(name.end).and_then(|n| context.facts(n)).is_some_and(|f| f.country || f.division);
    !of_a_town && !held
}

fn is_influenza(word: &str) -> bool {
    matches!(word, "flu" | "Flu" | "influenza" | "encephalitis")
}

#[cfg(test)]
mod tests {
    #[test]
    fn known_ones_are_sorted() {
        assert!(super::KNOWN.is_sorted());
    }
}
