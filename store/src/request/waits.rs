//! What waits on a slip, as its row says it: a bit for each kind, so that one column finds them all.

use domain::{Request, request::Wait};

/// The bit of a kind. What is written stays: see `migrations/0015_waits.sql`.
pub(crate) const fn bit(wait: Wait) -> i64 {
    match wait {
        Wait::Return => 1,
        Wait::Dispute => 2,
        Wait::Extension => 4,
        Wait::Supervision => 8,
        Wait::Whistle => 16,
        Wait::Escalation => 32,
    }
}

/// All that waits on it.
pub(crate) fn bits(request: &Request) -> i64 {
    request.waits().into_iter().map(bit).sum()
}

#[cfg(test)]
#[test]
fn no_two_kinds_share_a_bit() {
    let all = Wait::ALL.map(bit);
    assert!(all.iter().all(|bit| bit.count_ones() == 1));
    assert_eq!(all.iter().fold(0, |together, bit| together | bit), all.iter().sum::<i64>());
}
