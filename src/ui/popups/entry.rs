//! One entry of the log, whole.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{LogDetail, Problem, Reply, Request, Verified};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail::Load;
use crate::ui::screens::detail_view::{action_key, outcome_key};
use crate::ui::screens::log::verified_key;
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct EntryView {
    ticket: Option<u64>,
    data: Load<Box<LogDetail>>,
    sequence: i64,
}

impl EntryView {
    pub fn open(sequence: i64, cx: &mut Context) -> Self {
        Self { ticket: Some(cx.ask(Request::LogEntry(sequence))), data: Load::Waiting, sequence }
    }

    /// The customer an entry is about, if it is about one.
    fn customer(&self) -> Option<crate::domain::Id> {
        use crate::domain::Action as A;
        let Load::Ready(detail) = &self.data else { return None };
        let entry = &detail.row.entry;
        match entry.action {
            A::CustomerView
            | A::CustomerLookup
            | A::CustomerCreate
            | A::CustomerEdit
            | A::NoteAdd
            | A::FieldReveal
            | A::FieldCopy
            | A::FieldCheck => entry.subject,
            _ => None,
        }
    }
}

impl Layer for EntryView {
    fn place(&self) -> Place {
        Place::Entry
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.i18n.lang.number(self.sequence)]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.entry_customer = self.customer().is_some() && facts.may_list;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::ToCustomer => {
                if let Some(id) = self.customer() {
                    cx.intents.push(Intent::OpenCustomer(id));
                }
                Answer::Close
            }
            Action::Cancel => Answer::Close,
            _ => Answer::Ignored,
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, _cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::LogEntry(detail)) => self.data = Load::Ready(detail),
            Err(problem) => self.data = Load::Failed(problem),
            Ok(_) => {}
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let number = cx.i18n.lang.number(self.sequence);
        let title = cx.i18n.t_with("entry-title", &[("number", number.into())]);
        let inside = paint::popup(buf, area, 86, 18, &title, theme);
        let detail = match &self.data {
            Load::Ready(detail) => detail,
            Load::Waiting => {
                paint::text(buf, inside.x, inside.y, inside.width, &cx.t("loading"), theme.dim());
                return None;
            }
            Load::Failed(problem) => {
                paint::paragraph(buf, inside, &format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad());
                return None;
            }
        };
        let (row, entry) = (&detail.row, &detail.row.entry);
        let good = row.verified == Verified::Good;
        let mark = format!("{} {}", if good { theme.yes() } else { theme.no() }, cx.t(verified_key(row.verified)));
        let id = |id: Option<crate::domain::Id>| id.map(|id| id.to_string()).unwrap_or_default();
        let subject = [row.subject.clone(), id(entry.subject)].into_iter().filter(|text| !text.is_empty());
        let member = if entry.member.is_some() { row.member.clone() } else { cx.t("entry-nobody") };
        let lines = [
            ("log-time", cx.exact(entry.at), theme.text()),
            ("log-member", member, theme.strong()),
            ("log-action", cx.t(&action_key(entry.action)), theme.strong()),
            ("log-subject", subject.collect::<Vec<_>>().join(theme.between()), theme.text()),
            ("log-outcome", cx.t(outcome_key(entry.outcome)), theme.text()),
            ("entry-reason", cx.reason(&entry.reason), theme.text()),
            ("entry-details", entry.details.clone(), theme.text()),
            ("entry-changes", cx.i18n.lang.number(i64::try_from(detail.changes).unwrap_or(0)), theme.text()),
            ("entry-origin", entry.origin.clone(), theme.text()),
            ("entry-session", id(entry.session), theme.dim()),
            ("entry-signer", detail.signer.clone(), theme.dim()),
            ("entry-previous", detail.previous.clone(), theme.dim()),
            ("entry-hash", detail.hash.clone(), theme.dim()),
            ("log-verified", mark, if good { theme.good() } else { theme.bad() }),
        ];
        let mut y = inside.y;
        for (key, value, style) in lines {
            let x = inside.x + 12;
            let room = Rect::new(x, y, inside.right().saturating_sub(x), inside.bottom().saturating_sub(y).min(2));
            if room.height == 0 {
                break;
            }
            paint::text(buf, inside.x, y, 11, &cx.t(key), theme.dim());
            y += paint::paragraph(buf, room, &value, style).max(1);
        }
        None
    }
}
