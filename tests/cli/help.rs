//! Help, completions, the manual and the version: what they name is there, and examples can be typed as they stand.

use std::path::Path;

use clap::{Command, CommandFactory, Parser};
use kin::cli::args::Cli;

use crate::office::{Ran, home, run_in};

const ID: &str = "01900000-0000-7000-8000-000000000001";

fn root() -> Command {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    root
}

/// Every command with its path, `customer list`.
fn commands<'a>(command: &'a Command, path: &str, found: &mut Vec<(String, &'a Command)>) {
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        let path = format!("{path} {}", inner.get_name()).trim().to_owned();
        found.push((path.clone(), inner));
        commands(inner, &path, found);
    }
}

/// The commands of a shell's line: pipes taken apart, what goes to or comes from files left out.
fn pieces(line: &str) -> Vec<Vec<String>> {
    let words = shlex::split(line).unwrap_or_else(|| panic!("quotes do not close: {line}"));
    let mut pieces = vec![Vec::new()];
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "|" => pieces.push(Vec::new()),
            "<" | ">" | ">>" => drop(words.next().unwrap_or_else(|| panic!("no file: {line}"))),
            _ => pieces.last_mut().expect("a piece").push(word),
        }
    }
    pieces
}

/// The examples of a help: lines under a heading, each without the words that explain it.
fn examples(help: &str) -> impl Iterator<Item = &str> {
    let begins = help.lines().position(|line| line.starts_with("Example"));
    let lines = help.lines().skip(begins.map_or(usize::MAX, |at| at + 1));
    lines.take_while(|line| line.starts_with("  ")).map(|line| line.trim_start().split("    ").next().unwrap_or(line))
}

