//! The small tables of a file: kinds of feature, countries, divisions, and which rows these themselves are.

use super::super::format::Section;
use super::parts::Parts;
use super::{FreezeError, limit, short_text};
use crate::gazetteer::entry::Entry;
use crate::gazetteer::{Country, FeatureClass};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Most divisions of one level.
const DIVISIONS: usize = u16::MAX as usize;

/// What the entries name, first gathered, then numbered.
#[derive(Debug, Default)]
pub(super) struct Tables {
    seen_codes: BTreeSet<(char, String)>,
    seen_countries: BTreeSet<[u8; 2]>,
    seen: [BTreeSet<String>; 2],
    /// Second-level divisions that an entry is, not only lies in.
    own: BTreeSet<String>,
    codes: BTreeMap<(char, String), u16>,
    countries: Vec<[u8; 2]>,
    divisions: [BTreeMap<String, u16>; 2],
    country_rows: BTreeMap<[u8; 2], u32>,
    division_rows: [BTreeMap<String, u32>; 2],
}

impl Tables {
    /// Notes what an entry names.
    pub(super) fn take(&mut self, e: &Entry) {
        let code = (e.class.letter(), e.code.clone());
        self.seen_codes.insert(code);
        self.seen_countries.extend([e.country, e.speaks_for].into_iter().flatten().map(|c| c.0));
        for (set, code) in self.seen.iter_mut().zip([&e.admin1, &e.admin2]) {
            if let Some(code) = code
                && !set.contains(code)
            {
                set.insert(code.clone());
            }
        }
        if let Some(code) = e.admin2.as_ref().filter(|_| e.class == FeatureClass::A && e.code == "ADM2") {
            self.own.insert(code.clone());
        }
    }

    /// Ends gathering and numbers what was seen.
    pub(super) fn close(&mut self) -> Result<(), FreezeError> {
        let [first, mut second] = std::mem::take(&mut self.seen);
        // Stray codes of a dump go before divisions that have a feature.
        if second.len() > DIVISIONS {
            second.retain(|c| self.own.contains(c));
        }
        limit("kinds of feature", self.seen_codes.len(), u16::MAX as usize)?;
        limit("countries", self.seen_countries.len(), u8::MAX as usize)?;
        limit("first-level divisions", first.len(), DIVISIONS)?;
        limit("second-level divisions", second.len(), DIVISIONS)?;
        self.codes = std::mem::take(&mut self.seen_codes).into_iter().zip(0..).collect();
        self.countries = std::mem::take(&mut self.seen_countries).into_iter().collect();
        let number = |set: BTreeSet<String>| set.into_iter().zip(1..).collect();
        self.divisions = [number(first), number(second)];
        Ok(())
    }

    /// Number of an entry's kind.
    pub(super) fn code(&self, e: &Entry) -> u16 {
        self.codes.get(&(e.class.letter(), e.code.clone())).copied().unwrap_or(0)
    }

    /// Number of a country, from 1; 0 for none.
    pub(super) fn country(&self, country: Option<Country>) -> u8 {
        country.and_then(|c| self.countries.binary_search(&c.0).ok()).map_or(0, |i| i as u8 + 1)
    }

    /// Number of an entry's first-level division, from 1; 0 for none.
    pub(super) fn admin1(&self, e: &Entry) -> u16 {
        e.admin1.as_ref().and_then(|c| self.divisions[0].get(c)).copied().unwrap_or(0)
    }

    /// Number of an entry's second-level division, from 1; 0 for none.
    pub(super) fn admin2(&self, e: &Entry) -> u16 {
        e.admin2.as_ref().and_then(|c| self.divisions[1].get(c)).copied().unwrap_or(0)
    }

    /// Notes a row that is the division or country itself.
    pub(super) fn own_row(&mut self, e: &Entry, row: u32) {
        if e.class != FeatureClass::A {
            return;
        }
        let [first, second] = &mut self.division_rows;
        match (e.code.as_str(), &e.admin1, &e.admin2, e.country) {
            ("ADM1", Some(code), ..) => drop(first.insert(code.clone(), row)),
            ("ADM2", _, Some(code), _) => drop(second.insert(code.clone(), row)),
            (c, .., Some(country)) if c.starts_with("PCL") && c != "PCLH" => {
                self.country_rows.insert(country.0, row);
            }
            _ => {}
        }
    }

    /// Writes the tables' sections.
    pub(super) fn write(&self, parts: &mut Parts) -> io::Result<()> {
        let part = parts.get(Section::Countries)?;
        for c in &self.countries {
            part.write_all(&[c[0], c[1], 0, 0])?;
            part.write_all(&self.country_rows.get(c).copied().unwrap_or(u32::MAX).to_le_bytes())?;
        }
        let [first, second] = &self.divisions;
        let row = |level: usize, code: &String| self.division_rows[level].get(code).copied().unwrap_or(u32::MAX);
        for code in first.keys() {
            let at = parts.get(Section::Admin1Codes)?.len() as u32;
            short_text(code, parts.get(Section::Admin1Codes)?)?;
            let part = parts.get(Section::Admin1)?;
            part.write_all(&row(0, code).to_le_bytes())?;
            part.write_all(&at.to_le_bytes())?;
        }
        for code in second.keys() {
            parts.get(Section::Admin2)?.write_all(&row(1, code).to_le_bytes())?;
        }
        let part = parts.get(Section::Codes)?;
        self.codes.keys().try_for_each(|(class, code)| writeln!(part, "{class}{code}"))
    }
}
