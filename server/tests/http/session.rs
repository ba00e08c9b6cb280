//! The session cookie, signing in and out through the pages.

use axum::http::{StatusCode, header};

use super::{
    stories,
    web::{Browser, Web},
};
use crate::town::{DISTRICT, GRID, Town};

async fn asks_for_a_code(browser: &mut Browser, to: &str) {
    let fields = [("phone", "138 1234 5678"), ("to", to), ("back", "/signin"), ("form", "send-code")];
    let answer = browser.post("/do/send-code", &fields).await;
    assert!(answer.leads_to().starts_with("/signin?step=code"), "{}", answer.leads_to());
    let page = browser.follow(&answer).await.text();
    assert!(page.contains("138****5678") && !page.contains("13812345678"), "{page}");
    assert!(page.contains(r#"autocomplete="one-time-code""#) && page.contains(r#"inputmode="numeric""#));
}

async fn signs_in(browser: &mut Browser, town: &Town) {
    browser.post("/do/send-code", &[("phone", "13812345678")]).await.leads_to();
    browser.post("/do/sign-in", &[("code", &town.last_code())]).await.leads_to();
}

stories! {
    async fn somebody_signs_in_with_a_code_and_goes_on(town: Town) {
        let mut browser = Web::of(&town).browser();
        let answer = browser.get("/me/points").await;
        assert_eq!(answer.leads_to(), "/signin?to=/me/points");
        assert_eq!(browser.follow(&answer).await.status, StatusCode::OK);
        asks_for_a_code(&mut browser, "/me/points").await;
        let before = browser.cookies["__Host-sandan"].clone();
        let code = town.last_code();
        let answer = browser.post("/do/sign-in", &[("code", &code), ("to", "/me/points"), ("back", "/signin")]).await;
        assert_eq!(answer.leads_to(), "/me/points");
        assert_ne!(browser.cookies["__Host-sandan"], before, "a new session for a new person");
        assert_eq!(browser.follow(&answer).await.status, StatusCode::OK);
        let signed_in = browser.get("/signin?to=/hall").await;
        assert_eq!(signed_in.leads_to(), "/hall", "nobody signs in twice");
    }

    async fn who_acts_for_a_unit_begins_at_its_place(town: Town) {
        let (admin, gas) = (town.administrator(DISTRICT).await, town.unit("gas").await);
        desk::admin::units::appoint(&admin.ask(), &gas.slug, "13812345678").await.unwrap();
        let mut browser = Web::of(&town).browser();
        asks_for_a_code(&mut browser, "/").await;
        let signed_in = browser.post("/do/sign-in", &[("code", &town.last_code()), ("to", "/"), ("back", "/signin")]).await;
        assert_eq!(signed_in.leads_to(), "/unit");
        assert!(browser.follow(&signed_in).await.text().contains("<h1>gas</h1>"));
        let at_home = browser.post("/do/switch-post", &[("post", ""), ("back", "/me")]).await;
        assert_eq!(at_home.leads_to(), "/");
    }

    async fn a_wrong_code_comes_back_without_the_code(town: Town) {
        let mut browser = Web::of(&town).browser();
        asks_for_a_code(&mut browser, "/").await;
        let wrong = town.wrong_code();
        let fields = [("code", wrong.as_str()), ("to", "/"), ("back", "/signin?step=code&to=/"), ("form", "sign-in")];
        let answer = browser.post("/do/sign-in", &fields).await;
        assert_eq!(answer.leads_to(), "/signin?step=code&to=/&again=sign-in#errors");
        let page = browser.follow(&answer).await.text();
        assert!(page.contains("还可以试 4 次"), "{page}");
        assert!(!page.contains(&wrong), "a code is never shown again");
    }

    async fn the_cookie_is_bound_to_the_host_and_hidden_from_scripts(town: Town) {
        let mut browser = Web::of(&town).browser();
        let answer = browser.post("/do/send-code", &[("phone", "12")]).await;
        let cookie = answer.cookie("__Host-sandan").unwrap();
        for attribute in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(attribute), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        assert!(answer.cookie("sandan").is_none());

        let mut browser = Web::with(&town, None, false).browser();
        let answer = browser.post("/do/send-code", &[("phone", "12")]).await;
        let cookie = answer.cookie("sandan").unwrap();
        assert!(cookie.contains("; HttpOnly; SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
    }

    async fn a_cookie_nobody_gave_is_a_strangers(town: Town) {
        let resident = town.resident(GRID).await;
        let web = Web::of(&town);
        let real = resident.token.cookie();
        let mut other = real.clone().into_bytes();
        other[3] = if other[3] == b'A' { b'B' } else { b'A' };
        let other = String::from_utf8(other).unwrap();
        for forged in ["", "x", "' OR 1=1 --", &"A".repeat(5000), &other, &resident.token.hash().to_string()] {
            let mut browser = web.browser();
            browser.cookies.insert("__Host-sandan".to_owned(), forged.to_owned());
            assert_eq!(browser.get("/").await.status, StatusCode::OK, "{forged}");
            assert!(browser.get("/me").await.leads_to().starts_with("/signin"), "{forged}");
        }
        let mut plain = web.browser();
        plain.cookies.insert("sandan".to_owned(), real);
        assert!(plain.get("/me").await.leads_to().starts_with("/signin"), "over https only the bound name counts");
        assert_eq!(web.browser_of(&resident).get("/me").await.status, StatusCode::OK);
    }

    async fn signing_out_ends_the_session_and_clears_what_the_browser_kept(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let before = browser.clone();
        let answer = browser.post("/do/sign-out", &[("back", "/me")]).await;
        assert_eq!(answer.leads_to(), "/");
        assert_eq!(answer.header("clear-site-data"), "\"cache\"");
        assert!(!browser.cookies.contains_key("__Host-sandan"));
        assert!(browser.follow(&answer).await.text().contains("您已经退出了"));
        assert!(browser.get("/me").await.leads_to().starts_with("/signin"));
        let mut thief = before;
        assert!(thief.get("/me").await.leads_to().starts_with("/signin"), "the old cookie is worth nothing");
    }

    async fn nobody_is_led_away_after_signing_in(town: Town) {
        let mut browser = Web::of(&town).browser();
        for to in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"] {
            let address = format!("/signin?to={}", app::context::encoded(to));
            let page = browser.get(&address).await.text();
            assert!(page.contains(r#"name="to" value="/""#), "{to}: {page}");
        }
        asks_for_a_code(&mut browser, "//evil.example").await;
        let code = town.last_code();
        let answer = browser.post("/do/sign-in", &[("code", &code), ("to", "//evil.example"), ("back", "/signin")]).await;
        assert_eq!(answer.leads_to(), "/signin");
    }

    async fn the_language_is_chosen_and_kept(town: Town) {
        let mut browser = Web::of(&town).browser();
        assert!(browser.get("/").await.text().contains(r#"<html lang="zh-CN">"#));
        browser.headers.insert(header::ACCEPT_LANGUAGE, "en-GB,en;q=0.8".parse().unwrap());
        assert!(browser.get("/").await.text().contains(r#"<html lang="en">"#));
        let fields = [("lang", "zh-CN"), ("size", "elder"), ("theme", "dark"), ("back", "/signin?step=phone")];
        let answer = browser.post("/do/settings", &fields).await;
        assert_eq!(answer.leads_to(), "/signin?step=phone");
        let page = browser.follow(&answer).await.text();
        assert!(page.contains(r#"<html lang="zh-CN" data-theme="dark" data-size="elder">"#), "{page}");
        assert!(page.contains("已经照您的意思改好了"), "{page}");
        let again = browser.get("/signin?step=phone").await.text();
        assert!(!again.contains("已经照您的意思改好了"), "a notice is told once");
        let answer = browser.post("/do/settings", &[("size", "<script>"), ("theme", "x"), ("lang", "../zh")]).await;
        let page = browser.follow(&answer).await.text();
        assert!(page.contains(r#"<html lang="zh-CN">"#), "{page}");
    }
    async fn a_language_goes_with_the_person_to_a_browser_that_was_told_nothing(town: Town) {
        let web = Web::of(&town);
        let mut phone = web.browser();
        signs_in(&mut phone, &town).await;
        phone.post("/do/settings", &[("lang", "en")]).await;

        town.pass(domain::Minutes(2));
        let mut kiosk = web.browser();
        kiosk.post("/do/settings", &[("lang", "zh-CN")]).await;
        signs_in(&mut kiosk, &town).await;
        assert!(kiosk.get("/me").await.text().contains(r#"<html lang="zh-CN">"#), "what was chosen here stays");

        town.pass(domain::Minutes(2));
        let mut tablet = web.browser();
        assert!(tablet.get("/").await.text().contains(r#"<html lang="zh-CN">"#));
        signs_in(&mut tablet, &town).await;
        assert!(tablet.get("/me").await.text().contains(r#"<html lang="en">"#));
    }

    async fn a_language_chosen_before_signing_in_is_remembered_too(town: Town) {
        let web = Web::of(&town);
        let mut phone = web.browser();
        phone.post("/do/settings", &[("lang", "en")]).await;
        signs_in(&mut phone, &town).await;

        town.pass(domain::Minutes(2));
        let mut tablet = web.browser();
        signs_in(&mut tablet, &town).await;
        assert!(tablet.get("/me").await.text().contains(r#"<html lang="en">"#));
    }
}
