//! JSON lines, streamed; and JSON documents of one record or a list of them.

use super::{MAX_FILE, Sink, decode, record, walk};
use crate::notice::Notice;
use serde_json::value::RawValue;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;

/// Reads one record a line. A bad line is told as `path:line` and the rest goes on. A file that turns out to be one
/// JSON list is read as such.
pub(super) fn lines(name: &str, id: &str, input: &mut dyn BufRead, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut line = Vec::new();
    let mut some = false;
    for number in 1_usize.. {
        line.clear();
        let at = format!("{name}:{number}");
        match input.take(MAX_FILE).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return sink.notice(Notice::left_out(name, walk::why(&error))),
        }
        if line.len() as u64 >= MAX_FILE && line.last() != Some(&b'\n') {
            sink.notice(Notice::left_out(at, "a line of more than 256 MB"))?;
            if !skip_line(input) {
                break;
            }
            continue;
        }
        if number == 1 {
            if let Some(reason) = decode::refuse(&line).filter(|_| !line.is_empty()) {
                return sink.notice(Notice::left_out(name, reason));
            }
            if line.starts_with(&[0xFF, 0xFE])
                || line.starts_with(&[0xFE, 0xFF])
                || line.trim_ascii_start().first() == Some(&b'[')
            {
                return whole(name, id, line, input, sink);
            }
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        some = true;
        let decoded = decode::decode(std::mem::take(&mut line), None);
        if let Some(guess) = decoded.guess {
            sink.notice(Notice::guessed(at.clone(), guess))?;
        }
        one(decoded.text.trim(), &format!("{id}:{number}"), &at, sink)?;
    }
    if some { ControlFlow::Continue(()) } else { sink.notice(Notice::left_out(name, "an empty file")) }
}

/// Passes over the rest of a line; false at the end of the input.
fn skip_line(input: &mut dyn BufRead) -> bool {
    loop {
        let (used, done) = match input.fill_buf() {
            Ok([]) | Err(_) => return false,
            Ok(bytes) => bytes.iter().position(|b| *b == b'\n').map_or((bytes.len(), false), |i| (i + 1, true)),
        };
        input.consume(used);
        if done {
            return true;
        }
    }
}

fn whole(name: &str, id: &str, mut head: Vec<u8>, input: &mut dyn BufRead, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if let Err(error) = input.take(MAX_FILE).read_to_end(&mut head) {
        return sink.notice(Notice::left_out(name, walk::why(&error)));
    }
    if head.len() as u64 >= MAX_FILE {
        return sink
            .notice(Notice::left_out(name, "a JSON list of more than 256 MB; as JSON lines it can be of any size"));
    }
    let decoded = decode::decode(head, None);
    if let Some(guess) = decoded.guess {
        sink.notice(Notice::guessed(name, guess))?;
    }
    document(name, id, &decoded.text, sink)
}

/// Reads a JSON document: one record, a list of records, or lines of records.
pub(super) fn document(name: &str, id: &str, text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if let Ok(list) = serde_json::from_str::<Vec<&RawValue>>(text) {
        if list.is_empty() {
            return sink.notice(Notice::left_out(name, "an empty list"));
        }
        for (i, item) in list.iter().enumerate() {
            one(item.get(), &format!("{id}:{}", i + 1), &format!("{name}:{}", i + 1), sink)?;
        }
        return ControlFlow::Continue(());
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(_) => one(text, id, name, sink),
        Err(error) if error.line() > 1 && text.trim_start().starts_with('{') => {
            // Records one under the other, in a file that is called .json.
            let _ = error;
            lines(name, id, &mut text.as_bytes(), sink)
        }
        Err(error) => sink.notice(Notice::left_out(name, format!("not JSON: {error}"))),
    }
}

fn one(json: &str, id: &str, at: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match record::article(json, id, at) {
        Ok(article) => sink.article(article),
        Err(reason) => sink.notice(Notice::left_out(at, reason)),
    }
}
