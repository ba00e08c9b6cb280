//! Every story of this crate in one program: it is linked once, and long stories overlap.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod backup;
mod engines;
mod folded;
mod ledger;
mod lines;
mod plans;
mod sentences;
mod writer;
