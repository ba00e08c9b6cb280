//! Forms of administration.
