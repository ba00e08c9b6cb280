//! Attacks with connections that are opened, kept open, and opened again when the server closes them.

use std::{
    net::Ipv4Addr,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Result;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    task::JoinSet,
    time::sleep,
};

use super::{Target, needs::ATTACKER, tally::Outcome};
use crate::source::Source;

/// One connection that is kept open.
#[derive(Debug, Clone)]
pub struct Connection {
    source: Source,
    /// What is sent at once.
    opening: String,
    then: Then,
}

/// What is sent afterwards.
#[derive(Debug, Clone, Copy)]
enum Then {
    Nothing,
    /// A letter each second.
    Letters,
    /// So many bytes, and not the end.
    Bytes {
        count: usize,
        a_second: usize,
    },
}

/// So many are opened in a second.
const OPENED_A_SECOND: f64 = 1000.0;
/// When the server has closed one, it is opened again after this.
const AGAIN: Duration = Duration::from_secs(5);
/// How much is sent at a time.
const PIECE: usize = 64 * 1024;

impl Connection {
    /// A request whose headers never end.
    fn slow_headers(target: &Target, source: Source) -> Self {
        let opening = format!("GET / HTTP/1.1\r\nHost: {}\r\nX-Slow: ", target.server);
        Self { source, opening, then: Then::Letters }
    }

    /// A form whose text arrives by the letter.
    fn slow_body(target: &Target, source: Source) -> Self {
        let form = "application/x-www-form-urlencoded";
        let opening = post(target, "/do/order", form, "", 100_000) + "need=";
        Self { source, opening, then: Then::Letters }
    }

    /// Nothing is ever asked for.
    fn idle() -> Self {
        Self { source: ATTACKER, opening: String::new(), then: Then::Nothing }
    }

    /// Changes of a grid are listened to.
    fn events(target: &Target) -> Self {
        let grid = target.grids[0].trim_start_matches("/g/");
        let opening = format!("GET /live?topic=grid:{grid} HTTP/1.1\r\nHost: {}\r\n\r\n", target.server);
        Self { source: ATTACKER, opening, then: Then::Nothing }
    }

    /// A file is sent by somebody who is signed in, and not to its end.
    fn upload(target: &Target, action: &str, field: &str, count: usize, a_second: usize) -> Self {
        let cookies = format!("Cookie: {}\r\n", target.resident.cookies());
        let form = "multipart/form-data; boundary=edge";
        let opening = post(target, action, form, &cookies, count + 10_000)
            + &format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"a\"\r\n\r\n");
        Self { source: ATTACKER, opening, then: Then::Bytes { count, a_second } }
    }

    async fn stays(&self, target: &Target) {
        loop {
            target.counts.send();
            if let Ok(stream) = self.source.connect(target.server).await {
                target.counts.note(Outcome::Taken);
                let refused = self.until_closed(stream).await;
                target.counts.lose();
                if refused {
                    target.counts.note(Outcome::Refused);
                }
            }
            sleep(AGAIN).await;
        }
    }

    /// Did the server say no before it closed the connection?
    async fn until_closed(&self, stream: TcpStream) -> bool {
        let (hears, says) = stream.into_split();
        tokio::select! {
            refused = refused(hears) => refused,
            () = self.speaks(says) => false,
        }
    }

    /// Returns when nobody listens any more and the other half has nothing to tell either.
    async fn speaks(&self, mut says: OwnedWriteHalf) {
        let mut open = says.write_all(self.opening.as_bytes()).await.is_ok();
        match self.then {
            Then::Nothing => {}
            Then::Letters => {
                while open {
                    sleep(Duration::from_secs(1)).await;
                    open = says.write_all(b"x").await.is_ok();
                }
            }
            Then::Bytes { count, a_second } => {
                let begun = Instant::now();
                let mut sent = 0;
                while open && sent < count {
                    open = says.write_all(&[b'x'; PIECE]).await.is_ok();
                    sent += PIECE;
                    let due = Duration::from_secs_f64(sent as f64 / a_second as f64);
                    sleep(due.saturating_sub(begun.elapsed())).await;
                }
            }
        }
        if open {
            std::future::pending().await
        } else {
            // What the server said before it closed may still be on its way.
            sleep(Duration::from_millis(100)).await;
        }
    }
}

/// A form's head, as a browser of the site sends it.
fn post(target: &Target, action: &str, kind: &str, more: &str, length: usize) -> String {
    let server = target.server;
    format!(
        "POST {action} HTTP/1.1\r\nHost: {server}\r\nOrigin: http://{server}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: {kind}\r\nContent-Length: {length}\r\n{more}\r\n"
    )
}

/// Reads to the end of the connection. Any answer but a good one ends it, too.
async fn refused(mut hears: OwnedReadHalf) -> bool {
    let mut heard = Vec::new();
    let mut piece = [0; 512];
    while let Ok(read) = hears.read(&mut piece).await
        && read > 0
    {
        // The status is in the first twelve letters: HTTP/1.1 200
        if heard.len() < 12 {
            heard.extend_from_slice(&piece[..read]);
            if heard.len() >= 12 && heard[9] != b'2' {
                return true;
            }
        }
    }
    false
}

/// All of them, until nobody waits for this any more.
async fn keep_open(target: &Target, connections: Vec<Connection>) -> Result<()> {
    let mut all = JoinSet::new();
    let target = Arc::new(target.clone());
    for (turn, connection) in connections.into_iter().enumerate() {
        let target = Arc::clone(&target);
        all.spawn(async move {
            sleep(Duration::from_secs_f64(turn as f64 / OPENED_A_SECOND)).await;
            connection.stays(&target).await;
        });
    }
    while let Some(ended) = all.join_next().await {
        ended?;
    }
    Ok(())
}

/// Half of them send headers, half a body; half come from one address, half each from their own.
pub async fn slow(target: &Target, count: usize) -> Result<()> {
    let connection = |number: usize| {
        let [high, low] = ((number / 4) as u16).to_be_bytes();
        let own = Source::Own(Ipv4Addr::new(127, 201, high, low));
        let source = if number % 4 < 2 { ATTACKER } else { own };
        if number.is_multiple_of(2) {
            Connection::slow_headers(target, source)
        } else {
            Connection::slow_body(target, source)
        }
    };
    keep_open(target, (0..count).map(connection).collect()).await
}

/// Half of them are silent, half listen to changes, all from one address.
pub async fn idle(target: &Target, count: usize) -> Result<()> {
    let connection = |number: usize| {
        if number.is_multiple_of(2) { Connection::idle() } else { Connection::events(target) }
    };
    keep_open(target, (0..count).map(connection).collect()).await
}

/// So many tables of 31 MB, and as many pictures of 11 MB.
pub async fn uploads(target: &Target, count: usize) -> Result<()> {
    let table = || Connection::upload(target, "/do/import-services", "file", 31 << 20, 4 << 20);
    let picture = || Connection::upload(target, "/do/order", "photos", 11 << 20, 1 << 20);
    keep_open(target, (0..count).flat_map(|_| [table(), picture()]).collect()).await
}
