//! Lines out and answers in. What is written is only ever appended, safe for a terminal, and folded at 80 columns.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::domain::{SafeText, Secret};
use crate::term::{self, Heard};

const COLUMNS: usize = 80;

/// Why no answer came, and what is open is left.
#[derive(Debug)]
pub enum Stop {
    /// Nothing was typed for as long as the asker waits.
    Idle,
    /// The input has ended.
    Ended,
    Signal(i32),
    /// The session is over: whoever goes on signs in again.
    SignedOut,
    Output(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// What stands at the other end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// A person types; otherwise the answers come from a pipe or a file.
    pub typed: bool,
    /// What was written can be taken away again, with all that can be scrolled back to.
    pub clears: bool,
}

impl Ends {
    fn here() -> Self {
        let env = |name: &str| std::env::var(name).ok();
        Self { typed: io::stdin().is_terminal(), clears: io::stdout().is_terminal() && clears(env) }
    }
}

/// Whether the terminal is one that forgets what it is told to. GNU screen keeps a scrollback of its own.
fn clears(env: impl Fn(&str) -> Option<String>) -> bool {
    match env("TERM").unwrap_or_default().as_str() {
        "" | "dumb" | "unknown" => false,
        term if term.starts_with("screen") => env("TMUX").is_some(),
        _ => true,
    }
}

pub struct Prompt {
    heard: Receiver<Heard>,
    out: Box<dyn Write>,
    ends: Ends,
    /// Heard while something else was looked for.
    kept: Option<Heard>,
}

impl Prompt {
    /// Over standard input and output.
    pub fn here() -> io::Result<Self> {
        Ok(Self::new(term::listen()?, Box::new(io::stdout()), Ends::here()))
    }

    pub fn new(heard: Receiver<Heard>, out: Box<dyn Write>, ends: Ends) -> Self {
        Self { heard, out, ends, kept: None }
    }

    pub fn ends(&self) -> Ends {
        self.ends
    }

    /// One line, folded between words. Line breaks in it become spaces: what stands in a record can't begin a
    /// line of its own and pass for Kin's words.
    pub fn say(&mut self, text: &str) -> Result<(), Stop> {
        for row in fold(SafeText::new(text).as_str()) {
            writeln!(self.out, "{row}")?;
        }
        Ok(self.out.flush()?)
    }

    /// A value: one line, however long.
    pub fn say_whole(&mut self, value: &str) -> Result<(), Stop> {
        writeln!(self.out, "{}", SafeText::new(value))?;
        Ok(self.out.flush()?)
    }

    /// The answer to a question, without the blanks around it.
    pub fn ask(&mut self, question: &str, most: Option<Duration>) -> Result<String, Stop> {
        loop {
            self.question(question)?;
            let heard = self.next(most);
            if let Ok(Heard::Line(line)) = heard {
                return Ok(line.expose().trim().to_owned());
            }
            self.end_line()?;
            heard?;
        }
    }

    /// The same, not shown while it is typed, nor taken from what was typed before it was asked for.
    pub fn ask_hidden(&mut self, question: &str, most: Option<Duration>) -> Result<Secret, Stop> {
        loop {
            // Dropped on every way out: the echo is back before anything else is asked.
            let quiet = self.ends.typed.then(term::echo_off);
            while self.ends.typed && self.kept.is_none() {
                match self.heard.try_recv() {
                    Ok(Heard::Line(_)) => {}
                    Ok(other) => self.kept = Some(other),
                    Err(_) => break,
                }
            }
            self.question(question)?;
            let heard = self.next(most);
            drop(quiet);
            self.end_line()?;
            if let Heard::Line(line) = heard? {
                return Ok(line);
            }
        }
    }

