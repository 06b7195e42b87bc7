//! Saved views: open one, save the list as it is now, share, delete.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::view_form::ViewForm;
use crate::desk::api::{Problem, Reply, Request, View, ViewDraft, ViewList};
use crate::domain::Id;
use crate::ui::context::{Context, Facts, Intent, Tone, role_key};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::tickets::words;
use crate::ui::widgets::choose::joined;
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct Views {
    /// The list as it is now, to be saved.
    now: ViewDraft,
    views: Vec<View>,
    at: usize,
    /// The ask for the views, and the one that deletes.
    loading: Option<u64>,
    deleting: Option<u64>,
    /// The view whose deletion was asked for once: a second time does it.
    sure: Option<Id>,
    problem: Option<Problem>,
}

impl Views {
    pub fn new(now: ViewDraft, cx: &mut Context) -> Self {
        let loading = Some(cx.ask(Request::Views(now.list.kind())));
        Self { now, views: Vec::new(), at: 0, loading, deleting: None, sure: None, problem: None }
    }

    fn load(&mut self, cx: &mut Context) {
        self.loading = Some(cx.ask(Request::Views(self.now.list.kind())));
    }

    fn selected(&self) -> Option<&View> {
        self.views.get(self.at)
    }

    /// Who else sees a view, or whose it is.
    fn note(view: &View, cx: &Context) -> String {
        let roles: Vec<String> = view.draft.shared.iter().map(|role| cx.t(role_key(*role))).collect();
        match (view.mine, roles.is_empty()) {
            (true, true) => cx.t("view-private"),
            (true, false) => cx.i18n.t_with("view-shared", &[("roles", roles.join(", ").into())]),
            (false, _) => cx.i18n.t_with("view-of", &[("name", view.member.clone().into())]),
        }
    }
}

/// What a view shows of its list: the filter, and of tickets the queue.
pub fn narrowed(draft: &ViewDraft, cx: &Context) -> String {
    match &draft.list {
        ViewList::Customers { .. } => draft.filter.clone(),
        ViewList::Tickets { queue, .. } => joined([cx.t(words::queue_key(*queue)), draft.filter.clone()], cx),
    }
}

impl Layer for Views {
    fn place(&self) -> Place {
        Place::Views
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-views")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = self.selected().is_some();
        facts.may_delete = self.selected().is_some_and(|view| view.mine || facts.may_share);
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if action != Action::Delete {
            self.sure = None;
        }
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.views.len().saturating_sub(1)),
            Action::Confirm => {
                cx.intents.extend(self.selected().cloned().map(|view| Intent::OpenView(Box::new(view))));
                return Answer::Close;
            }
            Action::SaveAs => cx.opened.push(Box::new(ViewForm::new(self.now.clone()))),
            Action::Share => {
                if let Some(view) = self.selected() {
                    cx.opened.push(Box::new(ViewForm::share(view.draft.clone(), view.id)));
                }
            }
            Action::Delete => {
                // The question is asked where the problem stood.
                self.problem = None;
                if let Some(id) = self.selected().map(|view| view.id).filter(|_| self.deleting.is_none()) {
                    if self.sure == Some(id) {
                        self.deleting = Some(cx.ask(Request::DeleteView(id)));
                    } else {
                        self.sure = Some(id);
                    }
                }
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.views.len().saturating_sub(1));
        if double { self.act(Action::Confirm, cx) } else { Answer::Consumed }
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.loading, self.deleting].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let deleted = self.deleting == Some(ticket);
        if deleted {
            self.deleting = None;
            self.sure = None;
        } else {
            self.loading = None;
        }
        match result {
            Ok(Reply::Views(views)) => {
                self.at = self.at.min(views.len().saturating_sub(1));
                (self.views, self.problem) = (views, None);
            }
            Ok(Reply::ViewDeleted) => {
                cx.say(Tone::Good, cx.t("view-deleted"));
                self.load(cx);
            }
            Ok(_) => {}
            Err(problem) => self.problem = Some(problem),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        if !matches!(intent, Intent::ViewsChanged) {
            return Answer::Ignored;
        }
        self.load(cx);
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let rows = u16::try_from(self.views.len()).unwrap_or(u16::MAX);
        // What is asked or went wrong stands below the list.
        let below = if self.views.is_empty() || (self.problem.is_none() && self.sure.is_none()) { 0 } else { 2 };
        let height = rows.saturating_add(2 + below).clamp(4, 16);
        let inside = paint::popup(buf, area, 76, height, &cx.t("place-views"), theme);
        let list = Rect { height: inside.height.saturating_sub(below), ..inside };
        let foot = inside.bottom().saturating_sub(1);
        if self.views.is_empty() {
            let (words, style) = match &self.problem {
                Some(problem) => (format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad()),
                None if self.loading.is_some() => (cx.t("loading"), theme.dim()),
                None => {
                    let key = cx.keys.written("save-view");
                    (cx.i18n.t_with("views-none", &[("key", key.into())]), theme.dim())
                }
            };
            paint::paragraph(buf, list, &words, style);
            return Some(Position::new(inside.x, inside.y));
        }
        let top = (self.at + 1).saturating_sub(usize::from(list.height));
        let mut cursor = None;
        for (index, view) in self.views.iter().enumerate().skip(top).take(usize::from(list.height)) {
            let y = list.y + u16::try_from(index - top).unwrap_or(0);
            cx.hits.add(Rect::new(list.x, y, list.width, 1), Target::Row(index));
            let here = index == self.at;
            if here {
                paint::text(buf, list.x, y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(list.x, y));
            }
            let style = if here { theme.selected() } else { theme.text() };
            let used = paint::text(buf, list.x + 2, y, 26, &view.draft.name, style).max(18);
            let right = paint::right(buf, list.x, y, list.width, &Self::note(view, cx), theme.dim());
            let x = list.x + used + 4;
            paint::text(buf, x, y, right.saturating_sub(x + 1), &narrowed(&view.draft, cx), theme.dim());
        }
        let (words, style) = match (&self.problem, self.sure, self.selected()) {
            (Some(problem), ..) => (format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad()),
            (None, Some(_), Some(view)) => {
                let args = [("name", view.draft.name.clone().into()), ("key", cx.keys.written("delete-view").into())];
                (cx.i18n.t_with("view-sure", &args), theme.warn())
            }
            _ => (String::new(), theme.dim()),
        };
        if below > 0 {
            paint::text(buf, inside.x, foot, inside.width, &words, style);
        }
        cursor
    }
}
