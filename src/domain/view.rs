//! Which list a saved view is of.

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViewKind {
    Customers,
    Tickets,
}

impl ViewKind {
    pub const ALL: [Self; 2] = [Self::Customers, Self::Tickets];

    /// As it is stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Tickets => "tickets",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
