//! Layers of the reader's own over the world.

use dateline::gazetteer::export::{self, Format};
use dateline::gazetteer::import::{csv, geojson, geonames, kml, lines};
use dateline::gazetteer::layers::Change;
use dateline::gazetteer::{Gazetteer, LayerFile, PlaceId};
use dateline::text::normalise::normalise;
use libtest_mimic::Trial;
use std::path::PathBuf;

pub fn tests() -> Vec<Trial> {
    let test = |name: &str, run: fn()| {
        Trial::test(format!("gazetteer::layers::{name}"), move || {
            run();
            Ok(())
        })
    };
    vec![
        test("a_new_place_is_found_first", adds),
        test("an_alias_joins_a_place_of_the_world", aliases),
        test("a_point_is_corrected", corrects),
        test("a_place_is_hidden", hides),
        test("errors_name_line_and_column", errors),
        test("swapped_coordinates_are_suspected", swapped),
        test("placemarks_are_read", placemarks),
        test("an_id_stands_for_one_row", twice),
        test("a_line_without_end_is_not_read", endless),
        test("separators_and_bare_tables", separators),
        test("nonsense_is_told_in_a_line", nonsense),
        test("what_is_exported_reads_back_the_same", exports),
        test("linked_places_and_geojson_are_read", linked),
        test("a_shape_holds_what_lies_in_it", shapes),
        test("a_geonames_dump_is_read", dump),
        test("a_geonames_dump_comes_back", dump_exports),
    ]
}

