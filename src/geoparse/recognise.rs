//! Which candidate names are toponyms. Says nothing about where they are.

use super::candidates::{Name, Names};
use super::features::{Context, Reach, features};
use super::kinds::placed_kind;
use super::mention::Kind;
use super::network::{CLASSES, GOVERNMENT, ORGANISATION, PERSON, PLACE};
use super::rules::{Ruling, lift, raise, rule, shrink};
use super::series::listed;
use super::weights::Model;

/// A name with the beliefs about what it does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Index into the candidate names.
    pub(crate) name: usize,
    /// Beliefs in the network's classes.
    pub(crate) beliefs: [f32; CLASSES],
    pub(crate) kind: Kind,
}

impl Found {
    /// Belief that it is a toponym of any kind.
    pub(crate) fn toponym(&self) -> f32 {
        toponym(&self.beliefs)
    }
}

pub(super) fn toponym(beliefs: &[f32; CLASSES]) -> f32 {
    beliefs[PLACE] + beliefs[GOVERNMENT] + beliefs[ORGANISATION]
}

/// The best set of names that do not overlap, in text order; with `all` also persons and the rest.
pub(crate) fn recognise(context: &Context<'_>, model: &Model, all: bool) -> Vec<Found> {
    let names = context.names;
    let mut beliefs = believe(context, model);
    repeat(context, &mut beliefs);
    let mut chosen = choose(names, &beliefs, &model.bars);
    if all {
        add_others(names, &beliefs, &mut chosen);
    }
    chosen
        .into_iter()
        .map(|name| Found { name, beliefs: beliefs[name], kind: kind(context, name, &beliefs, model) })
        .collect()
}

/// A name that no layer knows and a rule took for a place is one wherever the document repeats it.
fn repeat(context: &Context<'_>, beliefs: &mut [[f32; CLASSES]]) {
    let unknown = |i: usize| context.names.list.get(i).is_some_and(|n| !n.is_known());
    let mut keys: Vec<u32> = (0..beliefs.len())
        .filter(|&i| unknown(i) && rule(context, i).is_some())
        .map(|i| context.names.list[i].key)
        .collect();
    keys.sort_unstable();
    for (i, belief) in beliefs.iter_mut().enumerate() {
        if unknown(i) && keys.binary_search(&context.names.list[i].key).is_ok() && toponym(belief) < 0.7 {
            *belief = [0.2, 0.0, 0.8, 0.0, 0.0];
        }
    }
}

/// Beliefs about every candidate name, by itself and then by the lists that it stands in.
pub(crate) fn believe(context: &Context<'_>, model: &Model) -> Vec<[f32; CLASSES]> {
    let mut facts = Vec::with_capacity(128);
    let mut alone = Vec::with_capacity(context.names.list.len());
    for i in 0..context.names.list.len() {
        facts.clear();
        features(context, i, Reach::Lean, &mut facts);
        let raw = model.names.judge(&facts);
        alone.push(lift(Ruling::of(context, i, toponym(&raw)), raw));
    }
    let others = Others::of(context, &alone);
    let listed = |i: usize, beliefs| listed(context, i, &alone, beliefs);
    alone.iter().enumerate().map(|(i, &beliefs)| listed(i, others.outvote(context, i, beliefs))).collect()
}

/// What the document's other uses of each known name are believed to be.
struct Others {
    /// By group of names alike: the sum of the beliefs in a toponym, and their number.
    sums: Vec<(f32, u32)>,
}

impl Others {
    fn of(context: &Context<'_>, beliefs: &[[f32; CLASSES]]) -> Self {
        let mut sums = vec![(0.0, 0); context.names.firsts.len() + 1];
        for (name, belief) in context.names.list.iter().zip(beliefs) {
            if let Some(entry) = sums.get_mut(name.alike as usize) {
                *entry = (entry.0 + toponym(belief), entry.1 + 1);
            }
        }
        Self { sums }
    }

    /// "Delay in Ashford trial": a town's name that the document has for a person all over is one there, too.
    fn outvote(&self, context: &Context<'_>, index: usize, beliefs: [f32; CLASSES]) -> [f32; CLASSES] {
        let name = &context.names.list[index];
        let own = toponym(&beliefs);
        let (sum, count) = self.sums.get(name.alike as usize).copied().unwrap_or_default();
        if name.alike > 0 && count >= 3 && (POSSIBLE..0.5).contains(&own) && (sum - own) / (count - 1) as f32 > LIKELY {
            return raise(beliefs, PLACE, 0.5);
        }
        if !(UNLIKELY..SURE).contains(&own) || !super::persons::may_be(context, name) {
            return beliefs;
        }
        if count < 3 || (sum - own) / (count - 1) as f32 > UNLIKELY {
            return beliefs;
        }
        shrink(beliefs, 0.25)
    }
}

/// Belief under which the other uses of a name speak against it, and from which they do not.
const UNLIKELY: f32 = 0.12;
const SURE: f32 = 0.95;
/// Belief from which the other uses of a name speak for one that is possible, and from which it is.
const LIKELY: f32 = 0.9;
const POSSIBLE: f32 = 0.1;

