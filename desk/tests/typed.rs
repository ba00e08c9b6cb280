//! A search finds what was written, however either side was typed.

use desk::{
    admin::{audit, people, services},
    identity::{self, Profile},
    place, request,
    view::{self, Tab, Wish},
};
use domain::RequestNumber;
use store::area::Entry;

use crate::town::{DISTRICT, GRID, Person, area, on_both_engines};

async fn places(person: &Person, need: &str, building: &str) -> RequestNumber {
    let order = request::Order {
        grid: GRID.to_owned(),
        service: "repair-light".to_owned(),
        need: need.to_owned(),
        building: building.to_owned(),
        ..request::Order::default()
    };
    request::place(&person.ask(), order).await.unwrap()
}

on_both_engines! {
    async fn the_desk_finds_a_slip_by_words_of_either_width(town: Town) {
        let resident = town.resident(GRID).await;
        let one = places(&resident, "ＷｉＦｉ 灯坏了", "东苑小区 18 幢").await;
        let other = places(&resident, "灯坏了", "３号楼３－５０２").await;
        let worker = town.grid_worker(GRID).await;
        for (words, found) in [
            ("东苑小区18幢", vec![one]),
            ("东苑小区　１８ 幢", vec![one]),
            ("wifi", vec![one]),
            ("灯 18幢", vec![one]),
            ("3号楼", vec![other]),
            ("3-502", vec![other]),
            ("3 502", vec![other]),
            ("号\u{200B}楼", vec![other]),
            ("灯坏了", vec![one, other]),
            ("\u{200B}", vec![one, other]),
            ("8号楼", vec![]),
            ("%", vec![]),
        ] {
            let wish = Wish { tab: Some(Tab::Verify), words: words.to_owned(), ..Wish::default() };
            let mut slips: Vec<_> =
                view::desk(&worker.ask(), &wish).await.unwrap().slips.iter().map(|slip| slip.number).collect();
            slips.sort_unstable();
            let mut found = found;
            found.sort_unstable();
            assert_eq!(slips, found, "{words:?}");
        }
    }

    async fn people_are_found_by_name_and_phone_however_they_are_typed(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let person = town.resident(GRID).await;
        let profile = Profile { name: "Ａnna Ｗang".to_owned(), grid: GRID.to_owned(), ..Profile::default() };
        identity::set_profile(&person.ask(), profile).await.unwrap();
        let phone = person.phone.as_str();
        let wide: String = phone.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        for query in
            ["anna", "ＡＮＮＡ wang", phone, &wide, &format!("+86 {} {}", &phone[..3], &phone[3..]), &format!("{} {}", &phone[3..7], &phone[7..])]
        {
            let found = people::people(&admin.ask(), query, 0).await.unwrap().lines;
            assert_eq!(found.iter().map(|line| line.id).collect::<Vec<_>>(), [person.id], "{query:?}");
        }
        identity::set_profile(&person.ask(), Profile::default()).await.unwrap();
        let found = people::people(&admin.ask(), "anna", 0).await.unwrap().lines;
        assert_eq!(found, [], "the name is gone, and nobody is found by it");
    }

    async fn places_case_types_and_lines_of_the_trail_are_found_in_either_width(town: Town) {
        let grid = area(GRID);
        let mut tx = town.desk.db.write().await.unwrap();
        let entry = store::area::find(&mut tx, grid).await.unwrap().unwrap();
        let extent = Some("文昌花园 １－８ 幢".to_owned());
        store::area::update(&mut tx, &Entry { extent, ..entry }).await.unwrap();
        tx.commit().await.unwrap();
        for text in ["文昌花园1-8幢", "文昌花园 １－８", "东苑第一网格", "３２１０１２ １００００１ ００１"] {
            let found = place::search(&town.stranger(), text).await.unwrap();
            assert_eq!(found.iter().map(|found| found.grid.area).collect::<Vec<_>>(), [grid], "{text:?}");
        }
        let admin = town.administrator(DISTRICT).await;
        for text in ["ＬＩＧＨＴ", "修\u{200B}灯"] {
            let filter = services::Filter { find: text.to_owned(), ..services::Filter::default() };
            let found = services::list(&admin.ask(), &filter, 0).await.unwrap().services;
            assert!(found.iter().any(|service| service.slug == "repair-light"), "{text:?}");
        }
        let number = town.resident(GRID).await.orders("repair-light").await;
        let look = audit::Look { subject: number.to_string().replace('-', "－"), ..audit::Look::default() };
        let lines = audit::trail(&admin.ask(), look, 0).await.unwrap().lines;
        assert_eq!(lines.len(), 1, "a slip's number is enough");
    }
}
