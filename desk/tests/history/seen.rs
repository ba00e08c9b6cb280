//! What holds of a slip from one look at it to the next, whoever moved it meanwhile.

use std::collections::BTreeMap;

use domain::{
    Request, RequestNumber, Timestamp,
    request::{Limits, Pressure, State},
};

/// Each slip as it stood when last looked at.
#[derive(Default)]
pub struct Seen(BTreeMap<RequestNumber, Request>);

impl Seen {
    /// The slips that had been merged into this one.
    pub fn joined(&self, into: RequestNumber) -> Vec<RequestNumber> {
        let merged =
            |slip: &&Request| matches!(slip.state, State::Merged { into: number, .. } if number == into);
        self.0.values().filter(merged).map(|slip| slip.number).collect()
    }

    /// Compares a slip with how it stood before.
    pub fn look_at(&mut self, slip: Request, now: Timestamp) {
        let Some(before) = self.0.insert(slip.number, slip.clone()) else { return };
        a_promise_never_moves_earlier(&before, &slip);
        nobody_is_overdue_on_receipt(&before, &slip, now);
    }
}

fn a_promise_never_moves_earlier(before: &Request, after: &Request) {
    let (was, is) = (promised(&before.limits), promised(&after.limits));
    assert!(was.iter().zip(&is).all(|(was, is)| is >= was), "{}: {was:?}, then {is:?}", after.number);
}

/// The ends of what it promises: the acceptance, the finish, each milestone.
fn promised(limits: &Limits) -> Vec<Timestamp> {
    let milestones = limits.milestones.iter().map(|milestone| milestone.deadline.at);
    [limits.accept.at, limits.finish.at].into_iter().chain(milestones).collect()
}

fn nobody_is_overdue_on_receipt(before: &Request, after: &Request, now: Timestamp) {
    if before.holder() != after.holder() {
        assert_ne!(after.pressure(now), Pressure::Overdue, "{} is {:?} at {now}", after.number, after.state);
    }
}