fn bar(bars: &[f32; 2], known: bool) -> f32 {
    bars[usize::from(!known)].clamp(0.01, 0.99)
}

/// "Indian Ocean" where "Indian" is believed in: a longer known name takes over most of the belief in what it holds.
fn inherited(names: &Names, beliefs: &[[f32; CLASSES]], index: usize) -> f32 {
    let name = &names.list[index];
    let own = toponym(&beliefs[index]);
    if !name.is_known() || name.end < name.first + 2 || own < 0.12 {
        return 0.0;
    }
    let from = names.list[..index].iter().rposition(|n| n.first < name.first).map_or(0, |i| i + 1);
    let inner = names.list[from..]
        .iter()
        .zip(&beliefs[from..])
        .take_while(|(n, _)| n.first < name.end)
        .filter(|(n, _)| n.is_known() && n.end <= name.end && n.end - n.first < name.end - name.first)
        .map(|(_, b)| toponym(b))
        .fold(0.0_f32, f32::max);
    if inner > own { 1.0 - (1.0 - inner) * 0.9 } else { 0.0 }
}

/// Weighted interval scheduling: the set of names that do not overlap with the largest sum of log odds.
fn choose(names: &Names, beliefs: &[[f32; CLASSES]], bars: &[f32; 2]) -> Vec<usize> {
    let mut order: Vec<(usize, f32)> = (0..names.list.len())
        .filter_map(|i| {
            let p = toponym(&beliefs[i]).max(inherited(names, beliefs, i)).clamp(1e-4, 1.0 - 1e-4);
            let bar = bar(bars, names.list[i].is_known());
            // Over the bar the odds count from a half, so that a longer name is not given up for two halves of it.
            (p > bar).then(|| (i, libm::logf(p / (1.0 - p)) - libm::logf(bar / (1.0 - bar)) + 0.05))
        })
        .collect();
    // "British Columbia" is not "British" and "Columbia".
    let whole = |n: &Name| n.end > n.first + 1 && names.facts(n).is_some_and(|f| f.country || f.division);
    let wholes: Vec<&Name> = order.iter().map(|&(i, _)| &names.list[i]).filter(|n| whole(n)).collect();
    if !wholes.is_empty() {
        let within = |n: &Name| {
            let to = wholes.partition_point(|w| w.first <= n.first);
            let near = wholes.iter().take(to).rev().take(8);
            near.into_iter().any(|w| w.end >= n.end && (w.first < n.first || w.end > n.end))
        };
        order.retain(|&(i, _)| !within(&names.list[i]));
    }
    order.sort_by_key(|&(i, _)| (names.list[i].end, names.list[i].first));
    // best[k]: the largest sum over the first k names of `order`.
    let mut best = vec![0.0_f32; order.len() + 1];
    let mut back = vec![(0, false); order.len() + 1];
    for (k, &(i, score)) in order.iter().enumerate() {
        let first = names.list[i].first;
        let before = order[..k].partition_point(|&(j, _)| names.list[j].end <= first);
        let with = best[before] + score;
        (best[k + 1], back[k + 1]) = if with > best[k] { (with, (before, true)) } else { (best[k], (k, false)) };
    }
    let mut chosen = Vec::new();
    let mut k = order.len();
    while k > 0 {
        let (before, taken) = back[k];
        if taken {
            chosen.push(order[k - 1].0);
        }
        k = before;
    }
    chosen.sort_unstable_by_key(|&i| names.list[i].first);
    chosen
}

/// Adds known names that were judged persons or something else, where nothing taken overlaps them; longest first.
fn add_others(names: &Names, beliefs: &[[f32; CLASSES]], chosen: &mut Vec<usize>) {
    let mut rest: Vec<usize> = (0..names.list.len())
        .filter(|&i| names.list[i].is_known() || beliefs[i][PERSON] > 0.5)
        .filter(|i| chosen.binary_search_by_key(&names.list[*i].first, |&c| names.list[c].first).is_err())
        .collect();
    rest.sort_by_key(|&i| (names.list[i].first, std::cmp::Reverse(names.list[i].end)));
    let taken = chosen.clone();
    let mut next_taken = 0;
    let mut until = 0;
    for i in rest {
        let name = &names.list[i];
        while next_taken < taken.len() && names.list[taken[next_taken]].end <= name.first {
            next_taken += 1;
        }
        let free = taken.get(next_taken).is_none_or(|&t| !names.list[t].overlaps(name));
        if free && name.first >= until {
            until = name.end;
            chosen.push(i);
        }
    }
    chosen.sort_unstable_by_key(|&i| names.list[i].first);
}

/// What a recognised name is doing.
fn kind(context: &Context<'_>, index: usize, all: &[[f32; CLASSES]], model: &Model) -> Kind {
    let beliefs = &all[index];
    let known = context.names.list[index].is_known();
    if toponym(beliefs).max(inherited(context.names, all, index)) <= bar(&model.bars, known) {
        return if beliefs[PERSON] > beliefs[0] { Kind::Person } else { Kind::Other };
    }
    if context.in_dateline(&context.names.list[index]) {
        Kind::Dateline
    } else {
        placed_kind(context, index, &model.roles)
    }
}
