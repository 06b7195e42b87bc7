//! What a session did and can take back or do again.
//!
//! Kept over a lock, so it holds no key and no sealed value in the clear: sealed fields as they lay in the
//! file, notes sealed to the member.

use std::collections::HashMap;

use super::Desk;
use super::api::BulkChange;
use super::tasks::TaskTurn;
use super::tickets::TicketTurn;
use super::upkeep::{MergeTurn, TrashTurn};
use crate::domain::{Customer, Id, More};
use crate::store::SealedChange;

/// Most steps that can be taken back, and most customers of bulk acts among them.
const MOST_STEPS: usize = 100;
const MOST_RECORDS: usize = 50_000;

/// How to turn one act of this session back (or forth).
pub struct Step {
    /// The log's entry of that act.
    pub of: i64,
    pub turn: Turn,
}

pub enum Turn {
    /// A customer as it was, with the sealed fields that the act changed as they lay.
    Edit {
        back: Box<Customer>,
        sealed: Vec<SealedChange>,
        /// What was known beside it, where the act changed that.
        more: Option<Box<More>>,
        /// The version that the act left; another one is somebody else's work.
        left: i64,
    },
    Bulk(Vec<BulkTurn>),
    Trash(Vec<TrashTurn>),
    Merge(Box<MergeTurn>),
    RemoveNote {
        note: Id,
        /// The version that the act left; another one is somebody else's work.
        left: i64,
    },
    /// A note with all that it was before, sealed to the member.
    PutNoteBack {
        customer: Id,
        note: Id,
        sealed: Vec<u8>,
    },
    /// What a note said at version `base`, sealed to the member.
    EditNote {
        note: Id,
        base: i64,
        left: i64,
        sealed: Vec<u8>,
    },
    Ticket(TicketTurn),
    /// Of tasks that were changed in one act.
    Tasks(Vec<TaskTurn>),
}

/// One customer of a bulk act.
#[derive(Clone)]
pub struct BulkTurn {
    pub customer: Id,
    pub left: i64,
    /// The version before the act.
    pub base: i64,
    pub back: BulkChange,
}

/// A record that stands again as at version `base`, now by the number `now`.
pub struct Moved {
    pub record: Id,
    pub base: i64,
    pub now: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Undo,
    Redo,
}

impl Way {
    pub const fn other(self) -> Self {
        match self {
            Self::Undo => Self::Redo,
            Self::Redo => Self::Undo,
        }
    }

    /// The word in the log's details.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

/// Two stacks, the newest last.
#[derive(Default)]
pub struct Steps {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

impl Steps {
    /// A new act: what was taken back before it can't be done again.
    pub fn did(&mut self, step: Step) {
        self.redo.clear();
        self.undo.push(step);
        while self.undo.len() > MOST_STEPS || (self.records() > MOST_RECORDS && self.undo.len() > 1) {
            self.undo.remove(0);
        }
    }

    fn records(&self) -> usize {
        let records = |step: &Step| match &step.turn {
            Turn::Bulk(turns) => turns.len(),
            Turn::Ticket(turn) => turn.records(),
            Turn::Tasks(turns) => turns.len(),
            Turn::Trash(turns) => turns.len(),
            Turn::Merge(turn) => turn.brought.followers.len(),
            Turn::Edit { .. } | Turn::RemoveNote { .. } | Turn::EditNote { .. } | Turn::PutNoteBack { .. } => 0,
        };
        self.undo.iter().map(records).sum()
    }

    fn stack(&mut self, way: Way) -> &mut Vec<Step> {
        match way {
            Way::Undo => &mut self.undo,
            Way::Redo => &mut self.redo,
        }
    }

    pub fn take(&mut self, way: Way) -> Option<Step> {
        self.stack(way).pop()
    }

    pub fn put(&mut self, way: Way, step: Step) {
        self.stack(way).push(step);
    }

    pub fn left(&self, way: Way) -> u16 {
        let stack = if way == Way::Undo { &self.undo } else { &self.redo };
        u16::try_from(stack.len()).unwrap_or(u16::MAX)
    }

    /// A record put back is at a new version but stands as before: the other steps that expect it so know it by
    /// the new number.
    pub fn moved(&mut self, moved: &[Moved]) {
        let now: HashMap<(Id, i64), i64> = moved.iter().map(|moved| ((moved.record, moved.base), moved.now)).collect();
        let follow = |record: Id, left: &mut i64| {
            if let Some(now) = now.get(&(record, *left)) {
                *left = *now;
            }
        };
        for step in self.undo.iter_mut().chain(&mut self.redo) {
            match &mut step.turn {
                Turn::Edit { back, left, .. } => follow(back.id, left),
                Turn::Bulk(turns) => turns.iter_mut().for_each(|turn| follow(turn.customer, &mut turn.left)),
                Turn::Ticket(turn) => turn.expected().into_iter().for_each(|(id, left)| follow(id, left)),
                Turn::Tasks(turns) => {
                    for (task, left) in turns.iter_mut().filter_map(TaskTurn::expects) {
                        follow(task, left);
                    }
                }
                Turn::Trash(turns) => turns.iter_mut().for_each(|turn| follow(turn.customer, &mut turn.left)),
                Turn::Merge(turn) => {
                    follow(turn.keep.id, &mut turn.keep_left);
                    follow(turn.gone, &mut turn.gone_left);
                }
                Turn::RemoveNote { note, left } | Turn::EditNote { note, left, .. } => follow(*note, left),
                Turn::PutNoteBack { .. } => {}
            }
        }
    }
}

impl Desk {
    /// Remembers what was done, for `Undo`.
    pub(super) fn did(&mut self, step: Step) {
        if let Some(session) = &mut self.session {
            session.steps.did(step);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(n: i64) -> Step {
        Step { of: n, turn: Turn::RemoveNote { note: Id::default(), left: 1 } }
    }

    fn bulk(n: i64, records: usize) -> Step {
        let turn = BulkTurn { customer: Id::default(), left: 2, base: 1, back: BulkChange::Owner(None) };
        Step { of: n, turn: Turn::Bulk(vec![turn; records]) }
    }

    #[test]
    fn the_oldest_steps_go() {
        let mut steps = Steps::default();
        (0..150).for_each(|n| steps.did(note(n)));
        assert_eq!(steps.left(Way::Undo), 100);
        assert_eq!(steps.undo[0].of, 50);
        (0..6).for_each(|n| steps.did(bulk(n, 10_000)));
        assert_eq!((steps.left(Way::Undo), steps.undo[0].of), (5, 1));
    }

    #[test]
    fn a_new_act_forgets_what_was_taken_back() {
        let mut steps = Steps::default();
        steps.put(Way::Redo, note(1));
        steps.did(note(2));
        assert!(steps.take(Way::Redo).is_none());
    }
}
