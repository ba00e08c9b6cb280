//! A connection that can be cut: after so many bytes said, or after so many heard.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// How much passes before the line is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub said: usize,
    pub heard: usize,
}

impl Span {
    pub const WHOLE: Self = Self { said: usize::MAX, heard: usize::MAX };
}

/// A line to a server.
pub struct Wire {
    stream: TcpStream,
    left: Span,
}

impl Wire {
    pub fn new(stream: TcpStream, left: Span) -> Self {
        Self { stream, left }
    }
}

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "the line was cut")
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        let heard = buf.filled().len() - before;
        if heard > self.left.heard {
            return Poll::Ready(Err(cut()));
        }
        self.left.heard -= heard;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let most = buf.len().min(self.left.said);
        if most == 0 && !buf.is_empty() {
            return Poll::Ready(Err(cut()));
        }
        let said = ready!(Pin::new(&mut self.stream).poll_write(cx, &buf[..most]))?;
        self.left.said -= said;
        Poll::Ready(Ok(said))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
    };

    use super::*;

    async fn lines(left: Span) -> (Wire, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        (Wire::new(here, left), listener.accept().await.unwrap().0)
    }

    #[tokio::test]
    async fn exactly_as_much_is_said_as_was_allowed() {
        let (mut wire, mut there) = lines(Span { said: 5, ..Span::WHOLE }).await;
        assert!(wire.write_all(b"hello world").await.is_err());
        drop(wire);
        let mut heard = Vec::new();
        there.read_to_end(&mut heard).await.unwrap();
        assert_eq!(heard, b"hello");
    }

    #[tokio::test]
    async fn an_answer_is_lost_once_it_is_longer_than_allowed() {
        let (mut wire, mut there) = lines(Span { heard: 3, ..Span::WHOLE }).await;
        there.write_all(b"see").await.unwrap();
        let mut heard = [0; 3];
        wire.read_exact(&mut heard).await.unwrap();
        there.write_all(b"!").await.unwrap();
        assert!(wire.read_u8().await.is_err());
    }
}
