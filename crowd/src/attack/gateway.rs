//! The gateway for text messages: it keeps the code that was sent last to each phone.

use std::{
    collections::HashMap,
    convert::Infallible,
    net::Ipv4Addr,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, task::JoinHandle};

/// Where a server delivers its codes, for `--sms-url`.
#[derive(Clone)]
pub struct Gateway {
    pub url: String,
    codes: Arc<Mutex<HashMap<String, String>>>,
    _listening: Arc<Listening>,
}

struct Listening(JoinHandle<()>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Gateway {
    pub async fn open() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let url = format!("http://{}/", listener.local_addr()?);
        let codes = Arc::<Mutex<HashMap<_, _>>>::default();
        let kept = Arc::clone(&codes);
        let listening = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = Arc::clone(&kept);
                let service = service_fn(move |request| take(request, Arc::clone(&kept)));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Ok(Self { url, codes, _listening: Arc::new(Listening(listening)) })
    }

    /// The code that was sent last to this phone.
    pub fn code(&self, phone: &str) -> Result<String> {
        let codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
        codes.get(phone).cloned().with_context(|| format!("no code has come for {phone}"))
    }
}

async fn take(
    request: Request<Incoming>,
    codes: Arc<Mutex<HashMap<String, String>>>,
) -> Result<Response<Empty<Bytes>>, Infallible> {
    if let Ok(body) = request.into_body().collect().await
        && let Some((phone, code)) = read(&body.to_bytes())
    {
        codes.lock().unwrap_or_else(PoisonError::into_inner).insert(phone, code);
    }
    Ok(Response::new(Empty::new()))
}

/// `{"phone": …, "text": …}`; the code is the six digits in the text.
fn read(message: &[u8]) -> Option<(String, String)> {
    let message: serde_json::Value = serde_json::from_slice(message).ok()?;
    let text = message.get("text")?.as_str()?;
    let code = text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 6)?;
    Some((message.get("phone")?.as_str()?.to_owned(), code.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_out_of_its_message() {
        let message = r#"{"phone": "13800000001", "text": "您的登录码是 123456，5 分钟内有效"}"#;
        assert_eq!(read(message.as_bytes()), Some(("13800000001".to_owned(), "123456".to_owned())));
        assert_eq!(read(b"{}"), None);
    }
}
