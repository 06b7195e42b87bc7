//! One change to many customers: chosen, previewed by the desk, and only then done.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{BulkChange, BulkDone, Problem, Reply, Request};
use crate::domain::{Id, Status, fold};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail_view::status_key;
use crate::ui::widgets::choose::{Choose, Item};
use crate::ui::widgets::paint;

/// A customer that was marked, as it was then.
#[derive(Clone, Debug)]
pub struct Marked {
    pub id: Id,
    pub version: i64,
    pub name: String,
    pub status: Status,
    pub owner: String,
    pub department: String,
    pub tags: Vec<String>,
    pub segment: String,
}

#[derive(Debug)]
pub struct Bulk {
    marked: Vec<Marked>,
    choose: Choose<BulkChange>,
    /// What is offered whatever is typed.
    items: Vec<Item<BulkChange>>,
    /// The change and what it sets, in words.
    chosen: Option<(BulkChange, String)>,
    preview: Option<BulkDone>,
    /// The ask, and whether it is only a trial.
    ticket: Option<(u64, bool)>,
    error: Option<String>,
}

/// Tags and segments to give: those that are usual, or the one that is typed if it is another.
fn words(cx: &Context, typed: &str) -> Vec<Item<BulkChange>> {
    let tagged = |key: &str, tag: &String| cx.i18n.t_with(key, &[("tag", tag.clone().into())]);
    let segment = |name: &str| format!("{}: {name}", cx.i18n.field("segment"));
    let (tags, segments) =
        cx.choices.as_ref().map_or_else(Default::default, |all| (all.tags.clone(), all.segments.clone()));
    let like = |all: &[String]| all.iter().any(|one| fold::fold(one) == fold::fold(typed));
    if !typed.is_empty() {
        let word = typed.to_owned();
        let tag = (!like(&tags)).then(|| Item::new(tagged("bulk-add-tag", &word), BulkChange::AddTag(word.clone())));
        let named = (!like(&segments)).then(|| Item::new(segment(typed), BulkChange::Segment(word.clone())));
        return tag.into_iter().chain(named).collect();
    }
    let add = tags.iter().map(|tag| Item::new(tagged("bulk-add-tag", tag), BulkChange::AddTag(tag.clone())));
    let remove = tags.iter().map(|tag| Item::new(tagged("bulk-remove-tag", tag), BulkChange::RemoveTag(tag.clone())));
    let named = segments.iter().map(|name| Item::new(segment(name), BulkChange::Segment(name.clone())));
    let none = Item::new(segment(&cx.t("bulk-none")), BulkChange::Segment(String::new()));
    add.chain(remove).chain(named).chain([none]).collect()
}

impl Bulk {
    pub fn new(marked: Vec<Marked>, cx: &Context) -> Self {
        let named = |field: &str, name: &str| format!("{}: {name}", cx.i18n.field(field));
        let mut items: Vec<Item<BulkChange>> = [Status::Lead, Status::Active, Status::Inactive, Status::Blocked]
            .into_iter()
            .map(|status| Item::new(named("status", &cx.t(status_key(status))), BulkChange::Status(status)))
            .collect();
        if let Some(choices) = &cx.choices {
            let owners = choices.members.iter();
            items.extend(owners.map(|(id, name)| Item::new(named("owner", name), BulkChange::Owner(Some(*id)))));
            items.push(Item::new(named("owner", &cx.t("filter-nobody")), BulkChange::Owner(None)));
            let departments = choices.departments.iter();
            items.extend(
                departments.map(|(id, name)| Item::new(named("department", name), BulkChange::Department(*id))),
            );
        }
        items.extend(words(cx, ""));
        Self {
            marked,
            choose: Choose::new(items.clone()),
            items,
            chosen: None,
            preview: None,
            ticket: None,
            error: None,
        }
    }

    /// Offers what is typed as a new tag or segment too, behind all that is known.
    fn offer(&mut self, cx: &Context) {
        let typed = words(cx, self.choose.typed.text().trim());
        self.choose.set(self.items.iter().cloned().chain(typed).collect());
    }

    fn ask(&mut self, dry_run: bool, cx: &mut Context) {
        if let (Some((change, _)), None) = (&self.chosen, self.ticket) {
            self.error = None;
            let customers = self.marked.iter().map(|marked| (marked.id, marked.version)).collect();
            let ticket = cx.ask(Request::Bulk { customers, change: change.clone(), dry_run });
            self.ticket = Some((ticket, dry_run));
        }
    }

    fn choose(&mut self, cx: &mut Context) {
        let Some(change) = self.choose.chosen() else { return };
        let find = |list: &[(Id, String)], id: Id| {
            list.iter().find(|(other, _)| *other == id).map(|(_, name)| name.clone()).unwrap_or_default()
        };
        let choices = cx.choices.as_ref();
        let words = match &change {
            BulkChange::Status(status) => cx.t(status_key(*status)),
            BulkChange::Owner(None) => cx.t("filter-nobody"),
            BulkChange::Owner(Some(id)) => choices.map(|all| find(&all.members, *id)).unwrap_or_default(),
            BulkChange::Department(id) => choices.map(|all| find(&all.departments, *id)).unwrap_or_default(),
            BulkChange::AddTag(tag) => format!("+ {tag}"),
            BulkChange::RemoveTag(tag) => format!("- {tag}"),
            BulkChange::Segment(segment) if segment.is_empty() => cx.t("bulk-none"),
            BulkChange::Segment(segment) => segment.clone(),
        };
        self.chosen = Some((change, words));
        self.ask(true, cx);
    }

