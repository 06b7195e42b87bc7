//! Why the desk did not do what it was asked.

use crate::domain::ticket::Ticket;
use crate::domain::{Activity, Customer, Task, Unfit};

/// Why the desk refused or failed: each has words (`problem-KEY`) that say what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("Name, password or code is wrong.")]
    SignInRefused,
    /// The same, where no code of an app can be right.
    #[error(
        "Name, password or code is wrong. This computer's clock is behind the office's log, so no app's code can be right: set the clock, or give a recovery code."
    )]
    ClockBehind,
    #[error("Too many failed tries. Wait {seconds} s and try again.")]
    Wait { seconds: u32 },
    #[error("You may not sign in from this network. Ask whoever runs the server.")]
    NotFromHere,
    #[error("You may not sign in at this hour. Ask whoever runs the server.")]
    NotNow,
    #[error("You are not signed in, or the session has ended. Sign in again.")]
    NoSession,
    #[error("Your role does not allow this ({rule}).")]
    Denied { rule: String },
    #[error("It is not there, or not in your scope.")]
    NotFound,
    #[error("{field}: {unfit}")]
    Invalid { field: String, unfit: Unfit },
    #[error("Someone else has changed this record since you opened it. Open it again and repeat your change.")]
    Conflict { current: Box<Customer> },
    #[error("Someone else has changed this ticket since you opened it. Compare, and decide.")]
    TicketConflict { current: Box<Ticket> },
    #[error("Someone else has changed this task since you opened it. Open it again and repeat your change.")]
    TaskConflict { current: Box<Task> },
    #[error("Someone else has changed this note since you opened it. Open it again and repeat your change.")]
    NoteConflict { current: Box<Activity> },
    #[error("{field} or code is already used by another customer.")]
    Duplicate { field: String },
    #[error("Too many tries. Ask a lead.")]
    TriesUsedUp,
    #[error("You have seen as many of these as you may without asking. Ask for approval.")]
    QuotaUsedUp,
    #[error("This needs your password again.")]
    ProveAgain,
    #[error("The invitation is wrong, was used, or has ended. Ask for a new one.")]
    NoInvitation,
    #[error("This invitation is for a program. Where the program runs, take it up with: kin join --key-out FILE")]
    ProgramInvitation,
    #[error("That decision does not hold: {0}.")]
    Refused(String),
    #[error("You are looking as another role: nothing can be changed. End the preview first.")]
    Previewing,
    #[error("A second person has to approve this. Ask for it first.")]
    NeedsApproval,
    #[error("Exports and copies are frozen while an incident is looked into. Ask whoever manages the policy.")]
    ExportsFrozen,
    #[error("The office's signed decisions were changed from outside: {0}. Restore a backup, and run: kin log verify")]
    Closed(String),
    #[error("Your account is locked until somebody has looked into an alert. Ask whoever handles alerts.")]
    AccountLocked,
    #[error("There is nothing left to take back or do again.")]
    NothingToUndo,
    #[error("The office is busy. Try again.")]
    Busy,
    #[error("The log could not be written, so nothing was shown or changed: {0}")]
    NoAudit(String),
    #[error(
        "The stored value does not match what the log vouches for. Nothing is shown; tell the owner to run: kin log verify"
    )]
    Tampered,
    #[error("{0}")]
    Store(String),
}
