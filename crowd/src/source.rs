//! Where a browser connects from, as the server sees it.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use tokio::net::{TcpSocket, TcpStream};

/// The address a connection comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The one the system chooses, 127.0.0.1.
    Default,
    /// Another address of the loopback network, which to the server is another machine.
    Own(Ipv4Addr),
    /// Any address at all, as the proxy on 127.0.0.1 reports it. The server has to trust that proxy.
    Proxied(IpAddr),
}

/// The proxy's address, for `--trusted-proxies`.
pub const PROXY: Ipv4Addr = Ipv4Addr::LOCALHOST;

impl Source {
    pub async fn connect(self, server: SocketAddr) -> io::Result<TcpStream> {
        let stream = match self {
            Self::Own(address) => {
                let socket = TcpSocket::new_v4()?;
                socket.bind(SocketAddr::from((address, 0)))?;
                socket.connect(server).await?
            }
            Self::Default | Self::Proxied(_) => TcpStream::connect(server).await?,
        };
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    /// What the proxy adds as `x-forwarded-for`.
    pub fn forwarded(self) -> Option<IpAddr> {
        match self {
            Self::Proxied(address) => Some(address),
            Self::Default | Self::Own(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_server_sees_the_address_a_browser_connects_from() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        for (source, seen) in [
            (Source::Default, PROXY),
            (Source::Own(Ipv4Addr::new(127, 9, 8, 7)), Ipv4Addr::new(127, 9, 8, 7)),
            (Source::Proxied("2001:db8::1".parse().unwrap()), PROXY),
        ] {
            let _connection = source.connect(server).await.unwrap();
            assert_eq!(listener.accept().await.unwrap().1.ip(), seen, "{source:?}");
        }
    }
}
