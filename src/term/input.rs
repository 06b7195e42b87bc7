//! The terminal's bytes into events: a parser without a tty, so that every door can use it.
//!
//! Sequences: ECMA-48, xterm's control sequences (modifiers, modifyOtherKeys, bracketed paste, focus, the
//! mouse), the Linux console's F1-F5, and the `CSI u` keys. A sequence that is not known is dropped; a byte
//! never is.

use zeroize::Zeroizing;

use crate::ui::event::{Mouse, MouseWhat};
use crate::ui::{Event, Key, KeyCode};

/// The longest paste taken, in bytes; what is over it is cut off.
pub const LONGEST_PASTE: usize = 64 * 1024;
/// Longer sequences than this are no keys.
const LONGEST_SEQUENCE: usize = 32;
const PASTE_END: &[u8] = b"\x1b[201~";

#[derive(Debug, Default)]
enum State {
    #[default]
    Ground,
    /// The first bytes of a character, and how many it has.
    Utf8 {
        bytes: [u8; 4],
        len: usize,
        needed: usize,
        alt: bool,
    },
    Escape,
    /// After `ESC [`: the parameters so far.
    Csi(Vec<u8>),
    /// After `ESC O`.
    Ss3,
    /// After `ESC [ [`: the Linux console's F1-F5.
    Console,
    /// After `ESC [ M`: so many bytes of an X10 mouse report are still to come, and are dropped.
    X10(u8),
    /// The pasted bytes, and how much of `PASTE_END` has been seen after them.
    Paste(Zeroizing<Vec<u8>>, usize),
}

/// Turns bytes, cut anywhere, into events.
#[derive(Debug, Default)]
pub struct Parser(State);

impl Parser {
    /// Takes bytes in and appends the events that are complete.
    pub fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        for byte in bytes {
            self.push(*byte, events);
        }
    }

    /// Whether a lone Esc (or Alt-[, Alt-O) is possible and only time can tell.
    pub fn waits(&self) -> bool {
        match &self.0 {
            State::Escape | State::Ss3 => true,
            State::Csi(parameters) => parameters.is_empty(),
            _ => false,
        }
    }

    /// Nothing has followed for a while: what looked like the start of a sequence was a key.
    pub fn give_up_waiting(&mut self, events: &mut Vec<Event>) {
        if self.waits() {
            events.push(Event::Key(match std::mem::take(&mut self.0) {
                State::Ss3 => alt(Key::char('O')),
                State::Csi(_) => alt(Key::char('[')),
                _ => Key::new(KeyCode::Esc),
            }));
        }
    }

    fn push(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.0 = match std::mem::take(&mut self.0) {
            State::Ground => ground(byte, false, events),
            State::Utf8 { mut bytes, mut len, needed, alt } => {
                if byte & 0xc0 != 0x80 {
                    character(char::REPLACEMENT_CHARACTER, alt, events);
                    ground(byte, false, events)
                } else {
                    bytes[len] = byte;
                    len += 1;
                    if len < needed {
                        State::Utf8 { bytes, len, needed, alt }
                    } else {
                        let text = str::from_utf8(&bytes[..len]).ok();
                        let c = text.and_then(|text| text.chars().next());
                        character(c.unwrap_or(char::REPLACEMENT_CHARACTER), alt, events);
                        State::Ground
                    }
                }
            }
            State::Escape => match byte {
                b'[' => State::Csi(Vec::new()),
                b'O' => State::Ss3,
                0x1b => {
                    events.push(Event::Key(Key::new(KeyCode::Esc)));
                    State::Escape
                }
                _ => ground(byte, true, events),
            },
            State::Csi(parameters) => csi(parameters, byte, events),
            State::Ss3 => match byte {
                b'M' => key(KeyCode::Enter, 1, events),
                b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => letter(byte, 1, events),
                _ => {
                    events.push(Event::Key(alt(Key::char('O'))));
                    ground(byte, false, events)
                }
            },
            State::Console => match byte {
                b'A'..=b'E' => key(KeyCode::F(byte - b'A' + 1), 1, events),
                _ => ground(byte, false, events),
            },
            // A report's bytes are 32 and more: less is not one, and counts for itself.
            State::X10(_) if byte < b' ' => ground(byte, false, events),
            State::X10(left) if left > 1 => State::X10(left - 1),
            State::X10(_) => State::Ground,
            State::Paste(text, matched) => paste(text, matched, byte, events),
        };
    }
}

fn alt(key: Key) -> Key {
    Key { alt: true, ..key }
}

