//! Upkeep from the list and the opened customer: trash, merge, duplicates, stars, what was opened last.

use super::Customers;
use crate::desk::api::{Problem, Reply, Request, UpkeepReply, UpkeepRequest};
use crate::domain::Id;
use crate::ui::context::{Context, Tone};
use crate::ui::keymap::Action;
use crate::ui::popups::duplicates::DuplicatesView;
use crate::ui::popups::merge::MergeView;
use crate::ui::popups::recent::Recent;
use crate::ui::popups::trash::{IntoTrash, TrashView};
use crate::ui::screens::detail::Detail;

impl Customers {
    /// Does what is upkeep; whether it was.
    pub(super) fn upkeep(&mut self, action: Action, cx: &mut Context) -> bool {
        match action {
            Action::Trash if !self.on_line() => self.ask_to_trash(cx),
            Action::Star => {
                let customer = self.opened().or_else(|| self.rows.selected().map(|row| row.id));
                if let Some(customer) = customer.filter(|_| self.starring.is_none()) {
                    let request = UpkeepRequest::Star { customer, on: None };
                    self.starring = Some((cx.ask(Request::Upkeep(Box::new(request))), customer));
                }
            }
            Action::Recent => {
                let recent = Recent::open(cx);
                cx.opened.push(Box::new(recent));
            }
            Action::Duplicates => {
                let duplicates = DuplicatesView::open(cx);
                cx.opened.push(Box::new(duplicates));
            }
            Action::TrashList => {
                let trash = TrashView::open(cx);
                cx.opened.push(Box::new(trash));
            }
            Action::MergeMarked => {
                let marked: Vec<Id> = self.marks.keys().copied().collect();
                if let [one, other] = marked[..] {
                    let merge = MergeView::open(one, other, cx);
                    cx.opened.push(Box::new(merge));
                }
            }
            _ => return false,
        }
        true
    }

    /// Whether a line of the opened timeline is at hand, rather than its customer.
    pub(super) fn on_line(&self) -> bool {
        self.in_detail && self.detail.as_ref().is_some_and(Detail::on_line)
    }

    fn ask_to_trash(&self, cx: &mut Context) {
        let asked = if self.in_detail {
            self.detail.as_ref().and_then(Detail::loaded).map(|detail| {
                let customer = &detail.customer;
                IntoTrash::one(customer.id, customer.version, &customer.name)
            })
        } else if self.marks.is_empty() {
            self.rows.selected().map(|row| IntoTrash::one(row.id, row.version, &row.name))
        } else {
            Some(IntoTrash::many(self.marks.values().map(|marked| (marked.id, marked.version)).collect(), cx))
        };
        if let Some(asked) = asked {
            cx.opened.push(Box::new(asked));
        }
    }

    pub(super) fn starred(&mut self, result: Result<Reply, Problem>, cx: &mut Context) {
        let Some((_, customer)) = self.starring.take() else { return };
        match result {
            Ok(Reply::Upkeep(reply)) => {
                if let UpkeepReply::Starred(on) = *reply {
                    self.rows.change(customer, |row| row.starred = on);
                    if let Some(detail) = self.detail.as_mut().filter(|detail| detail.id == customer) {
                        detail.star(on);
                    }
                    cx.say(Tone::Good, cx.t(if on { "star-on" } else { "star-off" }));
                    if self.filter_text.contains("starred") {
                        self.reload(cx);
                    }
                }
            }
            Ok(_) => {}
            Err(problem) => cx.complain(&problem),
        }
    }

    /// These are in the trash now: nothing of them stays on the screen.
    pub(super) fn trashed(&mut self, customers: &[Id], cx: &mut Context) {
        self.marks.retain(|id, _| !customers.contains(id));
        self.marking = None;
        if self.detail.as_ref().is_some_and(|detail| customers.contains(&detail.id)) {
            self.detail = None;
            self.in_detail = false;
        }
        self.reload(cx);
    }

    /// One customer is now a part of another one.
    pub(super) fn merged(&mut self, keep: Id, gone: Id, cx: &mut Context) {
        let (shown, focused) = (self.detail.as_ref().map(|detail| detail.id), self.in_detail);
        self.trashed(&[gone], cx);
        self.marks.remove(&keep);
        if shown == Some(gone) {
            self.detail = Some(Detail::open(keep, cx));
            self.in_detail = focused;
        } else if let Some(detail) = self.detail.as_mut().filter(|detail| detail.id == keep) {
            detail.refresh(cx);
        }
    }
}
