//! Who has seen a customer, how often, what and why: what a subject may ask for, in one answer.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{Problem, Reply, Request, Seen, SeenRow};
use crate::domain::{Action as Deed, Id};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::admin::listing::{moved, said};
use crate::ui::screens::detail::Load;
use crate::ui::screens::detail_view::action_key;
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Line, cell};

/// Where values begin.
const VALUES: u16 = 12;

#[derive(Debug)]
pub struct SeenView {
    ticket: Option<u64>,
    data: Load<Box<Seen>>,
    at: usize,
}

impl SeenView {
    pub fn open(customer: Id, cx: &mut Context) -> Self {
        Self { ticket: Some(cx.ask(Request::Seen { customer })), data: Load::Waiting, at: 0 }
    }

    fn rows(&self) -> usize {
        if let Load::Ready(seen) = &self.data { seen.rows.len() } else { 0 }
    }
}

impl Layer for SeenView {
    fn place(&self) -> Place {
        Place::Seen
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-seen")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if action == Action::Cancel {
            return Answer::Close;
        }
        match moved(self.at, self.rows(), action, cx.body_height()) {
            Some(to) => {
                self.at = to;
                Answer::Consumed
            }
            None => Answer::Ignored,
        }
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.rows().saturating_sub(1));
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, _cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Seen(seen)) => self.data = Load::Ready(seen),
            Err(problem) => self.data = Load::Failed(problem),
            Ok(_) => {}
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let seen = match &self.data {
            Load::Ready(seen) => seen,
            Load::Waiting | Load::Failed(_) => {
                let inside = paint::popup(buf, area, 78, 8, &cx.t("place-seen"), theme);
                let problem = if let Load::Failed(problem) = &self.data { Some(problem) } else { None };
                return Some(said(buf, inside, problem.is_none(), problem, "", cx));
            }
        };
        let width = area.width.min(100);
        let mut lines: Vec<Line> =
            seen.rows.iter().enumerate().flat_map(|(row, seen)| row_lines(row, seen, width - 6, cx)).collect();
        // No blank row after the last one.
        lines.pop();
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(4).clamp(7, area.height);
        let title = cx.i18n.t_with("seen-title", &[("code", seen.code.clone().into())]);
        let inside = paint::popup(buf, area, width, height, &title, theme);
        let count = cx.i18n.t_with("seen-count", &[("count", seen.rows.len().into())]);
        let since = seen.since.map(|at| cx.i18n.t_with("seen-since", &[("moment", cx.moment(at).into())]));
        let lead: Vec<String> = std::iter::once(count).chain(since).collect();
        paint::text(buf, inside.x + 2, inside.y, inside.width - 2, &lead.join(theme.between()), theme.dim());
        let body = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        if lines.is_empty() {
            return Some(said(buf, body, false, None, &cx.t("access-none"), cx));
        }
        sheet::draw(buf, body, &lines, Some(self.at), cx)
    }
}

/// One member: the name with the first and the last time, then what was done, shown, and given as a reason.
fn row_lines(index: usize, row: &SeenRow, width: u16, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let from_to = [cx.moment(row.first), cx.moment(row.last)];
    let times = if row.first == row.last { from_to[0].clone() } else { from_to.join(" - ") };
    let name = [row.member.clone(), cx.role_named(&row.role)].into_iter().filter(|words| !words.is_empty());
    let name = name.collect::<Vec<_>>().join(theme.between());
    let mut lines = vec![Line::row(
        index,
        vec![cell(width.saturating_sub(40), name, theme.strong()), cell(0, times, theme.text())],
    )];
    let counted = |all: Vec<(String, u32)>| {
        let words = all.into_iter().map(|(words, count)| match count {
            1 => words,
            count => format!("{words} ({})", cx.i18n.lang.number(count.into())),
        });
        words.collect::<Vec<_>>().join(", ")
    };
    let act = |name: &String| Deed::from_name(name).map_or_else(|| name.clone(), |deed| cx.t(&action_key(deed)));
    let acts = counted(row.acts.iter().map(|(name, count)| (act(name), *count)).collect());
    let fields = counted(row.fields.iter().map(|(field, count)| (cx.i18n.field(field.name()), *count)).collect());
    let reasons = counted(row.reasons.iter().map(|(reason, count)| (cx.reason(reason), *count)).collect());
    for (key, words) in [("seen-acts", acts), ("seen-fields", fields), ("seen-reasons", reasons)] {
        if !words.is_empty() {
            lines.extend(sheet::wrapped(&cx.t(key), &words, VALUES, width, theme.text(), theme));
        }
    }
    lines.push(Line::blank());
    lines
}
