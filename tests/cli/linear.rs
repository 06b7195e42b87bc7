//! `kin --linear` with a script of answers: what it says, line by line, and what it never says.

use std::collections::BTreeSet;

use kin::domain::SafeText;

use crate::office::{Office, Ran, run_in};

const PHONE: &str = "+84903123567";
const PEOPLE: &str = "Name,Phone,Email,City,Note\n\
    Nguyễn Thị Hồng Đào,0903123567,dao@example.com,Huế,hay gọi sáng\n\
    Ștefănescu Măriuca,+40 721 234 567,maria@example.ro,Iași,\n\
    Trần Quốc Đức,0912345678,duc@example.com,Cần Thơ,\n";

/// An office with three people only.
fn office() -> Office {
    let office = Office::demo(0);
    let file = office.file("people.csv", PEOPLE);
    office.run_by_key(&["import", "customers", &file, "--yes"]).good();
    office
}

/// A run with these answers after the sign-in, in this language.
fn answer_in(office: &Office, lang: &str, member: &str, answers: &[&str]) -> Ran {
    let (password, code) = (office.password(member), office.code(member));
    let lines: Vec<&str> = [member, &password, &code].into_iter().chain(answers.iter().copied()).collect();
    let ran = office.run(&["--linear", "--lang", lang], &format!("{}\n", lines.join("\n")));
    assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{ran:?}");
    assert!(!ran.out.contains(&password), "{ran:?}");
    for line in ran.out.lines() {
        assert!(SafeText::new(line).width() <= 80 || !line.trim().contains(' '), "{line}");
        assert_eq!(line.trim_end(), line);
    }
    ran
}

fn answer(office: &Office, member: &str, answers: &[&str]) -> Ran {
    answer_in(office, "en", member, answers)
}

impl Ran {
    /// These lines stand in the output one after the other, each beginning so.
    #[track_caller]
    fn says(&self, block: &[&str]) {
        let lines: Vec<&str> = self.out.lines().collect();
        let fits = |at: &[&str]| at.iter().zip(block).all(|(line, start)| line.starts_with(start));
        assert!(lines.windows(block.len()).any(fits), "no {block:#?} in\n{}{}", self.out, self.err);
    }
}

