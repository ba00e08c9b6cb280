//! One browser without scripts: it keeps cookies, asks for pages and sends forms, each over one line to one server.

use std::{collections::BTreeMap, net::SocketAddr, time::Duration};

use anyhow::{Context as _, Result, anyhow, bail};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{
    Method, Request, StatusCode,
    body::Incoming,
    client::conn::http1::{self, SendRequest},
    header::{self, HeaderMap, HeaderValue},
};
use hyper_util::rt::TokioIo;
use tokio::{task::JoinHandle, time};

use crate::{
    form::Filled,
    site::Site,
    source::Source,
    wire::{Span, Wire},
};

/// Longer than the server lets any page take.
const PATIENCE: Duration = Duration::from_secs(40);

/// What a server said.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    /// Where to go next.
    pub location: Option<String>,
    /// The notice for the next page, as its cookie says it.
    pub notice: Option<String>,
    pub body: Bytes,
}

impl Answer {
    /// A page, or the way to one; not a trouble of the server.
    pub fn is_sound(&self) -> bool {
        !self.status.is_server_error()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_default()
    }
}

/// How a line is cut while a form is sent.
#[derive(Debug, Clone, Copy)]
pub enum Cut {
    /// After so many bytes said or heard.
    At(Span),
    /// After so long.
    After(Duration),
}

/// A line that is kept open between two asks.
struct Line {
    sender: SendRequest<Full<Bytes>>,
    driver: JoinHandle<()>,
}

