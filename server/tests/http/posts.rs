//! People with two posts: a page that is for another of them offers to act in it, with one tap.

use axum::http::StatusCode;
use domain::{Role, inbox::Heap};

use super::{
    stories,
    web::{Answer, Browser, Web},
};
use crate::town::{COMMUNITY, FAR_GRID, GRID, Person, Town};

/// The browser of somebody who acts as a resident now.
async fn at_home(town: &Town, person: &Person) -> Browser {
    let mut browser = Web::of(town).browser_of(person);
    browser.post("/do/switch-post", &[("post", ""), ("back", "/me")]).await.leads_to();
    browser
}

/// What stands in a hidden field of the page.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) =
        page.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name} in {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Taps the button that the page offers instead of what was asked for.
async fn switches(browser: &mut Browser, refused: &Answer) -> Answer {
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let page = refused.text();
    assert!(page.contains("换个身份就能看") && page.contains("/do/switch-post"), "{page}");
    let (post, to) = (hidden(&page, "post"), hidden(&page, "to"));
    let answer = browser.post("/do/switch-post", &[("post", &post), ("to", &to), ("back", "/")]).await;
    assert_eq!(answer.leads_to(), to);
    browser.follow(&answer).await
}

stories! {
    async fn a_message_leads_to_the_slip_through_the_fitting_post(town: Town) {
        let worker = town.grid_worker(GRID).await;
        town.also(&worker, Role::Volunteer, FAR_GRID).await;
        let slip = town.resident(GRID).await.orders("repair-light").await;
        let unread = async || desk::inbox::unread(&worker.ask()).await.unwrap().on(Heap::Needs);
        let mut browser = at_home(&town, &worker).await;
        let opened = browser.post("/do/inbox/open", &[("number", &slip.digits()), ("back", "/inbox")]).await;
        let refused = browser.follow(&opened).await;
        assert_eq!(unread().await, 1, "it was not seen yet");
        let page = switches(&mut browser, &refused).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains(&slip.to_string()));
        assert_eq!(unread().await, 0, "now it was");
    }

    async fn every_place_of_work_offers_the_post_it_is_for(town: Town) {
        let somebody = town.volunteer(GRID).await;
        let unit = town.unit("gas").await;
        for (role, code) in [
            (Role::GridLeader, COMMUNITY),
            (Role::ShopKeeper, GRID),
            (Role::Administrator, COMMUNITY),
        ] {
            town.also(&somebody, role, code).await;
        }
        town.also_in(&somebody, &unit).await;
        let slip = town.resident(GRID).await.orders("repair-light").await.digits();
        let slip = [format!("/r/{slip}"), format!("/r/{slip}/trace")];
        let places = ["/hall", "/hall/mine", "/desk", "/unit", "/counter", "/admin", "/admin/people"];
        for place in places.into_iter().chain(slip.iter().map(String::as_str)) {
            let mut browser = at_home(&town, &somebody).await;
            let refused = browser.get(place).await;
            let page = switches(&mut browser, &refused).await;
            assert_eq!(page.status, StatusCode::OK, "{place}");
        }
    }

    async fn what_no_post_of_theirs_opens_stays_closed(town: Town) {
        let somebody = town.volunteer(FAR_GRID).await;
        town.also(&somebody, Role::GridWorker, FAR_GRID).await;
        let slip = town.resident(GRID).await.orders("repair-light").await.digits();
        let mut browser = at_home(&town, &somebody).await;
        for (address, status) in [
            (format!("/r/{slip}"), StatusCode::NOT_FOUND),
            ("/r/2632504829137".to_owned(), StatusCode::NOT_FOUND),
            ("/counter".to_owned(), StatusCode::FORBIDDEN),
        ] {
            let answer = browser.get(&address).await;
            assert_eq!(answer.status, status, "{address}");
            assert!(!answer.text().contains("/do/switch-post"), "{address}");
        }
    }
}
