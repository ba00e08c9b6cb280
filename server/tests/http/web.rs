//! A browser without scripts: it keeps cookies, sends forms as they stand on the page, and goes where it is sent.

// Every test file takes the whole browser along and uses only some of it.
#![allow(dead_code)]

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, sync::Arc};

use app::site::Site;
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use server::{
    House,
    admission::{Admission, Bounds},
    metrics::Metrics,
    router,
};
use tokio::{net::TcpListener, sync::watch};
use tower::ServiceExt as _;

use crate::town::{Person, Town};

pub struct Web {
    router: Router,
    house: Arc<House>,
    pub stop: watch::Sender<bool>,
}

impl Web {
    /// The server of this town, over https.
    pub fn of(town: &Town) -> Self {
        Self::with(town, None, true)
    }

    pub fn with(town: &Town, site_dir: Option<PathBuf>, secure: bool) -> Self {
        Self::within(town, site_dir, secure, Admission::default())
    }

    /// The server of this town, listening within these bounds on an address that tests alone can reach.
    pub async fn listens(town: &Town, bounds: Bounds) -> SocketAddr {
        let web = Self::within(town, None, true, Admission::new(bounds, Vec::new()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let Self { router, house, stop } = web;
        tokio::spawn(async move {
            // Never told to stop: it ends with its test.
            let _stop = stop;
            server::listen::serve(listener, router, house, std::future::pending()).await;
        });
        address
    }

    fn within(town: &Town, site_dir: Option<PathBuf>, secure: bool, admission: Admission) -> Self {
        let clock = town.clone();
        let (stop, stopping) = watch::channel(false);
        let house = House {
            desk: Arc::clone(&town.desk),
            site: Arc::new(Site::plain()),
            site_dir,
            secure,
            trusted_proxies: Vec::new(),
            admission: Arc::new(admission),
            clock: Arc::new(move || clock.now()),
            metrics: Arc::new(Metrics::of(Arc::clone(&town.desk), town.now())),
            stopping,
        };
        let house = Arc::new(house);
        Self { router: router(Arc::clone(&house)).unwrap(), house, stop }
    }

    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new(), headers: HeaderMap::new() }
    }

    /// The browser in which this person is signed in.
    pub fn browser_of(&self, person: &Person) -> Browser {
        let mut browser = self.browser();
        browser.cookies.insert("__Host-sandan".to_owned(), person.token.cookie());
        browser
    }
}

#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
    /// Sent with every request.
    pub headers: HeaderMap,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.header(header::LOCATION)
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        let mut cookies =
            self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
        cookies.rfind(|cookie| cookie.starts_with(&format!("{name}="))).map(str::to_owned)
    }
}

impl Browser {
    pub async fn get(&mut self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// Sends a form with these fields, as they are.
    pub async fn post(&mut self, verb: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", app::context::encoded(value))).collect();
        let request = Request::post(verb)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(pairs.join("&")));
        self.send(request.unwrap()).await
    }

    /// Sends a form with files: field, file name, content.
    pub async fn upload(
        &mut self,
        verb: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend(
                format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
            );
        }
        for (name, file, content) in files {
            let head = format!(
                "--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: image/jpeg\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend_from_slice(content);
            body.extend(b"\r\n");
        }
        body.extend(b"--b--\r\n");
        let request = Request::post(verb)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from(body));
        self.send(request.unwrap()).await
    }

    /// The page after a form, without the part of the address that is the browser's own.
    pub async fn follow(&mut self, answer: &Answer) -> Answer {
        let to = answer.leads_to().split('#').next().unwrap().to_owned();
        self.get(&to).await
    }

    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, "text/html".parse().unwrap());
        headers.extend(self.headers.clone());
        if !self.cookies.is_empty() {
            let jar: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            headers.insert(header::COOKIE, jar.join("; ").parse().unwrap());
        }
        if *request.method() != Method::GET {
            request.headers_mut().entry("sec-fetch-site").or_insert("same-origin".parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let (value, attributes) = rest.split_once(';').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// The open answer to a request, for what never ends.
    pub async fn open(&self, address: &str) -> axum::response::Response {
        let jar: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request =
            Request::get(address).header(header::COOKIE, jar.join("; ")).body(Body::empty()).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }
}
