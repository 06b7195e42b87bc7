//! How an opened ticket is drawn: what it is, how it stands, and what was said, newest first.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::open::OpenTicket;
use super::words;
use crate::desk::api::{Presence, TicketDetail, TicketNoteRow};
use crate::domain::sla::{Clock, Standing};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::screens::detail::Load;
use crate::ui::screens::detail_view::activity_key;
use crate::ui::widgets::sheet::{self, Line, cell, wrapped};
use crate::ui::widgets::{markdown, paint};

const LABEL: u16 = 15;

/// What stays in view: number and subject, who else is here, whose it is.
pub fn head(detail: &TicketDetail, width: u16, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let ticket = &detail.row.ticket;
    let subject = format!("#{} {}", ticket.number, ticket.subject);
    let mut lines: Vec<(String, Style)> =
        paint::first_lines(&subject, width, 2).into_iter().map(|line| (line, theme.strong())).collect();
    let requester = if detail.row.customer.is_empty() { cx.t("ticket-no-requester") } else { requester(detail) };
    let mut parts = vec![requester];
    parts.extend([&ticket.kind, &ticket.product].into_iter().filter(|part| !part.is_empty()).cloned());
    parts.push(cx.t(words::channel_key(ticket.channel)));
    let about = paint::first_lines(&parts.join(theme.between()), width, 2);
    lines.extend(about.into_iter().map(|line| (line, theme.dim())));
    if !detail.present.is_empty() {
        let all: Vec<String> = detail.present.iter().map(|one| present(one, cx)).collect();
        let words = format!("@ {}", all.join(theme.between()));
        lines.extend(paint::first_lines(&words, width, 2).into_iter().map(|line| (line, theme.warn())));
    }
    lines
}

fn requester(detail: &TicketDetail) -> String {
    format!("{} ({})", detail.row.customer, detail.row.code)
}

fn present(one: &Presence, cx: &Context) -> String {
    let key = if one.writing { "ticket-writing" } else { "ticket-looking" };
    cx.i18n.t_with(key, &[("name", one.member.clone().into())])
}

/// What can be scrolled.
pub fn lines(detail: &TicketDetail, width: u16, cx: &Context) -> Vec<Line> {
    let mut lines = about(detail, width, cx);
    lines.push(Line::blank());
    lines.push(Line::heading(cx.t("ticket-conversation"), cx.theme));
    if detail.notes.is_empty() {
        let words = if detail.may_note {
            cx.i18n.t_with("ticket-no-notes-add", &[("key", cx.keys.written("internal-note").into())])
        } else {
            cx.t("ticket-no-notes")
        };
        let words = paint::wrap(&words, usize::from(width.saturating_sub(2)));
        lines.extend(words.into_iter().map(|words| Line::of(vec![cell(0, words, cx.theme.dim())])));
    }
    for note in &detail.notes {
        lines.extend(said(note, width, cx));
    }
    if !detail.timeline.is_empty() {
        lines.push(Line::blank());
        lines.push(Line::heading(cx.t("ticket-timeline"), cx.theme));
    }
    for row in &detail.timeline {
        let theme = cx.theme;
        let first = markdown::first_line(&row.activity.text);
        lines.push(Line::of(vec![
            cell(13, cx.stamp(row.activity.at), theme.dim()),
            cell(10, cx.t(activity_key(row.activity.kind)), theme.dim()),
            cell(0, first, theme.text()),
        ]));
    }
    lines
}

