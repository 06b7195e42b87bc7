//! Why: the rules that allow or refuse something, each with its reasons and with what upholds it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::desk::api::{Enforced, Problem, Reply, Request, Why, WhyLine, WhyQuery};
use crate::domain::{AnyField, Field, FieldRight, Id, Scope, ShareLevel};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::admin::words::class_key;
use crate::ui::screens::detail::Load;
use crate::ui::widgets::paint;

#[derive(Debug)]
struct Row {
    rule: String,
    ticket: u64,
    answer: Load<Box<Why>>,
}

#[derive(Debug)]
pub struct WhyView {
    rows: Vec<Row>,
    at: usize,
}

/// What may be done with the list.
pub const LIST: &[&str] =
    &["customer.list", "customer.lookup", "customer.create", "customer.bulk", "view.share", "import.run"];
pub const TICKETS: &[&str] =
    &["ticket.list", "ticket.view", "ticket.create", "ticket.edit", "ticket.note", "ticket.merge", "ticket.bulk"];
pub const LOG: &[&str] = &["log.view", "log.export", "access.view"];
/// What may be done with one customer.
const CUSTOMER: &[&str] = &["customer.view", "customer.edit", "customer.share", "note.add", "access.view"];

/// The rules of an opened customer, those of the selected field first.
pub fn of_customer(field: Option<Field>) -> Vec<String> {
    let acts = ["field.view", "field.reveal", "field.check", "field.copy", "field.edit"];
    let of_field = field.map(|field| acts.map(|act| format!("{act} {}", field.name())));
    of_field.into_iter().flatten().chain(CUSTOMER.iter().map(|rule| (*rule).to_owned())).collect()
}

impl WhyView {
    /// Asks for each of the rules; what was just refused stands first.
    pub fn open(mut rules: Vec<String>, customer: Option<Id>, cx: &mut Context) -> Self {
        if let Some(refused) = cx.take_denied() {
            rules.retain(|rule| *rule != refused);
            rules.insert(0, refused);
        }
        let row = |rule: String| {
            let ticket = cx.ask(Request::Why(WhyQuery { rule: rule.clone(), customer }));
            Row { rule, ticket, answer: Load::Waiting }
        };
        Self { rows: rules.into_iter().map(row).collect(), at: 0 }
    }

    /// The rules by name.
    pub fn of(rules: &[&str], cx: &mut Context) -> Self {
        Self::open(rules.iter().map(|rule| (*rule).to_owned()).collect(), None, cx)
    }

    fn draw_rules(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let top = (self.at + 1).saturating_sub(usize::from(area.height));
        let mut cursor = None;
        for (index, row) in self.rows.iter().enumerate().skip(top).take(usize::from(area.height)) {
            let y = area.y + u16::try_from(index - top).unwrap_or(0);
            cx.hits.add(Rect::new(area.x, y, area.width, 1), Target::Row(index));
            let here = index == self.at;
            if here {
                paint::text(buf, area.x, y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(area.x, y));
            }
            let (mark, style) = match &row.answer {
                Load::Ready(why) if why.allowed => (theme.yes(), theme.good()),
                Load::Ready(_) => (theme.no(), theme.bad()),
                _ => ("?", theme.dim()),
            };
            paint::text(buf, area.x + 2, y, 1, mark, style);
            let style = if here { theme.selected() } else { theme.text() };
            paint::text(buf, area.x + 4, y, area.width.saturating_sub(4), &rule_words(&row.rule, cx), style);
        }
        cursor
    }
}

/// A rule in words; one that is not known here by its name.
pub fn rule_words(rule: &str, cx: &Context) -> String {
    let (act, field) = rule.split_once(' ').map_or((rule, None), |(act, field)| (act, Some(field)));
    let words = cx.i18n.find(&format!("why-rule-{}", act.replace('.', "-")), &[]);
    match (words, field.and_then(AnyField::from_name)) {
        (Some(words), Some(field)) => format!("{words}: {}", cx.i18n.field(field.name())),
        (Some(words), None) => words,
        (None, _) => rule.to_owned(),
    }
}

