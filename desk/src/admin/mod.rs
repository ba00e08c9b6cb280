//! What administrators and moderators keep: people, services, posters, pictures and words.

pub mod words;
