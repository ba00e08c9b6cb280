//! Where an ask comes from. Whatever is counted by address is counted by what one subscriber has: an IPv4 address, or
//! an IPv6 /64, of which one household has 2⁶⁴ addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The address of a client, whoever passed its request on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client(IpAddr);

impl Client {
    /// An IPv4 address in IPv6 clothes is an IPv4 address.
    pub fn at(address: IpAddr) -> Self {
        Self(address.to_canonical())
    }

    pub const fn address(self) -> IpAddr {
        self.0
    }

    /// What one subscriber has: the address itself, or its /64.
    pub fn host(self) -> IpAddr {
        self.first_of(32, 64)
    }

    /// What one provider or company has: a /24, or a /48.
    pub fn network(self) -> IpAddr {
        self.first_of(24, 48)
    }

    /// The first address of the network of so many bits that this one lies in.
    fn first_of(self, v4_bits: u32, v6_bits: u32) -> IpAddr {
        match self.0 {
            IpAddr::V4(ip) => IpAddr::V4(Ipv4Addr::from_bits(ip.to_bits() & (u32::MAX << (32 - v4_bits)))),
            IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << (128 - v6_bits)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subscriber_has_an_address_or_a_64_and_a_network_is_a_24_or_a_48() {
        for (address, host, network) in [
            ("203.0.113.77", "203.0.113.77", "203.0.113.0"),
            ("::ffff:203.0.113.77", "203.0.113.77", "203.0.113.0"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", "2001:db8:1::"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::", "2001:db8:1::"),
            ("2001:db8:1:3::1", "2001:db8:1:3::", "2001:db8:1::"),
            ("::1", "::", "::"),
        ] {
            let client = Client::at(address.parse().unwrap());
            assert_eq!(client.host(), host.parse::<IpAddr>().unwrap(), "{address}");
            assert_eq!(client.network(), network.parse::<IpAddr>().unwrap(), "{address}");
        }
    }
}
