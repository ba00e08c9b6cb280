//! The story of the town as one more thing to do: the crowd of [`crate::torture`] lives it, with nothing happening to the
//! house, and reads as much as a town does.

use std::sync::Arc;

use anyhow::{Result, ensure};

use super::{
    Row, SPELL, TURNS,
    pace::{AT_ONCE, closed},
    process::Processes,
    spent,
};
use crate::{cast::Cast, client::Client, fault::Ground, ledger::Sums, torture::Crowd};

/// So many pages are read for each form that is sent.
const PAGES_A_FORM: u64 = 9;

/// Those who live in the town.
pub struct Life {
    few: Vec<Client>,
    many: Vec<Client>,
}

/// What the crowd did on average while it did one thing.
#[derive(Debug, Clone, Copy)]
pub struct Act {
    pub pages: f64,
    pub forms: f64,
}

impl Life {
    /// Everybody is signed in, and slips have come to every place they can be in.
    pub async fn prepare(ground: &Ground, cast: &Cast, Crowd { clients, seed }: Crowd) -> Result<Self> {
        let (cast, codes) = (Arc::new(cast.clone()), crate::client::Codes::default());
        let mut few = Vec::new();
        for number in 0..clients {
            let site = ground.house.site.clone();
            let mut client = Client::new(seed, number, site, 1, Arc::clone(&cast), Arc::clone(&codes));
            client.pages_a_form = PAGES_A_FORM;
            client.sign_in().await?;
            few.push(client);
        }
        let (_, few) = closed(few, SPELL).await?;
        let numbers = clients..clients * AT_ONCE + clients;
        let many =
            numbers.zip(few.iter().cycle()).map(|(number, client)| client.twin(seed, number)).collect();
        Ok(Self { few, many })
    }

    /// Lives it, and says what one thing is that somebody does.
    pub async fn live(self, processes: &Processes) -> Result<(Row, Act)> {
        let Self { mut few, mut many } = self;
        let mut row = Row::new("something is done in the story of the town", None);
        let before = sums(&few);
        for _ in 0..TURNS {
            let spent = spent(few, many, processes).await?;
            (few, many) = (spent.few, spent.many);
            row.turns.push(spent.turn);
        }
        for client in few.iter().chain(&many) {
            let ledger = &client.ledger;
            ensure!(ledger.broken.is_empty(), "the story was not told rightly: {:?}", ledger.broken);
            ensure!(ledger.sums.unknown == 0, "forms were sent to which nobody answered");
        }
        let after = sums(&few);
        let forms = |sums: Sums| sums.acknowledged + sums.refused;
        let acts = row.turns.iter().map(|turn| turn.done).sum::<usize>().max(1) as f64;
        let act = Act {
            pages: (after.pages - before.pages) as f64 / acts,
            forms: (forms(after) - forms(before)) as f64 / acts,
        };
        Ok((row, act))
    }
}

fn sums(clients: &[Client]) -> Sums {
    clients.iter().fold(Sums::default(), |mut all, client| {
        all += client.ledger.sums;
        all
    })
}
