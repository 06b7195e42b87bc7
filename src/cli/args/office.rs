//! The arguments of what is done about the office itself: members, roles, departments, grants, keys, reviews.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::domain::{
    AnyField, Class, DetectorKind, EditManner, Field, FieldRight, FieldRule, Grave, Id, Quota, Response, Scope,
    Severity, Verdict,
};

#[derive(Subcommand, Debug)]
pub enum Member {
    /// All members, with role, department and standing
    List,
    /// One member: the grants, what they wait for, the sessions
    Show {
        name: String,
    },
    /// Make a one-time code with which somebody new joins
    #[command(
        after_help = "Examples:\n  kin member invite đào --role agent --department Support\n  kin member invite radu --role auditor --department Office --expires 2026-12-31\n  kin member invite exchange --role 'phone exchange' --department Support    a program: kin join --key-out FILE"
    )]
    Invite {
        name: String,
        /// A role's name, as `kin role list` shows it
        #[arg(long)]
        role: String,
        #[command(flatten)]
        reach: Reach,
        /// The last day of the grant, such as 2026-12-31, or a time from now: 7d, 2w
        #[arg(long, value_name = "DATE")]
        expires: Option<String>,
    },
    /// Change a member's role, department or limit; what is not named stays, and a stand-in ends
    Grant {
        name: String,
        #[arg(long)]
        role: Option<String>,
        #[command(flatten)]
        reach: Reach,
        /// The last day, such as 2026-12-31, a time from now (7d), or never
        #[arg(long, value_name = "DATE|never")]
        expires: Option<String>,
    },
    /// Give other rights for a while; they end by themselves
    #[command(after_help = "Example:\n  kin member stand-in lan --role lead --until 7d")]
    StandIn {
        name: String,
        #[arg(long)]
        role: String,
        /// The last day, such as 2026-12-31, or a time from now: 7d, 2w
        #[arg(long, value_name = "DATE")]
        until: String,
        #[command(flatten)]
        reach: Reach,
    },
    /// A new invitation and new keys for who lost the password, the code app or the invitation
    Reset {
        name: String,
    },
    /// Close the way in until the member is reactivated
    Suspend {
        name: String,
    },
    Reactivate {
        name: String,
    },
    /// Take a member out for good
    Remove {
        name: String,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
    /// The open sessions of a member; without a name one's own
    Sessions {
        name: Option<String>,
    },
    /// End a session, as `kin member sessions` shows it
    EndSession {
        session: Id,
    },
    /// Take a member's SSH keys away, and end the member's sessions
    RemoveKeys {
        name: String,
    },
}

#[derive(Subcommand, Debug)]
pub enum SshKey {
    List,
    /// Enrol a key; Ed25519 and hardware keys are taken
    #[command(
        after_help = "Examples:\n  ssh-keygen -t ed25519\n  kin ssh-key add ~/.ssh/id_ed25519.pub --label laptop"
    )]
    Add {
        /// The public key's file, which ends in .pub; - reads one line from standard input
        file: PathBuf,
        /// What to know it by; its comment, where nothing is said
        #[arg(long, default_value = "")]
        label: String,
    },
    /// Take a key away, as `kin ssh-key list` shows it; one's other sessions end
    Remove {
        id: Id,
    },
}

/// Where a grant reaches.
#[derive(Args, Debug, Default)]
pub struct Reach {
    /// The department; needed where the office has several and the member is in none
    #[arg(long)]
    pub department: Option<String>,
    /// Reaches no further than this, whatever the role allows (all, where nothing is said)
    #[arg(long, value_name = "own|department|all", value_parser = scope)]
    pub limit: Option<Scope>,
}

