//! Clients that keep to the protocol and still give the server trouble: too many questions, nothing begun, nothing read.

use std::time::Duration;

use russh::client as ssh;
use russh::keys::ssh_key::PrivateKey;

use crate::client::{Client, Step, read};
use crate::office::Office;
use crate::server::{Server, until};

/// In as this member, with its own key.
fn entered(server: &Server<'_>, member: &str, config: ssh::Config) -> Client {
    let key = PrivateKey::read_openssh_file(server.enrol(member)).expect("a key");
    let mut client = Client::connect_with(server.port, config).expect("a connection");
    assert_eq!(client.prove(member, &key), Step::More);
    let (password, code) = (server.office.password(member), server.office.code(member));
    assert_eq!(client.sign_in(member, &[&password, &code]), Step::In);
    client
}

/// Whether the member's last session was signed out.
fn signed_out(office: &Office, member: &str) -> bool {
    let log = office.run_as("radu", &["log", "list", "--limit", "20", "--json"]);
    log.lines().iter().any(|row| row["entry"]["action"] == "session.sign_out" && row["member"] == member)
}

/// Distributions send all of a member's `LC_` variables, and a window may change before the session begins.
#[test]
fn a_client_may_ask_for_much_before_it_begins() {
    let office = Office::demo(5);
    let server = Server::start(&office, "");
    let mut client = entered(&server, "lan", ssh::Config::default());
    let mut channel = client.channel().expect("a channel");
    let (_, errors, code) = client.run(async {
        for number in 0..40 {
            channel.set_env(false, format!("LC_{number}"), "en_US.UTF-8").await.expect("a request");
            channel.window_change(100, 30 + number, 0, 0).await.expect("a request");
        }
        channel.exec(false, "kin customer list --limit 1").await.expect("a request");
        read(&mut channel).await
    });
    assert_eq!(code, 0, "{errors}");
}

#[test]
fn who_comes_in_and_begins_nothing_is_let_go() {
    let office = Office::demo(5);
    let server = Server::start(&office, "grace_seconds = 10");
    let client = entered(&server, "lan", ssh::Config::default());
    until("an end of the connection", || client.is_closed());
    until("an end of the session", || signed_out(&office, "lan"));
}

#[test]
fn a_command_is_not_held_up_by_what_it_does_not_read() {
    let office = Office::demo(5);
    let server = Server::start(&office, "");
    let mut client = entered(&server, "lan", ssh::Config::default());
    let mut channel = client.channel().expect("a channel");
    let (_, errors, code) = client.run(async {
        channel.exec(false, "kin customer list --limit 1").await.expect("a request");
        for _ in 0..2_000 {
            // The command may be over already.
            if channel.data(&b"nobody reads this"[..]).await.is_err() {
                break;
            }
        }
        read(&mut channel).await
    });
    assert_eq!(code, 0, "{errors}");
}

#[test]
fn a_stop_keeps_what_somebody_typed_whose_client_is_stuck() {
    let office = Office::demo(300);
    let mut server = Server::start(&office, "");
    let config = ssh::Config { window_size: 2048, channel_buffer_size: 1, ..ssh::Config::default() };
    let mut client = entered(&server, "lan", config);
    let channel = client.channel().expect("a channel");
    client.run(async {
        channel.request_pty(false, "xterm", 200, 60, 0, 0, &[]).await.expect("a request");
        channel.request_shell(false).await.expect("a request");
        // Nothing of what comes is read.
        for _ in 0..200 {
            let sent = channel.data(&b"\x1b[6~"[..]);
            if tokio::time::timeout(Duration::from_millis(500), sent).await.is_err() {
                break;
            }
        }
    });
    until("a session", || server.status()["sessions"] == 1);
    server.signal("TERM");
    assert_eq!(server.exit_code(), 0, "{}", server.said());
    assert!(signed_out(&office, "lan"), "its session was ended in good order");
}
