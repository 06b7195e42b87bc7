//! Attackers: proofs that are none, other people's keys, guesses, channels that nobody needs, and people who want more
//! than their role gives.

use ed25519_dalek::Signer as _;
use russh::ChannelMsg;
use russh::client;
use russh::keys::ssh_key::public::{KeyData, SkEd25519};
use russh::keys::ssh_key::{PrivateKey, PublicKey};

use crate::client::{Client, Step, read, wire};
use crate::office::Office;
use crate::server::{Server, new_key};

fn key_of(server: &Server<'_>, member: &str) -> PrivateKey {
    PrivateKey::read_openssh_file(server.enrol(member)).expect("a key")
}

/// In as this member, with its own key.
fn entered(server: &Server<'_>, member: &str) -> Client {
    server.enrol(member);
    entered_again(server, member)
}

#[test]
fn an_offered_key_is_not_a_proven_one() {
    let office = Office::demo(0);
    let server = Server::start(&office, "");
    let lan = key_of(&server, "lan");
    let mallory = new_key();
    let mut client = Client::connect(server.port).expect("a connection");
    let public = lan.public_key().clone();
    let step = client.claim("lan", &public, |bytes| {
        let signature = mallory.try_sign(bytes).expect("a signature");
        [wire(b"ssh-ed25519"), wire(signature.as_bytes())].concat()
    });
    assert_ne!(step, Step::In);
    assert_ne!(step, Step::More);
    // Even the right password and code are nothing without the proof.
    let (password, code) = (office.password("lan"), office.code("lan"));
    assert!(matches!(client.sign_in("lan", &[&password, &code]), Step::No | Step::Gone));
}

#[test]
fn a_members_key_signs_in_nobody_else() {
    let office = Office::demo(0);
    let server = Server::start(&office, "");
    let (lan, _minh) = (key_of(&server, "lan"), key_of(&server, "minh"));
    let (password, code) = (office.password("minh"), office.code("minh"));
    // As somebody else's name.
    let mut client = Client::connect(server.port).expect("a connection");
    assert_eq!(client.prove("minh", &lan), Step::No);
    assert_eq!(client.sign_in("minh", &[&password, &code]), Step::No);
    // Proven for one's own name, and then another name.
    let mut client = Client::connect(server.port).expect("a connection");
    assert_eq!(client.prove("lan", &lan), Step::More);
    assert_eq!(client.sign_in("minh", &[&password, &code]), Step::No);
    // Another's password and code under one's own name.
    let mut client = Client::connect(server.port).expect("a connection");
    assert_eq!(client.prove("lan", &lan), Step::More);
    assert_eq!(client.sign_in("lan", &[&password, &code]), Step::No);
    // A key that nobody enrolled, and nobody's name.
    let mut client = Client::connect(server.port).expect("a connection");
    assert_eq!(client.prove("lan", &new_key()), Step::No);
    assert_eq!(client.prove("nobody", &lan), Step::No);
}

#[test]
fn a_code_lets_in_once_and_wrong_answers_end_the_connection() {
    let office = Office::demo(0);
    let server = Server::start(&office, "attempts = 3");
    let lan = key_of(&server, "lan");
    let (password, code) = (office.password("lan"), office.code("lan"));
    let connect = || {
        let mut client = Client::connect(server.port).expect("a connection");
        assert_eq!(client.prove("lan", &lan), Step::More);
        client
    };
    assert_eq!(connect().sign_in("lan", &[&password, &code]), Step::In);
    let mut client = connect();
    assert_eq!(client.sign_in("lan", &[&password, &code]), Step::No, "the same code again");
    let mut steps = Vec::new();
    while steps.len() < 10 && !client.is_closed() {
        // Who must wait is told so, and then it counts.
        steps.push(match steps.last() {
            Some(Step::Asked(..)) => client.answer(&[]),
            _ => client.sign_in("lan", &["not the password", "000000"]),
        });
    }
    assert!(steps.contains(&Step::No), "{steps:?}");
    assert!(client.is_closed() && !steps.contains(&Step::In), "{steps:?}");
    // Too many answers, too few, and one that is no text.
    let mut client = connect();
    assert_eq!(client.sign_in("lan", &[]), Step::No);
    assert_eq!(client.sign_in("lan", &["a", "b", "c", "d"]), Step::No);
}

