//! The words that dates are made of, in eleven languages, and what each one is.
//!
//! A text is read with the words of its own language (and English where that is unknown); digits and ISO forms need
//! no words.

mod english;

use english::ENGLISH;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A span of the calendar that can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// What a word is to a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lex {
    /// Nothing.
    None,
    /// 1 to 12.
    Month(i8),
    /// Short for a month, or a month that is another word too: believed only beside a number or a cue.
    DoubtfulMonth(i8),
    /// Monday 0 to Sunday 6.
    Weekday(i8),
    /// Short for a weekday: believed only beside a number or a month.
    ShortWeekday(i8),
    /// "two".
    Number(i32),
    /// "third".
    Ordinal(i32),
    Unit(Unit),
    Units(Unit),
    /// Spring 0, summer 1, autumn 2, winter 3.
    Season(i8),
    /// Days from today.
    RelativeDay(i32),
    /// "last" -1, "this" 0, "next" 1.
    Shift(i32),
    /// "previous" -1, "same" 0, "following" 1: counted from the date spoken of.
    Anaphor(i32),
    Ago,
    /// "earlier" -1, "later" 1.
    Earlier(i32),
    /// "before" -1, "after" 1.
    Beside(i32),
    /// "early", "late", "mid".
    Stage,
    /// "beginning", "end", "middle", "first half".
    StageNoun,
    /// "morning".
    DayPart,
    /// "about", "nearly", "more".
    Approximately,
    Than,
    The,
    A,
    Of,
    Fiscal,
    /// Makes the number before it a time of day.
    Clock,
    /// "in", "since": what follows may be a month or a year.
    Cue,
    And,
    /// "to", "through", "until".
    To,
    /// "half" of a year.
    Half,
    /// "latest" -1, "current" 0, "coming" 1.
    Current(i32),
    /// The s of a possessive.
    S,
    Now,
    /// "New" of New Year.
    New,
    Eve,
    /// What "year-earlier" names: a stretch without a name.
    Period,
    Holiday(Holiday),
    /// "Mr": a name follows, whatever day it is called after.
    Title,
    /// "Street": a number before a name is a house.
    Street,
    /// "Times", "Harbor": a name that a weekday begins.
    Called,
    /// "Black": a weekday with a name of its own.
    Byname,
    /// "profit": halves near it are of a year, not of a match.
    Money,
    /// "past".
    Past,
    /// "its".
    Its,
    /// "ended".
    Ended,
    /// "Q" of a quarter, "H" of a half.
    Q,
    H,
    /// "nineties": its first year.
    Decade(i32),
    /// Two-word months of the Levant: "Tishrin", "Kanun".
    Tishrin,
    Kanun,
}

/// Days with a name, most of which need a further word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    Christmas,
    Valentine,
    Thanksgiving,
    Halloween,
    Labor,
    Memorial,
    Veterans,
    Columbus,
    Independence,
}

/// The words of one language.
#[derive(Default)]
pub(super) struct Table {
    words: FxHashMap<&'static str, Lex>,
    /// A bit for each word, by what [`mark`] makes of it: most words of a text are told by it to be none of these.
    bits: Vec<u64>,
    /// The words of at most eight bytes, in open addresses: see [`eight_of`]. 0 where none stands.
    short: Vec<(u64, Lex)>,
}

/// Bits of the filter, a power of two: twenty-five times as many as a language has words.
const BITS: u32 = 14;
/// Places for short words, a power of two: more than twice as many as there are.
const PLACES: u32 = 11;

/// The first eight bytes of a word, the first lowest, with zeros behind its end.
fn eight_of(word: &str) -> u64 {
    word.bytes().take(8).enumerate().fold(0, |eight, (i, b)| eight | (u64::from(b) << (8 * i)))
}

