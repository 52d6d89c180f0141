//! The carried world answers as its documentation says.

use dateline::gazetteer::{Country, FeatureClass, Gazetteer, NameKind, PlaceId};
use dateline::geo::LatLon;
use dateline::text::normalise::normalise;
use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    let test = |name: &str, run: fn()| {
        Trial::test(format!("gazetteer::world::{name}"), move || {
            run();
            Ok(())
        })
    };
    vec![
        test("its_checksum_holds", || Gazetteer::verify_world().unwrap()),
        test("kabul_is_first_the_capital", kabul),
        test("every_name_finds_its_feature", names_find),
        test("prefixes_agree_with_lookup", prefixes),
        test("ids_lead_back", ids),
        test("nearest_agrees_with_a_plain_search", nearest),
        test("countries_and_divisions_contain", contains),
        test("a_point_lies_in_a_country", points_in_countries),
        test("outlines_agree_with_the_hierarchy", outlines),
        test("areas_know_their_extent", extents),
        test("regions_know_their_members", members),
        test("abbreviations_and_demonyms_are_told_apart", kinds),
        test("the_soviet_union_is_not_russia", soviet),
        test("a_metonym_speaks_for_its_government", speaks),
        test("a_looser_spelling_is_found_last", loose),
        test("unknown_names_find_nothing", unknown),
    ]
}

fn first(name: &str) -> String {
    let world = Gazetteer::world();
    let mut hits = Vec::new();
    world.lookup(&normalise(name), &mut hits);
    world.id(hits.first().unwrap_or_else(|| panic!("{name} is unknown")).feature).0
}

fn kabul() {
    assert_eq!(first("Kabul"), "gn:1138958");
    assert_eq!(first("Кабул"), "gn:1138958");
    assert_eq!(first("کابل"), "gn:1138958");
    let world = Gazetteer::world();
    let at = world.by_id(&PlaceId("gn:1138958".to_owned())).unwrap();
    let feature = world.feature(at);
    assert_eq!((feature.name, feature.code), ("Kabul", "PPLC"));
    assert_eq!(world.chain(at), "Capital · Afghanistan");
    assert!(world.names(at).iter().any(|n| n == "喀布尔"));
}

fn names_find() {
    let world = Gazetteer::world();
    let mut hits = Vec::new();
    for at in world.all().step_by(211) {
        for name in world.names(at) {
            let normal = normalise(&name);
            world.lookup_exact(&normal, &mut hits);
            assert!(hits.iter().any(|h| h.feature == at), "{name} does not find {}", world.id(at));
            let word = normal.split(' ').next().unwrap();
            assert!(world.may_begin(word), "{name} may not begin");
        }
    }
}

fn prefixes() {
    let world = Gazetteer::world();
    let mut seen = Vec::new();
    let text = normalise("New York City Hall in Mazar-i-Sharif");
    world.prefixes(&text, &mut |length, hits| seen.push((text[..length].to_owned(), hits.to_vec())));
    let names: Vec<&str> = seen.iter().map(|(n, _)| n.as_str()).collect();
    assert!(names.contains(&"new york") && names.contains(&"new york city"), "{names:?}");
    let mut hits = Vec::new();
    for (name, found) in &seen {
        world.lookup_exact(name, &mut hits);
        assert_eq!(&hits, found, "{name}");
    }
}

fn ids() {
    let world = Gazetteer::world();
    for at in world.all().step_by(101) {
        assert_eq!(world.by_id(&world.id(at)), Some(at));
    }
    assert_eq!(world.by_id(&PlaceId("gn:1".to_owned())), None);
    assert_eq!(world.by_id(&PlaceId("dl:nowhere".to_owned())), None);
}

fn nearest() {
    let world = Gazetteer::world();
    let places: Vec<_> = world.all().filter(|&at| world.feature(at).class == FeatureClass::P).collect();
    for (lat, lon) in [(34.5, 69.1), (-17.8, 179.99), (-17.0, -179.9), (65.0, 25.0), (0.1, 0.1), (70.0, -150.0)] {
        let point = LatLon::new(lat, lon).unwrap();
        let plain = places
            .iter()
            .map(|&at| world.feature(at).point.distance_km(point))
            .filter(|km| *km <= 120.0)
            .min_by(f64::total_cmp);
        let found = world.nearest(point, 120.0).map(|at| world.feature(at).point.distance_km(point));
        assert_eq!(found, plain, "{lat} {lon}");
    }
}

fn at(id: &str) -> dateline::gazetteer::FeatureRef {
    Gazetteer::world().by_id(&PlaceId(id.to_owned())).unwrap_or_else(|| panic!("no {id}"))
}

fn contains() {
    let world = Gazetteer::world();
    let afghanistan = world.country(Country::new("AF").unwrap()).unwrap();
    let kunduz = world.admin1("AF.24").unwrap();
    let city = at("gn:1135689");
    assert!(world.contains(afghanistan, city));
    assert!(world.contains(kunduz, city));
    assert!(world.contains(afghanistan, kunduz));
    assert!(!world.contains(kunduz, at("gn:1138958")));
    assert!(!world.contains(city, kunduz));
    assert_eq!(world.admin1_code(city), Some("AF.24"));
    assert_eq!(world.admin1_code(afghanistan), None);
}

