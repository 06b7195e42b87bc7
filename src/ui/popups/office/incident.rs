//! An incident, whole: what is known of it, the clock, the steps of its playbook with their marks, and its timeline.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::sure::Sure;
use super::{Sending, Sent, incident_form};
use crate::desk::api::{
    Acted, IncidentEventView, IncidentReply, IncidentRequest, IncidentView, LogFilter, LogMatch, Problem, Reply,
    Request, StepView, Touched,
};
use crate::domain::incident::{Jurisdiction, Mark, Playbook, Stage, Wording};
use crate::domain::{Id, IncidentAct};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::admin::incident_words as words;
use crate::ui::screens::admin::listing::{moved, said};
use crate::ui::screens::detail::Load;
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Line, MARK, cell};

/// Where values begin.
const VALUES: u16 = 18;
/// Columns before what a line of the timeline says.
const TIMES: u16 = 14;

/// Says what came of work on an incident, and opens one that was started.
pub fn told(asked: Option<&IncidentRequest>, reply: IncidentReply, cx: &mut Context) {
    let (tone, said) = match reply {
        IncidentReply::Started(id) => {
            let page = IncidentPage::open(id, cx);
            cx.opened.push(Box::new(page));
            (Tone::Good, cx.t("incident-is-started"))
        }
        IncidentReply::Acted(Acted::Proposed(_)) => {
            (Tone::Warn, cx.i18n.t_with("office-proposed", &[("key", cx.keys.written("show-today").into())]))
        }
        IncidentReply::Acted(Acted::WouldAct) => (Tone::Warn, cx.t("incident-would-act")),
        IncidentReply::Acted(Acted::Done(_)) => match asked {
            Some(IncidentRequest::Act { act: IncidentAct::RotateKeys, .. }) => {
                (Tone::Good, cx.t("incident-keys-rotated"))
            }
            _ => (Tone::Good, cx.t("incident-acted")),
        },
        _ => (Tone::Good, cx.t("incident-noted")),
    };
    cx.say(tone, said);
}

#[derive(Debug)]
pub struct IncidentPage {
    id: Id,
    data: Load<Box<IncidentView>>,
    touched: Option<Box<Touched>>,
    at: usize,
    loading: Option<u64>,
    counting: Option<u64>,
    sending: Sending,
    error: Option<String>,
}

impl IncidentPage {
    pub fn open(id: Id, cx: &mut Context) -> Self {
        let mut page = Self {
            id,
            data: Load::Waiting,
            touched: None,
            at: 0,
            loading: None,
            counting: None,
            sending: Sending::default(),
            error: None,
        };
        page.load(cx);
        if cx.rights().log {
            page.counting = Some(cx.ask(Request::Incident(Box::new(IncidentRequest::Touched(id)))));
        }
        page
    }

    fn load(&mut self, cx: &mut Context) {
        self.loading = Some(cx.ask(Request::Incident(Box::new(IncidentRequest::Show(self.id)))));
    }

    fn view(&self) -> Option<&IncidentView> {
        match &self.data {
            Load::Ready(view) => Some(view),
            _ => None,
        }
    }

    /// The steps, then the lines of the timeline.
    fn rows(&self) -> usize {
        self.view().map_or(0, |view| view.steps.len() + view.events.len())
    }

    fn step(&self) -> Option<&StepView> {
        self.view()?.steps.get(self.at)
    }

    /// What narrows the log to the span, and to the members whose acts are looked at.
    fn filter(&self) -> Option<LogFilter> {
        let view = self.view()?;
        let names: Vec<String> = view.members.iter().map(|(_, name)| name.clone()).collect();
        let filter = LogFilter::of(LogMatch::Since(view.since));
        let filter = view.until.map_or(filter.clone(), |until| filter.with(false, LogMatch::Until(until)));
        Some(if names.is_empty() { filter } else { filter.with(false, LogMatch::Member(names)) })
    }

