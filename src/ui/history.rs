//! Where the person has been: jumping back and forward between screens, customers and tickets.

use super::model::Screen;
use crate::domain::Id;

/// A place worth coming back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub screen: Screen,
    /// The customer that was open, if the keys went there.
    pub customer: Option<Id>,
    /// The ticket, likewise.
    pub ticket: Option<Id>,
}

/// More places than this are forgotten.
const MOST: usize = 50;

#[derive(Debug, Default)]
pub struct History {
    here: Option<Spot>,
    back: Vec<Spot>,
    forward: Vec<Spot>,
}

impl History {
    /// The person is here now; if that is new, the place before can be jumped back to.
    pub fn stand(&mut self, spot: Spot) {
        let before = self.here.replace(spot);
        if let Some(before) = before.filter(|before| *before != spot) {
            self.back.push(before);
            self.forward.clear();
            if self.back.len() > MOST {
                self.back.remove(0);
            }
        }
    }

    pub fn may_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    pub fn may_go_forward(&self) -> bool {
        !self.forward.is_empty()
    }

    /// The place to go to now; the one left can be come back to the other way.
    pub fn jump(&mut self, forward: bool) -> Option<Spot> {
        let (from, to) =
            if forward { (&mut self.forward, &mut self.back) } else { (&mut self.back, &mut self.forward) };
        let spot = from.pop()?;
        to.extend(self.here.replace(spot));
        Some(spot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(n: u8) -> Spot {
        Spot { screen: Screen::Customers, customer: Some(Id([n; 16])), ticket: None }
    }

    #[test]
    fn back_and_forward_are_inverse_until_a_new_way_is_taken() {
        let mut history = History::default();
        [1, 2, 2, 3].into_iter().for_each(|n| history.stand(spot(n)));
        assert_eq!(history.jump(false), Some(spot(2)));
        history.stand(spot(2));
        assert_eq!(history.jump(false), Some(spot(1)));
        assert_eq!(history.jump(false), None);
        assert_eq!(history.jump(true), Some(spot(2)));
        history.stand(spot(9));
        assert!(!history.may_go_forward());
        assert_eq!(history.jump(false), Some(spot(2)));
        (0..200).for_each(|n| history.stand(spot(n)));
        assert!(history.back.len() <= MOST);
    }
}
