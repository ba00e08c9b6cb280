//! Who is let in: so many connections, bodies and open lines at a time, in all and from each network, and how long each may
//! keep us waiting.
//!
//! Behind a proxy that is trusted all connections come from one address, so there the bound of a network does not hold for
//! them. Bodies and lines are counted by the address that the proxy names.

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
    time::Duration,
};

use desk::{
    Visitor,
    shares::{Share, Shares},
};
use tokio::{sync::Semaphore, time};
use uuid::Uuid;

/// What an operator may set.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Connections in all, and of one network.
    pub connections: u32,
    pub connections_of_each: u32,
    /// Forms of one network that are being read.
    pub bodies_of_each: u32,
    /// Open lines in all, of one session, and of all strangers of one network.
    pub lines: u32,
    pub lines_of_session: u32,
    pub lines_of_strangers: u32,
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
    pub least: u32,
    /// In all.
    pub most: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connections: 16_384,
            connections_of_each: 2_048,
            bodies_of_each: 128,
            lines: 8_192,
            lines_of_session: 12,
            lines_of_strangers: 256,
            head: Duration::from_secs(15),
            // Proxies keep a connection for a minute, and must not find it closed as they use it.
            idle: Duration::from_secs(75),
            pace: Pace {
                grace: Duration::from_secs(30),
                least: 8 * 1024,
                most: Duration::from_secs(30 * 60),
            },
        }
    }
}

impl Bounds {
    /// Leaves a quarter of the files that may be open to the database and the pictures.
    pub fn within(self, open_files: u64) -> Self {
        let connections = u32::try_from(open_files / 4 * 3).unwrap_or(u32::MAX).min(self.connections);
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
        let sending = Duration::from_millis(received.saturating_mul(1000) / u64::from(self.least.max(1)));
        self.most.min(self.grace.saturating_add(sending))
    }
}

/// Whoever shares an address. Of IPv6 one line has as many addresses as it likes, alike in their first half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)))
            }
        })
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
    connections_of: Shares<Network>,
    bodies_of: Shares<Network>,
    lines: Arc<Semaphore>,
    lines_of: Shares<Network>,
    lines_in: Shares<Uuid>,
}

impl Default for Admission {
    fn default() -> Self {
        Self::new(Bounds::default(), Vec::new())
    }
}

impl Admission {
    pub fn new(bounds: Bounds, trusted: Vec<IpAddr>) -> Self {
        Self {
            trusted,
            connections: Arc::new(Semaphore::new(bounds.connections as usize)),
            connections_of: Shares::new(bounds.connections_of_each),
            bodies_of: Shares::new(bounds.bodies_of_each),
            lines: Arc::new(Semaphore::new(bounds.lines as usize)),
            lines_of: Shares::new(bounds.lines_of_strangers),
            lines_in: Shares::new(bounds.lines_of_session),
            bounds,
        }
    }

    /// A connection from this address.
    pub fn connection(&self, peer: IpAddr) -> Option<Admitted> {
        let theirs = if self.trusted.contains(&peer.to_canonical()) {
            None
        } else {
            Some(self.connections_of.try_take(peer.into())?)
        };
        admitted(&self.connections, theirs)
    }

    /// A body that is to be read. Waits a while if the network is sending as many as it may.
    pub async fn body(&self, network: Network) -> Option<Share> {
        time::timeout(self.bounds.head, self.bodies_of.take(network)).await.ok().flatten()
    }

    /// An open line. Who is signed in has lines of their own, wherever they are; strangers share those of their network.
    pub fn line(&self, visitor: Visitor, network: Option<Network>) -> Option<Admitted> {
        let theirs = match (visitor.actor.and(visitor.session), network) {
            (Some(session), _) => Some(self.lines_in.try_take(session)?),
            (None, Some(network)) => Some(self.lines_of.try_take(network)?),
            (None, None) => None,
        };
        admitted(&self.lines, theirs)
    }
}

fn admitted(all: &Arc<Semaphore>, theirs: Option<Share>) -> Option<Admitted> {
    let of_all = Arc::clone(all).try_acquire_owned().ok()?;
    Some(Admitted { _of_all: of_all, _of_theirs: theirs })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> Network {
        address.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn half_of_an_ipv6_address_is_one_network() {
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_ne!(network("203.0.113.5"), network("203.0.113.6"));
        assert_eq!(network("::ffff:203.0.113.5"), network("203.0.113.5"));
    }

    #[test]
    fn a_trusted_proxy_has_as_many_connections_as_there_are() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let bounds = Bounds { connections: 5, connections_of_each: 2, ..Bounds::default() };
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
        let bounds = Bounds::default().within(1024);
        assert_eq!((bounds.connections, bounds.connections_of_each, bounds.lines), (768, 384, 384));
    }
}
