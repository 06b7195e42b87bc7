//! The arguments of who may do what: grants, the policy, requests, keys, reviews.

use clap::{Args, Subcommand};

use super::office::{class, one_of, pair};
use crate::domain::{AnyField, Class, EditManner, Grave, Id, Quota};

#[derive(Subcommand, Debug)]
pub enum Grant {
    /// The signed decisions, newest first, and why some give nothing
    #[command(after_help = "Examples:\n  kin grant list --about lan\n  kin grant list --json --limit 500")]
    List {
        /// Only those about this member
        #[arg(long, value_name = "NAME")]
        about: Option<String>,
        #[arg(long, default_value_t = 50)]
        limit: u16,
    },
    /// Members whose grant waits for keys
    #[command(after_help = "Example:\n  kin grant waiting")]
    Waiting,
    /// Give a member the keys that the grant waits for, as far as one holds them
    #[command(after_help = "Example:\n  kin grant give lan")]
    Give { name: String },
    /// What waits for a second person
    #[command(after_help = "Example:\n  kin grant proposals --json")]
    Proposals,
    /// Carry out what somebody else proposed
    #[command(after_help = "Example:\n  kin grant approve ID")]
    Approve { proposal: Id },
    /// Turn down what somebody else proposed
    #[command(after_help = "Example:\n  kin grant deny ID")]
    Deny { proposal: Id },
    /// The office's rules: two persons, quotas, who may edit what
    #[command(subcommand)]
    Policy(Policy),
}

#[derive(Subcommand, Debug)]
pub enum Policy {
    #[command(after_help = "Example:\n  kin grant policy show --json")]
    Show,
    /// Change some of the rules; the others stay
    #[command(
        after_help = "Examples:\n  kin grant policy set --two-persons class_grant,policy_change\n  kin grant policy set --quota agent:contact=20/80 --edit phone=owner_only\n\nQuotas are values an hour / a day. Manners: permitted, owner_and_permitted, owner_only."
    )]
    Set(PolicySet),
}

#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
pub struct PolicySet {
    /// The acts that need a second person, all of them in one list, or none
    #[arg(long, value_name = "ACT,...|none", value_parser = graves)]
    pub two_persons: Option<GraveActs>,
    /// How many values of a class a role may reveal without asking
    #[arg(long, value_name = "ROLE:CLASS=HOUR/DAY", value_parser = quota)]
    pub quota: Vec<(String, Class, Quota)>,
    /// Who may edit a field
    #[arg(long, value_name = "FIELD=MANNER", value_parser = manner)]
    pub edit: Vec<(AnyField, EditManner)>,
    /// How long an approval or a proposal lasts
    #[arg(long, value_name = "MINUTES")]
    pub approval_minutes: Option<u16>,
    /// How long an invitation lasts
    #[arg(long, value_name = "HOURS")]
    pub invite_hours: Option<u16>,
    /// How long the log keeps entries that vouch for nothing any more: at least 3, or 0 for ever
    #[arg(long, value_name = "MONTHS")]
    pub log_months: Option<u16>,
    /// Whether masked customers may be opened while the log can't be written (true or false)
    #[arg(long, value_name = "BOOL")]
    pub read_without_log: Option<bool>,
}

/// A list of acts in one argument.
#[derive(Debug, Clone)]
pub struct GraveActs(pub Vec<Grave>);

#[derive(Subcommand, Debug)]
pub enum Asked {
    /// What others ask for that one may decide, and one's own
    #[command(after_help = "Example:\n  kin request list")]
    List,
    #[command(after_help = "Example:\n  kin request approve ID --word 'until noon'")]
    Approve {
        request: Id,
        /// A word to go with it
        #[arg(long, default_value = "")]
        word: String,
    },
    #[command(after_help = "Example:\n  kin request deny ID --word 'the ticket is closed'")]
    Deny {
        request: Id,
        #[arg(long)]
        word: String,
    },
    /// Ask to see a field that the role or the quota does not allow
    #[command(
        after_help = "Example:\n  kin request ask KH-000042 iban --reason billing --words 'refund of invoice 77'"
    )]
    Ask {
        /// The customer's code or id
        customer: String,
        field: String,
        /// call, delivery, billing, identity, complaint or legal
        #[arg(long)]
        reason: String,
        /// Why
        #[arg(long)]
        words: String,
    },
    /// Ask to export the log
    #[command(after_help = "Example:\n  kin request ask-export --words 'audit of the third quarter'")]
    AskExport {
        /// Why
        #[arg(long)]
        words: String,
    },
}

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  kin why field.reveal phone --customer KH-000012\n  kin why member.manage")]
pub struct Why {
    /// The rule, as a refusal names it
    #[arg(required = true, num_args = 1..=2)]
    pub rule: Vec<String>,
    /// For this customer, by code or id
    #[arg(long, value_name = "CODE")]
    pub customer: Option<String>,
}

