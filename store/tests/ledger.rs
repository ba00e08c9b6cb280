//! What the database itself does not let happen to points, stock and history, whoever asks and however it is asked.

use std::panic::resume_unwind;

use domain::{
    AccountId, Area, HoldId, ItemId, PersonId, Points, Timestamp, TransferId, VoucherId,
    person::Phone,
    points::{Account, Cause, Rule, Terms},
    shop::{Item, Voucher, VoucherCode, VoucherState},
};
use sqlx::AssertSqlSafe;
use store::{Db, Error, Tx, account, award, hold, hold::Hold, shop, transfer, transfer::Transfer, voucher};
use uuid::Uuid;

use crate::engines::{Database, Engine};

const DISTRICT: u64 = 321_012;
const AT: Timestamp = Timestamp::from_micros(1_795_226_400_000_000);

fn points(raw: u32) -> Points {
    Points::new(raw).unwrap()
}

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

async fn tell<F>(engine: Engine, story: impl FnOnce(Db) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let directory = tempfile::tempdir().unwrap();
    let database = Database::migrated(engine, directory.path()).await;
    let db = database.connect().await;
    let end = tokio::spawn(story(db.clone())).await;
    db.close().await;
    database.remove().await;
    if let Err(panic) = end {
        resume_unwind(panic.into_panic());
    }
}

macro_rules! on_both_engines {
    ($(async fn $name:ident($db:ident: Db) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn story($db: Db) $body

            #[tokio::test]
            async fn sqlite() {
                tell(Engine::Sqlite, story).await;
            }

            #[tokio::test]
            async fn postgres() {
                tell(Engine::Postgres, story).await;
            }
        }
    )*};
}

const OWNER: u128 = 1;
const ISSUED: u128 = 10;
const OWNED: u128 = 11;

/// A person with 100 points, and an item of which there are two.
async fn settled(db: &Db) -> Tx {
    let mut tx = db.write().await.unwrap();
    let owner: PersonId = id(OWNER);
    store::person::add(&mut tx, owner, &Phone::new("13900000000").unwrap(), AT).await.unwrap();
    account::open(&mut tx, id(ISSUED), DISTRICT, Account::Issued).await.unwrap();
    account::open(&mut tx, id(OWNED), DISTRICT, Account::Person(owner)).await.unwrap();
    assert!(transfer::record(&mut tx, &first_order(100, 20)).await.unwrap());
    account::issue(&mut tx, id(ISSUED), points(100)).await.unwrap();
    account::credit(&mut tx, id(OWNED), points(100)).await.unwrap();
    let shop: Area = DISTRICT.to_string().parse().unwrap();
    let entry = store::area::Entry {
        area: shop,
        name: "江都区".to_owned(),
        grid_kind: None,
        extent: None,
        supervision_phone: None,
        valid_from: AT,
        valid_until: None,
    };
    store::area::add(&mut tx, &entry).await.unwrap();
    assert!(shop::add(&mut tx, &soap(shop), 1).await.unwrap());
    tx
}

fn first_order(raw: u32, number: u128) -> Transfer {
    Transfer {
        id: id(number),
        district: DISTRICT,
        cause: Cause::FirstOrder { resident: id(OWNER) },
        debit: id(ISSUED),
        credit: id(OWNED),
        points: points(raw),
        at: AT,
    }
}

fn soap(shop: Area) -> Item {
    Item {
        id: id(30),
        slug: "soap".to_owned(),
        shop,
        counter: "积分超市".to_owned(),
        name_zh: "肥皂".to_owned(),
        name_en: "Soap".to_owned(),
        picture: "soap".to_owned(),
        price: points(30),
        stocked: 2,
        left: 2,
        retired: false,
    }
}

fn held(number: u128, raw: u32) -> Hold {
    Hold { id: id(number), account: id(OWNED), points: points(raw), at: AT, until: AT }
}

fn stale<T: std::fmt::Debug>(result: store::Result<T>) {
    assert!(matches!(result, Err(Error::Stale)), "{result:?}");
}

