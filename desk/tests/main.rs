//! Every story of this crate in one program: it is linked once, and long stories overlap.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod acceptance;
mod alarm;
mod catalogue;
mod check;
mod contact;
mod counter;
mod courses;
mod deadlines;
mod demo;
mod desk_list;
mod disputes;
mod entry;
mod filing;
mod history;
mod identity;
mod import;
mod inbox;
mod joined;
mod leaving;
mod limits;
mod messenger;
mod people;
mod photos;
mod points;
mod poster;
mod repeats;
mod shop;
mod slip_page;
mod storm;
mod timer;
mod town;
mod typed;
mod unit_page;
mod units;
