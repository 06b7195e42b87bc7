//! A frame as SVG: one text for each run of one style, one rectangle for each background.

use kin::domain::SafeText;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

const WIDTH: f32 = 8.4;
const HEIGHT: f32 = 18.0;
/// Around the cells, and from a row's top to its baseline.
const EDGE: f32 = 12.0;
const BASE: f32 = 13.5;

/// How a cell is painted.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Ink {
    fg: &'static str,
    bg: &'static str,
    bold: bool,
    underlined: bool,
}

/// A terminal's own colours.
#[derive(Clone, Copy)]
pub struct Paper {
    pub fg: &'static str,
    pub bg: &'static str,
}

pub const DARK: Paper = Paper { fg: "#d6d6d6", bg: "#16181d" };
pub const LIGHT: Paper = Paper { fg: "#24262b", bg: "#fafafa" };

const fn hex(color: Color, own: &'static str) -> &'static str {
    match color {
        Color::Black => "#16181d",
        Color::Red => "#d7514f",
        Color::Green => "#4f9a4f",
        Color::Yellow => "#c99a2e",
        Color::Blue => "#3a6fd0",
        Color::Magenta => "#a65bb5",
        Color::Cyan => "#3fa7a7",
        Color::Gray => "#d6d6d6",
        Color::DarkGray => "#868b96",
        Color::LightRed => "#ff7a76",
        Color::LightGreen => "#7fd07f",
        Color::LightYellow => "#f2cc60",
        Color::LightBlue => "#7aa6ff",
        Color::LightMagenta => "#d894e6",
        Color::LightCyan => "#7adada",
        Color::White => "#ffffff",
        _ => own,
    }
}

fn ink(cell: &Cell, paper: Paper) -> Ink {
    let (mut fg, mut bg) = (hex(cell.fg, paper.fg), hex(cell.bg, paper.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        (fg, bg) = (bg, fg);
    }
    let has = |modifier| cell.modifier.contains(modifier);
    Ink { fg, bg, bold: has(Modifier::BOLD), underlined: has(Modifier::UNDERLINED) }
}

fn number(value: f32) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Runs of cells of one style: the first column, the columns, the text. Two blanks end a run, so that what
/// stands in columns keeps them in any font.
fn runs(buffer: &Buffer, y: u16, paper: Paper) -> Vec<(u16, u16, String, Ink)> {
    let mut runs: Vec<(u16, u16, String, Ink)> = Vec::new();
    let mut x = 0;
    while x < buffer.area.width {
        let cell = &buffer[(x, y)];
        let width = u16::try_from(SafeText::new(cell.symbol()).width()).unwrap_or(1).max(1);
        let ink = ink(cell, paper);
        match runs.last_mut() {
            // A wide character stands alone, so that its neighbours keep their columns.
            Some((_, columns, text, last))
                if *last == ink
                    && width == 1
                    && *columns == text.chars().count() as u16
                    && (!text.ends_with("  ") || cell.symbol() == " ") =>
            {
                text.push_str(cell.symbol());
                *columns += 1;
            }
            _ => runs.push((x, width, cell.symbol().to_owned(), ink)),
        }
        x += width;
    }
    runs
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The picture. Its title is read out where it can't be seen.
pub fn picture(buffer: &Buffer, title: &str, paper: Paper) -> String {
    let width = number(f32::from(buffer.area.width) * WIDTH + 2.0 * EDGE);
    let height = number(f32::from(buffer.area.height) * HEIGHT + 2.0 * EDGE);
    // A theme with a background of its own has it at the edge too.
    let edge = ink(&buffer[(0, 0)], paper).bg;
    let (mut back, mut front) = (String::new(), String::new());
    for y in 0..buffer.area.height {
        let top = EDGE + f32::from(y) * HEIGHT;
        for (x, columns, text, ink) in runs(buffer, y, paper) {
            let (left, wide) = (number(EDGE + f32::from(x) * WIDTH), f32::from(columns) * WIDTH);
            if ink.bg != edge {
                let (top, wide) = (number(top), number(wide));
                let _ = writeln!(
                    back,
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{HEIGHT}\" fill=\"{}\"/>",
                    ink.bg
                );
            }
            // Blanks show nothing, unless they are underlined.
            let shown = if ink.underlined { text.as_str() } else { text.trim() };
            if shown.is_empty() {
                continue;
            }
            let before = if ink.underlined { 0 } else { text.len() - text.trim_start().len() };
            let left = number(EDGE + (f32::from(x) + before as f32) * WIDTH);
            let wide = wide - (text.len() - shown.len()) as f32 * WIDTH;
            let bold = if ink.bold { " font-weight=\"bold\"" } else { "" };
            let line = if ink.underlined { " text-decoration=\"underline\"" } else { "" };
            let _ = writeln!(
                front,
                "<text x=\"{left}\" y=\"{}\" textLength=\"{}\" xml:space=\"preserve\" fill=\"{}\"{bold}{line}>{}</text>",
                number(top + BASE),
                number(wide),
                ink.fg,
                escaped(shown)
            );
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, 'Cascadia Mono', Menlo, 'DejaVu Sans Mono', monospace\" font-size=\"14\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{edge}\"/>\n{back}{front}</svg>\n",
        escaped(title)
    )
}

#[test]
fn signs_are_escaped_and_wide_ones_take_two_columns() {
    let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 10, 1));
    buffer.set_string(0, 0, "a<&\"李b", ratatui::style::Style::new());
    let picture = picture(&buffer, "x", DARK);
    assert!(picture.contains("a&lt;&amp;&quot;") && picture.contains("textLength=\"16.8\""), "{picture}");
    assert!(picture.contains(">b</text>"), "{picture}");
}