on_both_engines! {
    async fn opening_an_account_again_opens_no_second_one(db: Db) {
        let mut tx = settled(&db).await;
        account::open(&mut tx, id(77), DISTRICT, Account::Issued).await.unwrap();
        account::open(&mut tx, id(78), DISTRICT, Account::Person(id(OWNER))).await.unwrap();
        let issued = account::of_organiser_for_change(&mut tx, DISTRICT, Account::Issued).await.unwrap().unwrap();
        assert_eq!((issued.id, issued.balance), (id::<AccountId>(ISSUED), -100));
        let owned = account::of_person_for_change(&mut tx, id(OWNER)).await.unwrap().unwrap();
        assert_eq!((owned.id, owned.balance, owned.available()), (id(OWNED), 100, points(100)));
        assert_eq!(account::of_person(&mut tx, id(2)).await.unwrap(), None);
        assert_eq!(account::of_organiser_for_change(&mut tx, DISTRICT, Account::Spent).await.unwrap(), None);
    }

    async fn a_cause_moves_points_once(db: Db) {
        let mut tx = settled(&db).await;
        assert!(!transfer::record(&mut tx, &first_order(5, 21)).await.unwrap());
        let history = transfer::history(&mut tx, id(OWNER), id(OWNED), 0, 10).await.unwrap();
        assert_eq!(history.iter().map(|entry| (entry.change, entry.balance)).collect::<Vec<_>>(), [(100, 100)]);
    }

    async fn no_more_is_set_aside_than_there_is(db: Db) {
        let mut tx = settled(&db).await;
        account::set_aside(&mut tx, id(OWNED), points(70)).await.unwrap();
        stale(account::set_aside(&mut tx, id(OWNED), points(31)).await);
        account::set_aside(&mut tx, id(OWNED), points(30)).await.unwrap();
        stale(account::set_aside(&mut tx, id(ISSUED), points(1)).await);
        let owned = account::of_person(&mut tx, id(OWNER)).await.unwrap().unwrap();
        assert_eq!((owned.balance, owned.held, owned.available()), (100, 100, Points::ZERO));
    }

    async fn no_more_is_spent_or_given_back_than_was_set_aside(db: Db) {
        let mut tx = settled(&db).await;
        account::set_aside(&mut tx, id(OWNED), points(30)).await.unwrap();
        stale(account::spend_held(&mut tx, id(OWNED), points(31)).await);
        stale(account::give_back(&mut tx, id(OWNED), points(31)).await);
        account::give_back(&mut tx, id(OWNED), points(10)).await.unwrap();
        account::spend_held(&mut tx, id(OWNED), points(20)).await.unwrap();
        let owned = account::of_person(&mut tx, id(OWNER)).await.unwrap().unwrap();
        assert_eq!((owned.balance, owned.held), (80, 0));
    }

    async fn a_hold_is_resolved_once(db: Db) {
        let mut tx = settled(&db).await;
        hold::place(&mut tx, &held(40, 30)).await.unwrap();
        hold::place(&mut tx, &held(41, 30)).await.unwrap();
        hold::release(&mut tx, id(40), AT).await.unwrap();
        stale(hold::release(&mut tx, id(40), AT).await);
        stale(hold::capture(&mut tx, id(40), id(20), AT).await);
        hold::capture(&mut tx, id(41), id::<TransferId>(20), AT).await.unwrap();
        stale(hold::release(&mut tx, id(41), AT).await);
        stale(hold::release(&mut tx, id::<HoldId>(99), AT).await);
    }

    async fn the_shelf_does_not_go_below_nothing_nor_above_what_was_stocked(db: Db) {
        let mut tx = settled(&db).await;
        let soap: ItemId = id(30);
        stale(shop::put_back(&mut tx, soap).await);
        stale(shop::take_one(&mut tx, soap, points(29)).await);
        shop::take_one(&mut tx, soap, points(30)).await.unwrap();
        shop::take_one(&mut tx, soap, points(30)).await.unwrap();
        stale(shop::take_one(&mut tx, soap, points(30)).await);
        shop::put_back(&mut tx, soap).await.unwrap();
        shop::restock(&mut tx, soap, 5).await.unwrap();
        let item = shop::find(&mut tx, soap).await.unwrap().unwrap();
        assert_eq!((item.stocked, item.left), (7, 6));
        shop::update(&mut tx, &Item { retired: true, ..item.clone() }).await.unwrap();
        stale(shop::take_one(&mut tx, soap, points(30)).await);
        assert!(shop::offered(&mut tx, DISTRICT).await.unwrap().is_empty());
        assert!(!shop::add(&mut tx, &Item { id: id(31), ..item }, 2).await.unwrap(), "the short name is taken");
    }

    async fn a_voucher_ends_once(db: Db) {
        let mut tx = settled(&db).await;
        hold::place(&mut tx, &held(40, 30)).await.unwrap();
        hold::place(&mut tx, &held(41, 30)).await.unwrap();
        let live = Voucher {
            id: id(50),
            code: VoucherCode::new([7; 8]),
            item: id(30),
            owner: id(OWNER),
            price: points(30),
            hold: id(40),
            issued_at: AT,
            expires_at: AT,
            state: VoucherState::Live,
        };
        assert!(voucher::issue(&mut tx, &live).await.unwrap());
        let same_code = Voucher { id: id(51), hold: id(41), ..live.clone() };
        assert!(!voucher::issue(&mut tx, &same_code).await.unwrap(), "the code is taken");
        assert_eq!(voucher::find_by_code(&mut tx, live.code).await.unwrap(), Some(live.clone()));
        assert_eq!(voucher::overdue(&mut tx, AT, 9).await.unwrap(), [id::<VoucherId>(50)]);

        assert!(voucher::end(&mut tx, &live).await.is_err(), "a live voucher has not ended");
        let cancelled = Voucher { state: VoucherState::Cancelled { at: AT }, ..live.clone() };
        voucher::end(&mut tx, &cancelled).await.unwrap();
        stale(voucher::end(&mut tx, &Voucher { state: VoucherState::Expired { at: AT }, ..live }).await);
        assert_eq!(voucher::find(&mut tx, id(50)).await.unwrap(), Some(cancelled.clone()));
        assert_eq!(voucher::of_owner(&mut tx, id(OWNER), 0, 9).await.unwrap(), [cancelled]);
        assert!(voucher::overdue(&mut tx, AT, 9).await.unwrap().is_empty());
    }

    async fn the_rules_are_there_from_the_first_day(db: Db) {
        let mut tx = db.write().await.unwrap();
        let mut rules = award::all_terms(&mut tx).await.unwrap().into_iter().map(|terms| terms.rule).collect::<Vec<_>>();
        rules.sort_unstable();
        assert_eq!(rules, Rule::ALL);
        let terms = Terms { rule: Rule::Rated, points: points(3), daily_cap: points(9), praise: points(4) };
        award::set_terms(&mut tx, terms).await.unwrap();
        assert_eq!(award::terms(&mut tx, Rule::Rated).await.unwrap(), terms);
    }

    async fn what_was_written_once_stays(db: Db) {
        settled(&db).await.commit().await.unwrap();
        for (sentence, why) in [
            ("UPDATE transfer SET points = 1", "append-only"),
            ("DELETE FROM transfer", "append-only"),
            ("UPDATE account SET balance = -1 WHERE kind = 'person'", "constraint"),
            ("UPDATE account SET held = 101 WHERE kind = 'person'", "constraint"),
            ("UPDATE account SET balance = 1 WHERE kind = 'issued'", "constraint"),
            ("UPDATE item SET remaining = -1", "constraint"),
        ] {
            let sentence = AssertSqlSafe(sentence);
            let error = match &db {
                Db::Sqlite { writer, .. } => sqlx::query(sentence).execute(writer.pool()).await.map(drop).unwrap_err(),
                Db::Postgres(lines) => {
                    let mut line = lines.line().await.unwrap();
                    sqlx::query(sentence).execute(line.connection()).await.map(drop).unwrap_err()
                },
            };
            assert!(error.to_string().contains(why), "{error}");
        }
    }

    async fn points_out_of_nowhere_unbalance_the_ledger(db: Db) {
        let mut tx = settled(&db).await;
        assert_eq!(account::imbalance(&mut tx).await.unwrap(), 0);
        account::credit(&mut tx, id(OWNED), points(5)).await.unwrap();
        assert_eq!(account::imbalance(&mut tx).await.unwrap(), 5);
    }

    async fn a_snapshot_sees_one_instant(db: Db) {
        settled(&db).await.commit().await.unwrap();
        let mut snapshot = db.snapshot().await.unwrap();
        let before = account::of_person(&mut snapshot, id(OWNER)).await.unwrap();
        let mut tx = db.write().await.unwrap();
        account::set_aside(&mut tx, id(OWNED), points(30)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(account::of_person(&mut snapshot, id(OWNER)).await.unwrap(), before);
        let mut later = db.read().await.unwrap();
        assert_ne!(account::of_person(&mut later, id(OWNER)).await.unwrap(), before);
    }
}
