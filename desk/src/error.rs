//! Why the desk did not do what was asked. Two readers: the person gets a name and the facts needed to say what to
//! do next, in their language, from the app; the operator gets the chain of causes, logged once where it is handled.

use domain::{
    calendar::LimitError,
    calendar::OfficeHoursError,
    catalogue::ReviewRefusal,
    permit::Denied,
    person::{Phone, PhoneError},
    request,
    shop::ShopRefusal,
    sign_in::CodeRefusal,
    text::{TextError, is_blank},
    typed::{self, NumberFault},
};

use crate::{limits::TooMuch, sheet::SheetFaults};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, and this needs somebody.
    #[error("sign in first")]
    SignInFirst,
    /// It does not exist, or is not theirs to know of: the same answer for both.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was typed cannot be taken, field by field.
    #[error("the form has errors")]
    Fields(Vec<FieldFault>),
    /// A file was not taken: what is wrong with it, line by line.
    #[error("the file has {} faults", .0.total)]
    Sheet(SheetFaults),
    /// Somebody else accepted it first. The name is masked.
    #[error("taken by {by}")]
    Taken { by: String },
    #[error(transparent)]
    Request(request::Refusal),
    #[error(transparent)]
    Shop(#[from] ShopRefusal),
    #[error(transparent)]
    Code(#[from] CodeRefusal),
    #[error(transparent)]
    Review(#[from] ReviewRefusal),
    /// More than is allowed, now or at all.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    /// The message with the code did not get out; the operator knows why. Trying again later may help.
    #[error("the message could not be sent")]
    NotSent,
    /// Two did it at once and the other one won; looking again shows how things stand now.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// Our fault. The person is told a reference, the operator the cause.
    #[error("the store failed")]
    Store(#[source] store::Error),
    #[error("the file store failed while {doing}")]
    Files {
        doing: &'static str,
        #[source]
        source: std::io::Error,
    },
}

/// What is wrong with one field. `field` is the name of the form's control.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FieldFault {
    pub field: String,
    pub fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Must be filled in or chosen.
    Missing,
    Text(TextError),
    Phone,
    /// Not a number that can be called.
    PublicPhone,
    /// No office hours: they are written as `08:30-12:00 14:00-18:00`.
    Hours,
    /// Not one of the choices.
    NotAChoice,
    /// Not fit to stand in an address: small letters, digits and dashes do, and not the words `new` and `import`.
    ShortName,
    OutOfRange {
        least: u32,
        most: u32,
    },
    Photo(PhotoFault),
    /// A file larger than is read.
    FileTooLarge {
        most_mib: u32,
    },
    /// The typed number has a wrong check digit.
    CheckDigit,
    /// Not a limit as the field writes one.
    Limit(LimitError),
    /// It would have to be finished before it must be accepted.
    BeforeAcceptance,
    /// Not a day as the calendar has it.
    NotADay,
    /// Exists already.
    Taken,
    /// Nobody who holds a post has this phone.
    NobodyInPost,
    /// Nobody acts for this unit now.
    NobodyInUnit,
    /// These people cannot review it.
    Review(ReviewRefusal),
}

/// Why a picture was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PhotoFault {
    #[error("not a picture we can read (JPEG, PNG, WebP)")]
    NotAPicture,
    #[error("a HEIC picture, which most phones can send as JPEG")]
    Heic,
    #[error("larger than {most_mib} MiB")]
    TooLarge { most_mib: u32 },
    #[error("has more pixels than can be shown")]
    TooManyPixels,
    #[error("more than {most} pictures")]
    TooMany { most: u32 },
    /// The file has no bytes.
    #[error("picture {place} is empty")]
    Empty { place: u32 },
    /// It was not read to its end, or could not be kept.
    #[error("picture {place} did not arrive")]
    NotArrived { place: u32 },
}

impl Error {
    pub fn field(field: impl Into<String>, fault: Fault) -> Self {
        Self::Fields(vec![FieldFault { field: field.into(), fault }])
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Stale => Self::ChangedMeanwhile,
            error => Self::Store(error),
        }
    }
}

