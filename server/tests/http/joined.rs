//! The page of a slip that was merged into another one: where it went, and what its resident may say at the end.

use super::{stories, web::Web};
use crate::town::GRID;

stories! {
    async fn a_resident_says_on_the_page_that_theirs_is_not_done(town: Town) {
        let (one, other) = (town.resident(GRID).await, town.resident(GRID).await);
        let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let earlier = one.orders("repair-light").await;
        town.pass_seconds(1);
        let later = other.orders("repair-light").await;
        worker.merges(later, earlier).await.unwrap();
        let web = Web::of(&town);
        let address = format!("/r/{}", later.digits());
        let link = format!("href=\"/r/{}\"", earlier.digits());
        let mut browser = web.browser_of(&other);
        let page = browser.get(&address).await.text();
        assert!(page.contains(&earlier.to_string()) && !page.contains(&link), "they may not go there");
        assert!(!page.contains("not-mended"), "there is nothing to say yet");
        assert!(web.browser_of(&worker).get(&address).await.text().contains(&link), "the desk may");

        worker.verifies(earlier).await.unwrap();
        worker.gives(earlier, &volunteer).await.unwrap();
        volunteer.accepts(earlier).await.unwrap();
        volunteer.finishes(earlier).await.unwrap();
        worker.checks(earlier).await.unwrap();
        let page = browser.get(&address).await.text();
        assert!(page.contains("/do/request/not-mended") && page.contains("我这里还没办好"), "{page}");
        let fields = [("number", later.digits()), ("note", "我这边还黑着".to_owned())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let answer = browser.post("/do/request/not-mended", &fields).await;
        assert!(answer.leads_to().starts_with(&address), "{}", answer.leads_to());
        let page = browser.follow(&answer).await.text();
        assert!(page.contains("说这里还没办好") && page.contains("我这边还黑着"), "{page}");
        let page = web.browser_of(&one).get(&format!("/r/{}", earlier.digits())).await.text();
        assert!(page.contains("并进来的一单分了出去") && !page.contains("我这边还黑着"), "{page}");
    }
}
