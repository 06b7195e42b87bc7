//! The form of a new customer or of an edit. It covers the whole body.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::conflict::Conflict;
use super::question::{Ask, Question};
use crate::desk::api::{CustomerDetail, CustomerDraft, Problem, Reply, Request};
use crate::domain::{Customer, CustomerKind, Field, Id, Masked, Status};
use crate::ui::context::{Context, Intent, Tone};
use crate::ui::event::{Key, KeyCode};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail_view::{kind_key, status_key};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

const KINDS: [CustomerKind; 2] = [CustomerKind::Person, CustomerKind::Company];
const STATUSES: [Status; 4] = [Status::Lead, Status::Active, Status::Inactive, Status::Blocked];

const KIND: usize = 0;
const NAME: usize = 1;
const STATUS: usize = 6;
/// Labels of the plain fields; the sealed ones follow, in the order of `Field::ALL`.
const PLAIN: [&str; 7] = ["kind", "name", "company", "city", "country", "website", "status"];
const COUNT: usize = PLAIN.len() + Field::ALL.len();

/// A sealed field: what stands there now, what is typed over it.
#[derive(Debug, Default)]
struct Sealed {
    mask: String,
    input: Input,
    /// The value shall be removed.
    cleared: bool,
}

#[derive(Debug)]
pub struct CustomerForm {
    /// The record as it was opened; `None` for a new one.
    base: Option<Box<Customer>>,
    version: i64,
    kind: usize,
    status: usize,
    /// Name, company, city, country, website.
    plain: [Input; 5],
    sealed: [Sealed; 7],
    focus: usize,
    ticket: Option<u64>,
    errors: Vec<(usize, String)>,
    /// What went wrong with the whole form.
    problem: Option<String>,
}

impl CustomerForm {
    pub fn new_customer() -> Self {
        Self {
            base: None,
            version: 0,
            kind: 0,
            status: 1,
            plain: Default::default(),
            sealed: Default::default(),
            focus: NAME,
            ticket: None,
            errors: Vec::new(),
            problem: None,
        }
    }

    pub fn edit(detail: &CustomerDetail) -> Self {
        let customer = &detail.customer;
        let mut form = Self::new_customer();
        form.version = customer.version;
        form.kind = KINDS.iter().position(|kind| *kind == customer.kind).unwrap_or(0);
        form.status = STATUSES.iter().position(|status| *status == customer.status).unwrap_or(1);
        form.plain = [&customer.name, &customer.company, &customer.city, &customer.country, &customer.website]
            .map(|text| Input::with(text));
        for Masked { field, mask } in &detail.masked {
            form.sealed[place(*field)].mask.clone_from(mask);
        }
        form.base = Some(Box::new(customer.clone()));
        form
    }

    fn input(&mut self) -> Option<&mut Input> {
        match self.focus {
            KIND | STATUS => None,
            index if index < STATUS => self.plain.get_mut(index - 1),
            index => self.sealed.get_mut(index - PLAIN.len()).map(|sealed| &mut sealed.input),
        }
    }

    fn texts(&self) -> [String; 5] {
        [0, 1, 2, 3, 4].map(|index| self.plain[index].text().trim().to_string())
    }

    fn draft(&self) -> CustomerDraft {
        let [name, company, city, country, website] = self.texts();
        let sealed = Field::ALL.into_iter().zip(&self.sealed);
        CustomerDraft {
            id: self.base.as_ref().map(|base| base.id),
            version: self.version,
            kind: KINDS[self.kind],
            name,
            company,
            city,
            country,
            website,
            status: STATUSES[self.status],
            sealed: sealed
                .filter(|(_, sealed)| sealed.cleared || !sealed.input.is_empty())
                .map(|(field, sealed)| (field, sealed.input.secret()))
                .collect(),
        }
    }

    fn save(&mut self, cx: &mut Context) {
        if self.ticket.is_some() {
            return;
        }
        self.errors.clear();
        self.problem = None;
        if self.texts()[0].is_empty() {
            self.errors.push((NAME, cx.t("form-name-needed")));
            self.focus = NAME;
            return;
        }
        self.ticket = Some(cx.ask(Request::SaveCustomer(Box::new(self.draft()))));
    }