#[test]
fn other_ways_of_signing_in_are_none() {
    let office = Office::demo(0);
    for settings in ["", "sign_in = \"password\""] {
        let server = Server::start(&office, settings);
        let mut client = Client::connect(server.port).expect("a connection");
        assert_eq!(client.none("lan"), Step::No);
        assert_eq!(client.password("lan", &office.password("lan")), Step::No);
        assert!(client.channel().is_err(), "no channel before the sign-in");
    }
}

/// A security key's signature (OpenSSH, PROTOCOL.u2f) is over its own hash of what is signed, flags and a counter.
#[test]
fn a_security_key_is_taken() {
    let office = Office::demo(0);
    let server = Server::start(&office, "");
    let inner = new_key();
    let pair = inner.key_data().ed25519().expect("a pair").clone();
    let public = PublicKey::new(KeyData::SkEd25519(SkEd25519::new(pair.public, "ssh:".to_owned())), "a token");
    let file = office.file("token.pub", public.to_openssh().expect("a line"));
    office.run_as("lan", &["ssh-key", "add", &file]).good();
    let sign = |counter: u32| {
        move |bytes: &[u8]| {
            use sha2::{Digest, Sha256};
            let trailer = [&[1u8][..], &counter.to_be_bytes()].concat();
            let signed = [&Sha256::digest(b"ssh:")[..], &trailer, &Sha256::digest(bytes)[..]].concat();
            let signature: russh::keys::ssh_key::Signature = pair.try_sign(&signed).expect("a signature");
            [wire(b"sk-ssh-ed25519@openssh.com"), wire(signature.as_bytes()), trailer].concat()
        }
    };
    let mut client = Client::connect(server.port).expect("a connection");
    assert_eq!(client.claim("lan", &public, sign(7)), Step::More);
    let (password, code) = (office.password("lan"), office.code("lan"));
    assert_eq!(client.sign_in("lan", &[&password, &code]), Step::In);
    // The token's name and a signature of another kind.
    let mut client = Client::connect(server.port).expect("a connection");
    let plain = |bytes: &[u8]| {
        let signature = inner.try_sign(bytes).expect("a signature");
        [wire(b"sk-ssh-ed25519@openssh.com"), wire(signature.as_bytes()), vec![1, 0, 0, 0, 8]].concat()
    };
    assert!(matches!(client.claim("lan", &public, plain), Step::No | Step::Gone));
}

#[test]
fn there_is_nothing_but_the_screens_and_a_few_commands() {
    let office = Office::demo(20);
    let server = Server::start(&office, "");
    let mut client = entered(&server, "lan");
    assert!(client.tunnel().is_err());
    assert!(client.listen().is_err());
    let mut channel = client.channel().expect("the one channel");
    assert!(client.channel().is_err(), "there is one channel");
    let refused = client.run(async {
        let mut refused = 0;
        channel.request_subsystem(true, "sftp").await.expect("a request");
        channel.request_x11(true, false, "MIT-MAGIC-COOKIE-1", "00", 0).await.expect("a request");
        channel.agent_forward(true).await.expect("a request");
        channel.set_env(true, "LD_PRELOAD", "/tmp/x.so").await.expect("a request");
        channel.set_env(true, "KIN_OFFICE", "/tmp").await.expect("a request");
        while refused < 5 {
            match channel.wait().await {
                Some(ChannelMsg::Failure) => refused += 1,
                other => panic!("{other:?}"),
            }
        }
        channel.exec(true, "sh -c id").await.expect("a request");
        read(&mut channel).await
    });
    assert_eq!(refused.2, 2, "{refused:?}");
    assert!(!refused.0.contains("uid="), "{refused:?}");
    for line in [
        "kin import customers /etc/passwd",
        "kin serve --check",
        "kin log verify",
        "kin member suspend minh",
        "kin customer list --office /tmp",
        "kin log list --key=/etc/passwd",
        "kin customer list; id",
        "kin customer list `id`",
        "kin customer list 'open",
        "",
    ] {
        let (out, errors, code) = entered_again(&server, "lan").exec(line).expect("an answer");
        assert_eq!((out.as_str(), code != 0), ("", true), "{line}: {errors}");
        assert!(!errors.is_empty(), "{line} says why");
    }
}

