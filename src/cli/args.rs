//! The command line: flags, subcommands and their help.

mod alert;
mod backup;
mod config;
mod doctor;
mod fields;
mod host;
mod incident;
mod note;
mod office;
mod report;
mod rights;
mod service;
mod task;
mod ticket;
mod upkeep;

use std::path::PathBuf;

pub use alert::*;
pub use backup::*;
pub use config::Settings;
pub use doctor::Doctor;
pub use fields::*;
pub use host::*;
pub use incident::{Facts as IncidentFacts, Incident, Start as IncidentStart, To as NoticeTo};
pub use note::*;
pub use office::*;
pub use report::{Report, ReportName};
pub use rights::*;
pub use service::Service;
pub use task::Task;
pub use ticket::*;
pub use upkeep::*;

use clap::{Args, Parser, Subcommand, ValueEnum};

#[derive(Parser, Debug)]
#[command(
    name = "kin",
    version,
    long_version = super::version::LONG,
    about = "A customer relationship manager in the terminal that keeps customers' data sealed",
    after_help = after_help()
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Command>,
}

fn after_help() -> String {
    const EXAMPLES: &str = "Examples:
  kin demo                            a filled, throw-away office, opened
  kin init --office ./office          a new office of your own
  kin --office ./office               work in it
  kin import customers people.csv     bring customers in";
    format!("{EXAMPLES}\n\n{}", super::exit::WORDS)
}

#[derive(Args, Debug, Clone)]
pub struct Global {
    /// The office's folder
    #[arg(long, global = true, env = "KIN_OFFICE", value_name = "DIR")]
    pub office: Option<PathBuf>,
    /// A program's key file: signs in without a password
    #[arg(long, global = true, env = "KIN_KEY", value_name = "FILE")]
    pub key: Option<PathBuf>,
    /// The host secret's file, where it is not in the config folder
    #[arg(long, global = true, env = "KIN_HOST_SECRET", value_name = "FILE")]
    pub host_secret: Option<PathBuf>,
    /// The language of the screens
    #[arg(long, global = true, value_name = "en|vi|ro")]
    pub lang: Option<Lang>,
    /// Answer in JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Plain lines instead of screens: for screen readers, poor terminals and scripts of answers
    #[arg(long, global = true)]
    pub linear: bool,
    /// The configuration file
    #[arg(long, global = true, env = "KIN_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Sign in as this member: password and code are asked, or read from standard input, a line each
    #[arg(long, global = true, value_name = "NAME")]
    pub member: Option<String>,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    En,
    Vi,
    Ro,
}

