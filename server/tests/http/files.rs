//! The built files: kept for ever under a hashed name, small on the wire, and never a page in their place.

use std::{fs, path::Path};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::{stories, web::Web};

fn site(dir: &Path) {
    fs::create_dir(dir.join("pkg")).unwrap();
    for (name, content) in [
        ("manifest.json", "{}"),
        ("favicon.svg", "<svg/>"),
        ("favicon.svg.br", "br"),
        ("pkg/style.1.css", "a { color: red }"),
        ("pkg/style.1.css.br", "brotli"),
        ("pkg/style.1.css.gz", "gzip"),
        ("pkg/sandan.1.wasm", "wasm"),
    ] {
        fs::write(dir.join(name), content).unwrap();
    }
}

stories! {
    async fn a_hashed_file_is_kept_for_a_year_in_its_smallest_form(town: Town) {
        let dir = tempfile::tempdir().unwrap();
        site(dir.path());
        let mut browser = Web::with(&town, Some(dir.path().to_owned()), true).browser();
        for (accepts, encoding, body) in
            [("br, gzip", "br", "brotli"), ("gzip", "gzip", "gzip"), ("identity", "", "a { color: red }")]
        {
            browser.headers.insert(header::ACCEPT_ENCODING, accepts.parse().unwrap());
            let answer = browser.get("/pkg/style.1.css").await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.header(header::CONTENT_ENCODING), encoding, "{accepts}");
            assert_eq!(answer.text(), body);
            assert_eq!(answer.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
            assert!(answer.header(header::CONTENT_TYPE).starts_with("text/css"));
            let etag = answer.header(header::ETAG).to_owned();
            assert!(!etag.is_empty());
            let again = Request::get("/pkg/style.1.css").header(header::IF_NONE_MATCH, etag).body(Body::empty());
            assert_eq!(browser.send(again.unwrap()).await.status, StatusCode::NOT_MODIFIED);
        }
        assert_eq!(browser.get("/pkg/sandan.1.wasm").await.header(header::CONTENT_TYPE), "application/wasm");
        assert_eq!(browser.get("/favicon.svg").await.header(header::CACHE_CONTROL), "public, max-age=3600");
    }

    async fn a_file_that_is_gone_is_no_page(town: Town) {
        let dir = tempfile::tempdir().unwrap();
        site(dir.path());
        let mut browser = Web::with(&town, Some(dir.path().to_owned()), true).browser();
        for address in ["/pkg/style.0.css", "/pkg/", "/pkg", "/pkg/..%2f..%2fCargo.toml", "/pkg/../manifest.json"] {
            let answer = browser.get(address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            assert!(!answer.header(header::CACHE_CONTROL).contains("immutable"), "{address}");
        }
        assert!(browser.get("/pkg/style.0.css").await.body.is_empty());
        assert_eq!(browser.get("/manifest.json").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_page_travels_compressed(town: Town) {
        let mut browser = Web::of(&town).browser();
        let plain = browser.get("/").await;
        browser.headers.insert(header::ACCEPT_ENCODING, "gzip, br".parse().unwrap());
        let small = browser.get("/").await;
        assert_eq!(small.header(header::CONTENT_ENCODING), "gzip");
        assert!(small.body.len() * 2 < plain.body.len(), "{} of {}", small.body.len(), plain.body.len());
    }
}
