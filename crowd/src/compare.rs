//! Compares what people were told with what is there.
//!
//! Whatever was acknowledged is there, in that or a later state: its step stands in the slip's history. A step that somebody
//! had taken already is acknowledged, too, whoever took it. And nothing is there twice: no step, slip or voucher stands
//! there more often than it was acknowledged, but for the sendings whose outcome nobody was told. Every round compares
//! everything since the beginning.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use domain::{
    PersonId, Request, RequestNumber, Timestamp, VoucherId,
    shop::{Voucher, VoucherState},
};
use store::{Conn, Db, request::List};
use uuid::Uuid;

use crate::{
    errand::Errand,
    ledger::{Entry, Promise, Told},
};

/// What came to be there since the crowd was let in, as far as the ledger speaks of it.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Who ordered a slip, and what stands in it.
    pub slips: BTreeMap<RequestNumber, (PersonId, String)>,
    /// How often somebody took a step of a slip.
    pub steps: BTreeMap<(RequestNumber, &'static str, PersonId), u32>,
    /// Which steps of a slip anybody ever took.
    pub taken: BTreeSet<(RequestNumber, &'static str)>,
    pub vouchers: BTreeMap<Uuid, (PersonId, String, bool)>,
}

/// So many rows are read at once.
const PAGE: u32 = 500;

impl Found {
    /// Reads what came since: the slips and vouchers of these people, and the steps of these slips.
    pub async fn read(
        db: &Db,
        since: Timestamp,
        people: &BTreeSet<PersonId>,
        slips: &BTreeSet<RequestNumber>,
    ) -> Result<Self> {
        let mut conn = db.snapshot().await?;
        let mut found = Self::default();
        for person in people {
            for over in [false, true] {
                found.orders(&mut conn, since, *person, over).await?;
            }
            found.vouchers_of(&mut conn, since, *person).await?;
        }
        for number in slips {
            if let Some(slip) = store::request::find(&mut conn, *number).await? {
                found.history(&mut conn, since, &slip).await?;
            }
        }
        Ok(found)
    }

    async fn orders(
        &mut self,
        conn: &mut Conn,
        since: Timestamp,
        person: PersonId,
        over: bool,
    ) -> Result<()> {
        let mut skip = 0;
        loop {
            let page = store::request::list(conn, List::OrderedBy { person, over }, skip, PAGE).await?;
            let last = page.len() < PAGE as usize;
            let slips = page.into_iter().filter(|slip| slip.placed_at >= since);
            self.slips
                .extend(slips.map(|slip| (slip.number, (slip.resident, slip.need.as_str().to_owned()))));
            if last {
                return Ok(());
            }
            skip += PAGE;
        }
    }

    async fn vouchers_of(&mut self, conn: &mut Conn, since: Timestamp, person: PersonId) -> Result<()> {
        let mut skip = 0;
        loop {
            let page = store::voucher::of_owner(conn, person, skip, PAGE).await?;
            let last = page.len() < PAGE as usize;
            let new = page.into_iter().filter(|voucher| voucher.issued_at >= since);
            self.vouchers.extend(new.map(|voucher| {
                let Voucher { id: VoucherId(id), owner, code, state, .. } = voucher;
                (id, (owner, code.letters(), matches!(state, VoucherState::Redeemed { .. })))
            }));
            if last {
                return Ok(());
            }
            skip += PAGE;
        }
    }

    async fn history(&mut self, conn: &mut Conn, since: Timestamp, slip: &Request) -> Result<()> {
        for event in store::request::history(conn, slip).await? {
            self.taken.insert((slip.number, event.what.name()));
            if let Some(by) = event.by.filter(|_| event.at >= since) {
                *self.steps.entry((slip.number, event.what.name(), by)).or_default() += 1;
            }
        }
        Ok(())
    }

    fn vouchers_held(&self, person: PersonId) -> u32 {
        count(self.vouchers.values().filter(|(owner, ..)| *owner == person).count())
    }

    fn slips_with(&self, person: PersonId, mark: &str) -> u32 {
        count(self.slips.values().filter(|(resident, need)| *resident == person && need == mark).count())
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// How often something was asked for: with an acknowledgement, and without any word.
#[derive(Debug, Clone, Copy, Default)]
struct Asked {
    acknowledged: u32,
    unknown: u32,
}

/// What does not agree. Nothing is the good answer.
pub fn compare(ledger: &[Entry], now: &Found) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut asked: BTreeMap<(Errand, PersonId), Asked> = BTreeMap::new();
    for Entry { by, errand, told } in ledger {
        let asked = asked.entry((errand.clone(), *by)).or_default();
        match told {
            Told::Done(promise) => {
                asked.acknowledged += 1;
                wrong.extend(missing(*by, errand, *promise, now));
            }
            Told::Nothing => asked.unknown += 1,
            Told::Refused => {}
        }
    }
    for ((errand, by), Asked { acknowledged, unknown }) in asked {
        let there = match &errand {
            Errand::Order { mark } => now.slips_with(by, mark),
            Errand::Step { slip, event } => now.steps.get(&(*slip, *event, by)).copied().unwrap_or(0),
            Errand::Redeem => now.vouchers_held(by),
            Errand::HandOut { .. } | Errand::Other => continue,
        };
        let what =
            || format!("{errand:?} by {by}, {there} there, {acknowledged} acknowledged, {unknown} unknown");
        let lost = match &errand {
            Errand::Step { slip, event } => acknowledged > 0 && !now.taken.contains(&(*slip, *event)),
            _ => there < acknowledged,
        };
        if lost {
            wrong.push(format!("lost: {}", what()));
        } else if there > acknowledged + unknown {
            wrong.push(format!("twice: {}", what()));
        }
    }
    wrong
}

/// What was promised by name and is not there.
fn missing(by: PersonId, errand: &Errand, promise: Promise, now: &Found) -> Option<String> {
    let there = match (errand, promise) {
        (Errand::Order { mark }, Promise::Slip(number)) => {
            now.slips.get(&number).is_some_and(|(resident, need)| *resident == by && need == mark)
        }
        (Errand::Redeem, Promise::Voucher(id)) => {
            now.vouchers.get(&id).is_some_and(|(owner, ..)| *owner == by)
        }
        (Errand::HandOut { code }, _) => {
            now.vouchers.values().any(|(_, of, redeemed)| of == code && *redeemed)
        }
        _ => true,
    };
    (!there).then(|| format!("lost: {errand:?} by {by} was acknowledged with {promise:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LI: PersonId = PersonId(Uuid::from_u128(1));

    fn slip(n: u64) -> RequestNumber {
        RequestNumber::new(Timestamp::from_micros(0), n)
    }

    fn entry(errand: Errand, told: Told) -> Entry {
        Entry { by: LI, errand, told }
    }

    fn order(mark: &str) -> Errand {
        Errand::Order { mark: mark.to_owned() }
    }

    fn accept(n: u64) -> Errand {
        Errand::Step { slip: slip(n), event: "accepted" }
    }

    fn with_slips(slips: &[(u64, &str)]) -> Found {
        let slips = slips.iter().map(|(n, mark)| (slip(*n), (LI, (*mark).to_owned())));
        Found { slips: slips.collect(), ..Found::default() }
    }

    fn with_steps(times: u32) -> Found {
        let taken = (times > 0).then_some((slip(1), "accepted")).into_iter().collect();
        Found { steps: BTreeMap::from([((slip(1), "accepted", LI), times)]), taken, ..Found::default() }
    }

    #[track_caller]
    fn finds(ledger: &[Entry], now: &Found, expected: &[&str]) {
        let found = compare(ledger, now);
        let kinds: Vec<&str> = found.iter().filter_map(|wrong| wrong.split(':').next()).collect();
        assert_eq!(kinds, expected, "{found:?}");
    }

    #[test]
    fn a_lost_slip_is_found_and_one_that_was_never_acknowledged_is_not_missed() {
        let none = Found::default();
        let told = [entry(order("a"), Told::Done(Promise::Slip(slip(1))))];
        finds(&told, &with_slips(&[(1, "a")]), &[]);
        // Both by its number and by its count.
        finds(&told, &none, &["lost", "lost"]);
        finds(&told, &with_slips(&[(2, "a")]), &["lost"]);
        finds(&[entry(order("a"), Told::Nothing)], &none, &[]);
    }

    #[test]
    fn a_slip_that_is_there_twice_is_found() {
        let done = entry(order("a"), Told::Done(Promise::Slip(slip(1))));
        finds(std::slice::from_ref(&done), &with_slips(&[(1, "a"), (2, "a")]), &["twice"]);
        finds(&[entry(order("a"), Told::Nothing)], &with_slips(&[(1, "a"), (2, "a")]), &["twice"]);
        finds(&[entry(order("a"), Told::Refused)], &with_slips(&[(1, "a")]), &["twice"]);
        finds(&[done], &with_slips(&[(1, "a"), (2, "b")]), &[]);
    }

    #[test]
    fn a_step_that_was_acknowledged_is_there_and_not_more_often() {
        let done = entry(accept(1), Told::Done(Promise::Slip(slip(1))));
        let unknown = entry(accept(1), Told::Nothing);
        finds(std::slice::from_ref(&done), &with_steps(1), &[]);
        finds(std::slice::from_ref(&done), &with_steps(0), &["lost"]);
        finds(std::slice::from_ref(&done), &with_steps(2), &["twice"]);
        finds(&[done.clone(), unknown], &with_steps(2), &[]);
        // The second one heard that it was done already.
        finds(&[done.clone(), done], &with_steps(1), &[]);
    }

    #[test]
    fn a_voucher_that_was_promised_or_handed_out_is_there() {
        let (none, id) = (Found::default(), Uuid::from_u128(9));
        let held = |redeemed| Found {
            vouchers: BTreeMap::from([(id, (LI, "ABCD1234".to_owned(), redeemed))]),
            ..Found::default()
        };
        let redeemed = [entry(Errand::Redeem, Told::Done(Promise::Voucher(id)))];
        finds(&redeemed, &held(false), &[]);
        finds(&redeemed, &none, &["lost", "lost"]);
        let handed = [entry(Errand::HandOut { code: "ABCD1234".to_owned() }, Told::Done(Promise::Elsewhere))];
        finds(&handed, &held(true), &[]);
        finds(&handed, &held(false), &["lost"]);
    }
}
