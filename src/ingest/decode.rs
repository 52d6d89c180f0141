//! Bytes to text: what is not text, and which encoding the rest is in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A file's text.
pub(super) struct Decoded {
    pub(super) text: String,
    /// What was guessed or lost on the way.
    pub(super) guess: Option<String>,
}

/// Files told by their first bytes.
const MAGIC: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF sound, film or picture"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ\x00", "an xz archive"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"\x7FELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
];

/// Why these bytes are not an article's text, if they are not.
pub(super) fn refuse(bytes: &[u8]) -> Option<String> {
    if bytes.is_empty() {
        return Some("an empty file".into());
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(format!("{what}, not text"));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some("an RTF document; save it as plain text".into());
    }
    let head = bytes.get(..8192).unwrap_or(bytes);
    (head.contains(&0) && utf16(head).is_none() && !stray_zeros(head)).then(|| "a binary file, not text".into())
}

/// Whether the zeros in these bytes are a few that strayed into text: the rest is UTF-8 with hardly a control character.
fn stray_zeros(head: &[u8]) -> bool {
    // The last character may be cut by the end of `head`.
    let text = std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
    let control = head.iter().filter(|b| b.is_ascii_control() && !b"\t\n\r\x0C".contains(b)).count();
    text && control * 50 <= head.len()
}

/// UTF-16 by its byte order mark, or by every other byte being zero.
fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    if head.starts_with(&[0xFF, 0xFE]) {
        return Some(UTF_16LE);
    }
    if head.starts_with(&[0xFE, 0xFF]) {
        return Some(UTF_16BE);
    }
    if !head.contains(&0) {
        return None;
    }
    let half = head.len() / 2;
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    match (zeros(0), zeros(1)) {
        _ if half < 8 => None,
        (0, odd) if odd * 10 > half * 7 => Some(UTF_16LE),
        (even, 0) if even * 10 > half * 7 => Some(UTF_16BE),
        _ => None,
    }
}

/// Decodes; `html` lets a page's own `<meta charset>` speak. A byte order mark is not part of the text.
pub(super) fn decode(bytes: Vec<u8>, html: Option<()>) -> Decoded {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return lossy(&bytes, UTF_8, None);
    }
    let head = bytes.get(..8192).unwrap_or(&bytes);
    if let Some(encoding) = utf16(head) {
        return lossy(&bytes, encoding, None);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, guess: None },
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = html.and_then(|()| declared(&bytes)) {
        let (text, _, bad) = encoding.decode(&bytes);
        if !bad {
            return Decoded { text: text.into_owned(), guess: None };
        }
    }
    // One stray byte in a long UTF-8 text must not turn all of it into another alphabet.
    let bad = std::str::from_utf8(&bytes).err().map_or(0, |e| e.valid_up_to());
    if bad > 0 && mostly_utf8(&bytes) {
        return lossy(&bytes, UTF_8, Some("a few bytes are not UTF-8 and were replaced"));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let (text, _, lost) = encoding.decode(&bytes);
    let lost = if lost { ", with some bytes replaced" } else { "" };
    Decoded { text: text.into_owned(), guess: Some(format!("not UTF-8; read as {}{lost}", encoding.name())) }
}

fn lossy(bytes: &[u8], encoding: &'static Encoding, why: Option<&str>) -> Decoded {
    let (text, used, bad) = encoding.decode(bytes);
    let guess = match (bad, why) {
        (true, Some(why)) => Some(why.to_owned()),
        (true, None) => Some(format!("some bytes are not {} and were replaced", used.name())),
        (false, _) => None,
    };
    Decoded { text: text.into_owned(), guess }
}

/// Whether at most one non-ASCII sequence in twenty is broken.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad, mut rest) = (0_usize, 0_usize, bytes);
    loop {
        let (valid, broken) = match std::str::from_utf8(rest) {
            Ok(text) => (text, None),
            Err(e) => {
                let (valid, after) = rest.split_at(e.valid_up_to());
                let skip = e.error_len().unwrap_or(after.len()).max(1);
                (std::str::from_utf8(valid).unwrap_or(""), after.get(skip..))
            }
        };
        good += valid.chars().filter(|c| !c.is_ascii()).count();
        match broken {
            Some(after) => {
                bad += 1;
                rest = after;
            }
            None => return good >= bad * 20,
        }
    }
}

/// The encoding a page declares in its first kilobyte.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..2048).unwrap_or(bytes).to_ascii_lowercase();
    let at = head.windows(8).position(|w| w == b"charset=")? + 8;
    let label = head.get(at..)?.iter().copied().skip_while(|b| matches!(b, b'"' | b'\''));
    let label: Vec<u8> = label.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).collect();
    Encoding::for_label(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decode("Kabul — Кабул".into(), None).text, "Kabul — Кабул");
        let utf16: Vec<u8> = "\u{FEFF}Kabul".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(utf16, None).text, "Kabul");
        let latin = b"Der Zug f\xE4hrt \xFCber M\xFCnchen nach Z\xFCrich, sagte der Sprecher am Mittwoch.".to_vec();
        let latin = decode(latin, None);
        assert!(latin.text.contains("über München"), "{}", latin.text);
        assert!(latin.guess.is_some_and(|g| g.contains("windows-1252")));
        assert!(refuse(b"%PDF-1.7").is_some());
        assert!(refuse(b"a\0b\0c and so on").is_some());
        assert!(refuse(b"").is_some());
        assert_eq!(refuse(b"plain"), None);
        // One zero in a text of a hundred letters is a slip, not a format.
        assert_eq!(refuse(&[b"Talks in Tashkent. ".repeat(6).as_slice(), b"\0 Rain."].concat()), None);
    }

    #[test]
    fn a_stray_byte_does_not_change_the_alphabet() {
        let mut bytes = "Кабул и Москва. ".repeat(20).into_bytes();
        bytes.push(0xFF);
        let decoded = decode(bytes, None);
        assert!(decoded.text.starts_with("Кабул и Москва."));
        assert!(decoded.guess.is_some());
    }
}
