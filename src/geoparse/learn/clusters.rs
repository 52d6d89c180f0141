//! Grouping words by their vectors: spherical k-means, first into many small clusters, then those into few large ones.

use super::super::clusters;
use super::net::Dice;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::io::Read;

/// Words with a vector each, the most frequent first.
#[derive(Default)]
pub struct Vectors {
    words: Vec<String>,
    /// One after the other, each of length 1.
    rows: Vec<f32>,
}

/// Numbers in a vector.
const LENGTH: usize = 100;
/// Large clusters at most: they are numbered in a byte.
const MOST_LARGE: usize = 255;
/// Rounds of k-means.
const ROUNDS: usize = 20;

/// How to group.
#[derive(Clone, Copy, Debug)]
pub struct Grouping {
    /// Small clusters.
    pub small: usize,
    /// Large clusters, at most 255.
    pub large: usize,
}

impl Vectors {
    /// Reads vectors as wink-nlp's packages hold them: `{"vectors": {"word": [numbers…]}}`, the first hundred numbers
    /// being the vector. At most `most` words are kept, of those that begin with a letter.
    ///
    /// # Errors
    /// When it is not such a JSON.
    pub fn read(json: impl Read, most: usize) -> serde_json::Result<Self> {
        let File { mut vectors } = serde_json::from_reader(json)?;
        vectors.words.truncate(most);
        vectors.rows.truncate(most.saturating_mul(LENGTH));
        Ok(vectors)
    }

    /// The table of clusters. The more frequent half of the words makes them; the others join the nearest.
    pub fn group(&self, plan: Grouping) -> Vec<u8> {
        let count = self.words.len();
        let frequent = count.div_ceil(2);
        let centres = means(&self.rows[..frequent * LENGTH], &vec![1.0; frequent], plan.small);
        let small = nearest(&self.rows, &centres);
        let mut sizes = vec![0.0; centres.len() / LENGTH];
        small.iter().for_each(|&s| sizes[s as usize] += 1.0);
        let large = nearest(&centres, &means(&centres, &sizes, plan.large.min(MOST_LARGE)));
        let larger: Vec<u8> = large.iter().map(|&l| l as u8).collect();
        clusters::write(self.words.iter().map(String::as_str).zip(small), &larger)
    }
}

/// Centres of `k` clusters of rows of length 1, each of length 1.
fn means(rows: &[f32], weights: &[f32], k: usize) -> Vec<f32> {
    let count = rows.len() / LENGTH;
    let mut dice = Dice::new(1);
    let mut order: Vec<usize> = (0..count).collect();
    for i in 0..k.min(count) {
        order.swap(i, i + dice.next() as usize % (count - i));
    }
    let mut centres: Vec<f32> =
        order.iter().take(k).flat_map(|&i| &rows[i * LENGTH..(i + 1) * LENGTH]).copied().collect();
    for _ in 0..ROUNDS {
        let near = nearest(rows, &centres);
        let mut sums = vec![0.0_f64; centres.len()];
        for (i, &c) in near.iter().enumerate() {
            let row = &rows[i * LENGTH..(i + 1) * LENGTH];
            let sum = &mut sums[c as usize * LENGTH..(c as usize + 1) * LENGTH];
            sum.iter_mut().zip(row).for_each(|(s, &x)| *s += f64::from(x * weights[i]));
        }
        for (centre, sum) in centres.chunks_exact_mut(LENGTH).zip(sums.chunks_exact(LENGTH)) {
            let length = sum.iter().map(|x| x * x).sum::<f64>().sqrt();
            // An empty cluster keeps its centre.
            if length > 0.0 {
                centre.iter_mut().zip(sum).for_each(|(c, s)| *c = (s / length) as f32);
            }
        }
    }
    centres
}

/// For each row the centre with the largest cosine. Threads share the rows; each answer is its own.
fn nearest(rows: &[f32], centres: &[f32]) -> Vec<u16> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let part = (rows.len() / LENGTH).div_ceil(threads).max(1) * LENGTH;
    std::thread::scope(|scope| {
        let parts: Vec<_> = rows.chunks(part).map(|rows| scope.spawn(|| nearest_of(rows, centres))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

fn nearest_of(rows: &[f32], centres: &[f32]) -> Vec<u16> {
    let best = |row: &[f32]| {
        let mut best = (f32::MIN, 0);
        for (c, centre) in centres.chunks_exact(LENGTH).enumerate() {
            // Four sums side by side.
            let mut sums = [0.0_f32; 4];
            for (a, b) in row.as_chunks::<4>().0.iter().zip(centre.as_chunks::<4>().0) {
                for i in 0..4 {
                    sums[i] += a[i] * b[i];
                }
            }
            let cosine = sums.iter().sum();
            if cosine > best.0 {
                best = (cosine, c as u16);
            }
        }
        best.1
    };
    rows.chunks_exact(LENGTH).map(best).collect()
}

/// The file, of which the vectors alone are read.
#[derive(Deserialize)]
struct File {
    vectors: Vectors,
}

impl<'de> Deserialize<'de> for Vectors {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Vectors;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("words with vectors")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vectors, A::Error> {
                let mut vectors = Vectors::default();
                while let Some((word, row)) = map.next_entry::<String, Vec<f32>>()? {
                    if let Some(row) = row.get(..LENGTH).filter(|_| word.starts_with(char::is_alphabetic)) {
                        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
                        vectors.words.push(word);
                        vectors.rows.extend(row.iter().map(|x| x / length));
                    }
                }
                Ok(vectors)
            }
        }
        from.deserialize_map(Words)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::clusters::Clusters;
    use super::*;

    /// Vectors of words along an axis each, a little apart.
    fn json(words: &[(&str, usize)]) -> String {
        let row = |axis: usize, k: usize| {
            let x = |i: usize| {
                if i == axis {
                    "1"
                } else if i == 90 + k % 10 {
                    "0.01"
                } else {
                    "0"
                }
            };
            // Length and number stand behind, as in the package.
            (0..LENGTH).map(x).chain(["1", "0"]).collect::<Vec<_>>().join(",")
        };
        let rows: Vec<String> =
            words.iter().enumerate().map(|(k, (w, a))| format!("\"{w}\":[{}]", row(*a, k))).collect();
        format!("{{\"size\":2,\"words\":[\"a\"],\"vectors\":{{{}}}}}", rows.join(","))
    }

    #[test]
    fn groups_words_that_lie_together() {
        let words = [("ran", 0), ("oslo", 7), ("rode", 0), ("rome", 7), ("walked", 0), ("riga", 7), ("7up", 3)];
        let vectors = Vectors::read(json(&words).as_bytes(), 100).unwrap();
        assert_eq!(vectors.words, ["ran", "oslo", "rode", "rome", "walked", "riga"]);
        let table = vectors.group(Grouping { small: 2, large: 1 });
        assert_eq!(table, vectors.group(Grouping { small: 2, large: 1 }));
        let table = Clusters::read(table.leak()).unwrap();
        let of = |word: &str| table.of(super::super::super::lexicon::word_hash(word));
        assert_eq!(of("ran"), of("walked"));
        assert_eq!(of("Oslo"), of("riga"));
        assert_ne!(of("ran").small, of("rome").small);
        assert_eq!(of("ran").large, of("rome").large);
        assert_eq!(of("elsewhere").small, 0);
    }

    #[test]
    fn other_json_is_an_error() {
        assert!(Vectors::read(&b"[1]"[..], 10).is_err());
        assert!(Vectors::read(&b"{\"vectors\":{\"a\":3}}"[..], 10).is_err());
    }
}
