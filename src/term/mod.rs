//! Room: term (see the map in lib.rs).
