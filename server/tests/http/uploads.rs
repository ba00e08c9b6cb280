//! Pictures with a form: within limits, never lost with it, and nothing that is no picture.

use std::{convert::Infallible, iter};

use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};
use futures::stream;

use super::{
    stories,
    web::{Browser, Web},
};
use crate::town::GRID;

const PICTURE: &[u8] = include_bytes!("../../../public/icon-192.png");
const HEIC: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";

fn order(building: &str) -> Vec<(&'static str, &str)> {
    vec![
        ("back", "/g/321012100001001/order"),
        ("form", "order"),
        ("grid", GRID),
        ("service", "repair-light"),
        ("need", "灯不亮"),
        ("building", building),
    ]
}

/// The pictures a form that came back still has.
fn kept(page: &str) -> Vec<String> {
    let ids = page.split(r#"<input type="checkbox" name="photos" value=""#).skip(1);
    ids.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn comes_back(browser: &mut Browser, building: &str, files: &[(&str, &str, &[u8])]) -> String {
    let answer = browser.upload("/do/order", &order(building), files).await;
    assert_eq!(answer.leads_to(), "/g/321012100001001/order?again=order#errors");
    browser.follow(&answer).await.text()
}

stories! {
    async fn pictures_come_with_the_order_and_are_shown_to_who_may_see_it(town: Town) {
        let (resident, other) = (town.resident(GRID).await, town.resident(GRID).await);
        let web = Web::of(&town);
        let mut browser = web.browser_of(&resident);
        let files = [("photos", "a.png", PICTURE), ("photos", "b.png", PICTURE), ("photos", "", &[][..])];
        let answer = browser.upload("/do/order", &order("3 幢"), &files).await;
        assert!(answer.leads_to().starts_with("/r/"), "{}", answer.leads_to());
        let number = answer.leads_to()["/r/".len()..].parse().unwrap();
        let slip = desk::view::slip(&resident.ask(), number).await.unwrap();
        assert_eq!(slip.photos.len(), 2);
        let address = format!("/photo/{}", slip.photos[0]);
        for address in [&address, &format!("{address}/small")] {
            let picture = browser.get(address).await;
            assert_eq!(picture.status, StatusCode::OK);
            assert_eq!(picture.header(header::CONTENT_TYPE), "image/jpeg");
            assert!(picture.header(header::CACHE_CONTROL).starts_with("private"));
            assert!(picture.header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
            assert_eq!(web.browser().get(address).await.status, StatusCode::NOT_FOUND);
            assert_eq!(web.browser_of(&other).get(address).await.status, StatusCode::NOT_FOUND);
        }
    }

    async fn a_form_that_comes_back_still_has_its_pictures(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let page = comes_back(&mut browser, "", &[("photos", "a.png", PICTURE), ("photos", "b.png", PICTURE)]).await;
        let pictures = kept(&page);
        assert_eq!(pictures.len(), 2, "{page}");
        let mut fields = order("3 幢");
        fields.push(("photos", &pictures[1]));
        let answer = browser.upload("/do/order", &fields, &[("photos", "c.png", PICTURE)]).await;
        let number = answer.leads_to()["/r/".len()..].parse().unwrap();
        let slip = desk::view::slip(&resident.ask(), number).await.unwrap();
        assert_eq!(slip.photos.len(), 2, "the one that was left ticked, and the new one");
    }

    async fn what_is_no_picture_is_said_beside_the_field_and_the_rest_is_kept(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let large = vec![0u8; 32 * 1024 * 1024 + 1];
        for (content, said) in [
            (b"hello".as_slice(), "这不是我们能看的图片"),
            (HEIC, "这是 HEIC 图片"),
            (large.as_slice(), "一张图片最大 32 MB"),
        ] {
            let page = comes_back(&mut browser, "3 幢", &[("photos", "good.png", PICTURE), ("photos", "x", content)]).await;
            assert!(page.contains(said), "{page}");
            assert!(page.contains("order-photos-error") && page.contains("灯不亮"), "{page}");
            assert_eq!(kept(&page).len(), 1, "the good one is kept");
        }
    }

    async fn what_is_wrong_with_pictures_and_with_words_is_said_at_once(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let page = comes_back(&mut browser, "", &[("photos", "good.png", PICTURE), ("photos", "x", HEIC)]).await;
        for said in [r##"<a href="#order-photos">拍张照片：这是 HEIC 图片"##, r##"<a href="#order-building">在哪里：这里要填</a>"##] {
            assert!(page.contains(said), "{page}");
        }
        assert_eq!(kept(&page).len(), 1, "the good one is kept");
        comes_back(&mut browser, "3 幢", &[("photos", "x", HEIC)]).await;
        assert!(desk::view::mine(&resident.ask(), 0).await.unwrap().open.is_empty(), "nothing was ordered meanwhile");
    }

    async fn twenty_pictures_are_nine_and_a_word_about_the_others(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let files: Vec<_> = iter::repeat_n(("photos", "a.png", PICTURE), 20).collect();
        let page = comes_back(&mut browser, "3 幢", &files).await;
        assert!(page.contains("最多 9 张图片"), "{page}");
        assert_eq!(kept(&page).len(), 9);
    }

    async fn a_picture_that_is_empty_is_told_by_its_place(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let files = [("photos", "a.png", PICTURE), ("photos", "b.png", &[][..]), ("photos", "c.png", PICTURE)];
        let page = comes_back(&mut browser, "3 幢", &files).await;
        assert!(page.contains("第 2 张图片是空的"), "{page}");
        assert_eq!(kept(&page).len(), 2, "the others are kept");
    }

    async fn after_three_that_are_no_pictures_no_other_is_tried(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        let mut files = vec![("photos", "x", b"hello".as_slice()); 60];
        files[3] = ("photos", "good.png", PICTURE);
        let page = comes_back(&mut browser, "3 幢", &files).await;
        assert!(page.contains("这不是我们能看的图片") && page.contains("第 4 张图片没有收到"), "{page}");
        assert!(kept(&page).is_empty(), "the fourth was not even tried: {page}");
    }

    async fn somebody_elses_picture_is_not_taken_over(town: Town) {
        let (resident, other) = (town.resident(GRID).await, town.resident(GRID).await);
        let web = Web::of(&town);
        let page = comes_back(&mut web.browser_of(&other), "", &[("photos", "a.png", PICTURE)]).await;
        let theirs = kept(&page).remove(0);
        let mut fields = order("3 幢");
        fields.push(("photos", &theirs));
        let answer = web.browser_of(&resident).upload("/do/order", &fields, &[]).await;
        assert!(answer.leads_to().contains("again=order"), "{}", answer.leads_to());
    }

    async fn a_stranger_is_told_to_choose_the_pictures_again(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser();
        let answer = browser.upload("/do/order", &order("3 幢"), &[("photos", "a.png", PICTURE)]).await;
        assert!(answer.leads_to().starts_with("/signin?to="));
        let to = "/g/321012100001001/order?again=order";
        browser.post("/do/send-code", &[("phone", resident.phone.as_str()), ("to", to)]).await;
        let answer = browser.post("/do/sign-in", &[("code", &town.last_code()), ("to", to)]).await;
        let page = browser.follow(&answer).await.text();
        assert!(page.contains("图片请再选一次") && page.contains("灯不亮"), "{page}");
    }

    async fn a_flood_is_cut_off_with_an_answer(town: Town) {
        let resident = town.resident(GRID).await;
        let mut browser = Web::of(&town).browser_of(&resident);
        browser.headers.insert(header::REFERER, "https://sandan.example/me".parse().unwrap());
        let mebibyte = Bytes::from(vec![b'x'; 1 << 20]);
        let head = Bytes::from(
            "--b\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"a\"\r\n\r\n",
        );
        let flood = iter::once(head).chain(iter::repeat_n(mebibyte, 300)).map(Ok::<_, Infallible>);
        let request = Request::post("/do/order")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .body(Body::from_stream(stream::iter(flood)));
        let answer = browser.send(request.unwrap()).await;
        assert_eq!(answer.leads_to(), "/me?again=order#errors");
    }
}
