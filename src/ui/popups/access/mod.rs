//! A member's own way in: the invitation, the password, the code app, the recovery codes, the sessions.

mod code_app;
mod codes;
mod credentials;
pub mod enrol;
mod key_form;
mod new_password;
pub mod notices;
pub mod own;
