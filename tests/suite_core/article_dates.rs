//! What ingest makes of an article's dates: published, updated, and those that contradict each other.

use crate::support::Scratch;
use dateline::ingest;
use dateline::text::{Article, DateOrigin, Precision};
use libtest_mimic::{Failed, Trial};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("article_dates::fields_that_name_no_day", no_day),
        Trial::test("article_dates::digits_in_either_order", order),
        Trial::test("article_dates::a_copyright_line_agrees", copyright),
        Trial::test("article_dates::published_and_updated_are_apart", apart),
        Trial::test("article_dates::two_that_disagree_are_both_kept", disagree),
        Trial::test("article_dates::a_page_that_contradicts_itself", page),
        Trial::test("article_dates::tokyo_and_new_york", tokyo),
        Trial::test("article_dates::a_date_far_after_all_others", future),
        Trial::test("article_dates::never_the_time_of_the_file", file_time),
        Trial::test("article_dates::ten_thousand_dates", many),
    ]
}

fn read(name: &str, content: &str) -> (Vec<Article>, Vec<String>) {
    let scratch = Scratch::new("dates");
    std::fs::write(scratch.path().join(name), content).unwrap();
    let (articles, notices) = ingest::read_all(&[scratch.path().to_path_buf()]);
    (articles, notices.into_iter().map(|n| n.reason).collect())
}

fn require(holds: bool, what: impl std::fmt::Debug) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(format!("{what:?}").into()) }
}

fn day(article: &Article) -> Option<String> {
    article.published.as_ref().map(dateline::text::DateSpan::words)
}

fn no_day() -> Result<(), Failed> {
    for field in ["2021-02-30", "0000-01-01", "9999-12-31", "31/31/2021", "soon", "99999999999999999999"] {
        let record = format!("{{\"id\":\"a\",\"date\":\"{field}\",\"text\":\"The port opened.\"}}\n");
        let (articles, notices) = read("a.jsonl", &record);
        require(articles[0].published.is_none(), (field, &articles[0].published))?;
        require(notices.len() == 1 && notices[0].contains(field), (field, &notices))?;
        let (articles, notices) =
            read("a.md", &format!("---\ndate: {field}\nupdated: {field}\n---\nThe port opened.\n"));
        require(articles[0].published.is_none() && notices.len() == 2, (field, &articles[0], &notices))?;
    }
    Ok(())
}

/// Digits that are a day in either order are flagged as such, and not read.
fn order() -> Result<(), Failed> {
    let (articles, notices) = read("a.jsonl", "{\"id\":\"a\",\"date\":\"08/07/2021\",\"text\":\"The port opened.\"}\n");
    require(articles[0].published.is_none(), &articles[0].published)?;
    require(notices.len() == 1 && notices[0].contains("the day or the month first"), notices)
}

/// A copyright line agrees, the address does not: both are told.
fn copyright() -> Result<(), Failed> {
    let dated = r#"{"id":"a","date":"2021-07-08","text":"Envoy Ada Marsh of Lakeland met Tom Brook, Ivy Stone, Max Reed and Una Vale in Portville. The fishing delegation visited Portville on Thursday."}"#;
    let undated = "Envoy Ada Marsh of Lakeland met Tom Brook, Ivy Stone, Max Reed and Una Vale in Portville.\n\nThe fishing \
        delegation, which visited Portville last week, wrote a letter.\n\n©2021 Lake Post\n";
    let scratch = Scratch::new("copyright");
    std::fs::write(scratch.path().join("a.jsonl"), dated).unwrap();
    std::fs::write(scratch.path().join("b.txt"), undated).unwrap();
    let (articles, _) = ingest::read_all(&[scratch.path().to_path_buf()]);
    let found = articles.iter().find(|a| a.id == "b.txt").and_then(|a| a.published.clone()).ok_or("an interval")?;
    require(found.words() == "2021-07-12 to 2021-07-18", &found)?;
    require(found.reason.ends_with("its copyright line says 2021, too"), &found.reason)
}

