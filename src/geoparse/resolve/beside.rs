//! What stands right beside a name: its container, the word that says what it is, its neighbours in a list.

use super::super::candidates::Name;
use super::super::features::Context;
use super::super::lexicon::Classes;
use super::super::mention::Kind as MentionKind;
use super::super::recognise::Found;
use super::Resolver;
use crate::gazetteer::{FeatureClass, FeatureRef, Hit, NameKind};
use crate::text::tokens::Gap;

/// Inhabitants of a town that is listed beside others rather than held by them.
const LARGE: u32 = 400_000;
/// Words at most between the article and the word for a settlement: "a small fishing village in".
const ADJECTIVES: usize = 3;

impl Resolver<'_, '_> {
    /// Whether two names are neighbours in a list of towns rather than a town and what holds it: "Washington, New York
    /// and Boston". More follows, both are large towns, and the first does not lie in the second.
    fn listed_apart(&self, inner: &Name, outer: &Name) -> bool {
        let scan = self.context.scan;
        let comma = scan.gap(outer.end) == Gap::Comma;
        let and = matches!(scan.word(outer.end), "and" | "or") && scan.gap(outer.end) != Gap::Dot;
        let goes_on = if and {
            self.context.name_at(outer.end + 1).is_some()
        } else {
            comma && self.context.name_at(outer.end).is_some_and(|n| self.context.name_at(n.end + 1).is_some())
        };
        // "Niger, Nigeria and Chad" are three countries, though Nigeria has a state of Niger.
        let behind = outer.end + usize::from(and);
        let the = usize::from(scan.word(behind) == "the");
        let third = self.context.name_at(behind + the).filter(|_| and || comma);
        let country = |n: &Name| self.context.facts(n).is_some_and(|f| f.country);
        if scan.gap(inner.end) == Gap::Comma && country(inner) && country(outer) && third.is_some_and(country) {
            return true;
        }
        let large = |n: &Name| {
            let features = self.context.names.features(n).iter().take(4);
            features.copied().find(|f| f.class == FeatureClass::P && (f.population >= LARGE || f.code == "PPLC"))
        };
        goes_on
            && scan.gap(inner.end) == Gap::Comma
            && large(outer).is_some()
            && large(inner).is_some_and(|town| {
                let held = |h: &Hit| self.gazetteer.contains(h.feature, town.at);
                !self.context.names.hits(outer).iter().take(4).any(held)
            })
    }

    /// The features of the names that stand right behind a name and contain one of its bearers.
    pub(super) fn containers(&self, name: &Name) -> (Vec<FeatureRef>, bool) {
        let scan = self.context.scan;
        let mut out = Vec::new();
        let gap = scan.gap(name.end);
        if self.context.name_at(name.end).is_some_and(|next| self.listed_apart(name, next)) {
            return (out, false);
        }
        if matches!(gap, Gap::Comma | Gap::Open | Gap::Space | Gap::Line | Gap::Dash) {
            self.collect(name.end, name, gap, &mut out);
            if !out.is_empty() {
                return (out, true);
            }
            // "Paris, a small town in Texas" says so outright; "Paris in Texas", "Paris, in Lamar County" are near.
            let described = self.described(name);
            let at = described.unwrap_or(name.end);
            if matches!(scan.word(at), "in" | "of") && gap != Gap::Open {
                let next = at
                    + 1
                    + usize::from(matches!(
                        scan.word(at + 1),
                        "the" | "northern" | "southern" | "eastern" | "western" | "central"
                    ));
                self.collect(next, name, Gap::Space, &mut out);
                if !out.is_empty() && described.is_some() {
                    return (out, true);
                }
            }
        }
        if out.is_empty()
            && let Some(country) = self.capital_of(name)
        {
            self.gather(country, name, &mut out);
            if !out.is_empty() {
                return (out, true);
            }
        }
        // "The Texas town of Paris".
        if out.is_empty()
            && name.first >= 3
            && scan.word(name.first - 1) == "of"
            && scan.class(name.first - 2).has(Classes::SETTLEMENT_OF)
            && let Some(before) = self.context.name_ending_at(name.first - 2)
        {
            self.gather(before, name, &mut out);
            if !out.is_empty() {
                return (out, true);
            }
        }
        // "Ohio's Lebanon", "Georgia's Athens".
        if out.is_empty()
            && scan.gap(name.first) == Gap::Space
            && name.first >= 2
            && scan.word(name.first - 1) == "s"
            && let Some(before) = self.context.name_ending_at(name.first - 1)
        {
            self.gather(before, name, &mut out);
        }
        (out, false)
    }

