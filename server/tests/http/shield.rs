//! What protects every answer.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

use super::{stories, web::Web};
use crate::town::GRID;

stories! {
    async fn a_form_from_another_site_is_refused(town: Town) {
        let resident = town.resident(GRID).await;
        let web = Web::of(&town);
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let mut browser = web.browser_of(&resident);
            let request = Request::post("/do/sign-out")
                .header(header::HOST, "sandan.example")
                .header(name, value)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            // `Browser::send` would say that it is one of ours, so an unknown word stands there instead.
            let request = if name == "origin" { request.header("sec-fetch-site", "cross-site") } else { request };
            let answer = browser.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
            assert!(answer.text().contains("没有办理"), "{}", answer.text());
            assert_eq!(browser.get("/me").await.status, StatusCode::OK, "and nobody was signed out");
        }
    }

    async fn nothing_that_is_looked_at_changes_anything(town: Town) {
        let mut browser = Web::of(&town).browser();
        let mut verbs = 0;
        for (path, method) in server_fn::axum::server_fn_paths() {
            assert_eq!(method, Method::POST, "{path}");
            assert!(path.starts_with("/do/"), "{path}");
            let answer = browser.get(path).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "GET {path}");
            verbs += 1;
        }
        assert!(verbs > 20, "only {verbs} server functions are linked in");
    }

    async fn every_answer_carries_the_policy_and_no_page_needs_an_exception(town: Town) {
        let mut browser = Web::of(&town).browser();
        for address in ["/", "/signin", "/no/such/page", "/photo/x", "/live", "/healthz"] {
            let answer = browser.get(address).await;
            let policy = answer.header(header::CONTENT_SECURITY_POLICY);
            assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'"), "{address}: {policy}");
            assert!(!policy.contains("unsafe-inline") && !policy.contains("nonce"), "{policy}");
            assert_eq!(answer.header(header::REFERRER_POLICY), "same-origin", "{address}");
            assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{address}");
            let page = answer.text();
            for script in page.match_indices("<script").map(|(at, _)| &page[at..]) {
                assert!(script.starts_with(r#"<script type="module" src=""#), "{address}: an inline script");
            }
            assert!(!page.contains("<style") && !page.contains(" style=\""), "{address}: an inline style");
            assert!(!page.contains(" onclick=") && !page.contains("javascript:"), "{address}");
            assert!(!page.contains("<!>"), "{address}: marks for a browser that would wake the page");
        }
    }

    async fn what_is_not_there_and_what_is_not_mine_look_the_same(town: Town) {
        let owner = town.resident(GRID).await;
        let other = town.resident(GRID).await;
        let slip = owner.orders("repair-light").await;
        let web = Web::of(&town);
        let mut browser = web.browser_of(&other);
        let not_mine = browser.get(&format!("/r/{}", slip.digits())).await;
        let nothing = domain::RequestNumber::new(town.now(), 9_999_999).digits();
        assert_ne!(nothing, slip.digits());
        let not_there = browser.get(&format!("/r/{nothing}")).await;
        assert_eq!(not_mine.status, StatusCode::NOT_FOUND);
        assert_eq!(not_there.status, StatusCode::NOT_FOUND);
        let plain = |answer: &super::web::Answer, number: &str| answer.text().replace(number, "NUMBER");
        assert_eq!(plain(&not_mine, &slip.digits()), plain(&not_there, &nothing));
        assert_eq!(web.browser_of(&owner).get(&format!("/r/{}", slip.digits())).await.status, StatusCode::OK);
    }

    async fn an_unknown_address_gets_a_page_with_the_right_status(town: Town) {
        let mut browser = Web::of(&town).browser();
        for address in ["/no/such/page", "/me/x", "/g/1/2/3", "/%E5%8D%95", "/a%00b", "/..%2f..%2fetc/passwd", "//x"] {
            let answer = browser.get(address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            assert!(answer.text().contains("没有这一页"), "{address}: {}", answer.text());
        }
        let answer = browser.post("/", &[]).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        let head = browser.send(Request::head("/").body(Body::empty()).unwrap()).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    }

    async fn a_page_is_kept_by_nobody_but_its_reader(town: Town) {
        let mut browser = Web::of(&town).browser();
        let answer = browser.get("/").await;
        assert_eq!(answer.header(header::CACHE_CONTROL), "private, no-cache");
        let varies: Vec<_> = answer.headers.get_all(header::VARY).iter().map(|value| value.to_str().unwrap()).collect();
        assert!(varies.join(", ").contains("Cookie"), "{varies:?}");
    }

    async fn the_process_and_the_database_say_how_they_are(town: Town) {
        let mut browser = Web::of(&town).browser();
        assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
        assert_eq!(browser.get("/readyz").await.status, StatusCode::OK);
        town.desk.db.close().await;
        assert_eq!(browser.get("/healthz").await.status, StatusCode::OK);
        assert_eq!(browser.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
        let page = browser.get("/").await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(page.text().contains("编号"), "the person is told a reference: {}", page.text());
        assert!(!page.text().contains("database"), "and nothing of the cause");
    }
}
