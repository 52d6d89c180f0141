//! How like a feature's own name another of its names is: "New York" is part of New York City's, "Salisbury" in no way
//! like Harare's. It matters where the name is some other place's own.

use crate::gazetteer::{FeatureClass, Gazetteer, Hit, NameKind};
use crate::text::normalise::normalise;

/// Bearers whose own names are compared; the gazetteer gives the largest first.
const COMPARED: usize = 12;
/// Letters that two spellings of one name begin with: "Odessa" and "Odesa", "Marseilles" and "Marseille".
const SHARED: usize = 3;

/// How like a feature's own name the name that found it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// The same, or nobody's own, so that nothing is to be compared.
    #[default]
    Own,
    /// Part of it, or with more to it.
    Part,
    /// Another spelling.
    Spelling,
    /// Another name altogether.
    Other,
}

/// Adds the likeness of each of a name's bearers to `out`.
pub(super) fn put(gazetteer: &Gazetteer, hits: &[Hit], out: &mut Vec<Likeness>) {
    let to = out.len() + hits.len();
    let own = hits.iter().find(|h| h.kind == NameKind::Primary);
    if let Some(own) = own.filter(|_| hits.iter().take(COMPARED).any(is_other)) {
        let name = normalise(gazetteer.feature(own.feature).name);
        // Yekaterinburg lies in Sverdlovsk, whose name it bore: no other place's.
        let division = gazetteer.unnamed(own.feature).class == FeatureClass::A;
        let within = |hit: &Hit| division && gazetteer.contains(own.feature, hit.feature);
        let likeness = |hit: &Hit| {
            if !is_other(hit) || within(hit) {
                return Likeness::Own;
            }
            let feature = gazetteer.feature(hit.feature);
            match alike(&name, &normalise(feature.name)) {
                // Towns, waters and airports go by a part of their names more often.
                Likeness::Part if feature.class != FeatureClass::A => Likeness::Own,
                alike => alike,
            }
        };
        out.extend(hits.iter().take(COMPARED).map(likeness));
    }
    out.resize(to, Likeness::Own);
}

fn is_other(hit: &Hit) -> bool {
    matches!(hit.kind, NameKind::Alias | NameKind::Former)
}

/// Compares two names in normal form.
pub(super) fn alike(name: &str, own: &str) -> Likeness {
    let held = |part: &str, whole: &str| {
        whole.match_indices(part).any(|(at, _)| {
            let end = at + part.len();
            (at == 0 || whole[..at].ends_with(' ')) && (end == whole.len() || whole[end..].starts_with(' '))
        })
    };
    let common = name.chars().zip(own.chars()).take_while(|(a, b)| a == b).count();
    if held(name, own) || held(own, name) {
        Likeness::Part
    } else if common >= SHARED {
        Likeness::Spelling
    } else {
        Likeness::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_word_by_word() {
        for (name, own, likeness) in [
            ("new york", "new york city", Likeness::Part),
            ("london city", "london", Likeness::Part),
            ("odessa", "odesa", Likeness::Spelling),
            ("alexandria", "alessandria", Likeness::Spelling),
            ("aden", "yemen", Likeness::Other),
            ("salisbury", "harare", Likeness::Other),
            ("york", "yorkton", Likeness::Spelling),
        ] {
            assert_eq!(alike(name, own), likeness, "{name}, {own}");
        }
    }
}
