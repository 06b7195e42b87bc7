//! A poor line on loopback: 64 kbit/s, 300 ms there and back, and of a hundred packets one that is sent again.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::sleep_until;

use crate::client::now;

const BITS_PER_SECOND: u64 = 64_000;
const ONE_WAY: Duration = Duration::from_millis(150);
/// What TCP makes of a lost packet: it and all behind it come when it has been sent again.
const STALL: Duration = Duration::from_millis(900);
const PACKET: usize = 1_400;
/// What the routers on the way hold: 32 packets.
const ROUTERS: usize = 32;

/// Leads to the server over the poor line.
pub struct Line {
    pub port: u16,
    /// Bytes that came from the server, as they are on the wire.
    from_server: Arc<AtomicUsize>,
}

impl Line {
    pub async fn to(server: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let from_server = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&from_server);
        tokio::spawn(async move {
            let mut seed = 0;
            while let Ok((near, _)) = listener.accept().await {
                let far = TcpStream::connect(("127.0.0.1", server)).await.expect("the server");
                for stream in [&near, &far] {
                    stream.set_nodelay(true).expect("a socket");
                }
                let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
                seed += 2;
                tokio::spawn(carry(near_in, far_out, seed, Arc::default()));
                tokio::spawn(carry(far_in, near_out, seed + 1, Arc::clone(&counted)));
            }
        });
        Self { port, from_server }
    }

    pub fn downward(&self) -> usize {
        self.from_server.load(Ordering::Relaxed)
    }
}

/// Brings bytes from one end to the other, each packet when it would arrive.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin + Send + 'static,
    seed: u64,
    count: Arc<AtomicUsize>,
) {
    let (packets, mut arriving) = mpsc::channel::<(Instant, Vec<u8>)>(ROUTERS);
    tokio::spawn(async move {
        while let Some((at, packet)) = arriving.recv().await {
            sleep_until(at.into()).await;
            if to.write_all(&packet).await.is_err() {
                return;
            }
        }
        let _ = to.shutdown().await;
    });
    let mut random = fastrand::Rng::with_seed(seed);
    let mut buffer = [0; PACKET];
    let (mut sent, mut arrives) = (now(), now());
    while let Ok(read @ 1..) = from.read(&mut buffer).await {
        count.fetch_add(read, Ordering::Relaxed);
        // 40 bytes of TCP and IP go with each.
        let micros = (read as u64 + 40) * 8 * 1_000_000 / BITS_PER_SECOND;
        sent = sent.max(now()) + Duration::from_micros(micros);
        let stall = if random.u8(..100) == 0 { STALL } else { Duration::ZERO };
        arrives = arrives.max(sent + ONE_WAY + stall);
        if packets.send((arrives, buffer[..read].to_vec())).await.is_err() {
            return;
        }
    }
}
