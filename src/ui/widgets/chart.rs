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

/// What the parts of one bar are filled with, told apart without a colour.
pub fn fill(part: usize, theme: Theme) -> &'static str {
    let fills = if theme.ascii { ["#", "=", "."] } else { ["█", "▒", "░"] };
    fills[part % fills.len()]
}

/// How many columns each part of a lying bar has, of so many for the greatest one. What is not nothing has one, as far
/// as there are columns.
pub fn stacked(values: &[u64], most: u64, columns: u16) -> Vec<u16> {
    let total: u64 = values.iter().sum();
    let shown = values.iter().filter(|value| **value > 0).count() as u64;
    let whole = (total * u64::from(columns)).div_ceil(most.max(1)).max(shown).min(columns.into());
    let mut left = whole;
    let mut behind = shown;
    let (mut before, mut ended) = (0, 0);
    let part = |value: &u64| {
        if *value == 0 {
            return 0;
        }
        before += value;
        behind -= 1;
        // Where the part ends, were all as exact as can be; what comes behind it keeps a column for each.
        let end = (before * whole + total / 2).checked_div(total).unwrap_or(0);
        let cells = end.saturating_sub(ended).max(1).min(left.saturating_sub(behind));
        (left, ended) = (left - cells, ended + cells);
        u16::try_from(cells).unwrap_or(columns)
    };
    values.iter().map(part).collect()
}

/// How many eighths of a cell are filled in a bar so many cells high; what is not nothing shows.
fn eighths(value: u32, most: u32, height: usize) -> u64 {
    let whole = 8 * height as u64;
    let filled = (u64::from(value) * whole).checked_div(u64::from(most)).unwrap_or(0);
    filled.max(u64::from(value > 0)).min(whole)
}

/// A lying bar of a value with a mark where another one lies; the greater of the two takes all columns.
pub fn against(value: u32, other: Option<u32>, columns: usize, theme: Theme) -> String {
    let most = u64::from(value.max(other.unwrap_or(0)).max(1));
    let cells = |count: u32| usize::try_from((u64::from(count) * columns as u64).div_ceil(most)).unwrap_or(columns);
    let (whole, mark) = (cells(value), other.map(|other| cells(other).saturating_sub(1)));
    let cell = |at: usize| match mark {
        Some(mark) if mark == at => theme.vertical(),
        _ if at < whole => theme.bar()[0],
        _ => " ",
    };
    (0..columns).map(cell).collect()
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
    fn a_value_lies_against_another() {
        let theme = THEME(false);
        assert_eq!(against(8, Some(4), 8, theme), "███│████");
        assert_eq!(against(2, Some(8), 8, theme), "██     │");
        assert_eq!(against(5, None, 4, theme), "████");
        assert_eq!(against(0, Some(0), 3, theme), "│  ");
        assert_eq!(against(0, None, 3, THEME(true)), "   ");
    }

    #[test]
    fn parts_share_a_bar_and_none_is_lost() {
        assert_eq!(stacked(&[10, 5, 5], 20, 8), [4, 2, 2]);
        assert_eq!(stacked(&[10, 0, 5], 30, 8), [3, 0, 1]);
        assert_eq!(stacked(&[1, 1, 998], 1_000, 8), [1, 1, 6]);
        assert_eq!(stacked(&[998, 1, 1], 1_000, 8), [6, 1, 1]);
        assert_eq!(stacked(&[1, 1, 1], 1_000_000, 8), [1, 1, 1]);
        assert_eq!(stacked(&[1, 1, 1], 3, 2).iter().sum::<u16>(), 2);
        assert_eq!(stacked(&[0, 0], 0, 8), [0, 0]);
        assert_eq!(stacked(&[7], 7, 0), [0]);
        assert_ne!(fill(0, THEME(true)), fill(1, THEME(true)));
    }

    #[test]
    fn neighbours_are_taken_together_and_none_is_lost() {
        assert_eq!(together(&[1, 2, 3, 4, 5], 3), [1, 5, 9]);
        assert_eq!(together(&[1, 2], 10), [1, 2]);
        assert_eq!(together(&[], 3), Vec::<u32>::new());
    }
}