impl From<Lang> for crate::config::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Vi => Self::Vi,
            Lang::Ro => Self::Ro,
        }
    }
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Make a new office
    Init(Init),
    /// Make a filled, throw-away office and open it
    Demo(Demo),
    /// Bring data in, or take an import back
    #[command(subcommand)]
    Import(Import),
    /// Read, add and change customers
    #[command(subcommand)]
    Customer(Customer),
    /// Timelines: read, log a call, change a line
    #[command(subcommand)]
    Note(Note),
    /// Tickets: list, show, add, edit, note
    #[command(subcommand)]
    Ticket(Ticket),
    /// What is to do, and by when
    #[command(subcommand)]
    Task(Task),
    /// Tickets by age, promises kept, customers by month, values shown: in figures
    Report(Report),
    /// Read, export or verify the audit log
    #[command(subcommand)]
    Log(Log),
    /// The members: invite, grant, suspend, reset, remove
    #[command(subcommand)]
    Member(Member),
    /// Join an office with an invitation
    #[command(after_help = "Examples:\n  kin join\n  kin join --key-out exchange.key    a program's invitation")]
    Join {
        /// A program's: make this new key file in place of a password and a code app
        #[arg(long, value_name = "FILE")]
        key_out: Option<PathBuf>,
    },
    /// Change one's own password
    #[command(after_help = "Example:\n  kin password --member lan")]
    Password,
    /// One's own SSH keys, to come in over the network
    #[command(subcommand)]
    SshKey(SshKey),
    /// The fields that the office adds to its customers
    #[command(subcommand)]
    Field(OwnFields),
    /// The roles and what they may do
    #[command(subcommand)]
    Role(Role),
    /// The tree of departments
    #[command(subcommand)]
    Department(Department),
    /// The signed decisions, keys that wait, second persons, the policy
    #[command(subcommand)]
    Grant(Grant),
    /// Requests to see more than one's rights allow
    #[command(subcommand)]
    Request(Asked),
    /// What was seen that should not be
    #[command(subcommand)]
    Alert(Alert),
    /// What went wrong, and what is done about it: playbooks, clock, timeline, report
    #[command(subcommand)]
    Incident(Incident),
    /// What is watched for in the log, and what follows
    #[command(subcommand)]
    Detector(Detectors),
    /// The rules for tickets: statuses, promises, the calendar, escalations, snippets
    #[command(subcommand)]
    Service(Service),
    /// What members did over some days, beside what is usual for their role
    Insight(Insight),
    /// Why something is allowed or not
    Why(Why),
    /// The keys of the sealed classes
    #[command(subcommand)]
    Keys(Keys),
    /// The host secret, under which the office's file is encrypted
    #[command(subcommand)]
    Host(Host),
    /// Come back with the recovery kit, from nothing but the office folder
    Recover(Recover),
    /// Who may do what, signed from time to time
    #[command(subcommand)]
    Review(Review),
    /// Copies of the whole office: make, list, verify, try
    #[command(subcommand)]
    Backup(Backup),
    /// Bring a backup back into a new folder, proven
    Restore(Restore),
    /// Let members in over SSH
    Serve(Serve),
    /// How the layers of protection stand on this machine, and how to mend them
    Doctor(Doctor),
    /// Measure an office on this machine
    Bench(Bench),
    /// The settings in effect, where each comes from, and what is wrong with a file of them
    #[command(subcommand)]
    Config(Settings),
    /// A script that completes commands and flags in a shell
    #[command(
        after_help = "Examples:\n  kin completions bash > ~/.local/share/bash-completion/completions/kin\n  kin completions zsh > ~/.zfunc/_kin\n  kin completions fish > ~/.config/fish/completions/kin.fish"
    )]
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The manual: its main page to standard output, or every page into a folder
    #[command(after_help = "Examples:\n  kin man | man -l -\n  kin man --out ~/.local/share/man/man1")]
    Man {
        /// Write a page for each subcommand, too, into this folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// What this program was made of: commit, compiler, libraries
    #[command(after_help = "Examples:\n  kin version\n  kin version --json")]
    Version,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin init --office ./office\n  printf '%s\\n' \"$PASSWORD\" | kin init --office ./office --name 'My office' --owner ana --json\n\nWithout a terminal every answer comes from flags, and the password from standard input."
)]
pub struct Init {
    /// The office's name
    #[arg(long)]
    pub name: Option<String>,
    /// The owner's name for signing in
    #[arg(long)]
    pub owner: Option<String>,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin demo\n  kin demo --customers 100000 --lang vi\n  kin demo --create-only --office ./demo --json"
)]
pub struct Demo {
    /// How many customers
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(0..=5_000_000))]
    pub customers: u64,
    /// The same seed makes the same people
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many days ago it was founded, with its members' work in the log [default: 20, with --create-only 0]
    #[arg(long, value_parser = clap::value_parser!(u16).range(0..=90))]
    pub days: Option<u16>,
    /// So many more members, agent0001 and on, as benches of the server want
    #[arg(long, default_value_t = 0, hide = true)]
    pub agents: u16,
    /// Make it and do not open it (needs --office)
    #[arg(long)]
    pub create_only: bool,
}

#[derive(Subcommand, Debug)]
pub enum Import {
    /// Customers from a CSV file, or - for standard input
    Customers(ImportCustomers),
    /// Tickets from a CSV file, or - for standard input
    #[command(
        after_help = "Examples:\n  kin import tickets tickets.csv --dry-run\n  kin import tickets - --map 'Case=number,Client=customer' --yes < tickets.csv\n\nFields: external_id, number, customer (a code, external id, exact phone or e-mail), subject, text, kind, product,\npriority, channel, status, owner, department, at, closed, satisfaction, ignore.\nWhat was imported before is left out, by external_id, number or all that the row says."
    )]
    Tickets(ImportFile),
    /// Tasks from a CSV file, or - for standard input
    #[command(
        after_help = "Example:\n  kin import tasks tasks.csv --map 'When=due'\n\nFields: external_id, customer (a code, external id, exact phone or e-mail), subject, text, owner, due, done, closed, at,\nignore.\nWhat was imported before is left out, by external_id or all that the row says."
    )]
    Tasks(ImportFile),
    /// Notes, calls, e-mails ... of customers from a CSV file, or - for standard input
    #[command(
        after_help = "Example:\n  kin import activities calls.csv --map 'Result=outcome'\n\nFields: external_id, customer (a code, external id, exact phone or e-mail), kind, direction, outcome, minutes, text,\nnext_step, next_at, owner, at, ignore.\nWhat was imported before is left out, by external_id or all that the row says."
    )]
    Activities(ImportFile),
    /// Take a whole import back
    #[command(after_help = "Example:\n  kin import revert ID --key importer.key")]
    Revert {
        /// The import's id, as `kin import list` shows it
        id: String,
    },
    /// The imports made so far
    #[command(after_help = "Examples:\n  kin import list --member mai\n  kin import list --key importer.key --json")]
    List,
}

