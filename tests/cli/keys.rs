//! The keys' inventory and their change from the command line, killed in the middle too.

use std::time::Duration;

use serde_json::Value;

use crate::office::{Office, command};

fn contact(office: &Office) -> Value {
    let status = office.run_as("mai", &["keys", "status", "--json"]).json();
    status["classes"].as_array().expect("classes").iter().find(|row| row["class"] == "contact").expect("it").clone()
}

#[test]
fn a_class_gets_a_new_key_and_its_values_follow() {
    let office = Office::demo(250);
    let before = contact(&office);
    assert_eq!((&before["generation"], &before["kit"], &before["reseal"]), (&1.into(), &true.into(), &Value::Null));
    assert_eq!(before["holders"], serde_json::json!(["lan", "mai", "minh"]));
    office.run_as("mai", &["keys", "rotate", "contact"]).fails(2, "--yes");
    office.run(&["keys", "rotate", "shoes"], "").fails(2, "identity");
    office.run_as("minh", &["keys", "rotate", "contact", "--yes"]).fails(1, "keys.rotate");
    let done = office.run_as("mai", &["keys", "rotate", "contact", "--yes", "--json"]).json();
    assert_eq!((&done["done"], &done["new_key"], &done["looked"]), (&true.into(), &true.into(), &250.into()));
    assert!(done["sealed"].as_u64().is_some_and(|sealed| sealed >= 500), "{done}");
    let after = contact(&office);
    assert_eq!((&after["generation"], &after["reseal"]), (&2.into(), &Value::Null), "{after}");
    assert_ne!(after["fingerprint"], before["fingerprint"]);

    let code = office.run_as("lan", &["customer", "list", "--limit", "1", "--json"]).lines()[0]["code"].clone();
    let reveal = ["customer", "reveal", code.as_str().expect("a code"), "email", "--reason", "call"];
    assert!(office.run_as("lan", &reveal).out.contains('@'));
    let text = office.run_as("radu", &["keys", "status"]);
    text.good();
    assert!(
        text.out.contains("contact  generation 2") && text.out.contains("held by       lan, mai, minh"),
        "{}",
        text.out
    );
    office.run(&["log", "verify"], "").good();
}

#[test]
fn the_inventory_holds_no_secret() {
    let office = Office::demo(1);
    let status = office.run_as("radu", &["keys", "status", "--json"]).json();
    for row in status["classes"].as_array().expect("classes") {
        let parts: Vec<&String> = row.as_object().expect("an object").keys().collect();
        let known =
            ["class", "fingerprint", "former", "generation", "holders", "kit", "lookup_holders", "made_at", "reseal"];
        assert_eq!(parts, known);
        // 64 bits to know a public key by.
        let hexadecimal = |text: &str| text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        assert!(row["fingerprint"].as_str().is_some_and(hexadecimal), "{row}");
    }
    office.run_as("lan", &["keys", "status"]).fails(1, "member.view");
}

#[test]
fn who_is_shut_out_is_named_until_the_key_is_changed() {
    let office = Office::demo(5);
    office.run_as("mai", &["member", "suspend", "lan"]).good();
    assert_eq!(contact(&office)["former"], serde_json::json!(["lan"]));
    office.run_as("mai", &["keys", "rotate", "contact", "--yes"]).good();
    let row = contact(&office);
    assert_eq!((&row["former"], &row["holders"]), (&serde_json::json!([]), &serde_json::json!(["mai", "minh"])));
}

