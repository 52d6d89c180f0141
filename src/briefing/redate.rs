//! Dates that the reader gives articles by hand: above all that was read, which is kept beside them.

use super::Entry;
use super::stories::ArticleKey;
use crate::text::{Article, DateOrigin, DateSpan, dates};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The date that the reader gives an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateEdit {
    /// Which article.
    pub article: ArticleKey,
    /// First and last day it may have appeared; `None` is what was read again.
    pub days: Option<(Date, Date)>,
}

/// The dates of an article as they were read.
pub(super) type AsRead = (Option<DateSpan>, Vec<DateSpan>);

/// Gives an article the reader's date, where one of the changes is about it; the last holds. Says whether one was.
pub fn redate(article: &mut Article, edits: &[DateEdit]) -> bool {
    let edit = edits.iter().rev().find(|e| e.article.names(article));
    if let Some(DateEdit { days: Some(days), .. }) = edit {
        give(article, *days);
    }
    edit.is_some()
}

/// Puts a date above those that are there; what disagrees with it is kept beside it.
fn give(article: &mut Article, (earliest, latest): (Date, Date)) {
    let reason = "set by hand".to_owned();
    let told: Vec<DateSpan> = article.published.take().into_iter().chain(article.other_dates.drain(..)).collect();
    article.offer_date(DateSpan { earliest, latest, origin: DateOrigin::User, reason });
    told.into_iter().filter(|d| d.origin != DateOrigin::User).for_each(|d| article.offer_date(d));
}

/// Brings articles from what one list of changes says to what another does; `read` keeps their dates as they were read.
/// Gives the numbers of those that may have changed.
pub(super) fn again(
    entries: &mut [Entry],
    read: &mut BTreeMap<u32, AsRead>,
    before: &[DateEdit],
    after: &[DateEdit],
) -> Vec<usize> {
    let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let keys = before.iter().skip(same).chain(after.iter().skip(same)).map(|e| &e.article);
    let touched: BTreeSet<u32> = keys.filter_map(|k| k.find(entries)).collect();
    for &i in &touched {
        let Some(entry) = entries.get_mut(i as usize) else { continue };
        let article = &mut entry.article;
        let as_read = read.entry(i).or_insert_with(|| (article.published.clone(), article.other_dates.clone()));
        (article.published, article.other_dates) = as_read.clone();
        redate(article, after);
        entry.events = dates::events(article);
    }
    touched.into_iter().map(|i| i as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_reader_goes_before_what_was_read() {
        let mut article = Article::from_text("a", "It rained in Osh on Monday.");
        article.published = Some(DateSpan::day(date(2021, 7, 8), DateOrigin::Metadata, "told"));
        let mut all = [Entry::new(article, Vec::new())];
        let key = ArticleKey::of(&all[0].article);
        let edit = |days| DateEdit { article: key.clone(), days };
        let edits = [edit(Some((date(2021, 7, 1), date(2021, 7, 1)))), edit(None)];
        let mut read = BTreeMap::new();
        assert_eq!(again(&mut all, &mut read, &[], &edits[..1]), [0]);
        let article = &all[0].article;
        assert_eq!(
            article.published.as_ref().map(|d| (d.earliest, d.origin)),
            Some((date(2021, 7, 1), DateOrigin::User))
        );
        assert_eq!(article.other_dates.len(), 1);
        assert_eq!(all[0].events[0].earliest, date(2021, 6, 28), "weekdays count from the new date");
        assert_eq!(again(&mut all, &mut read, &edits[..1], &edits), [0]);
        assert_eq!(all[0].article.published.as_ref().map(|d| d.earliest), Some(date(2021, 7, 8)));
        assert!(all[0].article.other_dates.is_empty());
        assert!(again(&mut all, &mut read, &edits, &edits).is_empty());
    }
}
