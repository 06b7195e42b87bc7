//! What a member is given: an invitation, another grant, or one that stands in for some days.

use super::form::{ActForm, Matter};
use crate::desk::api::{GrantDraft, Manage, MemberRow, OfficeAnswer, OfficeQuery, Request, RoleRow};
use crate::domain::{Id, Micros, Role, Scope};
use crate::ui::context::Context;
use crate::ui::screens::admin::words;
use crate::ui::widgets::fields::Fields;

/// What the grant is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Invite,
    Change(Id),
    StandIn(Id),
}

#[derive(Debug)]
pub struct GrantMatter {
    purpose: Purpose,
    /// The member's name; of a new one it is typed.
    name: String,
    /// What there is to choose from, once it has come, each with its ticket.
    roles: Vec<Role>,
    departments: Vec<Id>,
    asked: [u64; 2],
    /// What the member has now.
    role: Role,
    department: Option<Id>,
}

const SCOPES: [Scope; 3] = [Scope::Own, Scope::Department, Scope::All];
const DAY: i64 = 86_400_000_000;
/// Longest time that somebody stands in.
const MOST_DAYS: i64 = 366;

pub fn invite(cx: &mut Context) -> ActForm<GrantMatter> {
    let fields = Fields::default().text(cx.t("field-name"), "");
    form(Purpose::Invite, None, fields, cx)
}

pub fn change(member: &MemberRow, cx: &mut Context) -> ActForm<GrantMatter> {
    form(Purpose::Change(member.id), Some(member), Fields::default(), cx)
}

pub fn stand_in(member: &MemberRow, cx: &mut Context) -> ActForm<GrantMatter> {
    form(Purpose::StandIn(member.id), Some(member), Fields::default(), cx)
}

fn form(purpose: Purpose, member: Option<&MemberRow>, fields: Fields, cx: &mut Context) -> ActForm<GrantMatter> {
    let asked = [OfficeQuery::Roles, OfficeQuery::Departments].map(|query| cx.ask(Request::Office(query)));
    let limit = member.map_or(Scope::All, |member| member.limit);
    let limits = SCOPES.map(|scope| cx.t(words::scope_key(scope))).to_vec();
    let loading = || vec![cx.t("loading")];
    let fields = fields
        .choice(cx.t("member-role"), loading(), 0)
        .choice(cx.t("field-department"), loading(), 0)
        .choice(cx.t("grant-limit"), limits, SCOPES.iter().position(|scope| *scope == limit).unwrap_or(2));
    let fields = match purpose {
        Purpose::StandIn(_) => fields.text(cx.t("grant-days"), "7"),
        _ => {
            // The end is the first moment that it no longer holds: the day before is the last one.
            let end = member.and_then(|member| member.expires).map(|end| cx.iso_day(Micros(end.0 - 1)));
            fields.text(cx.t("grant-until"), &end.unwrap_or_default()).hint(cx.t("grant-no-end"))
        }
    };
    let matter = GrantMatter {
        purpose,
        name: member.map(|member| member.name.clone()).unwrap_or_default(),
        roles: Vec::new(),
        departments: Vec::new(),
        asked,
        role: member.map_or(Role::Agent, |member| member.role),
        department: member.map(|member| member.department),
    };
    ActForm::new(matter, fields)
}

impl GrantMatter {
    /// The field of the role; department, limit and end follow.
    fn first(&self) -> usize {
        usize::from(self.purpose == Purpose::Invite)
    }

    fn end(&self, fields: &Fields, cx: &Context) -> Result<Option<Micros>, String> {
        let typed = fields.typed(self.first() + 3);
        if let Purpose::StandIn(_) = self.purpose {
            let days = typed.parse().ok().filter(|days| (1..=MOST_DAYS).contains(days));
            return days.map(|days| Some(Micros(cx.now.0 + days * DAY))).ok_or_else(|| cx.t("grant-bad-days"));
        }
        if typed.is_empty() {
            return Ok(None);
        }
        // The day that is named counts whole.
        let end = cx.midnight(typed).map(|midnight| Micros(midnight.0 + DAY)).filter(|end| *end > cx.now);
        end.map(Some).ok_or_else(|| cx.t("grant-bad-day"))
    }
}

impl Matter for GrantMatter {
    fn title(&self, cx: &Context) -> String {
        let key = match self.purpose {
            Purpose::Invite => return cx.t("grant-invite-title"),
            Purpose::Change(_) => "grant-change-title",
            Purpose::StandIn(_) => "grant-stand-in-title",
        };
        cx.i18n.t_with(key, &[("name", self.name.clone().into())])
    }

    fn note(&self, cx: &Context) -> String {
        cx.t(match self.purpose {
            Purpose::Invite => "grant-invite-note",
            Purpose::Change(_) => "grant-change-note",
            Purpose::StandIn(_) => "grant-stand-in-note",
        })
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let first = self.first();
        if self.purpose == Purpose::Invite && fields.typed(0).is_empty() {
            return Err((0, cx.t("form-name-needed")));
        }
        let missing = |field| (field, cx.t("grant-not-loaded"));
        let role = *self.roles.get(fields.chosen(first)).ok_or_else(|| missing(first))?;
        let department = *self.departments.get(fields.chosen(first + 1)).ok_or_else(|| missing(first + 1))?;
        let limit = SCOPES[fields.chosen(first + 2).min(SCOPES.len() - 1)];
        let expires = self.end(fields, cx).map_err(|words| (first + 3, words))?;
        let grant = GrantDraft { role, department, limit, expires };
        Ok(match self.purpose {
            Purpose::Invite => Manage::Invite { name: fields.typed(0).to_owned(), grant },
            Purpose::Change(member) => Manage::Grant { member, grant, temporary: false },
            Purpose::StandIn(member) => Manage::Grant { member, grant, temporary: true },
        })
    }

    fn waits(&self, ticket: u64) -> bool {
        self.asked.contains(&ticket)
    }

    fn learn(&mut self, _ticket: u64, answer: OfficeAnswer, fields: &mut Fields, cx: &Context) {
        let first = self.first();
        match answer {
            OfficeAnswer::Roles(rows) => {
                // Nobody is made a program, and no program a person.
                let kind = rows.iter().any(|row| row.role == self.role && row.rights.program);
                let fits = |row: &RoleRow| self.purpose == Purpose::Invite || row.rights.program == kind;
                let rows: Vec<_> = rows.into_iter().filter(fits).collect();
                let names = rows.iter().map(|row| words::role(row.role, &row.name, cx)).collect();
                self.roles = rows.iter().map(|row| row.role).collect();
                let at = self.roles.iter().position(|role| *role == self.role).unwrap_or(0);
                fields.offer(first, names, at);
            }
            OfficeAnswer::Departments(rows) => {
                let names = rows.iter().map(|row| row.name.clone()).collect();
                self.departments = rows.iter().map(|row| row.id).collect();
                let at = self.departments.iter().position(|id| Some(*id) == self.department).unwrap_or(0);
                fields.offer(first + 1, names, at);
            }
            _ => {}
        }
    }
}
