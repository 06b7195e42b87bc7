//! Room: policy (see the map in lib.rs).
