//! The only way to data. Every request is judged, scoped and audited here; doors hold no rule.

pub mod api;
