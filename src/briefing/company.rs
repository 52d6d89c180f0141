//! Reads again the articles for which others of their outlet or story tell something.

use super::{Corpus, again};
use crate::geoparse::{Company, Outlets, Story};
use std::collections::BTreeMap;

/// Gives each article what the others tell, and reads anew those for which that is anything. The stories stay as they are.
/// `on` hears how many are done and says whether to go on; `None` where it did not, and the mentions are as before.
pub fn keep(corpus: &mut Corpus, on: &(dyn Fn(usize) -> bool + Sync)) -> Option<()> {
    let mut outlets = Outlets::default();
    let mut sizes: BTreeMap<u32, u32> = BTreeMap::new();
    for entry in &corpus.entries {
        outlets.add(&entry.article, &corpus.gazetteer);
        outlets.learn(&entry.article, &entry.mentions, &corpus.gazetteer);
        *sizes.entry(entry.story).or_default() += 1;
    }
    let mut stories: BTreeMap<u32, Story> = BTreeMap::new();
    for entry in corpus.entries.iter().filter(|e| sizes.get(&e.story).is_some_and(|&n| n > 1)) {
        stories.entry(entry.story).or_default().add(&entry.article, &entry.mentions);
    }
    let mut touched = Vec::new();
    for (i, entry) in corpus.entries.iter_mut().enumerate() {
        entry.company =
            Company::of(&entry.article, &entry.mentions, &outlets, stories.get(&entry.story), &corpus.gazetteer);
        if !entry.company.is_empty() {
            touched.push(i);
        }
    }
    let fresh = again::parse(corpus, &touched, &[], on)?;
    for (&i, mentions) in touched.iter().zip(fresh) {
        if let Some(entry) = corpus.entries.get_mut(i) {
            entry.mentions = mentions;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::Entry;
    use crate::briefing::stories::{self, Thresholds};
    use crate::gazetteer::Gazetteer;
    use crate::geoparse::{EvidenceKind, Geoparser, Options};
    use crate::text::Article;

    fn corpus(articles: &[(&str, &str)]) -> Corpus {
        let gazetteer = Gazetteer::world();
        let parser = Geoparser::new(&gazetteer, Options::default());
        let entry = |(n, (source, text)): (usize, &(&str, &str))| {
            let article = Article {
                source: (!source.is_empty()).then(|| (*source).to_owned()),
                ..Article::from_text(format!("{n}"), *text)
            };
            let mentions = parser.parse(&article);
            Entry::new(article, mentions)
        };
        let mut entries: Vec<Entry> = articles.iter().enumerate().map(entry).collect();
        stories::assign(&mut entries, &Thresholds::default());
        drop(parser);
        Corpus { name: "test".into(), entries, notices: Vec::new(), gazetteer, focus: Vec::new() }
    }

    /// Where a name of an article is, with the reasons.
    fn meant(corpus: &Corpus, article: usize, name: &str) -> (String, Vec<EvidenceKind>) {
        let entry = &corpus.entries[article];
        let mention = entry.mentions.iter().find(|m| m.span.of(&entry.article.text) == name).unwrap();
        let resolution = mention.resolution.as_ref().unwrap();
        let division = corpus.gazetteer.feature(resolution.place).admin1.map(|a| corpus.gazetteer.feature(a).name);
        let kinds = resolution.candidates[0].evidence.iter().map(|e| e.kind).collect();
        (division.unwrap_or_default().to_owned(), kinds)
    }

    #[test]
    fn all_articles_of_an_outlet_tell_its_home() {
        let source = "https://www.parisbulletin.com/news";
        let mut corpus = corpus(&[
            (source, "The council in Springfield, Illinois, met on Monday."),
            (source, "A farmer from Clinton won a prize at the Illinois State Fair."),
            (source, "Roads around Paris were icy on Tuesday. A bus slid off a bridge."),
        ]);
        let before = meant(&corpus, 2, "Paris").0;
        keep(&mut corpus, &|_| true);
        let (division, kinds) = meant(&corpus, 2, "Paris");
        assert_ne!(before, "Illinois");
        assert_eq!(division, "Illinois");
        assert!(kinds.contains(&EvidenceKind::OutletHome));
        // Read again after a change by hand, it comes out the same.
        let again = again::parse(&corpus, &[2], &[], &|_| true).unwrap();
        assert_eq!(again[0], corpus.entries[2].mentions);
    }

    #[test]
    fn an_article_of_the_same_story_tells_what_a_name_means() {
        let long = "A tornado tore the roof off the courthouse in Paris, Texas, late on Thursday and injured eleven people, \
                    Lamar County sheriff Dwayne Pell said. Paris lies near the border with Oklahoma. Crews from Texas and \
                    Oklahoma searched the courthouse until dawn, and the county jail was emptied.";
        let short = "A tornado tore the roof off the courthouse in Paris late on Thursday and injured eleven people, sheriff \
                     Dwayne Pell said. Crews searched the courthouse until dawn, and the county jail was emptied.";
        let mut corpus = corpus(&[("", long), ("", short), ("", "The opera in Paris opens on Friday.")]);
        assert_eq!(corpus.entries[0].story, corpus.entries[1].story);
        keep(&mut corpus, &|_| true);
        let (division, kinds) = meant(&corpus, 1, "Paris");
        assert_eq!(division, "Texas");
        assert!(kinds.contains(&EvidenceKind::Story));
        assert_eq!(meant(&corpus, 2, "Paris").0, "Île-de-France");
    }

    #[test]
    fn an_article_alone_is_read_as_ever() {
        let mut corpus = corpus(&[("example.org", "Rain fell in Paris and in Kabul.")]);
        let before = corpus.entries[0].mentions.clone();
        keep(&mut corpus, &|_| true);
        assert_eq!(corpus.entries[0].mentions, before);
    }
}
