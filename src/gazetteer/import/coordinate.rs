//! A latitude or longitude as people write it: decimal degrees, or degrees, minutes and seconds.

/// Which of the two it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// North and south, at most 90 degrees.
    Latitude,
    /// East and west, at most 180 degrees.
    Longitude,
}

/// Degrees from `34.53`, `-34,53`, `34°31'41"N`, `34 31 41.3 N`, `N 34 31.7`.
///
/// # Errors
/// One line without a path: what is wrong with the text.
pub fn parse(text: &str, axis: Axis) -> Result<f64, String> {
    let (name, limit, letters) = match axis {
        Axis::Latitude => ("latitude", 90.0, ['n', 's']),
        Axis::Longitude => ("longitude", 180.0, ['e', 'w']),
    };
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("the {name} is empty"));
    }
    let unreadable = || format!("\"{text}\" is no {name}");
    let lower = text.to_lowercase().replace(['−', '–'], "-");
    let mut side = None;
    let mut body = lower.trim();
    for letter in ['n', 's', 'e', 'w'] {
        if let Some(rest) = body.strip_suffix(letter).or_else(|| body.strip_prefix(letter)) {
            if !letters.contains(&letter) {
                return Err(format!("\"{text}\" points {letter}, which is no {name}", letter = letter.to_uppercase()));
            }
            side = Some(letter);
            body = rest.trim();
            break;
        }
    }
    let negative = body.starts_with('-');
    let body = body.trim_start_matches(['-', '+']);
    let parts: Vec<&str> = body
        .split(|c: char| c.is_whitespace() || matches!(c, '°' | 'º' | '\'' | '′' | '’' | '"' | '″' | '”' | ':'))
        .filter(|p| !p.is_empty())
        .collect();
    if parts.is_empty() || parts.len() > 3 || (negative && side.is_some()) {
        return Err(unreadable());
    }
    let mut degrees = 0.0;
    for (i, part) in parts.iter().enumerate() {
        let number = part.replace(',', ".");
        let plain = number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let value: f64 = number.parse().ok().filter(|_| plain).ok_or_else(unreadable)?;
        if i > 0 && value >= 60.0 {
            return Err(format!("\"{text}\" has more than 59 minutes or seconds"));
        }
        degrees += value / [1.0, 60.0, 3600.0][i];
    }
    if degrees > limit {
        return Err(format!("\"{text}\" is beyond {limit} degrees"));
    }
    Ok(if negative || matches!(side, Some('s' | 'w')) { -degrees } else { degrees })
}

#[cfg(test)]
mod tests {
    use super::{Axis, parse};

    #[test]
    fn ways_of_writing() {
        for text in ["34.5", "34°30'N", "34 30 00 N", "N 34 30", "34:30", "34,5", "34°30′0″ n"] {
            assert_eq!(parse(text, Axis::Latitude), Ok(34.5), "{text}");
        }
        assert_eq!(parse("-34.5", Axis::Latitude), Ok(-34.5));
        assert_eq!(parse("69°10'20\"W", Axis::Longitude).map(|d| (d * 1e4).round()), Ok(-691_722.0));
    }

    #[test]
    fn errors_say_what() {
        let text = |t, a| parse(t, a).unwrap_err();
        assert_eq!(text("", Axis::Latitude), "the latitude is empty");
        assert_eq!(text("91", Axis::Latitude), "\"91\" is beyond 90 degrees");
        assert_eq!(text("34 E", Axis::Latitude), "\"34 E\" points E, which is no latitude");
        assert_eq!(text("here", Axis::Longitude), "\"here\" is no longitude");
        assert_eq!(text("34 61", Axis::Longitude), "\"34 61\" has more than 59 minutes or seconds");
    }
}
