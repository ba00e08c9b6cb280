//! A town full of people at a running server: browsers without scripts, over HTTP, on loopback.
//!
//! What the room is for: to find out what only a whole running product can show. [`torture`] lets a crowd tell the story
//! of the town while servers are killed, lines are cut and databases stop, and compares what the people were told with
//! what is there; [`load`] asks as fast as it goes; [`attack`] measures an honest order while somebody attacks the server.
//! What it must never do: reach into the server; it sees pages and forms, as people do, and looks into the database only
//! afterwards, to compare.
//!
//! Start reading at [`browser`], then [`client`] (what somebody does), [`ledger`] (what they were told) and [`compare`].
#![allow(clippy::disallowed_methods, reason = "real processes run on the real clock")]

pub mod attack;
pub mod browser;
pub mod cast;
pub mod client;
pub mod compare;
pub mod errand;
pub mod fault;
pub mod form;
pub mod house;
pub mod ledger;
pub mod load;
pub mod open_files;
pub mod page;
pub mod postgres;
pub mod power;
pub mod report;
pub mod site;
pub mod source;
pub mod torture;
pub mod wire;
