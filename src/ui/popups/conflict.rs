//! Someone else changed the record meanwhile: theirs beside mine, field by field.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::CustomerDetail;
use crate::ui::context::{Context, Intent};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

/// A field that differs.
#[derive(Debug)]
pub struct Side {
    /// Its row in the form.
    pub row: usize,
    pub label: String,
    pub theirs: String,
    pub mine: String,
    pub keep_mine: bool,
    /// Both changed it: the person must look.
    pub both: bool,
}

/// What was chosen: their version, and the rows that are taken from it.
#[derive(Debug)]
pub struct Merge<T = CustomerDetail> {
    pub theirs: Box<T>,
    pub take_theirs: Vec<usize>,
}

/// A record that two may change.
pub trait Sided: std::fmt::Debug + Send + Sized + 'static {
    /// The key of the text over the two sides.
    const LEAD: &'static str;

    fn merged(merge: Merge<Self>) -> Intent;

    /// Opens it as it is now.
    fn open_again(&self) -> Intent;
}

impl Sided for CustomerDetail {
    const LEAD: &'static str = "conflict-lead";

    fn merged(merge: Merge<Self>) -> Intent {
        Intent::Merge(Box::new(merge))
    }

    fn open_again(&self) -> Intent {
        Intent::OpenCustomer(self.customer.id)
    }
}

#[derive(Debug)]
pub struct Conflict<T = CustomerDetail> {
    theirs: Option<Box<T>>,
    sides: Vec<Side>,
    at: usize,
}

impl<T: Sided> Conflict<T> {
    pub fn new(theirs: Box<T>, sides: Vec<Side>) -> Self {
        let at = sides.iter().position(|side| side.both).unwrap_or(0);
        Self { theirs: Some(theirs), sides, at }
    }

    fn choose(&mut self, mine: impl Fn(bool) -> bool) {
        if let Some(side) = self.sides.get_mut(self.at) {
            side.keep_mine = mine(side.keep_mine);
        }
    }
}

impl<T: Sided> Layer for Conflict<T> {
    fn place(&self) -> Place {
        Place::Conflict
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-conflict")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let last = self.sides.len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::Mark => self.choose(|mine| !mine),
            Action::Previous => self.choose(|_| false),
            Action::Next => self.choose(|_| true),
            Action::Confirm => {
                let take_theirs = self.sides.iter().filter(|side| !side.keep_mine).map(|side| side.row).collect();
                if let Some(theirs) = self.theirs.take() {
                    cx.intents.push(T::merged(Merge { theirs, take_theirs }));
                }
                return Answer::Close;
            }
            Action::OpenAgain => {
                cx.intents.push(Intent::DropForm);
                cx.intents.extend(self.theirs.as_ref().map(|theirs| theirs.open_again()));
                return Answer::Close;
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, _cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.sides.len().saturating_sub(1));
        if double {
            self.choose(|mine| !mine);
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const LABEL: u16 = 15;
        let theme = cx.theme;
        let rows = u16::try_from(self.sides.len()).unwrap_or(u16::MAX).max(1);
        let inside = paint::popup(buf, area, 78, rows.saturating_add(8), &cx.t("conflict-title"), theme);
        let lead = Rect { height: 2.min(inside.height), ..inside };
        paint::paragraph(buf, lead, &cx.t(T::LEAD), theme.text());
        let half = inside.width.saturating_sub(LABEL) / 2;
        let heading = inside.y + 3;
        let [theirs_x, mine_x] = [inside.x + LABEL, inside.x + LABEL + half];
        paint::text(buf, theirs_x + 2, heading, half.saturating_sub(2), &cx.t("conflict-theirs"), theme.heading());
        paint::text(buf, mine_x + 2, heading, half.saturating_sub(2), &cx.t("conflict-mine"), theme.heading());
        let list = Rect::new(inside.x, heading + 1, inside.width, inside.bottom().saturating_sub(heading + 3));
        let top = (self.at + 1).saturating_sub(usize::from(list.height));
        let mut cursor = None;
        for (index, side) in self.sides.iter().enumerate().skip(top).take(usize::from(list.height)) {
            let y = list.y + u16::try_from(index - top).unwrap_or(0);
            cx.hits.add(Rect::new(list.x, y, list.width, 1), Target::Row(index));
            let here = index == self.at;
            if here {
                cursor = Some(Position::new(if side.keep_mine { mine_x } else { theirs_x }, y));
            }
            let label = if side.both { format!("! {}", side.label) } else { side.label.clone() };
            let style = if side.both { theme.warn() } else { theme.dim() };
            paint::text(buf, inside.x, y, LABEL - 1, &label, style);
            for (x, words, chosen) in [(theirs_x, &side.theirs, !side.keep_mine), (mine_x, &side.mine, side.keep_mine)]
            {
                let style = match (chosen, here) {
                    (true, true) => theme.selected(),
                    (true, false) => theme.strong(),
                    _ => theme.dim(),
                };
                paint::text(buf, x, y, 1, if chosen { theme.yes() } else { " " }, theme.good());
                paint::text(buf, x + 2, y, half.saturating_sub(3), words, style);
            }
        }
        if self.sides.is_empty() {
            paint::text(buf, inside.x, list.y, inside.width, &cx.t("conflict-same"), theme.text());
            cursor = Some(Position::new(inside.x, list.y));
        }
        if self.sides.iter().any(|side| side.both) {
            let y = inside.bottom().saturating_sub(1);
            paint::text(
                buf,
                inside.x,
                y,
                inside.width,
                &cx.i18n.t_with("conflict-choice", &[("key", cx.keys.written("cancel").into())]),
                theme.dim(),
            );
        }
        cursor
    }
}
