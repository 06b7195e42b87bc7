//! What helps to mend a config: the place of a mistake, and the setting that was probably meant.

/// Line and column, from 1, of a byte offset; columns count characters.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The parser's message on one line, with the nearest of the names it expected, if one is near.
pub fn with_hint(message: &str) -> String {
    let message = message.lines().collect::<Vec<_>>().join("; ");
    // "unknown field `a`, expected one of `b`, `c`": the odd pieces between backticks are the names.
    let mut names = message.split('`').skip(1).step_by(2);
    let unknown = message.starts_with("unknown ");
    let near = names.next().filter(|_| unknown).and_then(|wrong| {
        let (distance, name) = names.map(|name| (strsim::levenshtein(wrong, name), name)).min()?;
        (distance <= wrong.chars().count() / 3 + 1).then_some(name)
    });
    match near {
        Some(name) => format!("{message}. Did you mean `{name}`?"),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters() {
        assert_eq!(line_and_column("a\nố x", 2 + "ố ".len()), (2, 3));
        assert_eq!(line_and_column("", 0), (1, 1));
    }
}
