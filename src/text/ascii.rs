//! Eight bytes at a time: how far a run of ASCII letters goes.

/// The high bit of every byte.
pub(crate) const HIGH: u64 = 0x8080_8080_8080_8080;

/// The eight bytes from `at` on, the first lowest, with zeros behind the end; `None` at the end.
#[inline]
pub(crate) fn eight_from(bytes: &[u8], at: usize) -> Option<u64> {
    if let Some(eight) = bytes.get(at..at + 8) {
        return eight.try_into().ok().map(u64::from_le_bytes);
    }
    let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
    Some(rest.iter().rev().fold(0, |eight, &b| eight << 8 | u64::from(b)))
}

/// The high bits of those of eight bytes that are ASCII letters.
#[inline]
pub(crate) fn letters(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = (eight | (0x20 * ONES)) & !HIGH;
    let from_a = low + (0x80 - u64::from(b'a')) * ONES;
    let beyond_z = low + (0x80 - u64::from(b'z') - 1) * ONES;
    from_a & !beyond_z & !eight & HIGH
}

/// How many of eight bytes are ASCII letters before the first that is none.
#[inline]
pub(crate) fn letters_in(eight: u64) -> usize {
    (!letters(eight) & HIGH).trailing_zeros() as usize / 8
}

/// How many ASCII letters stand from `at` on, and whether one of them is in lower case.
#[inline]
pub(crate) fn run_of_letters(bytes: &[u8], at: usize) -> (usize, bool) {
    let (mut end, mut lower) = (at, false);
    while let Some(eight) = eight_from(bytes, end) {
        let length = letters_in(eight);
        // Bit 5 of a letter tells its case.
        let within = if length == 8 { u64::MAX } else { (1 << (8 * length)) - 1 };
        lower |= eight & 0x2020_2020_2020_2020 & within != 0;
        end += length;
        if length < 8 {
            break;
        }
    }
    (end - at, lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_byte_by_byte() {
        let text: Vec<u8> =
            (0..=255).chain(*b"Kabul and MAZAR-i-Sharif, \xC3\xA9a").chain(*b"abcdefghijklmnopqrstuvwxYZ").collect();
        for at in 0..text.len() {
            let letters: Vec<u8> = text[at..].iter().copied().take_while(u8::is_ascii_alphabetic).collect();
            let lower = letters.iter().any(u8::is_ascii_lowercase);
            assert_eq!(run_of_letters(&text, at), (letters.len(), lower), "from {at}");
        }
        assert_eq!(run_of_letters(b"", 0), (0, false));
        assert_eq!(eight_from(b"ab", 1), Some(u64::from(b'b')));
        assert_eq!(eight_from(b"ab", 2), None);
    }
}
