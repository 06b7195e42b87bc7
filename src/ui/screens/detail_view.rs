//! How an opened customer is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::detail::{Detail, Feed, Load, Tab};
use super::detail_more;
use super::timeline_words::{about, mark, next_words, outcome};
use crate::desk::api::{ActivityDraft, CustomerDetail, LogRow, TicketRow, TimelineRow};
use crate::domain::{ActivityKind, CustomerKind, Direction, Outcome, Status};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::i18n::I18n;
use crate::ui::keymap;
use crate::ui::screens::admin::listing::said;
use crate::ui::screens::columns::State;
use crate::ui::screens::tickets::draw as ticket_rows;
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::{markdown, paint, tabs};

pub const fn status_key(status: Status) -> &'static str {
    match status {
        Status::Lead => "status-lead",
        Status::Active => "status-active",
        Status::Inactive => "status-inactive",
        Status::Blocked => "status-blocked",
    }
}

pub const fn kind_key(kind: CustomerKind) -> &'static str {
    match kind {
        CustomerKind::Person => "kind-person",
        CustomerKind::Company => "kind-company",
    }
}

pub const fn activity_key(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Note => "activity-note",
        ActivityKind::Call => "activity-call",
        ActivityKind::Email => "activity-email",
        ActivityKind::Meeting => "activity-meeting",
        ActivityKind::Visit => "activity-visit",
        ActivityKind::Chat => "activity-chat",
    }
}

/// What an entry of the log says beside its columns, as `name: value`; a field by its name on the screens.
pub fn details(i18n: &I18n, json: &str, between: &str) -> String {
    let Ok(Value::Object(all)) = serde_json::from_str(json) else { return json.to_owned() };
    let said = |(name, value): (&String, &Value)| {
        let value = match value {
            Value::String(field) if name == "field" => i18n.field(field),
            Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        format!("{}: {value}", name.replace('_', " "))
    };
    all.iter().map(said).collect::<Vec<_>>().join(between)
}

/// The text of a log action: `action-` and its name with dashes.
pub fn action_key(action: crate::domain::Action) -> String {
    format!("action-{}", action.name().replace(['.', '_'], "-"))
}

pub const fn outcome_key(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "outcome-done",
        Outcome::Denied => "outcome-denied",
        Outcome::Failed => "outcome-failed",
    }
}

const LABEL: u16 = 16;