    /// The word behind ", a small town": what kind of settlement a name is.
    fn described(&self, name: &Name) -> Option<usize> {
        let scan = self.context.scan;
        if scan.gap(name.end) != Gap::Comma || !matches!(scan.word(name.end), "a" | "an" | "the") {
            return None;
        }
        let plain = |at: &usize| scan.gap(*at) == Gap::Space && !scan.is_capital(*at);
        let mut words = (name.end + 1..name.end + 2 + ADJECTIVES).take_while(plain);
        words.find(|&at| scan.class(at).has(Classes::SETTLEMENT_OF)).map(|at| at + 1)
    }

    /// "Victoria, the capital of the Seychelles"; "the Tajik capital, Dushanbe"; "Tajikistan's capital Dushanbe".
    fn capital_of(&self, name: &Name) -> Option<&Name> {
        let scan = self.context.scan;
        let the = |at: usize| usize::from(matches!(scan.word(at), "the" | "The"));
        let behind = name.end + the(name.end);
        if scan.gap(name.end) == Gap::Comma && scan.word(behind) == "capital" && scan.word(behind + 1) == "of" {
            return self.context.name_at(behind + 2 + the(behind + 2));
        }
        let before = name.first.checked_sub(1).filter(|&at| scan.word(at) == "capital")?;
        if !matches!(scan.gap(name.first), Gap::Space | Gap::Comma) {
            return None;
        }
        let possessive = before.checked_sub(1).filter(|&at| scan.word(at) == "s").unwrap_or(before);
        self.context.name_ending_at(possessive)
    }

    /// The bearers of a name that hold a bearer of the name right before it, as the state in "Savannah, Georgia".
    pub(super) fn holding(&self, name: &Name) -> Vec<FeatureRef> {
        let scan = self.context.scan;
        if !matches!(scan.gap(name.first), Gap::Comma | Gap::Open) {
            return Vec::new();
        }
        let Some(before) = self.context.name_ending_at(name.first) else { return Vec::new() };
        if self.listed_apart(before, name) {
            return Vec::new();
        }
        let inners = self.context.names.features(before);
        let mut out: Vec<FeatureRef> = Vec::new();
        for feature in self.context.names.features(name).iter().take(12) {
            let wide = feature.code == "ADM1" || feature.is_country();
            if wide && inners.iter().any(|i| i.at != feature.at && self.gazetteer.holds(feature, i)) {
                out.push(feature.at);
            }
        }
        out
    }

    fn collect(&self, at: usize, name: &Name, gap: Gap, out: &mut Vec<FeatureRef>) {
        let Some(next) = self.context.name_at(at) else { return };
        let abbreviated = self.context.names.hits(next).first().is_some_and(|h| h.kind == NameKind::Abbreviation);
        let division = self.context.facts(next).is_some_and(|f| f.division || f.country);
        if gap == Gap::Space
            && !(abbreviated || division)
            && !matches!(self.context.scan.word(at.wrapping_sub(1)), "in" | "of" | "the")
        {
            return;
        }
        self.gather(next, name, out);
        // "Paris, Lamar County, Texas": the wider one too.
        if self.context.scan.gap(next.end) == Gap::Comma
            && let Some(wider) = self.context.name_at(next.end)
            && self.context.facts(wider).is_some_and(|f| f.division || f.country)
        {
            let mut more = Vec::new();
            self.gather(wider, name, &mut more);
            if !more.is_empty() {
                // Both must hold; keep the narrower only where it lies in the wider.
                out.retain(|&o| more.iter().any(|&m| self.gazetteer.contains(m, o)));
                if out.is_empty() {
                    *out = more;
                }
            }
        }
    }

    fn gather(&self, outer: &Name, inner: &Name, out: &mut Vec<FeatureRef>) {
        let inners = self.context.names.features(inner);
        for feature in self.context.names.features(outer).iter().take(12) {
            // A river does not say where a town on it is: "Dublin, Ohio" lies in the state.
            if !matches!(feature.class, FeatureClass::P | FeatureClass::H)
                && inners.iter().any(|i| i.at != feature.at && self.gazetteer.holds(feature, i))
            {
                out.push(feature.at);
            }
        }
    }

