//! The parts that pages are made of. Their HTML is the vocabulary of `style/README.md`.

pub mod form;
pub mod picture;

pub use form::{Choice, Choices, DoForm, Errors, Field, FormFor, Photos, Select, TextArea, Tick};
pub use picture::{Picture, Sign};