impl Detail {
    /// Draws the customer; answers where the cursor stands when the pane has the focus.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, focused: bool, cx: &Context) -> Position {
        cx.hits.add(area, Target::Pane);
        let inside = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height);
        let detail = match self.state() {
            Load::Ready(detail) => detail,
            Load::Waiting => return said(buf, area, true, None, "", cx),
            Load::Failed(problem) => return said(buf, area, false, Some(problem), "", cx),
        };
        self.draw_head(buf, inside, detail, cx);
        let body = Rect::new(inside.x, inside.y + 4, inside.width, inside.height.saturating_sub(4));
        match self.tab {
            Tab::Overview => self.draw_overview(buf, body, detail, focused, cx),
            Tab::Timeline => self.draw_timeline(buf, body, focused, cx),
            Tab::Tickets => match &self.tickets {
                Some(feed) => draw_tickets(buf, body, feed, focused, cx),
                None => Position::new(body.x, body.y),
            },
            Tab::People => detail_more::draw_people(buf, body, &self.people, focused, cx),
            Tab::Access => draw_access(buf, body, &self.access, focused, cx),
        }
    }

    fn draw_head(&self, buf: &mut Buffer, area: Rect, detail: &CustomerDetail, cx: &Context) {
        let theme = cx.theme;
        let customer = &detail.customer;
        let mut used = paint::text(buf, area.x, area.y, area.width.saturating_sub(14), &customer.name, theme.strong());
        if detail.starred {
            paint::text(buf, area.x + used + 1, area.y, 1, theme.star(), theme.accent());
            used += 2;
        }
        let code = area.width.saturating_sub(used + 2);
        paint::right(buf, area.x + used + 2, area.y, code, &customer.code, theme.dim());
        let status = cx.t(status_key(customer.status));
        let mut parts = vec![cx.t(kind_key(customer.kind)), status];
        parts.extend([&customer.company, &customer.city].into_iter().filter(|text| !text.is_empty()).cloned());
        paint::text(buf, area.x, area.y + 1, area.width, &parts.join(theme.between()), theme.dim());
        let tabs = self.tabs();
        let name = |tab: &Tab| {
            let key = match tab {
                Tab::Overview => "tab-overview",
                Tab::Timeline => "tab-timeline",
                Tab::Tickets => "tab-tickets",
                Tab::People => "tab-people",
                Tab::Access => "tab-access",
            };
            (cx.t(key), if *tab == self.tab { theme.accent() } else { theme.dim() })
        };
        let names: Vec<_> = tabs.iter().map(name).collect();
        let chosen = tabs.iter().position(|tab| *tab == self.tab).unwrap_or(0);
        let line = Rect::new(area.x.saturating_sub(1), area.y + 2, area.width + 2, 1).intersection(buf.area);
        tabs::draw(buf, line, &names, chosen, cx);
        paint::rule(buf, area.x, area.y + 3, area.width, theme);
    }

    fn draw_overview(
        &self,
        buf: &mut Buffer,
        area: Rect,
        detail: &CustomerDetail,
        focused: bool,
        cx: &Context,
    ) -> Position {
        let theme = cx.theme;
        let mut cursor = Position::new(area.x, area.y);
        let mut y = area.y;
        for (index, masked) in detail.masked.iter().enumerate() {
            if y >= area.bottom() {
                break;
            }
            let selected = index == self.field && focused;
            cx.hits.add(Rect::new(area.x, y, area.width, 1), Target::Field(index));
            if selected {
                paint::text(buf, area.x, y, 1, theme.marker(), theme.accent());
                cursor.y = y;
            }
            paint::text(buf, area.x + 2, y, LABEL - 1, &cx.i18n.field(masked.field.name()), theme.dim());
            let x = area.x + 2 + LABEL;
            let width = area.right().saturating_sub(x);
            let hints = self.field_hints(detail, masked.field, cx);
            let style = if selected { theme.selected() } else { theme.text() };
            let mut used = paint::text(buf, x, y, width, &masked.mask, style);
            let label = detail_more::point_label(&detail.more, masked.field, &cx.i18n);
            if !label.is_empty() {
                let words = format!("{}{label}", theme.between());
                used += paint::text(buf, x + used, y, width.saturating_sub(used), &words, theme.dim());
            }
            // The hint line names them too: where there is no room for both, the mask stays whole.
            if selected && usize::from(used) + hints.width() + 2 <= usize::from(width) {
                paint::right(buf, x, y, width, &hints, theme.key());
            }
            y += 1;
        }
        if detail.masked.is_empty() {
            let words = cx.i18n.t_with("detail-no-sealed", &[("key", cx.keys.written("edit").into())]);
            let rest = Rect::new(area.x + 2, y, area.width.saturating_sub(2), area.bottom().saturating_sub(y));
            y += paint::paragraph(buf, rest, &words, theme.dim());
        }
        y += 1;
        let customer = &detail.customer;
        let plain = [
            ("employer", detail.more.employer.as_ref().map(|one| one.name.clone()).unwrap_or_default()),
            ("company", customer.company.clone()),
            ("city", customer.city.clone()),
            ("country", customer.country.clone()),
            ("website", customer.website.clone()),
            ("since", cx.iso_date(&customer.since)),
            ("owner", detail.owner.clone()),
            ("department", detail.department.clone()),
            ("updated", cx.moment(customer.updated_at)),
            ("flags", customer.flags.clone()),
        ];
        let plain = plain.map(|(name, value)| (cx.i18n.field(name), value));
        let all = plain.into_iter().chain(detail_more::own_values(detail, &cx.i18n));
        for (label, value) in all.filter(|(_, value)| !value.is_empty()) {
            if y >= area.bottom() {
                break;
            }
            paint::text(buf, area.x + 2, y, LABEL - 1, &label, theme.dim());
            let x = area.x + 2 + LABEL;
            paint::text(buf, x, y, area.right().saturating_sub(x), &value, theme.text());
            y += 1;
        }
        let rest = Rect::new(area.x, y + 1, area.width, area.bottom().saturating_sub(y + 1));
        self.draw_newest(buf, rest, cx);
        cursor
    }

    /// The newest lines of the timeline, where there is room below the overview.
    fn draw_newest(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        const LEAST: u16 = 3;
        let rows = self.timeline.rows.all();
        if area.height < LEAST || rows.is_empty() {
            return;
        }
        let theme = cx.theme;
        paint::text(buf, area.x + 2, area.y, area.width.saturating_sub(2), &cx.t("tab-timeline"), theme.heading());
        for (index, row) in rows.iter().take(usize::from(area.height - 1)).enumerate() {
            let y = area.y + 1 + u16::try_from(index).unwrap_or(0);
            draw_line(buf, Rect::new(area.x, y, area.width, 1), row, theme.dim(), cx);
        }
    }

    fn draw_timeline(&self, buf: &mut Buffer, area: Rect, focused: bool, cx: &Context) -> Position {
        let (theme, feed) = (cx.theme, &self.timeline);
        let mut area = area;
        let empty = match self.kind {
            Some(kind) => {
                let args = [("kind", cx.t(activity_key(kind)).into()), ("key", cx.keys.written("filter-kind").into())];
                let words = cx.i18n.t_with("timeline-only", &args);
                paint::text(buf, area.x + 2, area.y, area.width.saturating_sub(2), &words, theme.warn());
                area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
                cx.t("timeline-none-kind")
            }
            None if cx.rights().note => {
                cx.i18n.t_with("timeline-none-note", &[("key", cx.keys.written("note").into())])
            }
            None => cx.t("timeline-none"),
        };
        let mut cursor = Position::new(area.x, area.y);
        if draw_state(buf, area, feed, empty, cx) {
            return cursor;
        }
        // The list above, the whole text of the selected line below.
        let below = (area.height / 3).clamp(3, 8);
        let list = Rect { height: area.height.saturating_sub(below + 1), ..area };
        let first = feed.rows.first_visible(usize::from(list.height));
        for (index, (selected, row)) in feed.rows.visible(usize::from(list.height)).enumerate() {
            let y = list.y + u16::try_from(index).unwrap_or(0);
            let line = Rect::new(list.x, y, list.width, 1);
            cx.hits.add(line, Target::Field(first + index));
            let style = if selected && focused { theme.selected() } else { theme.dim() };
            if selected {
                paint::text(buf, list.x, y, 1, theme.marker(), theme.accent());
                cursor.y = y;
            }
            draw_line(buf, line, row, style, cx);
        }
        paint::rule(buf, area.x, list.bottom(), area.width, theme);
        if let Some(row) = feed.rows.selected() {
            let words = Rect::new(area.x + 2, list.bottom() + 1, area.width.saturating_sub(2), below);
            draw_whole(buf, words, row, cx);
        }
        cursor
    }

    /// `r reveal  v check`, as far as this member may, from the table of actions.
    fn field_hints(&self, detail: &CustomerDetail, field: crate::domain::Field, cx: &Context) -> String {
        let facts = self.facts(crate::ui::context::Facts::default()).with_detail(detail, Some(field));
        let names: Vec<String> = cx
            .keys
            .hints(keymap::Place::Detail, &facts)
            .filter(|(binding, _)| matches!(binding.action, keymap::Action::Reveal | keymap::Action::Check))
            .map(|(binding, key)| format!("{} {}", keymap::written(key), cx.t(&format!("do-{}", binding.name))))
            .collect();
        names.join("  ")
    }
}

