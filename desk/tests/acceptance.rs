//! However many tap at once, one of them has the slip; the others hear who.

use std::collections::HashSet;

use desk::{
    Error,
    request::{self, To, Work},
};

use crate::town::{GRID, on_both_engines};

on_both_engines! {
    async fn of_fifty_who_tap_at_once_one_has_it_and_the_others_hear_who(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let number = resident.orders("repair-light").await;
        request::verify(&worker.ask(), number).await.unwrap();
        request::dispatch(&worker.ask(), number, To::Hall).await.unwrap();

        let mut volunteers = Vec::new();
        for _ in 0..50 {
            volunteers.push(town.volunteer(GRID).await);
        }
        let at_once: Vec<_> = volunteers
            .iter()
            .map(|volunteer| {
                let (id, ask) = (volunteer.id, volunteer.ask());
                tokio::spawn(async move { (id, request::accept(&ask, number).await) })
            })
            .collect();
        let (mut winners, mut told) = (Vec::new(), Vec::new());
        for tap in at_once {
            match tap.await.unwrap() {
                (id, Ok(slip)) => {
                    assert_eq!(slip.handler(), Some(id));
                    winners.push(id);
                }
                (_, Err(Error::Taken { by })) => told.push(by),
                (id, Err(error)) => panic!("{id}: {error:?}"),
            }
        }
        assert_eq!((winners.len(), told.len()), (1, 49));
        assert_eq!(told.into_iter().collect::<HashSet<_>>(), HashSet::from(["王*".to_owned()]));
        town.is_sound().await;
    }

    async fn a_lost_reply_repeated_gives_the_same_answer(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let volunteer = town.volunteer(GRID).await;
        let number = resident.orders("repair-light").await;
        request::verify(&worker.ask(), number).await.unwrap();
        request::dispatch(&worker.ask(), number, To::Hall).await.unwrap();
        let ask = volunteer.ask();
        let at_once: Vec<_> = (0..8)
            .map(|_| {
                let ask = ask.clone();
                tokio::spawn(async move { request::accept(&ask, number).await })
            })
            .collect();
        let mut replies = Vec::new();
        for tap in at_once {
            replies.push(tap.await.unwrap().expect("each tap is answered"));
        }
        assert!(replies.windows(2).all(|two| two[0] == two[1]));
        let arrived = request::arrive(&volunteer.ask(), number, Work::default()).await.unwrap();
        let late = request::accept(&ask, number).await.expect("so is a late repeat");
        assert_eq!(late, arrived, "by the slip as it stands now");
        town.is_sound().await;
    }
}
