//! What people type, paste and say is read alike in every form: full width, spaces, dashes, brackets and marks nobody sees.

use axum::http::StatusCode;
use domain::{Minutes, calendar::OfficeHours, request::State, shop::VoucherState};

use super::{
    stories,
    web::{Browser, Web},
};
use crate::town::{DISTRICT, GRID, TOWN};

/// Sends a form that must be taken.
async fn takes(browser: &mut Browser, verb: &str, fields: &[(&str, &str)]) {
    let answer = browser.post(verb, fields).await;
    assert!(!answer.leads_to().contains("again="), "{verb} {fields:?}: {}", answer.leads_to());
}

/// Sends a form that must not be taken, and reads what is said of it.
async fn refuses(browser: &mut Browser, verb: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.post(verb, fields).await;
    assert!(answer.leads_to().contains("again="), "{verb} {fields:?}: {}", answer.leads_to());
    browser.follow(&answer).await.text()
}

stories! {
    async fn a_phone_and_a_code_are_taken_as_they_were_pasted(town: Town) {
        let mut browser = Web::of(&town).browser();
        takes(&mut browser, "/do/send-code", &[("phone", "\u{202D}＋86 (138)\u{A0}1234－5678\u{202C}"), ("to", "/me")]).await;
        let wide: String = town.last_code().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        let (first, second) = wide.split_at(9);
        let answer = browser.post("/do/sign-in", &[("code", &format!(" {first}\u{3000}\u{200B}{second}")), ("to", "/me")]).await;
        assert_eq!(answer.leads_to(), "/me");
    }

    async fn who_changes_the_number_finds_the_one_they_typed(town: Town) {
        let mut browser = Web::of(&town).browser();
        takes(&mut browser, "/do/send-code", &[("phone", "138 1234 5678"), ("to", "/me")]).await;
        let page = browser.get("/signin?step=phone&to=/me").await.text();
        assert!(page.contains(r#"value="13812345678""#), "{page}");
        let page = Web::of(&town).browser().get("/signin?step=phone&to=/me").await.text();
        assert!(!page.contains("13812345678"), "nobody else finds it");
    }

    async fn a_phone_of_a_post_is_taken_as_it_was_said(town: Town) {
        let mut browser = Web::of(&town).browser_of(&town.administrator(DISTRICT).await);
        let grant = [("phone", "一三八 一二三四 五六七八"), ("role", "shop_keeper"), ("area", "３２１０１２ １００\u{200E}")];
        takes(&mut browser, "/do/grant-post", &grant).await;
        let keeper = town.browser().await.signs_in("13812345678").await.visitor().await.actor.unwrap();
        assert_eq!(keeper.post.map(|post| post.area.to_string()).as_deref(), Some(TOWN));
    }

    async fn points_and_pieces_are_numbers_however_they_are_written(town: Town) {
        let mut browser = Web::of(&town).browser_of(&town.administrator(DISTRICT).await);
        town.offers("soap", 30, 5).await;
        let mut left = 5;
        for (pieces, more) in [("１０", 10), ("十五", 15), ("1,000", 1000), ("\u{200B}７\u{FEFF}", 7), ("两百零三", 203)] {
            takes(&mut browser, "/do/restock-item", &[("item", "soap"), ("pieces", pieces), ("back", "/admin/shop")]).await;
            left += more;
            assert_eq!(town.item("soap").await.left, left, "{pieces:?}");
        }
        for (pieces, said) in [("一百五", "1 到 10000"), ("\u{200B}", "这里要填"), ("15个", "1 到 10000")] {
            let fields = [("item", "soap"), ("pieces", pieces), ("back", "/admin/shop/soap"), ("form", "restock-item")];
            let page = refuses(&mut browser, "/do/restock-item", &fields).await;
            assert!(page.contains(said), "{pieces:?}: {page}");
        }
        let rule = [("rule", "helped"), ("points", "１２"), ("daily_cap", "一百二十"), ("praise", "５")];
        takes(&mut browser, "/do/change-rule", &rule).await;
    }

    async fn office_hours_are_read_as_they_hang_at_the_door(town: Town) {
        let mut browser = Web::of(&town).browser_of(&town.administrator(DISTRICT).await);
        let unit = [
            ("slug", "ｇａｓ"),
            ("area", DISTRICT),
            ("name_zh", "燃气公司"),
            ("name_en", "Gas"),
            ("kind", "company"),
            ("hours", "８∶30 — 12：00；14：00至18：00\u{200B}"),
        ];
        takes(&mut browser, "/do/add-unit", &unit).await;
        let mut conn = town.desk.db.read().await.unwrap();
        let unit = store::unit::find_by_slug(&mut conn, "gas").await.unwrap().unwrap();
        assert_eq!(unit.hours, OfficeHours::default());
    }

    async fn a_day_is_read_as_people_write_it(town: Town) {
        let number = town.resident(GRID).await.orders("repair-light").await;
        let staff = town.staff(TOWN).await;
        town.grid_worker(GRID).await.verifies(number).await.unwrap();
        let mut browser = Web::of(&town).browser_of(&staff);
        let digits = number.digits();
        let park = [("number", digits.as_str()), ("plan", "等配件"), ("until", "２０２６年12月\u{200E}7日")];
        takes(&mut browser, "/do/request/park", &park).await;
        let State::Parked { until, .. } = town.slip(number).await.state else { panic!("it is not parked") };
        assert_eq!(until.to_string(), "2026-12-07 18:00");
    }

    async fn a_slip_is_found_by_its_number_however_it_is_written(town: Town) {
        let resident = town.resident(GRID).await;
        let number = resident.orders("repair-light").await;
        town.pass(Minutes(1));
        let other = resident.orders("repair-light").await;
        let mut browser = Web::of(&town).browser_of(&town.grid_worker(GRID).await);
        let wide: String =
            number.to_string().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        for typed in [wide.clone(), number.to_string().replace('-', "\u{200B}—\u{A0}")] {
            let typed = app::context::encoded(&typed);
            let found = browser.get(&format!("/r?number={typed}")).await;
            assert_eq!(found.leads_to(), format!("/r/{}", number.digits()));
            let sought = browser.get(&format!("/desk?q={typed}")).await;
            assert_eq!(sought.leads_to(), format!("/r?number={typed}"));
        }
        let merge = [("number", other.digits()), ("into", wide)];
        let merge = merge.each_ref().map(|(name, value)| (*name, value.as_str()));
        takes(&mut browser, "/do/request/merge", &merge).await;
        assert_eq!(town.slip(other).await.state.name(), "merged");
    }

    async fn a_voucher_is_found_by_its_code_however_it_is_written(town: Town) {
        town.offers("soap", 30, 5).await;
        let voucher = town.somebody_with(40).await.redeems("soap").await.unwrap();
        let mut browser = Web::of(&town).browser_of(&town.shop_keeper(DISTRICT).await);
        let code = voucher.code.to_string();
        let wide: String = code.to_lowercase().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        let page = browser.get(&format!("/counter?code={}", app::context::encoded(&wide))).await.text();
        assert!(page.contains(&code), "{page}");
        takes(&mut browser, "/do/hand-out", &[("code", &wide)]).await;
        let mut conn = town.desk.db.read().await.unwrap();
        let voucher = store::voucher::find(&mut conn, voucher.id).await.unwrap().unwrap();
        assert!(matches!(voucher.state, VoucherState::Redeemed { .. }));
    }

    async fn people_and_pages_are_found_however_the_number_is_written(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&town.administrator(DISTRICT).await);
        let wide: String =
            resident.phone.as_str().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        let answer = browser.post("/do/find-people", &[("query", &format!("+86 {wide}"))]).await;
        let page = browser.follow(&answer).await.text();
        assert!(page.contains(&resident.phone.masked()), "{page}");
        resident.orders("repair-light").await;
        let nothing = "没有这样的记录";
        assert!(!browser.get("/admin/audit?page=%EF%BC%91").await.text().contains(nothing));
        let page = browser.get("/admin/audit?page=%EF%BC%92").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains(nothing), "{}", page.text());
    }

    async fn a_text_that_shows_nothing_is_missing_and_one_that_turns_the_writing_is_named(town: Town) {
        let mut browser = Web::of(&town).browser_of(&town.resident(GRID).await);
        let order = |need: &'static str, building: &'static str| {
            [
                ("back", "/g/321012100001001/order"),
                ("form", "order"),
                ("grid", GRID),
                ("service", "repair-light"),
                ("need", need),
                ("building", building),
            ]
        };
        for blank in ["\u{200B}", "\u{3164}\u{3164}", "\u{2800}", "\u{115F}", "\u{FFA0}", "\u{301}", "\u{FE0F}\u{200D}"] {
            let page = refuses(&mut browser, "/do/order", &order(blank, blank)).await;
            assert_eq!(page.matches("：这里要填</a>").count(), 2, "{blank:?}: {page}");
        }
        let page = refuses(&mut browser, "/do/order", &order("一二三四五六七八九十一\u{202E}二", "3 幢")).await;
        assert!(page.contains("第 12 个字符（U+202E）"), "{page}");
        let answer = browser.post("/do/order", &order("\u{FEFF}灯\u{0}不亮\u{B}三楼👩‍🔧", "\u{200B}3 幢")).await;
        let page = browser.follow(&answer).await.text();
        assert!(page.contains("灯不亮") && page.contains("三楼👩‍🔧"), "{page}");
    }
}
