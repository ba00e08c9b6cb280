//! Says what is being done and how long it took, so that nobody waits without knowing for what.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// Announces a step, does it, and says how long it took. A failure carries the step's name.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("▸ {what}");
    let started = Instant::now();
    let result = work().with_context(|| format!("failed: {what}"))?;
    println!("✓ {what}: {}", lasting(started.elapsed()));
    Ok(result)
}

/// `4.2 s`, or `3 min 7 s` when it was long.
pub fn lasting(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_time_is_told_in_minutes() {
        assert_eq!(lasting(Duration::from_millis(4_200)), "4.2 s");
        assert_eq!(lasting(Duration::from_secs(187)), "3 min 7 s");
    }
}