#[test]
fn an_agent_finds_reveals_checks_and_notes() {
    let office = office();
    let password = office.password("lan");
    let ran = answer(
        &office,
        "lan",
        &[
            "1",
            "hong dao",
            "1",
            "1",
            "1",
            "1",
            "gọi lại",
            "y",
            "2",
            "1",
            "0903 123 567",
            "3",
            "2",
            "Hỏi hóa đơn.",
            "Hẹn thứ hai.",
            ".",
            "4",
            "5",
            "0",
            "",
            "",
            "3",
            "wrong",
            &password,
            "q",
        ],
    );
    ran.good();
    let folder_line = "Kin Demo. Sign in with your name, password and one-time code.";
    ran.says(&[
        "Kin in plain lines.",
        folder_line,
        "Member (Enter alone leaves):",
        "Password (it is not shown):",
        "One-time code:",
        "You are signed in as lan, agent.",
        "Welcome. This is your first sign-in.",
        "What do you want to do?",
        "1. Find a customer",
        "2. Read the log",
        "3. Lock",
        "4. Add a customer",
        "0. Leave",
        "Choose a number (? reads the choices):",
        "Type a name or parts of it: hong dao finds Hồng Đào.",
    ]);
    ran.says(&[
        "Find (Enter alone goes back):",
        "1 customer found.",
        "1. Nguyễn Thị Hồng Đào, Huế, KH-000001, Phone +84 ... 567",
        "Type a number to open, or Enter to go back:",
        "Nguyễn Thị Hồng Đào, KH-000001",
        "Kind: Person",
        "Status: Active",
        "City: Huế",
    ]);
    ran.says(&[
        "Phone: +84 ... 567, masked, can be revealed, can be checked",
        "E-mail: d...@",
        "What do you want to do with this customer?",
        "1. Reveal a field",
        "2. Check what the caller says",
        "3. Add a note",
        "4. Timeline",
        "6. Read the record again",
        "0. Back",
        "Choose a number (? reads the choices):",
        "Which field?",
        "1. Phone: +84 ... 567",
        "2. E-mail: d...@",
        "0. Back",
        "Choose a number (? reads the choices):",
        "Why do you need it?",
        "1. I have to call this customer",
    ]);
    ran.says(&[
        "Words for the log (Enter alone for none):",
        "Who, what, when and why go into the log.",
        "The value would stay in this output: Kin cannot take it back here.",
        "Show it all the same? (y or n):",
        "Phone:",
        PHONE,
        "Choose a number (? reads the choices):",
    ]);
    ran.says(&["What the caller says (it is not shown):", "It matches.", "Choose a number"]);
    ran.says(&["Next line of the note:", "Next line of the note:", "Next line of the note:", "The note is in"]);
    let timeline: Vec<&str> = ran.out.lines().skip_while(|line| !line.starts_with("The note is in")).collect();
    assert!(timeline[2].ends_with(", Call, lan: Hỏi hóa đơn. / Hẹn thứ hai."), "{timeline:#?}");
    assert!(timeline[3].ends_with(", Note, importer: hay gọi sáng"), "{timeline:#?}");
    assert_eq!(timeline[4], "There are no more.");
    ran.says(&["There is no choice 5 here."]);
    ran.says(&[
        "Locked: lan",
        "Type your password to go on.",
        "Password (it is not shown):",
        "That password is wrong. Try again.",
        "Password (it is not shown):",
        "Unlocked. Go on where you were.",
        "Choose a number (? reads the choices):",
        "You are signed out.",
    ]);
    assert_eq!(ran.out.matches(PHONE).count(), 1);

    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]).lines();
    let acts: Vec<&str> =
        log.iter().filter(|row| row["member"] == "lan").filter_map(|row| row["entry"]["action"].as_str()).collect();
    assert_eq!(acts[0], "session.sign_out");
    let reveal = log.iter().find(|row| row["entry"]["action"] == "field.reveal").expect("an entry");
    assert_eq!(reveal["entry"]["reason"], "call: gọi lại");
    office.run(&["log", "verify"], "").good();
}

#[test]
fn a_customer_is_added_value_by_value() {
    let office = office();
    let ran = answer(
        &office,
        "lan",
        &[
            "4",
            "1",
            "Lý Thị Sen",
            "",
            "Huế",
            "0987 654 321",
            "not an address",
            "",
            "sen@example.com",
            "0",
            "4",
            "1",
            "",
            "0",
        ],
    );
    ran.good();
    ran.says(&["What is the new customer?", "1. Person", "2. Company", "0. Back"]);
    ran.says(&["What you type now stays on this terminal", "Name (Enter alone for none):", "Company (Enter"]);
    ran.says(&["E-mail: not an e-mail address", "E-mail (Enter alone for none):", "Lý Thị Sen was added."]);
    ran.says(&["Lý Thị Sen was added.", "Lý Thị Sen, KH-000004", "Kind: Person", "Status: Active", "City: Huế"]);
    ran.says(&["Phone: +84 ... 321, masked", "E-mail: s...@"]);
    ran.says(&["Name (Enter alone for none):", "Without a name nothing was added."]);
    assert!(!ran.out.contains("987"), "what was typed is not said back");
    let none = answer(&office, "radu", &["4", "0"]);
    none.says(&["There is no choice 4 here."]);
    assert!(!none.out.contains("Add a customer"));
}

#[test]
fn what_may_not_be_done_is_not_offered() {
    let office = office();
    let ran = answer(&office, "radu", &["1", "stefanescu", "1", "1", "2", "3", "5", "0", "", "/0903123567", "", "0"]);
    ran.good();
    ran.says(&["Phone: +40 ... 567, masked", "E-mail: m...@", "What do you want", "4. Timeline", "5. Access"]);
    for number in ["1", "2", "3"] {
        ran.says(&[&format!("There is no choice {number} here.")]);
    }
    assert!(!ran.out.contains("reveal") && !ran.out.contains("can be"), "{}", ran.out);
    assert!(!ran.out.contains("For an exact phone"), "{}", ran.out);
    // Who has opened the customer: the auditor, just now.
    assert!(ran.out.lines().any(|line| line.ends_with(", radu, opened")), "{}", ran.out);
    ran.says(&["You are not allowed to do this (customer.lookup). Ask a lead."]);
}