#[derive(Subcommand, Debug)]
pub enum Keys {
    /// Each class's key, who holds it, and how far a change has come; never a secret
    #[command(after_help = "Examples:\n  kin keys status\n  kin keys status --json")]
    Status,
    /// Make a new key for a class and seal its values anew; run again it goes on where it was
    #[command(after_help = "Examples:\n  kin keys rotate contact\n  kin keys rotate contact --yes")]
    Rotate {
        #[arg(value_name = "contact|identity|financial", value_parser = class)]
        class: Class,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
    /// Come back with the recovery kit: an invitation for an owner, and the host secret where it is missing
    #[command(
        after_help = "Example:\n  kin keys recover ana\n\nNobody signs in for it: the kit is asked for, or read from standard input, its groups on one line.\nWith the name of an owner it resets the way in; with a new name it makes a new owner."
    )]
    Recover { name: String },
    /// Try whether the recovery kit still opens everything; exits 1 if it does not
    #[command(after_help = "Example:\n  kin keys drill")]
    Drill,
}

#[derive(Subcommand, Debug)]
pub enum Review {
    /// Who may do what, by role, operation and field
    #[command(after_help = "Examples:\n  kin review show\n  kin review show --csv > rights.csv")]
    Show {
        /// As CSV
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Sign that the rights were looked through
    #[command(after_help = "Example:\n  kin review sign --word 'third quarter, looked through with mai'")]
    Sign {
        #[arg(long)]
        word: String,
    },
    /// What has changed since the last signed review
    #[command(after_help = "Example:\n  kin review diff")]
    Diff,
}

fn graves(typed: &str) -> Result<GraveActs, String> {
    if typed == "none" {
        return Ok(GraveActs(Vec::new()));
    }
    typed
        .split(',')
        .map(|act| one_of("act", act, Grave::ALL, |grave| grave.name()))
        .collect::<Result<_, _>>()
        .map(GraveActs)
}

fn quota(typed: &str) -> Result<(String, Class, Quota), String> {
    const FORM: &str = "agent:contact=20/80";
    let (whose, numbers) = pair(typed, FORM)?;
    // A role's name may hold a colon, a class does not.
    let (role, class_name) = whose.rsplit_once(':').ok_or_else(|| format!("write it like {FORM}"))?;
    let (hour, day) = numbers.split_once('/').ok_or_else(|| format!("write it like {FORM}"))?;
    let number = |text: &str| text.parse().map_err(|_| format!("{text:?} is no number from 0 to 65535"));
    Ok((role.to_owned(), class(class_name)?, Quota { hour: number(hour)?, day: number(day)? }))
}

fn manner(typed: &str) -> Result<(AnyField, EditManner), String> {
    let (name, manner) = pair(typed, "phone=owner_only")?;
    let field = one_of("field", name, AnyField::all(), |field| field.name())?;
    Ok((field, one_of("manner", manner, EditManner::ALL, |manner| manner.name())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_or_said_to_be_wrong() {
        let expected = ("shop: clerk".to_owned(), Class::Contact, Quota { hour: 2, day: 10 });
        assert_eq!(quota("shop: clerk:contact=2/10"), Ok(expected));
        assert!(
            quota("agent:contact=2").is_err() && quota("agent=2/3").is_err() && quota("agent:contact=-1/3").is_err()
        );
        assert_eq!(manner("city=owner_only").unwrap().1, EditManner::OwnerOnly);
        assert_eq!(graves("none").unwrap().0, []);
        assert_eq!(graves("purge,class_grant").unwrap().0, [Grave::Purge, Grave::ClassGrant]);
        assert!(graves("purge,sleep").unwrap_err().contains("policy_change"));
    }
}
