//! Whether to draw without colour and in ASCII, from the environment and the config.

use crate::config;

/// How the screens may look on this terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Looks {
    /// No colours: bold, dim, underline and reverse alone.
    pub mono: bool,
    /// Borders and marks in ASCII.
    pub ascii: bool,
}

/// Decides from the environment (`std::env::var(..).ok()`) and `[ui]`.
///
/// Colour goes with `NO_COLOR` (any non-empty value, <https://no-color.org>) and on monochrome terminals;
/// ASCII comes with a locale that is not UTF-8 (POSIX order: `LC_ALL`, `LC_CTYPE`, `LANG`; none set: UTF-8,
/// but not on the Linux console, whose font needs a locale to be trusted).
pub fn looks(env: impl Fn(&str) -> Option<String>, ui: &config::Ui) -> Looks {
    let set = |name: &str| env(name).filter(|value| !value.is_empty());
    let term = set("TERM").unwrap_or_default();
    let plain_terminal = term.starts_with("vt1") || term.starts_with("vt2") || term.ends_with("-m");
    let utf8 = match ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set) {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        None => term != "linux",
    };
    Looks { mono: ui.theme == "mono" || set("NO_COLOR").is_some() || plain_terminal, ascii: ui.ascii || !utf8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)], ui: &config::Ui) -> (bool, bool) {
        let looks = looks(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, v)| (*v).to_owned()), ui);
        (looks.mono, looks.ascii)
    }

    #[test]
    fn environment_and_config_decide() {
        let ui = config::Ui::default();
        assert_eq!(with(&[("TERM", "xterm-256color"), ("LANG", "vi_VN.UTF-8")], &ui), (false, false));
        assert_eq!(with(&[("TERM", "xterm"), ("NO_COLOR", "1")], &ui), (true, false));
        assert_eq!(with(&[("TERM", "xterm"), ("NO_COLOR", "")], &ui), (false, false));
        assert_eq!(with(&[("TERM", "vt220"), ("LANG", "C")], &ui), (true, true));
        assert_eq!(with(&[("TERM", "linux")], &ui), (false, true));
        assert_eq!(with(&[("TERM", "linux"), ("LANG", "ro_RO.utf8")], &ui), (false, false));
        assert_eq!(with(&[("LANG", "ro_RO.utf8"), ("LC_ALL", "C")], &ui), (false, true));
        let forced = config::Ui { ascii: true, theme: "mono".into(), ..config::Ui::default() };
        assert_eq!(with(&[("LANG", "ro_RO.utf8")], &forced), (true, true));
    }
}
