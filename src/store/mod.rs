//! Room: store (see the map in lib.rs). The one SQLCipher file, its schema, and typed reading and writing of it.
//!
//! Reading goes through a [`Snapshot`], writing through a [`Tx`]; both live inside a closure given to
//! [`Store::read`] or [`Store::write`]. A write ends in one signed log entry or in nothing; only what is each
//! member's own, on the [`Shelf`], is written without one.
#![expect(clippy::disallowed_types, reason = "this is the room that names the database")]

mod about;
mod activity;
mod acts;
mod alert;
mod audit;
mod count;
mod customer;
mod digest;
mod dump;
mod error;
mod file_system;
mod grant;
pub mod health;
mod import;
mod imported;
mod incident;
mod insight;
mod keys;
mod libraries;
mod list;
mod log;
mod matcher;
mod member;
mod mention;
mod merge;
mod message;
mod more;
mod office;
mod open;
mod order;
mod pages;
mod proposal;
mod prune;
mod reach;
mod record;
mod rekey;
mod report;
mod request;
mod reseal;
mod row;
mod sealed;
mod search;
mod session;
mod share;
mod shelf;
mod similar;
mod ssh_key;
mod star;
mod task;
mod ticket;
mod ticket_list;
mod ticket_note;
mod ticket_presence;
mod trash;
mod tree;
mod turn;
mod tx;
pub mod verify;
mod view;

#[cfg(test)]
mod tests;

pub use alert::{AlertMore, AlertNote, AlertRow};
pub use audit::{Logged, Since, Vouchers};
pub use count::PlaceField;
pub use customer::{Folded, NewCustomer};
pub use dump::{Load, Table};
pub use error::{RESTORE, StoreError};
pub use grant::{GrantFaults, GrantRow};
pub use import::ImportRow;
pub use imported::Imported;
pub use insight::MemberAct;
pub use keys::{ClassKey, DataKey, KeyCopy};
pub use libraries::{Libraries, libraries};
pub use list::{Cursor, Effort, ListQuery, ListRow, ListSort, Page};
pub use log::{Counted, EntryIs, LOG_EFFORT, LogCondition, LogFilter, LogFrom, LogPage, Needle, Tallied};
pub use matcher::Known;
pub use member::{Attempts, Member, MemberSecret, MemberState};
pub use mention::Mention;
pub use merge::Follower;
pub use message::Message;
pub use office::Department;
pub use open::{Journal, Options, Store};
pub use pages::Damage;
pub use proposal::{ProposalRow, ProposalState};
pub use prune::Tombstone;
pub use reach::{Reach, Viewer};
pub use report::{Spot, Tally};
pub use request::{RequestKind, RequestRow, RequestState};
pub use reseal::Reseal;
pub use sealed::{SealedChange, SealedValue};
pub use search::Search;
pub use session::Session;
pub use share::Share;
pub use shelf::{SealedDraft, Shelf};
pub use similar::{Alike, Namesake, Pair, PairPage};
pub use ssh_key::SshKey;
pub use task::{TaskCursor, TaskList, TaskPart, TaskState};
pub use ticket_list::{
    MOST_COUNTED, TicketMatch, TicketOrder, TicketPage, TicketQuery, TicketReach, TicketSet, TicketTerm, worth_counting,
};
pub use ticket_note::Merged;
pub use ticket_presence::AtTicket;
pub use trash::{TrashPage, Trashed};
pub use tree::check_proof;
pub use turn::Turn;
pub use tx::{Committed, Snapshot, Tx};
pub use view::View;
