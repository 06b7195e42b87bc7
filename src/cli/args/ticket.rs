//! Flags of `kin ticket`.

use clap::{Args, Subcommand};

#[derive(Subcommand, Debug)]
pub enum Ticket {
    /// A queue of tickets
    #[command(
        after_help = "Examples:\n  kin ticket list --queue unassigned --sort priority\n  kin ticket list --queue all --customer KH-000042 --json\n  kin ticket list --filter 'status:open,waiting -priority:low owner:me,nobody'\n\nKeys of filters: status, priority, owner, kind, product, customer, channel; -KEY:VALUE leaves out."
    )]
    List(TicketList),
    /// One ticket with its conversation
    #[command(after_help = "Examples:\n  kin ticket show 1042\n  kin ticket show 1042 --json")]
    Show {
        /// Its number
        ticket: String,
    },
    /// Raise a ticket; answers its number
    #[command(
        after_help = "Examples:\n  kin ticket add --subject 'Hộp bị móp' --customer KH-000042 --channel phone --priority high\n  journalctl -u shop -n 20 | kin ticket add --subject 'The shop is down' --member ana --json -\n\nA password and a code are read from standard input before the text."
    )]
    Add(TicketAdd),
    /// Change what a ticket says
    #[command(
        after_help = "Examples:\n  kin ticket edit 1042 --status waiting\n  kin ticket edit 1042 --owner me --priority urgent"
    )]
    Edit(TicketEdit),
    /// Add words: internal ones, or what the customer is told
    #[command(
        after_help = "Examples:\n  kin ticket note 1042 'the courier has it'\n  kin ticket note 1042 - --public < answer.md"
    )]
    Note {
        /// Its number
        ticket: String,
        /// The words, or - for standard input
        text: String,
        /// The customer is told, too
        #[arg(long)]
        public: bool,
    },
}

#[derive(Args, Debug)]
pub struct TicketList {
    /// mine, team, unassigned, breaching, watched or all
    #[arg(long, default_value = "mine")]
    pub queue: String,
    /// Keys of statuses, with commas
    #[arg(long, value_delimiter = ',')]
    pub status: Vec<String>,
    /// low, normal, high, urgent, with commas
    #[arg(long, value_delimiter = ',')]
    pub priority: Vec<String>,
    /// The requester's code
    #[arg(long)]
    pub customer: Option<String>,
    /// A member's name, me or nobody
    #[arg(long)]
    pub owner: Option<String>,
    /// Words of the subject, or # and a number
    #[arg(long, default_value = "")]
    pub search: String,
    /// More conditions, such as '-priority:low channel:phone'
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    pub filter: String,
    /// Sort by due, priority, updated or number
    #[arg(long, default_value = "due")]
    pub sort: String,
    /// The other way round
    #[arg(long)]
    pub descending: bool,
    #[arg(long, default_value_t = 50)]
    pub limit: u16,
}

/// What a new ticket may say, and what an edit may change.
#[derive(Args, Debug, Default)]
pub struct TicketFields {
    /// The requester's code
    #[arg(long)]
    pub customer: Option<String>,
    /// One of the office's kinds
    #[arg(long)]
    pub kind: Option<String>,
    /// One of the office's products
    #[arg(long)]
    pub product: Option<String>,
    /// low, normal, high or urgent
    #[arg(long)]
    pub priority: Option<String>,
    /// phone, email, chat, visit, web or other
    #[arg(long)]
    pub channel: Option<String>,
    /// The key of a status
    #[arg(long)]
    pub status: Option<String>,
    /// A member's name, me or nobody
    #[arg(long)]
    pub owner: Option<String>,
    /// Into the queue of this department
    #[arg(long)]
    pub department: Option<String>,
}

#[derive(Args, Debug)]
pub struct TicketAdd {
    #[arg(long)]
    pub subject: String,
    #[command(flatten)]
    pub fields: TicketFields,
    /// The first internal note, or - for standard input
    pub text: Option<String>,
}

#[derive(Args, Debug)]
pub struct TicketEdit {
    /// Its number
    pub ticket: String,
    #[arg(long)]
    pub subject: Option<String>,
    #[command(flatten)]
    pub fields: TicketFields,
}
