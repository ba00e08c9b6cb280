//! Rows to domain values and back. One function, one sentence, one statement.
//!
//! The rule has already run in `domain`; a statement that writes repeats in its `WHERE` what the rule assumed and
//! counts the rows: none is [`Error::Stale`], never silence. Nothing here decides anything, knows who asks, or
//! reads the clock. Start reading at [`db`] (two engines, one SQL text), then [`request`].

pub mod account;
pub mod alone;
pub mod answer;
pub mod area;
pub mod audit;
pub mod award;
pub mod backup;
pub mod check;
mod codes;
pub mod db;
mod dialect;
pub mod draft;
pub mod edition;
pub mod error;
mod folded;
pub mod histogram;
pub mod hold;
pub mod inbox;
pub mod lines;
pub mod listen;
pub mod look;
pub mod migrate;
pub mod outbox;
pub mod person;
pub mod photo;
mod places;
pub mod post;
pub mod poster;
pub mod replica;
pub mod request;
pub mod responsibility;
pub mod review;
mod sentence;
pub mod service;
pub mod session;
pub mod shop;
pub mod sign_in;
pub mod throttle;
pub mod transfer;
pub mod unit;
pub mod voucher;
pub mod waits;
pub mod word;
pub mod writer;

pub use db::{Conn, Db, Tx};
pub use error::{Error, Result};
pub use sentence::{Sentence, say};
