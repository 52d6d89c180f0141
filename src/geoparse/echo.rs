//! What the second reading of a document is told beside the facts of the first: what that believed of the same name
//! elsewhere, and of its neighbours.

use super::features::{Context, Sink, step};
use super::network::{CLASSES, GOVERNMENT, ORGANISATION, PERSON, PLACE};
use rustc_hash::FxHashMap;

/// What a first reading of the document believed, by name: the second reading learns from it.
pub(crate) struct Echo {
    /// By the name's key: sum and maximum of the belief in a toponym, and how many.
    by_key: FxHashMap<u32, (f32, f32, u32)>,
    /// By a word's hash: strongest belief in a person whose name ends with it.
    persons: FxHashMap<u32, f32>,
    /// By a word's hash: strongest belief in a toponym that begins with it.
    begins: FxHashMap<u32, f32>,
}

impl Echo {
    pub(crate) fn new(context: &Context<'_>, beliefs: &[[f32; CLASSES]]) -> Self {
        let room = || FxHashMap::with_capacity_and_hasher(beliefs.len() / 2, rustc_hash::FxBuildHasher);
        let mut echo = Self {
            by_key: FxHashMap::with_capacity_and_hasher(beliefs.len() / 2, rustc_hash::FxBuildHasher),
            persons: room(),
            begins: room(),
        };
        let hashes = &context.scan.hashes;
        for (name, belief) in context.names.list.iter().zip(beliefs) {
            let place = belief[PLACE] + belief[GOVERNMENT] + belief[ORGANISATION];
            let entry = echo.by_key.entry(name.key).or_default();
            *entry = (entry.0 + place, entry.1.max(place), entry.2 + 1);
            if name.end > name.first + 1 {
                let person = echo.persons.entry(hashes[name.end - 1]).or_default();
                *person = person.max(belief[PERSON]);
            }
            let begin = echo.begins.entry(hashes[name.first]).or_default();
            *begin = begin.max(place);
        }
        echo
    }
}

/// Adds the features of the second reading to those of the first.
pub(crate) fn second_features(
    context: &Context<'_>,
    index: usize,
    beliefs: &[[f32; CLASSES]],
    echo: &Echo,
    out: &mut Vec<u32>,
) {
    let Some(name) = context.names.list.get(index) else { return };
    let scan = context.scan;
    let mut sink = Sink { out };
    let place = |b: &[f32; CLASSES]| b[PLACE] + b[GOVERNMENT] + b[ORGANISATION];
    let bin = |p: f32, n: f32| (p * n) as u32;
    let own = beliefs[index];
    let own_place = place(&own);
    let own_bin = bin(own_place, 9.99);
    let own_rough = bin(own_place, 4.99);
    sink.add(100, own_bin);
    sink.pair(101, bin(own[PERSON], 5.99), own_rough);
    sink.pair(101, bin(own[ORGANISATION], 5.99), own_rough + 16);
    sink.pair(101, bin(own[GOVERNMENT], 5.99), own_rough + 32);
    if let Some(&(sum, _, n)) = echo.by_key.get(&name.key).filter(|e| e.2 > 1) {
        let mean = (sum - own_place) / (n - 1) as f32;
        sink.pair(102, bin(mean, 7.99), own_rough);
        sink.pair(103, bin(mean, 4.99), step(n).min(5) << 3 | own_rough);
    } else {
        sink.pair(102, 99, own_rough);
    }
    let person = echo.persons.get(&scan.hashes[name.end - 1]).copied().unwrap_or(0.0);
    sink.pair(104, bin(person, 5.99), own_rough);
    sink.pair(105, bin(person, 5.99), (name.end - name.first) as u32);
    let begins = echo.begins.get(&scan.hashes[name.first]).copied().unwrap_or(0.0);
    sink.pair(106, bin(begins, 5.99), own_rough);
    // The strongest of the names that share a word with it.
    let from = context.names.list[..index].iter().rposition(|n| n.first + 8 < name.first).map_or(0, |i| i + 1);
    let mut rival = (0.0_f32, 0.0_f32, false);
    let mut beside = (0.0_f32, 0.0_f32);
    for (i, other) in context.names.list.iter().enumerate().skip(from).take_while(|(_, n)| n.first < name.end + 3) {
        if i == index {
            continue;
        }
        let p = place(&beliefs[i]);
        if other.overlaps(name) {
            if p > rival.0 {
                rival.0 = p;
                rival.2 = other.end - other.first > name.end - name.first;
            }
            rival.1 = rival.1.max(beliefs[i][PERSON]);
        } else if other.end <= name.first && other.end + 2 > name.first {
            beside.0 = beside.0.max(p);
        } else if other.first >= name.end && other.first < name.end + 2 {
            beside.1 = beside.1.max(p);
        }
    }
    sink.pair(107, bin(rival.0, 5.99) << 1 | u32::from(rival.2), own_rough);
    sink.pair(108, bin(rival.1, 5.99), own_rough);
    sink.pair(109, bin(beside.0, 4.99) << 4 | scan.gap(name.first) as u32, own_rough);
    sink.pair(110, bin(beside.1, 4.99) << 4 | scan.gap(name.end) as u32, own_rough);
    let (supported, near) = context.facts(name).map_or((0, 0), |f| f.supported);
    sink.pair(111, supported << 2 | near, own_rough);
}
