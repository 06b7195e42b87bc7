//! Room: vault (see the map in lib.rs).
