//! Server functions: what forms post to. Each is one call of [`crate::forms::submit`] over a verb of the desk.

pub mod admin;
pub mod identity;
pub mod inbox;
pub mod me;
pub mod order;
pub mod request;
pub mod services;
pub mod settings;
pub mod several;
pub mod shop;
pub mod units;