    fn mark(&mut self, mark: Mark, cx: &mut Context) {
        let Some(step) = self.step() else { return };
        // The same mark once more takes it back.
        let mark = (step.mark != Some(mark)).then_some(mark);
        let request = IncidentRequest::Mark { incident: self.id, step: step.key.clone(), mark };
        self.error = None;
        self.sending.send(request, cx);
    }

    fn carry_out(&self, cx: &mut Context) {
        let Some((view, step, act)) =
            self.view().zip(self.step()).and_then(|(view, step)| Some((view, step, step.act?)))
        else {
            return;
        };
        let step = step.key.clone();
        let popup: Box<dyn Layer> = if act.is_on_member() {
            Box::new(incident_form::act_on(view, act, step, cx))
        } else {
            let words = Wording::new(cx.i18n.lang).act(act);
            let key = if view.row.drill { "incident-sure-drill" } else { "incident-sure" };
            let words = cx.i18n.t_with(key, &[("act", words.into())]);
            let request = IncidentRequest::Act { incident: self.id, act, member: None, step: Some(step) };
            Box::new(Sure::new(request, words))
        };
        cx.opened.push(popup);
    }

    fn known(&self, view: &IncidentView, width: u16, cx: &Context) -> Vec<Line> {
        let (theme, row) = (cx.theme, &view.row);
        let text = |key: &str, words: &str, style| sheet::wrapped(&cx.t(key), words, VALUES, width - 3, style, theme);
        let mut lines = Vec::new();
        if !row.words.is_empty() {
            lines.extend(text("incident-what", &row.words, theme.strong()));
        }
        let (clock, style) = words::clock(row, cx);
        lines.extend(text("incident-clock", &clock, style));
        if let Some(law) = Jurisdiction::of(&row.jurisdiction) {
            let law = [law.law.get(cx.i18n.lang), law.authority.get(cx.i18n.lang)].join(theme.between());
            lines.extend(text("incident-law", &law, theme.text()));
        }
        let aware = [cx.moment(row.aware_at), row.started_by.clone()].join(theme.between());
        lines.extend(text("incident-aware", &aware, theme.text()));
        let until = view.until.map_or_else(|| cx.t("incident-now"), |until| cx.moment(until));
        let names: Vec<&str> = view.members.iter().map(|(_, name)| name.as_str()).collect();
        let whose = if names.is_empty() { cx.t("incident-everybody") } else { names.join(", ") };
        let args = [("from", cx.moment(view.since).into()), ("to", until.into()), ("members", whose.into())];
        lines.extend(text("incident-span", &cx.i18n.t_with("incident-span-words", &args), theme.text()));
        if let Some(touched) = &self.touched {
            lines.extend(text("incident-touched", &words::touched(touched, cx), theme.text()));
        }
        if view.exports_frozen {
            lines.extend(text("incident-exports", &cx.t("incident-frozen"), theme.warn()));
        }
        if row.drill {
            let score = row.score;
            let args = [("done", score.in_time.into()), ("steps", score.steps.into())];
            let mut words = cx.i18n.t_with("incident-score-words", &args);
            if let Some(minutes) = score.minutes_to_contain {
                let contained = cx.i18n.t_with("incident-contained", &[("minutes", minutes.into())]);
                words = [words, contained].join(theme.between());
            }
            lines.extend(text("incident-score", &words, theme.text()));
        }
        let report = cx.i18n.t_with("incident-report-words", &[("incident", row.id.to_string().into())]);
        lines.extend(text("incident-report", &report, theme.dim()));
        lines
    }

    fn steps(&self, view: &IncidentView, width: u16, cx: &Context) -> Vec<Line> {
        let wording = Wording::new(cx.i18n.lang);
        let playbook = Playbook::of(&view.row.playbook);
        let mut lines = Vec::new();
        for stage in Stage::ALL {
            lines.extend([Line::blank(), Line::heading(wording.stage(stage), cx.theme)]);
            let steps = view.steps.iter().enumerate().filter(|(_, step)| step.stage == stage);
            for (row, step) in steps {
                let text = playbook.and_then(|playbook| playbook.step(&step.key));
                let text = text.map_or("", |known| known.text.get(cx.i18n.lang));
                lines.extend(step_lines(row, step, text, width, cx));
            }
        }
        lines
    }

