//! The frozen format: same entries, same bytes; damage is told with the path.

use dateline::gazetteer::frozen::write::freeze;
use dateline::gazetteer::{Country, Entry, FeatureClass, Frozen, NameKind, PlaceId};
use dateline::geo::LatLon;
use libtest_mimic::Trial;
use std::path::PathBuf;

pub fn tests() -> Vec<Trial> {
    let test = |name: &str, run: fn()| {
        Trial::test(format!("gazetteer::format::{name}"), move || {
            run();
            Ok(())
        })
    };
    vec![test("order_does_not_show", order), test("what_goes_in_comes_out", round_trip), test("damage_is_told", damage)]
}

fn entries() -> Vec<Entry> {
    let point = |lat, lon| LatLon::new(lat, lon).unwrap();
    let mut city = Entry::new("gn:7", "Алтын", point(41.25, -71.5), FeatureClass::P, "PPLA");
    city.country = Country::new("KG");
    city.admin1 = Some("KG.01".to_owned());
    city.population = 12_345;
    city.add_name("Altyn", NameKind::Alias);
    city.add_name("Old Altyn", NameKind::Former);
    city.valid = (Some(1924), None);
    let mut province = Entry::new("gn:3", "Altyn Province", point(41.0, -71.0), FeatureClass::A, "ADM1");
    province.country = Country::new("KG");
    province.admin1 = Some("KG.01".to_owned());
    province.radius_km = 87.5;
    let mut region = Entry::new("dl:the-region", "Region", point(-89.999_999, 180.0), FeatureClass::L, "RGN");
    region.members = vec!["KG".to_owned(), "TJ.01".to_owned()];
    region.approximate = true;
    region.origin = 1;
    vec![city, province, region]
}

const LAYERS: [(&str, &str); 2] = [("world", "nobody"), ("supplement", "us")];

fn order() {
    let forward = freeze(&entries(), &LAYERS).unwrap();
    let mut backward = entries();
    backward.reverse();
    assert_eq!(forward, freeze(&backward, &LAYERS).unwrap());
    let mut twice = entries();
    twice.extend(entries());
    assert!(freeze(&twice, &LAYERS).unwrap_err().to_string().contains("two features have the id"));
}

fn write(name: &str, bytes: &[u8]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("dateline-{}-{name}.gaz", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    path
}

fn round_trip() {
    let path = write("whole", &freeze(&entries(), &LAYERS).unwrap());
    let frozen = Frozen::open(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(frozen.len(), 3);
    let row = frozen.by_id(&PlaceId("gn:7".to_owned())).unwrap();
    let city = frozen.feature(row, dateline::gazetteer::LayerId(0));
    assert_eq!((city.name, city.code, city.population), ("Алтын", "PPLA", 12_345));
    assert_eq!((city.point.lat(), city.point.lon()), (41.25, -71.5));
    assert_eq!(city.valid, (Some(1924), None));
    assert_eq!(city.admin1.map(dateline::gazetteer::FeatureRef::row), frozen.admin1("KG.01"));
    assert_eq!(frozen.names(row), ["Алтын", "Altyn", "Old Altyn"]);
    let mut kinds = Vec::new();
    frozen.lookup("old altyn", &mut |hit| kinds.push(hit));
    assert_eq!(kinds, [(row, NameKind::Former)]);
    let region = frozen.by_id(&PlaceId("dl:the-region".to_owned())).unwrap();
    assert_eq!(frozen.members(region), ["KG", "TJ.01"]);
    assert_eq!(frozen.origin(region), 1);
    assert!(frozen.feature(region, dateline::gazetteer::LayerId(0)).approximate);
}

fn damage() {
    let whole = freeze(&entries(), &LAYERS).unwrap();
    let mut version = whole.clone();
    version[8] = 99;
    let mut flipped = whole.clone();
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    let mut header = whole.clone();
    header[17] ^= 1;
    let cases: [(&str, &[u8], &str); 7] = [
        ("empty", b"", "truncated"),
        ("text", b"name,lat,lon\nKabul,34.5,69.2\n", "not a compiled gazetteer"),
        ("version", &version, "a gazetteer of format version 99; this program reads versions up to 3"),
        ("head", &whole[..40], "truncated"),
        ("short", &whole[..whole.len() - 10], "truncated"),
        ("flipped", &flipped, "corrupt: its checksum is wrong"),
        ("header", &header, "corrupt: the header's checksum is wrong"),
    ];
    for (name, bytes, message) in cases {
        let path = write(name, bytes);
        let told = Frozen::open(&path).unwrap_err().to_string();
        std::fs::remove_file(&path).unwrap();
        assert!(told.contains(message), "{name}: {told}");
        assert!(told.starts_with(&path.display().to_string()), "{told} names no path");
        assert_eq!(told.lines().count(), 1);
    }
    let missing = Frozen::open(&PathBuf::from("no/such.gaz")).unwrap_err().to_string();
    assert!(missing.starts_with("no/such.gaz: cannot be read"), "{missing}");
}
