//! SSH keys from the command line: enrolled, listed, taken away, and what is no key.

use crate::office::Office;

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILQ8mrk1L6a6+6s1cl9wjmIxwTxoSXqGrp1B+iyfxlgU lan@laptop";
const FINGERPRINT: &str = "SHA256:fzKuU+4IeX+Hs4rSUiEYkVpb2H+ZbtuMq7KwMnWaZLk";

#[test]
fn a_key_is_enrolled_from_a_file_listed_and_taken_away() {
    let office = Office::demo(4);
    let file = office.home().join("lan.pub");
    std::fs::write(&file, format!("{KEY}\n")).expect("a file");
    let path = file.to_str().expect("a path");
    let added = office.run_as("lan", &["ssh-key", "add", path, "--json"]).json();
    assert_eq!((&added["fingerprint"], &added["label"]), (&FINGERPRINT.into(), &"lan@laptop".into()));
    let again = office.run_as("lan", &["ssh-key", "add", path]);
    again.fails(1, "is already used");
    let listed = office.run_as("lan", &["ssh-key", "list"]);
    listed.good();
    assert!(listed.out.contains(FINGERPRINT), "{listed:?}");
    assert!(office.run_as("minh", &["ssh-key", "list", "--json"]).lines().is_empty(), "another's are nobody's to see");
    let id = added["id"].as_str().expect("an id");
    office.run_as("minh", &["ssh-key", "remove", id]).fails(1, "is not there");
    office.run_as("lan", &["ssh-key", "remove", id]).good();
    assert!(office.run_as("lan", &["ssh-key", "list", "--json"]).lines().is_empty());
    office.run_as("lan", &["ssh-key", "add", path, "--label", "work"]).good();
    office.run_as("lan", &["member", "remove-keys", "lan"]).fails(1, "does not allow this");
    office.run_as("mai", &["member", "remove-keys", "lan"]).good();
    assert!(office.run_as("lan", &["ssh-key", "list", "--json"]).lines().is_empty());
    assert!(office.run_as("mai", &["log", "verify"]).code == 0);
}

#[test]
fn what_is_no_public_key_is_refused_with_what_to_do() {
    let office = Office::demo(4);
    let file = office.home().join("id_ed25519");
    let path = file.to_str().expect("a path");
    std::fs::write(&file, "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n").expect("a file");
    let private = office.run_as("lan", &["ssh-key", "add", path]);
    private.fails(1, "is a private key");
    assert!(!private.err.contains("b3BlbnNzaC1rZXktdjE"), "{private:?}");
    std::fs::write(&file, "ssh-dss AAAAB3NzaC1kc3MAAACBAP lan").expect("a file");
    office.run_as("lan", &["ssh-key", "add", path]).fails(1, ".pub");
    office.run_as("lan", &["ssh-key", "add", "/nowhere/id.pub"]).fails(2, "can't be read");
}
