//! Every noun has its own id type, so that two of them cannot be swapped by mistake.
//!
//! All are UUIDs of version 7 (RFC 9562): they sort by the time they were made, which keeps indexes
//! compact. They are built from an instant and dice by the desk; nothing here makes one out of thin air.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// A person: resident, volunteer, grid worker, all at once or one after the other.
    PersonId,
    /// A role held for an area.
    PostId,
    /// A responsible unit: a department, a town office, a company, a partner organisation.
    UnitId,
    /// A line of the service menu.
    ServiceId,
    /// A picture somebody attached to a request.
    PhotoId,
    /// An account of points: a person's, or one of the organiser's.
    AccountId,
    /// One movement of points.
    TransferId,
    /// Points set aside for a redemption.
    HoldId,
    /// A good or service on the shelf of the points shop.
    ItemId,
    /// The paper a resident takes to the shop.
    VoucherId,
}

/// When an id was built: to the millisecond.
pub fn made_at(id: Uuid) -> Option<crate::Timestamp> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    let micros = i64::try_from(seconds).ok()?.checked_mul(1_000_000)?.checked_add(i64::from(nanos / 1000))?;
    Some(crate::Timestamp::from_micros(micros))
}

/// Builds a version 7 UUID from the instant and ten bytes of chance.
pub fn fresh(at: crate::Timestamp, chance: [u8; 10]) -> Uuid {
    let millis = u64::try_from(at.micros() / 1000).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
}