fn key(code: KeyCode, modifiers: u32, events: &mut Vec<Event>) -> State {
    // xterm sends 1 + shift 1 + alt 2 + ctrl 4.
    let bits = modifiers.saturating_sub(1);
    let (shift, alt, ctrl) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0);
    let key = match code {
        KeyCode::Tab if shift => Key { code: KeyCode::BackTab, ctrl, alt, shift: false },
        KeyCode::Char(c) => {
            let c = if shift && !ctrl { c.to_uppercase().next().unwrap_or(c) } else { c };
            Key { code: KeyCode::Char(c), ctrl, alt, shift: false }
        }
        _ => Key { code, ctrl, alt, shift },
    };
    events.push(Event::Key(key));
    State::Ground
}

fn character(c: char, alt: bool, events: &mut Vec<Event>) {
    // U+0080 to U+009F are no key of any keyboard.
    if !c.is_control() {
        events.push(Event::Key(Key { alt, ..Key::char(c) }));
    }
}

fn ground(byte: u8, alt: bool, events: &mut Vec<Event>) -> State {
    let ctrl = |c: u8| Key::ctrl(char::from(c));
    let key = match byte {
        0x1b => return State::Escape,
        b'\r' => Key::new(KeyCode::Enter),
        b'\t' => Key::new(KeyCode::Tab),
        // Ctrl-H is what many terminals and input methods send for Backspace.
        0x08 | 0x7f => Key::new(KeyCode::Backspace),
        0x00 => ctrl(b' '),
        0x01..=0x1a => ctrl(byte - 1 + b'a'),
        0x1c..=0x1f => ctrl(byte - 0x1c + b'\\'),
        0x20..=0x7e => Key::char(char::from(byte)),
        0x80.. => {
            let needed = match byte {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => {
                    character(char::REPLACEMENT_CHARACTER, alt, events);
                    return State::Ground;
                }
            };
            return State::Utf8 { bytes: [byte, 0, 0, 0], len: 1, needed, alt };
        }
    };
    events.push(Event::Key(Key { alt, ..key }));
    State::Ground
}

fn csi(mut parameters: Vec<u8>, byte: u8, events: &mut Vec<Event>) -> State {
    match byte {
        b'[' if parameters.is_empty() => State::Console,
        b'M' if parameters.is_empty() => State::X10(3),
        0x20..=0x3f if parameters.len() < LONGEST_SEQUENCE => {
            parameters.push(byte);
            State::Csi(parameters)
        }
        0x40..=0x7e => sequence(&parameters, byte, events),
        // A control byte or a letter ends the broken sequence and counts for itself.
        _ => ground(byte, false, events),
    }
}

fn sequence(parameters: &[u8], last: u8, events: &mut Vec<Event>) -> State {
    if let Some(report) = parameters.strip_prefix(b"<") {
        events.extend(mouse(report, last).map(Event::Mouse));
        return State::Ground;
    }
    // Numbers by `;`; of `a:b` the first counts, but a third one's `:3` in `CSI u` is a release.
    let mut numbers = [0u32; 3];
    let mut released = false;
    for (index, part) in parameters.split(|byte| *byte == b';').enumerate() {
        let mut subparts = part.split(|byte| *byte == b':');
        let number = subparts.next().and_then(|digits| str::from_utf8(digits).ok()).unwrap_or_default();
        if let (Some(slot), Ok(number)) = (numbers.get_mut(index), number.parse()) {
            *slot = number;
        } else if !number.is_empty() {
            return State::Ground;
        }
        released |= index == 1 && subparts.next() == Some(b"3");
    }
    let [first, modifiers, third] = numbers;
    if released {
        return State::Ground;
    }
    match last {
        b'~' => match first {
            1 | 7 => key(KeyCode::Home, modifiers, events),
            3 => key(KeyCode::Delete, modifiers, events),
            4 | 8 => key(KeyCode::End, modifiers, events),
            5 => key(KeyCode::PageUp, modifiers, events),
            6 => key(KeyCode::PageDown, modifiers, events),
            11..=15 => key(function(first - 10), modifiers, events),
            17..=21 => key(function(first - 11), modifiers, events),
            23..=24 => key(function(first - 12), modifiers, events),
            27 => codepoint(third, modifiers, events),
            200 => State::Paste(Zeroizing::default(), 0),
            _ => State::Ground,
        },
        b'u' => codepoint(first, modifiers, events),
        b'Z' => key(KeyCode::BackTab, 1, events),
        b'I' | b'O' if parameters.is_empty() => {
            events.push(Event::Focus(last == b'I'));
            State::Ground
        }
        _ => letter(last, modifiers, events),
    }
}

