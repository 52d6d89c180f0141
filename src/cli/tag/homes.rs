//! What is learned of outlets' homes while articles stream by.

use super::lots::{Job, Learn};
use crate::gazetteer::Gazetteer;
use crate::geoparse::{Company, Geoparser, Leads, Outlets, Telling};

/// Follows the articles in the order of reading.
pub(super) struct Homes<'g> {
    outlets: Outlets,
    gazetteer: &'g Gazetteer,
}

impl<'g> Homes<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { outlets: Outlets::default(), gazetteer }
    }
}

/// What is known of a lot's outlets before it is read.
pub(super) struct Known {
    /// By article: what the articles before it tell.
    companies: Vec<Company>,
    /// The outlets of which more is to be learned.
    outlets: Outlets,
}

impl Learn for Homes<'_> {
    type Known = Known;
    type Lesson = Vec<(String, Leads)>;

    fn begin(&mut self, lot: &[Job]) -> Known {
        lot.iter().for_each(|job| self.outlets.add(&job.article, self.gazetteer));
        let companies = lot.iter().map(|job| self.outlets.company(&job.article, self.gazetteer)).collect();
        let learning = lot.iter().map(|job| &job.article).filter(|article| self.outlets.are_learning(article));
        Known { companies, outlets: self.outlets.of(learning) }
    }

    fn learn(&mut self, lesson: Self::Lesson) {
        lesson.iter().for_each(|(outlet, leads)| self.outlets.learn_from(outlet, leads));
    }
}

/// What is known of a lot's articles when they are told.
pub(super) struct Ready {
    /// By article.
    pub(super) companies: Vec<Company>,
    /// What was found in those that were read already, in just that company.
    pub(super) tellings: Vec<Option<Telling>>,
    /// For the lots to come.
    pub(super) lesson: Vec<(String, Leads)>,
}

/// Reads those articles of a lot first whose outlets are still learned: what they name together may tell how to read them.
pub(super) fn read_ahead(
    parser: &Geoparser<'_>,
    gazetteer: &Gazetteer,
    candidates: usize,
    jobs: &[Job],
    known: Known,
) -> Ready {
    let Known { mut companies, mut outlets } = known;
    let mut lesson = Vec::new();
    let mut tellings: Vec<Option<Telling>> = Vec::with_capacity(jobs.len());
    for (job, company) in jobs.iter().zip(&companies) {
        let outlet = Outlets::key(&job.article).filter(|_| outlets.are_learning(&job.article));
        tellings.push(outlet.map(|outlet| {
            let telling = parser.tell(&job.article, job.spans.as_deref(), company, candidates);
            lesson.push((outlet, Leads::told(&telling, gazetteer)));
            telling
        }));
    }
    lesson.iter().for_each(|(outlet, leads)| outlets.learn_from(outlet, leads));
    for ((job, company), telling) in jobs.iter().zip(&mut companies).zip(&mut tellings) {
        if telling.is_some() {
            let now = outlets.company(&job.article, gazetteer);
            if now != *company {
                (*company, *telling) = (now, None);
            }
        }
    }
    Ready { companies, tellings, lesson }
}
