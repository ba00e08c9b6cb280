//! A repeat is the same form with the same contents: it is answered again and does nothing. Other contents are another ask,
//! however often the form was sent before. Of an answer nothing is kept that people wrote.

use desk::{
    Ask, Error, Fault, FieldFault,
    request::{self, Order, To, Work},
    several::{Act, several},
    shop,
};
use domain::{RequestNumber, request::Refusal};
use futures::TryStreamExt as _;
use store::backup;
use uuid::Uuid;

use crate::town::{DISTRICT, GRID, Person, Town, holding, on_both_engines};

fn order(need: &str) -> Order {
    Order {
        grid: GRID.to_owned(),
        service: "repair-light".to_owned(),
        need: need.to_owned(),
        building: "7 幢".to_owned(),
        door: "3 单元 501".to_owned(),
        photos: Vec::new(),
    }
}

/// The form of an order that this person has open, with this need typed into it.
fn sending(resident: &Person, form: Uuid, need: &str) -> Ask {
    holding(resident.ask(), form, need)
}

async fn slips_of(resident: &Person) -> usize {
    desk::view::mine(&resident.ask(), 0).await.unwrap().open.len()
}

/// Everything that is kept of answers, line by line.
async fn kept_answers(town: &Town) -> String {
    let mut snapshot = town.desk.db.snapshot().await.unwrap();
    let tables = backup::tables(&mut snapshot).await.unwrap();
    let answers = tables.iter().find(|table| table.name == "answer").unwrap();
    let rows: Vec<Vec<u8>> = backup::rows(&mut snapshot, answers).await.unwrap().try_collect().await.unwrap();
    String::from_utf8(rows.concat()).unwrap()
}

