//! Why a typed value can't be taken.

/// Why a value can't be taken; screens say it by the text `unfit-KEY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("must not be empty")]
    Empty,
    #[error("choose one from the list")]
    NotInList,
    #[error("is not an e-mail address; write it like name@example.com")]
    Email,
    #[error("is not a date; write it like 1990-12-31 or 31/12/1990")]
    Date,
    #[error("is no time that is understood; write it like tomorrow 9:00, fri 14:00 or 15/12")]
    When,
    #[error("is not a valid CCCD: 12 digits are needed, and these do not fit together")]
    Cccd,
    #[error("is not a valid CNP: 13 digits are needed, and the last must fit the others")]
    Cnp,
    #[error("is not a valid IBAN; compare it with the bank's paper")]
    Iban,
    #[error("is not a number; write digits, and decimals behind a point")]
    Number,
    #[error("must not be more than {0}")]
    NotInRange(usize),
    #[error("is not a link; write it like https://example.com")]
    Link,
    #[error("must be a short word of a to z, digits and _ that begins with a letter")]
    Word,
    #[error("is too long; {0} characters are the most")]
    TooLong(usize),
    #[error("are too many; {0} are the most")]
    TooMany(usize),
    #[error("needs at least {0} characters; a few words in a row are easy to remember")]
    TooShort(usize),
    #[error("is one that many people take, or a name; take words that have nothing to do with you or each other")]
    TooCommon,
    #[error("is too easy to guess; add a word or two that have nothing to do with the others")]
    TooEasy,
    #[error("is already used; choose another one")]
    Taken,
    #[error("is over; choose a later time")]
    Past,
    #[error("is not the code that the app shows now; wait for the next one and type it again")]
    Code,
    #[error("must be another one than before")]
    Same,
    #[error("is no public key; give the one line of the file that ends in .pub")]
    KeyUnreadable,
    #[error("is of a kind that is not taken; make one with: ssh-keygen -t ed25519")]
    KeyKind,
    #[error(
        "is a private key, which nobody but you may have; give the line of the file that ends in .pub, and make a new pair if somebody has seen this one"
    )]
    KeyPrivate,
    #[error("could not see it there; choose somebody of its team, or hand it to another team")]
    OutOfReach,
    #[error("is as PuTTY saves it; copy the one line that PuTTYgen shows for pasting into authorized_keys")]
    KeyPutty,
    #[error("holds a password, which nobody may write down; take it out, and have it changed where it is used")]
    HoldsPassword,
    #[error("holds a one-time code; take it out, and never ask a customer for one")]
    HoldsOneTimeCode,
    #[error("holds the code of a payment card; take it out, for it must not be kept anywhere")]
    HoldsCardCode,
    #[error("holds a PIN; take it out, and have it changed where it is used")]
    HoldsPin,
}

impl Unfit {
    /// One of each kind.
    pub const KINDS: [Self; 30] = [
        Self::Empty,
        Self::NotInList,
        Self::Email,
        Self::Date,
        Self::When,
        Self::Cccd,
        Self::Cnp,
        Self::Iban,
        Self::Number,
        Self::NotInRange(0),
        Self::Link,
        Self::Word,
        Self::TooLong(0),
        Self::TooMany(0),
        Self::TooShort(0),
        Self::TooCommon,
        Self::TooEasy,
        Self::Taken,
        Self::Past,
        Self::Code,
        Self::Same,
        Self::KeyUnreadable,
        Self::KeyKind,
        Self::KeyPrivate,
        Self::KeyPutty,
        Self::OutOfReach,
        Self::HoldsPassword,
        Self::HoldsOneTimeCode,
        Self::HoldsCardCode,
        Self::HoldsPin,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotInList => "not-in-list",
            Self::Email => "email",
            Self::Date => "date",
            Self::When => "when",
            Self::Cccd => "cccd",
            Self::Cnp => "cnp",
            Self::Iban => "iban",
            Self::Number => "number",
            Self::NotInRange(_) => "not-in-range",
            Self::Link => "link",
            Self::Word => "word",
            Self::TooLong(_) => "too-long",
            Self::TooMany(_) => "too-many",
            Self::TooShort(_) => "too-short",
            Self::TooCommon => "too-common",
            Self::TooEasy => "too-easy",
            Self::Taken => "taken",
            Self::Past => "past",
            Self::Code => "code",
            Self::Same => "same",
            Self::KeyUnreadable => "key-unreadable",
            Self::KeyKind => "key-kind",
            Self::KeyPrivate => "key-private",
            Self::KeyPutty => "key-putty",
            Self::OutOfReach => "out-of-reach",
            Self::HoldsPassword => "holds-password",
            Self::HoldsOneTimeCode => "holds-one-time-code",
            Self::HoldsCardCode => "holds-card-code",
            Self::HoldsPin => "holds-pin",
        }
    }
}
