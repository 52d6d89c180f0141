//! Tests of the gazetteer: the carried world, the frozen format, layers.

mod expected;
mod format;
mod imports;
mod layers;
mod supplement;
mod world;

use libtest_mimic::Trial;

/// All of them.
pub fn tests() -> Vec<Trial> {
    let mut all = expected::tests();
    all.extend(world::tests());
    all.extend(format::tests());
    all.extend(layers::tests());
    all.extend(imports::tests());
    all.extend(supplement::tests());
    all
}