fn over(name: &str, text: &str) -> (Gazetteer, Vec<String>) {
    let path: PathBuf = std::env::temp_dir().join(format!("dateline-{}-{name}.csv", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let file = LayerFile::read(&path, &Gazetteer::world()).unwrap();
    std::fs::remove_file(&path).unwrap();
    let (gazetteer, errors) = Gazetteer::world().with_layer(file);
    let shown = path.display().to_string();
    (gazetteer, errors.iter().map(|e| e.to_string().replace(&shown, "F")).collect())
}

pub(super) fn ids(gazetteer: &Gazetteer, name: &str) -> Vec<String> {
    let mut hits = Vec::new();
    gazetteer.lookup(&normalise(name), &mut hits);
    hits.iter().map(|h| gazetteer.id(h.feature).0).collect()
}

fn adds() {
    let table = "name,lat,lon,aliases,kind\nCamp Zeidan,34.1,69.3,Zeidan|زيدان,camp\nKabul,10,10,,\n";
    let (gazetteer, errors) = over("adds", table);
    assert_eq!(errors, Vec::<String>::new());
    let found = ids(&gazetteer, "زيدان");
    assert_eq!(found.len(), 1);
    assert!(found[0].ends_with("/camp-zeidan") && found[0].starts_with("user:"), "{found:?}");
    assert!(ids(&gazetteer, "Kabul")[0].starts_with("user:"));
    assert!(ids(&gazetteer, "Kabul").contains(&"gn:1138958".to_owned()));
    assert!(gazetteer.may_begin("zeidan"));
    let at = gazetteer.by_id(&PlaceId(found[0].clone())).unwrap();
    // The country is that of the places around.
    assert_eq!(gazetteer.feature(at).country.map(|c| c.code().to_owned()), Some("AF".to_owned()));
    let mut seen = Vec::new();
    gazetteer.prefixes("camp zeidan near kabul", &mut |length, _| seen.push(length));
    assert!(seen.contains(&11), "{seen:?}");
}

fn aliases() {
    let (gazetteer, errors) = over("aliases", "id,name,aliases\ngn:1138958,The Old Town,Kaboolistan\n");
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(ids(&gazetteer, "Kaboolistan"), ["gn:1138958"]);
    assert_eq!(ids(&gazetteer, "Кабул")[0], "gn:1138958");
    let at = gazetteer.by_id(&PlaceId("gn:1138958".to_owned())).unwrap();
    assert_eq!(gazetteer.feature(at).name, "Kabul");
    assert!(gazetteer.names(at).iter().any(|n| n == "喀布尔"));
    assert!(gazetteer.names(at).iter().any(|n| n == "Kaboolistan"));
}

fn corrects() {
    let (gazetteer, errors) = over("corrects", "name,lat,lon,id\nKabul,34.6,69.2,gn:1138958\n");
    assert_eq!(errors, Vec::<String>::new());
    let all = ids(&gazetteer, "Kabul");
    assert_eq!(all.iter().filter(|id| *id == "gn:1138958").count(), 1, "{all:?}");
    let at = gazetteer.by_id(&PlaceId("gn:1138958".to_owned())).unwrap();
    let feature = gazetteer.feature(at);
    assert_eq!(feature.point.lat(), 34.6);
    assert!(feature.population > 1_000_000);
    let afghanistan = gazetteer.country(dateline::gazetteer::Country::new("AF").unwrap()).unwrap();
    assert!(gazetteer.contains(afghanistan, at));
}

fn hides() {
    let (gazetteer, errors) = over("hides", "id,name,kind\ngn:1138958,Kabul,hide\n");
    assert_eq!(errors, Vec::<String>::new());
    assert!(!ids(&gazetteer, "Kabul").contains(&"gn:1138958".to_owned()));
    assert_eq!(gazetteer.by_id(&PlaceId("gn:1138958".to_owned())), None);
}

fn errors() {
    let table =
        "name,lat,lon,kind,id\nA town,34.1,69.3,,\n,34,69,,\nHigh,94,69,,\nOdd,34,69,sausage,\nGone,,,hide,gn:1\n";
    let (_, errors) = over("errors", table);
    assert_eq!(
        errors,
        [
            "F:3:1: the name is empty",
            "F:4:2: \"94\" is beyond 90 degrees",
            "F:5:4: unknown kind \"sausage\"",
            "F:6: no feature has the id gn:1"
        ]
    );
}

fn nonsense() {
    for (text, told) in [
        ("", "F: the file is empty"),
        (" \n", "F: the file is empty"),
        ("a\0b,1,2\n", "F: not a text table"),
        ("town,breadth,length,x\nA,1,2,3\n", "F:1: the first line names no column \"name\""),
        ("name,breadth,length\nA,1,2\n", "F:1: the first line names neither \"lat\" and \"lon\" nor \"id\""),
        ("name,lat,length\nA,1,2\n", "F:1: the first line names no column \"lon\""),
        ("name;lon\nA;1\n", "F:1: the first line names no column \"lat\""),
        ("name,lat,lon\nA,1\n", "F:2:3: the longitude is empty"),
        ("name,lat,lon\nA,1,\u{ff}\n", "F:2:3: not UTF-8"),
    ] {
        // An escape stands for the byte that no text holds.
        let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
        let read = csv::read(&bytes, "F", "l");
        assert_eq!(read.errors.iter().map(ToString::to_string).collect::<Vec<_>>(), [told]);
    }
    let read = csv::read(b"name,colour,lat,lon\nA,red,1,2\n", "F", "l");
    assert_eq!(read.notes[0].to_string(), "F:1:2: the column \"colour\" is not used");
    assert_eq!((read.errors.len(), read.changes.len()), (0, 1));
    // Whatever the bytes, an answer comes.
    for seed in 0u32..200 {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        let bytes: Vec<u8> = (0..300)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                b"name,lat,lon\n\t;|\"'-09NSEW\xc3\xa4\xff"[(state >> 24) as usize % 28]
            })
            .collect();
        let _ = csv::read(&bytes, "F", "l");
        let _ = geojson::read(&bytes, "F", "l");
        let _ = kml::read(&bytes, "F", "l");
        let _ = kml::unpack(&bytes);
        // The same for lines of GeoNames' tables, of every width.
        let text = String::from_utf8_lossy(&bytes).replace(['"', '|'], "\t");
        let _ = lines::Table::of(&text);
        let fields: Vec<&str> = text.split('\t').collect();
        for width in [3, 4, 8, 10, 19] {
            for fields in fields.chunks(width) {
                let _ = (geonames::feature(fields), geonames::other_name(fields), geonames::division(fields));
            }
        }
    }
}

fn swapped() {
    // The second Paris may be meant, and the third stands nowhere that anything of its name does.
    let table = "name,lat,lon\nMoscow,37.62,55.75\nParis,33.66,-95.56\nDushanbe,10,-10\nKabul,34.5,69.2\n";
    let (gazetteer, errors) = over("swapped", table);
    assert_eq!(errors, Vec::<String>::new(), "all are taken");
    let mut file = csv::read(table.as_bytes(), "F", "l");
    file.path = "F".into();
    let doubts = Gazetteer::world().doubts(&file);
    let errors: Vec<String> = doubts.iter().map(ToString::to_string).collect();
    let told = "F:2: latitude and longitude look swapped: Moscow is known at 55.75, 37.62 (taken as it stands)";
    assert_eq!(errors, [told]);
    assert!(ids(&gazetteer, "Moscow").iter().any(|id| id.starts_with("user:")));
}

