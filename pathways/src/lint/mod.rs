//! Findings about a catalogue as a whole: what is well formed and still cannot be right.
