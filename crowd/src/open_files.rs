//! How many files and connections this process and those it starts may have open.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What systems give to a process that does not ask for more.
const USUAL: u64 = 1024;

/// As many as this machine gives anybody.
pub fn as_many_as_possible() {
    let limit = getrlimit(Resource::Nofile);
    // What cannot be had shows when too many are opened.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

/// As many as usual for what `start` starts.
pub fn as_many_as_usual<T>(start: impl FnOnce() -> T) -> T {
    let limit = getrlimit(Resource::Nofile);
    let current = Some(limit.maximum.map_or(USUAL, |most| most.min(USUAL)));
    let _ = setrlimit(Resource::Nofile, Rlimit { current, ..limit });
    let started = start();
    as_many_as_possible();
    started
}
