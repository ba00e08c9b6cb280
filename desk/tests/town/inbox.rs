//! What people find in their inboxes.

use domain::{RequestNumber, inbox::Heap};

use super::Person;

impl Person {
    /// What they were told of a slip, oldest first.
    pub async fn heard_of(&self, slip: RequestNumber) -> Vec<&'static str> {
        let mut heard = Vec::new();
        for heap in Heap::ALL {
            let inbox = desk::inbox::page(&self.ask(), Some(heap), 0).await.expect("an inbox");
            heard.extend(inbox.lines.into_iter().filter(|line| line.number == slip));
        }
        heard.sort_by_key(|line| line.at);
        heard.into_iter().map(|line| line.news.name()).collect()
    }

    /// How often they were told this of a slip.
    pub async fn heard(&self, slip: RequestNumber, news: &str) -> usize {
        self.heard_of(slip).await.into_iter().filter(|told| *told == news).count()
    }
}
