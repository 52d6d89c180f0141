//! The Western world: a power, where the same word is also a direction and many a province.

use super::candidates::Name;
use super::features::Context;
use super::lexicon::has;
use crate::text::tokens::Gap;

/// What "Western" stands before when it means that world.
const OF_THE_WEST: [&str; 38] = [
    "aid",
    "allies",
    "ally",
    "arms",
    "backers",
    "capitals",
    "countries",
    "country",
    "democracies",
    "diplomat",
    "diplomats",
    "embassies",
    "envoys",
    "government",
    "governments",
    "influence",
    "intelligence",
    "leader",
    "leaders",
    "media",
    "military",
    "nations",
    "officials",
    "partners",
    "politicians",
    "power",
    "powers",
    "pressure",
    "sanctions",
    "societies",
    "society",
    "states",
    "support",
    "tanks",
    "troops",
    "values",
    "weapons",
    "world",
];

/// "Western sanctions", "Russia and the West": the world of that name rather than a direction.
pub(super) fn is_western(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let surface = name.span.of(scan.text);
    if surface == "Western" {
        return scan.gap(name.end) == Gap::Space && has(&OF_THE_WEST, scan.word(name.end));
    }
    let the = name.first.checked_sub(1).filter(|&b| scan.word(b) == "the");
    let partner = the.and_then(|b| b.checked_sub(1)).is_some_and(|b| {
        matches!(scan.word(b), "with" | "against" | "between")
            || scan.word(b) == "and" && context.name_ending_at(b).is_some()
    });
    let and = the.is_some() && scan.word(name.end) == "and" && context.name_at(name.end + 1).is_some();
    surface == "West" && (partner || and) && !(scan.is_capital(name.end) && scan.gap(name.end) == Gap::Space)
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_sorted() {
        assert!(super::OF_THE_WEST.is_sorted());
    }
}