#[derive(Subcommand, Debug)]
pub enum Role {
    /// All roles
    List,
    /// What a role may do, and see of each field
    Show {
        role: String,
    },
    /// Make a role of one's own, or change one
    #[command(
        after_help = "Examples:\n  kin role save clerk --from agent --set customer.bulk=department --field iban=none\n  kin role save reader --set customer.list=all --set customer.view=all --field contact=masked\n  kin role save exchange --program --set customer.lookup=all --set note.add=all --field phone=lookup\n\nRights to a field: none, masked, lookup, reveal_with_reason or reveal; with them edit and copy, parted by commas."
    )]
    Save {
        name: String,
        /// Begin with the rights of this role; an existing role begins with its own
        #[arg(long, value_name = "ROLE")]
        from: Option<String>,
        /// How far an operation reaches: own, department, all or none
        #[arg(long, value_name = "OPERATION=REACH", value_parser = operation)]
        set: Vec<(String, Option<Scope>)>,
        /// What may be done with a field, or with all fields of a class
        #[arg(long, value_name = "FIELD=RIGHTS", value_parser = field)]
        field: Vec<(Vec<Field>, FieldRule)>,
        /// For programs, which sign in by a key file alone; --program=false: for people
        #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
        program: Option<bool>,
    },
    Rename {
        role: String,
        name: String,
    },
    /// Take a role away that nobody has
    Remove {
        role: String,
    },
}

#[derive(Subcommand, Debug)]
pub enum Department {
    /// The departments as a tree
    List,
    Add {
        name: String,
        /// The department that it is a part of
        #[arg(long, value_name = "DEPARTMENT")]
        under: Option<String>,
    },
    Rename {
        department: String,
        name: String,
    },
    /// Hang it under another one, or with none to the top
    Move {
        department: String,
        #[arg(long, value_name = "DEPARTMENT")]
        under: Option<String>,
    },
    /// Take a department away that is empty
    Remove {
        department: String,
    },
}

#[derive(Subcommand, Debug)]
pub enum Grant {
    /// The signed decisions, newest first, and why some give nothing
    List {
        /// Only those about this member
        #[arg(long, value_name = "NAME")]
        about: Option<String>,
        #[arg(long, default_value_t = 50)]
        limit: u16,
    },
    /// Members whose grant waits for keys
    Waiting,
    /// Give a member the keys that the grant waits for, as far as one holds them
    Give { name: String },
    /// What waits for a second person
    Proposals,
    /// Carry out what somebody else proposed
    Approve { proposal: Id },
    /// Turn down what somebody else proposed
    Deny { proposal: Id },
    /// The office's rules: two persons, quotas, who may edit what
    #[command(subcommand)]
    Policy(Policy),
}

#[derive(Subcommand, Debug)]
pub enum Policy {
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
    List,
    Approve {
        request: Id,
        /// A word to go with it
        #[arg(long, default_value = "")]
        word: String,
    },
    Deny {
        request: Id,
        #[arg(long)]
        word: String,
    },
    /// Ask to see a field that the role or the quota does not allow
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
    AskExport {
        /// Why
        #[arg(long)]
        words: String,
    },
}

#[derive(Subcommand, Debug)]
pub enum Alert {
    /// What was seen that should not be
    List {
        /// Those that were dealt with, too
        #[arg(long)]
        all: bool,
    },
    /// One alert with its answers and the entries of the log that made it
    Show { alert: Id },
    /// Say that one looks into it
    Take { alert: Id },
    /// Add what one found or was told
    Answer {
        alert: Id,
        #[arg(long)]
        word: String,
    },
    /// Say that an alert was dealt with, and how; what followed from it is lifted
    Close {
        alert: Id,
        #[arg(long)]
        word: String,
        /// What it was
        #[arg(long, value_name = "incident|explained|false_alarm", default_value = "explained", value_parser = verdict)]
        verdict: Verdict,
    },
    /// What detectors would have raised over the past log, as they are set or set otherwise
    #[command(
        after_help = "Examples:\n  kin alert test --days 30\n  kin alert test --detector many_reveals --threshold 25 --window-minutes 30"
    )]
    Test(AlertTest),
    /// The alerts of the last while, put together
    Digest {
        /// Since when: 24h, 7d, 2w
        #[arg(long, default_value = "24h", value_name = "SPAN")]
        since: String,
    },
}

