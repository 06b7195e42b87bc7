//! Two customers made one: both sides, field by field, and which of them stays.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{MergePreview, MergeSide, Problem, Reply, Request, Side, UpkeepReply, UpkeepRequest};
use crate::domain::{AnyField, Id, PlainField};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail_view::{kind_key, status_key};
use crate::ui::widgets::paint;

/// A field that differs, or may.
#[derive(Debug)]
struct Line {
    field: AnyField,
    /// What each side has: plain, or as a mask.
    values: [String; 2],
    /// The side whose value stays.
    chosen: usize,
    may_take: bool,
}

#[derive(Debug)]
pub struct MergeView {
    ids: [Id; 2],
    preview: Option<Box<MergePreview>>,
    lines: Vec<Line>,
    /// The side that stays.
    keep: usize,
    at: usize,
    loading: Option<u64>,
    merging: Option<u64>,
    problem: Option<String>,
}

impl MergeView {
    pub fn open(one: Id, other: Id, cx: &mut Context) -> Self {
        let mut view = Self {
            ids: [one, other],
            preview: None,
            lines: Vec::new(),
            keep: 0,
            at: 0,
            loading: None,
            merging: None,
            problem: None,
        };
        view.load(cx);
        view
    }

    fn load(&mut self, cx: &mut Context) {
        let request = UpkeepRequest::MergePreview { one: self.ids[0], other: self.ids[1] };
        self.loading = Some(cx.ask(Request::Upkeep(Box::new(request))));
    }

    fn shown(&mut self, preview: Box<MergePreview>, cx: &Context) {
        let sides = [&preview.one, &preview.other];
        let mut lines = Vec::new();
        for field in &preview.fields {
            let values = sides.map(|side| value(side, field.field, cx));
            if field.same != Some(true) && values.iter().any(|value| !value.is_empty()) {
                lines.push(Line { field: field.field, values, chosen: 0, may_take: field.may_take });
            }
        }
        self.lines = lines;
        // Who has been there longer stays, as its code is known.
        self.keep = usize::from(preview.other.customer.created_at < preview.one.customer.created_at);
        self.preview = Some(preview);
        self.choose_usual();
    }

    /// What the kept one has, or what the other has where it has nothing.
    fn choose_usual(&mut self) {
        let keep = self.keep;
        for line in &mut self.lines {
            let fill = line.may_take && line.values[keep].is_empty();
            line.chosen = if fill { 1 - keep } else { keep };
        }
    }

    fn choose(&mut self, side: impl Fn(usize) -> usize) {
        if let Some(line) = self.lines.get_mut(self.at).filter(|line| line.may_take) {
            line.chosen = side(line.chosen);
        }
    }

    fn merge(&mut self, cx: &mut Context) {
        let Some(preview) = self.preview.as_ref().filter(|_| self.merging.is_none()) else { return };
        let versioned = |side: &MergeSide| (side.customer.id, side.customer.version);
        let both = [versioned(&preview.one), versioned(&preview.other)];
        let gone = 1 - self.keep;
        let taken = self.lines.iter().filter(|line| line.chosen == gone);
        let request = UpkeepRequest::Merge {
            keep: both[self.keep],
            gone: both[gone],
            take: taken.map(|line| (line.field, Side::Gone)).collect(),
        };
        self.problem = None;
        self.merging = Some(cx.ask(Request::Upkeep(Box::new(request))));
    }

    fn draw_lines(&self, buf: &mut Buffer, list: Rect, columns: [u16; 2], half: u16, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let top = (self.at + 1).saturating_sub(usize::from(list.height));
        let mut cursor = None;
        for (index, line) in self.lines.iter().enumerate().skip(top).take(usize::from(list.height)) {
            let y = list.y + u16::try_from(index - top).unwrap_or(0);
            cx.hits.add(Rect::new(list.x, y, list.width, 1), Target::Row(index));
            let here = index == self.at;
            if here {
                cursor = Some(Position::new(columns[line.chosen], y));
            }
            let label = cx.i18n.field(line.field.name());
            paint::text(buf, list.x, y, LABEL - 2, &label, if here { theme.strong() } else { theme.dim() });
            if !line.may_take {
                paint::text(buf, list.x + LABEL - 2, y, 1, "=", theme.dim());
            }
            for (side, x) in columns.into_iter().enumerate() {
                let chosen = side == line.chosen;
                let style = match (chosen, here) {
                    (true, true) => theme.selected(),
                    (true, false) => theme.strong(),
                    _ => theme.dim(),
                };
                paint::text(buf, x, y, 1, if chosen { theme.yes() } else { " " }, theme.good());
                paint::text(buf, x + 2, y, half.saturating_sub(3), &line.values[side], style);
            }
        }
        cursor
    }
}

const LABEL: u16 = 16;

