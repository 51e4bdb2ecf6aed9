//! deconfliction