const fn reach_key(reach: Option<Scope>) -> &'static str {
    match reach {
        None => "why-reach-none",
        Some(Scope::Own) => "why-reach-own",
        Some(Scope::Department) => "why-reach-department",
        Some(Scope::All) => "why-reach-all",
    }
}

const fn right_key(right: FieldRight) -> &'static str {
    match right {
        FieldRight::None => "why-field-none",
        FieldRight::Masked => "why-field-masked",
        FieldRight::Lookup => "why-field-lookup",
        FieldRight::RevealWithReason => "why-field-reason",
        FieldRight::Reveal => "why-field-reveal",
    }
}

/// A line in words, and whether it is for it or against it, where that is plain.
fn line_words(line: &WhyLine, cx: &Context) -> (String, Option<bool>) {
    let i18n = &cx.i18n;
    match line {
        WhyLine::Role { role, reach } => {
            let args = [("role", cx.role_named(role).into()), ("reach", cx.t(reach_key(*reach)).into())];
            (i18n.t_with("why-role", &args), Some(reach.is_some()))
        }
        WhyLine::Field { right } => (cx.t(right_key(*right)), None),
        WhyLine::Grant { sequence, issuer, limit, expires, temporary } => {
            let args = [
                ("number", (*sequence).into()),
                ("issuer", issuer.clone().into()),
                ("reach", cx.t(reach_key(Some(*limit))).into()),
            ];
            let mut words = i18n.t_with(if *temporary { "why-stand-in" } else { "why-grant" }, &args);
            if let Some(at) = expires {
                words.push(' ');
                words.push_str(&i18n.t_with("why-until", &[("moment", cx.moment(*at).into())]));
            }
            (words, None)
        }
        WhyLine::Key { class, lookup, held, waiting } => {
            let key = match (*lookup, *held, *waiting) {
                (false, true, _) => "why-key-held",
                (false, false, true) => "why-key-waiting",
                (false, false, false) => "why-key-none",
                (true, true, _) => "why-lookup-held",
                (true, false, true) => "why-lookup-waiting",
                (true, false, false) => "why-lookup-none",
            };
            let class = cx.t(class_key(*class));
            (i18n.t_with(key, &[("class", class.into())]), Some(*held))
        }
        WhyLine::Record { mine, department, in_department, private, shared } => {
            let at = [("department", department.clone().into())];
            let mut parts = vec![match (*mine, *in_department) {
                (true, _) => cx.t("why-record-mine"),
                (false, true) => i18n.t_with("why-record-department", &at),
                (false, false) => i18n.t_with("why-record-other", &at),
            }];
            parts.extend(private.then(|| cx.t("why-record-private")));
            parts.extend(shared.map(|level| {
                cx.t(match level {
                    ShareLevel::View => "why-record-shared-view",
                    ShareLevel::Edit => "why-record-shared-edit",
                })
            }));
            (parts.join(" "), None)
        }
        WhyLine::Manner { manner, permitted, mine } => {
            let key = match manner.as_str() {
                "owner_and_permitted" => "why-manner-owner-and-permitted",
                "owner_only" => "why-manner-owner-only",
                _ => "why-manner-permitted",
            };
            let by_owner = *mine && manner != "permitted";
            (cx.t(key), Some(by_owner || (*permitted && manner != "owner_only")))
        }
        WhyLine::Quota { used_hour, hour, used_day, day } => {
            let args = [
                ("hour", (*used_hour).into()),
                ("hours", (*hour).into()),
                ("day", (*used_day).into()),
                ("days", (*day).into()),
            ];
            (i18n.t_with("why-quota", &args), Some(used_hour < hour && used_day < day))
        }
        WhyLine::Approval { by, until } => {
            let args = [("name", by.clone().into()), ("moment", cx.moment(*until).into())];
            (i18n.t_with("why-approval", &args), Some(true))
        }
        WhyLine::TwoPersons => (cx.t("why-two-persons"), None),
        WhyLine::ExportsFrozen => (cx.t("why-exports-frozen"), Some(false)),
        WhyLine::Preview { role } => (i18n.t_with("why-preview", &[("role", cx.role_named(role).into())]), None),
    }
}