    /// What the words around say about the kind of place: 1 town, 2 state, 3 county, 4 water, 5 heights, 6 country.
    pub(super) fn cue(&self, name: &Name) -> usize {
        let scan = self.context.scan;
        let of = name.first >= 2 && scan.word(name.first - 1) == "of";
        let word = if of {
            scan.word(name.first - 2)
        } else if matches!(scan.gap(name.end), Gap::Space) {
            scan.word(name.end)
        } else {
            ""
        };
        let before = if scan.gap(name.first) == Gap::Space && name.first >= 1 { scan.word(name.first - 1) } else { "" };
        let last = scan.word(name.end - 1);
        let code = |w: &str| match w {
            "city" | "town" | "village" | "City" | "suburb" | "Town" | "township" | "mayor" | "Mayor" | "downtown"
            | "outskirts" | "streets" | "resident" | "residents" => 1,
            "state" | "State" | "province" | "Province" | "governor" | "Governor" | "Gov" | "legislature"
            | "Legislature" | "oblast" | "region" => 2,
            "county" | "County" | "district" | "District" | "parish" | "Parish" => 3,
            "river" | "River" | "lake" | "Lake" | "sea" | "Sea" | "Bay" | "bay" | "banks" | "shores" => 4,
            "mountain" | "mountains" | "Mountains" | "island" | "islands" | "Island" | "Islands" | "Mount" => 5,
            "country" | "nation" | "Republic" | "republic" | "Kingdom" | "government" | "president" | "President" => 6,
            _ => 0,
        };
        let own = code(last);
        if own > 0 && name.end > name.first + 1 {
            return own;
        }
        let near = code(word);
        if near > 0 {
            return near;
        }
        if scan.class(name.first.wrapping_sub(1)).has(Classes::DIRECTION) { 7 } else { code(before) }
    }
}

/// Whether "the" stands before a name that nothing follows which it could belong to: "the Nile", not "the Moscow talks".
pub(super) fn article(context: &Context<'_>, name: &Name) -> bool {
    let scan = context.scan;
    let the = name.first > 0 && matches!(scan.word(name.first - 1), "the" | "The");
    let small = |word: &str| matches!(word, "in" | "at" | "and" | "or" | "to" | "from" | "with" | "is" | "was" | "has");
    the && scan.gap(name.first) == Gap::Space && (scan.gap(name.end) != Gap::Space || small(scan.word(name.end)))
}

/// What a name is doing, for crossing with what kind of thing it may be.
pub(super) fn role(context: &Context<'_>, found: &Found, name: &Name) -> usize {
    let scan = context.scan;
    let before = name.first.checked_sub(1).map_or("", |at| scan.word(at));
    match found.kind {
        MentionKind::Organisation => 1,
        MentionKind::Government => 2,
        MentionKind::Demonym => 3,
        _ if scan.gap(name.end) == Gap::Apostrophe => 4,
        _ if matches!(before, "in" | "In") => 5,
        _ if matches!(before, "from" | "to" | "at" | "near" | "outside") => 6,
        _ if before == "of" => 7,
        _ => 0,
    }
}

/// What stands beside a name in a list: 1 divisions, 2 countries, 3 towns, 0 nothing known.
pub(super) fn sibling(context: &Context<'_>, name: &Name) -> usize {
    let scan = context.scan;
    let joins = |at: usize| matches!(scan.word(at), "and" | "or" | "And") && scan.gap(at) != Gap::Dot;
    let next = match scan.gap(name.end) {
        Gap::Comma if joins(name.end) => context.name_at(name.end + 1),
        Gap::Comma => context.name_at(name.end),
        _ if joins(name.end) => context.name_at(name.end + 1),
        _ => None,
    };
    let before = match scan.gap(name.first) {
        Gap::Comma => context.name_ending_at(name.first),
        _ if name.first > 0 && joins(name.first - 1) => context.name_ending_at(name.first - 1),
        _ => None,
    };
    let code = |n: Option<&Name>| {
        n.and_then(|n| context.facts(n)).map_or(0, |f| {
            if f.country {
                2
            } else if f.division {
                1
            } else {
                3 * usize::from(f.populated)
            }
        })
    };
    match (code(before), code(next)) {
        (0, n) => n,
        (b, 0) => b,
        (b, n) if b == n => b,
        _ => 4,
    }
}
