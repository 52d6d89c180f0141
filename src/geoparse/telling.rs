//! The mentions of an article in short: what a line of output holds, with each verdict told once for all that share it.

use super::company::Company;
use super::features::Context;
use super::mention::{Band, Kind};
use super::recognise::Found;
use super::{Geoparser, best_first, spans};
use crate::gazetteer::FeatureRef;
use crate::text::{Article, Span};

/// An article's mentions and the verdicts on them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Telling {
    pub(crate) verdicts: Vec<Verdict>,
    /// In text order.
    pub(crate) told: Vec<Told>,
}

/// One mention.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    /// Which verdict; `None` for a place that stands in no layer.
    pub(crate) verdict: Option<u32>,
    /// Probability that it is right, 0..=1.
    pub(crate) confidence: f32,
}

impl Told {
    /// The confidence as a word.
    pub(crate) fn band(&self) -> Band {
        Band::of(self.confidence)
    }
}

/// What some mentions of one name mean.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub(crate) place: FeatureRef,
    /// Share of belief in it among the candidates, 0..=1.
    pub(crate) belief: f32,
    /// The winner's reasons in one line.
    pub(crate) reason: String,
    /// The best candidates with their shares of belief.
    pub(crate) rivals: Vec<(FeatureRef, f32)>,
}

impl Geoparser<'_> {
    /// As [`Geoparser::parse_among`], or with the spans that are given and no others, with so many candidates of each; for
    /// one piece of a text.
    pub(crate) fn tell(
        &self,
        article: &Article,
        spans: Option<&[Span]>,
        company: &Company,
        candidates: usize,
    ) -> Telling {
        let given = spans.map(spans::in_order);
        let mut telling = self.read(article, given.as_deref(), company, |context, found| {
            self.telling(article, context, found, candidates)
        });
        if let Some(given) = given {
            telling.told.retain(|told| spans::is_given(&given, told.span));
        }
        telling
    }

    fn telling<'c>(
        &'c self,
        article: &Article,
        context: &'c Context<'c>,
        found: &[Found],
        candidates: usize,
    ) -> Telling {
        let (resolver, settled) = self.settle(article, context, found);
        let teller = self.teller(context);
        let told = found.iter().zip(settled).map(|(f, settled)| Told {
            span: context.names.list[f.name].span,
            kind: settled.kind,
            verdict: settled.group,
            confidence: settled.confidence,
        });
        let told = told.filter(|t: &Told| self.options.all_kinds || t.kind.is_placed()).collect();
        // Every group has a name that has hits, and so an option.
        let verdicts = resolver.groups.iter().map(|group| {
            let best = group.best().and_then(|b| group.options.get(b));
            let order = if candidates > 0 { best_first(group) } else { Vec::new() };
            let rivals = order.iter().take(candidates.min(super::LISTED)).filter_map(|&i| group.options.get(i));
            Verdict {
                place: best.map_or(FeatureRef(u32::MAX), |b| b.hit.feature),
                belief: best.map_or(0.0, |b| b.belief),
                reason: best.map_or_else(String::new, |b| teller.reason(group, b)),
                rivals: rivals.map(|o| (o.hit.feature, o.belief)).collect(),
            }
        });
        Telling { verdicts: verdicts.collect(), told }
    }
}
