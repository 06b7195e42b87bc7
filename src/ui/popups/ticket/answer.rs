//! Words on a ticket: an internal note, an answer that the customer is told, or a hand-over to somebody.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{AnswerDraft, AnswerKind};
use crate::desk::api::{Problem, Reply, TicketChange, TicketReply, TicketRequest};
use crate::domain::ticket::Ticket;
use crate::domain::{Id, Secret};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::drafts::{self, Body};
use crate::ui::event::{Effect, Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::pick::{Choice, Pick};
use crate::ui::popups::question::{Ask, Question};
use crate::ui::popups::ticket::{TicketPick, TicketsIntent};
use crate::ui::screens::tickets::acts::say_changed;
use crate::ui::screens::tickets::load::ask;
use crate::ui::widgets::area::Area;
use crate::ui::widgets::choose::Item;
use crate::ui::widgets::fields::Fields;
use crate::ui::widgets::paint;

/// Where the values of the line above the words begin.
const LABELS: u16 = 16;

#[derive(Debug)]
pub struct AnswerForm {
    ticket: Id,
    version: i64,
    number: i64,
    hands_over: bool,
    /// Who may take it over, in the order of the choice; the first one is nobody yet.
    members: Vec<Option<Id>>,
    /// Who reads it: internal or public; or who takes it over.
    fields: Fields,
    in_fields: bool,
    area: Area,
    asked: Option<u64>,
    snippet: Option<u64>,
    has_snippets: bool,
    error: Option<String>,
}

/// What the draft of an answer to a ticket is kept under.
pub fn draft_key(ticket: Id) -> String {
    format!("ticket-note:{ticket}")
}

impl AnswerForm {
    pub fn note(ticket: &Ticket, public: bool, cx: &Context) -> Self {
        let kind = if public { AnswerKind::Public } else { AnswerKind::Internal };
        Self::of(ticket, kind, cx)
    }

    pub fn hand_over(ticket: &Ticket, cx: &Context) -> Self {
        Self::of(ticket, AnswerKind::HandOver(None), cx)
    }

    fn of(ticket: &Ticket, kind: AnswerKind, cx: &Context) -> Self {
        let (version, number) = (ticket.version, ticket.number);
        Self::resume(AnswerDraft { ticket: ticket.id, version, number, kind, text: String::new() }, cx)
    }

    /// The words as they were when the draft was kept.
    pub fn resume(draft: AnswerDraft, cx: &Context) -> Self {
        let mut area = Area::default();
        area.insert(&draft.text);
        let choices = cx.ticket_choices.as_ref();
        let me = cx.who.as_ref().map(|who| who.member);
        let others = choices.into_iter().flat_map(|choices| &choices.members).filter(|(id, _)| Some(*id) != me);
        let (mut members, mut names) = (vec![None], vec![cx.t("answer-choose-member")]);
        for (id, name) in others {
            members.push(Some(*id));
            names.push(name.clone());
        }
        let hands_over = matches!(draft.kind, AnswerKind::HandOver(_));
        let fields = match draft.kind {
            AnswerKind::HandOver(to) => {
                let at = members.iter().position(|member| *member == to).unwrap_or(0);
                Fields::default().choice(cx.t("answer-to"), names, at)
            }
            kind => {
                let readers = ["answer-internal", "answer-public"].map(|key| cx.t(key)).to_vec();
                Fields::default().choice(cx.t("answer-readers"), readers, usize::from(kind == AnswerKind::Public))
            }
        };
        Self {
            ticket: draft.ticket,
            version: draft.version,
            number: draft.number,
            hands_over,
            members,
            in_fields: hands_over && draft.text.is_empty(),
            fields,
            area,
            asked: None,
            snippet: None,
            has_snippets: choices.is_some_and(|choices| !choices.snippets.is_empty()),
            error: None,
        }
    }

    fn kind(&self) -> AnswerKind {
        match (self.hands_over, self.fields.chosen(0)) {
            (true, at) => AnswerKind::HandOver(self.members.get(at).copied().flatten()),
            (false, 1) => AnswerKind::Public,
            (false, _) => AnswerKind::Internal,
        }
    }

    fn save(&mut self, cx: &mut Context) {
        if self.asked.is_some() {
            return;
        }
        let (ticket, text) = (self.ticket, self.area.text());
        let request = match self.kind() {
            AnswerKind::HandOver(None) => {
                self.in_fields = true;
                self.error = Some(cx.t("answer-no-member"));
                return;
            }
            AnswerKind::HandOver(Some(owner)) => TicketRequest::Change {
                tickets: vec![(ticket, self.version)],
                change: TicketChange::HandOver { owner, text },
                dry_run: false,
            },
            _ if self.area.is_empty() => {
                self.error = Some(cx.t("note-empty"));
                return;
            }
            kind => TicketRequest::Note { ticket, public: kind == AnswerKind::Public, text },
        };
        self.error = None;
        self.asked = Some(ask(request, cx));
    }

    fn pick_snippet(cx: &mut Context) {
        let names = cx.ticket_choices.iter().flat_map(|choices| &choices.snippets);
        let item = |name: &String| Item::new(name.as_str(), Choice::Ticket(TicketPick::Snippet(name.clone())));
        let pick = Pick::new("answer-snippets", names.map(item).collect());
        cx.opened.push(Box::new(pick));
    }

    fn title(&self, cx: &Context) -> String {
        let key = match self.kind() {
            AnswerKind::Internal => "answer-title-internal",
            AnswerKind::Public => "answer-title-public",
            AnswerKind::HandOver(_) => "answer-title-hand-over",
        };
        cx.i18n.t_with(key, &[("number", format!("#{}", self.number).into())])
    }

    fn take(&mut self, reply: TicketReply, cx: &mut Context) -> Answer {
        match reply {
            TicketReply::NoteAdded(_) => {
                let key = if self.kind() == AnswerKind::Public { "answer-sent" } else { "answer-noted" };
                let args = [("number", format!("#{}", self.number).into()), ("undo", cx.keys.written("undo").into())];
                let words = cx.i18n.t_with(key, &args);
                cx.steps = (cx.steps.0.saturating_add(1), 0);
                cx.say(Tone::Good, words);
            }
            TicketReply::Changed(done) => {
                say_changed(&done, self.number, cx);
                if done.changed == 0 {
                    cx.intents.push(Intent::Tickets(TicketsIntent::Changed(self.ticket)));
                    return Answer::Consumed;
                }
            }
            TicketReply::Text(text) => {
                self.area.insert(&text);
                self.in_fields = false;
                return Answer::Consumed;
            }
            _ => return Answer::Consumed,
        }
        cx.intents.push(Intent::Tickets(TicketsIntent::Changed(self.ticket)));
        Answer::Close
    }
}

impl Layer for AnswerForm {
    fn place(&self) -> Place {
        Place::AnswerForm
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![self.title(cx)]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.snippets = self.has_snippets;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField | Action::PreviousField => self.in_fields = !self.in_fields,
            Action::Save => self.save(cx),
            Action::Snippet => Self::pick_snippet(cx),
            Action::EditOutside => cx.effects.push(Effect::EditText(self.area.text())),
            // What is on its way can't be dropped any more.
            Action::Cancel if self.asked.is_some() => {}
            Action::Cancel if self.unsaved() => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.asked.is_some() && !key.ctrl {
            return Answer::Consumed;
        }
        let taken = match (self.in_fields, key.code) {
            (true, KeyCode::Enter | KeyCode::Down) => {
                self.in_fields = false;
                true
            }
            (true, _) => self.fields.key(key),
            (false, _) => self.area.key(key),
        };
        if taken {
            self.error = None;
            Answer::Consumed
        } else {
            Answer::Ignored
        }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        if !self.in_fields && self.asked.is_none() {
            self.area.insert(text);
        }
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        match target {
            Target::Field(_) => self.in_fields = true,
            Target::Pane => self.in_fields = false,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn edited(&mut self, text: &str, _cx: &mut Context) {
        if self.asked.is_none() {
            self.area = Area::default();
            self.area.insert(text.trim_end());
        }
    }

    fn draft_key(&self) -> Option<String> {
        Some(if self.hands_over { format!("ticket-hand:{}", self.ticket) } else { draft_key(self.ticket) })
    }

    fn draft(&self) -> Option<Secret> {
        let (ticket, version, number) = (self.ticket, self.version, self.number);
        let draft = AnswerDraft { ticket, version, number, kind: self.kind(), text: self.area.text() };
        Some(drafts::written(&Body::Answer(Box::new(draft))))
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.asked, self.snippet].contains(&Some(ticket))
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        (self.asked, self.snippet) = (None, None);
        match result {
            Ok(Reply::Ticket(reply)) => return self.take(*reply, cx),
            Ok(_) => {}
            Err(Problem::TicketConflict { current }) => {
                // A second time it is handed over as it is now.
                self.version = current.version;
                let number = format!("#{}", current.number);
                self.error = Some(cx.i18n.t_with("ticket-changed-meanwhile", &[("number", number.into())]));
            }
            Err(problem) => self.error = Some(cx.told(&problem)),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::DropForm => return Answer::Close,
            Intent::Picked(Choice::Ticket(TicketPick::Snippet(name))) => {
                let request = TicketRequest::Snippet { ticket: self.ticket, name: name.clone() };
                self.snippet = Some(ask(request, cx));
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn unsaved(&self) -> bool {
        !self.area.is_empty()
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 76, 17, &self.title(cx), theme);
        let line = Rect { height: 1.min(inside.height), ..inside };
        let at_fields = self.fields.draw(buf, line, LABELS, cx);
        if !self.in_fields {
            // Only one of the two parts has the focus.
            paint::text(buf, line.x, line.y, 1, " ", theme.text());
        }
        paint::rule(buf, inside.x, inside.y + 1, inside.width, theme);
        let body = Rect::new(inside.x, inside.y + 2, inside.width, inside.height.saturating_sub(4));
        if body.is_empty() {
            return None;
        }
        cx.hits.add(body, Target::Pane);
        let at = self.area.draw(buf, body);
        let below = Rect::new(inside.x, body.bottom(), inside.width, 2);
        let (words, style) = match (&self.error, self.kind()) {
            (Some(error), _) => (format!("{} {error}", theme.no()), theme.bad()),
            (None, _) if self.asked.is_some() => (cx.t("form-saving"), theme.dim()),
            (None, AnswerKind::Public) => (cx.t("answer-public-lead"), theme.warn()),
            (None, AnswerKind::Internal) => (cx.t("answer-internal-lead"), theme.dim()),
            (None, AnswerKind::HandOver(_)) => (cx.t("answer-hand-over-lead"), theme.dim()),
        };
        paint::paragraph(buf, below, &words, style);
        if self.in_fields { at_fields } else { Some(at) }
    }
}
