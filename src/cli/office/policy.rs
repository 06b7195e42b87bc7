//! `kin grant policy`: two persons, quotas, manners of editing, and how long things last.

use super::{manage, names, office};
use crate::cli::args::{Global, Policy as Command, PolicySet};
use crate::cli::output::{Failure, print_json, print_line, unexpected};
use crate::desk::Desk;
use crate::desk::api::{Manage, OfficeAnswer, OfficeQuery, PolicyView};
use crate::domain::{AnyField, Class, Grave, Policy, Quota, Role};

pub fn run(global: &Global, desk: &mut Desk, command: &Command) -> Result<(), Failure> {
    let OfficeAnswer::Policy(view) = office(desk, OfficeQuery::Policy)? else { return Err(unexpected()) };
    match command {
        Command::Show if global.json => print_json(&view),
        Command::Show => show(&view),
        Command::Set(wanted) => {
            let policy = changed(&view, wanted, desk)?;
            manage(global, desk, "The policy is changed.", || Manage::SetPolicy(Box::new(policy.clone())))
        }
    }
}

fn show(view: &PolicyView) -> Result<(), Failure> {
    let PolicyView { policy, roles } = view;
    let graves = policy.two_persons.iter().map(|grave| grave.name()).collect::<Vec<_>>().join(", ");
    print_line(&format!("two persons          {}", if graves.is_empty() { "for nothing" } else { &graves }))?;
    print_line(&format!("an approval lasts    {} minutes", policy.approval_minutes))?;
    print_line(&format!("an invitation lasts  {} hours", policy.invite_hours))?;
    let kept = if policy.log_months == 0 { "for ever".to_owned() } else { format!("{} months", policy.log_months) };
    print_line(&format!("the log is kept      {kept}"))?;
    let unlogged = if policy.read_without_log { "masked customers may be opened" } else { "nothing is shown" };
    print_line(&format!("without a log        {unlogged}"))?;
    let exports = if policy.exports_frozen { "frozen: nothing is exported or copied" } else { "as the roles allow" };
    print_line(&format!("exports              {exports}"))?;
    print_line("quotas (values an hour / a day)")?;
    for (role, name) in roles {
        let quotas = Class::ALL.map(|class| {
            let Quota { hour, day } = policy.quota(*role, class);
            format!("{} {hour}/{day}", class.name())
        });
        print_line(&format!("  {name:<18} {}", quotas.join("  ")))?;
    }
    print_line("who may edit")?;
    AnyField::all().try_for_each(|field| print_line(&format!("  {:<18} {}", field.name(), policy.manner(field).name())))
}

/// The policy with what was asked for, and the rest as it is.
fn changed(view: &PolicyView, wanted: &PolicySet, desk: &mut Desk) -> Result<Policy, Failure> {
    let mut policy = view.policy.clone();
    if let Some(acts) = &wanted.two_persons {
        policy.two_persons = acts.0.iter().copied().collect::<std::collections::BTreeSet<Grave>>();
    }
    if !wanted.quota.is_empty() {
        let roles = names::roles(desk)?;
        for (name, class, quota) in &wanted.quota {
            let role: Role = names::role(&roles, name)?.role;
            policy.quotas.entry(role.key()).or_default().insert(*class, *quota);
        }
    }
    policy.manners.extend(wanted.edit.iter().map(|(field, manner)| (field.name().to_owned(), *manner)));
    policy.approval_minutes = wanted.approval_minutes.unwrap_or(policy.approval_minutes);
    policy.invite_hours = wanted.invite_hours.unwrap_or(policy.invite_hours);
    policy.read_without_log = wanted.read_without_log.unwrap_or(policy.read_without_log);
    policy.log_months = wanted.log_months.unwrap_or(policy.log_months);
    Ok(policy)
}
