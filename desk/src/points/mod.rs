//! Points: awarded by rules when work is done, seen by their owner. Spending them is [`crate::shop`]'s.

mod award;
mod mine;

pub(crate) use award::{award, praise};
pub use mine::{Mine, PAGE, mine};

use domain::{PersonId, points::Account};
use store::account::Standing;

use crate::{Error, Result, writing::Writing};

/// A person's account, opened if they have none, kept from others until the transaction ends.
pub(crate) async fn account_of(w: &mut Writing<'_>, person: PersonId, district: u64) -> Result<Standing> {
    let id = w.ask.fresh();
    store::account::open(w, id, district, Account::Person(person)).await?;
    store::account::of_person_for_change(w, person).await?.ok_or_else(|| missing("person"))
}

/// One of the organiser's accounts of a district, opened if missing, kept from others until the transaction ends.
pub(crate) async fn organiser(w: &mut Writing<'_>, district: u64, account: Account) -> Result<Standing> {
    let id = w.ask.fresh();
    store::account::open(w, id, district, account).await?;
    store::account::of_organiser_for_change(w, district, account).await?.ok_or_else(|| missing("organiser"))
}

fn missing(whose: &str) -> Error {
    Error::Store(store::Error::corrupt(
        "account",
        format!("the {whose}'s account was opened and is not there"),
    ))
}