impl From<TextError> for Fault {
    fn from(error: TextError) -> Self {
        if error == TextError::Empty { Self::Missing } else { Self::Text(error) }
    }
}

impl From<PhoneError> for Fault {
    fn from(_: PhoneError) -> Self {
        Self::Phone
    }
}

impl From<ReviewRefusal> for Fault {
    fn from(refusal: ReviewRefusal) -> Self {
        Self::Review(refusal)
    }
}

impl From<OfficeHoursError> for Fault {
    fn from(_: OfficeHoursError) -> Self {
        Self::Hours
    }
}

impl From<SheetFaults> for Error {
    fn from(faults: SheetFaults) -> Self {
        Self::Sheet(faults)
    }
}

/// An error with all its causes, for the log.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut chain = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        // Some libraries repeat their cause in their own words.
        if !chain.ends_with(&said) {
            chain += ": ";
            chain += &said;
        }
        cause = error.source();
    }
    chain
}

/// What stands in the place of a short name in the addresses of other pages: the form that adds one, and the file.
const OF_PAGES: [&str; 2] = ["new", "import"];

/// Collects what is wrong with a form, so that a person is told everything at once.
#[derive(Debug, Default)]
pub struct Checks(Vec<FieldFault>);

impl Checks {
    /// The value if it is fit; otherwise notes what is wrong with `field`.
    pub fn take<T, E: Into<Fault>>(&mut self, field: &str, value: std::result::Result<T, E>) -> Option<T> {
        value.map_err(|error| self.fault(field, error.into())).ok()
    }

    /// The number that was typed, if it lies between `least` and `most`, both included.
    pub fn number(&mut self, field: &str, raw: &str, least: u32, most: u32) -> Option<u32> {
        let fault = match typed::number(raw) {
            Ok(number) if (least..=most).contains(&number) => return Some(number),
            Err(NumberFault::Unreadable) if is_blank(raw) => Fault::Missing,
            Ok(_) | Err(NumberFault::Unreadable | NumberFault::TooLarge) => Fault::OutOfRange { least, most },
        };
        self.fault(field, fault);
        None
    }

    pub fn phone(&mut self, field: &str, raw: &str) -> Option<Phone> {
        self.take(
            field,
            if is_blank(raw) { Err(Fault::Missing) } else { Phone::new(raw).map_err(Fault::from) },
        )
    }

    /// A short name that stands in addresses: small letters, digits and dashes.
    pub fn slug(&mut self, field: &str, raw: &str) -> Option<String> {
        let slug = typed::plain(raw);
        let fits = (1..=40).contains(&slug.len())
            && !OF_PAGES.contains(&&*slug)
            && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits {
            return Some(slug.into_owned());
        }
        self.fault(field, if slug.is_empty() { Fault::Missing } else { Fault::ShortName });
        None
    }

    /// One of a closed list of names, as a file has them.
    pub fn choice<T>(&mut self, field: &str, raw: &str, named: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.take(field, named(&typed::plain(raw)).ok_or(Fault::NotAChoice))
    }

    pub fn fault(&mut self, field: &str, fault: Fault) {
        self.0.push(FieldFault { field: field.to_owned(), fault });
    }

    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Fields(self.0)) }
    }

    /// What was wrong, for verbs that need the values next: call after [`Checks::done`] cannot be used.
    pub fn refuse<T>(self) -> Result<T> {
        Err(Error::Fields(self.0))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("gave up: {0}")]
    struct Repeating(#[source] io::Error);

    #[test]
    fn a_chain_tells_each_cause_once() {
        let full = || io::Error::other("the disk is full");
        let error = Error::Files { doing: "keeping a photo", source: full() };
        assert_eq!(chain(&error), "the file store failed while keeping a photo: the disk is full");
        assert_eq!(chain(&Repeating(full())), "gave up: the disk is full");
    }
}
