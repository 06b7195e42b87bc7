//! Many connections at once that never sign in: guessing, silent, slow. Whoever is honest still gets in.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use russh::keys::ssh_key::PrivateKey;

use crate::client::{Client, Step};
use crate::office::Office;
use crate::server::{Server, new_key, until};

/// Two hundred guess, from the address that an honest member comes from too.
fn guessed(settings: &str) {
    let office = Office::demo(50);
    let server = Server::start(&office, settings);
    let key = PrivateKey::read_openssh_file(server.enrol("lan")).expect("a key");
    let before = server.resident_kib();
    let (over, let_in, tried) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for number in 0..200 {
            let (over, let_in, tried, port) = (&over, &let_in, &tried, server.port);
            scope.spawn(move || {
                let guess = new_key();
                while !over.load(Ordering::Relaxed) {
                    let Ok(mut client) = Client::connect(port) else { continue };
                    let user = ["lan", "minh", "nobody"][number % 3];
                    let mut steps = vec![client.prove(user, &guess)];
                    steps.push(client.sign_in(user, &[&format!("guess number {number}"), "123456"]));
                    tried.fetch_add(1, Ordering::Relaxed);
                    let entered = steps.iter().any(|step| matches!(step, Step::In | Step::More));
                    let_in.fetch_add(usize::from(entered), Ordering::Relaxed);
                }
            });
        }
        until("guesses", || tried.load(Ordering::Relaxed) > 100);
        // Whoever was let go in the crowd tries again, as a person does.
        let mut found = false;
        for _ in 0..20 {
            let Ok(mut client) = Client::connect(server.port) else { continue };
            if client.prove("lan", &key) != Step::More {
                continue;
            }
            let (password, code) = (office.password("lan"), office.code("lan"));
            if client.sign_in("lan", &[&password, &code]) == Step::In {
                let (out, errors, code) = client.exec("kin customer list --limit 3 --json").expect("an answer");
                assert_eq!((out.lines().count(), code), (3, 0), "{errors}");
                found = true;
                break;
            }
        }
        let grown = server.resident_kib().saturating_sub(before);
        over.store(true, Ordering::Relaxed);
        assert!(found, "an honest member gets in");
        // A connection that has not signed in costs little, and they are limited.
        assert!(grown < 256 * 1024, "{grown} KiB more");
    });
    assert_eq!(let_in.into_inner(), 0);
}

#[test]
fn two_hundred_guess_and_the_honest_gets_in() {
    guessed("rate_per_minute = 10000");
}

#[test]
fn two_hundred_guess_passwords_and_the_honest_with_a_key_gets_in() {
    guessed("sign_in = \"password\"\nrate_per_minute = 10000");
}

#[test]
fn silent_and_slow_connections_are_let_go() {
    let office = Office::demo(5);
    let server = Server::start(&office, "grace_seconds = 10\nstartups = 50\nstartups_per_address = 50");
    let key = PrivateKey::read_openssh_file(server.enrol("lan")).expect("a key");
    let connect = || TcpStream::connect(("127.0.0.1", server.port)).expect("a connection");
    let mut silent: Vec<TcpStream> = (0..200).map(|_| connect()).collect();
    for stream in &mut silent[150..] {
        // Half a greeting, and half a packet after it.
        let _ = stream.write_all(b"SSH-2.0-slow");
    }
    let mut client = Client::connect(server.port).expect("a connection");
    assert_eq!(client.prove("lan", &key), Step::More);
    let (password, code) = (office.password("lan"), office.code("lan"));
    assert_eq!(client.sign_in("lan", &[&password, &code]), Step::In);
    let channel = client.channel().expect("a channel");
    client.run(async {
        channel.request_pty(false, "xterm", 80, 24, 0, 0, &[]).await.expect("a request");
        channel.request_shell(false).await.expect("a request");
    });
    for stream in &mut silent {
        stream.set_read_timeout(Some(crate::server::SOON)).expect("a timeout");
        let mut all = Vec::new();
        // Closed, or reset: either ends the read.
        let _ = stream.read_to_end(&mut all);
        assert!(all.starts_with(b"SSH-2.0-Kin") || all.is_empty());
    }
    assert_eq!(server.status()["sessions"], 1, "who is in is not let go");
    assert!(!client.is_closed());
}