/// The same browser on a line of its own.
impl Clone for Browser {
    fn clone(&self) -> Self {
        self.twin(self.server)
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// A browser.
pub struct Browser {
    site: Site,
    /// The server it goes to while that is there.
    server: usize,
    source: Source,
    cookies: BTreeMap<String, String>,
    line: Option<(SocketAddr, Line)>,
    /// The page that is open, for the referrer.
    page: String,
    /// Where the last form led.
    led: Option<String>,
}

impl Browser {
    pub fn new(site: Site, server: usize) -> Self {
        Self::from(site, server, Source::Default)
    }

    /// A browser at this address.
    pub fn from(site: Site, server: usize, source: Source) -> Self {
        let (cookies, page) = (BTreeMap::new(), "/".to_owned());
        Self { site, server, source, cookies, line: None, page, led: None }
    }

    /// The same browser on another line and at another server: the second of two taps.
    pub fn twin(&self, server: usize) -> Self {
        let (cookies, page) = (self.cookies.clone(), self.page.clone());
        Self { cookies, page, ..Self::from(self.site.clone(), server, self.source) }
    }

    /// A browser at the same server in which nobody is signed in.
    pub fn stranger(&self) -> Self {
        Self::from(self.site.clone(), self.server, self.source)
    }

    /// The same browser, moved to another address, on a new connection.
    pub fn moves_to(&mut self, source: Source) {
        self.source = source;
        self.line = None;
    }

    /// Forgets who is signed in.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// Is the page that is open the one on which one signs in?
    pub fn must_sign_in(&self) -> bool {
        self.page.starts_with("/signin")
    }

    /// Asks for a page and follows where it leads.
    pub async fn open(&mut self, path: &str) -> Result<Answer> {
        let mut path = path.to_owned();
        for _ in 0..5 {
            let answer = self.look(&path).await?;
            match answer.location {
                Some(next) => path = next,
                None => return Ok(answer),
            }
        }
        bail!("{path} leads in circles")
    }

    /// Asks for a page.
    pub async fn look(&mut self, path: &str) -> Result<Answer> {
        let path = path.split('#').next().unwrap_or(path);
        let request = Request::get(path).body(Full::default())?;
        let answer = self.ask(request, Span::WHOLE).await?;
        path.clone_into(&mut self.page);
        Ok(answer)
    }

    /// How many bytes a page is on its way to a browser that takes it compressed.
    pub async fn weigh(&mut self, path: &str) -> Result<usize> {
        let packed = HeaderValue::from_static("gzip, br");
        let request = Request::get(path).header(header::ACCEPT_ENCODING, packed).body(Full::default())?;
        Ok(self.ask(request, Span::WHOLE).await?.body.len())
    }

    /// Goes on to where the last form led.
    pub async fn follow(&mut self) -> Result<Answer> {
        let to = self.led.clone().ok_or_else(|| anyhow!("the last form led nowhere"))?;
        self.open(&to).await
    }

    /// Sends a form. It does not follow where the answer leads.
    pub async fn send(&mut self, form: &Filled, cut: Option<Cut>) -> Result<Answer> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(&form.action)
            .header(header::CONTENT_TYPE, &form.content_type)
            .body(Full::new(form.body.clone()))?;
        self.led = None;
        let answer = match cut {
            None => self.ask(request, Span::WHOLE).await?,
            Some(Cut::At(span)) => {
                self.line = None;
                self.ask(request, span).await?
            }
            // The line goes with whoever waited on it.
            Some(Cut::After(patience)) => time::timeout(patience, self.ask(request, Span::WHOLE))
                .await
                .context("nobody waits for the answer")??,
        };
        self.led.clone_from(&answer.location);
        Ok(answer)
    }

    async fn ask(&mut self, mut request: Request<Full<Bytes>>, span: Span) -> Result<Answer> {
        let mut line = self.line(span).await?;
        self.head(request.headers_mut(), line.0)?;
        let exchange = async {
            let (head, body) = line.1.sender.send_request(request).await?.into_parts();
            anyhow::Ok((head, Incoming::collect(body).await?.to_bytes()))
        };
        let (head, body) = time::timeout(PATIENCE, exchange).await??;
        // A line that broke is not kept.
        if span == Span::WHOLE {
            self.line = Some(line);
        }
        let said = |name: &str| head.headers.get(name)?.to_str().ok().map(str::to_owned);
        let notice = self.keep_cookies(&head.headers);
        Ok(Answer { status: head.status, location: said("location"), notice, body })
    }

    /// The line that is open, or a new one.
    async fn line(&mut self, span: Span) -> Result<(SocketAddr, Line)> {
        let door = self.site.door(self.server).ok_or_else(|| anyhow!("no server is there"))?;
        if let Some((to, mut line)) = self.line.take()
            && to == door
            && line.sender.ready().await.is_ok()
        {
            return Ok((to, line));
        }
        let stream = self.source.connect(door).await?;
        let (sender, connection) = http1::handshake(TokioIo::new(Wire::new(stream, span))).await?;
        let driver = tokio::spawn(async move {
            // What went wrong is told to whoever asks.
            let _ = connection.await;
        });
        Ok((door, Line { sender, driver }))
    }

    /// What every browser says beside its question.
    fn head(&self, headers: &mut HeaderMap, door: SocketAddr) -> Result<()> {
        let origin = format!("http://{door}");
        let posts = headers.contains_key(header::CONTENT_TYPE);
        headers.insert(header::HOST, door.to_string().try_into()?);
        headers.insert(header::USER_AGENT, HeaderValue::from_static("crowd"));
        headers.insert("sec-fetch-mode", HeaderValue::from_static("navigate"));
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        headers.insert(header::REFERER, format!("{origin}{}", self.page).try_into()?);
        if posts {
            headers.insert(header::ORIGIN, origin.try_into()?);
        }
        if let Some(address) = self.source.forwarded() {
            headers.insert("x-forwarded-for", address.to_string().try_into()?);
        }
        let cookies = self.cookies();
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.try_into()?);
        }
        Ok(())
    }

    /// The cookies as a request carries them.
    pub fn cookies(&self) -> String {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        cookies.collect::<Vec<_>>().join("; ")
    }

    /// Keeps what the server wants kept; an empty cookie is one taken back. Hands out the notice among them.
    fn keep_cookies(&mut self, headers: &HeaderMap) -> Option<String> {
        let mut notice = None;
        for cookie in headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()) {
            let pair = cookie.split(';').next().unwrap_or(cookie);
            let Some((name, value)) = pair.split_once('=') else { continue };
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
                if name == "notice" {
                    notice = Some(value.to_owned());
                }
            }
        }
        notice
    }
}
