//! The clipboard of the person's own terminal, by OSC 52: it works over any line, and asks nothing back.

use data_encoding::BASE64;
use zeroize::Zeroizing;

use crate::domain::Secret;

/// The way to the terminal that has the clipboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Through {
    #[default]
    Terminal,
    /// tmux takes the sequence from programs only with `set-clipboard on`, and hands a wrapped one on only
    /// with `allow-passthrough on` (before 3.3: always). It is sent both ways; one that is not taken is dropped.
    Tmux,
    /// GNU screen hands on what a DCS holds, in pieces. A tmux at the other end of an ssh calls itself screen
    /// as well, so the plain sequence is sent too.
    Screen,
    /// The Linux console has no clipboard, and older kernels would print the sequence.
    Nowhere,
}

/// The longest DCS sent through GNU screen, whose own limit is 768 bytes (`MAXSTR` of 4.0).
const PIECE: usize = 512;
const DCS_END: &[u8] = b"\x1b\\";

/// Which way the environment tells of.
pub fn through(env: impl Fn(&str) -> Option<String>) -> Through {
    let set = |name: &str| env(name).filter(|value| !value.is_empty());
    let term = set("TERM").unwrap_or_default();
    if set("TMUX").is_some() || term.starts_with("tmux") {
        Through::Tmux
    } else if set("STY").is_some() || term.starts_with("screen") {
        Through::Screen
    } else if term == "linux" {
        Through::Nowhere
    } else {
        Through::Terminal
    }
}

impl Through {
    /// The sequence that puts the text on the clipboard, or for an empty text clears it.
    ///
    /// To clear, a space is copied and then nothing. xterm's own way, a payload that is no base64, made kitty
    /// 0.36 refuse every later copy; tmux drops it as it drops an empty one; Alacritty on Windows fails on the
    /// empty one. A space goes wherever the text went, and the empty payload empties where it is understood.
    pub fn sequence(self, text: &Secret) -> Zeroizing<Vec<u8>> {
        if text.expose().is_empty() {
            let mut sequences = self.wrapped(b" ");
            sequences.extend_from_slice(&self.wrapped(b""));
            return sequences;
        }
        self.wrapped(text.expose().as_bytes())
    }

    fn wrapped(self, text: &[u8]) -> Zeroizing<Vec<u8>> {
        let plain = osc52(text);
        match self {
            Self::Terminal => plain,
            Self::Nowhere => Zeroizing::default(),
            Self::Tmux => {
                // Sized for all of it, as a vector that grows leaves copies behind. An ESC inside is doubled.
                let mut all = Zeroizing::new(Vec::with_capacity(2 * plain.len() + 16));
                all.extend_from_slice(b"\x1bPtmux;\x1b");
                all.extend_from_slice(&plain);
                all.extend_from_slice(DCS_END);
                all.extend_from_slice(&plain);
                all
            }
            Self::Screen => {
                let mut all = Zeroizing::new(Vec::with_capacity(2 * plain.len() + 4 * (plain.len() / PIECE + 1)));
                for piece in plain.chunks(PIECE) {
                    all.extend_from_slice(b"\x1bP");
                    all.extend_from_slice(piece);
                    all.extend_from_slice(DCS_END);
                }
                all.extend_from_slice(&plain);
                all
            }
        }
    }
}

/// Operating system command 52 of xterm's control sequences: `c` is the clipboard.
fn osc52(text: &[u8]) -> Zeroizing<Vec<u8>> {
    const START: &[u8] = b"\x1b]52;c;";
    let mut bytes = Zeroizing::new(vec![0; START.len() + BASE64.encode_len(text.len()) + 1]);
    let end = bytes.len() - 1;
    bytes[..START.len()].copy_from_slice(START);
    BASE64.encode_mut(text, &mut bytes[START.len()..end]);
    bytes[end] = 0x07;
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(through: Through, text: &str) -> String {
        String::from_utf8(through.sequence(&Secret::new(text)).to_vec()).unwrap()
    }

    #[test]
    fn each_way_has_its_wrapping() {
        assert_eq!(sequence(Through::Terminal, "Huế"), "\x1b]52;c;SHXhur8=\x07");
        assert_eq!(sequence(Through::Tmux, "Huế"), "\x1bPtmux;\x1b\x1b]52;c;SHXhur8=\x07\x1b\\\x1b]52;c;SHXhur8=\x07");
        assert_eq!(sequence(Through::Screen, "Huế"), "\x1bP\x1b]52;c;SHXhur8=\x07\x1b\\\x1b]52;c;SHXhur8=\x07");
        assert_eq!(sequence(Through::Nowhere, "Huế"), "");
        assert_eq!(sequence(Through::Terminal, ""), "\x1b]52;c;IA==\x07\x1b]52;c;\x07");
    }

    #[test]
    fn screen_gets_it_in_pieces() {
        let (all, plain) =
            (sequence(Through::Screen, &"x".repeat(3000)), sequence(Through::Terminal, &"x".repeat(3000)));
        let (pieces, rest) = all.split_at(all.len() - plain.len());
        assert_eq!(rest, plain);
        let pieces: Vec<&str> = pieces.split_terminator("\x1b\\").map(|piece| &piece[2..]).collect();
        assert!(pieces.iter().all(|piece| piece.len() <= PIECE));
        assert_eq!(pieces.concat(), plain);
    }

    #[test]
    fn the_environment_tells_the_way() {
        let with = |pairs: &[(&str, &str)]| {
            through(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(with(&[("TERM", "xterm-256color"), ("TMUX", "")]), Through::Terminal);
        assert_eq!(with(&[("TERM", "screen-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")]), Through::Tmux);
        assert_eq!(with(&[("TERM", "tmux-256color")]), Through::Tmux);
        assert_eq!(with(&[("TERM", "screen.xterm-256color")]), Through::Screen);
        assert_eq!(with(&[("TERM", "linux")]), Through::Nowhere);
    }
}
