//! The forms of incidents: one is started or corrected, a line noted, an act carried out on a member, the authority told,
//! the incident closed.

use jiff::Timestamp;

use super::form::{ActForm, Matter};
use crate::desk::api::{
    IncidentDraft, IncidentFacts, IncidentRequest, IncidentView, MemberRow, OfficeAnswer, OfficeQuery, Request,
};
use crate::domain::incident::{EventKind, Jurisdiction, Playbook, Wording};
use crate::domain::{Id, IncidentAct, Micros, fold};
use crate::ui::context::Context;
use crate::ui::popups::jump;
use crate::ui::screens::admin::incident_words;
use crate::ui::widgets::fields::Fields;

/// So long before the office became aware data may have been touched, where nothing is said.
const DAY: i64 = 86_400_000_000;

type Form<M> = ActForm<M, IncidentRequest>;
type Wrong = (usize, String);

/// The members by name, once they have come.
#[derive(Debug, Default)]
struct Names {
    ticket: Option<u64>,
    members: Vec<MemberRow>,
}

impl Names {
    /// Asked for where one may see the members; elsewhere none can be named.
    fn ask(cx: &mut Context) -> Self {
        let ticket = cx.rights().members.then(|| cx.ask(Request::Office(OfficeQuery::Members)));
        Self { ticket, members: Vec::new() }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn learn(&mut self, answer: OfficeAnswer) {
        self.ticket = None;
        if let OfficeAnswer::Members(rows) = answer {
            self.members = rows;
        }
    }

    fn find(&self, typed: &str, cx: &Context) -> Result<Id, String> {
        let folded = fold::fold(typed);
        let found = self.members.iter().find(|row| fold::fold(&row.name) == folded);
        found.map(|row| row.id).ok_or_else(|| cx.i18n.t_with("incident-no-member", &[("name", typed.into())]))
    }
}

/// As it is typed and read again.
fn written(at: Micros, cx: &Context) -> String {
    let at = Timestamp::from_microsecond(at.0).unwrap_or_default().to_zoned(cx.zone().clone());
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// A time that was typed; what stands as it was is what it was, to the microsecond.
fn time(fields: &Fields, field: usize, before: Option<Micros>, cx: &Context) -> Result<Option<Micros>, Wrong> {
    let typed = fields.typed(field);
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(before) = before.filter(|before| written(*before, cx) == typed) {
        return Ok(Some(before));
    }
    jump::read(typed, cx).map(Some).ok_or_else(|| (field, cx.t("incident-bad-time")))
}

/// The facts of an incident, and of a new one what it is started as.
#[derive(Debug)]
pub struct FactsMatter {
    /// `None`: a new one.
    incident: Option<(Id, IncidentFacts)>,
    names: Names,
}

const WORDS: usize = 0;
const LAW: usize = 1;
const AWARE: usize = 2;
const SINCE: usize = 3;
const UNTIL: usize = 4;
const MEMBERS: usize = 5;
/// Of a new one.
const PLAYBOOK: usize = 6;
const DRILL: usize = 7;

pub fn start(cx: &mut Context) -> Form<FactsMatter> {
    let lang = cx.i18n.lang;
    let playbooks = Playbook::all().iter().map(|playbook| playbook.name.get(lang).to_owned()).collect();
    let kinds = vec![cx.t("incident-kind-real"), cx.t("incident-kind-drill")];
    let fields =
        facts_fields(None, cx).choice(cx.t("incident-playbook"), playbooks, 0).choice(cx.t("incident-kind"), kinds, 0);
    ActForm::new(FactsMatter { incident: None, names: Names::ask(cx) }, fields)
}

pub fn change(view: &IncidentView, cx: &mut Context) -> Form<FactsMatter> {
    let facts = IncidentFacts {
        words: view.row.words.clone(),
        jurisdiction: view.row.jurisdiction.clone(),
        aware_at: view.row.aware_at,
        since: view.since,
        until: view.until,
        members: view.members.iter().map(|(id, _)| *id).collect(),
    };
    let names: Vec<&str> = view.members.iter().map(|(_, name)| name.as_str()).collect();
    let fields = facts_fields(Some((&facts, &names.join(", "))), cx);
    ActForm::new(FactsMatter { incident: Some((view.row.id, facts)), names: Names::ask(cx) }, fields)
}

fn facts_fields(known: Option<(&IncidentFacts, &str)>, cx: &Context) -> Fields {
    let laws = Jurisdiction::all().iter().map(|law| incident_words::jurisdiction(&law.key, cx)).collect();
    let law = known.and_then(|(facts, _)| Jurisdiction::all().iter().position(|law| law.key == facts.jurisdiction));
    let at = |time: Option<Micros>| time.map(|time| written(time, cx)).unwrap_or_default();
    let facts = known.map(|(facts, _)| facts);
    Fields::default()
        .text(cx.t("incident-what"), facts.map_or("", |facts| &facts.words))
        .choice(cx.t("incident-law"), laws, law.unwrap_or(0))
        .text(cx.t("incident-aware"), &at(facts.map(|facts| facts.aware_at)))
        .hint(cx.t("incident-aware-hint"))
        .text(cx.t("incident-since"), &at(facts.map(|facts| facts.since)))
        .hint(cx.t("incident-since-hint"))
        .text(cx.t("incident-until"), &at(facts.and_then(|facts| facts.until)))
        .hint(cx.t("incident-now"))
        .text(cx.t("incident-members"), known.map_or("", |(_, names)| names))
        .hint(cx.t("incident-everybody"))
}

impl FactsMatter {
    fn facts(&self, fields: &Fields, cx: &Context) -> Result<IncidentFacts, Wrong> {
        let before = self.incident.as_ref().map(|(_, facts)| facts);
        let aware_at = time(fields, AWARE, before.map(|facts| facts.aware_at), cx)?.unwrap_or(cx.now);
        let since = time(fields, SINCE, before.map(|facts| facts.since), cx)?;
        let until = time(fields, UNTIL, before.and_then(|facts| facts.until), cx)?;
        let named = fields.typed(MEMBERS).split(',').map(str::trim).filter(|name| !name.is_empty());
        let members = named.map(|name| self.names.find(name, cx)).collect::<Result<_, _>>();
        Ok(IncidentFacts {
            words: fields.typed(WORDS).to_owned(),
            jurisdiction: Jurisdiction::all().get(fields.chosen(LAW)).map(|law| law.key.clone()).unwrap_or_default(),
            aware_at,
            since: since.unwrap_or(Micros(aware_at.0 - DAY)),
            until,
            members: members.map_err(|words| (MEMBERS, words))?,
        })
    }
}

impl Matter<IncidentRequest> for FactsMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t(if self.incident.is_some() { "incident-change-title" } else { "incident-start-title" })
    }

