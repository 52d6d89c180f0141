//! Which days the articles of a view lie on: by when they appeared, or by the dates that their mentions are told of.

use super::view::{ArticleRef, Day, DayItem};
use super::{Basis, Corpus, Entry, Filter, View};
use crate::gazetteer::FeatureRef;
use jiff::ToSpan;
use jiff::civil::Date;

/// First and last day.
type Days = (Date, Date);

/// Longest axis in days; what lies outside it stays in the list.
const AXIS_DAYS: i32 = 36_600;
/// Longest event in days that says where the axis of events lies: "in the 1990s" does not.
const SHORT: i32 = 31;
/// One in so many short events at either end may lie off the axis.
const TAIL: usize = 10;
/// Days left free on both sides of the axis of events.
const MARGIN: i32 = 3;

/// The axes of a corpus, by both bases.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Axes {
    published: Option<Days>,
    events: Option<Days>,
}

impl Axes {
    pub(super) fn of(corpus: &Corpus, told: &[Told]) -> Self {
        let published = corpus.entries.iter().filter_map(|e| e.article.published.as_ref());
        let published = published.map(|d| (d.earliest, d.latest)).reduce(hull);
        // One wrong date must not squeeze the rest into a pixel for ever, nor make a column for each day of an age.
        let published = published.map(|(a, b)| (a.max(add(b, -AXIS_DAYS)), b));
        Self { published, events: events(corpus, told, published) }
    }

    fn of_basis(&self, basis: Basis) -> Option<Days> {
        match basis {
            Basis::Published => self.published,
            Basis::Event => self.events,
        }
    }
}

/// The days that hold most events and all publications. A text of this year names 1989 now and then: were those on the
/// axis, its days would be too narrow to choose one.
fn events(corpus: &Corpus, told: &[Told], published: Option<Days>) -> Option<Days> {
    let mut first: Vec<Date> = Vec::new();
    let mut last: Vec<Date> = Vec::new();
    let mut all: Option<Days> = None;
    for (entry, told) in corpus.entries.iter().zip(told) {
        let placed = |n: u32| entry.mentions.get(n as usize).is_some_and(|m| m.kind.is_placed());
        for days in told.iter().filter(|t| placed(t.0)).map(|t| t.1) {
            all = Some(all.map_or(days, |a| hull(a, days)));
            if between(days.0, days.1) < SHORT {
                first.push(days.0);
                last.push(days.1);
            }
        }
    }
    first.sort_unstable();
    last.sort_unstable();
    let tail = first.len() / TAIL;
    let most = first.get(tail).copied().zip(last.get(last.len().saturating_sub(1 + tail)).copied());
    let most = most.filter(|m| m.0 <= m.1).map(|m| (add(m.0, -MARGIN), add(m.1, MARGIN))).or(all)?;
    // A date far off in a folder of few is no reason for an axis of decades.
    let most = match published {
        Some(p) => hull((most.0.max(add(p.0, -366)).min(p.0), most.1.min(add(p.1, 366)).max(p.1)), p),
        None => most,
    };
    Some((most.0.max(add(most.1, -AXIS_DAYS)), most.1))
}

/// The dates that an article's mentions are told of, by their numbers, ascending; worked out once for a corpus.
pub(super) type Told = Vec<(u32, Days)>;

/// Works out which of an article's mentions are told of a date.
pub(super) fn told(entry: &Entry) -> Told {
    let of = |(n, mention)| entry.event_of(mention).map(|e| (n, (e.earliest, e.latest)));
    (0u32..).zip(&entry.mentions).filter_map(of).collect()
}

/// An article that passes every filter but the days, with the days it lies on by both bases.
pub(super) struct Passing {
    article: ArticleRef,
    published: Option<Days>,
    /// Whether any of its mentions is of the chosen place.
    names: bool,
    /// Days that mentions are told of, ascending, each once, and whether one of them is of the chosen place.
    events: Vec<(Days, bool)>,
}

impl Passing {
    /// `kept` are the numbers of its mentions that pass the other filters.
    pub(super) fn of(
        article: ArticleRef,
        entry: &Entry,
        told: &Told,
        kept: &[u32],
        chosen: Option<FeatureRef>,
        filter: &Filter,
    ) -> Self {
        let published = entry.article.published.as_ref().map(|d| (d.earliest, d.latest));
        let mut out = Self { article, published, names: false, events: Vec::new() };
        let mut told = told.iter().peekable();
        for &m in kept {
            let Some(mention) = entry.mentions.get(m as usize) else { continue };
            let named = chosen.is_some() && mention.resolution.as_ref().map(|r| r.place) == chosen;
            while told.next_if(|t| t.0 < m).is_some() {}
            let event = told.peek().filter(|t| t.0 == m).map(|t| t.1);
            // The reader asks which days name Kabul, not which days it is a government: any role counts.
            out.names |= named && (filter.basis == Basis::Published || event.is_none_or(|e| holds(filter, e)));
            out.events.extend(event.map(|days| (days, named)));
        }
        out.events.sort_unstable_by_key(|&(days, named)| (days, !named));
        out.events.dedup_by_key(|e| e.0);
        out
    }

