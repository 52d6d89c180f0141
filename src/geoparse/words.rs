//! What a word tells by itself, kept from one article to the next: news says the same few thousand words again and again.
//! Only the time depends on what is kept.

use super::clusters::{Cluster, Clusters};
use super::inflected;
use super::lexicon::{Classes, IN_ALL_CASES, Lexicon, word_hash};
use crate::text::Span;
use crate::text::ascii::eight_from;
use crate::text::normalise::normalise_word;
use crate::text::tokens::Token;
use rustc_hash::FxHashMap;

/// Words kept at most; a text with more asks the lists for the rest.
const MOST: usize = 1 << 17;
/// Longest word kept, in bytes.
const LONGEST: usize = 64;

/// A word as written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// Its number from 1 among the words kept; 0 for one that is not.
    pub(crate) id: u32,
    /// Hash of its lower case.
    pub(crate) hash: u32,
    pub(crate) classes: Classes,
    pub(crate) cluster: Cluster,
    /// Number of its lower case, which other spellings share; `u32::MAX` where it has none.
    pub(super) lower: u32,
}

/// A word that is kept: half a cache line.
struct Kept {
    /// Its first eight bytes, with zeros behind the end.
    eight: u64,
    /// Where its further bytes stand among all.
    from: u32,
    hash: u32,
    lower: u32,
    classes: Classes,
    cluster: Cluster,
    length: u8,
}

impl Kept {
    fn word(&self, id: u32) -> Word {
        Word { id, hash: self.hash, classes: self.classes, cluster: self.cluster, lower: self.lower }
    }
}

/// A place in the table: the number of a word, 0 where none stands, and the hash of the word as written.
#[derive(Clone, Copy, Default)]
struct Slot {
    id: u32,
    tag: u32,
}

/// The words seen so far.
#[derive(Default)]
pub(crate) struct Words {
    list: Vec<Kept>,
    letters: Vec<u8>,
    /// Open addresses: a power of two, at most half full.
    slots: Vec<Slot>,
    /// By hash of the lower case: its number.
    lowers: FxHashMap<u32, u32>,
    /// By number of the lower case: the text that used it last, and the place of its uses there.
    used: Vec<(u32, u32)>,
    text: u32,
    /// What the last text's words took, to be filled again.
    pub(super) room: Room,
}

/// Lists with an entry a word of a text.
#[derive(Default)]
pub(super) struct Room {
    pub(super) tokens: Vec<Token>,
    pub(super) hashes: Vec<u32>,
    pub(super) classes: Vec<Classes>,
    pub(super) clusters: Vec<Cluster>,
    pub(super) ids: Vec<u32>,
    pub(super) used: Vec<u32>,
}

impl Words {
    /// Begins a text.
    pub(super) fn begin(&mut self) {
        self.text += 1;
    }

    /// Whether no more are kept.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    /// The facts of a word that stands in a text.
    pub(super) fn get(&mut self, text: &str, span: Span) -> Word {
        let bytes = text.as_bytes();
        let (start, length) = (span.start as usize, span.len());
        let mut eight = eight_from(bytes, start).unwrap_or(0);
        if length < 8 {
            eight &= (1 << (8 * length)) - 1;
        }
        let more = bytes.get(start + 8..start + length).unwrap_or(&[]);
        let tag = tag(eight, more, length);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = tag as usize & mask;
        while let Some(&slot) = self.slots.get(at).filter(|slot| slot.id != 0) {
            if slot.tag == tag
                && let Some(kept) = self.list.get(slot.id as usize - 1)
                && kept.eight == eight
                && kept.length as usize == length
            {
                let from = kept.from as usize;
                if more.is_empty() || self.letters.get(from..from + more.len()) == Some(more) {
                    return kept.word(slot.id);
                }
            }
            at = (at + 1) & mask;
        }
        self.meet(span.of(text), eight, more, tag)
    }

