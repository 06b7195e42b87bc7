//! What the server agrees to on the wire: nothing weak, whatever a client would like.

use std::process::Command;

use crate::office::{Office, env};
use crate::server::{Server, has_ssh};

/// What the client says when it wants nothing but these.
fn asks(server: &Server<'_>, option: &str) -> String {
    let mut all = server.client(None, &["-o", option, "-o", "LogLevel=DEBUG1", "-o", "BatchMode=yes"]);
    all.extend(["lan@127.0.0.1".to_owned(), "true".to_owned()]);
    let output = Command::new("ssh").args(&all).env_clear().envs(env(server.office.home())).output().expect("ssh runs");
    assert_ne!(output.status.code(), Some(0));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every algorithm that this client knows.
fn known(kind: &str) -> Vec<String> {
    let output = Command::new("ssh").args(["-Q", kind]).output().expect("ssh runs");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn only_strong_algorithms_are_agreed_on() {
    if !has_ssh() {
        return;
    }
    let office = Office::demo(0);
    // Each try is a connection of its own.
    let server = Server::start(&office, "rate_per_minute = 10000");
    let strong = [
        ("kex", "KexAlgorithms", &["mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org"][..]),
        (
            "cipher",
            "Ciphers",
            &["chacha20-poly1305@openssh.com", "aes256-gcm@openssh.com", "aes128-gcm@openssh.com"][..],
        ),
        ("key", "HostKeyAlgorithms", &["ssh-ed25519"][..]),
    ];
    for (kind, option, good) in strong {
        for name in known(kind) {
            let said = asks(&server, &format!("{option}={name}"));
            let agreed = said.contains("SSH2_MSG_NEWKEYS received");
            assert_eq!(agreed, good.contains(&name.as_str()), "{name}: {said}");
        }
    }
    // The best of what both know comes first.
    let best = asks(&server, "LogLevel=DEBUG1");
    if known("kex").iter().any(|name| name == "mlkem768x25519-sha256") {
        assert!(best.contains("kex: algorithm: mlkem768x25519-sha256"), "{best}");
    }
    assert!(best.contains("kex: host key algorithm: ssh-ed25519"), "{best}");
    assert!(best.contains("compression: none"), "not without being asked: {best}");
    let compressed = asks(&server, "Compression=yes");
    assert!(compressed.contains("compression: zlib@openssh.com"), "{compressed}");
}
