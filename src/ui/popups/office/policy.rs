//! The office's policy as one form: two persons, times, who edits what, quotas.

use super::form::{ActForm, Matter};
use crate::desk::api::{Manage, PolicyView};
use crate::domain::{AnyField, Class, EditManner, Grave, Policy, Quota, Role};
use crate::ui::context::Context;
use crate::ui::screens::admin::words;
use crate::ui::widgets::fields::Fields;

/// Where values begin.
const VALUES: u16 = 36;

#[derive(Debug)]
pub struct PolicyMatter {
    before: Policy,
    roles: Vec<Role>,
}

/// Detectors look back over 90 days; 0 is for ever.
const LEAST_MONTHS: u16 = 3;

/// The parts of the form, by the place of their first field.
const MINUTES: usize = Grave::ALL.len();
const HOURS: usize = MINUTES + 1;
const MONTHS: usize = HOURS + 1;
const LOOKS: usize = MONTHS + 1;
const MANNERS: usize = LOOKS + 1;

/// The form, at the field of this row of the policy's page.
pub fn edit(view: &PolicyView, row: usize, cx: &Context) -> ActForm<PolicyMatter> {
    let policy = &view.policy;
    let mut fields = Fields::default();
    for grave in Grave::ALL {
        let options = vec![cx.t("policy-one"), cx.t("policy-two")];
        let at = usize::from(policy.two_persons.contains(&grave));
        fields = fields.choice(cx.t(words::grave_key(grave)), options, at);
        if grave == Grave::ALL[0] {
            fields = fields.under(cx.t("policy-persons"));
        }
    }
    fields = fields
        .text(cx.t("policy-minutes"), &policy.approval_minutes.to_string())
        .under(cx.t("policy-times"))
        .text(cx.t("policy-hours"), &policy.invite_hours.to_string())
        .text(cx.t("policy-months"), &policy.log_months.to_string())
        .choice(
            cx.t("policy-unlogged"),
            vec![cx.t("policy-unlogged-no"), cx.t("policy-unlogged-yes")],
            usize::from(policy.read_without_log),
        );
    for (index, field) in AnyField::all().enumerate() {
        let options = EditManner::ALL.map(|manner| cx.t(words::manner_key(manner))).to_vec();
        let at = EditManner::ALL.iter().position(|manner| *manner == policy.manner(field)).unwrap_or(0);
        fields = fields.choice(cx.i18n.field(field.name()), options, at);
        if index == 0 {
            fields = fields.under(cx.t("policy-manners"));
        }
    }
    for (index, (role, name, class)) in quotas(view).enumerate() {
        let Quota { hour, day } = policy.quota(role, class);
        fields = fields.text(quota_label(role, name, class, cx), &format!("{hour}/{day}"));
        if index == 0 {
            fields = fields.under(cx.t("policy-quotas"));
        }
    }
    fields.go(row);
    let roles = view.roles.iter().map(|(role, _)| *role).collect();
    ActForm::new(PolicyMatter { before: policy.clone(), roles }, fields)
}

/// Each role with each class, in the order of the page and of the form.
pub fn quotas(view: &PolicyView) -> impl Iterator<Item = (Role, &str, Class)> {
    view.roles.iter().flat_map(|(role, name)| Class::ALL.map(|class| (*role, name.as_str(), class)))
}

pub fn quota_label(role: Role, name: &str, class: Class, cx: &Context) -> String {
    [words::role(role, name, cx), cx.t(words::class_key(class))].join(cx.theme.between())
}

/// Two numbers, in an hour and in a day.
fn quota(typed: &str) -> Option<Quota> {
    let (hour, day) = typed.split_once('/')?;
    let quota = Quota { hour: hour.trim().parse().ok()?, day: day.trim().parse().ok()? };
    (quota.hour <= quota.day).then_some(quota)
}

impl Matter for PolicyMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t("place-policy-form")
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("policy-note")
    }

    fn whole(&self) -> Option<u16> {
        Some(VALUES)
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let number = |field: usize| {
            let number = fields.typed(field).parse::<u16>().ok().filter(|number| *number > 0);
            number.ok_or_else(|| (field, cx.t("policy-bad-number")))
        };
        let mut policy = self.before.clone();
        policy.two_persons = Grave::ALL
            .into_iter()
            .enumerate()
            .filter(|(field, _)| fields.chosen(*field) == 1)
            .map(|(_, g)| g)
            .collect();
        policy.approval_minutes = number(MINUTES)?;
        policy.invite_hours = number(HOURS)?;
        let months = fields.typed(MONTHS).parse::<u16>().ok().filter(|months| *months == 0 || *months >= LEAST_MONTHS);
        policy.log_months = months.ok_or_else(|| (MONTHS, cx.t("policy-bad-months")))?;
        policy.read_without_log = fields.chosen(LOOKS) == 1;
        let mut at = MANNERS;
        for field in AnyField::all() {
            match EditManner::ALL[fields.chosen(at).min(EditManner::ALL.len() - 1)] {
                EditManner::Permitted => policy.manners.remove(field.name()),
                manner => policy.manners.insert(field.name().to_owned(), manner),
            };
            at += 1;
        }
        for role in &self.roles {
            for class in Class::ALL {
                let wanted = quota(fields.typed(at)).ok_or_else(|| (at, cx.t("policy-bad-quota")))?;
                let of_role = policy.quotas.entry(role.key()).or_default();
                // What is usual is not named.
                if wanted == Policy::default().quota(*role, class) {
                    of_role.remove(&class);
                } else {
                    of_role.insert(class, wanted);
                }
                at += 1;
            }
        }
        policy.quotas.retain(|_, classes| !classes.is_empty());
        Ok(Manage::SetPolicy(Box::new(policy)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_two_numbers_the_smaller_first() {
        assert_eq!(quota("20/80"), Some(Quota { hour: 20, day: 80 }));
        assert_eq!(quota(" 0 / 0 "), Some(Quota { hour: 0, day: 0 }));
        for wrong in ["", "20", "80/20", "a/b", "20/99999", "-1/3"] {
            assert_eq!(quota(wrong), None, "{wrong}");
        }
    }
}
