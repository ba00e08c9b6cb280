//! What the house says about its own facts: why something was not done and what to do next, names of roles, states and
//! grades, times. Every `match` names all cases, so a new one does not compile until it has words in both languages.

mod names;
mod next;
mod time;

use desk::{Error, Fault, error::PhotoFault};
use domain::{permit::Denied, request::Refusal, shop::ShopRefusal, sign_in::CodeRefusal, text::TextError};

pub use self::{
    names::{
        LOOK_REASONS, class, event, grade, grid_kind, helpers, level, look_reason, refusal_reason, role,
        rule, stage, state, voucher_state,
    },
    next::{Standing, next},
    time::{datetime, day, left, length, when},
};
use crate::t;

/// Why the desk did not do it, and what the person can do now.
pub fn error(error: &Error) -> String {
    match error {
        Error::SignInFirst => t!("error-sign-in-first"),
        Error::NotFound => t!("error-not-found"),
        Error::Denied(denied) => self::denied(*denied),
        Error::Fields(_) => t!("error-fields"),
        Error::Taken { by } => t!("error-taken", by = by.as_str()),
        Error::Request(refusal) => request(*refusal),
        Error::Shop(refusal) => shop(refusal),
        Error::Code(refusal) => code(*refusal),
        Error::ChangedMeanwhile => t!("error-changed-meanwhile"),
        Error::NotSent => t!("error-not-sent"),
        Error::Store(_) | Error::Files { .. } => t!("error-ours"),
    }
}

pub fn denied(denied: Denied) -> String {
    match denied {
        Denied::NotYourRole => t!("denied-not-your-role"),
        Denied::NotYourArea => t!("denied-not-your-area"),
        Denied::OwnRequest => t!("denied-own-request"),
        Denied::NotYourRequest => t!("denied-not-your-request"),
        Denied::NotYourWork => t!("denied-not-your-work"),
        Denied::OwnWork => t!("denied-own-work"),
        Denied::GivenToAnother => t!("denied-given-to-another"),
    }
}

fn request(refusal: Refusal) -> String {
    match refusal {
        Refusal::ServiceRetired => t!("refusal-service-retired"),
        Refusal::AlreadyAccepted { .. } => t!("refusal-already-accepted"),
        Refusal::AlreadyDone => t!("refusal-already-done"),
        Refusal::NotNow => t!("refusal-not-now"),
        Refusal::CannotBeGiven => t!("refusal-cannot-be-given"),
        Refusal::RatingOver => t!("refusal-rating-over"),
    }
}

fn shop(refusal: &ShopRefusal) -> String {
    match refusal {
        ShopRefusal::Retired => t!("shop-refusal-retired"),
        ShopRefusal::SoldOut => t!("shop-refusal-sold-out"),
        ShopRefusal::TooFewPoints { short } => t!("shop-refusal-too-few-points", short = *short),
        ShopRefusal::AlreadyRedeemed { at } => t!("shop-refusal-already-redeemed", at = at.to_string()),
        ShopRefusal::AlreadyCancelled => t!("shop-refusal-already-cancelled"),
        ShopRefusal::HasExpired => t!("shop-refusal-has-expired"),
        ShopRefusal::NotYet => t!("shop-refusal-not-yet"),
    }
}

fn code(refusal: CodeRefusal) -> String {
    match refusal {
        CodeRefusal::NoCode => t!("code-none"),
        CodeRefusal::RunOut => t!("code-run-out"),
        CodeRefusal::TooManyTries => t!("code-too-many-tries"),
        CodeRefusal::Wrong { left } => t!("code-wrong", left = left),
        CodeRefusal::TooSoon { seconds } => t!("code-too-soon", seconds = seconds),
        CodeRefusal::TooMany => t!("code-too-many"),
    }
}

/// What is wrong with a field, and how to put it right.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Missing => t!("fault-missing"),
        Fault::Text(TextError::Empty) => t!("fault-missing"),
        Fault::Text(TextError::TooLong { has, most }) => t!("fault-too-long", has = *has, most = *most),
        Fault::Text(TextError::Unprintable) => t!("fault-unprintable"),
        Fault::Phone => t!("fault-phone"),
        Fault::NotAChoice => t!("fault-not-a-choice"),
        Fault::ShortName => t!("fault-short-name"),
        Fault::OutOfRange { least, most } => t!("fault-out-of-range", least = *least, most = *most),
        Fault::Photo(fault) => photo(*fault),
        Fault::CheckDigit => t!("fault-check-digit"),
        Fault::Taken => t!("fault-taken"),
    }
}

fn photo(fault: PhotoFault) -> String {
    match fault {
        PhotoFault::NotAPicture => t!("photo-not-a-picture"),
        PhotoFault::Heic => t!("photo-heic"),
        PhotoFault::TooLarge { most_mib } => t!("photo-too-large", most = most_mib),
        PhotoFault::TooManyPixels => t!("photo-too-many-pixels"),
        PhotoFault::TooMany { most } => t!("photo-too-many", most = most),
    }
}
