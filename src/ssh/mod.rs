//! The server: an SSH channel becomes a terminal, and the desk decides who comes in. The only room that names russh and
//! tokio, but for one file of the desk that reads public keys.
//!
//! A connection passes, in this order: `limits` (may it connect at all), `connection` (who is it: SSH's own sign-in,
//! which is complete only when Kin's is), `session` (one thread that runs the same loop as a local terminal).

mod connection;
mod doorway;
mod fault;
mod host_key;
mod limits;
mod line;
mod server;
mod session;
pub mod status;

pub use host_key::{HostKey, HostKeyError};
pub use server::{Error, Serving, serve};
pub use session::Exec;