on_both_engines! {
    async fn an_order_sent_again_is_one_and_a_changed_one_is_another(town: Town) {
        let resident = town.resident(GRID).await;
        let form = resident.ask().fresh();
        let first = request::place(&sending(&resident, form, "灯不亮"), order("灯不亮")).await.unwrap();
        let changed = sending(&resident, form, "水管漏水");
        let second = request::place(&changed, order("水管漏水")).await.unwrap();
        assert_ne!(first, second);
        assert!(!changed.is_repeated());
        for (need, number) in [("灯不亮", first), ("水管漏水", second)] {
            let again = sending(&resident, form, need);
            assert_eq!(request::place(&again, order(need)).await.unwrap(), number);
            assert!(again.is_repeated(), "{need}");
            assert_eq!(town.slip(number).await.need.as_str(), need);
        }
        assert_eq!(slips_of(&resident).await, 2);
        town.is_sound().await;
    }

    async fn of_taps_at_once_those_alike_are_one_order_and_those_unlike_are_several(town: Town) {
        let resident = town.resident(GRID).await;
        let form: Uuid = resident.ask().fresh();
        let taps: Vec<_> = (0..12)
            .map(|tap| {
                let need = format!("第 {} 件事", tap % 3);
                let ask = sending(&resident, form, &need);
                tokio::spawn(async move {
                    let number = request::place(&ask, order(&need)).await.unwrap();
                    (number, ask.is_repeated())
                })
            })
            .collect();
        let mut filed: Vec<RequestNumber> = Vec::new();
        let mut repeated = 0;
        for tap in taps {
            let (number, again) = tap.await.unwrap();
            filed.push(number);
            repeated += usize::from(again);
        }
        filed.sort_unstable();
        filed.dedup();
        assert_eq!((filed.len(), repeated), (3, 9));
        assert_eq!(slips_of(&resident).await, 3);
        town.is_sound().await;
    }

    async fn what_is_done_already_is_refused_and_not_called_done(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let volunteer = town.volunteer(GRID).await;
        let number = resident.orders("repair-light").await;
        request::verify(&worker.ask(), number).await.unwrap();
        request::dispatch(&worker.ask(), number, To::Hall).await.unwrap();
        request::accept(&volunteer.ask(), number).await.unwrap();
        request::arrive(&volunteer.ask(), number, Work::default()).await.unwrap();
        request::finish(&volunteer.ask(), number, Work::default()).await.unwrap();
        request::check(&worker.ask(), number, Work::default()).await.unwrap();
        let form = resident.ask().fresh();
        let happy = sending(&resident, form, "5");
        request::rate(&happy, number, "5", "").await.unwrap();
        // Back, and the opposite: nothing of it is written, so it must not be called done.
        let second_thoughts = sending(&resident, form, "1");
        let refused = request::rate(&second_thoughts, number, "1", "第二天又不亮了").await;
        assert!(matches!(refused, Err(Error::Request(Refusal::AlreadyDone))), "{refused:?}");
        let accepted = request::accept(&volunteer.ask(), number).await;
        assert!(accepted.is_err(), "{accepted:?}");
        let again = request::rate(&happy, number, "5", "").await.unwrap();
        assert!(happy.is_repeated());
        assert_eq!(again, town.slip(number).await);
    }

    async fn a_form_of_several_slips_with_others_ticked_is_another_form(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let (one, two) = (resident.orders("repair-light").await, resident.orders("repair-light").await);
        let form: Uuid = worker.ask().fresh();
        let first = holding(worker.ask(), form, "one");
        assert_eq!(several(&first, Act::Verify, &[one]).await.unwrap().done, [one]);
        let second = holding(worker.ask(), form, "two");
        assert_eq!(several(&second, Act::Verify, &[two]).await.unwrap().done, [two]);
        assert!(!second.is_repeated());
        let again = holding(worker.ask(), form, "one");
        assert_eq!(several(&again, Act::Verify, &[one]).await.unwrap().done, [one]);
        assert!(again.is_repeated());
        // Both of them once more: there is nothing left to do, and that is said.
        let both = holding(worker.ask(), form, "both");
        let refused = several(&both, Act::Verify, &[one, two]).await;
        assert!(matches!(refused, Err(Error::Request(Refusal::AlreadyDone))), "{refused:?}");
    }

    async fn a_picture_that_cannot_be_taken_twice_does_not_hide_the_answer(town: Town) {
        let resident = town.resident(GRID).await;
        let form = resident.ask().fresh();
        let number = request::place(&sending(&resident, form, "灯不亮"), order("灯不亮")).await.unwrap();
        let too_many = FieldFault { field: "photos".to_owned(), fault: Fault::Missing };
        let again = sending(&resident, form, "灯不亮").with_faults(vec![too_many]);
        assert_eq!(request::place(&again, order("灯不亮")).await.unwrap(), number);
    }

    async fn of_an_answer_nothing_is_kept_that_people_wrote(town: Town) {
        let resident = town.somebody_with(100).await.at_home();
        let worker = town.grid_worker(GRID).await;
        let keeper = town.shop_keeper(DISTRICT).await;
        let number = request::place(&resident.ask(), order("老人的药吃完了")).await.unwrap();
        request::ask_back(&worker.ask(), number, "哪一种药？").await.unwrap();
        request::answer(&resident.ask(), number, "降压药").await.unwrap();
        town.offers("soap", 5, 10).await;
        let issuing = resident.ask();
        let voucher = shop::order(&issuing, "soap").await.unwrap();
        let handing_out = keeper.ask();
        shop::hand_out(&handing_out, &voucher.code.letters()).await.unwrap();

        let kept = kept_answers(&town).await;
        assert!(kept.contains(&number.digits()) && kept.contains(&voucher.id.to_string()), "{kept}");
        let code = voucher.code.letters();
        for written in ["药", "7 幢", "3 单元", "哪一种", resident.phone.as_str(), code.as_str(), "王"] {
            assert!(!kept.contains(written), "{written} is in {kept}");
        }
        // And yet each is answered again.
        assert_eq!(shop::order(&issuing, "soap").await.unwrap().id, voucher.id);
        let handed = shop::hand_out(&handing_out, &code).await.unwrap();
        assert_eq!(handed.redemption.voucher.id, voucher.id);
        assert!(issuing.is_repeated() && handing_out.is_repeated());
    }
}