/// Enclaves, exclaves, both sides of the antimeridian, and borders as GeoNames has them; nothing at sea.
fn points_in_countries() {
    let world = Gazetteer::world();
    for (lat, lon, country) in [
        (34.53, 69.17, "AF"),
        (37.12, 69.30, "TJ"),
        (44.95, 34.10, "UA"),
        (-29.31, 27.48, "LS"),
        (-28.45, 26.79, "ZA"),
        (54.71, 20.51, "RU"),
        (39.21, 45.41, "AZ"),
        (61.22, -149.9, "US"),
        (66.05, -176.0, "RU"),
        (-16.82, 179.97, "FJ"),
        (31.90, 35.20, "PS"),
        (34.08, 74.80, "IN"),
        (42.66, 21.16, "XK"),
        (25.03, 121.56, "TW"),
        (43.94, 12.45, "SM"),
        (-75.0, 0.0, "AQ"),
        (0.0, -30.0, ""),
        (20.0, -150.0, ""),
    ] {
        let found = world.country_at(LatLon::new(lat, lon).unwrap());
        assert_eq!(found.map_or(String::new(), |c| c.code().to_owned()), country, "{lat} {lon}");
    }
    let division = world.division_at(LatLon::new(36.73, 68.87).unwrap()).unwrap();
    assert_eq!(world.admin1_code(division), Some("AF.24"));
}

/// Where hierarchy and outline both answer, they nearly always say the same: coasts and borders are simplified.
fn outlines() {
    let world = Gazetteer::world();
    let (mut same, mut other, mut sea) = (0, 0, 0);
    for at in world.all().step_by(97).filter(|&at| world.feature(at).class == FeatureClass::P) {
        let feature = world.feature(at);
        match world.country_at(feature.point) {
            None => sea += 1,
            found if found == feature.country => same += 1,
            Some(_) => other += 1,
        }
    }
    let all = f64::from(same + other + sea);
    assert!(f64::from(same) / all > 0.97 && f64::from(other) / all < 0.01, "{same} {other} {sea}");
}

fn extents() {
    let world = Gazetteer::world();
    let country = |code: &str| world.country(Country::new(code).unwrap()).unwrap();
    let bounds = world.bounds(country("TJ"));
    assert!((bounds.west - 67.3).abs() < 0.2 && (bounds.east - 75.2).abs() < 0.2, "{bounds:?}");
    assert!((bounds.south - 36.7).abs() < 0.2 && (bounds.north - 41.0).abs() < 0.2, "{bounds:?}");
    // A lake has no outline here: its box is that of a circle.
    let lake = at(&first("Lake Baikal"));
    assert!(world.outline(lake).is_none());
    let bounds = world.bounds(lake);
    assert!(bounds.contains(world.feature(lake).point) && bounds.width() > 1.0, "{bounds:?}");
    // Every present country has one, but for a few islands of which no shape is drawn.
    let countries: Vec<_> = world.all().filter(|&at| world.feature(at).is_country()).collect();
    let drawn = countries.iter().filter(|&&at| world.outline(at).is_some()).count();
    assert!(countries.len() - drawn <= 12, "{drawn} of {}", countries.len());
    // Of atolls simplification leaves less than their middle.
    for feature in countries.iter().map(|&at| world.feature(at)).filter(|f| f.radius_km > 25.0) {
        let outline = world.outline(feature.at);
        assert!(outline.is_none_or(|o| o.contains(feature.point)), "{} lies outside itself", feature.name);
    }
}

fn members() {
    let world = Gazetteer::world();
    let region = at("dl:central-asia");
    assert!(world.members(region).contains(&"TJ"));
    assert!(world.contains(region, world.country(Country::new("TJ").unwrap()).unwrap()));
    assert!(world.contains(region, at("gn:1221874")));
    assert!(!world.contains(region, at("gn:524901")));
}

fn kinds() {
    let world = Gazetteer::world();
    let mut hits = Vec::new();
    let mut kind = |name: &str, id: &str| {
        world.lookup_exact(&normalise(name), &mut hits);
        hits.iter().find(|h| world.id(h.feature).0 == id).map(|h| h.kind)
    };
    assert_eq!(kind("Afghan", "gn:1149361"), Some(NameKind::Demonym));
    assert_eq!(kind("Texans", "gn:4736286"), Some(NameKind::Demonym));
    assert_eq!(kind("Calif.", "gn:5332921"), Some(NameKind::Abbreviation));
    assert_eq!(kind("U.S.", "gn:6252001"), Some(NameKind::Abbreviation));
    assert_eq!(kind("UAE", "gn:290557"), Some(NameKind::Abbreviation));
    assert_eq!(kind("Afghanistan", "gn:1149361"), Some(NameKind::Primary));
    assert_eq!(kind("Salisbury", "gn:890299"), Some(NameKind::Former));
}

fn soviet() {
    let world = Gazetteer::world();
    let union = at(&first("Soviet Union"));
    assert_eq!(world.feature(union).code, "PCLH");
    assert_eq!(world.feature(union).valid, (Some(1922), Some(1991)));
    assert!(!world.feature(union).is_country());
}

fn speaks() {
    let world = Gazetteer::world();
    let kremlin = at(&first("Kremlin"));
    assert_eq!(world.feature(kremlin).speaks_for, Country::new("RU"));
    assert_eq!(world.layer(kremlin).0, "supplement");
}

fn loose() {
    let world = Gazetteer::world();
    let mut hits = Vec::new();
    let normal = normalise("Mazare Sharief");
    world.lookup_exact(&normal, &mut hits);
    assert!(hits.is_empty());
    world.lookup(&normal, &mut hits);
    assert!(hits.iter().any(|h| world.id(h.feature).0 == "gn:1133616"), "{hits:?}");
    assert!(hits.iter().all(|h| h.kind == NameKind::Loose));
}

fn unknown() {
    let world = Gazetteer::world();
    let mut hits = Vec::new();
    for name in ["", " ", "Xqzzwv", "\u{0}", "a b c d e f g h i j k"] {
        world.lookup(&normalise(name), &mut hits);
        assert!(hits.is_empty(), "{name}");
    }
}
