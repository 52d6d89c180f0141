//! Codes of countries and divisions as `&'static str`. There are a few thousand in the world, so that keeping each
//! once for the life of the program costs less than carrying lifetimes for them.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

static CODES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// The one copy of a code.
pub(super) fn intern(code: &str) -> &'static str {
    let mut codes = CODES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = codes.get(code) {
        return known;
    }
    let kept: &'static str = Box::leak(code.to_owned().into_boxed_str());
    codes.insert(kept);
    kept
}