    /// Whether it is shown: it, or something it tells, lies within the chosen days.
    pub(super) fn inside(&self, filter: &Filter) -> bool {
        match filter.basis {
            _ if filter.from.is_none() && filter.to.is_none() => true,
            // What has no date is in no range: it stands in a column of its own.
            Basis::Published => self.published.is_some_and(|d| holds(filter, d)),
            Basis::Event => self.events.iter().any(|e| holds(filter, e.0)),
        }
    }

    fn items(&self, basis: Basis, filter: &Filter, out: &mut Vec<DayItem>) {
        let shown = self.inside(filter);
        let item = |span: Days, selected: bool| DayItem {
            article: self.article,
            span,
            selected,
            inside: if basis == filter.basis { holds(filter, span) } else { shown },
        };
        match basis {
            Basis::Published => out.extend(self.published.iter().map(|&d| item(d, self.names))),
            Basis::Event => out.extend(self.events.iter().map(|&(d, named)| item(d, named))),
        }
    }
}

/// Of mentions that pass the other filters, those that are shown.
pub(super) fn kept(told: &Told, mut kept: Vec<u32>, filter: &Filter) -> Vec<u32> {
    if filter.basis == Basis::Event && (filter.from.is_some() || filter.to.is_some()) {
        let days = |m: &u32| told.binary_search_by_key(m, |t| t.0).ok().and_then(|i| told.get(i));
        kept.retain(|m| days(m).is_some_and(|t| holds(filter, t.1)));
    }
    kept
}

/// Whether days lie within the chosen ones, in part at least.
fn holds(filter: &Filter, days: Days) -> bool {
    filter.from.is_none_or(|from| days.1 >= from) && filter.to.is_none_or(|to| days.0 <= to)
}

/// Lays articles out on the axis of a view.
pub(super) fn lay(view: &mut View, axes: &Axes, passing: Vec<Passing>, filter: &Filter) {
    let basis = filter.basis;
    let other = if basis == Basis::Published { Basis::Event } else { Basis::Published };
    for article in passing {
        let before = view.items.len();
        article.items(basis, filter, &mut view.items);
        if view.items.len() == before {
            view.undated.push(article.article);
        }
        article.items(other, filter, &mut view.lane);
    }
    view.items.sort_by_key(|i| (i.span, i.article));
    view.lane.sort_by_key(|i| (i.span, i.article));
    view.reach = view.items.iter().map(|i| i.span).reduce(hull);
    view.axis = axes.of_basis(basis).map(|axis| if basis == Basis::Event { reaching(axis, filter) } else { axis });
    let Some((first, last)) = view.axis else { return };
    view.beyond = (
        view.items.iter().filter(|i| i.span.1 < first).count() as u32,
        view.items.iter().filter(|i| i.span.0 > last).count() as u32,
    );
    let number = |d: Date| between(first, d);
    view.days = first
        .series(1.day())
        .take_while(|d| *d <= last)
        .map(|date| Day { date, exact: 0, selected: 0, uncertain: 0 })
        .collect();
    let end = view.days.len() as i32;
    for item in &view.items {
        let (a, b) = (number(item.span.0).max(0), number(item.span.1).min(end - 1));
        if item.span.0 == item.span.1 {
            if let Some(day) = usize::try_from(number(item.span.0)).ok().and_then(|n| view.days.get_mut(n)) {
                day.exact += 1;
                day.selected += u32::from(item.selected);
            }
        } else if a <= b {
            for day in &mut view.days[a as usize..=b as usize] {
                day.uncertain += 1;
            }
        }
    }
}

/// The axis, drawn out to a range that was chosen beyond it.
fn reaching(axis: Days, filter: &Filter) -> Days {
    let first = filter.from.map_or(axis.0, |f| f.min(axis.0).max(add(axis.1, -AXIS_DAYS)));
    let last = filter.to.map_or(axis.1, |t| t.max(axis.1).min(add(first, AXIS_DAYS)));
    (first, last)
}

fn hull(a: Days, b: Days) -> Days {
    (a.0.min(b.0), a.1.max(b.1))
}

fn between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |s| s.get_days())
}

fn add(date: Date, days: i32) -> Date {
    date.checked_add(days.days()).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}