#[test]
fn a_value_that_would_stay_is_shown_only_on_the_persons_word() {
    let office = office();
    for no in ["n", "", "anything"] {
        let ran = answer(&office, "mai", &["1", "hong dao", "1", "1", "1", "1", "", no, "0", "", "", "0"]);
        ran.says(&["Show it all the same? (y or n):", "Nothing was shown.", "Choose a number"]);
        assert!(!ran.out.contains(PHONE));
    }
    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]).lines();
    assert!(
        log.iter().all(|row| row["entry"]["action"] != "field.reveal"),
        "what was not shown is not logged as shown"
    );
}

#[test]
fn a_wrong_sign_in_is_said_and_the_input_may_end_anywhere() {
    let office = office();
    let linear = |input: &str| office.run(&["--linear", "--lang", "en"], input);
    let wrong = linear("lan\nnot the password\n000000\n");
    assert_eq!((wrong.code, wrong.err.as_str()), (1, ""), "{wrong:?}");
    wrong.says(&["One-time code:", "Name, password or code is wrong. Type them again.", "Member"]);
    for input in ["", "lan", "lan\n", "lan\npassword"] {
        assert_eq!(linear(input).code, 1, "{input:?}");
    }
    assert_eq!(linear("\n").code, 0, "leaving is no failure");
    let waits = linear(&"nobody\nnot the password\n000000\n".repeat(4));
    waits.says(&["Too many failed tries. Wait 1 second."]);

    let script = ["1", "hong dao", "1", "3", "2", "half a note"];
    for length in 0..=script.len() {
        let member = ["mai", "lan", "minh"][length % 3];
        let ran = answer(&office, member, &script[..length]);
        ran.good();
        assert_eq!(ran.out.lines().last(), Some("The input has ended. You are signed out."), "{length}");
    }
    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "5000"]).lines();
    let count = |action: &str| {
        log.iter().filter(|row| row["entry"]["action"] == action && row["entry"]["outcome"] == "done").count()
    };
    // This list is not over yet.
    assert_eq!((count("session.sign_out") + 1, count("note.add")), (count("session.sign_in"), 0));
}

#[test]
fn a_filter_is_read_and_its_mistakes_have_a_place() {
    let office = office();
    let ran = answer(
        &office,
        "mai",
        &[
            "1",
            "=city = huế",
            "",
            "= city = Huế and statut = active",
            "=city =",
            "=owner = nobodyatall",
            "zzz",
            "",
            "?",
            "0",
        ],
    );
    ran.good();
    ran.says(&["1 customer found.", "1. Nguyễn Thị Hồng Đào, Huế, KH-000001"]);
    ran.says(&["At character 17, statut: There is no such field.", "Did you mean status?", "Find (Enter"]);
    ran.says(&["At the end: A value is missing here."]);
    ran.says(&["Owner: choose one from the list"]);
    ran.says(&["Nobody found.", "Find (Enter"]);
    ran.says(&["Choose a number", "1. Find a customer"]);
}

#[test]
fn pages_go_on_by_ten() {
    let office = Office::demo(25);
    let ran =
        answer(&office, "mai", &["1", "= kind in (person, company)", "m", "m", "m", "26", "25", "0", "", "", "0"]);
    ran.good();
    ran.says(&["25 customers found.", "1. "]);
    let numbers = ran
        .out
        .lines()
        .filter_map(|line| line.split_once(". ")?.0.parse::<usize>().ok().filter(|_| line.contains("KH-")));
    assert_eq!(numbers.collect::<Vec<_>>(), (1..=25).collect::<Vec<_>>());
    ran.says(&["Type a number to open, m for more, or Enter to go back:", "11. "]);
    ran.says(&["25. ", "Type a number to open, or Enter to go back:", "There are no more."]);
    ran.says(&["There is no choice 26 here."]);
}

