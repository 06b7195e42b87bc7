//! The map of `src/lib.rs` as a test: which room may name which, and what each file must be.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room and what it may import; the map in `src/lib.rs` says the same in words.
const ROOMS: [(&str, &[&str]); 12] = [
    ("clock", &["domain"]),
    ("domain", &[]),
    ("config", &["domain"]),
    ("policy", &["domain"]),
    // Those that know most of people's data (domain, policy, vault, store, ui) can tell nothing.
    ("diagnostics", &["domain", "clock", "config"]),
    ("vault", &["domain", "clock"]),
    ("store", &["domain"]),
    ("desk", &["domain", "policy", "store", "vault", "clock", "config", "diagnostics"]),
    ("ui", &["domain", "desk::api"]),
    ("term", &["ui", "desk", "domain", "clock", "config"]),
    ("ssh", &["desk", "term", "ui", "config", "domain", "clock", "diagnostics"]),
    ("cli", &["desk", "config", "term", "ssh", "domain", "clock", "ui", "diagnostics"]),
];

/// Names that only one place may use, or each of several.
const HOMES: [(&str, &str); 17] = [
    ("rusqlite", "store/"),
    ("argon2", "vault/"),
    ("hpke", "vault/"),
    ("chacha20poly1305", "vault/"),
    ("ed25519_dalek", "vault/"),
    ("hkdf", "vault/"),
    ("sha2", "vault/"),
    ("totp_rs", "vault/"),
    ("signed_note", "vault/"),
    ("tlog_tiles", "vault/ store/tree.rs"),
    ("zxcvbn", "domain/"),
    // The desk reads public keys by the same library that proves them.
    ("russh", "ssh/ desk/ssh_key.rs"),
    ("crossterm", "term/"),
    ("signal_hook", "term/"),
    ("tokio", "ssh/"),
    ("tracing", "diagnostics/"),
    ("SystemTime::now", "clock.rs"),
];

const LONGEST_FILE: usize = 600;

/// What is wrong with a file of `src/`, by its path there and its text.
fn faults(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !text.starts_with("//!") {
        faults.push(format!("{path}: its first line does not say its job (//!)"));
    }
    let lines = text.lines().count();
    if lines > LONGEST_FILE {
        faults.push(format!("{path}: {lines} lines; split it by jobs (at most {LONGEST_FILE})"));
    }
    // A file of tests stands beside what it tests and may know more than it.
    let code = if path.ends_with("tests.rs") { String::new() } else { without_tests(&without_comments(text)) };
    let room = path.split(['/', '.']).next().unwrap_or_default();
    if let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) {
        for import in imports(&code) {
            let inside = |place: &&&str| import == ***place || import.starts_with(&format!("{place}::"));
            let own = import == room || import.starts_with(&format!("{room}::"));
            if !own && !allowed.iter().any(|place| inside(&place)) {
                faults.push(format!("{path}: {room} must not import crate::{import}"));
            }
        }
    }
    for (name, home) in HOMES {
        if !home.split(' ').any(|home| path.starts_with(home)) && names(&code, name) {
            faults.push(format!("{path}: only {home} may name {name}"));
        }
    }
    faults
}

/// The code with comments and the insides of strings blanked, newlines kept.
fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_string(rest) {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = hashes + 2;
            rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len())
        } else if c == '"' {
            string_end(rest)
        } else if rest.starts_with("'\"'") {
            3
        } else if let Some(escape) = rest.strip_prefix("'\\") {
            // The escaped character may be a quote itself.
            escape.get(1..).and_then(|after| after.find('\'')).map_or(1, |end| end + 4)
        } else {
            code.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        code.extend(rest[..skip].chars().filter(|c| *c == '\n'));
        code.push(' ');
        rest = &rest[skip..];
    }
    code
}

/// The number of hashes of the raw string that starts here.
fn raw_string(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('r')?;
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    rest[hashes..].starts_with('"').then_some(hashes)
}

fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The code without the items under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let Some(start) = code.find(MARK) else { return code.to_owned() };
    let after = &code[start + MARK.len()..];
    let mut depth = 0usize;
    let end = after
        .char_indices()
        .find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && matches!(c, '}' | ';')
        })
        .map_or(after.len(), |(at, c)| at + c.len_utf8());
    format!("{}{}", &code[..start], without_tests(&after[end..]))
}

/// Every path that follows `crate::`, groups opened: `crate::{a::b, c}` gives `a::b` and `c`.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, mark) in code.match_indices("crate::") {
        if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            paths(&code[at + mark.len()..], "", &mut found);
        }
    }
    found
}

