//! A QR code drawn on a terminal, for enrolling a code app.

use qrcode::{EcLevel, QrCode};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// The blank modules around a code: two are enough for every camera that was tried, one for most.
const QUIET: usize = 2;

/// The modules with their quiet zone, and how many there are in a row.
struct Modules {
    code: QrCode,
    quiet: usize,
    width: usize,
}

impl Modules {
    fn of(text: &str, quiet: usize) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        Some(Self { width: code.width() + 2 * quiet, quiet, code })
    }

    fn dark(&self, x: usize, y: usize) -> bool {
        let inside = self.quiet..self.width - self.quiet;
        let (inside_x, inside_y) = (inside.contains(&x), inside.contains(&y));
        inside_x && inside_y && self.code[(x - self.quiet, y - self.quiet)] == qrcode::Color::Dark
    }

    /// Two modules, one above the other. Light ones are drawn, since most terminals are dark.
    fn pair(&self, x: usize, y: usize) -> &'static str {
        match (self.dark(x, y), self.dark(x, y + 1)) {
            (false, false) => "█",
            (false, true) => "▀",
            (true, false) => "▄",
            (true, true) => " ",
        }
    }
}

/// The text as a QR code, dark on light so that any theme can be scanned; empty if it is too long for one.
pub fn half_blocks(text: &str) -> String {
    let Some(modules) = Modules::of(text, QUIET) else { return String::new() };
    let mut drawn = String::new();
    for y in (0..modules.width).step_by(2) {
        (0..modules.width).for_each(|x| drawn.push_str(modules.pair(x, y)));
        drawn.push('\n');
    }
    drawn
}

/// The same for a terminal that has ASCII alone: a module is two spaces, the light ones in reverse video
/// (ECMA-48), as letters would leave gaps that a camera sees.
pub fn spaces(text: &str) -> String {
    let Some(modules) = Modules::of(text, QUIET) else { return String::new() };
    let mut drawn = String::new();
    for y in 0..modules.width {
        for x in 0..modules.width {
            drawn.push_str(if modules.dark(x, y) { "\x1b[m  " } else { "\x1b[7m  " });
        }
        drawn.push_str("\x1b[m\n");
    }
    drawn
}

/// How a code is put on a screen.
#[derive(Clone, Copy, Debug)]
pub struct Looks {
    /// Spaces alone, as in `spaces`: a module needs two columns and a whole row.
    pub ascii: bool,
    /// Black on white, whatever the theme; without colours the terminal's own, taken to be dark.
    pub colour: bool,
}

/// Draws the code at the top left of the area and answers the part it took; `None` where there is no room for it.
pub fn draw(buf: &mut Buffer, area: Rect, text: &str, looks: Looks) -> Option<Rect> {
    let size = |modules: &Modules| {
        let width = u16::try_from(modules.width).unwrap_or(u16::MAX);
        if looks.ascii { (width.saturating_mul(2), width) } else { (width, width.div_ceil(2)) }
    };
    let fits = |modules: &Modules| size(modules).0 <= area.width && size(modules).1 <= area.height;
    let modules = [QUIET, 1].into_iter().filter_map(|quiet| Modules::of(text, quiet)).find(fits)?;
    let taken = Rect { width: size(&modules).0, height: size(&modules).1, ..area };
    let paper = if looks.colour { Style::new().fg(Color::White).bg(Color::Black) } else { Style::new() };
    for (row, y) in (taken.top()..taken.bottom()).enumerate() {
        for (column, x) in (taken.left()..taken.right()).enumerate() {
            let cell = &mut buf[(x, y)];
            cell.reset();
            if looks.ascii {
                let light = !modules.dark(column / 2, row);
                cell.set_style(if light { paper.add_modifier(Modifier::REVERSED) } else { paper });
            } else {
                cell.set_symbol(modules.pair(column, 2 * row)).set_style(paper);
            }
        }
    }
    Some(taken)
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_square_with_a_quiet_zone_and_holds_dark_modules() {
        let drawn = super::half_blocks("otpauth://totp/Kin:ana?secret=JBSWY3DPEHPK3PXP");
        let lines: Vec<_> = drawn.lines().collect();
        let width = lines[0].chars().count();
        assert!(lines.iter().all(|line| line.chars().count() == width));
        assert_eq!(lines.len(), width.div_ceil(2));
        assert!(lines[0].chars().all(|c| c == '█'));
        assert!(drawn.contains(' '));
    }

    #[test]
    fn spaces_hold_the_same_modules() {
        let text = "otpauth://totp/Kin:ana?secret=JBSWY3DPEHPK3PXP";
        let (spaces, blocks) = (super::spaces(text), super::half_blocks(text));
        assert!(spaces.is_ascii());
        let light = |c| match c {
            '█' => 2,
            '▀' | '▄' => 1,
            _ => 0,
        };
        // The last half row of the blocks is below the picture.
        let below = blocks.lines().last().unwrap().chars().count();
        assert_eq!(spaces.matches("\x1b[7m  ").count(), blocks.chars().map(light).sum::<usize>() - below);
    }

    #[test]
    fn too_long_is_empty_and_no_panic() {
        let long = "x".repeat(5_000);
        assert!(super::half_blocks(&long).is_empty() && super::spaces(&long).is_empty());
    }

    #[test]
    fn a_screen_shows_the_same_modules_where_there_is_room() {
        use super::{Looks, draw, half_blocks};
        use ratatui::buffer::Buffer;
        use ratatui::layout::Rect;
        let text = "otpauth://totp/Kin:ana?secret=JBSWY3DPEHPK3PXP";
        let lines: Vec<String> = half_blocks(text).lines().map(str::to_owned).collect();
        let area = Rect::new(0, 0, 80, 20);
        let mut buf = Buffer::empty(area);
        let taken = draw(&mut buf, area, text, Looks { ascii: false, colour: true }).unwrap();
        assert_eq!(usize::from(taken.height), lines.len());
        for (y, line) in (0u16..).zip(&lines) {
            let drawn: String = (0..taken.width).map(|x| buf[(x, y)].symbol()).collect();
            assert_eq!(&drawn, line);
        }
        // With one row less the quiet zone gives way, with two rows less there is no room.
        let lower = |rows: u16| Rect { height: taken.height - rows, ..area };
        let narrow = draw(&mut buf, lower(1), text, Looks { ascii: false, colour: true }).unwrap();
        assert_eq!(narrow.width, taken.width - 2);
        assert_eq!(draw(&mut buf, lower(2), text, Looks { ascii: false, colour: true }), None);
        assert_eq!(draw(&mut buf, area, text, Looks { ascii: true, colour: true }), None);
    }
}
