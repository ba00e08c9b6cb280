//! A form that was sent and comes back: with the Back button, from the browser's own cache, by a second tap. The same contents
//! are told to be there already; other contents are another form.

use super::{
    stories,
    web::{Answer, Browser, Web},
};
use crate::town::{GRID, Person};

const PICTURE: &[u8] = include_bytes!("../../../public/icon-192.png");
const OTHER_PICTURE: &[u8] = include_bytes!("../../../public/icon-512.png");

const ALREADY: &str = "没有再办一次";
const NOT_YET: &str = "还没有交上去";
const PLACED: &str = "单子交上去了";

fn order_page() -> String {
    format!("/g/{GRID}/order")
}

/// The hidden field by which a form is known again.
fn key(page: &str) -> String {
    let form = page.split(r#"action="/do/order""#).nth(1).unwrap();
    form.split(r#"name="key" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned()
}

fn order<'f>(page: &'f str, key: &'f str, need: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("back", page),
        ("form", "order"),
        ("key", key),
        ("grid", GRID),
        ("service", "repair-light"),
        ("need", need),
        ("building", "3 幢"),
    ]
}

async fn reads(browser: &mut Browser, answer: &Answer) -> String {
    browser.follow(answer).await.text()
}

async fn slips_of(person: &Person) -> usize {
    desk::view::mine(&person.ask(), 0).await.unwrap().open.len()
}

