//! Whole screens through the real `update` and `view`, with canned replies of the desk.

mod cast;
mod cells;
mod fit;
mod hits;
mod office;
mod pictures;
mod scripts;
mod sights;
mod svg;
