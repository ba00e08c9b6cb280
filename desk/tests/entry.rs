//! The way in: what the order form knows before anything is typed, and what becomes of it.

use desk::{Error, identity, request, view};
use domain::Role;

use crate::town::*;

on_both_engines! {
    async fn the_order_form_names_who_reads_it_first_and_knows_the_address_of_those_who_live_here(town: Town) {
        town.staff(COMMUNITY).await;
        town.grid_leader(GRID).await;
        town.grid_worker(GRID).await;
        let neighbour = town.resident(GRID).await;
        let form = view::ordering(&neighbour.ask(), area(GRID)).await.unwrap();
        assert_eq!(form.receiver.map(|reader| reader.role), Some(Role::GridWorker));
        assert_eq!(form.building.as_deref(), Some("3 幢"));
        assert_eq!(form.door.as_deref(), Some("1 单元 202"));

        let elsewhere = view::ordering(&neighbour.ask(), area(FAR_GRID)).await.unwrap();
        assert_eq!((elsewhere.building, elsewhere.receiver.is_none()), (None, true));
        let stranger = view::ordering(&town.stranger(), area(GRID)).await.unwrap();
        assert_eq!((stranger.building, stranger.door), (None, None));
        assert!(stranger.menu.all().eq(form.menu.all()));
    }

    async fn only_a_grid_has_an_order_form(town: Town) {
        for code in [DISTRICT, COMMUNITY, "321012100001999"] {
            let form = view::ordering(&town.stranger(), area(code)).await;
            assert!(matches!(form, Err(Error::NotFound)), "{code}");
        }
    }

    async fn an_address_is_remembered_and_the_name_left_alone(town: Town) {
        let resident = town.resident(GRID).await;
        identity::remember_home(&resident.ask(), area(FAR_GRID), "9 幢", "").await.unwrap();
        let me = identity::me(&resident.ask()).await.unwrap();
        assert_eq!(me.home, Some(area(FAR_GRID)));
        assert_eq!(me.building.as_ref().map(|line| line.as_str()), Some("9 幢"));
        assert!(me.door.is_none() && me.name.is_some());

        let nowhere = identity::remember_home(&resident.ask(), area(COMMUNITY), "9 幢", "").await;
        assert!(matches!(nowhere, Err(Error::Fields(_))));
    }

    async fn what_is_under_way_comes_apart_from_what_is_over(town: Town) {
        let resident = town.resident(GRID).await;
        let mut numbers = Vec::new();
        for service in ["repair-light", "errand-medicine", "legal"] {
            numbers.push(resident.orders(service).await);
            town.pass_seconds(60);
        }
        request::withdraw(&resident.ask(), numbers[1], "").await.unwrap();
        let mine = view::mine(&resident.ask(), 0).await.unwrap();
        let open: Vec<_> = mine.open.iter().map(|slip| slip.number).collect();
        let over: Vec<_> = mine.over.iter().map(|slip| slip.number).collect();
        assert_eq!((open, over, mine.more), (vec![numbers[2], numbers[0]], vec![numbers[1]], false));
        let second_page = view::mine(&resident.ask(), 1).await.unwrap();
        assert!(second_page.over.is_empty() && second_page.open.len() == 2);
    }
}
