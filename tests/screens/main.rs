//! Whole screens through the real `update` and `view`, with canned replies of the desk.

mod office;
mod scripts;
mod sights;
