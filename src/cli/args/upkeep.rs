//! The arguments of the upkeep of customers: found by an exact value, the trash, merges and duplicates.

use clap::{ArgGroup, Args, Subcommand};

#[derive(Subcommand, Debug)]
pub enum Upkeep {
    /// Find by an exact value that standard input holds (or that is asked for): a right is needed, and the log keeps it
    Find(Find),
    /// Move customers to the trash: nobody sees them there, and they can be put back
    #[command(
        after_help = "Examples:\n  kin customer trash KH-000042\n  kin customer trash KH-000042 KH-000043 --dry-run"
    )]
    Trash {
        /// Codes or ids
        #[arg(required = true)]
        customers: Vec<String>,
        /// Only say how many
        #[arg(long)]
        dry_run: bool,
    },
    /// What is in the trash
    #[command(after_help = "Example:\n  kin customer trashed --limit 200")]
    Trashed {
        #[arg(long, default_value_t = 50)]
        limit: u16,
    },
    /// Take a customer out of the trash
    #[command(after_help = "Example:\n  kin customer restore KH-000042")]
    Restore {
        /// The customer's code or id, as `kin customer trashed` shows it
        customer: String,
    },
    /// Make two customers one: the second goes to the trash, and what happened with it is the first one's
    #[command(
        after_help = "Examples:\n  kin customer merge KH-000042 KH-000917 --dry-run --json\n  kin customer merge KH-000042 KH-000917 --take city,phone"
    )]
    Merge {
        /// The customer that stays, by code or id
        keep: String,
        /// The customer that goes
        gone: String,
        /// The fields that are to be those of the one that goes: name, city, phone ...
        #[arg(long, value_delimiter = ',', value_name = "FIELD,...")]
        take: Vec<String>,
        /// Only show both sides, masked
        #[arg(long)]
        dry_run: bool,
    },
    /// Customers who may be there twice, for who may merge them
    #[command(
        after_help = "Examples:\n  kin customer duplicates --json\n  kin customer duplicates --not KH-000042 KH-000917"
    )]
    Duplicates {
        #[arg(long, default_value_t = 50)]
        limit: u16,
        /// These two are not the same: they come up no more
        #[arg(long, num_args = 2, value_names = ["CUSTOMER", "OTHER"])]
        not: Vec<String>,
    },
}

/// The value itself is never an argument: those are seen by everybody on the machine.
#[derive(Args, Debug)]
#[command(
    group = ArgGroup::new("field").required(true),
    after_help = "Examples:\n  echo 0912345678 | kin customer find --phone - --key exchange.key --json\n  kin customer find --email - --member lan"
)]
pub struct Find {
    /// Either phone
    #[arg(long, group = "field", value_parser = ["-"], value_name = "-")]
    pub phone: Option<String>,
    #[arg(long, group = "field", value_parser = ["-"], value_name = "-")]
    pub email: Option<String>,
    /// The national id
    #[arg(long, group = "field", value_parser = ["-"], value_name = "-")]
    pub national_id: Option<String>,
    #[arg(long, group = "field", value_parser = ["-"], value_name = "-")]
    pub iban: Option<String>,
}
