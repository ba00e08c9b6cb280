//! What a request, a grid, a person, a deadline and a point *are*, and what may happen to them.
//!
//! Pure: no I/O, no clock, no randomness, no async. Time and chance are arguments. Compiles for the
//! browser and the server alike, so both know the same rules.
//!
//! Start reading at [`request`]: the life of a slip. A verb takes the old value and a permit from
//! [`permit`] and returns the new value with the event to record, or a refusal with a name.

#![deny(clippy::wildcard_enum_match_arm)]

pub mod area;
pub mod calendar;
pub mod catalogue;
pub mod event;
pub mod id;
pub mod inbox;
pub mod mask;
pub mod number;
pub mod permit;
pub mod person;
pub mod points;
pub mod request;
pub mod shop;
pub mod sign_in;
pub mod text;
pub mod time;
pub mod typed;
pub mod unit;

pub use area::Area;
pub use calendar::{Deadline, Limit};
pub use event::{Event, What};
pub use id::{
    AccountId, HoldId, ItemId, PersonId, PhotoId, PostId, ServiceId, TransferId, UnitId, VoucherId,
};
pub use number::RequestNumber;
pub use person::{Actor, Post, Rank, Role};
pub use points::Points;
pub use request::Request;
pub use time::{Minutes, Timestamp};
pub use unit::Unit;