#[derive(Args, Debug)]
pub struct AlertTest {
    /// One of them alone, as `kin detector list` names it
    #[arg(long, value_name = "DETECTOR", value_parser = detector)]
    pub detector: Option<DetectorKind>,
    /// So many days back
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub days: u16,
    #[arg(long)]
    pub threshold: Option<u32>,
    #[arg(long, value_name = "MINUTES")]
    pub window_minutes: Option<u32>,
    /// The office's hours, such as 'mon-fri 07:30-19:00'
    #[arg(long)]
    pub hours: Option<String>,
}

#[derive(Subcommand, Debug)]
pub enum Detectors {
    /// The detectors as they are set, and what they raised
    List,
    /// Set a detector; what is not named stays
    #[command(
        after_help = "Examples:\n  kin detector set many_reveals --threshold 30 --response second_person,end_sessions\n  kin detector set off_hours --hours 'mon-fri 07:30-19:00'\n  kin detector set new_origin --off\n\nResponses, while the alert is open: require_reason, second_person, end_sessions, lock_account, or none."
    )]
    Set(DetectorSet),
    /// Customers who do not exist, kept to see who looks
    #[command(subcommand)]
    Honeytoken(Honeytoken),
}

#[derive(Args, Debug)]
pub struct DetectorSet {
    #[arg(value_name = "DETECTOR", value_parser = detector)]
    pub kind: DetectorKind,
    #[arg(long, conflicts_with = "off")]
    pub on: bool,
    #[arg(long)]
    pub off: bool,
    /// As it comes with the program, but for what is named beside
    #[arg(long)]
    pub usual: bool,
    /// From so many on within the window
    #[arg(long)]
    pub threshold: Option<u32>,
    #[arg(long, value_name = "MINUTES")]
    pub window_minutes: Option<u32>,
    #[arg(long, value_name = "low|medium|high|critical", value_parser = severity)]
    pub severity: Option<Severity>,
    /// All of them in one list, or none
    #[arg(long, value_name = "RESPONSE,...|none", value_parser = responses)]
    pub response: Option<Responses>,
    /// The office's hours, for the detector that needs them
    #[arg(long)]
    pub hours: Option<String>,
}

/// A list of responses in one argument.
#[derive(Debug, Clone)]
pub struct Responses(pub Vec<Response>);

#[derive(Subcommand, Debug)]
pub enum Honeytoken {
    List,
    /// Make a customer one who does not exist, by code or id
    Add {
        customer: String,
    },
    /// Make it a customer like any other again
    Remove {
        customer: String,
    },
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin insight                       all whom one reaches, or oneself\n  kin insight lan --days 90 --json"
)]
pub struct Insight {
    /// The member; without a name all whom one reaches, or oneself where one reaches no further
    #[arg(value_name = "MEMBER")]
    pub whom: Option<String>,
    /// How many days, today among them
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=366))]
    pub days: u16,
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
    Status,
    /// Make a new key for a class and seal its values anew; run again it goes on where it was
    Rotate {
        #[arg(value_name = "contact|identity|financial", value_parser = class)]
        class: Class,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
    /// Come back with the recovery kit: an invitation for an owner, and the host secret where it is missing
    #[command(
        after_help = "Nobody signs in for it: the kit is asked for, or read from standard input, its groups on one line.\nWith the name of an owner it resets the way in; with a new name it makes a new owner."
    )]
    Recover { name: String },
    /// Try whether the recovery kit still opens everything; exits 1 if it does not
    Drill,
}