fn placemarks() {
    let text = r#"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Camps</name>
<Folder><Placemark><name> Camp Zeidan </name><description>seen in May</description>
<TimeSpan><begin>2019-05</begin></TimeSpan>
<ExtendedData><Data name="aliases"><value>Zeidan|&#x632;&#x6CC;&#x62F;&#x627;&#x646;</value></Data>
<SchemaData><SimpleData name="kind">camp</SimpleData></SchemaData></ExtendedData>
<Point><coordinates>69.25,34.5,1800</coordinates></Point></Placemark></Folder>
<Placemark><name>Field</name><Polygon><outerBoundaryIs><LinearRing><coordinates>179,1 -179,1
 -179,3 179,3 179,1</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
<Placemark><name>Far</name><Point><coordinates>1,200</coordinates></Point></Placemark>
<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>"#;
    let layer = kml::read(text.as_bytes(), "F", "l");
    let told: Vec<String> = layer.errors.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["F:9: \"Far\": 1, 200 is no point on the globe", "F:10: a placemark has no name"]);
    let [(2, Change::Add(camp)), (7, Change::Add(field))] = layer.changes.as_slice() else {
        panic!("{:?}", layer.changes)
    };
    assert_eq!((camp.name.as_str(), camp.code.as_str(), camp.names.len()), ("Camp Zeidan", "CMP", 2));
    assert_eq!((camp.valid, camp.note.as_str()), ((Some(2019), None), "seen in May"));
    assert_eq!((camp.point.lat(), camp.point.lon()), (34.5, 69.25));
    assert_eq!((field.point.lat(), field.point.lon().abs()), (2.0, 180.0));
    for (wrong, reason) in [
        ("<kml>\n<a></b></kml>", "F:2:"),
        ("<kml/>", "F: holds no placemark"),
        ("<!DOCTYPE k [<!ENTITY a \"b\">]><kml>&a;</kml>", "F:1:1: not KML"),
    ] {
        let errors = kml::read(wrong.as_bytes(), "F", "l").errors;
        assert!(errors[0].to_string().starts_with(reason), "{}", errors[0]);
    }
    // Deep nests would be the end of the parser's stack, not only of the file.
    let deep = format!("<kml>{}", "<Placemark><name>x</name>".repeat(200_000));
    let errors = kml::read(deep.as_bytes(), "F", "l").errors;
    assert_eq!(errors[0].to_string(), "F: not KML: elements within elements, over 100 deep");
    let plain = "<kml><Placemark><name>x</name><description><![CDATA[<br><p><br>]]></description>\
        <Point><coordinates>1,2</coordinates></Point></Placemark></kml>";
    assert_eq!(kml::read(plain.as_bytes(), "F", "l").changes.len(), 1);
}

fn twice() {
    let (gazetteer, errors) = over("twice", "id,name,lat,lon\na,Zeidan,34,69\na,Zeidana,34,69\nb,Zeidanb,34,69\n");
    assert_eq!(errors, ["F:3:1: an earlier row has the id \"a\""]);
    assert_eq!((ids(&gazetteer, "Zeidan").len(), ids(&gazetteer, "Zeidanb").len()), (1, 1));
    assert!(ids(&gazetteer, "Zeidana").is_empty());
}

/// Neither in a table nor in a dump, where it may be a gigabyte once unpacked.
fn endless() {
    let long = "x".repeat(3 << 20);
    let (gazetteer, errors) = over("endless", &format!("name,lat,lon\nZeidan,34,69\n{long}\n"));
    assert_eq!(errors, ["F:3: the line is longer than 1 MB"]);
    assert!(ids(&gazetteer, "Kabul").contains(&"gn:1138958".to_owned()), "what was in force stays so");
    let path = std::env::temp_dir().join(format!("dateline-{}-endless.txt", std::process::id()));
    let rows = "1\tZeidan\tZeidan\t\t34\t69\tP\tPPL\tAF\t\t00\t\t\t\t5\t\t0\tAsia/Kabul\t2020-01-01\n";
    std::fs::write(&path, format!("{rows}{long}\n{rows}")).unwrap();
    let layer = LayerFile::read(&path, &Gazetteer::world()).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(layer.len(), 1);
    let errors = layer.errors;
    assert!(errors.len() == 1 && errors[0].to_string().ends_with("nothing behind it is read"), "{errors:?}");
}

fn separators() {
    let (gazetteer, errors) = over("bare", "Zzyvale,34°30'N,69°10'E\n");
    assert_eq!(errors, Vec::<String>::new());
    assert_eq!(ids(&gazetteer, "Zzyvale").len(), 1);
    for (name, text) in [("tsv", "name\tlat\tlon\nZzyvale\t1\t2\n"), ("semi", "lon;lat;name\n2,5;1;Zzyvale\n")] {
        let (gazetteer, errors) = over(name, text);
        assert_eq!(errors, Vec::<String>::new(), "{name}");
        assert_eq!(ids(&gazetteer, "Zzyvale").len(), 1, "{name}");
    }
}

