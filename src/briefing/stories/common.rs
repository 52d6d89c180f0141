//! Words that tell little about what a story is about. English; in other languages rarity alone must do.

use super::tokens::fnv;
use std::sync::LazyLock;

/// Words that are not looked at: they join other words, count days or name months.
const STOP: &str = "\
a about above across after again against ago all almost along already also although always am among an and another any \
anybody anyone anything are around as at away back be became because become been before began behind being below \
besides between beyond both but by came can cannot come could did do does doing done down during each either else \
enough even ever every everybody everyone everything except far few first for from further gave get gets give given \
go goes going gone got had half has have having he her here hers herself him himself his how however i if in indeed \
instead into is it its itself just kept know known last later least less let like made make makes making many may me \
meanwhile might mine more most much must my myself near nearly neither never next no nobody none nor not nothing now \
of off often on once one only onto or other others our ours out over own part past per perhaps put quite rather really \
same saw say saying says see seen several shall she should since so some somebody someone something soon still such \
take taken takes taking than that the their theirs them themselves then there therefore these they thing things this \
those though through thus till to together told too took toward towards two under unless until up upon us use used \
using very was way we well went were what whatever when where whether which while who whole whom whose why will with \
within without would yes yet you your yours yourself \
three four five six seven eight nine ten eleven twelve hundred thousand million billion dozen second third \
monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow \
january february march april june july august september october november december \
jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun \
said saying according mr mrs ms dr pm am utc gmt reuters afp ap photo file picture image caption getty images";

/// Words that many articles have whatever they are about: they count, but little.
const COMMON: &str = "\
added agency agree agreed agreement aid announced area areas army asked attack authorities authority began border \
brought build building built business calls called capital carried case center central centre chief city cities civil \
close closed committee company concern conference continue council countries country court crisis day days deal \
death decision defence defense delegation department deputy died director district due early east eastern economic \
economy education efforts election emergency end ended evening event expected families family fire follow following \
food force forces foreign found four former friday future general good government governor group groups hand hard head \
health held help high home hope hospital hour hours house houses human important including increase independent \
information international interview issue issued job killed kilometres labour large late law lead leader leaders leave \
left life line list live local long lost main major making man mayor means measures media meet meeting member members \
men met metres military minister ministers ministry minutes miles money month months morning move moved name national \
nations need new news newspaper night north northern number offer offered office officer officers official officials \
old open opened opposition order organisation organization parliament party peace people percent period person place \
places plan planned plans point police policy political population position possible power present president press \
price prices problem process programme project protect province public published question quoted reached ready reason \
received region regional released remain reported report reporter reporters residents rest result return right rise \
river road room rule run safe school schools secretary security senior service services set short show side sign \
signed site situation small social south southern speak spokesman spokeswoman spokesperson staff start started state \
statement states stop stopped street students support system talks team terms time times town towns try trying turn \
union university village villages visit voice wait waiting want wanted war warned water week weeks weekend west \
western wide win woman women word words work worked worker workers working world year years young";

struct Lists {
    stop: Vec<u64>,
    common: Vec<u64>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let list = |words: &str| {
        let mut hashes: Vec<u64> = words.split_whitespace().map(|w| fnv(w.as_bytes())).collect();
        hashes.sort_unstable();
        hashes
    };
    Lists { stop: list(STOP), common: list(COMMON) }
});

/// Whether the word with this hash is not looked at.
pub(super) fn stop(hash: u64) -> bool {
    LISTS.stop.binary_search(&hash).is_ok()
}

/// Whether the word with this hash counts little.
pub(super) fn common(hash: u64) -> bool {
    LISTS.common.binary_search(&hash).is_ok()
}
