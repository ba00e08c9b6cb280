//! Every story of this crate in one program: it is linked once, and long stories overlap.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod calendar;
mod six_step_loop;
mod text;
mod typed;
