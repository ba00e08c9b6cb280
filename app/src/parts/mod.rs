//! The parts that pages are made of. Their HTML is the vocabulary of `style/README.md`.

pub mod form;
pub mod pager;
pub mod person;
pub mod picture;
pub mod qr;
pub mod slip;
pub mod stamps;
pub mod time;
pub mod timeline;

pub use form::{
    Choice, Choices, DoForm, Errors, Field, FormFor, Grades, Photos, Select, SheetFile, TextArea, Tick,
};
pub use pager::{Leaves, Pager, page_of};
pub use person::PersonCard;
pub use picture::{Picture, Sign};
pub use qr::QrCode;
pub use slip::{SlipCard, SlipLine, slip_path};
pub use stamps::{Dots, Stamps};
pub use time::{PrintedAt, Time, TimeLeft};
pub use timeline::{Lines, PhotoRow, Timeline};
