//! Lists of names: the places of "Dayton, Lima and Toledo, Ohio" lie together, whatever else the document speaks of.

use super::super::candidates::Name;
use super::super::scan::Scan;
use crate::text::tokens::Gap;

/// Groups of one list that are looked at; bounds the work on tables.
const MEMBERS: usize = 24;

/// The lists of a document, read name by name.
#[derive(Default)]
pub(super) struct Lists {
    /// Groups of each list, in order of the text.
    pub(super) groups: Vec<Vec<usize>>,
    last: Option<Last>,
}

/// The name before the one that is read.
#[derive(Clone, Copy)]
struct Last {
    group: usize,
    /// Word behind it.
    end: usize,
    list: Option<usize>,
    /// Whether what contains it is to follow: "Toledo, Ohio".
    held: bool,
}

impl Lists {
    /// Reads the next name of the document; `held` where its container stands right behind it.
    pub(super) fn read(&mut self, scan: &Scan<'_>, name: &Name, group: usize, held: bool) {
        let joined = self.last.filter(|last| is_joined(scan, last.end, name.first));
        if let Some(last) = joined.filter(|last| last.held && last.end == name.first) {
            self.last = Some(Last { end: name.end, held: false, ..last });
            return;
        }
        let list = joined.map(|last| {
            let list = last.list.unwrap_or_else(|| {
                self.groups.push(vec![last.group]);
                self.groups.len() - 1
            });
            if let Some(groups) = self.groups.get_mut(list).filter(|g| g.len() < MEMBERS && !g.contains(&group)) {
                groups.push(group);
            }
            list
        });
        self.last = Some(Last { group, end: name.end, list, held });
    }
}

/// Whether nothing but a comma, "and" or "or" stands between two words.
fn is_joined(scan: &Scan<'_>, end: usize, first: usize) -> bool {
    match first.checked_sub(end) {
        Some(0) => scan.gap(end) == Gap::Comma,
        Some(1) => {
            matches!(scan.word(end), "and" | "or" | "And" | "AND" | "OR")
                && matches!(scan.gap(end), Gap::Comma | Gap::Space | Gap::Line)
                && matches!(scan.gap(first), Gap::Space | Gap::Line)
        }
        _ => false,
    }
}