/// A word's hash from its first eight bytes and its length.
#[inline]
fn mark(eight: u64, length: usize) -> u64 {
    (eight ^ ((length as u64) << 56)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Table {
    /// What a word in lower case is.
    pub(super) fn get(&self, word: &str) -> Lex {
        self.words.get(word).copied().unwrap_or(Lex::None)
    }

    /// What a word in lower case is, from its first eight bytes and its length; `None` where the whole word must be
    /// asked for.
    #[inline]
    pub(super) fn by_eight(&self, eight: u64, length: usize) -> Option<Lex> {
        let mark = mark(eight, length);
        let bit = mark >> (64 - BITS);
        if self.bits.get((bit / 64) as usize).is_none_or(|word| word >> (bit % 64) & 1 == 0) {
            return Some(Lex::None);
        }
        if length > 8 {
            return None;
        }
        let mut at = (mark >> (64 - PLACES)) as usize;
        loop {
            match self.short.get(at) {
                Some(&(0, _)) | None => return Some(Lex::None),
                Some(&(found, lex)) if found == eight => return Some(lex),
                Some(_) => at = (at + 1) % (1 << PLACES),
            }
        }
    }

    fn add(&mut self, lex: Lex, words: &'static str) {
        self.bits.resize(1 << (BITS - 6), 0);
        self.short.resize(1 << PLACES, (0, Lex::None));
        for word in words.split(' ') {
            if word.is_empty() || self.words.contains_key(word) {
                continue;
            }
            self.words.insert(word, lex);
            let eight = eight_of(word);
            let mark = mark(eight, word.len());
            let bit = mark >> (64 - BITS);
            if let Some(word) = self.bits.get_mut((bit / 64) as usize) {
                *word |= 1 << (bit % 64);
            }
            let mut at = (mark >> (64 - PLACES)) as usize;
            while word.len() <= 8 && self.short.get(at).is_some_and(|place| place.0 != 0) {
                at = (at + 1) % (1 << PLACES);
            }
            if let Some(place) = self.short.get_mut(at).filter(|_| word.len() <= 8) {
                *place = (eight, lex);
            }
        }
    }
}

struct Language {
    code: &'static str,
    /// Names of months, each with its forms, parted by blanks.
    months: [&'static str; 12],
    /// From Monday.
    weekdays: [&'static str; 7],
    words: &'static [(Lex, &'static str)],
}

/// The words of the language with this ISO 639-1 code; English where it is unknown.
pub(super) fn table(code: Option<&str>) -> &'static Table {
    static TABLES: OnceLock<Vec<(&'static str, Table)>> = OnceLock::new();
    static EMPTY: OnceLock<Table> = OnceLock::new();
    let tables = TABLES.get_or_init(|| LANGUAGES.iter().map(|l| (l.code, build(l))).collect());
    let wanted = code.unwrap_or("en");
    tables
        .iter()
        .find(|(code, _)| *code == wanted)
        .or_else(|| tables.first())
        .map_or_else(|| EMPTY.get_or_init(Table::default), |(_, table)| table)
}

/// Whether a text is read with English words and English capitals.
pub(super) fn is_english(code: Option<&str>) -> bool {
    !LANGUAGES.iter().skip(1).any(|l| Some(l.code) == code)
}

/// Whether the language is one that writes the day before the month in digits. English does both.
pub(super) fn day_first(code: Option<&str>) -> bool {
    !is_english(code)
}

fn build(language: &'static Language) -> Table {
    let mut table = Table::default();
    let mut add = |lex: Lex, words: &'static str| table.add(lex, words);
    for (n, forms) in (1..).zip(language.months) {
        add(Lex::Month(n), forms);
    }
    for (n, forms) in (0..).zip(language.weekdays) {
        add(Lex::Weekday(n), forms);
    }
    for (lex, words) in language.words {
        add(*lex, words);
    }
    table
}

const LANGUAGES: [Language; 11] = [
    ENGLISH,
    Language {
        code: "fr",
        months: [
            "janvier janv",
            "février fevrier févr",
            "mars",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "août aout",
            "septembre sept",
            "octobre oct",
            "novembre nov",
            "décembre decembre déc",
        ],
        weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        words: &[
            (Lex::RelativeDay(0), "aujourd’hui aujourd'hui"),
            (Lex::RelativeDay(-1), "hier"),
            (Lex::RelativeDay(1), "demain"),
            (Lex::Ordinal(1), "premier"),
            (Lex::Cue, "en au depuis fin début mi dès"),
            (Lex::The, "le"),
            (Lex::Of, "de du"),
        ],
    },
    Language {
        code: "de",
        months: [
            "januar jänner jan",
            "februar feb",
            "märz maerz",
            "april apr",
            "mai",
            "juni",
            "juli",
            "august aug",
            "september sept sep",
            "oktober okt",
            "november nov",
            "dezember dez",
        ],
        weekdays: [
            "montag montags",
            "dienstag dienstags",
            "mittwoch mittwochs",
            "donnerstag donnerstags",
            "freitag freitags",
            "samstag samstags sonnabend",
            "sonntag sonntags",
        ],
        words: &[
            (Lex::RelativeDay(0), "heute"),
            (Lex::RelativeDay(-1), "gestern"),
            (Lex::RelativeDay(-2), "vorgestern"),
            (Lex::RelativeDay(1), "morgen"),
            (Lex::RelativeDay(2), "übermorgen"),
            (Lex::Cue, "im seit anfang ende mitte bis jahr am vom zum"),
            (Lex::The, "der den dem"),
        ],
    },
    Language {
        code: "es",
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre setiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        weekdays: ["lunes", "martes", "miércoles miercoles", "jueves", "viernes", "sábado sabado", "domingo"],
        words: &[
            (Lex::RelativeDay(0), "hoy"),
            (Lex::RelativeDay(-1), "ayer"),
            (Lex::RelativeDay(-2), "anteayer"),
            (Lex::Cue, "en desde hasta"),
            (Lex::The, "el"),
            (Lex::Of, "de del"),
        ],
    },
    Language {
        code: "it",
        months: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        weekdays: [
            "lunedì lunedi",
            "martedì martedi",
            "mercoledì mercoledi",
            "giovedì giovedi",
            "venerdì venerdi",
            "sabato",
            "domenica",
        ],
        words: &[
            (Lex::RelativeDay(0), "oggi"),
            (Lex::RelativeDay(-1), "ieri"),
            (Lex::RelativeDay(1), "domani"),
            (Lex::Cue, "in nel a dal da fine"),
            (Lex::The, "il l"),
            (Lex::Of, "di del"),
        ],
    },
    Language {
        code: "pt",
        months: [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        weekdays: [
            "segunda-feira segunda‑feira",
            "terça-feira terça‑feira",
            "quarta-feira quarta‑feira",
            "quinta-feira quinta‑feira",
            "sexta-feira sexta‑feira",
            "sábado",
            "domingo",
        ],
        words: &[
            (Lex::RelativeDay(0), "hoje"),
            (Lex::RelativeDay(-1), "ontem"),
            (Lex::RelativeDay(1), "amanhã"),
            (Lex::Cue, "em desde até no na"),
            (Lex::The, "o"),
            (Lex::Of, "de do"),
        ],
    },
    Language {
        code: "ru",
        months: [
            "января январь январе",
            "февраля февраль феврале",
            "марта март марте",
            "апреля апрель апреле",
            "мая май мае",
            "июня июнь июне",
            "июля июль июле",
            "августа август августе",
            "сентября сентябрь сентябре",
            "октября октябрь октябре",
            "ноября ноябрь ноябре",
            "декабря декабрь декабре",
        ],
        weekdays: [
            "понедельник понедельника",
            "вторник вторника",
            "среда среду среды",
            "четверг четверга",
            "пятница пятницу пятницы",
            "суббота субботу субботы",
            "воскресенье воскресенья",
        ],
        words: &[
            (Lex::RelativeDay(0), "сегодня"),
            (Lex::RelativeDay(-1), "вчера"),
            (Lex::RelativeDay(-2), "позавчера"),
            (Lex::RelativeDay(1), "завтра"),
            (Lex::RelativeDay(2), "послезавтра"),
            (Lex::Cue, "в с с до конце начале"),
        ],
    },
    Language {
        code: "uk",
        months: [
            "січня січень січні",
            "лютого лютий лютому",
            "березня березень березні",
            "квітня квітень квітні",
            "травня травень травні",
            "червня червень червні",
            "липня липень липні",
            "серпня серпень серпні",
            "вересня вересень вересні",
            "жовтня жовтень жовтні",
            "листопада листопад листопаді",
            "грудня грудень грудні",
        ],
        weekdays: [
            "понеділок понеділка",
            "вівторок вівторка",
            "середа середу середи",
            "четвер четверга",
            "п'ятниця п'ятницю п’ятниця п’ятницю п’ятниці",
            "субота суботу суботи",
            "неділя неділю неділі",
        ],
        words: &[
            (Lex::RelativeDay(0), "сьогодні"),
            (Lex::RelativeDay(-1), "вчора учора"),
            (Lex::RelativeDay(1), "завтра"),
            (Lex::Cue, "у в з до від"),
        ],
    },
    Language {
        code: "fa",
        months: [
            "ژانویه",
            "فوریه",
            "مارس",
            "آوریل اپریل",
            "مه می",
            "ژوئن جون",
            "ژوئیه جولای ژوییه",
            "اوت آگوست اگست",
            "سپتامبر سپتمبر",
            "اکتبر اکتوبر",
            "نوامبر نومبر",
            "دسامبر دسمبر",
        ],
        weekdays: ["دوشنبه", "سه‌شنبه سهشنبه", "چهارشنبه", "پنجشنبه پنج‌شنبه", "جمعه", "شنبه", "یکشنبه یک‌شنبه"],
        words: &[
            (Lex::RelativeDay(0), "امروز"),
            (Lex::RelativeDay(-1), "دیروز"),
            (Lex::RelativeDay(1), "فردا"),
            (Lex::Number(3), "سه"),
            (Lex::Cue, "در از تا"),
        ],
    },
    Language {
        code: "ar",
        months: [
            "يناير",
            "فبراير شباط",
            "مارس آذار",
            "أبريل ابريل إبريل نيسان",
            "مايو أيار",
            "يونيو حزيران",
            "يوليو تموز",
            "أغسطس اغسطس آب",
            "سبتمبر أيلول",
            "أكتوبر اكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
        weekdays: ["الاثنين الإثنين", "الثلاثاء", "الأربعاء الاربعاء", "الخميس", "الجمعة", "السبت", "الأحد الاحد"],
        words: &[
            (Lex::RelativeDay(0), "اليوم"),
            (Lex::RelativeDay(-1), "أمس"),
            (Lex::RelativeDay(1), "غدا غداً"),
            (Lex::Tishrin, "تشرين"),
            (Lex::Kanun, "كانون"),
            (Lex::Ordinal(1), "الأول الاول"),
            (Lex::Ordinal(2), "الثاني"),
            (Lex::Cue, "في منذ حتى عام سنة"),
        ],
    },
    Language {
        code: "tr",
        months: [
            "ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım",
            "aralık",
        ],
        weekdays: ["pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"],
        words: &[(Lex::RelativeDay(0), "bugün"), (Lex::RelativeDay(-1), "dün"), (Lex::RelativeDay(1), "yarın")],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_first_bytes_as_by_all() {
        for language in &LANGUAGES {
            let table = table(Some(language.code));
            let words: std::collections::BTreeMap<_, _> = table.words.iter().collect();
            assert!(words.len() * 2 < 1 << PLACES, "{}: {}", language.code, words.len());
            for (word, lex) in words {
                assert_eq!(table.get(word), *lex);
                let quick = table.by_eight(eight_of(word), word.len());
                assert_eq!(quick.unwrap_or_else(|| table.get(word)), *lex, "{word}");
            }
            for word in ["kabul", "thethethe", "a", "septemberly", "octobers", "ma"] {
                let quick = table.by_eight(eight_of(word), word.len());
                assert_eq!(quick.unwrap_or_else(|| table.get(word)), table.get(word), "{word}");
            }
        }
    }
}
