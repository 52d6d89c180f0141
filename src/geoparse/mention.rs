//! One occurrence of a toponym, and the verdict on what it means.

use crate::gazetteer::FeatureRef;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// What the words are doing with the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The text means the location.
    Place,
    /// Where the story was filed from.
    Dateline,
    /// "Afghan", "Turkish".
    Demonym,
    /// "Moscow warned Washington".
    Government,
    /// A place inside an organisation's name.
    Organisation,
    /// A person's name; printed only when all kinds are asked for.
    Person,
    /// Something else; printed only when all kinds are asked for.
    Other,
}

impl Kind {
    /// All kinds that carry a place.
    pub const PLACED: [Self; 5] = [Self::Place, Self::Dateline, Self::Demonym, Self::Government, Self::Organisation];

    /// Whether it carries a place (not a person, not something else).
    pub fn is_placed(self) -> bool {
        !matches!(self, Self::Person | Self::Other)
    }

    /// Its word in data and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Dateline => "dateline",
            Self::Demonym => "demonym",
            Self::Government => "government",
            Self::Organisation => "organisation",
            Self::Person => "person",
            Self::Other => "other",
        }
    }
}

/// How sure the verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Band {
    /// Right at least 95 times in 100.
    High,
    /// Right 70 to 95 times in 100.
    Check,
    /// Less.
    Guess,
}

impl Band {
    /// Where *Check* begins.
    pub(crate) const CHECK: f32 = 0.70;

    /// The band a confidence falls in.
    pub fn of(confidence: f32) -> Self {
        if confidence >= 0.95 {
            Self::High
        } else if confidence >= Self::CHECK {
            Self::Check
        } else {
            Self::Guess
        }
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Check => "check",
            Self::Guess => "guess",
        }
    }
}

/// A kind of reason for or against a candidate. Each has one sentence and one canonical case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKind {
    /// Nothing else bears this name.
    OnlyCandidate,
    /// Its name is the very one written, not one of many aliases.
    PrimaryName,
    /// How many live there, against the others.
    Population,
    /// Country, capital, division: what kind of thing it is.
    FeatureRank,
    /// A container is named right behind it: "Paris, Texas".
    Containment,
    /// The container is named elsewhere in the document.
    CountryVote,
    /// Its first-level division is named elsewhere in the document.
    AdminVote,
    /// Close to places that are already settled.
    Near,
    /// The dateline points there.
    Dateline,
    /// The outlet is from there.
    OutletHome,
    /// The same name was settled elsewhere in the document.
    OneSense,
    /// The reader's focus.
    Focus,
    /// The reader's own correction.
    Correction,
    /// The reader's own layer.
    UserLayer,
    /// Spelled only loosely like it.
    LooseSpelling,
    /// It did not exist under this name at the time.
    Anachronism,
    /// Other articles of the story mean it by this name.
    Story,
    /// In how many languages and spellings the world speaks of it.
    Fame,
}

/// One reason with its weight in the additive score; `detail` completes the sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What kind of reason.
    pub kind: EvidenceKind,
    /// Natural-log odds it adds; negative speaks against.
    pub weight: f32,
    /// The sentence, ready to read: "Russia is named 14 times".
    pub detail: String,
}

/// A feature that the mention may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub place: FeatureRef,
    /// Share of belief, 0..=1; sums to at most 1 over a mention's candidates.
    pub score: f32,
    /// Why, strongest first.
    pub evidence: Vec<Evidence>,
}

/// The verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// The place it means.
    pub place: FeatureRef,
    /// Probability that it is right, 0..=1.
    pub confidence: f32,
    /// The confidence as a word.
    pub band: Band,
    /// Every candidate, best first; the first is `place`.
    pub candidates: Vec<Candidate>,
}

impl Resolution {
    /// The winner's reasons in one line: "capital; Russia is named 14 times".
    pub fn reason(&self) -> String {
        let for_it = self.candidates.first().map_or(&[][..], |c| &c.evidence);
        for_it.iter().filter(|e| e.weight > 0.0).take(3).map(|e| e.detail.as_str()).collect::<Vec<_>>().join("; ")
    }
}

/// One occurrence of a toponym in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where in the text.
    pub span: Span,
    /// What the words do with the place.
    pub kind: Kind,
    /// What decided the kind, one line in words.
    pub why_kind: String,
    /// What it means; `None` for a place that stands in no layer, or only as another name of one far from all that is
    /// named.
    pub resolution: Option<Resolution>,
    /// The latter, without a resolution.
    pub passed_over: Option<FeatureRef>,
}