/// An SGR report (`?1006`), `button;column;row` from 1 on: `M` is a press, `m` a release. Other buttons,
/// releases and motion are nothing to us.
fn mouse(report: &[u8], last: u8) -> Option<Mouse> {
    /// Shift, meta and control, which change nothing.
    const MODIFIERS: u32 = 4 | 8 | 16;
    let mut numbers = str::from_utf8(report).ok()?.split(';').map(|number| number.parse::<u32>().ok());
    let mut next = || numbers.next().flatten();
    let (button, column, row) = (next()?, next()?, next()?);
    let what = match (last, button & !MODIFIERS) {
        (b'M', 0) => MouseWhat::Press,
        (b'M', 64) => MouseWhat::WheelUp,
        (b'M', 65) => MouseWhat::WheelDown,
        _ => return None,
    };
    let from_zero = |number: u32| u16::try_from(number.saturating_sub(1)).unwrap_or(u16::MAX);
    Some(Mouse { column: from_zero(column), row: from_zero(row), what })
}

fn function(number: u32) -> KeyCode {
    KeyCode::F(u8::try_from(number).unwrap_or_default())
}

fn letter(last: u8, modifiers: u32, events: &mut Vec<Event>) -> State {
    let code = match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return State::Ground,
    };
    key(code, modifiers, events)
}

/// A key given by its character's number, as `CSI u` and modifyOtherKeys do.
fn codepoint(number: u32, modifiers: u32, events: &mut Vec<Event>) -> State {
    let code = match number {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        _ => match char::from_u32(number) {
            Some(c) if !c.is_control() => KeyCode::Char(c),
            _ => return State::Ground,
        },
    };
    key(code, modifiers, events)
}

