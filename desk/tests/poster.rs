//! Posters: a signed address that says which grid, and nothing else; forged, altered and revoked ones say so.

use std::sync::Arc;

use crate::town::{COMMUNITY, DISTRICT, FAR_GRID, GRID, Town, area, on_both_engines};
use desk::{
    Desk, Error,
    poster::{self, PosterFault},
};
use domain::permit::Denied;
use store::poster::Poster;

/// What a passer-by who scans this token learns.
async fn scan(town: &Town, token: &str) -> Result<domain::Area, PosterFault> {
    poster::read(&town.stranger(), token).await.expect("an answer")
}

on_both_engines! {
    async fn a_poster_leads_whoever_scans_it_to_its_grid(town: Town) {
        let leader = town.grid_leader(GRID).await;
        assert_eq!(poster::issue(&leader.ask(), area(GRID)).await.unwrap(), 1);
        let token = poster::token(&town.desk, area(GRID), 1);
        assert_eq!(token.len(), 28);
        assert_eq!(scan(&town, &token).await, Ok(area(GRID)));
        assert_eq!(scan(&town, &format!("{token}A")).await, Err(PosterFault::Forged));
        assert_eq!(scan(&town, "").await, Err(PosterFault::Forged));
        assert_eq!(scan(&town, "<script>").await, Err(PosterFault::Forged));
    }

    async fn a_token_with_one_changed_letter_is_forged(town: Town) {
        let leader = town.grid_leader(GRID).await;
        poster::issue(&leader.ask(), area(GRID)).await.unwrap();
        let token = poster::token(&town.desk, area(GRID), 1);
        for place in 0..token.len() {
            let changed: String = token
                .chars()
                .enumerate()
                .map(|(i, c)| if i != place { c } else if c == 'A' { 'B' } else { 'A' })
                .collect();
            assert_eq!(scan(&town, &changed).await, Err(PosterFault::Forged), "{changed}");
        }
        let elsewhere = Desk::new(
            town.desk.db.clone(),
            b"another secret of thirty-two bytes".to_vec(),
            town.desk.photos.clone(),
            "https://other.example".to_owned(),
            false,
            [1; 32],
        );
        let theirs = poster::token(&elsewhere, area(GRID), 1);
        assert_eq!(scan(&town, &theirs).await, Err(PosterFault::Forged));
    }

    async fn a_revoked_poster_says_so_and_a_new_one_is_good(town: Town) {
        let administrator = town.administrator(DISTRICT).await;
        let first = poster::issue(&administrator.ask(), area(GRID)).await.unwrap();
        let second = poster::issue(&administrator.ask(), area(GRID)).await.unwrap();
        poster::revoke(&administrator.ask(), area(GRID), first).await.unwrap();
        let twice = poster::revoke(&administrator.ask(), area(GRID), first).await;
        assert!(matches!(twice, Err(Error::ChangedMeanwhile)), "{twice:?}");
        let old = poster::token(&town.desk, area(GRID), first);
        assert_eq!(scan(&town, &old).await, Err(PosterFault::Revoked { grid: area(GRID) }));
        let new = poster::token(&town.desk, area(GRID), second);
        assert_eq!(scan(&town, &new).await, Ok(area(GRID)));
        // Signed by us and never printed: as good as void.
        let unprinted = poster::token(&town.desk, area(GRID), 9);
        assert_eq!(scan(&town, &unprinted).await, Err(PosterFault::Revoked { grid: area(GRID) }));
    }

    async fn only_the_administrator_and_the_leader_of_the_grid_issue_and_revoke(town: Town) {
        let worker = town.grid_worker(GRID).await;
        let far = town.grid_leader(FAR_GRID).await;
        let leader = town.grid_leader(COMMUNITY).await;
        assert_eq!(poster::issue(&leader.ask(), area(GRID)).await.unwrap(), 1);
        for (who, denied) in [(&worker, Denied::NotYourRole), (&far, Denied::NotYourRole)] {
            let refused = poster::issue(&who.ask(), area(GRID)).await;
            assert!(matches!(refused, Err(Error::Denied(d)) if d == denied), "{refused:?}");
            let refused = poster::revoke(&who.ask(), area(GRID), 1).await;
            assert!(matches!(refused, Err(Error::Denied(d)) if d == denied), "{refused:?}");
        }
        assert!(matches!(poster::issue(&town.stranger(), area(GRID)).await, Err(Error::SignInFirst)));
        assert!(matches!(poster::issue(&leader.ask(), area(COMMUNITY)).await, Err(Error::NotFound)));
    }

    async fn the_printed_page_says_who_serves_the_grid_and_where_the_code_leads(town: Town) {
        let leader = town.grid_leader(COMMUNITY).await;
        let worker = town.grid_worker(GRID).await;
        let far = town.grid_worker(FAR_GRID).await;
        let none = poster::poster(&worker.ask(), area(GRID)).await;
        assert!(matches!(none, Err(Error::NotFound)), "{none:?}");
        poster::issue(&leader.ask(), area(GRID)).await.unwrap();

        let page = poster::poster(&worker.ask(), area(GRID)).await.unwrap();
        let path: Vec<&str> = page.path.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(path, ["江都区", "仙女镇", "东苑社区居委会", "东苑第一网格"]);
        let staff: Vec<_> = page.staff.iter().map(|server| server.person).collect();
        assert_eq!(staff, [worker.id, leader.id], "the nearest first, nobody from elsewhere");
        assert_eq!(page.address, format!("https://sandan.example/q/{}", poster::token(&town.desk, area(GRID), 1)));
        assert!(page.qr.size <= 41 + 8, "version 6 at most, scanned from afar");
        assert!(page.qr.path.starts_with("M4 4h7v1h-7z"), "a finder stands in the corner");
        assert!(poster::poster(&far.ask(), area(GRID)).await.is_err());

        let listed = poster::list(&leader.ask(), area(COMMUNITY), 0, 50).await.unwrap();
        let live: Vec<Option<u32>> = listed.iter().map(|l| l.live.map(|Poster { serial, .. }| serial)).collect();
        assert_eq!(live, [Some(1), None]);
    }

    async fn two_posters_issued_at_once_have_two_serials(town: Town) {
        let administrator = Arc::new(town.administrator(DISTRICT).await);
        let asks: Vec<_> = (0..6).map(|_| administrator.ask()).collect();
        let issued: Vec<_> =
            asks.into_iter().map(|ask| tokio::spawn(async move { poster::issue(&ask, area(GRID)).await })).collect();
        let mut serials = Vec::new();
        for one in issued {
            match one.await.unwrap() {
                Ok(serial) => serials.push(serial),
                Err(Error::ChangedMeanwhile) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        let mut distinct = serials.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), serials.len(), "{serials:?}");
        assert!(!serials.is_empty());
    }
}
