//! Whole screens through the real `update` and `view`, with canned replies of the desk.

mod acts;
mod drafts;
mod list;
mod office;
mod person;
mod scripts;
mod shelf;
mod sights;
mod storm;
