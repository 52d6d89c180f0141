//! Layers on their way into the reader's own folder: what is kept, what is told, what stops them.

use super::layers::{ids, temporary};
use dateline::gazetteer::{Gazetteer, PlaceId, layers, own};
use libtest_mimic::Trial;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub fn tests() -> Vec<Trial> {
    let test = |name: &str, run: fn()| {
        Trial::test(format!("gazetteer::imports::{name}"), move || {
            run();
            Ok(())
        })
    };
    vec![
        test("an_import_keeps_what_came", imports),
        test("an_import_may_be_stopped", stops),
        test("tables_of_names_and_divisions_are_read", names_and_divisions),
        test("a_zip_made_to_burst_is_not_read_on", bursts),
        test("divisions_in_each_other_are_no_circle", circles),
        test("more_than_255_kinds_of_feature_are_kept", many_kinds),
    ]
}

/// A folder of its own for a test, and gone behind it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = temporary(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn go_on(_: f64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A layer without a fault is kept byte for byte; of one with a fault what is right.
fn imports() {
    let folder = Folder::new("imports");
    let own = folder.0.join("own");
    let json = "{\"type\":\"FeatureCollection\", \"features\":[{\"type\":\"Feature\",\"properties\":{\"name\":\"Zzyvale\",\n\
        \"colour\":\"red\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[2,1]}}]}";
    let came = folder.file("places.geojson", json);
    let made = own::import(&came, &own, &mut go_on).unwrap();
    assert_eq!((made.replaced, made.rows, made.errors.len()), (false, 1, 0));
    assert_eq!(std::fs::read_to_string(&made.path).unwrap(), json);
    // Another form of the same layer takes its place, and wrong rows are left out of it.
    let came = folder.file("places.csv", "name,lat,lon\nZzyvale,1,2\nQqwxjkton,1,200\n");
    let made = own::import(&came, &own, &mut go_on).unwrap();
    assert_eq!((made.replaced, made.rows, made.errors.len()), (true, 1, 1));
    let names = |folder: &Path| {
        let files = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().file_name().into_string().unwrap());
        let mut files: Vec<String> = files.collect();
        files.sort();
        files
    };
    assert_eq!(names(&own), ["places.csv"]);
    assert!(std::fs::read_to_string(own.join("places.csv")).unwrap().starts_with("name,lat,lon,aliases,"));
    // What is not to be read changes nothing.
    for (wrong, told) in [
        ("", "the file is empty"),
        ("name,lat\n", "the first line names no column \"lon\""),
        ("name,lat,lon\nx,y,z\n", "\"y\" is no"),
        ("a\0b", "not a text table"),
    ] {
        let came = folder.file("places.csv", wrong);
        let error = own::import(&came, &own, &mut go_on).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
        assert!(std::fs::read_to_string(own.join("places.csv")).unwrap().contains("Zzyvale"), "{told}");
    }
    let missing = own::import(&folder.0.join("none.csv"), &own, &mut go_on).unwrap_err().to_string();
    assert!(missing.contains("none.csv: cannot be read"), "{missing}");
    assert_eq!(names(&own), ["places.csv"]);
}

