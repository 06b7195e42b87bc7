//! Colleagues whom a text turns to: `@lan`, `@Lan Nguyễn`.

use super::fold::fold;

/// As far as a name may go on behind its `@`, in characters.
const LONGEST: usize = 80;

/// Whom a text turns to, by their places in `names`, and the words behind an `@` that are nobody's name. Accents and
/// letter case do not matter; where one name begins with another, the longer one is meant.
pub fn find(text: &str, names: &[&str]) -> (Vec<usize>, Vec<String>) {
    let mut folded: Vec<(usize, String)> = names.iter().map(|name| fold(name)).enumerate().collect();
    folded.retain(|(_, name)| !name.is_empty());
    folded.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for rest in behind_signs(text) {
        let near: String = rest.chars().take(LONGEST).take_while(|c| *c != '\n').collect();
        let near = fold(&near);
        let is = |name: &str| near.strip_prefix(name).is_some_and(|after| after.is_empty() || after.starts_with(' '));
        match folded.iter().find(|(_, name)| is(name)) {
            Some((place, _)) if found.contains(place) => {}
            Some((place, _)) => found.push(*place),
            None => {
                let word = word(rest);
                if !unknown.contains(&word) {
                    unknown.push(word);
                }
            }
        }
    }
    (found, unknown)
}

/// What is being typed behind the `@` that ends at the cursor, if it can still become a name.
pub fn typed(before_cursor: &str) -> Option<&str> {
    let at = before_cursor.rfind('@')?;
    let typed = &before_cursor[at + 1..];
    let begins = before_cursor[..at].chars().next_back().is_none_or(opens);
    (begins && !typed.contains('\n') && !typed.starts_with(' ') && typed.chars().count() <= LONGEST).then_some(typed)
}

/// The text behind each `@` that stands at the beginning of a word.
fn behind_signs(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('@').filter_map(|(at, sign)| {
        let rest = &text[at + sign.len()..];
        let begins = text[..at].chars().next_back().is_none_or(opens);
        (begins && rest.starts_with(char::is_alphanumeric)).then_some(rest)
    })
}

/// Whether a word may begin behind this.
fn opens(c: char) -> bool {
    c.is_whitespace() || "([{\"'“‘,;:-–—/>*_".contains(c)
}

fn word(rest: &str) -> String {
    let end = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let word = rest.split(end).next().unwrap_or_default();
    word.trim_end_matches(['.', '-', '_']).chars().take(LONGEST / 2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["lan", "Lan Nguyễn", "Đào", "minh", "Ștefan Pop"];

    fn found(text: &str) -> (Vec<&'static str>, Vec<String>) {
        let (found, unknown) = find(text, &NAMES);
        (found.into_iter().map(|place| NAMES[place]).collect(), unknown)
    }

    #[test]
    fn names_are_found_behind_their_sign() {
        for (text, names) in [
            ("@lan xem giúp", vec!["lan"]),
            ("nhờ @Lan Nguyễn và @dao.", vec!["Lan Nguyễn", "Đào"]),
            ("@LAN NGUYEN, @lan", vec!["Lan Nguyễn", "lan"]),
            ("(@minh) @minh @MINH", vec!["minh"]),
            ("- @stefan pop: vezi te rog", vec!["Ștefan Pop"]),
            ("cc:@lan\n@dao", vec!["lan", "Đào"]),
        ] {
            assert_eq!(found(text), (names, Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_told_or_is_none_at_all() {
        assert_eq!(found("@lanh @Minhh, @lan"), (vec!["lan"], vec!["lanh".into(), "Minhh".into()]));
        assert_eq!(found("@stefan xem").1, ["stefan"]);
        for text in ["", "@", "@ 50k", "a@lan.vn", "d•••@gmail.com", "@@", "lan", "@•••"] {
            assert_eq!(found(text), (Vec::new(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_is_typed_is_what_stands_behind_the_last_sign() {
        assert_eq!(typed("gọi @la"), Some("la"));
        assert_eq!(typed("@"), Some(""));
        assert_eq!(typed("@lan ng"), Some("lan ng"));
        for text in ["", "lan", "a@b", "@lan\n", "@ "] {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
