//! Looking at everything as another role would.

use super::context::Tone;
use super::history::History;
use super::model::Model;
use super::popups::pick::{Choice, Pick};
use super::reminders::Reminders;
use super::screens::admin::Admin;
use super::screens::customers::Customers;
use super::screens::log::Log;
use super::screens::reports::Reports;
use super::screens::tasks::Tasks;
use super::screens::tickets::Tickets;
use super::screens::today::TodayScreen;
use super::session;
use super::widgets::choose::Item;
use crate::desk::api::{OfficeAnswer, OfficeQuery, Problem, Reply, Request, Rights, RoleRow};
use crate::domain::Role;

/// Ends the preview, or asks which role it shall be.
pub fn turn(model: &mut Model) {
    if model.previewing.is_some() {
        return;
    }
    let request = match &model.cx.preview {
        Some(_) => Request::PreviewRole(None),
        None => Request::Office(OfficeQuery::Roles),
    };
    model.previewing = Some(model.cx.ask(request));
}

pub fn look_as(model: &mut Model, role: Role) {
    model.previewing = Some(model.cx.ask(Request::PreviewRole(Some(role))));
}

pub fn take(model: &mut Model, result: Result<Reply, Problem>) {
    model.previewing = None;
    match result {
        Ok(Reply::Office(OfficeAnswer::Roles(roles))) => {
            let name = |row: &RoleRow| if row.built_in { model.cx.role(row.role) } else { row.name.clone() };
            let item = |row: RoleRow| Item::new(name(&row), Choice::Role(row.role));
            let items = roles.into_iter().map(item).collect();
            model.cx.opened.push(Box::new(Pick::new("place-preview", items)));
        }
        Ok(Reply::Previewing { role, rights }) => show(model, role, *rights),
        Ok(_) => {}
        Err(problem) => model.cx.complain(&problem),
    }
}

/// The screens as these rights show them, from their start.
fn show(model: &mut Model, role: Option<String>, rights: Rights) {
    let cx = &mut model.cx;
    if let Some(who) = &mut cx.who {
        who.rights = rights;
    }
    let words = match &role {
        Some(role) => {
            let args = [("role", cx.role_named(role).into()), ("key", cx.keys.written("end-preview").into())];
            cx.i18n.t_with("preview-begun", &args)
        }
        None => cx.t("preview-ended"),
    };
    cx.say(if role.is_some() { Tone::Warn } else { Tone::Good }, words);
    cx.preview = role;
    (cx.choices, cx.ticket_choices) = (None, None);
    model.customers = Customers::default();
    (model.log, model.tickets) = (Log::default(), Tickets::default());
    model.reports = Reports::default();
    (model.today, model.admin) = (TodayScreen::default(), Admin::default());
    (model.tasks, model.reminders) = (Tasks::default(), Reminders::default());
    model.history = History::default();
    session::begin(model);
}
