//! The catalogue of case types (事项清单): what a version of a case type says, the file it is kept in, who answers for it,
//! and the review that a new duty passes.

mod duty;
pub mod review;
mod typed;

pub use self::typed::{HEADER, Typed};
pub(crate) use self::{
    duty::{duties, named_units},
    typed::Version,
};
