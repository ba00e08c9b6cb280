//! Every story of this crate in one program: it is linked once, and long stories overlap. `statements.rs` counts what
//! the whole process asks of the database, so it is a program of its own.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test fails by panicking and says what to write instead; real processes run on the real clock"
)]

mod access;
mod backup;
mod command;
mod http;
mod killed;
mod seen;
mod torture;
#[path = "../../desk/tests/town/mod.rs"]
mod town;
mod upgrade;

use town::database;
