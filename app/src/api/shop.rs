//! Forms of the points shop and its counter.
