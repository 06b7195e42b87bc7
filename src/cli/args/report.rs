//! The arguments of `kin report`.

use clap::{Args, ValueEnum};

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin report                     all that your rights let you see\n  kin report promises            the promises of 12 weeks, with rates\n  kin report tickets --json      for a program\n\nCounted is what you may list: your own, your department's, or all. What was shown is counted from the log."
)]
pub struct Report {
    /// One of them alone
    #[arg(value_enum)]
    pub kind: Option<ReportName>,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportName {
    /// Open tickets by age and state
    Tickets,
    /// Promises kept and broken, by the week in which they were due
    Promises,
    /// New customers by month
    Customers,
    /// Sealed values shown, by class and week
    Reveals,
}