    /// Waits for Enter, or until the time is over.
    pub fn wait(&mut self, most: Duration) -> Result<(), Stop> {
        match self.next(Some(most)) {
            Ok(_) | Err(Stop::Idle) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    /// Takes away all that stands there, where the terminal can. Erasing may push what was shown into the
    /// scrollback, so the scrollback goes last.
    pub fn clear(&mut self) -> Result<(), Stop> {
        if self.ends.clears {
            self.out.write_all(b"\x1b[H\x1b[2J\x1b[3J")?;
            self.out.flush()?;
        }
        Ok(())
    }

    fn question(&mut self, question: &str) -> Result<(), Stop> {
        let mut rows = fold(SafeText::new(question).as_str());
        let last = rows.pop().unwrap_or_default();
        for row in rows {
            writeln!(self.out, "{row}")?;
        }
        // An answer from a pipe is not seen, so its line would not end.
        if self.ends.typed {
            write!(self.out, "{last} ")?
        } else {
            writeln!(self.out, "{last}")?
        }
        Ok(self.out.flush()?)
    }

    /// Ends a question's line where no typed Enter has done it.
    fn end_line(&mut self) -> Result<(), Stop> {
        if self.ends.typed {
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn next(&mut self, most: Option<Duration>) -> Result<Heard, Stop> {
        let heard = match (self.kept.take(), most) {
            (Some(kept), _) => kept,
            (None, Some(most)) => self.heard.recv_timeout(most).or_else(|error| match error {
                RecvTimeoutError::Timeout => Err(Stop::Idle),
                RecvTimeoutError::Disconnected => Ok(Heard::Ended),
            })?,
            (None, None) => self.heard.recv().unwrap_or(Heard::Ended),
        };
        match heard {
            Heard::Ended => Err(Stop::Ended),
            Heard::Signal(signal) => Err(Stop::Signal(signal)),
            heard => Ok(heard),
        }
    }
}

/// A line in rows of at most 80 columns, parted between words; a longer word stands alone. Rows after the
/// first are set in, so that only Kin's own words begin at the edge.
fn fold(line: &str) -> Vec<String> {
    const INDENT: &str = "  ";
    let mut rows = Vec::new();
    let (mut row, mut used) = (String::new(), 0);
    for (index, word) in line.split(' ').enumerate() {
        let width = SafeText::new(word).width();
        if index > 0 && used + 1 + width > COLUMNS {
            rows.push(std::mem::replace(&mut row, INDENT.to_owned()));
            used = INDENT.len();
        } else if index > 0 {
            row.push(' ');
            used += 1;
        }
        row.push_str(word);
        used += width;
    }
    rows.push(row);
    rows
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{SyncSender, sync_channel};
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Paper {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    fn prompt(ends: Ends) -> (Prompt, SyncSender<Heard>, Paper) {
        let (sender, heard) = sync_channel(9);
        let paper = Paper::default();
        (Prompt::new(heard, Box::new(paper.clone()), ends), sender, paper)
    }

    const SOON: Option<Duration> = Some(Duration::from_millis(1));

    #[test]
    fn what_is_written_is_safe_and_folded() {
        let (mut prompt, _inbox, paper) = prompt(Ends::default());
        prompt.say("Đào\u{1b}[31m\u{202e}x\nPassword:").unwrap();
        prompt.say(&"chữ ".repeat(40)).unwrap();
        prompt.say_whole(&"số ".repeat(40)).unwrap();
        let text = paper.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "Đào\u{fffd}[31m\u{fffd}x Password:");
        assert!(lines[1..4].iter().all(|line| SafeText::new(line).width() <= 80), "{text}");
        assert!(lines[1].starts_with("chữ") && lines[2].starts_with("  chữ"), "{text}");
        assert_eq!(lines.last().map(|line| line.matches("số").count()), Some(40));
        prompt.clear().unwrap();
        assert!(!paper.text().contains('\u{1b}'), "what cannot clear is sent nothing");
    }

    #[test]
    fn a_question_ends_its_line_where_nobody_types() {
        let (mut piped, inbox, paper) = prompt(Ends::default());
        inbox.send(Heard::Line(Secret::new(" lan "))).unwrap();
        assert_eq!(piped.ask("Member:", SOON).unwrap(), "lan");
        assert_eq!(paper.text(), "Member:\n");
        assert!(matches!(piped.ask("Member:", SOON), Err(Stop::Idle)));
        inbox.send(Heard::Signal(15)).unwrap();
        assert!(matches!(piped.ask_hidden("Password:", SOON), Err(Stop::Signal(15))));
        drop(inbox);
        assert!(matches!(piped.ask("Member:", None), Err(Stop::Ended)));
        assert!(matches!(piped.wait(Duration::from_secs(1)), Err(Stop::Ended)));

        let (mut typed, inbox, paper) = prompt(Ends { typed: true, clears: true });
        inbox.send(Heard::Resumed).unwrap();
        inbox.send(Heard::Line(Secret::new("lan"))).unwrap();
        assert_eq!(typed.ask("Member:", SOON).unwrap(), "lan");
        assert_eq!(paper.text(), "Member: \nMember: ", "asked again by who was away");
        typed.clear().unwrap();
        assert!(paper.text().ends_with("\u{1b}[H\u{1b}[2J\u{1b}[3J"));
    }

    #[test]
    fn terminals_that_keep_what_they_showed_are_known() {
        let here = |term: Option<&str>, tmux: bool| {
            clears(|name| match name {
                "TERM" => term.map(str::to_owned),
                "TMUX" => tmux.then(|| "/tmp/tmux".to_owned()),
                _ => None,
            })
        };
        assert!(here(Some("xterm-256color"), false) && here(Some("linux"), false) && here(Some("screen"), true));
        assert!(!here(Some("dumb"), false) && !here(None, false) && !here(Some("screen.xterm-256color"), false));
    }
}
