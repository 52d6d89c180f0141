//! The reader's beat: names that could be several places are taken for the one in or near it, unless the text says
//! otherwise. Another beat means that every article is read anew, which the window does on a thread of its own.

use super::again::{self, Outcome};
use super::{Corpus, Correction, company};
use crate::gazetteer::{FeatureRef, Gazetteer, Hit};
use crate::geoparse::Company;
use crate::text::normalise::normalise;
use std::cmp::Reverse;
use std::sync::Arc;

/// The places called so, as a beat: those whose name it is before those it is only another spelling of, then the
/// larger ones; what has inhabitants before what has none.
pub fn called(gazetteer: &Gazetteer, name: &str) -> Vec<FeatureRef> {
    let mut hits: Vec<Hit> = Vec::new();
    gazetteer.lookup(&normalise(name), &mut hits);
    hits.sort_by_key(|h| (h.kind, Reverse(gazetteer.feature(h.feature).population)));
    let mut places: Vec<FeatureRef> = Vec::new();
    for hit in hits {
        if !places.contains(&hit.feature) {
            places.push(hit.feature);
        }
    }
    places
}

/// All articles, to be read anew for another beat.
#[derive(Debug)]
pub struct Rereading {
    pub(super) corpus: Arc<Corpus>,
    pub(super) focus: Vec<FeatureRef>,
    pub(super) corrections: Vec<Correction>,
}

/// What came of it.
#[derive(Debug)]
pub struct Reread {
    /// What was read, to tell whether it changed meanwhile.
    pub(super) from: Arc<Corpus>,
    pub(super) corpus: Corpus,
    pub(super) outcome: Outcome,
}

impl Rereading {
    /// Number of articles.
    pub fn articles(&self) -> usize {
        self.corpus.entries.len()
    }

    /// Reads, on as many threads as there are cores; the result does not depend on their number. `on` hears how many
    /// articles are done, of twice their number at most (those that others tell something about are read twice), and
    /// says whether to go on; `None` where it did not. Stories stay as they are.
    pub fn run(self, on: &(dyn Fn(usize) -> bool + Sync)) -> Option<Reread> {
        let mut corpus = (*self.corpus).clone();
        corpus.focus = self.focus;
        for entry in &mut corpus.entries {
            entry.company = Company::default();
        }
        let all: Vec<usize> = (0..corpus.entries.len()).collect();
        let alone = again::parse(&corpus, &all, &[], on)?;
        for (entry, mentions) in corpus.entries.iter_mut().zip(alone) {
            entry.mentions = mentions;
        }
        let n = all.len();
        company::keep(&mut corpus, &|done| on(n + done))?;
        let gazetteer = Arc::clone(&corpus.gazetteer);
        let mut outcome = Outcome { read: n as u32, ..Outcome::default() };
        for (entry, old) in corpus.entries.iter_mut().zip(&self.corpus.entries) {
            again::correct(&entry.article, &mut entry.mentions, &self.corrections, &gazetteer);
            outcome.count(again::changes(&old.mentions, &gazetteer, &entry.mentions, &gazetteer));
        }
        Some(Reread { from: self.corpus, corpus, outcome })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::stories::{self, Thresholds};
    use crate::briefing::{Command, Entry, Scope, Session};
    use crate::geoparse::{EvidenceKind, Geoparser, Options};
    use crate::text::Article;

    fn corpus(focus: &[FeatureRef]) -> Corpus {
        let gazetteer = Gazetteer::world();
        let options = Options { focus: focus.to_vec(), ..Options::default() };
        let parser = Geoparser::new(&gazetteer, options);
        let texts = [
            "The ferry to Hamilton was late. Passengers waited at the quay, and Hamilton was without milk.",
            "Roads around St George were closed after the storm, the council said.",
            "The market in Kabul opens on Friday.",
        ];
        let entry = |(n, text): (usize, &&str)| {
            let article =
                Article { source: Some("islandpost.com".into()), ..Article::from_text(format!("{n}"), *text) };
            let mentions = parser.parse(&article);
            Entry::new(article, mentions)
        };
        let mut entries: Vec<Entry> = texts.iter().enumerate().map(entry).collect();
        stories::assign(&mut entries, &Thresholds::default());
        drop(parser);
        let mut corpus = Corpus { name: "t".into(), entries, notices: Vec::new(), gazetteer, focus: focus.to_vec() };
        company::keep(&mut corpus, &|_| true).unwrap();
        corpus
    }

    fn country(session: &Session, article: usize) -> String {
        let m = session.corpus.entries[article].mentions.iter().find(|m| m.resolution.is_some()).unwrap();
        let place = m.resolution.as_ref().unwrap().place;
        session.corpus.gazetteer.feature(place).country.unwrap().code().to_owned()
    }

    fn mentions(corpus: &Corpus) -> Vec<&[crate::geoparse::Mention]> {
        corpus.entries.iter().map(|e| e.mentions.as_slice()).collect()
    }

    #[test]
    fn a_beat_set_later_is_the_same_as_one_set_at_first() {
        let plain = corpus(&[]);
        let bermuda = called(&plain.gazetteer, "Bermuda")[0];
        let id = plain.gazetteer.id(bermuda).0;
        let at_first = corpus(&[bermuda]);
        let mut session = Session::new(Arc::new(plain.clone()));
        assert_eq!(country(&session, 0), "CA");
        assert!(session.rereading().is_none());
        assert!(session.apply(Command::SetFocus(vec![id.clone(), id, "gn:unknown".into()])));
        assert_eq!(country(&session, 0), "CA", "nothing is read before it is asked for");
        session.settle();
        assert_eq!(country(&session, 0), "BM");
        assert_eq!(mentions(&session.corpus), mentions(&at_first));
        let changed = session.take_outcome().unwrap();
        assert!(changed.mentions >= 2 && changed.read == 3, "{changed:?}");
        let reasons = &session.corpus.entries[0].mentions[0].resolution.as_ref().unwrap().candidates[0].evidence;
        assert!(reasons.iter().any(|e| e.kind == EvidenceKind::Focus), "{reasons:?}");
        assert_eq!(session.view().focus, ["Bermuda"]);
        assert_eq!(session.view().undo.as_deref(), Some("focus on Bermuda"));
        session.apply(Command::Undo);
        session.settle();
        assert_eq!(mentions(&session.corpus), mentions(&plain));
        assert_eq!(session.focus_words(), "no focus");
    }

    #[test]
    fn a_word_by_hand_goes_before_the_beat_and_what_was_read_for_another_state_is_refused() {
        let mut session = Session::new(Arc::new(corpus(&[])));
        let gazetteer = Arc::clone(&session.corpus.gazetteer);
        let id = |name: &str| gazetteer.id(called(&gazetteer, name)[0]).0;
        session.apply(Command::SetFocus(vec![id("Bermuda")]));
        let stale = session.rereading().unwrap();
        let canada = session.corpus.entries[0].mentions[0].resolution.as_ref().unwrap().place;
        let place = Some(gazetteer.id(canada).0);
        session.apply(Command::Correct { article: 0, mention: 0, scope: Scope::default(), place });
        assert!(!session.take_in(stale.run(&|_| true).unwrap()));
        assert!(session.rereading().is_some(), "it is still to be read");
        session.settle();
        assert_eq!(country(&session, 0), "CA");
        session.apply(Command::SetFocus(Vec::new()));
        assert!(session.rereading().unwrap().run(&|done| done < 2).is_none());
        session.keep_focus();
        assert_eq!(session.focus_words(), "focus on Bermuda");
    }
}
