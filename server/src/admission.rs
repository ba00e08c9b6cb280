//! Who is let in: so many connections, bodies and open lines at a time, in all and from each host, and how long each may
//! keep us waiting.
//!
//! Behind a proxy that is trusted all connections come from one address, so there the bound of a network does not hold for
//! them. Bodies and lines are counted by the address that the proxy names.

use std::{net::IpAddr, sync::Arc, time::Duration};

use desk::{
    Ask, Client,
    limits::{Limit, Limits},
    shares::{Share, Shares},
};
use tokio::{sync::Semaphore, time};
use uuid::Uuid;

/// Before anything of a body has to have arrived.
const GRACE: Duration = Duration::from_secs(30);

/// What an operator may set.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Connections in all, and of one host.
    pub connections: usize,
    pub connections_of_each: usize,
    /// Forms of one host that are being read.
    pub bodies_of_each: usize,
    /// Open lines in all, of one session, and of all strangers of one host.
    pub lines: usize,
    pub lines_of_session: usize,
    pub lines_of_strangers: usize,
    /// From a connection to the end of the first head that is sent on it.
    pub head: Duration,
    /// From an answer to the end of the next head.
    pub idle: Duration,
    pub pace: Pace,
}

/// How long a body may keep us waiting.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Before anything has to have arrived.
    pub grace: Duration,
    /// Bytes that have to arrive in each second after that.
    pub least: u64,
    /// In all.
    pub most: Duration,
}

impl Bounds {
    pub fn of(limits: &Limits) -> Self {
        let number =
            |limit| usize::try_from(limits.of(limit)).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        let seconds = |limit| Duration::from_secs(limits.of(limit));
        Self {
            connections: number(Limit::Connections),
            connections_of_each: number(Limit::ConnectionsPerAddress),
            bodies_of_each: number(Limit::BodiesPerAddress),
            lines: number(Limit::Lines),
            lines_of_session: number(Limit::LinesPerSession),
            lines_of_strangers: number(Limit::LinesPerAddress),
            head: seconds(Limit::HeadSeconds),
            idle: seconds(Limit::IdleSeconds),
            pace: Pace {
                grace: GRACE,
                least: limits.of(Limit::BodyBytesPerSecond),
                most: seconds(Limit::BodySeconds),
            },
        }
    }

    /// Leaves a quarter of the files that may be open to the database and the pictures.
    pub fn within(self, open_files: u64) -> Self {
        let connections = usize::try_from(open_files / 4 * 3).unwrap_or(usize::MAX).min(self.connections);
        Self {
            connections,
            connections_of_each: self.connections_of_each.min(connections / 2),
            lines: self.lines.min(connections / 2),
            ..self
        }
    }
}

impl Pace {
    /// How long one may have waited for so many bytes.
    pub fn allows(&self, received: u64) -> Duration {
        let sending = Duration::from_millis(received.saturating_mul(1000) / self.least.max(1));
        self.most.min(self.grace.saturating_add(sending))
    }
}

/// What somebody holds while they are in.
#[derive(Debug)]
pub struct Admitted {
    _of_all: Share,
    _of_theirs: Option<Share>,
}

pub struct Admission {
    pub bounds: Bounds,
    trusted: Vec<IpAddr>,
    connections: Arc<Semaphore>,
    connections_of: Shares<IpAddr>,
    bodies_of: Shares<IpAddr>,
    lines: Arc<Semaphore>,
    lines_of: Shares<IpAddr>,
    lines_in: Shares<Uuid>,
}

impl Default for Admission {
    fn default() -> Self {
        Self::new(Bounds::of(&Limits::default()), Vec::new())
    }
}

impl Admission {
    pub fn new(bounds: Bounds, trusted: Vec<IpAddr>) -> Self {
        Self {
            trusted,
            connections: Arc::new(Semaphore::new(bounds.connections)),
            connections_of: Shares::new(bounds.connections_of_each),
            bodies_of: Shares::new(bounds.bodies_of_each),
            lines: Arc::new(Semaphore::new(bounds.lines)),
            lines_of: Shares::new(bounds.lines_of_strangers),
            lines_in: Shares::new(bounds.lines_of_session),
            bounds,
        }
    }

    /// A connection from this address.
    pub fn connection(&self, peer: IpAddr) -> Result<Admitted, Limit> {
        let client = Client::at(peer);
        let theirs = if self.trusted.contains(&client.address()) {
            None
        } else {
            let share = self.connections_of.try_take(client.host());
            Some(share.ok_or(Limit::ConnectionsPerAddress)?)
        };
        admitted(&self.connections, theirs).ok_or(Limit::Connections)
    }

    /// A body that is to be read. Waits a while if its sender's host is sending as many as it may.
    pub async fn body(&self, client: Client) -> Result<Share, Limit> {
        let share = time::timeout(self.bounds.head, self.bodies_of.take(client.host())).await;
        share.ok().flatten().ok_or(Limit::BodiesPerAddress)
    }

    /// An open line. Who is signed in has lines of their own, wherever they are; strangers share those of their host.
    pub fn line(&self, ask: &Ask) -> Result<Admitted, Limit> {
        let theirs = match (ask.visitor.actor.and(ask.visitor.session), ask.client) {
            (Some(session), _) => Some(self.lines_in.try_take(session).ok_or(Limit::LinesPerSession)?),
            (None, Some(client)) => {
                Some(self.lines_of.try_take(client.host()).ok_or(Limit::LinesPerAddress)?)
            }
            (None, None) => None,
        };
        admitted(&self.lines, theirs).ok_or(Limit::Lines)
    }
}

fn admitted(all: &Arc<Semaphore>, theirs: Option<Share>) -> Option<Admitted> {
    let of_all = Arc::clone(all).try_acquire_owned().ok()?;
    Some(Admitted { _of_all: of_all, _of_theirs: theirs })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual() -> Bounds {
        Bounds::of(&Limits::default())
    }

    #[test]
    fn a_trusted_proxy_has_as_many_connections_as_there_are() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let bounds = Bounds { connections: 5, connections_of_each: 2, ..usual() };
        let admission = Admission::new(bounds, vec![proxy]);
        let other: IpAddr = "203.0.113.5".parse().unwrap();
        let held: Vec<_> = (0..3).map(|_| admission.connection(other)).collect();
        assert_eq!(held.iter().flatten().count(), 2);
        let of_proxy: Vec<_> = (0..4).map(|_| admission.connection(proxy)).collect();
        assert_eq!(of_proxy.iter().flatten().count(), 3, "and no more than there are");
    }

    #[test]
    fn a_body_may_take_as_long_as_it_sends() {
        let second = Duration::from_secs(1);
        let pace = Pace { grace: second, least: 1024, most: 10 * second };
        assert_eq!(pace.allows(0), second);
        assert_eq!(pace.allows(2048), 3 * second);
        assert_eq!(pace.allows(1 << 40), 10 * second);
    }

    #[test]
    fn the_files_that_may_be_open_bound_the_connections() {
        let bounds = usual().within(1024);
        assert_eq!((bounds.connections, bounds.connections_of_each, bounds.lines), (768, 384, 384));
    }
}