fn rows(layer: &LayerFile) -> Vec<Change> {
    assert_eq!(layer.errors, []);
    layer.rows().collect()
}

/// Rows written in a form.
fn written(format: Format, rows: &[Change]) -> (Vec<u8>, usize) {
    let mut out = Vec::new();
    let left_out = export::write(format, "l", rows.iter().cloned(), &mut out).unwrap();
    (out, left_out)
}

fn exports() {
    let table = "name,lat,lon,aliases,country,kind,note,source,id,start,end,radius_km,population\n\
        \"Camp, the Old\",34.1,69.3,Zeidan|زيدان,AF,S.CMP,\"seen \"\"twice\"\" & <once>\",list,user:l/camp,1999,,2.5,12\n\
        ,,,Kaboolistan|Kabool,,,,,gn:1138958,,,,\n\
        ,,,,,hide,,,gn:294615,,,,\n";
    let first = rows(&csv::read(table.as_bytes(), "F", "l"));
    assert_eq!(first.len(), 3);
    assert_eq!(String::from_utf8(written(Format::Csv, &first).0).unwrap(), table);
    for format in [Format::Csv, Format::Tsv, Format::LinkedPlaces, Format::GeoJson, Format::Kml] {
        let (bytes, left_out) = written(format, &first);
        assert_eq!(left_out, 0, "{format:?}");
        let again = match format {
            Format::GeoJson => geojson::read(&bytes, "F", "l"),
            Format::Kml => kml::read(&bytes, "F", "l"),
            _ => csv::read(&bytes, "F", "l"),
        };
        assert_eq!(rows(&again), first, "{format:?}: {}", String::from_utf8_lossy(&bytes));
        // And what is written from that is the same again.
        assert_eq!(written(format, &rows(&again)).0, bytes, "{format:?}");
    }
    // An empty layer is a layer.
    for format in [Format::Csv, Format::GeoJson, Format::Kml] {
        assert!(!written(format, &[]).0.is_empty(), "{format:?}");
    }
    assert_eq!(written(Format::GeoNames, &first).1, 3, "none has a GeoNames id and a point");
}

/// A dump comes back as a dump: the features and names that were taken, in the order of their ids.
fn dump_exports() {
    let line = |id: u32, name: &str, others: &str| {
        format!("{id}\t{name}\t{name}\t{others}\t34.5\t69.25\tP\tPPL\tAF\t\t13\t1301\t\t\t900\t\t\t\t\n")
    };
    let text = line(900_001, "Nowhere", "Elsewhere,Нигде") + &line(900_002, "Nowhere Too", "");
    let path = temporary("export.txt");
    std::fs::write(&path, &text).unwrap();
    let layer = LayerFile::read(&path, &Gazetteer::world()).unwrap();
    std::fs::remove_file(&path).unwrap();
    let rows = rows(&layer);
    assert_eq!(rows.len(), 2);
    let (bytes, left_out) = written(Format::GeoNames, &rows);
    assert_eq!(left_out, 0);
    // The code of the second level has no place in a compiled layer that lacks the division itself.
    assert_eq!(String::from_utf8(bytes).unwrap(), text.replace("\t1301\t", "\t\t"));
}

/// A path of this run alone.
pub(super) fn temporary(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("dateline-{}-{name}", std::process::id()))
}

fn linked() {
    let table = "id\ttitle\ttitle_source\tstart\tccodes\tvariants\ttypes\tlon\tlat\n\
        7\tOldtown\tan atlas\t1850-01-01\tAF;PK\tAltstadt;Vieille ville\tsettlement\t69.5\t34.25\n";
    let read = rows(&csv::read(table.as_bytes(), "F", "my list"));
    let Change::Add(entry) = &read[0] else { panic!("no place") };
    assert_eq!((entry.name.as_str(), entry.id.0.as_str()), ("Oldtown", "user:my-list/7"));
    assert_eq!(entry.names.len(), 2);
    assert_eq!(entry.valid, (Some(1850), None));
    assert_eq!(entry.country.map(|c| c.code().to_owned()), Some("AF".to_owned()));

    let json = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"Field","kind":"region"},
         "geometry":{"type":"Polygon","coordinates":[[[179,1],[-179,1],[-179,3],[179,3],[179,1]]]}},
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}},
        {"type":"Feature","properties":{"name":"Far"},"geometry":{"type":"Point","coordinates":[1,200]}}]}"#;
    let layer = geojson::read(json.as_bytes(), "F", "l");
    let told: Vec<String> = layer.errors.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["F: feature 2: has no name", "F: feature 3: 1, 200 is no point on the globe"]);
    let [(_, Change::Add(field))] = layer.changes.as_slice() else { panic!("{:?}", layer.changes) };
    assert_eq!((field.point.lat(), field.point.lon().abs()), (2.0, 180.0));
    let broken = geojson::read(b"{\n oops", "F", "l");
    assert!(broken.errors[0].to_string().starts_with("F:2:2: not JSON"), "{}", broken.errors[0]);
}

