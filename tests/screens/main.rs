//! Whole screens through the real `update` and `view`, with canned replies of the desk.

mod access;
mod acts;
mod admin;
mod alerts;
mod cast;
mod cells;
mod drafts;
mod fit;
mod guard;
mod hits;
mod list;
mod live;
mod log;
mod notes;
mod office;
mod person;
mod pictures;
mod scripts;
mod shelf;
mod sights;
mod staff;
mod storm;
mod svg;
