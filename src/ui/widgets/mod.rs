//! Small parts that screens share.

pub mod area;
pub mod choose;
pub mod input;
pub mod lines;
pub mod paint;
pub mod qr;
pub mod rows;
