//! Forms without scripts: nothing typed is lost, nothing is done twice, nothing personal stands in an address.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::{
    stories,
    web::{Browser, Web},
};
use crate::town::{FAR_GRID, GRID, Person, Town};

const NEED: &str = "三楼的灯不亮</textarea><script>alert(1)</script>&amp; \"看不见\"";

/// A form that is shown with a draft says so.
const KEPT: &str = r#"<input type="hidden" name="kept" value="1">"#;

fn order<'f>(page: &'f str, need: &'f str, building: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("back", page),
        ("form", "order"),
        ("key", "01a20095-5052-7217-a93a-c47a44a864c0"),
        ("grid", GRID),
        ("service", "repair-light"),
        ("need", need),
        ("building", building),
        ("door", "1 单元 302"),
    ]
}

fn order_page() -> String {
    format!("/g/{GRID}/order")
}

async fn signs_in(browser: &mut Browser, town: &Town, person: &Person, to: &str) -> String {
    browser.post("/do/send-code", &[("phone", person.phone.as_str()), ("to", to)]).await.leads_to();
    let code = town.last_code();
    browser.post("/do/sign-in", &[("code", &code), ("to", to)]).await.leads_to().to_owned()
}

/// Does the page show what was typed, and only as text?
fn shows_what_was_typed(page: &str) {
    assert!(page.contains("三楼的灯不亮&lt;/textarea&gt;&lt;script&gt;"), "{page}");
    assert!(page.contains("&amp;amp;"), "an ampersand that was typed is an ampersand: {page}");
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(page.contains(r#"value="1 单元 302""#), "{page}");
}

stories! {
    async fn a_form_with_faults_comes_back_whole_with_the_faults_beside_the_fields(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let answer = browser.post("/do/order", &order(&order_page(), NEED, "")).await;
        assert_eq!(answer.leads_to(), format!("{}?again=order#errors", order_page()));
        let page = browser.follow(&answer).await.text();
        shows_what_was_typed(&page);
        assert!(page.contains(r##"id="errors""##) && page.contains(r##"<a href="#order-building">在哪里：这里要填</a>"##), "{page}");
        assert!(page.contains("id=\"order-building-error\"") && page.contains("aria-invalid=\"true\""), "{page}");

        let reloaded = browser.get(&format!("{}?again=order", order_page())).await.text();
        shows_what_was_typed(&reloaded);
        let fresh = browser.get(&order_page()).await.text();
        assert!(!fresh.contains("三楼的灯不亮"), "a fresh visit finds a fresh form");
    }

    async fn a_form_that_was_taken_leads_on_and_is_forgotten(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        browser.post("/do/order", &order(&order_page(), NEED, "")).await;
        let shown = browser.get(&format!("{}?again=order", order_page())).await.text();
        assert!(shown.contains(KEPT), "the form says that it was shown with a draft: {shown}");
        let page = order_page();
        let again = [order(&page, NEED, "3 幢").as_slice(), &[("kept", "1")]].concat();
        let answer = browser.post("/do/order", &again).await;
        assert!(answer.leads_to().starts_with("/r/"), "{}", answer.leads_to());
        let page = browser.follow(&answer).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("notice--done"), "{}", page.text());
        assert!(!page.text().contains("<script>alert"), "{}", page.text());
        let again = browser.get(&format!("{}?again=order", order_page())).await.text();
        assert!(!again.contains("三楼的灯不亮"), "the draft is gone: {again}");
    }

    async fn two_taps_are_one_order(town: Town) {
        let resident = town.resident(GRID).await;
        let web = Web::of(&town);
        let (mut first, mut second) = (web.browser_of(&resident), web.browser_of(&resident));
        let page = order_page();
        let fields = order(&page, "灯不亮", "3 幢");
        let (one, two) = tokio::join!(first.post("/do/order", &fields), second.post("/do/order", &fields));
        assert!(one.leads_to().starts_with("/r/"), "{}", one.leads_to());
        let again = first.post("/do/order", &fields).await;
        assert_eq!(again.leads_to(), one.leads_to(), "and so is the back button");
        assert_eq!(two.leads_to(), one.leads_to());
        assert_eq!(desk::view::mine(&resident.ask(), 0).await.unwrap().open.len(), 1);
    }

    async fn who_must_sign_in_first_finds_everything_typed(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser();
        let answer = browser.post("/do/order", &order(&order_page(), NEED, "3 幢")).await;
        let to = format!("{}?again=order", order_page());
        assert_eq!(answer.leads_to(), format!("/signin?to={}", app::context::encoded(&to)));
        let to = signs_in(&mut browser, &town, &resident, &to).await;
        assert_eq!(to, format!("{}?again=order", order_page()));
        let page = browser.get(&to).await.text();
        shows_what_was_typed(&page);
        assert!(page.contains("您已经登录"), "{page}");
        assert!(!page.contains("role=\"alert\""), "nothing was wrong with it: {page}");
    }

    async fn a_session_that_ended_in_the_middle_loses_nothing(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        assert_eq!(browser.get(&order_page()).await.status, StatusCode::OK);
        town.pass(domain::Minutes::days(40));
        let answer = browser.post("/do/order", &order(&order_page(), NEED, "3 幢")).await;
        assert!(answer.leads_to().starts_with("/signin?to="), "{}", answer.leads_to());
        let to = format!("{}?again=order", order_page());
        let to = signs_in(&mut browser, &town, &resident, &to).await;
        shows_what_was_typed(&browser.get(&to).await.text());
    }

    async fn a_draft_belongs_to_its_browser_and_its_page(town: Town) {
        let resident = town.resident(GRID).await;
        let web = Web::of(&town);
        let mut browser = web.browser_of(&resident);
        browser.post("/do/order", &order(&order_page(), NEED, "")).await;
        let elsewhere = browser.get(&format!("/g/{FAR_GRID}/order?again=order")).await.text();
        assert!(!elsewhere.contains("三楼的灯不亮"));
        let other = town.resident(GRID).await;
        for mut another in [web.browser(), web.browser_of(&other)] {
            let page = another.get(&format!("{}?again=order", order_page())).await.text();
            assert!(!page.contains("三楼的灯不亮"));
        }
    }

    async fn a_refusal_says_why_on_the_page_it_came_from(town: Town) {
        let (owner, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
        let slip = owner.orders("repair-light").await.digits();
        let mut browser = Web::of(&town).browser_of(&worker);
        let back = format!("/r/{slip}");
        let answer = browser.post("/do/request/check", &[("number", &slip), ("back", &back), ("form", "check")]).await;
        assert_eq!(answer.leads_to(), format!("{back}?again=check#errors"));
        let nobodys = browser.post("/do/request/check", &[("number", "x"), ("back", "/desk")]).await;
        assert_eq!(nobodys.leads_to(), "/desk?again=check#errors");
    }

    async fn a_form_comes_back_to_a_page_of_ours_and_nowhere_else(town: Town) {
        let mut browser = Web::of(&town).browser();
        for (back, referer, leads_to) in [
            ("/signin?to=/me", "", "/signin?to=/me&again=send-code#errors"),
            ("//evil.example", "", "/?again=send-code#errors"),
            ("https://evil.example/", "", "/?again=send-code#errors"),
            ("/a\r\nset-cookie: x=y", "", "/?again=send-code#errors"),
            ("", "https://sandan.example/signin?to=/me#x", "/signin?to=/me&again=send-code#errors"),
            ("", "https://evil.example//evil.example/x", "/?again=send-code#errors"),
            ("", "nonsense", "/?again=send-code#errors"),
        ] {
            if referer.is_empty() {
                browser.headers.remove(header::REFERER);
            } else {
                browser.headers.insert(header::REFERER, referer.parse().unwrap());
            }
            let answer = browser.post("/do/send-code", &[("phone", "12"), ("back", back)]).await;
            assert_eq!(answer.leads_to(), leads_to, "{back:?} {referer:?}");
        }
    }

    async fn nothing_personal_stands_in_an_address(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let page = order_page();
        for fields in [order(&page, NEED, ""), order(&page, "", "3 幢"), order(&page, NEED, "3 幢")] {
            let answer = browser.post("/do/order", &fields).await;
            let cookies: Vec<_> = answer.headers.get_all(header::SET_COOKIE).iter().collect();
            let all = format!("{} {cookies:?}", answer.leads_to());
            for private in ["%E7%81%AF", "alert", "302", "%E5%B9%A2", resident.phone.as_str()] {
                assert!(!all.contains(private), "{all}");
            }
        }
    }

    async fn a_body_that_is_no_form_is_answered_kindly(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        browser.headers.insert(header::REFERER, "https://sandan.example/me".parse().unwrap());
        let many = (0..500).map(|n| format!("f{n}=x")).collect::<Vec<_>>().join("&");
        let long = format!("need={}", "长".repeat(200_000));
        for (kind, body) in [
            ("text/plain", "need=x".to_owned()),
            ("", "need=x".to_owned()),
            ("application/json", "{}".to_owned()),
            ("multipart/form-data", "need=x".to_owned()),
            ("multipart/form-data; boundary=", "--\r\n".to_owned()),
            ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"need\"\r\n\r\ncut".to_owned()),
            ("multipart/form-data; boundary=b", "no boundary at all".to_owned()),
            ("application/x-www-form-urlencoded", many),
            ("application/x-www-form-urlencoded", long),
        ] {
            let mut request = Request::post("/do/order");
            if !kind.is_empty() {
                request = request.header(header::CONTENT_TYPE, kind);
            }
            let answer = browser.send(request.body(Body::from(body.clone())).unwrap()).await;
            assert_eq!(answer.leads_to(), "/me?again=order#errors", "{kind:?}");
        }
        for strange in ["need=%FF%FE&building=%00", "=&&=x&%zz=1", "need[a]=1&need[]=2", ""] {
            let request = Request::post("/do/order").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = browser.send(request.body(Body::from(strange)).unwrap()).await;
            assert_eq!(answer.leads_to(), "/me?again=order#errors", "{strange:?}");
        }
    }

    async fn text_that_does_not_fit_is_said_beside_its_field(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let page = order_page();
        let long = "长".repeat(1001);
        for (need, building, said) in [
            (long.as_str(), "3 幢", "写了 1001 个字，最多 1000 个"),
            ("灯\u{202E}不亮", "3 幢", "第 2 个字符（U+202E）看不见"),
            ("  \n ", "3 幢", "这里要填"),
        ] {
            let answer = browser.post("/do/order", &order(&page, need, building)).await;
            let page = browser.follow(&answer).await.text();
            assert!(page.contains(said), "{need:.10}: {page}");
        }
        let answer = browser.post("/do/order", &order(&page, "👩‍🔧 灯不亮,<b>急</b>", "3 幢")).await;
        let page = browser.follow(&answer).await.text();
        assert!(page.contains("👩‍🔧 灯不亮,&lt;b&gt;急&lt;/b&gt;"), "{page}");
    }
}
