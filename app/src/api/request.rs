//! Forms about a slip.