    fn trail(&self, cx: &Context) -> String {
        cx.t(if self.incident.is_some() { "incident-change-trail" } else { "incident-start-trail" })
    }

    fn note(&self, cx: &Context) -> String {
        cx.t(if self.incident.is_some() { "incident-change-note" } else { "incident-start-note" })
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<IncidentRequest, Wrong> {
        let facts = self.facts(fields, cx)?;
        if let Some((incident, _)) = self.incident {
            return Ok(IncidentRequest::Change { incident, facts });
        }
        let playbook = Playbook::all().get(fields.chosen(PLAYBOOK)).map(|playbook| playbook.key.clone());
        let drill = fields.chosen(DRILL) == 1;
        Ok(IncidentRequest::Start(IncidentDraft { playbook: playbook.unwrap_or_default(), drill, facts }))
    }

    fn waits(&self, ticket: u64) -> bool {
        self.names.waits(ticket)
    }

    fn learn(&mut self, _ticket: u64, answer: OfficeAnswer, _fields: &mut Fields, _cx: &Context) {
        self.names.learn(answer);
    }
}

/// An act on one member, who is named.
#[derive(Debug)]
pub struct ActMatter {
    incident: Id,
    drill: bool,
    act: IncidentAct,
    step: String,
    names: Names,
}

pub fn act_on(view: &IncidentView, act: IncidentAct, step: String, cx: &mut Context) -> Form<ActMatter> {
    // Where it is about one member alone, that is the one.
    let name = match &view.members[..] {
        [(_, name)] => name.as_str(),
        _ => "",
    };
    let fields = Fields::default().text(cx.t("log-member"), name);
    let names = Names::ask(cx);
    ActForm::new(ActMatter { incident: view.row.id, drill: view.row.drill, act, step, names }, fields)
}

impl Matter<IncidentRequest> for ActMatter {
    fn title(&self, cx: &Context) -> String {
        Wording::new(cx.i18n.lang).act(self.act).to_owned()
    }

