//! The log read, exported and proved.

use crate::office::{Office, command, home, run_in};

#[test]
fn the_log_is_listed_by_filters_and_verified() {
    let office = Office::demo(5);
    let newest = office.run_as("radu", &["log", "list", "--json", "--limit", "2"]).lines();
    assert_eq!(newest.len(), 2);
    assert_eq!(newest[1]["entry"]["action"], "session.sign_in", "{newest:?}");
    let all = office.run_as("radu", &["log", "list", "--json", "--limit", "1200"]).lines();
    let sequences: Vec<i64> = all.iter().filter_map(|row| row["sequence"].as_i64()).collect();
    let newest = sequences.len() as i64;
    assert_eq!(sequences, (1..=newest).rev().collect::<Vec<_>>());
    assert!(all.iter().all(|row| row["verified"] == true));
    let verified = office.run(&["log", "verify", "--json"], "").json();
    assert_eq!(&verified["ok"], &serde_json::Value::from(true));
    assert_eq!(verified["head"].as_str().map(str::len), Some(64));
    // In and out, with times beside.
    let list = |arguments: &[&str]| {
        let all = [&["log", "list", "--json", "--limit", "1000"], arguments].concat();
        office.run_as("radu", &all).lines()
    };
    let own = list(&["--filter", "member:radu -action:session.*"]);
    assert!(!own.is_empty() && own.iter().all(|row| row["member"] == "radu" && row["entry"]["action"] == "log.view"));
    assert!(list(&["--since", "2999-01-01"]).is_empty());
    assert!(list(&["--until", "1999-12-31"]).is_empty());
    assert_eq!(list(&["--since", "24h", "--filter", "action:log.view"]).len(), own.len() + 3, "and the lists since");
    let told = office.run(&["log", "list", "--filter", "membr:lan"], "");
    told.fails(2, "Did you mean member?");
    assert!(told.err.contains("  ^^^^^\n"), "{}", told.err);
    office.run(&["log", "list", "--since", "soon"], "").fails(2, "Write a day");
}

#[test]
fn an_extract_is_proven_without_the_office() {
    let office = Office::demo(5);
    let (file, elsewhere) = (office.home().join("extract.jsonl"), home());
    let path = file.display().to_string();
    office.run_as("radu", &["log", "list"]).good();
    let reason = "for the court \u{1b}[31m\u{202e}";
    let filter = ["--filter", "member:radu", "--from", "2026-01-01", "--reason", reason, "-o", &path];
    let wrote = office.run_as("radu", &[&["log", "export"], &filter[..]].concat());
    wrote.good();
    assert!(wrote.out.contains("kin log verify"), "{}", wrote.out);
    office.run_as("radu", &["log", "export", "-o", &path]).fails(2, "can't be made");
    office.run_as("lan", &["log", "export", "--json"]).fails(1, "error");
    // No office, no host secret, nobody signed in.
    let verify = |arguments: &[&str]| run_in(elsewhere.path(), &[&["log", "verify"], arguments].concat(), "");
    let good = verify(&[&path, "--json"]).json();
    assert_eq!((&good["ok"], &good["root_compared"]), (&true.into(), &false.into()));
    let root = good["extract"]["cover"]["root"].as_str().expect("a key").to_owned();
    let told = verify(&[&path, "--root", &root]);
    told.good();
    assert!(told.out.contains("This proves:") && told.out.contains("It does not prove:"), "{}", told.out);
    assert!(!told.out.contains(['\u{1b}', '\u{202e}']), "{:?}", told.out);
    verify(&[&path, "--root", &"7".repeat(64)]).fails(1, "another office");
    verify(&[&path, "--root", "7"]).fails(2, "64 hexadecimal digits");
    verify(&[&format!("{path}.not")]).fails(2, "can't be read");
    let text = std::fs::read_to_string(&file).expect("the extract");
    let count = text.lines().count();
    std::fs::write(&file, text.replacen("\"action\":\"log.view\"", "\"action\":\"log.list\"", 1)).expect("written");
    let bad = verify(&[&path, "--json"]);
    bad.fails(1, "The extract does not hold");
    let bad: serde_json::Value = serde_json::from_str(&bad.out).expect("a verdict");
    assert!(bad["ok"] == false && bad["line"].as_u64().is_some_and(|line| line > 1 && line < count as u64), "{bad}");
    // Onto standard output it is the same.
    let out = office.run_as("radu", &["log", "export"]);
    out.good();
    std::fs::write(&file, &out.out).expect("written");
    verify(&[&path]).good();
}

