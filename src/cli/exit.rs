//! The exit codes: what a script learns from how the program ended.

/// How the program ends. A signal ends it with 128 and its number, as a shell counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// What was asked for is done.
    Done = 0,
    /// It was refused or has failed, or what was looked at is bad; of `kin doctor`: a warning.
    Refused = 1,
    /// The arguments, an answer or the configuration are wrong, and nothing was done; of `kin doctor`: something is bad.
    Usage = 2,
    /// The program itself is at fault; the terminal was given back.
    Fault = 101,
}

impl Exit {
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// The same in words, for the help and the man page.
pub const WORDS: &str = "Exit codes:
  0      done
  1      refused, failed, or found bad (kin doctor: a warning)
  2      wrong usage or configuration; nothing was done (kin doctor: something is bad)
  101    a fault of the program
  128+N  ended by signal N: 129 the terminal was closed, 130 interrupted, 143 asked to end";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::End;

    #[test]
    fn the_words_name_every_code() {
        let codes: Vec<String> = WORDS.lines().skip(1).map(|line| line[2..9].trim().to_owned()).collect();
        let known = [Exit::Done, Exit::Refused, Exit::Usage, Exit::Fault].map(|exit| exit.code().to_string());
        assert_eq!(codes[..4], known);
        assert_eq!(codes[4], "128+N");
    }

    #[test]
    fn the_screens_end_by_the_same_codes() {
        assert_eq!(End::Quit.exit_code(), Exit::Done.code());
        assert_eq!(End::Fault.exit_code(), Exit::Fault.code());
        assert_eq!(End::Closed.exit_code(), 128 + 1);
        assert_eq!(End::Signal(15).exit_code(), 143);
    }
}
