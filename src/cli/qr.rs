//! A QR code drawn with half blocks, for enrolling a code app.

use qrcode::{EcLevel, QrCode};

/// The text as a QR code, dark on light so that any theme can be scanned; empty if it is too long for one.
pub fn half_blocks(text: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::L) else { return String::new() };
    let width = code.width();
    let dark = |x: usize, y: usize| {
        // A quiet zone of two modules on each side, in light.
        let inside = (2..width + 2).contains(&x) && (2..width + 2).contains(&y);
        inside && code[(x - 2, y - 2)] == qrcode::Color::Dark
    };
    let mut drawn = String::new();
    for y in (0..width + 4).step_by(2) {
        for x in 0..width + 4 {
            // Light modules are drawn, since most terminals are dark.
            drawn.push(match (dark(x, y), dark(x, y + 1)) {
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
    fn too_long_is_empty_and_no_panic() {
        assert!(super::half_blocks(&"x".repeat(5_000)).is_empty());
    }
}
