//! The queue of decisions on the desk: what waits stands on the row in words, and what is looked for in the address.

use super::{stories, web::Web};
use crate::town::GRID;

stories! {
    async fn a_row_says_what_waits_and_the_address_keeps_what_is_looked_for(town: Town) {
        let (resident, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
        let (leader, volunteer) = (town.grid_leader(GRID).await, town.volunteer(GRID).await);
        let [asks, supervised] = [resident.orders("repair-light").await, resident.orders("repair-light").await];
        for slip in [asks, supervised] {
            worker.verifies(slip).await.unwrap();
            worker.gives(slip, &volunteer).await.unwrap();
            volunteer.accepts(slip).await.unwrap();
        }
        volunteer.asks_for_time(asks, "2026-12-20").await.unwrap();
        leader.supervises(supervised).await.unwrap();

        let mut browser = Web::of(&town).browser_of(&leader);
        let page = browser.get("/desk?tab=decide").await.text();
        let link = |slip: domain::RequestNumber| format!("href=\"/r/{}\"", slip.digits());
        assert!(page.contains(&link(asks)) && page.contains(&link(supervised)), "{page}");
        let tagged = |page: &str, words: &str| page.contains(&format!("</svg>{words}</span>"));
        assert!(tagged(&page, "申请延期") && tagged(&page, "督办待答复"), "{page}");

        let page = browser.get("/desk?tab=decide&waits=extension").await.text();
        assert!(page.contains(&link(asks)) && !page.contains(&link(supervised)), "{page}");
        assert!(page.contains("tab=under-way&amp;waits=extension"), "it stays while one looks at another heap: {page}");
        let page = browser.get("/desk?tab=decide&waits=escalation").await.text();
        assert!(!page.contains(&link(asks)) && page.contains("没有这样的单"), "{page}");
    }
}
