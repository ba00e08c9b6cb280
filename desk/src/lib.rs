//! The service desk: every single thing a person (or a timer) can ask for, one file per verb.
//!
//! who asks → load → permit → domain verb → write → tell. Server functions, timers and the command line all come in
//! here and nowhere else. A permission is a value the verb demands; a repeated ask (same form, same contents) gives the
//! same answer; what happened (event, audit line, outbox) is written in the transaction of the change.
//!
//! Start reading at [`ask`], then [`request`]`/accept.rs`, the shortest whole story.

pub mod admin;
mod answer;
pub mod ask;
pub mod backup;
pub mod calendar;
pub mod catalogue;
pub mod check;
mod client;
pub mod contact;
pub mod demo;
pub mod draft;
pub mod error;
pub mod idempotency;
pub mod identity;
pub mod import;
pub mod inbox;
pub mod limits;
pub mod live;
pub mod messenger;
pub mod others;
pub mod photo;
pub mod place;
pub mod points;
pub mod poster;
pub mod request;
pub mod several;
pub mod shares;
pub mod sheet;
mod shelf;
pub mod shop;
pub mod tally;
mod throttle;
pub mod timer;
pub mod uploads;
pub mod view;
mod writing;

pub use ask::{Ask, Desk, Visitor};
pub use client::Client;
pub use error::{Error, Fault, FieldFault, Result};
