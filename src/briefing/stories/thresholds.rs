//! Every figure that decides whether articles belong together.

use serde::{Deserialize, Serialize};

/// The two thresholds that a reader may set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// Share of the shorter text that stands in the longer one, 0..=1, from which it is a copy.
    pub copy: f32,
    /// Likeness, 0..=1, from which articles are one story.
    pub story: f32,
}

impl Default for Limits {
    fn default() -> Self {
        let Thresholds { copy, story, .. } = Thresholds::default();
        Self { copy, story }
    }
}

impl Limits {
    /// All figures that decide, with these two; a short text is no sooner a copy than a long one.
    pub fn thresholds(self) -> Thresholds {
        let rest = Thresholds::default();
        Thresholds { copy: self.copy, short_copy: rest.short_copy.max(self.copy), story: self.story, ..rest }
    }
}

/// What decides; every figure in one place. The defaults were tuned on the first part of `tests/suite/stories/set.jsonl`.
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// Share of the shorter text's three-word sequences that stand in the longer one, 0..=1, from which it is a copy.
    pub copy: f32,
    /// The same where the shorter text has less than a quarter of the longer one's length: a few sentences that are
    /// quoted must not make a copy.
    pub short_copy: f32,
    /// Fewest three-word sequences that a near copy must have; shorter texts are copies only when all words agree.
    pub least: u32,
    /// Likeness between two groups of articles, 0..=1, from which they are one story (see `likeness`).
    pub story: f32,
    /// Days between two articles that cost nothing.
    pub free_days: f32,
    /// Days beyond those in which likeness falls to 1/e.
    pub fade_days: f32,
    /// Factor on likeness where one of two dates is not known, 0..=1.
    pub undated: f32,
    /// Likeness of names and places, 0..=1, beyond which more of it adds nothing: the same people in the same town do
    /// different things.
    pub enough_names: f32,
    /// Likeness of names and places that is granted to all, so that two texts without a name may still be alike.
    pub free_names: f32,
    /// Weight of a name: a word that is capitalised within a sentence.
    pub name: f32,
    /// Weight of a word of a place's name.
    pub place_name: f32,
    /// Weight of a place, however it is written.
    pub place: f32,
    /// Weight of a number.
    pub number: f32,
    /// Weight of any other word.
    pub word: f32,
    /// Further occurrences that one in the headline is worth.
    pub headline: f32,
    /// Articles that are imagined beside the real ones when rarity is counted, so that a word is not common because
    /// three of five articles have it.
    pub imagined: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            copy: 0.5,
            short_copy: 0.7,
            least: 12,
            story: 0.2,
            free_days: 1.0,
            fade_days: 10.0,
            undated: 0.9,
            enough_names: 0.4,
            free_names: 0.03,
            name: 1.3,
            place_name: 0.8,
            place: 0.8,
            number: 0.9,
            word: 1.0,
            headline: 1.0,
            imagined: 60.0,
        }
    }
}

impl Thresholds {
    /// Factor for so many days between two articles.
    pub(super) fn time(&self, days: f32) -> f32 {
        let late = (days - self.free_days).max(0.0);
        if self.fade_days > 0.0 { libm::expf(-late / self.fade_days) } else { f32::from(late <= 0.0) }
    }

    /// Days beyond which two articles cannot be one story.
    pub(super) fn reach(&self) -> f32 {
        self.free_days + self.fade_days.max(0.0) * libm::logf(1.0 / self.story.clamp(1e-6, 1.0))
    }
}