    /// Each plain field that differs: label, theirs, mine.
    fn differences(&self, theirs: &Customer, cx: &Context) -> Vec<(String, String, String)> {
        let [name, company, city, country, website] = self.texts();
        [
            ("kind", cx.t(kind_key(theirs.kind)), cx.t(kind_key(KINDS[self.kind]))),
            ("name", theirs.name.clone(), name),
            ("company", theirs.company.clone(), company),
            ("city", theirs.city.clone(), city),
            ("country", theirs.country.clone(), country),
            ("website", theirs.website.clone(), website),
            ("status", cx.t(status_key(theirs.status)), cx.t(status_key(STATUSES[self.status]))),
        ]
        .into_iter()
        .filter(|(_, theirs, mine)| theirs != mine)
        .map(|(name, theirs, mine)| (cx.i18n.field(name), theirs, mine))
        .collect()
    }

    fn refused(&mut self, problem: Problem, cx: &mut Context) {
        match problem {
            Problem::Conflict { current } => {
                let customer = self.base.as_ref().map_or(Id::default(), |base| base.id);
                let differences = self.differences(&current, cx);
                cx.opened.push(Box::new(Conflict { customer, version: current.version, differences }));
            }
            Problem::Invalid { ref field, .. } | Problem::Duplicate { ref field } => {
                let words = match &problem {
                    Problem::Invalid { unfit, .. } => cx.i18n.unfit(*unfit),
                    _ => cx.i18n.problem(&problem),
                };
                match row_of(field) {
                    Some(index) => {
                        self.errors.push((index, words));
                        self.focus = index;
                    }
                    None => self.problem = Some(cx.i18n.problem(&problem)),
                }
            }
            problem => self.problem = Some(cx.i18n.problem(&problem)),
        }
    }

    fn draw_value(&self, buf: &mut Buffer, area: Rect, index: usize, cx: &Context) -> u16 {
        let theme = cx.theme;
        let focused = index == self.focus;
        let words = match index {
            KIND => cx.t(kind_key(KINDS[self.kind])),
            STATUS => cx.t(status_key(STATUSES[self.status])),
            index if index < STATUS => return self.plain[index - 1].draw(buf, area, theme.field(true), None),
            index => {
                let sealed = &self.sealed[index - PLAIN.len()];
                let column = sealed.input.draw(buf, area, theme.field(true), None);
                if sealed.cleared {
                    paint::text(buf, area.x, area.y, area.width, &cx.t("form-cleared"), theme.warn());
                } else if sealed.input.is_empty() {
                    paint::text(buf, area.x, area.y, area.width, &sealed.mask, theme.dim().patch(theme.field(true)));
                }
                return column;
            }
        };
        paint::choice(buf, area, &words, focused, theme);
        0
    }
}

fn place(field: Field) -> usize {
    Field::ALL.iter().position(|other| *other == field).unwrap_or(0)
}

/// The row of a field the desk names.
fn row_of(name: &str) -> Option<usize> {
    PLAIN
        .iter()
        .position(|plain| *plain == name)
        .or_else(|| Field::from_name(name).map(|field| PLAIN.len() + place(field)))
}

