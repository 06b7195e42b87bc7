//! Whom else one customer is shown to: private or not, and members with whom it is shared.

mod form;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{CustomerDetail, Problem, Reply, Request, Sharing, SharingChange};
use crate::domain::{Id, ShareLevel};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail::Load;
use crate::ui::widgets::paint;
use form::ShareForm;

#[derive(Debug)]
pub struct SharingView {
    customer: Id,
    name: String,
    data: Load<Box<Sharing>>,
    ticket: Option<u64>,
    at: usize,
}

const fn level_key(level: ShareLevel) -> &'static str {
    match level {
        ShareLevel::View => "share-view-only",
        ShareLevel::Edit => "share-edit",
    }
}

impl SharingView {
    pub fn open(detail: &CustomerDetail, cx: &mut Context) -> Self {
        let customer = detail.customer.id;
        let ticket = Some(cx.ask(Request::Sharing { customer }));
        Self { customer, name: detail.customer.name.clone(), data: Load::Waiting, ticket, at: 0 }
    }

    fn loaded(&self) -> Option<&Sharing> {
        if let Load::Ready(sharing) = &self.data { Some(sharing) } else { None }
    }

    fn take(&mut self, sharing: Box<Sharing>) {
        self.at = self.at.min(sharing.members.len().saturating_sub(1));
        self.data = Load::Ready(sharing);
    }

    /// One change at a time.
    fn change(&mut self, change: Option<SharingChange>, cx: &mut Context) {
        if let Some(change) = change.filter(|_| self.ticket.is_none()) {
            self.ticket = Some(cx.ask(Request::Share { customer: self.customer, change }));
        }
    }

    fn draw_sharing(&self, buf: &mut Buffer, area: Rect, sharing: &Sharing, cx: &Context) -> Option<Position> {
        const NAME: u16 = 26;
        let theme = cx.theme;
        let (mark, key) = if sharing.private { (theme.yes(), "share-private") } else { (" ", "share-open") };
        let words = format!("[{mark}] {}", cx.t(key));
        let used = paint::paragraph(buf, Rect { height: area.height.min(3), ..area }, &words, theme.text());
        let list = Rect { y: area.y + used + 1, height: area.height.saturating_sub(used + 1), ..area };
        if sharing.members.is_empty() {
            let words = cx.i18n.t_with("share-none", &[("key", cx.keys.written("share-with").into())]);
            paint::paragraph(buf, list, &words, theme.dim());
            return Some(list.as_position());
        }
        let top = (self.at + 1).saturating_sub(usize::from(list.height));
        let mut cursor = None;
        for (index, shared) in sharing.members.iter().enumerate().skip(top).take(usize::from(list.height)) {
            let line = Rect::new(list.x, list.y + u16::try_from(index - top).unwrap_or(0), list.width, 1);
            cx.hits.add(line, Target::Row(index));
            let here = index == self.at;
            if here {
                paint::text(buf, line.x, line.y, 1, theme.marker(), theme.accent());
                cursor = Some(line.as_position());
            }
            let until = match shared.until {
                Some(at) => cx.i18n.t_with("filter-until", &[("date", cx.short(at).into())]),
                None => String::new(),
            };
            let at = paint::right(buf, line.x, line.y, line.width, &until, theme.dim());
            let style = if here { theme.selected() } else { theme.text() };
            let room = at.saturating_sub(line.x + 3);
            paint::text(buf, line.x + 2, line.y, room.min(NAME), &shared.name, style);
            let x = line.x + 4 + NAME;
            let level = cx.t(level_key(shared.level));
            paint::text(buf, x, line.y, at.saturating_sub(x + 1), &level, theme.dim());
        }
        cursor
    }
}

impl Layer for SharingView {
    fn place(&self) -> Place {
        Place::Sharing
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-sharing")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_delete = self.loaded().is_some_and(|sharing| !sharing.members.is_empty());
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let chosen = self.loaded().and_then(|sharing| sharing.members.get(self.at)).map(|shared| shared.member);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => {
                let last = self.loaded().map_or(0, |sharing| sharing.members.len()).saturating_sub(1);
                self.at = (self.at + 1).min(last);
            }
            Action::Mark => {
                let turned = self.loaded().map(|sharing| SharingChange::Private(!sharing.private));
                self.change(turned, cx);
            }
            Action::New if self.loaded().is_some() => {
                let form = ShareForm::new(self.customer, cx);
                cx.opened.push(Box::new(form));
            }
            Action::New => {}
            Action::Delete => self.change(chosen.map(|member| SharingChange::Unshare { member }), cx),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row;
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Sharing(sharing)) => self.take(Box::new(sharing)),
            Ok(_) => {}
            Err(problem) if self.loaded().is_some() => cx.complain(&problem),
            Err(problem) => self.data = Load::Failed(problem),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, _cx: &mut Context) -> Answer {
        let Intent::Shared(sharing) = intent else { return Answer::Ignored };
        self.take(sharing.clone());
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 74, 16, &cx.t("place-sharing"), theme);
        paint::text(buf, inside.x, inside.y, inside.width, &self.name, theme.strong());
        let body = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        match &self.data {
            Load::Ready(sharing) => return self.draw_sharing(buf, body, sharing, cx),
            Load::Waiting => {
                paint::text(buf, body.x, body.y, body.width, &cx.t("loading"), theme.dim());
            }
            Load::Failed(problem) => {
                paint::paragraph(buf, body, &format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad());
            }
        }
        Some(body.as_position())
    }
}