fn about(detail: &TicketDetail, width: u16, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let ticket = &detail.row.ticket;
    let pair = |label: &str, words: String, style: Style| {
        Line::of(vec![cell(LABEL, cx.t(label), theme.dim()), cell(0, words, style)])
    };
    let long =
        |label: &str, words: &str| wrapped(&cx.t(label), words, LABEL, width.saturating_sub(2), theme.text(), theme);
    let (urgency, urgent) = words::priority(ticket.priority, cx);
    let owner = if detail.row.owner.is_empty() { cx.t("filter-nobody") } else { detail.row.owner.clone() };
    let mut lines = vec![
        pair("field-status", words::status(&ticket.status, ticket.phase, cx), theme.strong()),
        pair("field-priority", urgency, urgent),
        pair("field-owner", owner, theme.text()),
        pair("ticket-queue", detail.row.department.clone(), theme.text()),
    ];
    for (label, clock) in [("ticket-respond", &ticket.clocks.respond), ("ticket-resolve", &ticket.clocks.resolve)] {
        if clock.standing(cx.now) != Standing::None {
            let (words, style) = promise(clock, cx);
            lines.push(pair(label, words, style));
        }
    }
    let watchers: Vec<&str> = detail.watchers.iter().map(|(_, name)| name.as_str()).collect();
    if !watchers.is_empty() {
        lines.extend(long("ticket-watchers", &watchers.join(", ")));
    }
    for (index, other) in detail.related.iter().enumerate() {
        let phase = cx.t(words::phase_key(other.phase));
        let words = format!("#{} {}{}{phase}", other.number, other.subject, theme.between());
        let label = if index == 0 { cx.t("ticket-related") } else { String::new() };
        lines.push(Line::of(vec![cell(LABEL, label, theme.dim()), cell(0, words, theme.text())]));
    }
    if !detail.merged.is_empty() {
        let numbers: Vec<String> = detail.merged.iter().map(|(_, number)| format!("#{number}")).collect();
        lines.extend(long("ticket-merged", &numbers.join(", ")));
    }
    if let Some((_, number)) = detail.merged_into {
        lines.push(pair("ticket-merged-into", format!("#{number}"), theme.warn()));
    }
    if let Some(score) = ticket.satisfaction {
        lines.push(pair(
            "ticket-satisfaction",
            cx.i18n.t_with("ticket-score", &[("score", score.into())]),
            theme.text(),
        ));
    }
    lines
}

/// A promise with its moment.
fn promise(clock: &Clock, cx: &Context) -> (String, Style) {
    let (words, style) = words::promise(clock, cx);
    let at = clock.ended.or_else(|| clock.due.filter(|_| clock.left.is_none()));
    (at.map_or_else(|| words.clone(), |at| format!("{words} ({})", cx.short(at))), style)
}

/// One line of the conversation: a mark and a word tell who reads it.
fn said(row: &TicketNoteRow, width: u16, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let (mark, key, style) = if row.note.public {
        ("→", "ticket-note-public", theme.accent())
    } else {
        (theme.dot(), "ticket-note-internal", theme.dim())
    };
    let who = [row.member.clone(), cx.short(row.note.at)].join(theme.between());
    let title = format!("{mark} {}{}{who}", cx.t(key), theme.between());
    let mut lines = vec![Line::of(vec![cell(0, title, style)])];
    let text = paint::wrap(&row.note.text, usize::from(width.saturating_sub(4).max(8)));
    lines.extend(text.into_iter().map(|words| Line::of(vec![cell(2, "", style), cell(0, words, theme.text())])));
    lines
}

impl OpenTicket {
    /// Draws the ticket; answers where the cursor stands when the pane has the focus.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Position {
        let theme = cx.theme;
        cx.hits.add(area, Target::Pane);
        let inside = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height);
        let start = Position::new(inside.x, inside.y);
        let detail = match self.state() {
            Load::Ready(detail) => detail,
            Load::Waiting => {
                paint::text(buf, inside.x, inside.y, inside.width, &cx.t("loading"), theme.dim());
                return start;
            }
            Load::Failed(problem) => {
                let again = cx.i18n.t_with("press-reload", &[("key", cx.keys.written("reload").into())]);
                let words = format!("{} {} {again}", theme.no(), cx.i18n.problem(problem));
                paint::paragraph(buf, inside, &words, theme.bad());
                return start;
            }
        };
        let mut y = inside.y;
        for (words, style) in head(detail, inside.width, cx) {
            paint::text(buf, inside.x, y, inside.width, &words, style);
            y += 1;
        }
        paint::rule(buf, inside.x, y, inside.width, theme);
        let body = Rect::new(inside.x, y + 1, inside.width, inside.bottom().saturating_sub(y + 1));
        let lines = lines(detail, inside.width, cx);
        let first = self.first_line(lines.len(), usize::from(body.height));
        sheet::draw(buf, body, &lines[first..], None, cx);
        let more = lines.len() - first > usize::from(body.height);
        if more && body.height > 0 {
            let down = if theme.ascii { "v" } else { "↓" };
            paint::right(buf, body.x, body.bottom() - 1, body.width, down, theme.key());
        }
        start
    }
}
