//! One file per page. Addresses are a promise: they are printed on posters.

pub mod admin;
pub mod counter;
pub mod demo;
pub mod desk;
pub mod grid;
pub mod hall;
pub mod home;
pub mod inbox;
pub mod me;
pub mod order;
pub mod points;
pub mod problem;
pub mod request;
pub mod reviews;
pub mod scan;
pub mod shop;
pub mod signin;
pub mod unit;
pub mod voucher;
