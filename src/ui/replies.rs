//! The desk's answers, each to whoever asked.

use super::context::Tone;
use super::event::Effect;
use super::keymap::Place;
use super::layer::Layer;
use super::model::Model;
use super::update::{close, tasks_changed};
use super::{layer::Answer, news, place, presence, preview, resealing, session};
use crate::desk::api::{ActivityReply, Problem, Reply, TaskReply, TicketReply, Undone, UndoneWhat};

pub fn take(model: &mut Model, ticket: u64, result: Result<Reply, Problem>) {
    model.macros.answered(ticket);
    if model.leaving == Some(ticket) {
        model.cx.effects.push(Effect::Quit);
        return;
    }
    if let Some(lock) = model.lock.as_mut().filter(|lock| lock.waits(ticket)) {
        model.cx.dirty = true;
        if matches!(result, Err(Problem::NoSession)) {
            return session::sign_out(model);
        }
        let answer = lock.reply(ticket, result, &mut model.cx);
        return close(model, answer);
    }
    if model.present.waits(ticket) {
        // Nothing is drawn unless somebody has come or gone.
        return presence::take(model, result);
    }
    let waiting = model.popups.iter().position(|popup| popup.waits(ticket));
    let undoing = model.undoing.is_some_and(|(expected, _)| expected == ticket);
    let ours = undoing || [model.choosing, model.previewing, model.fresh.messages].contains(&Some(ticket));
    let known = ours
        || waiting.is_some()
        || reseals(model, ticket)
        || model.drafts.waits(ticket)
        || model.sign_in.waits(ticket)
        || model.customers.waits(ticket)
        || model.tickets.waits(ticket)
        || model.tasks.waits(ticket)
        || model.reminders.waits(ticket)
        || model.reports.waits(ticket)
        || model.log.waits(ticket)
        || model.today.waits(ticket)
        || model.admin.waits(ticket);
    if !known {
        // Stale: whoever asked has asked again since, or is gone.
        return;
    }
    model.cx.dirty = true;
    if matches!(result, Err(Problem::NoSession)) && model.cx.who.is_some() && model.lock.is_none() {
        return session::sign_out(model);
    }
    note_steps(model, &result);
    if reseals(model, ticket) {
        resealing::reply(result, &mut model.cx);
        if model.cx.resealing.is_none() {
            model.popups.retain(|popup| popup.place() != Place::Reseal);
        }
        return;
    }
    if ours {
        return take_ours(model, ticket, result);
    }
    if let Some(index) = waiting {
        if model.popups[index].reply(ticket, result, &mut model.cx) == Answer::Close {
            model.popups.remove(index);
        }
    } else if model.drafts.waits(ticket) {
        let waits = model.drafts.reply(ticket, result, &mut model.popups, &mut model.cx);
        if let Some(kept) = model.drafts.place.take() {
            place::go_back(model, &kept);
        }
        if waits && model.popups.is_empty() {
            session::offer_drafts(model);
        }
    } else if model.sign_in.waits(ticket) {
        model.sign_in.reply(ticket, result, &mut model.cx);
    } else if model.customers.waits(ticket) {
        model.customers.reply(ticket, result, &mut model.cx);
    } else if model.tickets.waits(ticket) {
        model.tickets.reply(ticket, result, &mut model.cx);
    } else if model.tasks.waits(ticket) {
        model.tasks.reply(ticket, result, &mut model.cx);
    } else if model.reminders.waits(ticket) {
        model.reminders.reply(result, &mut model.cx);
    } else if model.reports.waits(ticket) {
        model.reports.reply(ticket, result, &mut model.cx);
    } else if model.log.waits(ticket) {
        model.log.reply(ticket, result, &mut model.cx);
    } else if model.today.waits(ticket) {
        model.today.reply(ticket, result, &mut model.cx);
    } else {
        model.admin.reply(ticket, result, &mut model.cx);
    }
}

/// Whether this is of the sealing anew behind the other work.
fn reseals(model: &Model, ticket: u64) -> bool {
    model.cx.resealing.as_ref().is_some_and(|resealing| resealing.waits(ticket))
}

/// What was done can be taken back; what was taken back before can't be done again after it.
fn note_steps(model: &mut Model, result: &Result<Reply, Problem>) {
    let steps = &mut model.cx.steps;
    match result {
        Ok(Reply::Saved { created: false, .. } | Reply::NoteAdded(_)) => *steps = (steps.0.saturating_add(1), 0),
        Ok(Reply::Ticket(reply)) if matches!(**reply, TicketReply::Saved { created: false, .. }) => {
            *steps = (steps.0.saturating_add(1), 0);
        }
        Ok(Reply::Task(reply)) if changed(reply) => *steps = (steps.0.saturating_add(1), 0),
        Ok(Reply::Activity(reply)) if matches!(**reply, ActivityReply::Saved(_) | ActivityReply::Removed) => {
            *steps = (steps.0.saturating_add(1), 0);
        }
        Ok(Reply::Undone(undone)) => *steps = (undone.undo_left, undone.redo_left),
        Err(Problem::NothingToUndo) => *steps = (0, 0),
        _ => {}
    }
}

