//! Layers of the reader's own over the world.

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
        test("separators_and_bare_tables", separators),
    ]
}

fn over(name: &str, text: &str) -> (Gazetteer, Vec<String>) {
    let path: PathBuf = std::env::temp_dir().join(format!("dateline-{}-{name}.csv", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let file = LayerFile::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let (gazetteer, errors) = Gazetteer::world().with_layer(file);
    let shown = path.display().to_string();
    (gazetteer, errors.iter().map(|e| e.to_string().replace(&shown, "F")).collect())
}

fn ids(gazetteer: &Gazetteer, name: &str) -> Vec<String> {
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
    let table = "name,lat,lon,kind,id\nA town,34.1,69.3,,\n,34,69,,\nHigh,94,69,,\nOdd,34,69,sausage,\nGone,,,hide,gn:1\n";
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