impl Layer for CustomerForm {
    fn place(&self) -> Place {
        Place::Form
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        match &self.base {
            Some(_) => vec![cx.t("form-edit")],
            None => vec![cx.t("form-new")],
        }
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.focus = (self.focus + 1) % COUNT,
            Action::PreviousField => self.focus = (self.focus + COUNT - 1) % COUNT,
            Action::Save => self.save(cx),
            Action::Cancel if self.unsaved() => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        let focus = self.focus;
        if key.code == KeyCode::Enter {
            self.focus = (focus + 1) % COUNT;
            return Answer::Consumed;
        }
        if let Some(sealed) = focus.checked_sub(PLAIN.len()).and_then(|index| self.sealed.get_mut(index)) {
            match key.code {
                KeyCode::Delete if sealed.input.is_empty() && !sealed.mask.is_empty() => {
                    sealed.cleared = !sealed.cleared;
                    return Answer::Consumed;
                }
                KeyCode::Char(_) | KeyCode::Backspace => sealed.cleared = false,
                _ => {}
            }
        }
        if let Some(input) = self.input() {
            return match input.key(key) {
                Edit::Ignored => Answer::Ignored,
                Edit::Moved => Answer::Consumed,
                Edit::Changed => {
                    self.errors.retain(|(index, _)| *index != focus);
                    Answer::Consumed
                }
            };
        }
        let (choice, count) =
            if focus == KIND { (&mut self.kind, KINDS.len()) } else { (&mut self.status, STATUSES.len()) };
        *choice = match key.code {
            KeyCode::Left => (*choice + count - 1) % count,
            KeyCode::Right | KeyCode::Char(' ') => (*choice + 1) % count,
            _ => return Answer::Ignored,
        };
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        let focus = self.focus;
        if let Some(input) = self.input() {
            input.insert(text);
            self.errors.retain(|(index, _)| *index != focus);
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Saved { customer, created }) => {
                let key = if created { "form-created" } else { "form-saved" };
                cx.say(Tone::Good, cx.i18n.t_with(key, &[("name", self.texts()[0].clone().into())]));
                cx.intents.push(Intent::CustomerSaved(customer));
                return Answer::Close;
            }
            Ok(_) => {}
            Err(problem) => self.refused(problem, cx),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::DropForm => return Answer::Close,
            Intent::KeepMine(version) => {
                self.version = *version;
                self.save(cx);
            }
            _ => {}
        }
        Answer::Consumed
    }

    fn lock(&mut self, cx: &mut Context) -> Answer {
        let typed = self.sealed.iter().any(|sealed| !sealed.input.is_empty());
        for sealed in &mut self.sealed {
            sealed.input.clear();
        }
        if typed {
            self.problem = Some(cx.t("form-dropped"));
        }
        Answer::Consumed
    }

    fn unsaved(&self) -> bool {
        let sealed = self.sealed.iter().any(|sealed| sealed.cleared || !sealed.input.is_empty());
        let plain = match &self.base {
            Some(base) => {
                let held = [&base.name, &base.company, &base.city, &base.country, &base.website];
                held.iter().zip(&self.plain).any(|(held, input)| held.as_str() != input.text())
                    || base.kind != KINDS[self.kind]
                    || base.status != STATUSES[self.status]
            }
            None => self.plain.iter().any(|input| !input.is_empty()),
        };
        sealed || plain
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                buf[(x, y)].reset();
            }
        }
        let mut lines: Vec<(Option<usize>, String)> = Vec::new();
        for index in 0..COUNT {
            if index == PLAIN.len() {
                lines.push((None, cx.t("form-sealed")));
            }
            lines.push((Some(index), String::new()));
            for (_, words) in self.errors.iter().filter(|(at, _)| *at == index) {
                lines.push((None, format!("{} {words}", theme.no())));
            }
        }
        // The focused row stays in view where the form is higher than the screen.
        let room = usize::from(area.height.saturating_sub(2));
        let at = lines.iter().position(|(index, _)| *index == Some(self.focus)).unwrap_or(0);
        let top = (at + 2).saturating_sub(room);
        let mut cursor = None;
        for (row, (index, words)) in lines.iter().skip(top).take(room).enumerate() {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            let Some(index) = *index else {
                let error = words.starts_with(theme.no());
                let (x, style) = if error { (area.x + 19, theme.bad()) } else { (area.x + 3, theme.accent()) };
                paint::text(buf, x, y, area.right().saturating_sub(x + 1), words, style);
                continue;
            };
            let focused = index == self.focus;
            let label = match index.checked_sub(PLAIN.len()) {
                Some(sealed) => cx.i18n.field(Field::ALL[sealed].name()),
                None => cx.i18n.field(PLAIN[index]),
            };
            if focused {
                paint::text(buf, area.x + 1, y, 1, theme.marker(), theme.accent());
            }
            paint::text(buf, area.x + 3, y, 15, &label, if focused { theme.strong() } else { theme.dim() });
            let field = Rect::new(area.x + 19, y, area.width.saturating_sub(21).min(60), 1);
            let column = self.draw_value(buf, field, index, cx);
            if focused {
                cursor = Some(Position::new(field.x + column, y));
            }
        }
        let foot = area.bottom().saturating_sub(1);
        let (words, style) = if let Some(problem) = &self.problem {
            (format!("{} {problem}", theme.no()), theme.bad())
        } else if self.ticket.is_some() {
            (cx.t("form-saving"), theme.dim())
        } else if self.focus >= PLAIN.len() && self.base.is_some() {
            (cx.t("form-sealed-lead"), theme.dim())
        } else if self.focus == KIND || self.focus == STATUS {
            (cx.t("form-choice-lead"), theme.dim())
        } else {
            (String::new(), theme.dim())
        };
        paint::text(buf, area.x + 3, foot, area.width.saturating_sub(4), &words, style);
        cursor
    }
}