#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnDuplicate {
    /// Leave the customer that is there as it is
    #[default]
    Skip,
    /// Put the row's values over it
    Update,
    /// Add the row as a customer of its own
    Keep,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin import customers people.csv --dry-run\n  kin import customers people.csv --key importer.key --yes\n  kin import customers - --map 'Tel=phone,Remark=note' --yes < people.csv"
)]
pub struct ImportCustomers {
    #[command(flatten)]
    pub file: ImportFile,
    /// What to do with a customer who is there already, by external id, e-mail or phone
    #[arg(long, value_enum, default_value_t)]
    pub on_duplicate: OnDuplicate,
    /// Where phones without a country code are from, such as VN, RO, GB
    #[arg(long)]
    pub region: Option<String>,
}

/// A file to bring in, and how to read it.
#[derive(Args, Debug)]
pub struct ImportFile {
    pub file: String,
    /// Which column goes where: 'Phone 1=phone,Remark=note,Column=ignore'
    #[arg(long, value_name = "COLUMN=FIELD,...")]
    pub map: Option<String>,
    /// Do not ask before the import begins
    #[arg(long, short)]
    pub yes: bool,
    /// Read and check everything, change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The encoding, if the guess is wrong: utf-8, utf-16le, windows-1250, windows-1258 ...
    #[arg(long)]
    pub encoding: Option<String>,
    /// What stands between the cells, if the guess is wrong: a comma, a semicolon, a bar, or tab
    #[arg(long)]
    pub delimiter: Option<String>,
    /// Where bad rows are written
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
pub enum Customer {
    /// List or search, masked
    #[command(
        after_help = "Examples:\n  kin customer list --filter 'city = Huế and status in (lead, active)' --sort city\n  kin customer list --filter 'owner = me, updated > 30d, not has email'\n  kin customer list --filter 'name ~ đào or (company ~ sen and created >= 2026-01-31)'\n\nFields: name, company, city, country, code, kind, status, owner, department, has, since, created, updated,\ntag, segment, activity; starred and recent stand alone, and: no activity for 30 days, has open ticket.\n30d means 30 days (w, m, y: weeks, months, years): updated > 30d is more than 30 days ago."
    )]
    List {
        /// Words, or / and an exact phone, e-mail or id
        #[arg(long, default_value = "")]
        search: String,
        #[arg(long, default_value_t = 50)]
        limit: u16,
        /// Which customers, such as 'city = Huế and updated > 30d'
        #[arg(long, default_value = "")]
        filter: String,
        /// Sort by name, code, city, created or updated
        #[arg(long, default_value = "name")]
        sort: String,
        /// The other way round
        #[arg(long)]
        descending: bool,
    },
    /// One customer, masked
    #[command(after_help = "Examples:\n  kin customer show KH-000042\n  kin customer show KH-000042 --json")]
    Show {
        /// The customer's code or id
        customer: String,
    },
    /// Add a customer
    #[command(
        after_help = "Examples:\n  kin customer add --name 'Lê Thị Mai' --city Huế --tag vip --segment retail\n  printf '%s\\n' 0903123456 | kin customer add --key program.key --name 'Lê Mai' --sealed phone\n\nSealed values are asked for, or read from standard input, behind the password and the code where those are too."
    )]
    Add(CustomerValues),
    /// Change a customer; what is not named stays
    #[command(
        after_help = "Examples:\n  kin customer edit KH-000042 --tag vip --untag new --employer KH-000007\n  kin customer edit KH-000042 --label 'phone=*work' --set shoe_size=42"
    )]
    Edit {
        /// The customer's code or id
        customer: String,
        #[command(flatten)]
        values: CustomerValues,
    },
    /// One sealed field in the clear: a right and a reason are needed, and the log keeps it
    #[command(
        after_help = "Example:\n  kin customer reveal KH-000042 phone --reason call --words 'asked to be called back'"
    )]
    Reveal {
        customer: String,
        field: String,
        /// call, delivery, billing, identity, complaint or legal; only a role that needs none may leave it out
        #[arg(long, default_value = "")]
        reason: String,
        /// More about it
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Who has seen this customer: by member what, how often, why, first and last
    #[command(after_help = "Example:\n  kin customer seen KH-000042 --json")]
    Seen {
        /// The customer's code or id
        customer: String,
    },
    #[command(flatten)]
    Upkeep(Upkeep),
}

