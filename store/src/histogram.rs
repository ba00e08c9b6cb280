//! What happened so far, counted by size, in plain numbers of this process for whoever watches over it.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Counts by size: up to each of `N` bounds, and beyond.
pub struct Histogram<const N: usize> {
    bounds: [u64; N],
    sum: AtomicU64,
    up_to: [AtomicU64; N],
    beyond: AtomicU64,
}

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past<const N: usize> {
    pub bounds: [u64; N],
    /// All sizes together.
    pub sum: u64,
    /// How many were larger than the bound before and not larger than this one.
    pub up_to: [u64; N],
    /// How many were larger than the last bound.
    pub beyond: u64,
}

impl<const N: usize> Histogram<N> {
    /// The bounds must grow.
    pub(crate) const fn new(bounds: [u64; N]) -> Self {
        Self {
            bounds,
            sum: AtomicU64::new(0),
            up_to: [const { AtomicU64::new(0) }; N],
            beyond: AtomicU64::new(0),
        }
    }

    pub(crate) fn note(&self, size: u64) {
        self.sum.fetch_add(size, Relaxed);
        let bucket = self.bounds.iter().position(|bound| size <= *bound).map(|at| &self.up_to[at]);
        bucket.unwrap_or(&self.beyond).fetch_add(1, Relaxed);
    }

    pub fn past(&self) -> Past<N> {
        Past {
            bounds: self.bounds,
            sum: self.sum.load(Relaxed),
            up_to: std::array::from_fn(|at| self.up_to[at].load(Relaxed)),
            beyond: self.beyond.load(Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_counted_under_the_first_bound_it_does_not_exceed() {
        let counts = Histogram::new([1, 10]);
        for size in [0, 1, 2, 10, 11] {
            counts.note(size);
        }
        assert_eq!(counts.past(), Past { bounds: [1, 10], sum: 24, up_to: [2, 2], beyond: 1 });
    }
}