const fn enforced_key(enforced: Enforced) -> &'static str {
    match enforced {
        Enforced::Cryptographic => "why-by-cryptography",
        Enforced::Server => "why-by-server",
        Enforced::Client => "why-by-program",
    }
}

/// The answer to one rule, line by line.
fn draw_answer(buf: &mut Buffer, area: Rect, why: &Why, cx: &Context) {
    let theme = cx.theme;
    let (verdict, style) = if why.allowed {
        (format!("{} {}", theme.yes(), cx.t("why-allowed")), theme.good())
    } else {
        (format!("{} {}", theme.no(), cx.t("why-refused")), theme.bad())
    };
    // What upholds it stands at the end, whatever comes before it.
    let upheld = cx.t(enforced_key(why.enforced));
    let foot = u16::try_from(paint::wrap(&upheld, usize::from(area.width)).len()).unwrap_or(0).min(area.height);
    let end = area.bottom() - foot;
    paint::paragraph(buf, Rect { y: end, height: foot, ..area }, &upheld, theme.dim());
    let mut y = area.y;
    // Words that go on stand under the first of them, not under their mark.
    let mut say = |mark: &str, words: &str, style: Style| {
        let indent = if mark.is_empty() { 0 } else { 2 };
        let width = area.width.saturating_sub(indent);
        paint::text(buf, area.x, y, if y < end { 1 } else { 0 }, mark, style);
        y += paint::paragraph(buf, Rect::new(area.x + indent, y, width, end.saturating_sub(y)), words, style);
    };
    say("", &verdict, style);
    say("", &why.rule, theme.dim());
    for line in &why.lines {
        let (words, good) = line_words(line, cx);
        let mark = match good {
            Some(true) => theme.yes(),
            Some(false) => theme.no(),
            None => theme.dot(),
        };
        say(mark, &words, theme.text());
    }
}

impl Layer for WhyView {
    fn place(&self) -> Place {
        Place::Why
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-why")]
    }

    fn act(&mut self, action: Action, _cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.rows.len().saturating_sub(1)),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.rows.len().saturating_sub(1));
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.rows.iter().any(|row| row.ticket == ticket && matches!(row.answer, Load::Waiting))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, _cx: &mut Context) -> Answer {
        if let Some(row) = self.rows.iter_mut().find(|row| row.ticket == ticket) {
            match result {
                Ok(Reply::Why(why)) => row.answer = Load::Ready(why),
                Ok(_) => {}
                Err(problem) => row.answer = Load::Failed(problem),
            }
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        /// The rules stand beside the answer from this width on, else above it.
        const BESIDE: u16 = 60;
        const RULES: u16 = 28;
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 86, 20, &cx.t("place-why"), theme);
        let (rules, answer) = if inside.width >= BESIDE {
            let rules = Rect { width: RULES, ..inside };
            paint::divider(buf, inside.x + RULES + 1, inside.y, inside.height, theme);
            (rules, Rect { x: inside.x + RULES + 3, width: inside.width - RULES - 3, ..inside })
        } else {
            let height = inside.height.min(3);
            let below = Rect { y: inside.y + height + 1, height: inside.height.saturating_sub(height + 1), ..inside };
            paint::rule(buf, inside.x, inside.y + height, inside.width, theme);
            (Rect { height, ..inside }, below)
        };
        let cursor = self.draw_rules(buf, rules, cx);
        match self.rows.get(self.at).map(|row| &row.answer) {
            Some(Load::Ready(why)) => draw_answer(buf, answer, why, cx),
            Some(Load::Failed(problem)) => {
                paint::paragraph(buf, answer, &format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad());
            }
            _ => {
                paint::text(buf, answer.x, answer.y, answer.width, &cx.t("loading"), theme.dim());
            }
        }
        cursor
    }
}
