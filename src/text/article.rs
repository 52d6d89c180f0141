//! One article as ingest understood it.

use super::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where a publication date was learned, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrigin {
    /// The reader set it.
    User,
    /// A field of the file: JSON, front matter, an HTML meta tag.
    Metadata,
    /// A feed's entry.
    Feed,
    /// The article's web address.
    Address,
    /// The dateline: "KABUL, July 8 (Agency) -".
    Dateline,
    /// A date line or an expression of the text.
    Text,
    /// Reasoned from several hints; an interval.
    Inferred,
}

impl DateOrigin {
    /// What it is called where a choice is explained.
    pub fn words(self) -> &'static str {
        match self {
            Self::User => "the reader's own date",
            Self::Metadata => "a field of the file",
            Self::Feed => "the feed",
            Self::Address => "the address",
            Self::Dateline => "the dateline",
            Self::Text => "the text",
            Self::Inferred => "reasoning",
        }
    }
}

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// One month.
    Month,
    /// One year.
    Year,
    /// Anything else with two ends.
    Interval,
}

/// A date or interval of days, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateSpan {
    /// First day it may be.
    pub earliest: Date,
    /// Last day it may be; equal to `earliest` when the day is known.
    pub latest: Date,
    /// Where it was learned.
    pub origin: DateOrigin,
    /// Why, one line in words.
    pub reason: String,
}

impl DateSpan {
    /// A known day.
    pub fn day(day: Date, origin: DateOrigin, reason: impl Into<String>) -> Self {
        Self { earliest: day, latest: day, origin, reason: reason.into() }
    }

    /// Whether the day itself is known.
    pub fn is_exact(&self) -> bool {
        self.earliest == self.latest
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        let (a, b) = (self.earliest, self.latest);
        let month = a.day() == 1 && b == a.last_of_month();
        let year = a.day_of_year() == 1 && b.year() == a.year() && b.day_of_year() == b.days_in_year();
        match (a == b, month, year) {
            (true, ..) => Precision::Day,
            (_, true, _) => Precision::Month,
            (_, _, true) => Precision::Year,
            _ => Precision::Interval,
        }
    }

    /// Whether both may be true: they overlap, or lie a day apart, which the time zones of a newsroom and of its
    /// readers explain.
    pub fn agrees(&self, other: &Self) -> bool {
        let near = |a: Date, b: Date| a.tomorrow().unwrap_or(a) >= b;
        near(self.latest, other.earliest) && near(other.latest, self.earliest)
    }

    /// "2021-07-08" or "2021-07-01 to 2021-07-31".
    pub fn words(&self) -> String {
        if self.is_exact() { self.earliest.to_string() } else { format!("{} to {}", self.earliest, self.latest) }
    }
}

/// What a stretch of the text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// The headline.
    Headline,
    /// Who wrote it.
    Byline,
    /// The line that gives the date, "·2 min read" and the like.
    DateLine,
    /// A picture's caption.
    Caption,
    /// A heading between paragraphs.
    Heading,
    /// A paragraph of the story.
    Body,
    /// Copyright lines, "Leave a Reply", "Bookmark", front matter: not the story's words. Places are not read here.
    Furniture,
}

/// A stretch of the text and what it is for. Parts are in text order and do not overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Where.
    pub span: Span,
    /// What for.
    pub kind: PartKind,
}

/// Whether digits such as 08/07/2021 name a day in either order; 31/31/2021 does in none.
fn could_be(digits: &str) -> bool {
    let parts: Vec<u8> = digits.split('/').take(2).filter_map(|p| p.parse().ok()).collect();
    matches!(parts[..], [a, b] if (1..=12).contains(&a) && (1..=12).contains(&b))
}

/// One article as ingest understood it. The text is never changed after reading: every span counts into it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Path relative to the folder that was read, or the id its record gave; unique within a run.
    pub id: String,
    /// Where it was read from, as named by the user; empty for standard input.
    pub path: String,
    /// Headline, where one was found.
    pub title: Option<String>,
    /// Outlet: a name, or a web address where nothing better is known.
    pub source: Option<String>,
    /// Byline.
    pub author: Option<String>,
    /// Web address of the article.
    pub address: Option<String>,
    /// ISO 639-1 code of its language, where told or detected.
    pub language: Option<String>,
    /// Whether `language` is what [`super::language::detect`] makes of the text, and told by nothing else.
    #[serde(skip)]
    pub language_by_text: bool,
    /// When it was published, as an interval of days; `None` when nothing is known.
    pub published: Option<DateSpan>,
    /// When it was last changed, where that is told.
    pub updated: Option<DateSpan>,
    /// Publication dates that were found too and disagree with `published`, strongest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_dates: Vec<DateSpan>,
    /// What is wrong with its dates, one line each: a field that names no day, dates that contradict each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub date_doubts: Vec<String>,
    /// The decoded text.
    pub text: String,
    /// What its stretches are for; empty means that all of it is body.
    pub parts: Vec<Part>,
    /// Whether it is a later piece of a long text, which opens no story.
    #[serde(skip)]
    pub continues: bool,
}

impl Article {
    /// A bare article of `text`, all of it body.
    pub fn from_text(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }

    /// The part a byte offset lies in; body where no part says otherwise.
    pub fn part_at(&self, offset: u32) -> PartKind {
        let i = self.parts.partition_point(|p| p.span.end <= offset);
        self.parts.get(i).filter(|p| p.span.start <= offset).map_or(PartKind::Body, |p| p.kind)
    }

    /// Takes in another publication date. The strongest origin is followed, the first told among equals; what
    /// disagrees with it is kept in `other_dates`.
    pub fn offer_date(&mut self, date: DateSpan) {
        let mut all: Vec<DateSpan> = self.published.take().into_iter().chain(self.other_dates.drain(..)).collect();
        all.push(date);
        all.sort_by_key(|d| d.origin);
        let mut all = all.into_iter();
        self.published = all.next();
        for date in all {
            let old = self.published.iter().chain(&self.other_dates).any(|d| d.agrees(&date));
            if !old {
                self.other_dates.push(date);
            }
        }
    }

    /// Notes a date field that names no day.
    pub fn doubt_date(&mut self, what: &str, field: &str) {
        let short: String = field.chars().take(40).collect();
        let found = super::dates::expressions(field, None);
        let why = if found.iter().any(|e| e.precision == Precision::Day && could_be(e.span.of(field))) {
            "may have the day or the month first"
        } else {
            "is not understood"
        };
        self.date_doubts.push(format!("{what} {short:?} {why} and was passed over"));
    }

    /// Why `published` was chosen where others disagree with it, in one sentence.
    pub fn date_choice(&self) -> Option<String> {
        let chosen = self.published.as_ref()?;
        let other = self.other_dates.first()?;
        let others: Vec<String> = self.other_dates.iter().map(|d| format!("{} ({})", d.words(), d.reason)).collect();
        let why = if other.origin == chosen.origin {
            "the first told is followed".to_owned()
        } else {
            format!("{} counts more than {}", chosen.origin.words(), other.origin.words())
        };
        Some(format!("{} ({}), not {}: {why}", chosen.words(), chosen.reason, others.join(" nor ")))
    }

    /// What to call it in a list: its title, else its id.
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }
}