fn paste(mut text: Zeroizing<Vec<u8>>, matched: usize, byte: u8, events: &mut Vec<Event>) -> State {
    if byte == PASTE_END[matched] {
        if matched + 1 < PASTE_END.len() {
            return State::Paste(text, matched + 1);
        }
        // The cut may have gone through a character: what is left of it is not shown.
        let whole = match str::from_utf8(&text) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => text.len(),
        };
        let pasted = Zeroizing::new(String::from_utf8_lossy(&text[..whole]).into_owned());
        // Terminals send a pasted line's end as CR.
        events.push(Event::Paste(pasted.replace("\r\n", "\n").replace('\r', "\n")));
        return State::Ground;
    }
    let room = LONGEST_PASTE.saturating_sub(text.len());
    text.extend(PASTE_END[..matched].iter().take(room));
    if byte == PASTE_END[0] {
        return State::Paste(text, 1);
    }
    if text.len() < LONGEST_PASTE {
        text.push(byte);
    }
    State::Paste(text, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        Parser::default().feed(bytes, &mut events);
        // Cut into single bytes the events are the same.
        let (mut parser, mut single) = (Parser::default(), Vec::new());
        bytes.iter().for_each(|byte| parser.feed(&[*byte], &mut single));
        assert_eq!(events, single);
        events
    }

    fn keys(keys: impl IntoIterator<Item = Key>) -> Vec<Event> {
        keys.into_iter().map(Event::Key).collect()
    }

    fn code(code: KeyCode) -> Key {
        Key::new(code)
    }

    #[test]
    fn an_input_method_burst_keeps_every_byte() {
        // Telex, "viêt" to "việt": two backspaces and the replacement in one read, by DEL and by Ctrl-H.
        for backspace in ["\x7f\x7f", "\x08\x08"] {
            let events = parse(format!("t{backspace}ệt\r").as_bytes());
            let expected = [
                Key::char('t'),
                code(KeyCode::Backspace),
                code(KeyCode::Backspace),
                Key::char('ệ'),
                Key::char('t'),
                code(KeyCode::Enter),
            ];
            assert_eq!(events, keys(expected));
        }
        let long = "ễ\x7f".repeat(5000);
        assert_eq!(parse(long.as_bytes()).len(), 10_000);
    }

    #[test]
    fn keys_of_many_terminals() {
        assert_eq!(
            parse(b"\x1b[A\x1bOB\x1b[1;5C\x1b[Z\x1b[3~\x1b[H\x1b[4~\x1b[5~\x1b[6~"),
            keys([
                code(KeyCode::Up),
                code(KeyCode::Down),
                Key { ctrl: true, ..code(KeyCode::Right) },
                code(KeyCode::BackTab),
                code(KeyCode::Delete),
                code(KeyCode::Home),
                code(KeyCode::End),
                code(KeyCode::PageUp),
                code(KeyCode::PageDown),
            ])
        );
        assert_eq!(
            parse(b"\x1bOP\x1b[[B\x1b[15~\x1b[24;2~"),
            keys([
                code(KeyCode::F(1)),
                code(KeyCode::F(2)),
                code(KeyCode::F(5)),
                Key { shift: true, ..code(KeyCode::F(12)) },
            ])
        );
        assert_eq!(parse(b"\x03\x10\x1a\0"), keys([Key::ctrl('c'), Key::ctrl('p'), Key::ctrl('z'), Key::ctrl(' ')]));
        assert_eq!(parse("\x1bx\x1bệ".as_bytes()), keys([alt(Key::char('x')), alt(Key::char('ệ'))]));
        assert_eq!(parse(b"\x1b[97;5u\x1b[97;1:3u\x1b[9;2u"), keys([Key::ctrl('a'), code(KeyCode::BackTab)]));
        assert_eq!(parse(b"\x1b[I\x1b[O"), [Event::Focus(true), Event::Focus(false)]);
    }

    #[test]
    fn the_mouse_presses_and_turns_and_never_types() {
        let mouse = |column, row, what| Event::Mouse(Mouse { column, row, what });
        assert_eq!(
            parse(b"\x1b[<0;1;1M\x1b[<0;1;1m\x1b[<64;80;24M\x1b[<65;3;4M\x1b[<16;300;200M"),
            [
                mouse(0, 0, MouseWhat::Press),
                mouse(79, 23, MouseWhat::WheelUp),
                mouse(2, 3, MouseWhat::WheelDown),
                mouse(299, 199, MouseWhat::Press),
            ]
        );
        assert_eq!(parse(b"\x1b[<0;0;99999M"), [mouse(0, u16::MAX, MouseWhat::Press)]);
        // The other buttons, motion, what is broken, and X10 reports with letters in them.
        let nothing =
            b"\x1b[<1;1;1M\x1b[<2;1;1M\x1b[<32;5;5M\x1b[<35;5;5M\x1b[<66;5;5M\x1b[<128;1;1M\x1b[<0;1M\x1b[<;;M\
            \x1b[<0;99999999999;1M\x1b[<x\x1b[M !!\x1b[Mqqq\x1b[M#\xff\xc3";
        assert_eq!(parse(nothing), []);
        assert_eq!(parse(b"\x1b[M !\ra"), keys([code(KeyCode::Enter), Key::char('a')]));
    }

    #[test]
    fn a_lone_escape_is_a_matter_of_time() {
        let (mut parser, mut events) = (Parser::default(), Vec::new());
        parser.feed(b"\x1b", &mut events);
        assert!(parser.waits() && events.is_empty());
        parser.give_up_waiting(&mut events);
        assert_eq!(events, keys([code(KeyCode::Esc)]));
        parser.give_up_waiting(&mut events);
        assert_eq!(events.len(), 1);
        parser.feed(b"\x1b[", &mut events);
        parser.give_up_waiting(&mut events);
        assert_eq!(events[1..], keys([alt(Key::char('['))]));
        assert_eq!(parse(b"\x1b\x1b[A"), keys([code(KeyCode::Esc), code(KeyCode::Up)]));
    }

    #[test]
    fn nonsense_does_no_harm() {
        assert_eq!(parse(b"\x1b[99999999999A\x1b[?1;2c\x1b[5Xa"), keys([Key::char('a')]));
        assert_eq!(parse(b"\x1b[12\x7f\rx"), keys([code(KeyCode::Backspace), code(KeyCode::Enter), Key::char('x')]));
        assert_eq!(parse(b"\xff\xe1\xbba"), keys([Key::char('\u{fffd}'), Key::char('\u{fffd}'), Key::char('a')]));
        assert_eq!(parse("\u{9b}31mx".as_bytes()), keys("31mx".chars().map(Key::char)));
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..2000 {
            let bytes: Vec<u8> =
                (0..40).filter_map(|_| random.choice(b"\x1b[O;:<~u200131ABMmI\xc3\xa9\x7f").copied()).collect();
            parse(&bytes);
        }
    }

    #[test]
    fn a_paste_is_one_event_and_capped() {
        assert_eq!(
            parse("a\x1b[200~dòng 1\r\nhai\x1b[20x\r\x1b\x1b[201~b".as_bytes()),
            [Event::Key(Key::char('a')), Event::Paste("dòng 1\nhai\x1b[20x\n\x1b".into()), Event::Key(Key::char('b'))]
        );
        let mut bytes = b"\x1b[200~x".to_vec();
        bytes.extend("ệ".repeat(LONGEST_PASTE).as_bytes());
        bytes.extend(b"\x1b[201~");
        let [Event::Paste(text)] = &parse(&bytes)[..] else { panic!("one paste") };
        assert!(text.len() <= LONGEST_PASTE && text.len() > LONGEST_PASTE - 4);
        assert!(text.ends_with('ệ'));
    }
}