#[test]
fn who_has_seen_a_customer_is_one_command() {
    let office = Office::demo(5);
    office.run_as("mai", &["customer", "show", "KH-000001"]).good();
    let seen = office.run_as("radu", &["customer", "seen", "KH-000001", "--json"]).json();
    assert_eq!(seen["code"], "KH-000001");
    let mai = seen["rows"].as_array().and_then(|rows| rows.iter().find(|row| row["member"] == "mai")).expect("mai");
    assert_eq!(mai["acts"]["customer.view"], 1);
    let told = office.run_as("radu", &["customer", "seen", "KH-000001"]);
    told.good();
    assert!(told.out.contains("mai (owner)"), "{}", told.out);
    office.run_as("lan", &["customer", "seen", "KH-000001"]).fails(1, "access.view");
}

#[test]
fn new_entries_are_followed() {
    let office = Office::demo(5);
    let follow = ["log", "list", "--json", "--limit", "1", "--follow", "--filter", "member:mai -action:session.*"];
    let folder = office.folder().display().to_string();
    let all: Vec<&str> = follow.into_iter().chain(["--office", &folder, "--member", "radu"]).collect();
    let mut child = command(office.home(), &all).stdout(std::process::Stdio::piped()).spawn().expect("it starts");
    let input = format!("{}\n{}\n", office.password("radu"), office.code("radu"));
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), input.as_bytes()).expect("it reads");
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().expect("a pipe")));
    for code in ["KH-000001", "KH-000002"] {
        office.run_as("mai", &["customer", "show", code]).good();
        let row: serde_json::Value = loop {
            let line = lines.next().expect("a line").expect("text");
            let row: serde_json::Value = serde_json::from_str(&line).expect("JSON");
            if row["subject"] == code {
                break row;
            }
        };
        assert_eq!((&row["member"], &row["entry"]["action"]), (&"mai".into(), &"customer.view".into()));
    }
    child.kill().expect("it runs until it is ended");
    child.wait().expect("it ends");
}

#[test]
fn any_tampering_is_found() {
    let office = Office::demo(5);
    office.run_as("mai", &["log", "list"]).good();
    let good = std::fs::read(office.database()).expect("the database");
    for change in [
        "UPDATE customer SET name = name || ' '",
        "UPDATE customer SET owner = (SELECT member FROM audit_log WHERE member IS NOT NULL LIMIT 1)",
        "DELETE FROM activity WHERE id = (SELECT id FROM activity LIMIT 1)",
        "UPDATE audit_log SET reason = 'other' WHERE sequence = 3",
        "UPDATE audit_log SET at = at + 1 WHERE sequence = (SELECT max(sequence) FROM audit_log)",
        "DELETE FROM audit_log WHERE sequence = 2",
        "UPDATE audit_log SET signature = zeroblob(64) WHERE sequence = 4",
        "UPDATE audit_change SET changes = zeroblob(33) WHERE sequence = (SELECT min(sequence) FROM audit_change)",
    ] {
        std::fs::write(office.database(), &good).expect("written");
        let database = office.open_database();
        database.execute_batch("PRAGMA foreign_keys = OFF").expect("the guards are off");
        let changed = database.execute(change, []).unwrap_or_else(|error| panic!("{change}: {error}"));
        assert!(changed > 0, "{change}");
        drop(database);
        let told = office.run(&["log", "verify", "--json"], "");
        told.fails(1, "does not hold");
        let verdict: serde_json::Value =
            serde_json::from_str(&told.out).unwrap_or_else(|_| panic!("{change}: {told:?}"));
        assert_eq!(verdict["ok"], false, "{change}");
    }
    std::fs::write(office.database(), &good).expect("written");
    office.run(&["log", "verify"], "").good();
}