/// What one side has in a field: plain, or as a mask.
fn value(side: &MergeSide, field: AnyField, cx: &Context) -> String {
    let customer = &side.customer;
    match field {
        AnyField::Sealed(field) => side
            .masked
            .iter()
            .find(|masked| masked.field == field)
            .map(|masked| masked.mask.clone())
            .unwrap_or_default(),
        AnyField::Plain(PlainField::Kind) => cx.t(kind_key(customer.kind)),
        AnyField::Plain(PlainField::Name) => customer.name.clone(),
        AnyField::Plain(PlainField::Company) => customer.company.clone(),
        AnyField::Plain(PlainField::City) => customer.city.clone(),
        AnyField::Plain(PlainField::Country) => customer.country.clone(),
        AnyField::Plain(PlainField::Website) => customer.website.clone(),
        AnyField::Plain(PlainField::Status) => cx.t(status_key(customer.status)),
        AnyField::Plain(PlainField::Owner) => side.owner.clone(),
        AnyField::Plain(PlainField::Department) => side.department.clone(),
        AnyField::Plain(PlainField::Tags) => side.more.tags.join(", "),
        AnyField::Plain(PlainField::Segment) => side.more.segment.clone(),
        AnyField::Plain(PlainField::Employer) => {
            side.more.employer.as_ref().map(|employer| employer.name.clone()).unwrap_or_default()
        }
        AnyField::Plain(PlainField::Labels) => {
            let labels = side.more.labels.values().map(|label| label.label.as_str()).filter(|label| !label.is_empty());
            labels.collect::<Vec<_>>().join(", ")
        }
        AnyField::Plain(PlainField::Own) => {
            side.more.own.iter().map(|(key, value)| format!("{key}: {value}")).collect::<Vec<_>>().join(", ")
        }
    }
}

impl Layer for MergeView {
    fn place(&self) -> Place {
        Place::Merge
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-merge")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = self.preview.is_some();
        facts.may_change = self.lines.get(self.at).is_some_and(|line| line.may_take);
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.lines.len().saturating_sub(1)),
            Action::Previous => self.choose(|_| 0),
            Action::Next => self.choose(|_| 1),
            Action::Mark => self.choose(|side| 1 - side),
            Action::Reverse => {
                self.keep = 1 - self.keep;
                self.choose_usual();
            }
            Action::Confirm => self.merge(cx),
            // What is being done is waited for, so that it is told and can be taken back.
            Action::Cancel if self.merging.is_some() => {}
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, _cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.lines.len().saturating_sub(1));
        if double {
            self.choose(|side| 1 - side);
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.loading, self.merging].contains(&Some(ticket))
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        (self.loading, self.merging) = (None, None);
        match result {
            Ok(Reply::Upkeep(reply)) => match *reply {
                UpkeepReply::MergePreview(preview) => self.shown(preview, cx),
                UpkeepReply::Merged(keep) => {
                    cx.steps = (cx.steps.0.saturating_add(1), 0);
                    let gone = if self.ids[0] == keep { self.ids[1] } else { self.ids[0] };
                    cx.say(Tone::Good, cx.i18n.t_with("merge-done", &[("undo", cx.keys.written("undo").into())]));
                    cx.intents.push(Intent::Merged { keep, gone });
                    return Answer::Close;
                }
                _ => {}
            },
            Ok(_) => {}
            Err(Problem::Conflict { .. }) => {
                self.problem = Some(cx.t("merge-conflict"));
                self.load(cx);
            }
            Err(problem) => self.problem = Some(cx.told(&problem)),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let rows = u16::try_from(self.lines.len()).unwrap_or(u16::MAX).max(3);
        let height = rows.saturating_add(9).min(area.height.saturating_sub(1));
        let inside = paint::popup(buf, area, 96, height, &cx.t("place-merge"), theme);
        let foot = inside.bottom().saturating_sub(2);
        let mut cursor = Some(Position::new(inside.x, inside.y));
        let (mut words, mut style) = (String::new(), theme.dim());
        match &self.preview {
            Some(preview) => {
                let half = inside.width.saturating_sub(LABEL) / 2;
                let columns = [inside.x + LABEL, inside.x + LABEL + half];
                for (side, x) in [&preview.one, &preview.other].into_iter().zip(columns) {
                    let kept = side.customer.id == self.ids[self.keep];
                    let fate = cx.t(if kept { "merge-kept" } else { "merge-gone" });
                    let look = if kept { theme.good() } else { theme.warn() };
                    let width = half.saturating_sub(3);
                    paint::text(buf, x + 2, inside.y, width, &side.customer.code, theme.heading());
                    paint::text(buf, x + 2, inside.y + 1, width, &fate, look);
                    let count = i64::from(side.activities);
                    let lines = cx.i18n.t_with("merge-activities", &[("count", count.into())]);
                    paint::text(buf, x + 2, inside.y + 2, width, &lines, theme.dim());
                }
                let list = Rect::new(inside.x, inside.y + 4, inside.width, foot.saturating_sub(inside.y + 5));
                cursor = self.draw_lines(buf, list, columns, half, cx).or(cursor);
                let locked = self.lines.get(self.at).is_some_and(|line| !line.may_take);
                words = match (self.lines.is_empty(), locked) {
                    (true, _) => cx.t("merge-same"),
                    (_, true) => cx.t("merge-locked"),
                    _ => cx.t("merge-lead"),
                };
            }
            None if self.loading.is_some() => words = cx.t("loading"),
            None => {}
        }
        if let Some(problem) = &self.problem {
            (words, style) = (format!("{} {problem}", theme.no()), theme.bad());
        } else if self.merging.is_some() {
            words = cx.t("office-sending");
        }
        paint::paragraph(buf, Rect { y: foot, height: 2, ..inside }, &words, style);
        cursor
    }
}