    fn timeline(&self, view: &IncidentView, width: u16, cx: &Context) -> Vec<Line> {
        let theme = cx.theme;
        let mut lines = vec![Line::blank(), Line::heading(cx.t("incident-timeline"), theme)];
        for (row, event) in (view.steps.len()..).zip(&view.events) {
            let words = event_words(event, &view.row.playbook, cx);
            let mut wrapped = paint::wrap(&words, usize::from(width.saturating_sub(TIMES + 3).max(8))).into_iter();
            let first = wrapped.next().unwrap_or_default();
            lines
                .push(Line::row(row, vec![cell(TIMES, cx.stamp(event.at), theme.dim()), cell(0, first, theme.text())]));
            let more = |words| Line::of(vec![cell(TIMES, "", theme.dim()), cell(0, words, theme.text())]);
            lines.extend(wrapped.map(more));
        }
        lines
    }
}

/// A step: its mark and its text, and under it what can be done at once, as long as it is open.
fn step_lines(row: usize, step: &StepView, text: &str, width: u16, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let (mark, style) = match step.mark {
        Some(Mark::Done) => (theme.yes(), theme.good()),
        Some(Mark::Skipped) => ("-", theme.dim()),
        None => (theme.dot(), theme.text()),
    };
    let room = usize::from(width.saturating_sub(MARK + 3).max(8));
    let words = if step.mark.is_some() { theme.dim() } else { theme.text() };
    let mut wrapped = paint::wrap(text, room).into_iter();
    let first = wrapped.next().unwrap_or_default();
    let under = |words, style| Line::of(vec![cell(MARK, "", style), cell(0, words, style)]);
    let mut lines = vec![Line::row(row, vec![cell(MARK, mark, style), cell(0, first, words)])];
    lines.extend(wrapped.map(|line| under(line, words)));
    let ways = match (step.mark, step.at) {
        (Some(Mark::Done), Some(at)) => vec![[cx.short(at), step.by.clone()].join(theme.between())],
        (Some(_), _) => Vec::new(),
        (None, _) => {
            let act = step.act.map(|act| {
                let act = Wording::new(cx.i18n.lang).act(act);
                cx.i18n.t_with("incident-act", &[("key", cx.keys.written("carry-out").into()), ("act", act.into())])
            });
            act.into_iter().chain(step.command.clone()).collect()
        }
    };
    lines.extend(ways.into_iter().map(|way| under(way, theme.dim())));
    lines
}

fn event_words(event: &IncidentEventView, playbook: &str, cx: &Context) -> String {
    let (lang, wording) = (cx.i18n.lang, Wording::new(cx.i18n.lang));
    let kind = wording.get(&format!("event_{}", event.kind.name()));
    let act = event.act.map(|act| wording.act(act));
    let step = Playbook::of(playbook).and_then(|playbook| playbook.step(&event.step));
    // An act says itself what was done.
    let step = step.filter(|_| act.is_none()).map(|step| step.text.get(lang));
    let parts = [act, step, Some(event.member.as_str()), Some(event.words.as_str())];
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let said = format!("{}{}{kind}", event.by, cx.theme.between());
    if parts.is_empty() { said } else { format!("{said}: {}", parts.join(cx.theme.between())) }
}

impl Layer for IncidentPage {
    fn place(&self) -> Place {
        Place::Incident
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        let named = |view: &IncidentView| words::playbook(&view.row.playbook, cx);
        vec![self.view().map_or_else(|| cx.t("place-incident"), named)]
    }

