//! Briefing to other formats.
