//! A QR code on the shell's terminal, for enrolling a code app.

use std::io::{self, IsTerminal, Write};

use crate::term;
use crate::ui::qr::{half_blocks, spaces};

/// Draws the text on the terminal where that is wide enough. If not: how many columns it would need.
pub fn show(text: &str, ascii: bool) -> io::Result<Option<usize>> {
    // The Linux console's fonts differ in their blocks.
    let plain = ascii || std::env::var("TERM").is_ok_and(|term| term == "linux");
    let (picture, columns) = if plain {
        let picture = spaces(text);
        let columns = 2 * picture.lines().count();
        (picture, columns)
    } else {
        let picture = half_blocks(text);
        let columns = picture.lines().next().unwrap_or_default().chars().count();
        (picture, columns)
    };
    let mut stdout = io::stdout().lock();
    let fits = term::guard::size().is_ok_and(|(width, _)| usize::from(width) >= columns) && columns > 0;
    if !fits || !stdout.is_terminal() {
        return Ok(Some(columns));
    }
    // Made there of blocks, spaces and reverse video alone.
    writeln!(stdout, "{picture}")?;
    Ok(None)
}
