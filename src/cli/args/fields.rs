//! Arguments that give a customer its values, and those of the office's own fields.

use clap::{Args, Subcommand};

use super::office::one_of;
use crate::domain::{Class, CustomerKind, OwnKind, Status};

/// What a new customer holds, or what of one changes. Sealed values are no arguments: those stand in the list of
/// processes.
#[derive(Args, Debug, Default)]
pub struct CustomerValues {
    #[arg(long)]
    pub name: Option<String>,
    /// person or company
    #[arg(long, value_parser = kind)]
    pub kind: Option<CustomerKind>,
    #[arg(long)]
    pub company: Option<String>,
    #[arg(long)]
    pub city: Option<String>,
    #[arg(long)]
    pub country: Option<String>,
    #[arg(long)]
    pub website: Option<String>,
    /// lead, active, inactive or blocked
    #[arg(long, value_parser = status)]
    pub status: Option<Status>,
    /// A tag to add; may be given several times
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// A tag to take off; may be given several times
    #[arg(long, value_name = "TAG")]
    pub untag: Vec<String>,
    /// The segment; empty takes it off
    #[arg(long)]
    pub segment: Option<String>,
    /// The company that a person works for, by code or id; empty: none
    #[arg(long, value_name = "CODE")]
    pub employer: Option<String>,
    /// What a contact point is, as phone=work; phone=*work is the preferred one
    #[arg(long, value_name = "FIELD=LABEL")]
    pub label: Vec<String>,
    /// One of the office's own fields, as shoe_size=42; an empty value takes it away
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// A sealed field, such as phone: its value is asked, or read from standard input, a line for each in this order
    #[arg(long, value_name = "FIELD")]
    pub sealed: Vec<String>,
}

fn kind(typed: &str) -> Result<CustomerKind, String> {
    one_of("kind", typed, [CustomerKind::Person, CustomerKind::Company], |kind| match kind {
        CustomerKind::Person => "person",
        CustomerKind::Company => "company",
    })
}

fn status(typed: &str) -> Result<Status, String> {
    one_of("status", typed, [Status::Lead, Status::Active, Status::Inactive, Status::Blocked], |status| match status {
        Status::Lead => "lead",
        Status::Active => "active",
        Status::Inactive => "inactive",
        Status::Blocked => "blocked",
    })
}

#[derive(Subcommand, Debug)]
pub enum OwnFields {
    /// The fields that are in use
    #[command(after_help = "Examples:\n  kin field list\n  kin field list --all --json")]
    List {
        /// Retired ones too, and sealed ones of which one sees no mask: for who may see the policy
        #[arg(long)]
        all: bool,
    },
    /// Add a field: it is there at once for everybody
    #[command(
        after_help = "Examples:\n  kin field add shoe_size --label 'Shoe size' --kind number --most 60\n  kin field add level --label Level --kind choice --of 'gold; silver' --required\n  kin field add blood --label 'Blood type' --kind text --tier identity\n\nKinds: text, number, money, date, choice, choices, yes_no, link, phone, email, id."
    )]
    Add {
        /// A short word that stays: a to z, digits and _
        #[arg(value_name = "KEY")]
        own: String,
        /// What people read
        #[arg(long)]
        label: String,
        #[arg(long, value_parser = own_kind)]
        kind: String,
        /// The choices, parted by ; or the currency of money
        #[arg(long, default_value = "")]
        of: String,
        /// plain, or sealed in a class: contact, identity or financial
        #[arg(long, default_value = "plain", value_parser = tier)]
        tier: Tier,
        /// Nobody saves a customer without it
        #[arg(long)]
        required: bool,
        /// The most characters, or the most that a number may be; 0: as usual
        #[arg(long, default_value_t = 0)]
        most: u32,
    },
    /// Change a field's label, choices or limits
    #[command(
        after_help = "Examples:\n  kin field change level --of 'gold; silver; bronze'\n  kin field change shoe_size --required true --most 50"
    )]
    Change {
        #[arg(value_name = "KEY")]
        own: String,
        #[arg(long)]
        label: Option<String>,
        /// All choices from now on, parted by ;
        #[arg(long)]
        of: Option<String>,
        #[arg(long)]
        required: Option<bool>,
        #[arg(long)]
        most: Option<u32>,
    },
    /// No longer fill it in or show it; its values stay
    #[command(after_help = "Example:\n  kin field retire level")]
    Retire {
        #[arg(value_name = "KEY")]
        own: String,
    },
    /// Bring a retired field back, with the values that it had
    #[command(after_help = "Example:\n  kin field restore level")]
    Restore {
        #[arg(value_name = "KEY")]
        own: String,
    },
}

/// Where values of a field lie; `None`: they are not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier(pub Option<Class>);

fn tier(typed: &str) -> Result<Tier, String> {
    if typed == "plain" {
        return Ok(Tier(None));
    }
    one_of("tier", typed, Class::ALL, |class| class.name()).map(|class| Tier(Some(class)))
}

fn own_kind(typed: &str) -> Result<String, String> {
    let kind = one_of("kind", typed, OwnKind::all(), |kind| kind.name())?;
    Ok(kind.name().to_owned())
}