fn apart() -> Result<(), Failed> {
    let (articles, notices) =
        read("a.md", "---\ndate: 2021-07\nupdated: 2021-08-02\n---\nThe war ended in 1989. The port opened.\n");
    let a = &articles[0];
    let published = a.published.as_ref().unwrap();
    require((published.origin, published.precision()) == (DateOrigin::Metadata, Precision::Month), published)?;
    require(a.updated.as_ref().is_some_and(|d| d.precision() == Precision::Day), &a.updated)?;
    require(notices.is_empty(), notices)
}

fn disagree() -> Result<(), Failed> {
    let record = r#"{"id":"a","date":"2021-12-01","text":"TOKYO, July 8, 2021 (Agency) — The port opened today."}"#;
    let (articles, notices) = read("a.jsonl", record);
    require(day(&articles[0]).as_deref() == Some("2021-12-01"), day(&articles[0]))?;
    require(articles[0].other_dates.len() == 1, &articles[0].other_dates)?;
    let choice = articles[0].date_choice().unwrap_or_default();
    require(choice.contains("2021-07-08") && choice.contains("a field of the file counts more"), &choice)?;
    require(notices.len() == 1 && notices[0].starts_with("two dates disagree"), notices)
}

fn page() -> Result<(), Failed> {
    let story = "The port opened after a long winter and many boats came in from the lake. ".repeat(8);
    let html = format!(
        "<html><head><title>Port</title><meta property='article:published_time' content='2021-07-08T10:00:00Z'>\
         <script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"datePublished\":\"2021-09-20\",\
         \"dateModified\":\"2021-07-01\"}}</script></head><body><article><h1>Port</h1><p>{story}</p></article></body></html>"
    );
    let (articles, notices) = read("a.html", &html);
    require(day(&articles[0]).as_deref() == Some("2021-07-08"), day(&articles[0]))?;
    require(
        articles[0].other_dates.iter().map(dateline::text::DateSpan::words).collect::<Vec<_>>() == ["2021-09-20"],
        &articles[0],
    )?;
    require(notices.iter().any(|n| n.contains("before it was published")), &notices)
}

fn tokyo() -> Result<(), Failed> {
    // The record is stamped on the evening of the 2nd in New York, when it is the 3rd in Tokyo.
    let record = r#"{"id":"a","date":"2021-03-02T20:15:00-05:00","text":"TOKYO, March 3 (Agency) — The port opened today, and on Monday it rained."}"#;
    let (articles, notices) = read("a.jsonl", record);
    require(notices.is_empty() && articles[0].other_dates.is_empty(), &notices)?;
    require(day(&articles[0]).as_deref() == Some("2021-03-02"), day(&articles[0]))?;
    let reference = dateline::text::dates::reference(&articles[0]);
    let found = dateline::text::dates::expressions(&articles[0].text, reference.as_ref());
    let days: Vec<_> = found.iter().filter_map(|e| e.earliest).map(|d| d.to_string()).collect();
    require(days == ["2021-03-03", "2021-03-03", "2021-03-01"], days)
}

#[expect(clippy::format_collect, reason = "a test's input, once")]
fn future() -> Result<(), Failed> {
    let mut records: String =
        (1..=9).map(|d| format!("{{\"id\":\"{d}\",\"date\":\"2021-07-0{d}\",\"text\":\"Port {d}.\"}}\n")).collect();
    records.push_str("{\"id\":\"x\",\"date\":\"2121-07-01\",\"text\":\"The port opened.\"}\n");
    let (_, notices) = read("a.jsonl", &records);
    require(notices.len() == 1 && notices[0].contains("2121-07-01"), notices)
}

fn file_time() -> Result<(), Failed> {
    let (articles, notices) = read("a.txt", "The port opened on Thursday.\n\nMany boats came in.\n");
    require(articles[0].published.is_none() && notices.is_empty(), (&articles[0].published, notices))
}

#[expect(clippy::format_collect, reason = "a test's input, once")]
fn many() -> Result<(), Failed> {
    let text: String = (0..10_000).map(|n| format!("It rained on July {}, {}. ", n % 40, 1900 + n % 300)).collect();
    let (articles, _) = read("a.txt", &text);
    let found = dateline::text::dates::expressions(&articles[0].text, None);
    require(found.len() >= 8_000, found.len())
}
