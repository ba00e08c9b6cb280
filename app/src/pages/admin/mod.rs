//! `/admin` and what lies below it.

pub mod audit;
pub mod moderation;
pub mod overview;
pub mod people;
pub mod posters;
pub mod services;
pub mod stock;
