//! The office itself: members, who is in, roles, departments, policy, service, keys, alerts, incidents, detectors, insight,
//! decisions, review, backups. Each is a section, with its name in a list at the left, or in a line of tabs where there is
//! no room for one.

pub mod alert_words;
pub mod alerts;
mod backups;
mod decisions;
mod departments;
mod detectors;
mod fields;
pub mod incident_words;
mod incidents;
mod insight;
mod keys;
pub mod listing;
mod members;
mod policy;
mod review;
mod roles;
pub mod service;
pub mod service_words;
mod sessions;
pub mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{Problem, Reply, Rights};
use crate::domain::Id;
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::{paint, tabs};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Section {
    #[default]
    Members,
    Sessions,
    Roles,
    Departments,
    Policy,
    Service,
    Fields,
    Keys,
    Alerts,
    Incidents,
    Detectors,
    Insight,
    Decisions,
    Review,
    Backups,
}

impl Section {
    const ALL: [Self; 15] = [
        Self::Members,
        Self::Sessions,
        Self::Roles,
        Self::Departments,
        Self::Policy,
        Self::Service,
        Self::Fields,
        Self::Keys,
        Self::Alerts,
        Self::Incidents,
        Self::Detectors,
        Self::Insight,
        Self::Decisions,
        Self::Review,
        Self::Backups,
    ];

    pub const fn place(self) -> Place {
        match self {
            Self::Members => Place::Members,
            Self::Sessions => Place::Sessions,
            Self::Roles => Place::Roles,
            Self::Departments => Place::Departments,
            Self::Policy => Place::Policy,
            Self::Service => Place::Service,
            Self::Fields => Place::Fields,
            Self::Keys => Place::Keys,
            Self::Alerts => Place::Alerts,
            Self::Incidents => Place::Incidents,
            Self::Detectors => Place::Detectors,
            Self::Insight => Place::Insight,
            Self::Decisions => Place::Decisions,
            Self::Review => Place::Review,
            Self::Backups => Place::Backups,
        }
    }

    const fn allowed(self, rights: &Rights) -> bool {
        match self {
            Self::Alerts => rights.alerts,
            Self::Incidents => rights.incidents,
            Self::Detectors => rights.alerts || rights.policy,
            Self::Insight => rights.insight,
            Self::Backups => rights.backups,
            Self::Sessions => rights.manage_members,
            _ => rights.members,
        }
    }
}

/// The sections that these rights open.
pub fn sections(rights: &Rights) -> Vec<Section> {
    Section::ALL.into_iter().filter(|section| section.allowed(rights)).collect()
}

/// Columns of the list of sections, where there is room for it.
const LIST: u16 = 18;
/// Rows of the tabs with the line under them, where there is not.
const TABS: u16 = 2;

/// Rows of a section's list, below its lead and its headings.
pub fn height(cx: &Context) -> usize {
    let above = if cx.wide() { 2 } else { 2 + usize::from(TABS) };
    cx.body_height().saturating_sub(above)
}

#[derive(Debug, Default)]
pub struct Admin {
    section: Section,
    members: members::Members,
    sessions: sessions::Sessions,
    roles: roles::Roles,
    departments: departments::Departments,
    policy: policy::PolicyPage,
    service: service::ServicePage,
    fields: fields::FieldsPage,
    keys: keys::Keys,
    alerts: alerts::Alerts,
    incidents: incidents::Incidents,
    detectors: detectors::DetectorsPage,
    insight: insight::InsightPage,
    decisions: decisions::Decisions,
    review: review::ReviewPage,
    backups: backups::BackupsPage,
}

impl Admin {
    /// Shows the section as it is now.
    pub fn enter(&mut self, cx: &mut Context) {
        let sections = sections(&cx.rights());
        if !sections.contains(&self.section) {
            self.section = sections.first().copied().unwrap_or_default();
        }
        self.panel_mut().act(Action::Reload, cx);
    }

    pub fn show(&mut self, section: Section, cx: &mut Context) {
        self.section = section;
        self.enter(cx);
    }

    /// Shows the alerts about one member.
    pub fn show_alerts_about(&mut self, member: Id, name: String, cx: &mut Context) {
        self.alerts.narrow(member, name);
        self.show(Section::Alerts, cx);
    }

    /// Somebody came in or left.
    pub fn presence(&mut self, cx: &mut Context) {
        if self.section == Section::Sessions {
            self.panel_mut().act(Action::Reload, cx);
        }
    }

