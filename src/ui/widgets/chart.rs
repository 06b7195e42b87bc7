//! Numbers as bars of text: one line of them, or some lines high.

use crate::ui::theme::Theme;

/// Parts of a cell that are filled, least first.
const PARTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// What stands for them in ASCII.
const PLAIN: [&str; 8] = [".", ":", "-", "=", "+", "*", "%", "#"];

fn mark(eighths: u64, theme: Theme) -> &'static str {
    let marks = if theme.ascii { PLAIN } else { PARTS };
    match usize::try_from(eighths).unwrap_or(0) {
        0 => " ",
        filled => marks[filled.min(marks.len()) - 1],
    }
}

/// How many eighths of a cell are filled in a bar so many cells high; what is not nothing shows.
fn eighths(value: u32, most: u32, height: usize) -> u64 {
    let whole = 8 * height as u64;
    let filled = (u64::from(value) * whole).checked_div(u64::from(most)).unwrap_or(0);
    filled.max(u64::from(value > 0)).min(whole)
}

/// As many numbers as there are columns at most: neighbours are taken together.
pub fn together(values: &[u32], columns: usize) -> Vec<u32> {
    let each = values.len().div_ceil(columns.max(1)).max(1);
    // The last ones are whole: what is oldest makes the part that may be short.
    let mut parts: Vec<u32> = values.rchunks(each).map(|part| part.iter().sum()).collect();
    parts.reverse();
    parts
}

/// One line, a column for each number.
pub fn spark(values: &[u32], theme: Theme) -> String {
    let most = values.iter().copied().max().unwrap_or(0);
    values.iter().map(|value| mark(eighths(*value, most, 1), theme)).collect()
}

/// Lines of bars, the top one first; each bar is so many columns wide, the last of them blank where there is room.
pub fn bars(values: &[u32], each: usize, height: usize, theme: Theme) -> Vec<String> {
    let most = values.iter().copied().max().unwrap_or(0);
    let wide = each.saturating_sub(1).max(1);
    let line = |below: u64| {
        let cell = |value: &u32| {
            let here = eighths(*value, most, height).saturating_sub(8 * below).min(8);
            mark(here, theme).repeat(wide) + &" ".repeat(each - wide)
        };
        values.iter().map(cell).collect::<String>().trim_end().to_owned()
    };
    (0..height as u64).rev().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Palette;

    const THEME: fn(bool) -> Theme = |ascii| Theme { palette: Palette::default(), ascii };

    #[test]
    fn the_greatest_fills_and_what_is_not_nothing_shows() {
        let theme = THEME(false);
        assert_eq!(spark(&[0, 1, 50, 100], theme), " ▁▄█");
        assert_eq!(spark(&[0, 0], theme), "  ");
        assert_eq!(spark(&[0, 1, 8], THEME(true)), " .#");
        assert_eq!(bars(&[0, 4, 8], 2, 2, theme), ["    █", "  █ █"]);
    }

    #[test]
    fn neighbours_are_taken_together_and_none_is_lost() {
        assert_eq!(together(&[1, 2, 3, 4, 5], 3), [1, 5, 9]);
        assert_eq!(together(&[1, 2], 10), [1, 2]);
        assert_eq!(together(&[], 3), Vec::<u32>::new());
    }
}
