//! A QR code drawn on a terminal, for enrolling a code app.

use qrcode::{EcLevel, QrCode};

/// The modules with a quiet zone of two on each side, and how many there are in a row.
struct Modules {
    code: QrCode,
    width: usize,
}

impl Modules {
    fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        Some(Self { width: code.width() + 4, code })
    }

    fn dark(&self, x: usize, y: usize) -> bool {
        let inside = (2..self.width - 2).contains(&x) && (2..self.width - 2).contains(&y);
        inside && self.code[(x - 2, y - 2)] == qrcode::Color::Dark
    }
}

/// The text as a QR code, dark on light so that any theme can be scanned; empty if it is too long for one.
pub fn half_blocks(text: &str) -> String {
    let Some(modules) = Modules::of(text) else { return String::new() };
    let mut drawn = String::new();
    for y in (0..modules.width).step_by(2) {
        for x in 0..modules.width {
            // Light modules are drawn, since most terminals are dark.
            drawn.push(match (modules.dark(x, y), modules.dark(x, y + 1)) {
                (false, false) => '█',
                (false, true) => '▀',
                (true, false) => '▄',
                (true, true) => ' ',
            });
        }
        drawn.push('\n');
    }
    drawn
}

/// The same for a terminal that has ASCII alone: a module is two spaces, the light ones in reverse video
/// (ECMA-48), as letters would leave gaps that a camera sees.
pub fn spaces(text: &str) -> String {
    let Some(modules) = Modules::of(text) else { return String::new() };
    let mut drawn = String::new();
    for y in 0..modules.width {
        for x in 0..modules.width {
            drawn.push_str(if modules.dark(x, y) { "\x1b[m  " } else { "\x1b[7m  " });
        }
        drawn.push_str("\x1b[m\n");
    }
    drawn
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
}