    fn panel(&self) -> &dyn Layer {
        match self.section {
            Section::Members => &self.members,
            Section::Sessions => &self.sessions,
            Section::Roles => &self.roles,
            Section::Departments => &self.departments,
            Section::Policy => &self.policy,
            Section::Service => &self.service,
            Section::Fields => &self.fields,
            Section::Keys => &self.keys,
            Section::Alerts => &self.alerts,
            Section::Incidents => &self.incidents,
            Section::Detectors => &self.detectors,
            Section::Insight => &self.insight,
            Section::Decisions => &self.decisions,
            Section::Review => &self.review,
            Section::Backups => &self.backups,
        }
    }

    fn panel_mut(&mut self) -> &mut dyn Layer {
        match self.section {
            Section::Members => &mut self.members,
            Section::Sessions => &mut self.sessions,
            Section::Roles => &mut self.roles,
            Section::Departments => &mut self.departments,
            Section::Policy => &mut self.policy,
            Section::Service => &mut self.service,
            Section::Fields => &mut self.fields,
            Section::Keys => &mut self.keys,
            Section::Alerts => &mut self.alerts,
            Section::Incidents => &mut self.incidents,
            Section::Detectors => &mut self.detectors,
            Section::Insight => &mut self.insight,
            Section::Decisions => &mut self.decisions,
            Section::Review => &mut self.review,
            Section::Backups => &mut self.backups,
        }
    }

    fn turn(&mut self, forward: bool, cx: &mut Context) {
        let sections = sections(&cx.rights());
        let count = sections.len().max(1);
        let at = sections.iter().position(|section| *section == self.section).unwrap_or(0);
        if let Some(section) = sections.get((at + if forward { 1 } else { count - 1 }) % count) {
            self.show(*section, cx);
        }
    }

    /// The sections, as a list down the left or as tabs; answers what is left for the section itself.
    fn draw_sections(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Rect {
        let theme = cx.theme;
        let sections = sections(&cx.rights());
        if cx.wide() {
            for (index, section) in sections.iter().enumerate() {
                let line = Rect::new(area.x, area.y + u16::try_from(index).unwrap_or(0), LIST - 1, 1);
                if line.y >= area.bottom() {
                    break;
                }
                cx.hits.add(line, Target::Tab(index));
                let here = *section == self.section;
                let style = if here { theme.accent() } else { theme.text() };
                if here {
                    paint::text(buf, line.x + 1, line.y, 1, theme.dot(), theme.accent());
                }
                paint::text(buf, line.x + 3, line.y, LIST - 4, &cx.t(section.place().key()), style);
            }
            paint::divider(buf, area.x + LIST, area.y, area.height, theme);
            return Rect { x: area.x + LIST + 1, width: area.width.saturating_sub(LIST + 1), ..area };
        }
        let style = |here| if here { theme.accent() } else { theme.dim() };
        let name = |section: &Section| (cx.t(section.place().key()), style(*section == self.section));
        let names: Vec<_> = sections.iter().map(name).collect();
        let here = sections.iter().position(|section| *section == self.section).unwrap_or(0);
        tabs::draw(buf, Rect { height: 1, ..area }, &names, here, cx);
        paint::rule(buf, area.x, area.y + 1, area.width, theme);
        Rect { y: area.y + TABS, height: area.height.saturating_sub(TABS), ..area }
    }
}

impl Layer for Admin {
    fn place(&self) -> Place {
        self.panel().place()
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-admin"), cx.t(self.section.place().key())]
    }

    fn facts(&self, facts: &mut Facts) {
        self.panel().facts(facts);
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextSection | Action::PreviousSection => {
                self.turn(action == Action::NextSection, cx);
                Answer::Consumed
            }
            action => self.panel_mut().act(action, cx),
        }
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        self.panel_mut().key(key, cx)
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        self.panel_mut().paste(text, cx);
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        if let Target::Tab(tab) = target {
            if let Some(section) = sections(&cx.rights()).get(tab) {
                self.show(*section, cx);
            }
            return Answer::Consumed;
        }
        self.panel_mut().hit(target, double, cx)
    }

    fn waits(&self, ticket: u64) -> bool {
        // What was asked for in a section that was left since is not waited for any more.
        self.panel().waits(ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.panel_mut().reply(ticket, result, cx)
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        if matches!(intent, Intent::OfficeChanged) {
            self.panel_mut().act(Action::Reload, cx);
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let body = self.draw_sections(buf, area, cx);
        self.panel().draw(buf, body, cx)
    }
}
