//! Frames into the fewest bytes: a ratatui backend over any writer, with a size and a cursor of its own.
//!
//! One frame is one write. It asks nothing of the terminal, so it serves a remote one as well.

use std::io::{self, Write};

use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use zeroize::{Zeroize, Zeroizing};

/// What has been sent, for benches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Writes that were not empty.
    pub frames: u64,
    pub bytes: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Style {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Control sequences of ECMA-48 as every terminal of today knows them: 16 colours (more where a cell has
/// them), attributes, cursor moves. The colour of an underline is not sent.
pub struct Ansi<W: Write> {
    out: W,
    size: Size,
    /// Bytes of the frame so far; customers' data are among them, so nothing of it stays once it is sent.
    frame: Zeroizing<Vec<u8>>,
    /// Where the terminal's cursor is; `None` when only the terminal knows.
    at: Option<Position>,
    style: Option<Style>,
    shown: Option<bool>,
    /// What the frame wants of the cursor in the end.
    want_at: Position,
    want_shown: bool,
    stats: Stats,
}

impl<W: Write> Ansi<W> {
    pub fn new(out: W, columns: u16, rows: u16) -> Self {
        Self {
            out,
            size: Size::new(columns, rows),
            frame: Zeroizing::new(Vec::with_capacity(16 * 1024)),
            at: None,
            style: None,
            shown: None,
            want_at: Position::ORIGIN,
            want_shown: false,
            stats: Stats::default(),
        }
    }

    /// The terminal's size, as told by who knows it.
    pub fn set_size(&mut self, columns: u16, rows: u16) {
        self.size = Size::new(columns, rows);
    }

    /// Someone else has written to the terminal: nothing about its cursor and style is known any more.
    pub fn forget(&mut self) {
        (self.at, self.style, self.shown) = (None, None, None);
    }

    pub fn stats(&self) -> Stats {
        self.stats
    }

    fn put(&mut self, text: &str) {
        if self.frame.capacity() - self.frame.len() < text.len() {
            // A vector that grows by itself leaves its old bytes behind.
            let mut larger = Zeroizing::new(Vec::with_capacity(2 * self.frame.capacity() + text.len()));
            larger.extend_from_slice(&self.frame);
            self.frame = larger;
        }
        self.frame.extend_from_slice(text.as_bytes());
    }

    /// Moves the cursor by the shortest of the ways there are.
    fn move_to(&mut self, to: Position) {
        if self.at == Some(to) {
            return;
        }
        let mut best = match (to.x, to.y) {
            (0, 0) => "\x1b[H".to_owned(),
            (0, y) => format!("\x1b[{}H", y + 1),
            (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        if let Some(from) = self.at {
            let shift = |count: u16, letter: char| match count {
                1 => format!("\x1b[{letter}"),
                _ => format!("\x1b[{count}{letter}"),
            };
            let way = if to.y == from.y {
                match to.x {
                    0 => Some("\r".to_owned()),
                    x if x > from.x => Some(shift(x - from.x, 'C')),
                    x => Some(shift(from.x - x, 'D')),
                }
            } else if to.y == from.y + 1 && to.x == 0 {
                Some("\r\n".to_owned())
            } else if to.x == from.x {
                Some(if to.y > from.y { shift(to.y - from.y, 'B') } else { shift(from.y - to.y, 'A') })
            } else {
                None
            };
            best = way.filter(|way| way.len() < best.len()).unwrap_or(best);
        }
        self.put(&best);
        self.at = Some(to);
    }

    fn set_style(&mut self, style: Style) {
        if self.style == Some(style) {
            return;
        }
        let sgr = match self.style {
            Some(from) => shorter(restyle(from, style), reset_and(style)),
            None => reset_and(style),
        };
        self.put(&sgr);
        self.style = Some(style);
    }

    fn cell(&mut self, at: Position, cell: &Cell) {
        self.move_to(at);
        self.set_style(style_of(cell));
        // Texts are cleaned where they enter; a control character here would be a way around that.
        let symbol = if cell.symbol().chars().any(char::is_control) { "\u{fffd}" } else { cell.symbol() };
        let symbol = if symbol.is_empty() { " " } else { symbol };
        self.put(symbol);
        let next = at.x + symbol.cell_width();
        // Terminals differ in the width of clusters, and in what follows the last column.
        let sure = symbol.chars().nth(1).is_none() && next < self.size.width;
        self.at = sure.then_some(Position::new(next, at.y));
    }

    /// Blanks a row's cells from `from` to before `to`.
    fn blanks(&mut self, from: Position, to: u16, cell: &Cell) {
        if to == self.size.width && to - from.x > 3 {
            self.move_to(from);
            self.set_style(style_of(cell));
            self.put("\x1b[K");
        } else {
            (from.x..to).for_each(|x| self.cell(Position::new(x, from.y), cell));
        }
    }
}

impl<W: Write> Backend for Ansi<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // A run of blanks waits for its end: up to the edge of the screen it is one erase.
        let mut run: Option<(Position, u16, &Cell)> = None;
        for (x, y, cell) in content {
            let at = Position::new(x, y);
            if let Some((from, to, first)) = run {
                if from.y == y && to == x && erasable(cell) && style_of(cell) == style_of(first) {
                    run = Some((from, to + 1, first));
                    continue;
                }
                self.blanks(from, to, first);
                run = None;
            }
            if erasable(cell) {
                run = Some((at, x + 1, cell));
            } else {
                self.cell(at, cell);
            }
        }
        if let Some((from, to, first)) = run {
            self.blanks(from, to, first);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.want_shown = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.want_shown = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.want_at)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.want_at = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        // An erased cell takes the background of now.
        self.set_style(Style::default());
        if clear_type != ClearType::All {
            self.move_to(self.want_at);
        }
        self.put(match clear_type {
            ClearType::All => "\x1b[2J",
            ClearType::AfterCursor => "\x1b[J",
            ClearType::BeforeCursor => "\x1b[1J",
            ClearType::CurrentLine => "\x1b[2K",
            ClearType::UntilNewLine => "\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.want_shown {
            self.move_to(self.want_at);
        }
        if self.shown != Some(self.want_shown) {
            self.put(if self.want_shown { "\x1b[?25h" } else { "\x1b[?25l" });
            self.shown = Some(self.want_shown);
        }
        if self.frame.is_empty() {
            return Ok(());
        }
        self.stats.frames += 1;
        self.stats.bytes += self.frame.len() as u64;
        let written = self.out.write_all(&self.frame).and_then(|()| self.out.flush());
        self.frame.as_mut_slice().zeroize();
        self.frame.clear();
        written
    }
}

/// Overwrites what was drawn, in memory; the terminal must be cleared or drawn anew after it.
pub fn forget_cells<W: Write>(terminal: &mut Terminal<Ansi<W>>) {
    for _ in 0..2 {
        for cell in &mut terminal.current_buffer_mut().content {
            // A reset need not touch a character's bytes, as an empty cell has none; another character does.
            cell.set_symbol(" ");
        }
        terminal.swap_buffers();
    }
}

fn style_of(cell: &Cell) -> Style {
    Style { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
}

/// Whether an erase shows the same as this cell on every terminal: a plain space on the plain background.
fn erasable(cell: &Cell) -> bool {
    let seen = Modifier::UNDERLINED | Modifier::REVERSED | Modifier::CROSSED_OUT;
    cell.symbol() == " " && cell.bg == Color::Reset && !cell.modifier.intersects(seen)
}

fn shorter(one: String, other: String) -> String {
    if other.len() < one.len() { other } else { one }
}

/// Each attribute, and the codes (ECMA-48, 8.3.117) that set and clear it.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The sequence that changes only what differs.
fn restyle(from: Style, to: Style) -> String {
    let mut codes: Vec<String> = Vec::new();
    let gone = from.modifier - to.modifier;
    let mut kept = from.modifier;
    for (modifier, _, off) in ATTRIBUTES {
        if gone.contains(modifier) {
            // Bold and dim go by one code, so the other one has to be set again.
            ATTRIBUTES.iter().filter(|(_, _, other)| *other == off).for_each(|(sharer, ..)| kept -= *sharer);
            let off = off.to_string();
            if codes.last() != Some(&off) {
                codes.push(off);
            }
        }
    }
    codes.extend(attributes(to.modifier - kept));
    if from.fg != to.fg {
        codes.push(colour(to.fg, 0));
    }
    if from.bg != to.bg {
        codes.push(colour(to.bg, 10));
    }
    format!("\x1b[{}m", codes.join(";"))
}

/// The sequence that needs to know nothing of what was.
fn reset_and(to: Style) -> String {
    let mut codes: Vec<String> = Vec::new();
    codes.extend(attributes(to.modifier));
    if to.fg != Color::Reset {
        codes.push(colour(to.fg, 0));
    }
    if to.bg != Color::Reset {
        codes.push(colour(to.bg, 10));
    }
    // An empty parameter is 0, the reset.
    if codes.is_empty() { "\x1b[m".to_owned() } else { format!("\x1b[;{}m", codes.join(";")) }
}

fn attributes(modifiers: Modifier) -> impl Iterator<Item = String> {
    ATTRIBUTES.into_iter().filter(move |(modifier, ..)| modifiers.contains(*modifier)).map(|(_, on, _)| on.to_string())
}

/// The code of a foreground colour, or with `layer` 10 of a background.
fn colour(colour: Color, layer: u8) -> String {
    let code = match colour {
        Color::Reset => 39,
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Indexed(index) => return format!("{};5;{index}", 38 + layer),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", 38 + layer),
    };
    (code + layer).to_string()
}

#[cfg(test)]
#[path = "backend_tests.rs"]
mod tests;
