//! A line of the timeline, new or changed: its kind, its words, what came of it and what is next.

mod draft;
mod draw;

pub use draft::NoteDraft;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::note_clash::NoteClash;
use super::pick::{Choice, Pick};
use super::question::{Ask, Question};
use crate::desk::api::{
    ActivityDraft, ActivityReply, ActivityRequest, CustomerDetail, Problem, Reply, Request, SavedNote,
};
use crate::domain::{Activity, ActivityKind, ActivityOutcome, Direction, Id, Secret, mention};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::drafts::{self, Body};
use crate::ui::event::{Effect, Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::timeline_words::{came_key, direction_key, read_when, written_when};
use crate::ui::widgets::area::Area;
use crate::ui::widgets::choose::{Item, scores};
use crate::ui::widgets::fields::Fields;

const KINDS: [ActivityKind; 6] = ActivityKind::ALL;

/// The fields below the words.
const OUTCOME: usize = 0;
const DIRECTION: usize = 1;
const MINUTES: usize = 2;
const NEXT: usize = 3;
const ON: usize = 4;

/// Most names offered behind an `@`.
const OFFERED: usize = 5;

/// What has the focus: the kinds, the words, or one of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Kind,
    Text,
    Fields,
}

#[derive(Debug)]
pub struct NoteForm {
    customer: Id,
    name: String,
    /// The line that is changed, and the version that this is on top of.
    note: Option<(Id, i64)>,
    /// The words that it had.
    before: String,
    kind: usize,
    part: Part,
    area: Area,
    fields: Fields,
    ticket: Option<u64>,
    /// Who may be turned to, once somebody was looked for, and the asks for them and for the usual words.
    colleagues: Option<Vec<String>>,
    asking: Option<u64>,
    snippets: Option<u64>,
    error: Option<String>,
}

/// The fields of a draft, with its values.
fn fields(draft: &ActivityDraft, cx: &Context) -> Fields {
    let outcomes =
        std::iter::once(cx.t("came-none")).chain(ActivityOutcome::ALL.map(|outcome| cx.t(came_key(outcome))));
    let outcome = draft.outcome.and_then(|outcome| ActivityOutcome::ALL.iter().position(|one| *one == outcome));
    let directions = Direction::ALL.map(|direction| cx.t(direction_key(direction))).to_vec();
    let direction = Direction::ALL.iter().position(|one| *one == draft.direction).unwrap_or(0);
    let minutes = draft.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    let mut fields = Fields::default()
        .choice(cx.t("field-outcome"), outcomes.collect(), outcome.map_or(0, |at| at + 1))
        .choice(cx.t("field-direction"), directions, direction)
        .text(cx.t("field-minutes"), &minutes)
        .text(cx.t("field-next-step"), &draft.next_step)
        .text(cx.t("field-next-at"), &written_when(draft.next_at, cx))
        .hint(cx.t("note-when-hint"));
    fields.leave();
    fields
}

impl NoteForm {
    fn with(customer: Id, name: &str, draft: &ActivityDraft, cx: &Context) -> Self {
        let mut area = Area::default();
        area.insert(&draft.text);
        Self {
            customer,
            name: name.to_owned(),
            note: None,
            before: String::new(),
            kind: KINDS.iter().position(|kind| *kind == draft.kind).unwrap_or(0),
            part: Part::Text,
            area,
            fields: fields(draft, cx),
            ticket: None,
            colleagues: None,
            asking: None,
            snippets: None,
            error: None,
        }
    }

    /// The note as it was when the draft was kept.
    pub fn resume(draft: NoteDraft, cx: &Context) -> Self {
        let mut form = Self::with(draft.customer, &draft.name, &draft.said(cx), cx);
        form.note = draft.note;
        form.before = draft.before;
        form.fields.touch();
        form
    }

    pub fn new(detail: &CustomerDetail, cx: &Context) -> Self {
        Self::with(detail.customer.id, &detail.customer.name, &ActivityDraft::default(), cx)
    }

