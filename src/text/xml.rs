//! What must be known of XML before a parser is let near it.

/// Elements within elements that are read; the parser goes down as deep as they do.
pub const DEEPEST: usize = 100;

/// How deep elements stand within each other at most, as far as tags alone tell.
pub fn depth(text: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        // Neither comments nor character data hold tags.
        let skip = [("!--", "-->"), ("![CDATA[", "]]>")].into_iter().find(|(open, _)| rest.starts_with(open));
        if let Some((_, close)) = skip {
            rest = rest.find(close).map_or("", |end| &rest[end + close.len()..]);
            continue;
        }
        let end = rest.find('>').unwrap_or(rest.len());
        let tag = &rest[..end];
        match tag.as_bytes().first() {
            Some(b'/') => now = now.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) if tag.ends_with('/') => {}
            Some(_) => now += 1,
        }
        most = most.max(now);
        rest = &rest[end..];
    }
    most
}
