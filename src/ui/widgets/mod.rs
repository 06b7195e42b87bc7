//! Small parts that screens share.

pub mod area;
pub mod chart;
pub mod choose;
pub mod fields;
pub mod highlight;
pub mod input;
pub mod lines;
pub mod markdown;
pub mod paint;
pub mod qr;
pub mod record_list;
pub mod rows;
pub mod sheet;
pub mod table;
pub mod tabs;