/// The same as `entered` with the key that is enrolled already.
pub fn entered_again(server: &Server<'_>, member: &str) -> Client {
    let key = PrivateKey::read_openssh_file(server.key(member)).expect("a key");
    let mut client = Client::connect(server.port).expect("a connection");
    assert_eq!(client.prove(member, &key), Step::More);
    let (password, code) = (server.office.password(member), server.office.code(member));
    assert_eq!(client.sign_in(member, &[&password, &code]), Step::In);
    client
}

#[test]
fn a_giant_window_is_cut_to_size() {
    let office = Office::demo(20);
    let server = Server::start(&office, "");
    let client_of = entered(&server, "lan");
    let mut client = client_of;
    let before = server.resident_kib();
    let mut channel = client.channel().expect("a channel");
    let shown = client.run(async {
        channel.request_pty(true, "xterm-256color", u32::MAX, u32::MAX, 0, 0, &[]).await.expect("a request");
        channel.request_shell(true).await.expect("a request");
        for size in [u32::MAX, 70_000, 0, 1] {
            channel.window_change(size, size, 0, 0).await.expect("a request");
        }
        channel.window_change(80, 24, 0, 0).await.expect("a request");
        let mut shown = Vec::new();
        while let Ok(Some(message)) = tokio::time::timeout(crate::server::SOON, channel.wait()).await {
            if let ChannelMsg::Data { data } = message {
                shown.extend_from_slice(&data);
                if String::from_utf8_lossy(&shown).contains("Press / to search") {
                    break;
                }
            }
        }
        shown
    });
    assert!(!shown.is_empty());
    let grown = server.resident_kib().saturating_sub(before);
    // Two buffers of 1000 by 500 cells, for a moment.
    assert!(grown < 192 * 1024, "{grown} KiB more");
    assert_eq!(server.status()["sessions"], 1);
}

#[test]
fn a_flood_of_channels_ends_its_connection_alone() {
    let office = Office::demo(20);
    let server = Server::start(&office, "");
    let mut other = entered(&server, "minh");
    let mut client = entered(&server, "lan");
    let before = server.resident_kib();
    let mut opened = 0;
    for _ in 0..10_000 {
        if client.is_closed() {
            break;
        }
        opened += usize::from(client.channel().is_ok());
    }
    assert!(opened <= 1, "{opened} channels");
    assert!(client.is_closed(), "such a connection is closed");
    assert!(server.resident_kib().saturating_sub(before) < 16 * 1024);
    let (out, errors, code) = other.exec("kin customer list --limit 1 --json").expect("an answer");
    assert_eq!((out.lines().count(), code), (1, 0), "{errors}");
}

#[test]
fn a_client_that_wants_more_is_served_no_faster_than_it_reads() {
    let office = Office::demo(300);
    let server = Server::start(&office, "");
    let key = key_of(&server, "lan");
    // A window that takes one screen and no more.
    let config = client::Config { window_size: 4096, ..client::Config::default() };
    let mut client = Client::connect_with(server.port, config).expect("a connection");
    assert_eq!(client.prove("lan", &key), Step::More);
    let (password, code) = (office.password("lan"), office.code("lan"));
    assert_eq!(client.sign_in("lan", &[&password, &code]), Step::In);
    let channel = client.channel().expect("a channel");
    let before = server.resident_kib();
    client.run(async {
        channel.request_pty(false, "xterm", 200, 60, 0, 0, &[]).await.expect("a request");
        channel.request_shell(false).await.expect("a request");
        // Nothing of what comes is read, and keys keep coming.
        for _ in 0..2_000 {
            let sent = channel.data(&b"\x1b[6~\x1b[5~"[..]);
            if tokio::time::timeout(std::time::Duration::from_millis(200), sent).await.is_err() {
                break;
            }
        }
    });
    assert!(server.resident_kib().saturating_sub(before) < 32 * 1024);
    // Nobody else waits for it.
    let mut other = entered(&server, "minh");
    let (_, errors, code) = other.exec("kin customer list --limit 1").expect("an answer");
    assert_eq!(code, 0, "{errors}");
}