#[test]
fn a_killed_change_goes_on_where_it_was() {
    let office = Office::demo(4_000);
    let folder = office.folder().display().to_string();
    let rotate = ["keys", "rotate", "contact", "--yes", "--json", "--office", &folder, "--member", "mai"];
    let input = format!("{}\n{}\n", office.password("mai"), office.code("mai"));
    let mut child = command(office.home(), &rotate).spawn().expect("it starts");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), input.as_bytes()).expect("it reads");
    let database = office.open_database();
    let looked = || -> i64 {
        database.query_row("SELECT looked FROM reseal WHERE finished = 0", [], |row| row.get(0)).unwrap_or_default()
    };
    while looked() == 0 {
        assert!(child.try_wait().expect("a status").is_none(), "it ended before it was killed");
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("killed");
    child.wait().expect("a status");
    drop(database);

    let half = contact(&office);
    let at = half["reseal"]["looked"].as_u64().expect("a place");
    assert!(half["generation"] == 2 && (1..4_000).contains(&at), "{half}");
    let text = office.run_as("mai", &["keys", "status"]);
    assert!(text.out.contains("go on with: kin keys rotate contact"), "{}", text.out);
    let done = office.run_as("mai", &["keys", "rotate", "contact", "--yes", "--json"]).json();
    assert_eq!((&done["new_key"], &done["looked"]), (&false.into(), &4_000.into()), "{done}");
    let after = contact(&office);
    assert_eq!((&after["generation"], &after["reseal"]), (&2.into(), &Value::Null), "{after}");
    office.run(&["log", "verify"], "").good();
}

#[test]
fn the_kit_is_drilled() {
    let office = Office::demo(1);
    let drill = |kit: &str, more: &[&str]| {
        let all = [&["keys", "drill", "--member", "mai"], more].concat();
        office.run(&all, &format!("{}\n{}\n{kit}\n", office.password("mai"), office.code("mai")))
    };
    let kit = office.recovery_kit();
    let found = drill(&kit, &["--json"]).json();
    let all = serde_json::json!(["contact", "identity", "financial"]);
    assert_eq!(found, serde_json::json!({ "host_secret": true, "root_key": true, "classes": all, "lookups": all }));
    let status = office.run_as("mai", &["keys", "status", "--json"]).json();
    assert!(status["drilled_at"].as_i64().is_some_and(|at| at > 0), "{status}");
    drill("ABCD EFGH", &[]).fails(1, "kin:");

    // A copy that is spoilt is found, and named.
    std::fs::write(office.folder().join("host-secret.kit"), [7; 80]).expect("written");
    let bad = drill(&kit, &[]);
    bad.fails(1, "does not open everything");
    assert!(bad.out.starts_with("BAD  host secret\nok   root key\n") && !bad.out.contains(&kit), "{bad:?}");
}

#[test]
fn an_owner_comes_back_with_the_kit_alone() {
    let office = Office::demo(10);
    let kit = office.recovery_kit();
    let recover = |name: &str, kit: &str| office.run(&["keys", "recover", name, "--json"], &format!("{kit}\n"));
    let other = Office::demo(0).recovery_kit();
    recover("mai", &other).fails(1, "error");
    recover("lan", &kit).fails(1, "is not an owner");
    std::fs::remove_file(office.host_secret()).expect("removed");
    office.run(&["log", "verify"], "").fails(1, "The host secret is missing");
    recover("mai", "nothing of the kind").fails(1, "error");
    let invited = recover("mai", &kit);
    assert!(!invited.out.contains(&kit) && !invited.err.contains(&kit), "{invited:?}");
    let code = invited.json()["code"].as_str().expect("a code").to_owned();
    office.run_as("mai", &["member", "list"]).fails(1, "wrong");
    office.join(&code, "trei pisici dorm pe sobă").expect("joined");
    let members = office.run_as("mai", &["member", "list", "--json"]).lines();
    assert!(members.iter().any(|row| row["name"] == "mai" && row["standing"] == "active"), "{members:?}");
    let first = office.run_as("mai", &["customer", "list", "--limit", "1", "--json"]).lines()[0]["code"].clone();
    let reveal = ["customer", "reveal", first.as_str().expect("a code"), "email", "--reason", "call"];
    assert!(office.run_as("mai", &reveal).out.contains('@'), "the keys came with it");
    office.run(&["log", "verify"], "").good();
}
