//! The hit map: what stands where on a frame, told by those who draw and asked by the mouse.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use super::keymap::Action;

/// What a click means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A row of the layer's list, by its index among what the layer holds.
    Row(usize),
    /// A row of the pane on the right.
    Field(usize),
    Tab(usize),
    /// The heading of a column.
    Column(usize),
    /// A word of the hint line.
    Action(Action),
    /// Somewhere in the list's pane, or in the other one: the wheel turns there.
    List,
    Pane,
}

/// Filled while a frame is drawn; what is drawn later lies on top.
#[derive(Debug, Default)]
pub struct Hits(RefCell<Vec<(Rect, Target)>>);

impl Hits {
    pub fn add(&self, area: Rect, target: Target) {
        self.0.borrow_mut().push((area, target));
    }

    /// A layer begins: what lies under it can't be clicked any more.
    pub fn cover(&self) {
        self.0.borrow_mut().clear();
    }

    /// Takes the map of the frame.
    pub fn take(&self) -> Vec<(Rect, Target)> {
        self.0.take()
    }
}

/// What stands at a column and a row: the last drawn there.
pub fn at(map: &[(Rect, Target)], column: u16, row: u16) -> Option<Target> {
    let here = Position::new(column, row);
    map.iter().rev().find(|(area, _)| area.contains(here)).map(|(_, target)| *target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_later_lies_on_top() {
        let hits = Hits::default();
        hits.add(Rect::new(0, 0, 9, 9), Target::Pane);
        hits.cover();
        hits.add(Rect::new(0, 0, 9, 9), Target::List);
        hits.add(Rect::new(0, 2, 9, 1), Target::Row(2));
        let map = hits.take();
        assert_eq!(at(&map, 8, 2), Some(Target::Row(2)));
        assert_eq!(at(&map, 8, 3), Some(Target::List));
        assert_eq!(at(&map, 9, 3), None);
        assert!(hits.take().is_empty(), "a map is taken once");
    }
}
