//! The parts that pages are made of. Their HTML is the vocabulary of `style/README.md`.

pub mod form;
pub mod picture;

pub use form::{Area, Choice, Choices, DoForm, Errors, Field, FormFor, Photos, Select, Tick};
pub use picture::{Picture, Sign};