/// Whether a task was made or changed.
fn changed(reply: &TaskReply) -> bool {
    match reply {
        TaskReply::Saved { .. } => true,
        TaskReply::Changed(done) => done.changed > 0,
        _ => false,
    }
}

fn take_ours(model: &mut Model, ticket: u64, result: Result<Reply, Problem>) {
    let again = model.undoing.take_if(|(expected, _)| *expected == ticket).is_some_and(|(_, again)| again);
    if model.choosing == Some(ticket) {
        model.choosing = None;
    }
    if model.previewing == Some(ticket) {
        return preview::take(model, result);
    }
    if model.fresh.messages == Some(ticket) {
        return news::messages(model, result);
    }
    match result {
        Ok(Reply::Undone(undone)) => undone_said(model, &undone, again),
        Ok(Reply::OwnFields(fields)) => {
            if model.cx.know_fields(fields) {
                model.customers.office_changed(&mut model.cx);
            }
        }
        Ok(Reply::Choices(choices)) => model.cx.know(*choices),
        Ok(_) => {}
        Err(Problem::NoteConflict { .. }) => {
            let words = model.cx.t("undo-note-conflict");
            model.cx.say(Tone::Warn, words);
        }
        Err(Problem::Conflict { current }) => {
            let name = current.name.clone();
            let words = model.cx.i18n.t_with("undo-conflict", &[("name", name.into())]);
            model.cx.say(Tone::Warn, words);
        }
        Err(Problem::TicketConflict { current }) => {
            let number = format!("#{}", current.number);
            let words = model.cx.i18n.t_with("undo-conflict", &[("name", number.into())]);
            model.cx.say(Tone::Warn, words);
        }
        Err(Problem::TaskConflict { current }) => {
            let words = model.cx.i18n.t_with("undo-conflict", &[("name", current.title.into())]);
            model.cx.say(Tone::Warn, words);
        }
        Err(problem) => model.cx.complain(&problem),
    }
}

/// Says what was taken back, or (`again`) done again, and shows it.
fn undone_said(model: &mut Model, undone: &Undone, again: bool) {
    let cx = &mut model.cx;
    let words = match &undone.what {
        UndoneWhat::Edit(name) => {
            let key = if again { "redone-edit" } else { "undone-edit" };
            cx.i18n.t_with(key, &[("name", name.clone().into())])
        }
        UndoneWhat::Bulk(count) => {
            let key = if again { "redone-bulk" } else { "undone-bulk" };
            cx.i18n.t_with(key, &[("count", (*count).into())])
        }
        UndoneWhat::Merge(name) => {
            let key = if again { "redone-merge" } else { "undone-merge" };
            cx.i18n.t_with(key, &[("name", name.clone().into())])
        }
        UndoneWhat::IntoTrash(count) => cx.i18n.t_with("turned-into-trash", &[("count", (*count).into())]),
        UndoneWhat::OutOfTrash(count) => cx.i18n.t_with("turned-out-of-trash", &[("count", (*count).into())]),
        UndoneWhat::Note(name) => cx.i18n.t_with("undone-note", &[("name", name.clone().into())]),
        UndoneWhat::NoteBack(name) => cx.i18n.t_with("redone-note", &[("name", name.clone().into())]),
        UndoneWhat::NoteEdit(name) => {
            let key = if again { "redone-note-edit" } else { "undone-note-edit" };
            cx.i18n.t_with(key, &[("name", name.clone().into())])
        }
        UndoneWhat::Ticket(number) => {
            let key = if again { "redone-ticket" } else { "undone-ticket" };
            cx.i18n.t_with(key, &[("number", number.to_string().into())])
        }
        UndoneWhat::Tickets(count) => {
            let key = if again { "redone-tickets" } else { "undone-tickets" };
            cx.i18n.t_with(key, &[("count", (*count).into())])
        }
        UndoneWhat::Tasks(title, count) => {
            let key = if again { "redone-tasks" } else { "undone-tasks" };
            cx.i18n.t_with(key, &[("title", title.clone().into()), ("count", (*count).into())])
        }
    };
    cx.say(Tone::Good, words);
    match undone.what {
        UndoneWhat::Tasks(..) => tasks_changed(model),
        UndoneWhat::Ticket(_) | UndoneWhat::Tickets(_) => {
            model.tickets.changed(None, cx);
            model.customers.tickets_changed(cx);
        }
        _ => model.customers.changed(undone.customer, cx),
    }
}