#[test]
fn every_command_has_examples_that_can_be_typed() {
    let root = root();
    let mut all = vec![(String::new(), &root)];
    commands(&root, "", &mut all);
    assert!(all.len() > 100, "{}", all.len());
    let mut faults = Vec::new();
    for (path, command) in all {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let mut own = false;
        for line in examples(&help) {
            for piece in pieces(line).into_iter().filter(|piece| piece[0] == "kin") {
                own |= piece.join(" ").starts_with(format!("kin {path}").trim());
                let words = piece.iter().map(|word| if word == "ID" { ID } else { word });
                if let Err(error) = Cli::try_parse_from(words) {
                    faults.push(format!("{line}\n{error}"));
                }
            }
        }
        if !own && !command.has_subcommands() {
            faults.push(format!("kin {path} --help has no example of it"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with a command as a text names it: placeholders stand for values, subcommands and flags for themselves.
fn unknown(root: &Command, words: &[&str]) -> Option<String> {
    let mut command = root;
    for word in words.iter().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-')) {
        if let Some(flag) = word.strip_prefix("--").and_then(|word| word.split('=').next()) {
            let known = |command: &Command| command.get_arguments().any(|argument| argument.get_long() == Some(flag));
            if !known(command) && !known(root) && !["help", "version"].contains(&flag) {
                return Some(format!("kin {}: no --{flag}", words.join(" ")));
            }
        } else if let Some(inner) = command.find_subcommand(word) {
            command = inner;
        } else if command.has_subcommands()
            && command.get_positionals().count() == 0
            && !word.is_empty()
            && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        {
            // A flag's value is no subcommand.
            let value = words.iter().any(|word| word.starts_with("--"));
            return (!value).then(|| format!("kin {}: no {word}", words.join(" ")));
        }
    }
    None
}

/// The commands that a text names in its blocks and spans of code.
fn named(text: &str) -> Vec<Vec<&str>> {
    let mut found = Vec::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
            continue;
        }
        let codes: Vec<&str> = if in_block { vec![line] } else { line.split('`').skip(1).step_by(2).collect() };
        for code in codes {
            let words: Vec<&str> = code.split_whitespace().take_while(|word| !word.starts_with('#')).collect();
            let begins = words.iter().enumerate().filter(|(_, word)| ["kin", "as_kin", "(kin"].contains(word));
            for (at, _) in begins.filter(|(at, _)| in_block || *at == 0) {
                let ends = |word: &&&str| !["|", ">", ">>", "<", "&&", ";", "\\"].contains(*word);
                found.push(words[at + 1..].iter().take_while(ends).copied().collect());
            }
        }
    }
    found
}

#[test]
fn what_the_texts_name_is_there() {
    let root = root();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![here.join("README.md"), here.join("config.example.toml")];
    files.extend(here.join("assets/playbooks").read_dir().expect("playbooks").map(|file| file.expect("a file").path()));
    let mut faults = Vec::new();
    let mut count = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a text");
        for words in named(&text) {
            count += 1;
            faults.extend(unknown(&root, &words).map(|fault| format!("{}: {fault}", file.display())));
        }
    }
    assert!(count > 40, "{count}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // And what is not there would be seen.
    assert!(unknown(&root, &["customer", "fly"]).is_some() && unknown(&root, &["log", "list", "--colour"]).is_some());
}

fn run(arguments: &[&str]) -> Ran {
    // An empty home, and a config that is not there: neither is needed.
    let home = home();
    run_in(home.path(), &[arguments, &["--config", "nowhere.toml"]].concat(), "")
}

#[test]
fn completions_are_made_for_every_shell() {
    for (shell, words) in [
        ("bash", "_kin()"),
        ("zsh", "#compdef kin"),
        ("fish", "complete -c kin"),
        ("elvish", "edit:"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let ran = run(&["completions", shell]);
        ran.good();
        assert!(ran.out.contains(words) && ran.out.contains("honeytoken"), "{shell}: {}", ran.out);
        assert!(!ran.out.contains(" --agents ") && !ran.out.contains("--agents["), "{shell} shows what is hidden");
    }
    run(&["completions", "csh"]).fails(2, "powershell");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let main = run(&["man"]);
    main.good();
    for words in [".TH", "EXIT STATUS", "128+N", "KIN_OFFICE", "kin init \\-\\-office ./office", "kin\\-customer(1)"] {
        assert!(main.out.contains(words), "no {words} in {}", main.out);
    }
    let home = home();
    run_in(home.path(), &["man", "--out", "pages/man1"], "").good();
    let page = |name: &str| std::fs::read_to_string(home.path().join("pages/man1").join(name)).expect("a page");
    let mut all = Vec::new();
    let root = root();
    commands(&root, "", &mut all);
    for (path, _) in &all {
        let page = page(&format!("kin-{}.1", path.replace(' ', "-")));
        assert!(page.contains("EXIT STATUS") && page.contains(".SH NAME"), "{path}");
    }
    assert!(page("kin-doctor.1").contains("kin doctor \\-\\-fix\n"));
    assert!(!page("kin-demo.1").contains("agents") && !page("kin-bench.1").contains("memory"));
    assert_eq!(home.path().join("pages/man1").read_dir().expect("pages").count(), all.len() + 1);
}

#[test]
fn the_version_tells_what_the_program_is_made_of() {
    let short = run(&["-V"]);
    assert_eq!(short.out, format!("kin {}\n", env!("CARGO_PKG_VERSION")));
    let long = run(&["--version"]);
    assert!(long.out.starts_with(&short.out) && long.out.contains("rustc 1."), "{}", long.out);
    let build = run(&["version", "--json"]).json();
    assert_eq!(build["version"], env!("CARGO_PKG_VERSION"));
    for name in ["target", "profile", "rustc", "sqlite", "sqlcipher", "crypto_library"] {
        assert!(build[name].as_str().is_some_and(|value| !value.is_empty()), "{name}: {build}");
    }
    assert!(run(&["version"]).out.contains("SQLCipher"));
}

#[test]
fn exit_codes_are_as_they_are_written_down() {
    let help = run(&["--help"]);
    assert!(help.code == 0 && help.out.contains("Exit codes:") && help.out.contains("128+N"), "{help:?}");
    let home = home();
    let code = |arguments: &[&str]| run_in(home.path(), arguments, "").code;
    assert_eq!(code(&["version"]), 0);
    assert_eq!(code(&["--office", "nowhere", "customer", "list", "--key", "nowhere.key"]), 1);
    assert_eq!(code(&["customer", "fly"]), 2);
    assert_eq!(code(&["--config", "nowhere.toml", "customer", "list"]), 2);
    assert_eq!(code(&["restore", "nowhere.age"]), 1);
}