    /// A call that came in.
    pub fn call(detail: &CustomerDetail, cx: &Context) -> Self {
        let draft = ActivityDraft { kind: ActivityKind::Call, direction: Direction::In, ..ActivityDraft::default() };
        Self::with(detail.customer.id, &detail.customer.name, &draft, cx)
    }

    /// A line that is there, to be changed.
    pub fn edit(detail: &CustomerDetail, note: &Activity, cx: &Context) -> Self {
        let mut form = Self::with(note.customer, &detail.customer.name, &ActivityDraft::from(note), cx);
        form.note = Some((note.id, note.version));
        form.before.clone_from(&note.text);
        form
    }

    /// What it says now; where something can't be read, that is said at its field.
    fn said(&mut self, cx: &Context) -> Option<ActivityDraft> {
        self.fields.clear_errors();
        let minutes = self.fields.typed(MINUTES);
        let minutes = match minutes.parse() {
            Ok(minutes) => Some(minutes),
            Err(_) if minutes.is_empty() => None,
            Err(_) => {
                self.fail(MINUTES, cx.t("note-minutes-unread"));
                return None;
            }
        };
        let on = self.fields.typed(ON);
        let next_at = read_when(on, cx);
        if next_at.is_none() && !on.is_empty() {
            self.fail(ON, cx.t("note-when-unread"));
            return None;
        }
        Some(ActivityDraft { minutes, next_at, ..self.choices() })
    }

    /// What it says but for what has to be read.
    fn choices(&self) -> ActivityDraft {
        let outcome = self.fields.chosen(OUTCOME).checked_sub(1).and_then(|at| ActivityOutcome::ALL.get(at));
        ActivityDraft {
            kind: KINDS[self.kind],
            direction: Direction::ALL.get(self.fields.chosen(DIRECTION)).copied().unwrap_or_default(),
            outcome: outcome.copied(),
            next_step: self.fields.typed(NEXT).to_owned(),
            text: self.area.text(),
            ..ActivityDraft::default()
        }
    }

    fn fail(&mut self, field: usize, words: String) {
        self.part = Part::Fields;
        self.fields.fail(field, words);
    }

    fn save(&mut self, cx: &mut Context) {
        if self.ticket.is_some() {
            return;
        }
        self.error = None;
        let Some(draft) = self.said(cx) else { return };
        if draft.text.trim().is_empty() && draft.outcome.is_none() {
            self.error = Some(cx.t("note-empty"));
            return;
        }
        let request = match self.note {
            Some((note, version)) => ActivityRequest::Edit { note, version, draft },
            None => ActivityRequest::Add { customer: self.customer, draft },
        };
        self.ticket = Some(cx.ask(Request::Activity(Box::new(request))));
    }

    fn go(&mut self, part: Part, field: usize) {
        self.part = part;
        match part {
            Part::Fields => self.fields.go(field),
            Part::Kind | Part::Text => self.fields.leave(),
        }
    }

    /// The words, the fields one by one, the kinds, and the words again.
    fn step(&mut self, down: bool) {
        let last = self.fields.len().saturating_sub(1);
        let (part, field) = match (self.part, self.fields.at(), down) {
            (Part::Text, _, true) => (Part::Fields, 0),
            (Part::Fields, Some(at), true) if at < last => (Part::Fields, at + 1),
            (Part::Fields, _, true) => (Part::Kind, 0),
            (Part::Kind, _, true) => (Part::Text, 0),
            (Part::Text, _, false) => (Part::Kind, 0),
            (Part::Kind, _, false) => (Part::Fields, last),
            (Part::Fields, Some(at), false) if at > 0 => (Part::Fields, at - 1),
            (Part::Fields, _, false) => (Part::Text, 0),
        };
        self.go(part, field);
    }

