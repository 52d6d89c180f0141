//! The bundled sample: short articles written for this program. Outlets and people in them are invented.

/// One file of the sample, carried in the binary.
macro_rules! file {
    ($path:literal) => {
        ($path, include_bytes!(concat!("../../assets/sample/", $path)))
    };
}

/// Path within `assets/sample` and content of each file, by path.
pub static FILES: &[(&str, &[u8])] = &[
    file!("amu-courier/2026-05-13-three-hours-more.md"),
    file!("amu-courier/2026-05-15-survey-party.md"),
    file!("amu-courier/2026-05-18-water-talks.md"),
    file!("amu-courier/2026-05-21-tashkent-junction.md"),
    file!("amu-courier/2026-05-31-samarkand-paper.md"),
    file!("amu-courier/bread-of-bukhara.txt"),
    file!("lamar-county-herald/2026-05-19-tower.txt"),
    file!("meridian-wire/2026-05-12-meridian-crossing.txt"),
    file!("meridian-wire/2026-05-17-floods-both-banks.txt"),
    file!("meridian-wire/2026-05-18-london-thames.txt"),
    file!("meridian-wire/2026-05-20-cable-hindu-kush.txt"),
    file!("meridian-wire/2026-05-22-snow-count.txt"),
    file!("meridian-wire/2026-05-23-quake.txt"),
    file!("meridian-wire/2026-05-28-torkham-queue.txt"),
    file!("meridian-wire/2026-05-29-geneva-pledges.txt"),
    file!("meridian-wire/2026-05-30-reykjanes.txt"),
    file!("pamir-gazette/2026-05-12-longer-hours.txt"),
    file!("pamir-gazette/2026-05-14-cable-nurek.txt"),
    file!("pamir-gazette/2026-05-16-ishkoshim-bridge.txt"),
    file!("pamir-gazette/2026-05-18-gunt-rises.txt"),
    file!("pamir-gazette/2026-05-24-murghab-damage.html"),
    file!("pamir-gazette/2026-05-29-ishkoshim-market.txt"),
    file!("peach-state-ledger/2026-05-13-bicycles.html"),
    file!("peach-state-ledger/2026-05-21-two-georgias.txt"),
    file!("tasman-mail/2026-05-20-strait-swell.txt"),
    file!("tasman-mail/2026-05-27-two-days.html"),
    file!("volga-register/2026-05-13-wire-crossing.txt"),
    file!("volga-register/2026-05-25-caspian-ferry.txt"),
    file!("volga-register/2026-05-26-kremlin-gauge.html"),
    file!("volga-register/river-notebook.txt"),
    file!("wire.jsonl"),
];