/// Whoever watches may stop; the layer of before stays, and nothing lies about.
fn stops() {
    let folder = Folder::new("stops");
    let own = folder.0.join("own");
    let row =
        |id: u32, name: &str| format!("{id}\t{name}\t{name}\t\t34.5\t69.25\tP\tPPL\tAF\t\t13\t\t\t\t900\t\t\t\t\n");
    own::import(&folder.file("dump.txt", row(900_001, "Zzyvale")), &own, &mut go_on).unwrap();
    let long: String = (0..20_000).map(|i| row(910_000 + i, "Qqwxjkton")).collect();
    let came = folder.file("dump.txt", long);
    // Wherever it is: while reading, while records are written, while the index is.
    for at in [0.01, 0.45, 0.52, 0.7, 0.85] {
        let mut seen = 0.0;
        let mut watch = |share: f64| {
            assert!((0.0..=1.0).contains(&share) && share >= seen, "{seen} {share}");
            seen = share;
            if share >= at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let error = own::import(&came, &own, &mut watch).unwrap_err();
        assert_eq!(error.to_string(), "stopped; nothing was changed", "{at}");
        let files: Vec<_> = std::fs::read_dir(&own).unwrap().map(|f| f.unwrap().file_name()).collect();
        assert_eq!(files, ["dump.gaz"], "{at}");
        let (gazetteer, errors) = layers::stack(&layers::in_folder(&own));
        assert_eq!(errors, []);
        assert_eq!((ids(&gazetteer, "Zzyvale").len(), ids(&gazetteer, "Qqwxjkton").len()), (1, 0));
    }
    // What a killed program left is no layer, and the next import clears it away.
    std::fs::write(own.join("dump.gaz.part"), "half").unwrap();
    assert_eq!(layers::in_folder(&own).len(), 1);
    let made = own::import(&came, &own, &mut go_on).unwrap();
    assert_eq!((made.rows, made.replaced), (20_000, true));
    assert!(!own.join("dump.gaz.part").exists());
}

/// GeoNames' tables of names and of divisions, which speak of features by their ids alone.
fn names_and_divisions() {
    let folder = Folder::new("names");
    let names = "1\t1138958\ten\tKaboolistan\t1\t\t\t\t\t\n\
        2\t1138958\tlink\thttps://example.org/Kabul\t\t\t\t\t\t\n\
        3\t1138958\t\tOld Zeidan\t\t\t\t1\t\t\n\
        4\t999999999\ten\tNowhere\t\t\t\t\t\t\n\
        5\tx\ten\tNowhere\t\t\t\t\t\t\n\
        6\t292223\tabbr\tDXB\t\t\t\t\t\t\n\
        7\t1138958\tru\tКабулабад\t\t\t\t\t\t\n";
    let came = folder.file("alternateNamesV2.txt", names);
    let own = folder.0.join("own");
    let made = own::import(&came, &own, &mut go_on).unwrap();
    assert_eq!((made.rows, made.unknown), (1, 1), "Kabul alone: codes in capitals are no names");
    assert!(made.errors[0].to_string().ends_with("alternateNamesV2.txt:5:2: \"x\" is no GeoNames id"));
    let (gazetteer, _) = layers::stack(&layers::in_folder(&own));
    for name in ["Kaboolistan", "Old Zeidan", "Кабулабад", "Kabul", "喀布尔"] {
        assert_eq!(ids(&gazetteer, name).first().map(String::as_str), Some("gn:1138958"), "{name}");
    }
    let at = gazetteer.by_id(&PlaceId("gn:1138958".to_owned())).unwrap();
    assert_eq!(gazetteer.chain(at), "Capital · Afghanistan");
    assert!(
        gazetteer.names(at).iter().any(|n| n == "喀布尔") && gazetteer.names(at).iter().any(|n| n == "Kaboolistan")
    );
    // A layer of names is a work of reference: it puts no place before a better known one.
    let world = Gazetteer::world();
    for name in ["Georgia", "London", "Paris", "Kabul", "Afghan"] {
        assert_eq!(ids(&gazetteer, name), ids(&world, name), "{name}");
    }

    let table = "AF.13\tProvince of Kaboolistan\tProvince of Kaboolistan\t1138957\n\
        AF.13.9999\tZzyvale District\tZzyvale District\t999000001\n\
        QQ.1.2\tNowhere\tNowhere\t999000002\n";
    let came = folder.file("admin2Codes.txt", table);
    let made = own::import(&came, &own, &mut go_on).unwrap();
    assert_eq!((made.rows, made.unknown, made.errors.len()), (2, 1, 0));
    let (gazetteer, _) = layers::stack(&layers::in_folder(&own));
    assert_eq!(ids(&gazetteer, "Province of Kaboolistan"), ["gn:1138957"]);
    assert_eq!(ids(&gazetteer, "Kaboolistan"), ["gn:1138958"], "the layer of names is still there");
    let at = gazetteer.by_id(&PlaceId("gn:999000001".to_owned())).unwrap();
    let district = gazetteer.feature(at);
    assert!(district.approximate && district.radius_km > 10.0);
    assert_eq!(gazetteer.chain(at), "Second-level division · Kabul, Afghanistan");
}

/// Divisions that lie in themselves, or in each other: whoever asks what lies where gets an answer, not a circle.
fn circles() {
    let folder = Folder::new("circles");
    let row = |id: u32, name: &str, code: &str, first: &str, second: &str| {
        format!("{id}\t{name}\t{name}\t\t34.5\t69.25\tA\t{code}\tQQ\t\t{first}\t{second}\t\t\t9\t\t\t\t\n")
    };
    let text = row(990_000_001, "Upper Qqwx", "ADM1", "01", "001")
        + &row(990_000_002, "Lower Qqwx", "ADM2", "01", "001")
        + &row(990_000_003, "Other Qqwx", "ADM1", "01", "001")
        + &row(990_000_004, "Whole Qqwx", "PCLI", "01", "001");
    let own = folder.0.join("own");
    own::import(&folder.file("circles.txt", text), &own, &mut go_on).unwrap();
    let (gazetteer, errors) = layers::stack(&layers::in_folder(&own));
    assert_eq!(errors, []);
    let all: Vec<_> =
        (990_000_001..=990_000_004).map(|n| gazetteer.by_id(&PlaceId(format!("gn:{n}"))).unwrap()).collect();
    for &outer in &all {
        assert!(gazetteer.chain(outer).len() < 100, "{}", gazetteer.chain(outer));
        for &inner in &all {
            let _ = gazetteer.contains(outer, inner);
        }
    }
}

/// More kinds of feature than a byte counts, as the full dump has.
fn many_kinds() {
    let folder = Folder::new("kinds");
    let row =
        |i: u32| format!("{}\tQqwx{i}\tQqwx{i}\t\t34.5\t69.25\tP\tK{i}\tAF\t\t13\t\t\t\t9\t\t\t\t\n", 990_000_000 + i);
    for kinds in [255, 300] {
        let own = folder.0.join("own");
        let came = folder.file("kinds.txt", (0..kinds).map(row).collect::<String>());
        let made = own::import(&came, &own, &mut go_on).unwrap();
        let (gazetteer, errors) = layers::stack(&[made.path]);
        assert_eq!(errors, []);
        for i in 0..kinds {
            let at = gazetteer.by_id(&PlaceId(format!("gn:{}", 990_000_000 + i))).unwrap();
            assert_eq!(gazetteer.feature(at).code, format!("K{i}"));
        }
    }
}

/// A zip that unpacks to far more than memory is read to the first line that is too long, and no further.
fn bursts() {
    let folder = Folder::new("bursts");
    let row = "1\tZeidan\tZeidan\t\t34\t69\tP\tPPL\tAF\t\t00\t\t\t\t5\t\t0\tAsia/Kabul\t2020-01-01\n";
    let mut zip = zip::ZipWriter::new(std::fs::File::create(folder.0.join("bomb.zip")).unwrap());
    zip.start_file("bomb.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(row.as_bytes()).unwrap();
    let block = vec![b'x'; 1 << 20];
    for _ in 0..256 {
        zip.write_all(&block).unwrap();
    }
    zip.finish().unwrap();
    let own = folder.0.join("own");
    let packed = std::fs::metadata(folder.0.join("bomb.zip")).unwrap().len();
    assert!(packed < 1 << 20, "{packed}");
    let made = own::import(&folder.0.join("bomb.zip"), &own, &mut go_on).unwrap();
    assert_eq!((made.rows, made.errors.len()), (1, 1));
    let told = made.errors[0].to_string();
    assert!(told.ends_with("bomb.zip:2: the line is longer than 1 MB; nothing behind it is read"), "{told}");
    // Nothing of GeoNames in it, and no zip at all.
    let none = folder.file("none.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    let error = own::import(&none, &own, &mut go_on).unwrap_err().to_string();
    assert!(error.ends_with("none.zip: holds no GeoNames table"), "{error}");
    let error = own::import(&folder.file("odd.zip", "odd"), &own, &mut go_on).unwrap_err().to_string();
    assert!(error.contains("odd.zip: cannot be unpacked"), "{error}");
}