    fn facts(&self, facts: &mut Facts) {
        let step = self.step();
        facts.row = step.is_some();
        facts.step_act = step.is_some_and(|step| step.act.is_some());
        facts.incident_open = self.view().is_some_and(|view| view.row.closed_at.is_none());
        facts.evidence = facts.may_log && self.view().is_some();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if let Some(to) = moved(self.at, self.rows(), action, cx.body_height()) {
            self.at = to;
            return Answer::Consumed;
        }
        let popup: Option<Box<dyn Layer>> = match (action, self.view()) {
            // What is on its way can't be taken back any more.
            (Action::Cancel, _) if self.sending.busy() => None,
            (Action::Cancel, _) => return Answer::Close,
            (Action::MarkStep, _) => {
                self.mark(Mark::Done, cx);
                None
            }
            (Action::SkipStep, _) => {
                self.mark(Mark::Skipped, cx);
                None
            }
            (Action::CarryOut, _) => {
                self.carry_out(cx);
                None
            }
            (Action::Note, _) => Some(Box::new(incident_form::note(self.id, cx))),
            (Action::ToldAuthority, _) => Some(Box::new(incident_form::told(self.id, cx))),
            (Action::CloseIncident, _) => Some(Box::new(incident_form::close(self.id, cx))),
            (Action::Edit, Some(_)) => self.view().cloned().map(|view| {
                let form: Box<dyn Layer> = Box::new(incident_form::change(&view, cx));
                form
            }),
            (Action::ToLog, Some(_)) => {
                cx.intents.extend(self.filter().map(|filter| Intent::Filter(Box::new(filter))));
                return Answer::Close;
            }
            _ => return Answer::Ignored,
        };
        cx.opened.extend(popup);
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.rows().saturating_sub(1));
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.sending.waits(ticket) || [self.loading, self.counting].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.sending.waits(ticket) {
            if let Sent::Refused(words) = self.sending.answer(result, cx) {
                self.error = Some(words);
            }
            return Answer::Consumed;
        }
        let counted = self.counting.take_if(|counting| *counting == ticket).is_some();
        if !counted {
            self.loading = None;
        }
        match result {
            Ok(Reply::Incident(reply)) => match *reply {
                IncidentReply::Incident(view) => self.data = Load::Ready(view),
                IncidentReply::Touched(touched) => self.touched = Some(touched),
                _ => {}
            },
            Ok(_) => {}
            Err(problem) if counted || self.view().is_some() => cx.complain(&problem),
            Err(problem) => self.data = Load::Failed(problem),
        }
        self.at = self.at.min(self.rows().saturating_sub(1));
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        if matches!(intent, Intent::OfficeChanged) {
            self.load(cx);
        }
        super::proved(&mut self.sending, intent, cx)
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        paint::clear(buf, area, theme);
        let view = match &self.data {
            Load::Ready(view) => view,
            Load::Waiting => return Some(said(buf, area, true, None, "", cx)),
            Load::Failed(problem) => return Some(said(buf, area, false, Some(problem), "", cx)),
        };
        let (standing, style) = words::standing(&view.row, cx);
        let at = paint::right(buf, area.x, area.y, area.width.saturating_sub(1), &standing, style);
        let title = words::playbook(&view.row.playbook, cx);
        paint::text(buf, area.x + 2, area.y, at.saturating_sub(area.x + 3), &title, theme.strong());
        let foot = match &self.error {
            Some(error) => Some((format!("{} {error}", theme.no()), theme.bad())),
            None if self.sending.busy() => Some((cx.t("office-sending"), theme.dim())),
            None => None,
        };
        let feet = if foot.is_some() { 2 } else { 0 };
        let body = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1 + feet));
        if let Some((words, style)) = foot {
            let below = Rect { x: area.x + 2, y: body.bottom(), width: area.width.saturating_sub(4), height: feet };
            paint::paragraph(buf, below, &words, style);
        }
        let mut lines = self.known(view, body.width, cx);
        lines.extend(self.steps(view, body.width, cx));
        lines.extend(self.timeline(view, body.width, cx));
        sheet::draw(buf, body, &lines, Some(self.at), cx).or(Some(Position::new(area.x + 2, area.y)))
    }
}