#[test]
fn the_log_is_read_filtered_and_opened() {
    let office = office();
    answer(&office, "lan", &["1", "/0903123567", "1", "0", "", "", "0"]).good();
    let ran = answer(&office, "radu", &["2", "f", "la", "look", "", "2", "f", "", "zzz", "", "1", "999999", "", "0"]);
    ran.good();
    let lookup = ran.out.lines().find(|line| line.contains("looked up")).expect("the lookup");
    assert!(lookup.ends_with(", lan, looked up, done, Verified: good"), "{lookup}");
    ran.says(&["What was done, such as revealed", "Nothing is called so. There are: office made, "]);
    ran.says(&["Entry 1", "Verified: good", "Time: ", "Member: ", "Action: office made"]);
    ran.says(&["It is not there, or not in your scope."]);
    // An agent reads their own entries alone.
    let own = answer(&office, "minh", &["2", "", "0"]);
    own.good();

    let changed = "UPDATE audit_log SET reason = 'other' WHERE action = 'customer.lookup'";
    assert_eq!(office.open_database().execute(changed, []).expect("changed"), 1);
    let told = answer(&office, "mai", &["2", "f", "", "looked up", "", "0"]);
    let bad = told.out.lines().find(|line| line.contains("looked up")).expect("the lookup");
    assert!(bad.contains(". Not to be trusted, Verified: bad hash, "), "{bad}");
}

#[test]
fn hostile_text_never_reaches_the_terminal_raw() {
    let office = office();
    let database = office.open_database();
    let evil = "Evil\u{1b}]0;x\u{7}\u{1b}[2J\u{9b}31m\u{202e}Đào\r\nnext";
    database.execute("UPDATE customer SET city = ?1, company = ?1, website = ?1, flags = ?1", [evil]).expect("changed");
    drop(database);
    let ran =
        answer(&office, "mai", &["1", "hong dao", "1", "0", "", evil, "=city = \u{1b}[31m", "", "\u{1b}[31m", "0"]);
    ran.good();
    ran.says(&["1. Nguyễn Thị Hồng Đào, Evil\u{fffd}]0;x\u{fffd}[2J\u{fffd}31m\u{fffd}Đào next, "]);
    let controls: BTreeSet<char> = ran.out.chars().filter(|letter| letter.is_control() && *letter != '\n').collect();
    assert!(controls.is_empty() && !ran.out.contains('\u{202e}'), "{controls:?}");
}

#[test]
fn it_speaks_three_languages() {
    let office = office();
    let answers = ["1", "hong dao", "1", "1", "1", "1", "", "k", "0", "", "", "2", "", "0"];
    let vi = answer_in(&office, "vi", "lan", &answers);
    vi.good();
    vi.says(&["Tìm thấy 1 khách hàng.", "1. Nguyễn Thị Hồng Đào, Huế, KH-000001"]);
    vi.says(&["Vẫn hiện? (c là có, k là không):", "Không có gì được hiện."]);
    let ro = answer_in(&office, "ro", "minh", &answers);
    ro.good();
    ro.says(&["S-a găsit 1 client.", "1. Nguyễn Thị Hồng Đào, Huế, KH-000001"]);
    assert_eq!(ro.out.lines().last(), Some("V-ați deconectat."));
    assert!(!vi.out.contains("linear-") && !ro.out.contains("linear-"));
}

#[test]
fn the_config_turns_it_on_and_a_demo_tells_its_sign_ins() {
    let office = office();
    let config = office.file("kin.toml", "[ui]\nlinear = true\nlang = \"en\"\n");
    let ran = office.run(&["--config", &config], "\n");
    ran.good();
    assert_eq!(ran.out.lines().last(), Some("Nobody was signed in."));
    let member = office
        .run(&["--linear", "--member", "lan"], &format!("{}\n{}\n0\n", office.password("lan"), office.code("lan")));
    member.good();
    member.says(&["Kin Demo. Sign in", "Password (it is not shown):"]);
    let home = crate::office::home();
    let demo = run_in(home.path(), &["demo", "--customers", "3", "--linear"], "\n");
    demo.good();
    demo.says(&["Demo office: nothing here is real", "mai, owner: password mai at kin demo, code "]);
    assert!(std::fs::read_dir(home.path().join("config/kin/offices")).is_ok_and(|mut left| left.next().is_none()));
}