    /// What the change replaces.
    fn before(&self, marked: &Marked, change: &BulkChange, after: &str, cx: &Context) -> String {
        let has = |tag: &String| marked.tags.iter().any(|other| fold::fold(other) == fold::fold(tag));
        match change {
            BulkChange::Status(_) => cx.t(status_key(marked.status)),
            BulkChange::Owner(_) if marked.owner.is_empty() => cx.t("filter-nobody"),
            BulkChange::Owner(_) => marked.owner.clone(),
            BulkChange::Department(_) => marked.department.clone(),
            // What is so already is left out.
            BulkChange::AddTag(tag) if has(tag) => after.to_owned(),
            BulkChange::RemoveTag(tag) if !has(tag) => after.to_owned(),
            BulkChange::AddTag(_) | BulkChange::RemoveTag(_) => marked.tags.join(", "),
            BulkChange::Segment(_) if marked.segment.is_empty() => cx.t("bulk-none"),
            BulkChange::Segment(_) => marked.segment.clone(),
        }
    }

    fn draw_preview(&self, buf: &mut Buffer, inside: Rect, change: &BulkChange, after: &str, cx: &Context) {
        let theme = cx.theme;
        let mut y = inside.y;
        let mut line = |words: String, style| {
            if y < inside.bottom() {
                paint::text(buf, inside.x, y, inside.width, &words, style);
                y += 1;
            }
        };
        if let Some(error) = &self.error {
            line(format!("{} {error}", theme.no()), theme.bad());
        } else if let Some(preview) = &self.preview {
            let count = |key: &str, count: u32| cx.i18n.t_with(key, &[("count", count.into())]);
            line(count("bulk-changes", preview.changed), theme.strong());
            for (key, number) in
                [("bulk-same", preview.same), ("bulk-refused", preview.refused), ("bulk-conflicts", preview.conflicts)]
            {
                if number > 0 {
                    line(count(key, number), if key == "bulk-same" { theme.dim() } else { theme.warn() });
                }
            }
        } else {
            line(cx.t("loading"), theme.dim());
        }
        y += 1;
        let room = usize::from(inside.bottom().saturating_sub(y));
        let half = inside.width / 2;
        let arrow = if theme.ascii { "->" } else { "→" };
        let changed = self.marked.iter().map(|marked| (marked, self.before(marked, change, after, cx)));
        for (marked, before) in changed.filter(|(_, before)| before != after).take(room) {
            paint::text(buf, inside.x, y, half.saturating_sub(1), &marked.name, theme.text());
            let words = format!("{before} {arrow} {after}");
            paint::text(buf, inside.x + half, y, inside.width - half, &words, theme.dim());
            y += 1;
        }
    }
}

impl Layer for Bulk {
    fn place(&self) -> Place {
        if self.chosen.is_some() { Place::Bulk } else { Place::Pick }
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-bulk")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = match &self.chosen {
            Some(_) => self.preview.as_ref().is_some_and(|preview| preview.changed > 0),
            None => !self.choose.is_empty(),
        };
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.choose.step(false),
            Action::Down => self.choose.step(true),
            Action::Confirm if self.chosen.is_some() => self.ask(false, cx),
            Action::Confirm => self.choose(cx),
            // What is being done is waited for, so that it is told and can be taken back.
            Action::Cancel if self.ticket.is_some_and(|(_, dry_run)| !dry_run) => {}
            Action::Cancel if self.chosen.is_some() && self.ticket.is_none() => {
                (self.chosen, self.preview, self.error) = (None, None, None);
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        if self.chosen.is_some() || !self.choose.key(key) {
            return Answer::Ignored;
        }
        self.offer(cx);
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        if self.chosen.is_none() {
            self.choose.paste(text);
            self.offer(cx);
        }
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.choose.go(row);
        self.choose(cx);
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket.is_some_and(|(expected, _)| expected == ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let Some((_, dry_run)) = self.ticket.take() else { return Answer::Ignored };
        match result {
            Ok(Reply::Bulk(done)) if dry_run => self.preview = Some(done),
            Ok(Reply::Bulk(done)) => {
                if done.changed > 0 {
                    cx.steps = (cx.steps.0.saturating_add(1), 0);
                }
                let undo = cx.keys.written("undo");
                let args = [("count", done.changed.into()), ("undo", undo.into())];
                cx.say(Tone::Good, cx.i18n.t_with("bulk-done", &args));
                cx.intents.push(Intent::BulkDone);
                return Answer::Close;
            }
            Ok(_) => {}
            Err(problem) => self.error = Some(cx.i18n.problem(&problem)),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let count = i64::try_from(self.marked.len()).unwrap_or(i64::MAX);
        let title = cx.i18n.t_with("bulk-title", &[("count", count.into())]);
        let inside = paint::popup(buf, area, 70, 16, &title, cx.theme);
        match &self.chosen {
            None => Some(self.choose.draw(buf, inside, cx)),
            Some((change, after)) => {
                self.draw_preview(buf, inside, change, after, cx);
                Some(Position::new(inside.x, inside.y))
            }
        }
    }
}