#[test]
fn checkpoints_are_made_carried_and_compared() {
    let office = Office::demo(5);
    let alone = office.run(&["log", "verify"], "");
    alone.good();
    assert!(alone.out.contains("No checkpoint from outside"), "{alone:?}");
    office.run_as("lan", &["log", "checkpoint"]).fails(1, "does not allow");
    let line = office.run_as("radu", &["log", "checkpoint", "--line"]);
    line.good();
    assert!(line.out.starts_with("kin-checkpoint kin/"), "{line:?}");
    let made = office.run_as("radu", &["log", "checkpoint", "--json"]).json();
    let text = made["note"].as_str().expect("a note");
    assert_eq!(text.lines().nth(1), made["size"].as_i64().map(|size| size.to_string()).as_deref());
    // The file that both were carried to is looked at by itself; a line comes from standard input.
    let both = office.run(&["log", "verify", "--json", "--checkpoint", "-"], &format!("by hand:\n{}", line.out)).json();
    let counts: Vec<_> = both["checkpoints"].as_array().expect("a list").iter().map(|one| &one["count"]).collect();
    assert_eq!(counts, [1, 2], "{both}");
    let file = office.file("kept", format!("{text}\nwords\n{}", line.out));
    let told = office.run(&["log", "verify", "--checkpoint", &file], "");
    told.good();
    assert!(told.out.contains(&format!("Held by {file}: checkpoints 2")), "{told:?}");
    let quick = office.run(&["log", "verify", "--chain-only", "--json"], "").json();
    assert_eq!((&quick["ok"], &quick["records"]), (&true.into(), &0.into()));
    office.run(&["log", "verify", "--checkpoint", "/nowhere"], "").fails(2, "can't be read");
    let other = office.file("other", "no such thing");
    office.run(&["log", "verify", "--checkpoint", &other], "").fails(2, "There is no checkpoint");
    let forged = office.file("forged", text.replacen("time 20", "time 21", 1));
    let refused = office.run(&["log", "verify", "--json", "--checkpoint", &forged], "");
    refused.fails(1, "signature is not the office's");
    let verdict: serde_json::Value = serde_json::from_str(refused.out.trim()).expect("JSON");
    assert_eq!((&verdict["ok"], &verdict["sequence"]), (&false.into(), &0.into()));
}

#[test]
fn an_older_copy_is_found_by_the_file_beside_the_host_secret() {
    let office = Office::demo(5);
    let older = std::fs::read(office.database()).expect("the database");
    office.run_as("radu", &["log", "checkpoint"]).good();
    std::fs::write(office.database(), older).expect("written");
    office.run(&["log", "verify"], "").fails(1, "the file is an older copy");
}

#[test]
fn a_command_ends_with_what_is_due() {
    let office = Office::demo(5);
    let got = office.home().join("got").display().to_string();
    let config = office.file(
        "kin.toml",
        format!("[witness]\nevery_entries = 2\npath = \"kept\"\ncommand = [\"sh\", \"-c\", \"cat > '{got}'\"]\n"),
    );
    office.run_as("radu", &["log", "list", "--config", &config]).good();
    let kept = std::fs::read_to_string(office.home().join("kept")).expect("a file beside the configuration");
    assert_eq!(kept.trim_end(), std::fs::read_to_string(&got).expect("what the program got").trim_end());
    let held = office.run(&["log", "verify", "--json", "--config", &config], "").json();
    assert_eq!(held["checkpoints"][0]["size"], held["entries"], "{held}");
}

#[test]
fn the_log_is_kept_as_the_policy_says() {
    let office = Office::demo(5);
    office.run_as("mai", &["log", "prune", "--dry-run"]).fails(1, "for ever");
    office.run_as("mai", &["grant", "policy", "set", "--log-months", "2"]).fails(1, "log_months");
    office.run_as("mai", &["grant", "policy", "set", "--log-months", "6"]).good();
    let shown = office.run_as("mai", &["grant", "policy", "show"]);
    assert!(shown.out.contains("the log is kept      6 months"), "{shown:?}");
    let pruned = office.run_as("mai", &["log", "prune", "--json"]).json();
    assert_eq!((&pruned["removed"], &pruned["dry_run"]), (&0.into(), &false.into()));
    office.run_as("lan", &["log", "prune"]).fails(1, "does not allow");
}
