//! What the desk's own tests have.

#[path = "../../tests/desk/flips.rs"]
pub mod flips;
#[path = "../../tests/desk/office.rs"]
pub mod office;