    fn turn_kind(&mut self, by: usize) {
        self.kind = (self.kind + by) % KINDS.len();
    }

    /// The names that what is typed behind an `@` may become, the best first, and how much of it is typed.
    fn offered(&self) -> (usize, Vec<&str>) {
        let before = self.area.before_cursor();
        let (Part::Text, Some(names), Some(typed)) = (self.part, &self.colleagues, mention::typed(&before)) else {
            return (0, Vec::new());
        };
        let scores = scores(typed, names.iter().map(String::as_str));
        let mut found: Vec<(&String, u32)> =
            names.iter().zip(scores).filter_map(|(name, score)| Some((name, score?))).collect();
        found.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
        // A name that stands there whole needs nothing more.
        let whole = found.iter().any(|(name, _)| *name == typed.trim_end());
        let found = found.into_iter().filter(|_| !whole).take(OFFERED).map(|(name, _)| name.as_str());
        (typed.chars().count(), found.collect())
    }

    /// Whether a name was put in the place of what was typed of it.
    fn complete(&mut self) -> bool {
        let (typed, names) = self.offered();
        let Some(name) = names.first().map(|name| format!("{name} ")) else { return false };
        self.area.complete(typed, &name);
        true
    }

    /// Somebody is looked for the first time: who there is has to be asked.
    fn look_for_colleagues(&mut self, cx: &mut Context) {
        if self.colleagues.is_none() && self.asking.is_none() && mention::typed(&self.area.before_cursor()).is_some() {
            let request = ActivityRequest::Mentionable { customer: self.customer };
            self.asking = Some(cx.ask(Request::Activity(Box::new(request))));
        }
    }

    fn saved(&self, saved: &SavedNote, cx: &mut Context) {
        let undo = cx.keys.written("undo");
        let key = if self.note.is_some() { "note-changed" } else { "note-saved" };
        let mut words = cx.i18n.t_with(key, &[("undo", undo.into())]);
        let mut tone = Tone::Good;
        if !saved.not_mentioned.is_empty() {
            let names = saved.not_mentioned.join(", ");
            words = format!("{words} {}", cx.i18n.t_with("note-not-mentioned", &[("names", names.into())]));
            tone = Tone::Warn;
        }
        cx.say(tone, words);
        cx.intents.push(Intent::NoteSaved(self.customer));
    }

    /// The usual words, to choose from.
    fn offer_snippets(snippets: Vec<crate::domain::service::Snippet>, cx: &mut Context) {
        if snippets.is_empty() {
            let words = cx.t("snippets-none");
            return cx.say(Tone::Warn, words);
        }
        let items = snippets.into_iter().map(|snippet| Item::new(snippet.name, Choice::Snippet(snippet.text)));
        cx.opened.push(Box::new(Pick::new("place-snippets", items.collect())));
    }

    /// What somebody else has saved meanwhile beside what stands here.
    fn clash(&mut self, current: Box<Activity>, cx: &mut Context) {
        let mine = self.choices();
        cx.opened.push(Box::new(NoteClash::new(current, mine, &self.name)));
    }

    /// Goes on, on top of what is there now: with one's own words, which are saved, or with the other's.
    fn go_on_from(&mut self, current: &Activity, mine: bool, cx: &mut Context) {
        self.note = Some((current.id, current.version));
        self.before.clone_from(&current.text);
        if mine {
            return self.save(cx);
        }
        let draft = ActivityDraft::from(current);
        self.kind = KINDS.iter().position(|kind| *kind == draft.kind).unwrap_or(0);
        self.area = Area::default();
        self.area.insert(&draft.text);
        self.fields = fields(&draft, cx);
        self.part = Part::Text;
    }
}

