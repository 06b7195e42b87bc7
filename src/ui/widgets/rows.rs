//! A bounded window of rows with a selection kept by key and a first visible row.

/// A row that can be told from others.
pub trait Keyed {
    type Key: Copy + Eq + std::fmt::Debug;
    fn key(&self) -> Self::Key;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

/// Which rows of a long list are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetch {
    First,
    Last,
    Next,
    Previous,
    /// The rows that are held, as they are now.
    Again,
    /// The rows from a place on.
    Here,
}

impl Fetch {
    pub const fn is_backward(self) -> bool {
        matches!(self, Self::Last | Self::Previous)
    }
}

/// Most rows held in memory.
pub const HELD: usize = 400;

pub struct Rows<T: Keyed> {
    rows: Vec<T>,
    selected: Option<T::Key>,
    top: usize,
    pub at_start: bool,
    pub at_end: bool,
}

impl<T: Keyed> std::fmt::Debug for Rows<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows").field("len", &self.rows.len()).field("selected", &self.selected).finish_non_exhaustive()
    }
}

impl<T: Keyed> Default for Rows<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), selected: None, top: 0, at_start: true, at_end: false }
    }
}

impl<T: Keyed> Rows<T> {
    pub fn all(&self) -> &[T] {
        &self.rows
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The selected row's index; 0 where it is gone.
    pub fn index(&self) -> usize {
        self.selected.and_then(|key| self.rows.iter().position(|row| row.key() == key)).unwrap_or(0)
    }

    pub fn selected(&self) -> Option<&T> {
        self.rows.get(self.index())
    }

    /// New rows; the selection stays on its record if it is still there, else on the first.
    pub fn replace(&mut self, rows: Vec<T>) {
        self.rows = rows;
        let index = self.index();
        self.select(index);
        self.top = 0;
    }

    /// The same rows as they are now: what is selected stays where it stands on the screen. If it is gone, what
    /// took its place is selected.
    pub fn renew(&mut self, rows: Vec<T>) {
        let before = self.index();
        self.put_in_place(rows, before);
    }

    /// The first rows as they are now; those after the last of them stay.
    pub fn renew_first(&mut self, mut rows: Vec<T>) {
        let before = self.index();
        let last = rows.last().and_then(|last| self.rows.iter().position(|row| row.key() == last.key()));
        match last {
            Some(last) => rows.extend(self.rows.drain(last + 1..)),
            None => self.at_end = false,
        }
        self.put_in_place(rows, before);
    }

    /// Takes rows in; what is selected, which stood at the index `before`, stays where it stands on the screen.
    fn put_in_place(&mut self, rows: Vec<T>, before: usize) {
        let offset = before.saturating_sub(self.top);
        self.rows = rows;
        let found = self.selected.and_then(|key| self.rows.iter().position(|row| row.key() == key));
        let index = found.unwrap_or(before.min(self.rows.len().saturating_sub(1)));
        self.select(index);
        self.top = index.saturating_sub(offset);
    }

    /// Changes a row, if it is held.
    pub fn change(&mut self, key: T::Key, change: impl FnOnce(&mut T)) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.key() == key) {
            change(row);
        }
    }

    /// Selects this row as soon as it is among the rows.
    pub fn expect(&mut self, key: Option<T::Key>) {
        self.selected = key;
    }

    /// More rows at the end; the first ones leave when there are too many, and are answered.
    pub fn append(&mut self, rows: Vec<T>) -> Vec<T> {
        self.rows.extend(rows);
        let spare = self.rows.len().saturating_sub(HELD);
        let dropped: Vec<T> = self.rows.drain(..spare).collect();
        self.top = self.top.saturating_sub(spare);
        self.at_start &= spare == 0;
        dropped
    }

    /// More rows at the start; the last ones leave when there are too many.
    pub fn prepend(&mut self, mut rows: Vec<T>) {
        self.top += rows.len();
        rows.append(&mut self.rows);
        self.at_end &= rows.len() <= HELD;
        rows.truncate(HELD);
        self.rows = rows;
    }

    pub fn select(&mut self, index: usize) {
        self.selected = self.rows.get(index).map(Keyed::key);
    }

    /// Moves the selection and keeps it within `height` visible rows.
    pub fn step(&mut self, step: Step, height: usize) {
        let (at, last) = (self.index(), self.rows.len().saturating_sub(1));
        let page = height.saturating_sub(1).max(1);
        let to = match step {
            Step::Up => at.saturating_sub(1),
            Step::Down => at + 1,
            Step::PageUp => at.saturating_sub(page),
            Step::PageDown => at + page,
            Step::First => 0,
            Step::Last => last,
        };
        self.select(to.min(last));
        self.settle(height);
    }

    /// The same in a list of which only a part is held: answers what must be fetched for it, unless something is on
    /// its way already (`busy`).
    pub fn walk(&mut self, step: Step, height: usize, busy: bool) -> Option<Fetch> {
        match step {
            Step::First if !self.at_start => return Some(Fetch::First),
            Step::Last if !self.at_end => return Some(Fetch::Last),
            _ => self.step(step, height),
        }
        if busy || self.is_empty() {
            None
        } else if !self.at_end && self.near_end() {
            Some(Fetch::Next)
        } else {
            (!self.at_start && self.near_start()).then_some(Fetch::Previous)
        }
    }

    /// Brings the selection into view.
    pub fn settle(&mut self, height: usize) {
        let at = self.index();
        self.top = self.top.min(at).max((at + 1).saturating_sub(height));
    }

    /// Leaves no blank lines below the last row.
    pub fn fill(&mut self, height: usize) {
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }

    /// The index of the first visible row.
    pub fn first_visible(&self, height: usize) -> usize {
        let at = self.index();
        self.top.min(at).max((at + 1).saturating_sub(height.max(1)))
    }

    /// The visible rows, each with whether it is selected.
    pub fn visible(&self, height: usize) -> impl Iterator<Item = (bool, &T)> {
        let at = self.index();
        let top = self.first_visible(height);
        self.rows.iter().enumerate().skip(top).take(height).map(move |(index, row)| (index == at, row))
    }

    /// Whether the selection is near the end (or start) of what is held.
    pub fn near_end(&self) -> bool {
        self.index() + 40 >= self.rows.len()
    }

    pub fn near_start(&self) -> bool {
        self.index() < 40
    }
}