/// Words for a feed without rows; whether there were any to draw.
pub(super) fn draw_state<T: Keyed>(buf: &mut Buffer, area: Rect, feed: &Feed<T>, empty: String, cx: &Context) -> bool {
    if !feed.rows.is_empty() {
        return false;
    }
    let (words, style) = match &feed.problem {
        Some(problem) => (format!("{} {}", cx.theme.no(), cx.i18n.problem(problem)), cx.theme.bad()),
        None if feed.ticket.is_some() => (cx.t("loading"), cx.theme.dim()),
        None => (empty, cx.theme.dim()),
    };
    paint::paragraph(buf, Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area }, &words, style);
    true
}

/// One line of a timeline: when, what, who, what came of it, and how it begins.
fn draw_line(buf: &mut Buffer, line: Rect, row: &TimelineRow, time: ratatui::style::Style, cx: &Context) {
    let theme = cx.theme;
    let activity = &row.activity;
    paint::text(buf, line.x + 2, line.y, 12, &cx.stamp(activity.at), time);
    paint::text(buf, line.x + 15, line.y, 9, &cx.t(activity_key(activity.kind)), theme.dim());
    paint::text(buf, line.x + 24, line.y, 1, mark(activity.direction), theme.dim());
    paint::text(buf, line.x + 25, line.y, 7, &row.member, theme.dim());
    let x = line.x + 33;
    let mut room = line.right().saturating_sub(x);
    if activity.edited_at.is_some() && room > 30 {
        let begins = paint::right(buf, x, line.y, room, &cx.t("note-edited-mark"), theme.dim());
        room = begins.saturating_sub(x + 1);
    }
    let came = outcome(&ActivityDraft::from(activity), cx);
    let used = paint::text(buf, x, line.y, room, &came, theme.accent());
    let first = &markdown::first_line(&activity.text);
    let gap = if used > 0 && !first.is_empty() {
        paint::text(buf, x + used, line.y, room.saturating_sub(used), theme.between(), theme.dim())
    } else {
        0
    };
    paint::text(buf, x + used + gap, line.y, room.saturating_sub(used + gap), first, theme.text());
}

