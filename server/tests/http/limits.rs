//! What is too much is refused kindly: nothing is written, nothing typed is lost, and the time that is told is true.

use axum::http::{StatusCode, header};

use super::{stories, web::Web};
use crate::town::GRID;

const NEED: &str = "三楼的灯<b>不亮</b>";

fn order(need: &str) -> [(&str, &str); 6] {
    [
        ("form", "order"),
        ("grid", GRID),
        ("service", "repair-light"),
        ("need", need),
        ("building", "3 幢 东门"),
        ("back", "/g/321012100001001/order"),
    ]
}

stories! {
    async fn a_strangers_huge_form_leaves_no_row_and_comes_back_on_the_page_itself(town: Town) {
        let town = town.limited_by(&[]);
        let mut browser = Web::of(&town).browser();
        let need = NEED.repeat(2_000);
        let answer = browser.post("/do/order", &order(&need)).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(answer.headers.get(header::SET_COOKIE).is_none() && answer.headers.get(header::LOCATION).is_none());
        assert!(answer.text().contains("三楼的灯&lt;b&gt;不亮&lt;/b&gt;"), "what was typed is on the page, as text");
        let mut conn = town.desk.db.read().await.unwrap();
        assert_eq!(store::draft::weight(&mut conn).await.unwrap(), (0, 0));
        assert_eq!(store::session::count(&mut conn).await.unwrap(), 0);
    }

    async fn a_form_that_cannot_be_kept_is_sent_again_from_its_answer(town: Town) {
        let resident = town.resident(GRID).await;
        let town = town.limited_by(&["visits-per-address=1"]);
        let web = Web::of(&town);
        web.browser().post("/do/order", &order(NEED)).await.leads_to();
        let answer = web.browser().post("/do/order", &order(NEED)).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.header(header::RETRY_AFTER), "3600", "the clock of the town says ten");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        let page = answer.text();
        assert!(page.contains("请在今天 11:00 以后再试（还要等 1 小时）"), "{page}");
        assert!(page.contains(r#"method="post" action="/do/order""#), "{page}");
        for (name, value) in [("need", "三楼的灯&lt;b&gt;不亮&lt;/b&gt;"), ("building", "3 幢 东门"), ("grid", GRID)] {
            let hidden = format!(r#"<input type="hidden" name="{name}" value="{value}">"#);
            assert!(page.contains(&hidden), "{hidden} in {page}");
        }
        // In another window they have signed in meanwhile.
        let mut signed_in = web.browser_of(&resident);
        assert!(signed_in.post("/do/order", &order(NEED)).await.leads_to().starts_with("/r/"));
    }

    async fn whoever_files_too_much_hears_when_again_and_whom_to_call(town: Town) {
        let town = town.limited_by(&["orders-per-person=1"]);
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        assert!(browser.post("/do/order", &order(NEED)).await.leads_to().starts_with("/r/"));
        let answer = browser.post("/do/order", &order(NEED)).await;
        let page = browser.follow(&answer).await.text();
        assert!(page.contains("急事请打 12345") && page.contains("请在今天 11:00 以后再试"), "{page}");
        assert!(page.contains("三楼的灯&lt;b&gt;不亮&lt;/b&gt;"), "{page}");
    }
}