#[derive(Subcommand, Debug)]
pub enum Review {
    /// Who may do what, by role, operation and field
    Show {
        /// As CSV
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Sign that the rights were looked through
    Sign {
        #[arg(long)]
        word: String,
    },
    /// What has changed since the last signed review
    Diff,
}

/// A name among those of a list, or which there are.
pub(super) fn one_of<T>(
    what: &str,
    typed: &str,
    all: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> &str,
) -> Result<T, String> {
    let mut names = Vec::new();
    for one in all {
        if name(&one) == typed {
            return Ok(one);
        }
        names.push(name(&one).to_owned());
    }
    Err(format!("no {what} {typed:?}; there are: {}", names.join(", ")))
}

fn scope(typed: &str) -> Result<Scope, String> {
    one_of("reach", typed, [Scope::Own, Scope::Department, Scope::All], |scope| scope_name(*scope))
}

/// The scope's name, as it is typed and as JSON has it.
pub const fn scope_name(scope: Scope) -> &'static str {
    match scope {
        Scope::Own => "own",
        Scope::Department => "department",
        Scope::All => "all",
    }
}

fn class(typed: &str) -> Result<Class, String> {
    one_of("class", typed, Class::ALL, |class| class.name())
}

/// `name=value`
fn pair<'a>(typed: &'a str, form: &str) -> Result<(&'a str, &'a str), String> {
    typed.split_once('=').ok_or_else(|| format!("write it like {form}"))
}

fn operation(typed: &str) -> Result<(String, Option<Scope>), String> {
    let (name, reach) = pair(typed, "customer.edit=department")?;
    let reach = if reach == "none" { None } else { Some(scope(reach)?) };
    Ok((name.to_owned(), reach))
}

fn field(typed: &str) -> Result<(Vec<Field>, FieldRule), String> {
    let (name, rights) = pair(typed, "phone=lookup,edit,copy")?;
    let fields: Vec<Field> =
        Field::ALL.into_iter().filter(|field| field.name() == name || field.class().name() == name).collect();
    if fields.is_empty() {
        return Err(format!("no field {name:?}; there are: {}", Field::ALL.map(Field::name).join(", ")));
    }
    let mut rule = FieldRule::default();
    for right in rights.split(',') {
        match right {
            "edit" => rule.edit = true,
            "copy" => rule.copy = true,
            view => rule.view = one_of("right", view, FieldRight::ALL, |right| right.name())?,
        }
    }
    Ok((fields, rule))
}

fn verdict(typed: &str) -> Result<Verdict, String> {
    one_of("verdict", typed, Verdict::ALL, |verdict| verdict.name())
}

fn detector(typed: &str) -> Result<DetectorKind, String> {
    one_of("detector", typed, DetectorKind::ALL, |kind| kind.name())
}

fn severity(typed: &str) -> Result<Severity, String> {
    one_of("severity", typed, Severity::ALL, |severity| severity.name())
}

fn responses(typed: &str) -> Result<Responses, String> {
    if typed == "none" {
        return Ok(Responses(Vec::new()));
    }
    let one = |name| one_of("response", name, Response::ALL, |response| response.name());
    typed.split(',').map(one).collect::<Result<_, _>>().map(Responses)
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
    fn pairs_are_read_or_said_to_be_wrong() {
        assert_eq!(operation("customer.edit=own"), Ok(("customer.edit".into(), Some(Scope::Own))));
        assert_eq!(operation("customer.edit=none"), Ok(("customer.edit".into(), None)));
        assert!(operation("customer.edit").is_err() && operation("customer.edit=everywhere").is_err());
        let lookup = FieldRule { view: FieldRight::Lookup, copy: true, edit: true };
        assert_eq!(field("phone=lookup,edit,copy"), Ok((vec![Field::Phone], lookup)));
        let identity = [Field::BirthDate, Field::NationalId, Field::Own5, Field::Own6, Field::Own7, Field::Own8];
        assert_eq!(field("identity=masked").unwrap().0, identity);
        assert_eq!(field("iban=none").unwrap().1, FieldRule::default());
        assert!(field("phone=see").unwrap_err().contains("lookup"));
        assert!(field("shoe=masked").unwrap_err().contains("phone2"));
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
