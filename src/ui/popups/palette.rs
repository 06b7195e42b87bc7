//! The palette: every action that can be done now, every view, and customers by name, narrowed by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{CustomerRow, CustomersQuery, Problem, Reply, Request, View};
use crate::domain::Id;
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::i18n::Lang;
use crate::ui::keymap::{self, Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::choose::{Choose, Item};
use crate::ui::widgets::paint;

/// Most customers shown.
const RECORDS: u16 = 8;
/// From so many letters on customers are searched too.
const LETTERS: usize = 2;

/// What choosing an item does.
#[derive(Clone, Debug)]
enum Deed {
    Act(Action),
    Open(Id),
    View(Box<View>),
    Lang(Lang),
    Theme(String),
}

#[derive(Debug)]
pub struct Palette {
    choose: Choose<Deed>,
    deeds: Vec<Item<Deed>>,
    records: Vec<Item<Deed>>,
    /// The asks for the views and for the customers.
    views: Option<u64>,
    search: Option<u64>,
}

impl Palette {
    pub fn new(from: Place, facts: &Facts, cx: &mut Context) -> Self {
        let mut deeds: Vec<Item<Deed>> = Vec::new();
        for (binding, keys) in cx.keys.of(from).chain(cx.keys.of(Place::Anywhere)) {
            let shown = deeds.iter().any(|item| matches!(item.value, Deed::Act(action) if action == binding.action));
            if (binding.enabled)(facts) && !moves(binding.action) && !shown {
                let key = keys.first().map(|key| keymap::written(*key)).unwrap_or_default();
                let label = cx.t(&format!("help-{}", binding.name));
                deeds.push(Item::new(label, Deed::Act(binding.action)).with_note(key));
            }
        }
        for lang in Lang::ALL.into_iter().filter(|lang| *lang != cx.i18n.lang) {
            let label = format!("{}: {}", cx.t("settings-lang"), lang.own_name());
            deeds.push(Item::new(label, Deed::Lang(lang)));
        }
        let others = cx.start.themes.iter().filter(|theme| !cx.start.mono && theme.name != cx.theme_name);
        for name in others.map(|theme| theme.name.clone()) {
            deeds.push(Item::new(format!("{}: {name}", cx.t("settings-theme")), Deed::Theme(name)));
        }
        let views = cx.rights().list.then(|| cx.ask(Request::Views));
        Self { choose: Choose::new(deeds.clone()), deeds, records: Vec::new(), views, search: None }
    }

    fn typed(&mut self, cx: &mut Context) {
        let typed = self.choose.typed.text().trim().to_owned();
        self.search = None;
        // An exact lookup is logged: it belongs into the list's own search.
        if typed.chars().count() >= LETTERS && !typed.starts_with('/') && cx.rights().list {
            self.search = Some(cx.ask(Request::Customers(CustomersQuery::new(typed, RECORDS))));
        } else if !self.records.is_empty() {
            self.records.clear();
            self.collect();
        }
    }

    fn collect(&mut self) {
        self.choose.set(self.deeds.iter().chain(&self.records).cloned().collect());
    }
}

/// What only moves the selection is no deed.
const fn moves(action: Action) -> bool {
    matches!(
        action,
        Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last
            | Action::Palette
            | Action::NextTab
            | Action::PreviousTab
            | Action::Mark
    )
}

fn record(row: CustomerRow, between: &str) -> Item<Deed> {
    let parts = [row.name, row.company, row.city].into_iter().filter(|part| !part.is_empty());
    Item::new(parts.collect::<Vec<_>>().join(between), Deed::Open(row.id)).with_note(row.code)
}

impl Layer for Palette {
    fn place(&self) -> Place {
        Place::Palette
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-palette")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.choose.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.choose.step(false),
            Action::Down => self.choose.step(true),
            Action::Confirm => {
                cx.intents.extend(self.choose.chosen().map(|deed| match deed {
                    Deed::Act(action) => Intent::Run(action),
                    Deed::Open(id) => Intent::OpenCustomer(id),
                    Deed::View(view) => Intent::OpenView(view),
                    Deed::Lang(lang) => Intent::Lang(lang),
                    Deed::Theme(name) => Intent::Theme(name),
                }));
                return Answer::Close;
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        let before = self.choose.typed.text().len();
        if !self.choose.key(key) {
            return Answer::Ignored;
        }
        if self.choose.typed.text().len() != before {
            self.typed(cx);
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        self.choose.paste(text);
        self.typed(cx);
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.choose.go(row);
        self.act(Action::Confirm, cx)
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.views, self.search].contains(&Some(ticket))
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match result {
            Ok(Reply::Views(views)) => {
                self.views = None;
                let label = |view: &View| format!("{}: {}", cx.t("place-views"), view.draft.name);
                let items = views.into_iter().map(|view| Item::new(label(&view), Deed::View(Box::new(view))));
                self.deeds.extend(items);
            }
            Ok(Reply::Customers(page)) => {
                self.search = None;
                let between = cx.theme.between();
                self.records = page.rows.into_iter().map(|row| record(row, between)).collect();
            }
            // What can't be found is not offered; the list itself says why.
            _ => return Answer::Consumed,
        }
        self.collect();
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let height = area.height.saturating_sub(2).min(20);
        let inside = paint::popup(buf, area, 76, height, &cx.t("place-palette"), cx.theme);
        Some(self.choose.draw(buf, inside, cx))
    }
}
