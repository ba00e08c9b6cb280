//! The binary `sandan` as a library: configuration, routes, sessions, files, live updates, timers, and what
//! the operator sees of it all: the log and the metrics.
//!
//! What the room is for: standing between the network and the house. It alone reads the clock and throws real dice,
//! and it holds no rule: whatever is asked goes to the desk. Start reading at [`router`], which lists everything that
//! has an address, then [`session`], through which every ask passes.

pub mod admission;
pub mod assets;
pub mod backup;
pub mod bodies;
pub mod clock;
pub mod command;
pub mod config;
pub mod forms;
pub mod grids;
pub mod health;
pub mod listen;
pub mod live;
pub mod log;
pub mod metrics;
pub mod pages;
pub mod photos;
pub mod reference;
pub mod router;
pub mod serve;
pub mod session;
pub mod sheets;
pub mod shield;
pub mod timers;

pub use config::Config;
pub use router::{House, router};
