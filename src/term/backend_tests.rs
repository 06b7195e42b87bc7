//! The backend's bytes: few, and read back by a terminal emulator to the same screen.

use ratatui::buffer::Buffer;
use ratatui::style::Style as Paint;

use super::*;

/// Counts the writes as well as keeping their bytes.
#[derive(Default)]
struct Sink {
    bytes: Vec<u8>,
    writes: usize,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        self.writes += 1;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn terminal(columns: u16, rows: u16) -> Terminal<Ansi<Sink>> {
    Terminal::new(Ansi::new(Sink::default(), columns, rows)).unwrap()
}

/// Draws and answers what was sent.
fn draw(terminal: &mut Terminal<Ansi<Sink>>, paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> String {
    terminal
        .draw(|frame| {
            if let Some(cursor) = paint(frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })
        .unwrap();
    String::from_utf8(std::mem::take(&mut terminal.backend_mut().out.bytes)).unwrap()
}

#[test]
fn a_frame_is_one_write_and_nothing_changed_is_none() {
    let mut terminal = terminal(20, 4);
    let paint = |buffer: &mut Buffer| {
        buffer.set_string(0, 0, "Kin", Paint::new().bold());
        buffer.set_string(2, 3, "Nguyễn", Paint::new());
        Some((2, 3))
    };
    assert!(!draw(&mut terminal, paint).is_empty());
    assert_eq!(draw(&mut terminal, paint), "");
    assert_eq!(terminal.backend().out.writes, 1);
    let stats = terminal.backend().stats();
    assert_eq!(stats.frames, 1);
    let cursor_only = draw(&mut terminal, |buffer| {
        paint(buffer);
        Some((3, 3))
    });
    assert_eq!(cursor_only, "\x1b[C");
    assert_eq!(terminal.backend().stats(), Stats { frames: 2, bytes: stats.bytes + 3 });
}

#[test]
fn moves_and_styles_cost_little() {
    let mut terminal = terminal(40, 10);
    draw(&mut terminal, |_| None);
    let bytes = draw(&mut terminal, |buffer| {
        buffer.set_string(0, 0, "ab", Paint::new());
        buffer.set_string(5, 0, "cd", Paint::new());
        buffer.set_string(0, 1, "ef", Paint::new().bold());
        buffer.set_string(10, 4, "gh", Paint::new().red());
        None
    });
    assert_eq!(bytes, "\x1b[H\x1b[mab\x1b[3Ccd\r\n\x1b[1mef\x1b[5;11H\x1b[;31mgh");
    let erased = draw(&mut terminal, |buffer| {
        buffer.set_string(0, 0, "ab", Paint::new());
        buffer.set_string(0, 1, "ef", Paint::new().bold());
        buffer.set_string(10, 4, "gx", Paint::new().red());
        None
    });
    assert_eq!(erased, "\x1b[1;6H\x1b[m  \x1b[5;12H\x1b[31mx");
}

#[test]
fn bold_and_dim_share_their_end() {
    let style = |modifier| Style { modifier, ..Style::default() };
    assert_eq!(restyle(style(Modifier::BOLD | Modifier::DIM), style(Modifier::BOLD)), "\x1b[22;1m");
    assert_eq!(restyle(style(Modifier::BOLD), style(Modifier::BOLD | Modifier::REVERSED)), "\x1b[7m");
    assert_eq!(restyle(style(Modifier::BOLD | Modifier::DIM), style(Modifier::empty())), "\x1b[22m");
}

#[test]
fn a_control_character_never_passes() {
    let mut terminal = terminal(20, 2);
    let bytes = draw(&mut terminal, |buffer| {
        buffer[(0, 0)].set_symbol("\x1b]0;owned\x07");
        buffer[(15, 1)].set_symbol("\u{9b}");
        None
    });
    assert!(!bytes.contains("owned") && !bytes.contains('\u{9b}'));
    assert_eq!(bytes.matches('\u{fffd}').count(), 2);
}

const NARROW: [&str; 7] = ["Nguyễn Văn A", "e\u{301}te\u{301}", "      ", "x", "plain words", "Ștefan", "─│┌"];
const WIDE: [&str; 7] = ["日本語", "é日é", "      ", "x", "語", "Nguyễn", "語 x"];

#[test]
fn an_emulator_reads_the_same_screen_back() {
    read_back(&NARROW, true);
}

/// Without backgrounds: ratatui's diff leaves it to the terminal how the other half of a wide character
/// that was overwritten looks, and terminals differ.
#[test]
fn an_emulator_reads_wide_characters_back() {
    read_back(&WIDE, false);
}

/// Draws random frames and reads each back with vt100: the screens, colours and cursors agree.
fn read_back(words: &[&str], backgrounds: bool) {
    let (columns, rows) = (24, 6);
    let mut terminal = terminal(columns, rows);
    let mut emulator = vt100::Parser::new(rows, columns, 0);
    let mut random = fastrand::Rng::with_seed(42);
    for round in 0..300 {
        let mut expected = Buffer::default();
        let cursor = random.bool().then(|| (random.u16(..columns), random.u16(..rows)));
        let bytes = draw(&mut terminal, |buffer| {
            for _ in 0..random.usize(1..12) {
                let (x, y, word) = (random.u16(..columns), random.u16(..rows), random.choice(words).unwrap());
                let mut paint = Paint::new().fg(Color::Indexed(random.u8(..16)));
                if backgrounds && random.bool() {
                    paint = paint.bg(Color::Indexed(random.u8(..16)));
                }
                for modifier in [Modifier::BOLD, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED] {
                    let seen_on_blanks = modifier.intersects(Modifier::UNDERLINED | Modifier::REVERSED);
                    if random.u8(..4) == 0 && (backgrounds || !seen_on_blanks) {
                        paint = paint.add_modifier(modifier);
                    }
                }
                buffer.set_string(x, y, word, paint);
            }
            tidy(buffer);
            expected = buffer.clone();
            cursor
        });
        emulator.process(bytes.as_bytes());
        assert_same(&expected, emulator.screen(), round);
        assert_eq!(emulator.screen().hide_cursor(), cursor.is_none());
        if let Some((x, y)) = cursor {
            assert_eq!(emulator.screen().cursor_position(), (y, x));
        }
    }
}

/// Takes away what random painting leaves of overwritten wide characters, as no widget would.
fn tidy(buffer: &mut Buffer) {
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let width = buffer[(x, y)].symbol().cell_width().max(1);
            if x + width > buffer.area.width {
                buffer[(x, y)].reset();
            }
            for tail in x + 1..(x + width).min(buffer.area.width) {
                buffer[(tail, y)].reset();
            }
            x += width;
        }
    }
}

fn assert_same(expected: &Buffer, screen: &vt100::Screen, round: usize) {
    for y in 0..expected.area.height {
        let mut x = 0;
        while x < expected.area.width {
            let (cell, seen) = (&expected[(x, y)], screen.cell(y, x).unwrap());
            let text = if seen.has_contents() { seen.contents() } else { " " };
            assert_eq!(cell.symbol(), text, "round {round} at {x},{y}");
            let colour = |colour| match colour {
                Color::Indexed(index) => vt100::Color::Idx(index),
                _ => vt100::Color::Default,
            };
            assert_eq!(colour(cell.bg), seen.bgcolor(), "round {round} at {x},{y}");
            if text != " " {
                assert_eq!(colour(cell.fg), seen.fgcolor(), "round {round} at {x},{y}");
                assert_eq!(cell.modifier.contains(Modifier::BOLD), seen.bold());
            }
            assert_eq!(cell.modifier.contains(Modifier::REVERSED), seen.inverse(), "round {round} at {x},{y}");
            assert_eq!(cell.modifier.contains(Modifier::UNDERLINED), seen.underline());
            x += cell.symbol().cell_width().max(1);
        }
    }
}

#[test]
fn a_new_size_draws_all_again() {
    let mut terminal = terminal(20, 4);
    let paint = |buffer: &mut Buffer| {
        buffer.set_string(0, 0, "Kin", Paint::new());
        None
    };
    draw(&mut terminal, paint);
    terminal.backend_mut().set_size(30, 5);
    assert!(draw(&mut terminal, paint).contains("\x1b[2J"));
    assert_eq!(terminal.size().unwrap(), Size::new(30, 5));
}

/// What lies in this process's memory.
#[cfg(target_os = "linux")]
fn in_memory(address: u64, length: usize) -> Vec<u8> {
    use std::os::unix::fs::FileExt;
    let mut bytes = vec![0; length];
    std::fs::File::open("/proc/self/mem").unwrap().read_exact_at(&mut bytes, address).unwrap();
    bytes
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_drawn_does_not_stay_in_the_cells() {
    let holds = |terminal: &mut Terminal<Ansi<Sink>>| {
        let cells = &terminal.current_buffer_mut().content;
        let bytes = in_memory(cells.as_ptr() as u64, size_of_val(cells.as_slice()));
        bytes.windows(3).any(|bytes| bytes == "ệ".as_bytes())
    };
    let mut terminal = terminal(20, 2);
    for _ in 0..2 {
        terminal.current_buffer_mut().set_string(3, 1, "ệ", Paint::new());
        assert!(holds(&mut terminal), "the test sees what is there");
        forget_cells(&mut terminal);
        assert!(!holds(&mut terminal));
        terminal.swap_buffers();
        assert!(!holds(&mut terminal));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_stays_in_the_frame() {
    let mut terminal = terminal(200, 60);
    draw(&mut terminal, |buffer| {
        for y in 0..60 {
            (0..200).for_each(|x| buffer.set_string(x, y, "x", Paint::new().fg(Color::Indexed(x as u8))));
        }
        None
    });
    let sent = usize::try_from(terminal.backend().stats().bytes).unwrap();
    let frame = &terminal.backend().frame;
    assert!(frame.is_empty() && sent > 16 * 1024);
    assert!(in_memory(frame.as_ptr() as u64, sent).iter().all(|byte| *byte == 0));
}
