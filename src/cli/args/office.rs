//! The arguments of what is done about the office itself: members, their SSH keys, roles, departments.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::domain::{Class, Field, FieldRight, FieldRule, Id, Scope};

#[derive(Subcommand, Debug)]
pub enum Member {
    /// All members, with role, department and standing
    #[command(after_help = "Examples:\n  kin member list\n  kin member list --json")]
    List,
    /// One member: the grants, what they wait for, the sessions
    #[command(after_help = "Example:\n  kin member show lan")]
    Show { name: String },
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
    #[command(
        after_help = "Examples:\n  kin member grant lan --role lead\n  kin member grant lan --limit own --expires 7d\n  kin member grant lan --expires never"
    )]
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
    #[command(after_help = "Example:\n  kin member reset lan")]
    Reset { name: String },
    /// Close the way in until the member is reactivated
    #[command(after_help = "Example:\n  kin member suspend lan")]
    Suspend { name: String },
    #[command(after_help = "Example:\n  kin member reactivate lan")]
    Reactivate { name: String },
    /// Take a member out for good
    #[command(after_help = "Example:\n  kin member remove lan --yes")]
    Remove {
        name: String,
        /// Do not ask
        #[arg(long, short)]
        yes: bool,
    },
    /// The open sessions of a member; without a name one's own
    #[command(after_help = "Examples:\n  kin member sessions\n  kin member sessions lan --json")]
    Sessions { name: Option<String> },
    /// End a session, as `kin member sessions` shows it
    #[command(after_help = "Example:\n  kin member end-session ID")]
    EndSession { session: Id },
    /// Take a member's SSH keys away, and end the member's sessions
    #[command(after_help = "Example:\n  kin member remove-keys lan")]
    RemoveKeys { name: String },
}

#[derive(Subcommand, Debug)]
pub enum SshKey {
    #[command(after_help = "Example:\n  kin ssh-key list")]
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
    #[command(after_help = "Example:\n  kin ssh-key remove ID")]
    Remove { id: Id },
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
    #[command(after_help = "Example:\n  kin role list")]
    List,
    /// What a role may do, and see of each field
    #[command(after_help = "Examples:\n  kin role show agent\n  kin role show agent --json")]
    Show { role: String },
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
    #[command(after_help = "Example:\n  kin role rename clerk assistant")]
    Rename { role: String, name: String },
    /// Take a role away that nobody has
    #[command(after_help = "Example:\n  kin role remove clerk")]
    Remove { role: String },
}

#[derive(Subcommand, Debug)]
pub enum Department {
    /// The departments as a tree
    #[command(after_help = "Example:\n  kin department list")]
    List,
    #[command(after_help = "Example:\n  kin department add 'After-sales' --under Support")]
    Add {
        name: String,
        /// The department that it is a part of
        #[arg(long, value_name = "DEPARTMENT")]
        under: Option<String>,
    },
    #[command(after_help = "Example:\n  kin department rename 'After-sales' Service")]
    Rename { department: String, name: String },
    /// Hang it under another one, or with none to the top
    #[command(after_help = "Examples:\n  kin department move Service --under Sales\n  kin department move Service")]
    Move {
        department: String,
        #[arg(long, value_name = "DEPARTMENT")]
        under: Option<String>,
    },
    /// Take a department away that is empty
    #[command(after_help = "Example:\n  kin department remove Service")]
    Remove { department: String },
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

pub(super) fn class(typed: &str) -> Result<Class, String> {
    one_of("class", typed, Class::ALL, |class| class.name())
}

/// `name=value`
pub(super) fn pair<'a>(typed: &'a str, form: &str) -> Result<(&'a str, &'a str), String> {
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
    }
}
