//! Many at once: whatever order the engine puts them in, nobody waits for ever, nothing fails, and every invariant holds.

use std::sync::Arc;

use desk::{
    Error,
    request::{self, To, Work},
    shop,
};
use domain::RequestNumber;
use rand::{Rng, SeedableRng, rngs::StdRng};

use crate::town::{DISTRICT, GRID, Person, on_both_engines};

const AT_ONCE: u64 = 12;
const ACTS: u32 = 40;

struct Cast {
    slips: Vec<RequestNumber>,
    residents: Vec<Person>,
    helpers: Vec<Person>,
    desk: Vec<Person>,
    keeper: Person,
}

async fn act(cast: &Cast, dice: &mut StdRng) -> desk::Result<()> {
    let number = cast.slips[dice.random_range(0..cast.slips.len())];
    let resident = cast.residents[dice.random_range(0..cast.residents.len())].ask();
    let person = &cast.helpers[dice.random_range(0..cast.helpers.len())];
    let (helper, shopper) = (person.ask(), person.at_home().ask());
    let desk = cast.desk[dice.random_range(0..cast.desk.len())].ask();
    let work = Work { note: "换了灯泡".to_owned(), photos: Vec::new() };
    match dice.random_range(0..14) {
        0 => request::verify(&desk, number).await.map(drop),
        1 => request::dispatch(&desk, number, To::Hall).await.map(drop),
        2 => request::accept(&helper, number).await.map(drop),
        3 => request::arrive(&helper, number, Work::default()).await.map(drop),
        4 => request::finish(&helper, number, work).await.map(drop),
        5 => request::check(&desk, number, Work::default()).await.map(drop),
        6 => request::rate(&resident, number, if dice.random_bool(0.8) { "5" } else { "2" }, "")
            .await
            .map(drop),
        12 | 13 => {
            let other = cast.slips[dice.random_range(0..cast.slips.len())];
            request::merge(&desk, number, &other.digits()).await.map(drop)
        }
        7 => request::withdraw(&resident, number, "").await.map(drop),
        8 => desk::timer::run_due(&person.town.stranger()).await.map(drop),
        9 => shop::order(&shopper, if dice.random_bool(0.5) { "soap" } else { "rice" }).await.map(drop),
        _ => {
            let mine = shop::my_vouchers(&shopper, 0).await?;
            let Some(redemption) = mine.first() else { return Ok(()) };
            if dice.random_bool(0.3) {
                shop::cancel(&shopper, redemption.voucher.id).await.map(drop)
            } else {
                let code = redemption.voucher.code.to_string();
                shop::hand_out(&cast.keeper.ask(), &code).await.map(drop)
            }
        }
    }
}

on_both_engines! {
    async fn all_at_once_break_nothing(town: Town) {
        town.offers("soap", 5, 6).await;
        town.offers("rice", 20, 4).await;
        let mut residents = Vec::new();
        let mut slips = Vec::new();
        for _ in 0..3 {
            let resident = town.resident(GRID).await;
            for _ in 0..6 {
                slips.push(resident.orders("repair-light").await);
            }
            residents.push(resident);
        }
        let helpers = vec![town.somebody_with(60).await, town.somebody_with(40).await, town.somebody_with(20).await];
        let desk = vec![town.grid_worker(GRID).await, town.grid_leader(DISTRICT).await];
        let keeper = town.shop_keeper(DISTRICT).await;
        let cast = Arc::new(Cast { slips, residents, helpers, desk, keeper });

        let storm: Vec<_> = (0..AT_ONCE)
            .map(|seed| {
                let cast = cast.clone();
                tokio::spawn(async move {
                    let mut dice = StdRng::seed_from_u64(seed);
                    let mut done = 0;
                    for _ in 0..ACTS {
                        match act(&cast, &mut dice).await {
                            Ok(()) => done += 1,
                            Err(error @ (Error::Store(_) | Error::Files { .. })) => panic!("{error:?}"),
                            // Refused, or second: both are fine.
                            Err(_) => {}
                        }
                    }
                    done
                })
            })
            .collect();
        let mut done = 0;
        for gust in storm {
            done += gust.await.expect("nothing fails");
        }
        assert!(done > AT_ONCE, "only {done} acts were done");
        town.is_sound().await;
    }
}