/// A shape of the reader's own holds what lies in it, comes back as it was, and a hole in it is one.
fn shapes() {
    let json = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Qqwx Zone"},
        "geometry":{"type":"Polygon","coordinates":[[[68,34],[70,34],[70,36],[68,36],[68,34]],
        [[69,35],[69.5,35],[69.5,35.5],[69,35.5],[69,35]]]}}]}"#;
    let first = rows(&geojson::read(json.as_bytes(), "F", "l"));
    let Change::Add(zone) = &first[0] else { panic!("no place") };
    assert_eq!((zone.code.as_str(), zone.id.0.as_str()), ("RGN", "user:l/qqwx-zone"));
    for (format, read) in
        [(Format::GeoJson, geojson::read as fn(&[u8], &str, &str) -> LayerFile), (Format::Kml, kml::read)]
    {
        let again = rows(&read(&written(format, &first).0, "F", "l"));
        assert_eq!(again, first, "{format:?}");
    }
    let file = geojson::read(json.as_bytes(), "F", "l");
    let (gazetteer, errors) = Gazetteer::world().with_layer(file);
    assert_eq!(errors, []);
    let zone = gazetteer.by_id(&PlaceId("user:l/qqwx-zone".to_owned())).unwrap();
    let bounds = gazetteer.bounds(zone);
    assert_eq!((bounds.west, bounds.south, bounds.east, bounds.north), (68.0, 34.0, 70.0, 36.0));
    let at = |name: &str| gazetteer.by_id(&PlaceId(name.to_owned())).unwrap();
    assert!(gazetteer.contains(zone, at("gn:1138958")), "Kabul lies in it");
    assert!(!gazetteer.contains(zone, at("gn:1135689")), "Kunduz does not");
    let outline = gazetteer.outline(zone).unwrap();
    assert!(!outline.contains(dateline::geo::LatLon::new(35.2, 69.2).unwrap()), "in the hole");
    assert!(gazetteer.feature(zone).is_area() && gazetteer.is_readers_own(zone));
    // Over the antimeridian there is a box and no outline.
    let over = json.replace("[68,34],[70,34],[70,36],[68,36],[68,34]", "[179,1],[-179,1],[-179,3],[179,3],[179,1]");
    let Change::Add(over) = &rows(&geojson::read(over.as_bytes(), "F", "l"))[0] else { panic!("no place") };
    assert_eq!(over.outline, None);
}

fn dump() {
    let line = |id: &str, name: &str, class: &str, code: &str| {
        format!(
            "{id}\t{name}\t{name}\tOther,12345,http://x\t34.5\t69.25\t{class}\t{code}\tAF\t\t13\t\t\t\t900\t\t\tAsia/Kabul\t2020-01-01\n"
        )
    };
    let text = line("900001", "Nowhere", "P", "PPL") + &line("900002", "Inn", "S", "HTL") + "short\n";
    let path = std::env::temp_dir().join(format!("dateline-{}-dump.txt", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let layer = LayerFile::read(&path, &Gazetteer::world()).unwrap();
    std::fs::remove_file(&path).unwrap();
    let read: Vec<Change> = layer.rows().collect();
    let [Change::Add(nowhere)] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!(nowhere.names.len(), 1, "{:?}", nowhere.names);
    assert_eq!(nowhere.admin1.as_deref(), Some("AF.13"));
    assert!(layer.errors[0].to_string().ends_with("dump.txt:3: has 1 columns, not 19"), "{}", layer.errors[0]);
    let (gazetteer, _) = Gazetteer::world().with_layer(layer);
    assert_eq!(ids(&gazetteer, "Nowhere")[0], "gn:900001");
    let at = gazetteer.by_id(&PlaceId("gn:900001".to_owned())).unwrap();
    assert_eq!(gazetteer.chain(at), "Village · Kabul, Afghanistan");
}
