//! Signing in, sessions, posts: on both engines.

mod town;

use town::*;

on_both_engines! {
    async fn somebody_lives_here(town: Town) {
        let resident = town.resident(GRID).await;
        let seen = desk::identity::visit(&town.desk, Some(&resident.token.cookie()), town.now()).await.unwrap();
        assert_eq!(seen, resident.visitor());
    }
}