/// What a line says beside its columns, and its text as far as there is room.
fn draw_whole(buf: &mut Buffer, area: Rect, row: &TimelineRow, cx: &Context) {
    let theme = cx.theme;
    let said = ActivityDraft::from(&row.activity);
    let mut area = area;
    let more = said.outcome.is_some() || said.minutes.is_some() || said.direction != Direction::None;
    let lead = more.then(|| about(&said, cx)).into_iter().chain(next_words(&said.next_step, said.next_at, cx));
    for words in lead {
        paint::text(buf, area.x, area.y, area.width, &words, theme.dim());
        area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    }
    let lines = markdown::lines(&said.text, area.width, theme);
    markdown::draw(buf, area, &lines, 0);
    if lines.len() > usize::from(area.height) && area.height > 0 {
        paint::right(buf, area.x, area.bottom() - 1, area.width, "…", theme.dim());
    }
}

fn draw_tickets(buf: &mut Buffer, area: Rect, feed: &Feed<TicketRow>, focused: bool, cx: &Context) -> Position {
    let mut cursor = Position::new(area.x, area.y);
    let empty = if cx.rights().create_tickets {
        cx.i18n.t_with("customer-no-tickets-new", &[("key", cx.keys.written("ticket-of-customer").into())])
    } else {
        cx.t("customer-no-tickets")
    };
    if draw_state(buf, area, feed, empty, cx) {
        return cursor;
    }
    let columns = ticket_rows::plain_columns(area.width, feed.rows.all());
    let first = feed.rows.first_visible(usize::from(area.height));
    for (index, (selected, row)) in feed.rows.visible(usize::from(area.height)).enumerate() {
        let line = Rect::new(area.x, area.y + u16::try_from(index).unwrap_or(0), area.width, 1);
        cx.hits.add(line, Target::Field(first + index));
        ticket_rows::draw_row(buf, line, row, &columns, State { selected, focused, marked: false }, cx);
        if selected {
            cursor.y = line.y;
        }
    }
    cursor
}

fn draw_access(buf: &mut Buffer, area: Rect, feed: &Feed<LogRow>, focused: bool, cx: &Context) -> Position {
    let theme = cx.theme;
    let mut cursor = Position::new(area.x, area.y);
    if draw_state(buf, area, feed, cx.t("access-none"), cx) {
        return cursor;
    }
    // What has no room in a line stands below, for the selected one.
    let room = area.width.saturating_sub(40);
    let fits = |words: &String| words.width() <= usize::from(room);
    let whole = feed.rows.all().iter().all(|row| fits(&access_words(row, cx).1));
    let list = if whole { area } else { Rect { height: area.height.saturating_sub(3), ..area } };
    let first = feed.rows.first_visible(usize::from(list.height));
    for (index, (selected, row)) in feed.rows.visible(usize::from(list.height)).enumerate() {
        let y = area.y + u16::try_from(index).unwrap_or(0);
        cx.hits.add(Rect::new(area.x, y, area.width, 1), Target::Field(first + index));
        let style = if selected && focused { theme.selected() } else { theme.dim() };
        if selected {
            paint::text(buf, area.x, y, 1, theme.marker(), theme.accent());
            cursor.y = y;
        }
        paint::text(buf, area.x + 2, y, 12, &cx.stamp(row.entry.at), style);
        paint::text(buf, area.x + 15, y, 7, &row.member, theme.text());
        paint::text(buf, area.x + 23, y, 16, &cx.t(&action_key(row.entry.action)), theme.text());
        let x = area.x + 40;
        let (outcome, words) = access_words(row, cx);
        // Where words have no room a mark stands for an outcome that is not plain.
        let mark = if outcome.is_empty() { String::new() } else { theme.no().to_owned() };
        let words = [words, outcome, mark].into_iter().find(fits).unwrap_or_default();
        paint::text(buf, x, y, room, &words, theme.dim());
    }
    if let Some(row) = feed.rows.selected().filter(|_| !whole) {
        paint::rule(buf, area.x, list.bottom(), area.width, theme);
        let below = Rect::new(area.x + 2, list.bottom() + 1, area.width.saturating_sub(2), 2).intersection(area);
        paint::paragraph(buf, below, &access_words(row, cx).1, theme.text());
    }
    cursor
}

/// How an access went, where that is not plain, and this with why it was.
fn access_words(row: &LogRow, cx: &Context) -> (String, String) {
    let entry = &row.entry;
    let told = entry.outcome != Outcome::Done || entry.reason.is_empty();
    let outcome = if told { cx.t(outcome_key(entry.outcome)) } else { String::new() };
    let reason = if entry.reason.is_empty() { String::new() } else { cx.reason(&entry.reason) };
    let both = [outcome.as_str(), &reason].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
    let both = both.join(cx.theme.between());
    (outcome, both)
}