/// Reads one path or group and answers what is left of the text.
fn paths<'a>(text: &'a str, prefix: &str, found: &mut Vec<String>) -> &'a str {
    let mut path = prefix.to_owned();
    let mut rest = text.trim_start();
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            rest = group.trim_start();
            while !rest.is_empty() && !rest.starts_with('}') {
                let left = paths(rest, &path, found).trim_start();
                let left = left.strip_prefix(',').unwrap_or(left).trim_start();
                // Something else than a path in the group: no group of imports.
                if left.len() == rest.len() {
                    return left;
                }
                rest = left;
            }
            return rest.strip_prefix('}').unwrap_or(rest);
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(rest.len());
        path.push_str(&rest[..end]);
        rest = &rest[end..];
        match rest.strip_prefix("::") {
            Some(deeper) => {
                path.push_str("::");
                rest = deeper.trim_start();
            }
            None => {
                found.push(path);
                return match rest.trim_start().strip_prefix("as ") {
                    Some(alias) => alias.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_'),
                    None => rest,
                };
            }
        }
    }
}

/// Whether the code has the name as a word of its own.
fn names(code: &str, name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| !code[..at].ends_with(word) && !code[at + name.len()..].starts_with(word))
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the sources").map(|entry| entry.expect("an entry")) {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn the_rooms_keep_to_the_map() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    assert!(files.len() > ROOMS.len());
    let mut all = Vec::new();
    for file in &files {
        let path = file.strip_prefix(&src).expect("under src").to_string_lossy().replace('\\', "/");
        let room = path.split(['/', '.']).next().unwrap_or_default();
        assert!(
            matches!(room, "lib" | "main" | "build") || ROOMS.iter().any(|(name, _)| *name == room),
            "{path} is in no room of the map"
        );
        all.extend(faults(&path, &fs::read_to_string(file).expect("a source file")));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_map_in_words_names_the_same_rooms() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("src/lib.rs");
    for (room, _) in ROOMS {
        assert!(map.contains(&format!("//! | [`{room}`]")), "{room} is not in the map of src/lib.rs");
        assert!(map.contains(&format!("pub mod {room};")), "{room} is no module");
    }
    assert_eq!(map.matches("\npub mod ").count(), ROOMS.len());
}

#[test]
fn a_wrong_import_is_caught() {
    let caught = |path: &str, code: &str| faults(path, &format!("//! Job.\n{code}\n")).len();
    assert_eq!(caught("ui/update.rs", "use crate::store::Store;"), 1);
    assert_eq!(caught("ui/update.rs", "use crate::{domain::Id, desk::{api::Reply, Session as S}, vault};"), 2);
    assert_eq!(caught("ui/update.rs", "fn f() { crate::policy::judge(); }"), 1);
    assert_eq!(caught("ui/mod.rs", "pub(crate) use crate::term::run;"), 1);
    assert_eq!(caught("ui/update.rs", "use crate::desk;"), 1);
    assert_eq!(caught("ui/update.rs", "use crate::desk::api::{Reply, Request};\nuse crate::ui::Model;"), 0);
    assert_eq!(caught("domain/customer.rs", "use crate::{\n    clock,\n};"), 1);
    assert_eq!(caught("desk/mod.rs", "use crate::ui::Model;"), 1);
    assert_eq!(caught("cli/list.rs", "fn f() { rusqlite::Connection::open(p); }"), 1);
    assert_eq!(caught("desk/mod.rs", "use argon2::Argon2;\nuse ed25519_dalek as ed;"), 2);
    assert_eq!(caught("vault/mod.rs", "use argon2::Argon2;"), 0);
    assert_eq!(caught("desk/mod.rs", "let now = std::time::SystemTime::now();"), 1);
    assert_eq!(caught("desk/entrance.rs", "use russh::keys::PublicKey;"), 1);
    assert_eq!(caught("desk/ssh_key.rs", "use russh::keys::PublicKey;"), 0);
    assert_eq!(caught("vault/mod.rs", "use crate::diagnostics::Event;\nuse tracing::info;"), 2);
    assert_eq!(caught("ui/keys.rs", "use crossterm::event::KeyCode;"), 1);
    assert_eq!(faults("ui/x.rs", "use std::fmt;\n").len(), 1);
    assert_eq!(faults("ui/x.rs", &"//! Long.\n".repeat(LONGEST_FILE + 1)).len(), 1);
}

#[test]
fn words_and_tests_are_not_imports() {
    let clean = "//! Job: not crate::store.\n// crate::vault and rusqlite\n/* argon2 */\n\
        const A: &str = \"crate::store \\\" rusqlite\"; const B: &str = r#\"crate::vault\"#; const C: [char; 3] = ['\"', '\\'', '\\n'];\n\
        #[cfg(test)]\nmod tests {\n    use crate::store::Store;\n    fn f() { {} }\n}\n\
        #[cfg(test)]\nuse crate::vault;\nfn my_hpke_like() {}\n";
    assert_eq!(faults("ui/x.rs", clean), Vec::<String>::new());
    assert_eq!(faults("ui/tests.rs", "//! Tests.\nuse crate::store::Store;\n"), Vec::<String>::new());
    let after = format!("{clean}use crate::store::Store;\n");
    assert_eq!(faults("ui/x.rs", &after).len(), 1, "code after the tests counts");
}