stories! {
    async fn an_order_that_back_brings_again_is_told_and_a_changed_one_is_filed(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let page = order_page();
        let key = key(&browser.get(&page).await.text());

        let first = browser.post("/do/order", &order(&page, &key, "灯不亮")).await;
        assert!(reads(&mut browser, &first).await.contains(PLACED));
        let again = browser.post("/do/order", &order(&page, &key, "灯不亮")).await;
        assert_eq!(again.leads_to(), first.leads_to());
        let told = reads(&mut browser, &again).await;
        let number: domain::RequestNumber = first.leads_to()["/r/".len()..].parse().unwrap();
        assert!(told.contains(ALREADY) && told.contains(&format!("就是这一单：{number}")), "{told}");
        assert!(!told.contains(PLACED), "{told}");

        let changed = browser.post("/do/order", &order(&page, &key, "水管漏水")).await;
        assert_ne!(changed.leads_to(), first.leads_to());
        let told = reads(&mut browser, &changed).await;
        assert!(told.contains(PLACED) && told.contains("水管漏水") && !told.contains(ALREADY), "{told}");
        assert_eq!(slips_of(&resident).await, 2);
    }

    async fn pictures_count_among_the_contents(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let page = order_page();
        let key = key(&browser.get(&page).await.text());
        let fields = order(&page, &key, "灯不亮");
        let first = browser.upload("/do/order", &fields, &[("photos", "a.png", PICTURE)]).await;
        let again = browser.upload("/do/order", &fields, &[("photos", "b.png", PICTURE)]).await;
        assert_eq!(again.leads_to(), first.leads_to(), "the same picture under whatever name");
        assert!(reads(&mut browser, &again).await.contains(ALREADY));
        let other = browser.upload("/do/order", &fields, &[("photos", "a.png", OTHER_PICTURE)]).await;
        assert_ne!(other.leads_to(), first.leads_to());
        let more = [("photos", "a.png", PICTURE), ("photos", "b.png", OTHER_PICTURE)];
        let more = browser.upload("/do/order", &fields, &more).await;
        assert!(reads(&mut browser, &more).await.contains(PLACED));
        let number = first.leads_to()["/r/".len()..].parse().unwrap();
        assert_eq!(desk::view::slip(&resident.ask(), number).await.unwrap().photos.len(), 1);
        assert_eq!(slips_of(&resident).await, 3);
    }

    async fn a_table_counts_among_the_contents(town: Town) {
        let administrator = town.administrator("321012").await;
        let mut browser = Web::of(&town).browser_of(&administrator);
        let file = desk::admin::services::export(&administrator.ask()).await.unwrap();
        let other = String::from_utf8(file.clone()).unwrap().replace("修灯", "修路灯").into_bytes();
        let key = "01a20095-5052-7217-a93a-c47a44a864c1";
        let fields = [("back", "/admin/services"), ("form", "import-services"), ("key", key)];
        let mut told = Vec::new();
        for file in [&file, &file, &other] {
            let answer = browser.upload("/do/import-services", &fields, &[("file", "types.csv", file)]).await;
            told.push(reads(&mut browser, &answer).await.contains(ALREADY));
        }
        assert_eq!(told, [false, true, false]);
        let service = desk::admin::services::known(&administrator.ask(), "repair-light").await.unwrap();
        assert_eq!(service.versions.len(), 2, "the other table was taken");
    }

    async fn of_what_a_visitor_sends_twice_the_last_waits_and_nothing_is_called_sent(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser();
        let page = order_page();
        let key = key(&browser.get(&page).await.text());
        for need in ["灯不亮", "灯不亮", "水管漏水"] {
            let answer = browser.post("/do/order", &order(&page, &key, need)).await;
            assert!(answer.leads_to().starts_with("/signin?to="), "{}", answer.leads_to());
            let shown = reads(&mut browser, &answer).await;
            assert!(!shown.contains(PLACED) && !shown.contains(ALREADY), "{shown}");
        }
        let to = format!("{page}?again=order");
        browser.post("/do/send-code", &[("phone", resident.phone.as_str()), ("to", &to)]).await.leads_to();
        let code = town.last_code();
        let signed_in = browser.post("/do/sign-in", &[("code", &code), ("to", &to)]).await;
        let shown = reads(&mut browser, &signed_in).await;
        assert!(shown.contains("水管漏水") && shown.contains(NOT_YET) && !shown.contains(PLACED), "{shown}");
        assert_eq!(slips_of(&resident).await, 0);

        // It is the same form still, so that leafing back to its first page and sending it there sends nothing twice.
        assert_eq!(self::key(&shown), key);
        let kept = [order(&page, &key, "水管漏水").as_slice(), &[("kept", "1")]].concat();
        let filed = browser.post("/do/order", &kept).await;
        assert!(reads(&mut browser, &filed).await.contains(PLACED));
        let again = browser.post("/do/order", &order(&page, &key, "水管漏水")).await;
        assert_eq!(again.leads_to(), filed.leads_to());
        assert!(reads(&mut browser, &again).await.contains(ALREADY));
        assert_eq!(slips_of(&resident).await, 1);
    }

    async fn a_second_rating_is_refused_and_what_was_written_is_still_there(town: Town) {
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        let slip = volunteer.helps(&resident, "repair-light").await.digits();
        let mut browser = Web::of(&town).browser_of(&resident);
        let back = format!("/r/{slip}");
        let fields =
            [("number", slip.as_str()), ("back", &back), ("form", "rate"), ("grade", "1"), ("comment", "第二天又不亮了")];
        let answer = browser.post("/do/request/rate", &fields).await;
        assert_eq!(answer.leads_to(), format!("{back}?again=rate#errors"));
        let told = reads(&mut browser, &answer).await;
        assert!(told.contains("这一步已经办过了") && told.contains("第二天又不亮了"), "{told}");
    }

    async fn what_is_set_is_set_again_whatever_it_was_meanwhile(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let (one, other) = ("01a20095-5052-7217-a93a-c47a44a864c2", "01a20095-5052-7217-a93a-c47a44a864c3");
        for (key, name, told) in [
            (one, "王小明", "记下了"),
            (one, "王小明", ALREADY),
            (one, "王大明", "记下了"),
            (one, "王小明", "记下了"),
            (other, "王大明", "记下了"),
            (one, "王小明", "记下了"),
        ] {
            let fields = [("back", "/me/profile"), ("form", "profile"), ("key", key), ("name", name)];
            let answer = browser.post("/do/set-profile", &fields).await;
            let shown = reads(&mut browser, &answer).await;
            assert!(shown.contains(told) && shown.contains(name), "{name}: {shown}");
        }
    }
}