#[derive(Subcommand, Debug)]
pub enum Log {
    /// The newest entries
    #[command(
        after_help = "Examples:\n  kin log list --filter 'member:lan -action:log.* outcome:refused' --since 7d\n  kin log list --filter 'customer:KH-000042 field:phone' --json\n  kin log list --follow\n\nTerms add up, -TERM leaves out: member, role, action (field.reveal, field.*), customer (a code), field, outcome\n(done, denied, failed, refused), origin, session, since, until. What has no key is looked for as text."
    )]
    List {
        /// Which entries, such as 'member:lan -action:log.*'
        #[arg(long, default_value = "")]
        filter: String,
        /// From then on: 2026-11-01, 2026-11-01T14:00, 30m, 24h, 7d, 2w
        #[arg(long, value_name = "TIME")]
        since: Option<String>,
        /// Before then; a day is meant to its end
        #[arg(long, value_name = "TIME")]
        until: Option<String>,
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// The oldest first, and then new ones as they come, until interrupted
        #[arg(long)]
        follow: bool,
    },
    /// A signed extract of the log, that proves itself without the office: kin log verify FILE
    #[command(
        after_help = "Examples:\n  kin log export --filter 'customer:KH-000042' --reason 'request of the court' -o case.jsonl\n  kin log export --from 2026-11-01 --to 2026-11-30 -o november.jsonl\n\nIt holds the office's signed decisions too, which vouch for the members' keys. Plain JSON without proofs comes\nfrom: kin log list --json"
    )]
    Export {
        /// From then on: 2026-11-01, 2026-11-01T14:00, 7d
        #[arg(long, value_name = "TIME")]
        from: Option<String>,
        /// Before then; a day is meant to its end
        #[arg(long, value_name = "TIME")]
        to: Option<String>,
        /// Which entries, as in kin log list
        #[arg(long, default_value = "")]
        filter: String,
        /// What it is for, for the cover and the log
        #[arg(long, default_value = "")]
        reason: String,
        /// A new file; otherwise standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Prove the chain, the signatures and every audited row, or an extract; exits 1 at the first bad one
    #[command(
        after_help = "Examples:\n  kin log verify --checkpoint /mnt/usb/kin.checkpoints\n  journalctl -t kin | kin log verify --checkpoint -\n\nChecked by itself: the file that [witness] names. Only a checkpoint that lies where nobody could write who can\nwrite the office shows that the log's end was cut off, or that the whole file is an older copy."
    )]
    Verify {
        /// An extract of kin log export, or - for standard input: no office is needed
        #[arg(conflicts_with_all = ["checkpoint", "chain_only"])]
        extract: Option<PathBuf>,
        /// The office's root key as it is known from elsewhere, to compare with the extract's
        #[arg(long, value_name = "FINGERPRINT", requires = "extract")]
        root: Option<String>,
        /// A file with checkpoints, or lines of them, between any other text; - is standard input
        #[arg(long, value_name = "FILE")]
        checkpoint: Vec<PathBuf>,
        /// Hashes, links and the tree alone: no signatures, no records
        #[arg(long)]
        chain_only: bool,
    },
    /// Make a checkpoint now, show it, and carry it to where `[witness]` says
    #[command(
        after_help = "Examples:\n  kin log checkpoint --member radu\n  kin log checkpoint --line >> /mnt/usb/kin.checkpoints"
    )]
    Checkpoint {
        /// As one line, to print or to mail
        #[arg(long)]
        line: bool,
    },
    /// Remove the content of entries older than the policy keeps them; a signed tombstone stays
    #[command(after_help = "Example:\n  kin log prune --dry-run")]
    Prune {
        /// Only say how many
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin serve --listen 10.8.0.1:2222        serve the office on a VPN's address\n  kin serve --check                       look at everything a start needs\n  kin serve status --json                 how the running server is\n  kin serve --unit > kin.service          a hardened unit for systemd\n\nMembers come with: ssh -p 2222 NAME@HOST; new ones with their invitation's code: ssh -p 2222 join@HOST"
)]
pub struct Serve {
    /// The address and port to listen on
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<std::net::SocketAddr>,
    /// Look at everything that a start needs, and start nothing
    #[arg(long)]
    pub check: bool,
    /// Print a hardened unit for systemd
    #[arg(long)]
    pub unit: bool,
    #[command(subcommand)]
    pub command: Option<ServeCommand>,
}

#[derive(Subcommand, Debug)]
pub enum ServeCommand {
    /// How the running server is: sessions, waiting writers, times, the log's head
    #[command(after_help = "Examples:\n  kin serve status\n  kin serve status --json")]
    Status,
}

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  kin bench\n  kin bench --customers 1000000 --json > figures.json")]
pub struct Bench {
    /// Numbers of customers to measure at
    #[arg(long, value_delimiter = ',', default_value = "10000,100000")]
    pub customers: Vec<u64>,
    /// Only sign in, draw the list and tell the memory: what a bench starts for itself
    #[arg(long, hide = true)]
    pub memory: bool,
}