    #[cold]
    fn meet(&mut self, spelled: &str, eight: u64, more: &[u8], tag: u32) -> Word {
        let hash = word_hash(spelled);
        let (classes, cluster) = (classes(spelled, hash), Clusters::get().of(hash));
        let mut word = Word { id: 0, hash, classes, cluster, lower: u32::MAX };
        if spelled.len() > LONGEST || self.is_full() {
            word.lower = self.lowers.get(&hash).copied().unwrap_or(u32::MAX);
            return word;
        }
        let next = self.used.len() as u32;
        word.lower = *self.lowers.entry(hash).or_insert(next);
        if word.lower == next {
            self.used.push((0, 0));
        }
        word.id = self.list.len() as u32 + 1;
        let from = self.letters.len() as u32;
        self.letters.extend_from_slice(more);
        self.list.push(Kept {
            eight,
            from,
            hash,
            lower: word.lower,
            classes: word.classes,
            cluster: word.cluster,
            length: spelled.len() as u8,
        });
        let slot = Slot { id: word.id, tag };
        if self.list.len() * 2 > self.slots.len() {
            let larger = vec![Slot::default(); (self.list.len() * 4).next_power_of_two().max(1024)];
            let before = std::mem::replace(&mut self.slots, larger);
            before.into_iter().filter(|slot| slot.id != 0).for_each(|slot| self.place(slot));
        }
        self.place(slot);
        word
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = slot.tag as usize & mask;
        while self.slots.get(at).is_some_and(|taken| taken.id != 0) {
            at = (at + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
        }
    }

    /// Where this text keeps the uses of a word that has this lower case, counted from 1; 0 where it has none so far.
    pub(super) fn uses_of(&self, lower: u32) -> u32 {
        self.used.get(lower as usize).filter(|used| used.0 == self.text).map_or(0, |used| used.1)
    }

    /// Where this text keeps the uses of a word, counted from 1, whatever its case; `rare` holds those of words that are
    /// not kept. `next` is the place given to a word that has none yet, if it is to have one.
    pub(super) fn uses(&mut self, word: Word, next: Option<u32>, rare: &mut FxHashMap<u32, u32>) -> u32 {
        let Some(used) = self.used.get_mut(word.lower as usize) else {
            return match next {
                Some(next) => *rare.entry(word.hash).or_insert(next),
                None => rare.get(&word.hash).copied().unwrap_or(0),
            };
        };
        if used.0 != self.text {
            let Some(next) = next else { return 0 };
            *used = (self.text, next);
        }
        used.1
    }
}

/// The classes of a word. Persons' names and common words are so in other cases, too: «Владимира Путина», «в Думе».
fn classes(spelled: &str, hash: u32) -> Classes {
    let lexicon = Lexicon::get();
    let classes = lexicon.classes(hash);
    if classes != Classes::default() || !inflected::may_be(spelled) {
        return classes;
    }
    let mut normal = String::new();
    normalise_word(spelled, &mut normal);
    let of = |form: &str| lexicon.classes(word_hash(form)).0 & IN_ALL_CASES;
    Classes(inflected::first_cases(&normal).iter().fold(of(&normal), |all, form| all | of(form)))
}

/// Hash of a word as written, from its first eight bytes and what follows them.
#[inline]
fn tag(eight: u64, more: &[u8], length: usize) -> u32 {
    const K: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = (eight ^ (length as u64).rotate_right(8)).wrapping_mul(K);
    let mut at = 0;
    while let Some(eight) = eight_from(more, at) {
        hash = ((hash ^ hash >> 32) ^ eight).wrapping_mul(K);
        at += 8;
    }
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart_and_kept() {
        let mut words = Words::default();
        words.begin();
        let long = "x".repeat(LONGEST + 1);
        let all = ["Reading", "reading", "READING", "Kabul", "", "Якутск-на-Лене", "a", long.as_str()];
        let get = |words: &mut Words, word: &str| {
            let text = format!("({word}) and more");
            words.get(&text, Span::new(1, 1 + word.len()))
        };
        let first: Vec<Word> = all.iter().map(|w| get(&mut words, w)).collect();
        for (word, before) in all.iter().zip(&first) {
            let now = get(&mut words, word);
            assert_eq!((now.id, now.hash, now.classes), (before.id, word_hash(word), Lexicon::get().classes(now.hash)));
        }
        assert_eq!(first[7].id, 0);
        let mut rare = FxHashMap::default();
        assert_eq!(words.uses(first[0], None, &mut rare), 0);
        assert_eq!(words.uses(first[0], Some(1), &mut rare), 1);
        assert_eq!(words.uses(first[1], Some(2), &mut rare), 1, "one word in another case");
        assert_eq!(words.uses(first[7], Some(2), &mut rare), 2);
        assert_eq!(words.uses(first[7], None, &mut rare), 2);
        words.begin();
        assert_eq!(words.uses(first[0], None, &mut rare), 0, "another text");
        for i in 0..5000 {
            let word = format!("word{i}");
            assert_eq!(get(&mut words, &word).id, get(&mut words, &word).id);
        }
        assert_eq!(get(&mut words, "Kabul").id, first[3].id);
    }
}