impl Layer for NoteForm {
    fn place(&self) -> Place {
        Place::NoteForm
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t(if self.note.is_some() { "place-note-edit" } else { "place-note" })]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.kinds = true;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField if self.complete() => {}
            Action::NextField => self.step(true),
            Action::PreviousField => self.step(false),
            Action::NextKind => self.turn_kind(1),
            Action::Snippet => {
                let request = ActivityRequest::Snippets { customer: self.customer };
                self.snippets = Some(cx.ask(Request::Activity(Box::new(request))));
            }
            Action::Save => self.save(cx),
            Action::EditOutside => cx.effects.push(Effect::EditText(self.area.text())),
            // What is on its way can't be dropped any more.
            Action::Cancel if self.ticket.is_some() => {}
            Action::Cancel if self.unsaved() => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        match (self.part, key.code) {
            (Part::Text, _) => {
                if !self.area.key(key) {
                    return Answer::Ignored;
                }
                self.look_for_colleagues(cx);
            }
            (Part::Fields, KeyCode::Up) => self.step(false),
            (Part::Fields, KeyCode::Down | KeyCode::Enter) => self.step(true),
            (Part::Fields, _) => return if self.fields.key(key) { Answer::Consumed } else { Answer::Ignored },
            (Part::Kind, KeyCode::Left | KeyCode::Up) => self.turn_kind(KINDS.len() - 1),
            (Part::Kind, KeyCode::Right | KeyCode::Down | KeyCode::Char(' ')) => self.turn_kind(1),
            (Part::Kind, KeyCode::Enter) => self.go(Part::Text, 0),
            (Part::Kind, _) => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        match self.part {
            Part::Text => {
                self.area.insert(text);
                self.look_for_colleagues(cx);
            }
            Part::Fields => self.fields.paste(text),
            Part::Kind => {}
        }
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        match target {
            Target::Tab(kind) => {
                self.kind = kind.min(KINDS.len() - 1);
                self.go(Part::Text, 0);
            }
            Target::Field(field) => self.go(Part::Fields, field),
            Target::Pane => self.go(Part::Text, 0),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn edited(&mut self, text: &str, _cx: &mut Context) {
        self.area = Area::default();
        self.area.insert(text.trim_end());
    }

    fn draft_key(&self) -> Option<String> {
        Some(match self.note {
            Some((note, _)) => format!("note-edit:{note}"),
            None => format!("note:{}", self.customer),
        })
    }

    fn draft(&self) -> Option<Secret> {
        Some(drafts::written(&Body::Note(Box::new(NoteDraft::of(self)))))
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.ticket, self.asking, self.snippets].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let answer = result.map(|reply| if let Reply::Activity(reply) = reply { Some(*reply) } else { None });
        if self.ticket == Some(ticket) {
            self.ticket = None;
            match answer {
                Ok(Some(ActivityReply::Saved(saved))) => {
                    self.saved(&saved, cx);
                    return Answer::Close;
                }
                Ok(_) => {}
                Err(Problem::NoteConflict { current }) => self.clash(current, cx),
                Err(problem) => self.error = Some(cx.told(&problem)),
            }
        } else if self.asking == Some(ticket) {
            // Without the names one types them whole.
            if let Ok(Some(ActivityReply::Mentionable(members))) = answer {
                self.asking = None;
                self.colleagues = Some(members.into_iter().map(|(_, name)| name).collect());
            }
        } else {
            self.snippets = None;
            match answer {
                Ok(Some(ActivityReply::Snippets(snippets))) => Self::offer_snippets(snippets, cx),
                Ok(_) => {}
                Err(problem) => self.error = Some(cx.told(&problem)),
            }
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::DropForm => return Answer::Close,
            Intent::Picked(Choice::Snippet(text)) => {
                self.area.insert(text);
                self.go(Part::Text, 0);
            }
            Intent::NoteChosen(current, mine) => self.go_on_from(current, *mine, cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn unsaved(&self) -> bool {
        let words = if self.note.is_some() { self.area.text() != self.before } else { !self.area.is_empty() };
        words || self.fields.touched()
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        draw::draw(self, buf, area, cx)
    }
}