    fn trail(&self, cx: &Context) -> String {
        cx.t("incident-act-trail")
    }

    fn note(&self, cx: &Context) -> String {
        cx.t(if self.drill { "incident-act-drill-note" } else { "incident-act-note" })
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<IncidentRequest, Wrong> {
        let member = Some(self.names.find(fields.typed(0), cx).map_err(|words| (0, words))?);
        let (incident, act, step) = (self.incident, self.act, Some(self.step.clone()));
        Ok(IncidentRequest::Act { incident, act, member, step })
    }

    fn waits(&self, ticket: u64) -> bool {
        self.names.waits(ticket)
    }

    fn learn(&mut self, _ticket: u64, answer: OfficeAnswer, _fields: &mut Fields, _cx: &Context) {
        self.names.learn(answer);
    }
}

/// A line for the timeline.
#[derive(Debug)]
pub struct NoteMatter(Id);

pub fn note(incident: Id, cx: &Context) -> Form<NoteMatter> {
    let words = Wording::new(cx.i18n.lang);
    let kinds = EventKind::NOTES.map(|kind| words.get(&format!("event_{}", kind.name())).to_owned());
    let fields = Fields::default().choice(cx.t("incident-kind"), kinds.to_vec(), 0).text(cx.t("words-label"), "");
    ActForm::new(NoteMatter(incident), fields)
}

impl Matter<IncidentRequest> for NoteMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t("incident-note-title")
    }

    fn trail(&self, cx: &Context) -> String {
        cx.t("incident-note-trail")
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("incident-note-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<IncidentRequest, Wrong> {
        let kind = EventKind::NOTES.get(fields.chosen(0)).copied().unwrap_or(EventKind::Noticed);
        match fields.typed(1) {
            "" => Err((1, cx.t("words-needed"))),
            words => Ok(IncidentRequest::Note { incident: self.0, kind, words: words.to_owned() }),
        }
    }
}

/// When the authority was told, and how.
#[derive(Debug)]
pub struct ToldMatter(Id);

pub fn told(incident: Id, cx: &Context) -> Form<ToldMatter> {
    let fields =
        Fields::default().text(cx.t("incident-told-at"), "").hint(cx.t("incident-now")).text(cx.t("words-label"), "");
    ActForm::new(ToldMatter(incident), fields)
}

impl Matter<IncidentRequest> for ToldMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t("incident-told-title")
    }

    fn trail(&self, cx: &Context) -> String {
        cx.t("incident-told-trail")
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("incident-told-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<IncidentRequest, Wrong> {
        let at = time(fields, 0, None, cx)?.unwrap_or(cx.now);
        Ok(IncidentRequest::Told { incident: self.0, at, words: fields.typed(1).to_owned() })
    }
}

/// The words that close an incident.
#[derive(Debug)]
pub struct CloseMatter(Id);

pub fn close(incident: Id, cx: &Context) -> Form<CloseMatter> {
    ActForm::new(CloseMatter(incident), Fields::default().text(cx.t("words-label"), ""))
}

impl Matter<IncidentRequest> for CloseMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t("incident-close-title")
    }

    fn trail(&self, cx: &Context) -> String {
        cx.t("incident-close-trail")
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("incident-close-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<IncidentRequest, Wrong> {
        match fields.typed(0) {
            "" => Err((0, cx.t("words-needed"))),
            words => Ok(IncidentRequest::Close { incident: self.0, words: words.to_owned() }),
        }
    }
}
