//! What the house says about its own facts: why something was not done and what to do next, names of roles, states and
//! grades, times. Every `match` names all cases, so a new one does not compile until it has words in both languages.

mod asides;
mod event;
mod limits;
mod names;
mod news;
mod next;
mod phase;
mod sheet;
mod time;
mod why;

use desk::{Error, Fault, error::PhotoFault};
use domain::{
    calendar::LimitError, catalogue::ReviewRefusal, permit::Denied, request::Refusal, shop::ShopRefusal,
    sign_in::CodeRefusal, text::TextError,
};
use leptos::prelude::{Owner, provide_context};

pub use self::{
    asides::asides,
    event::{event, listed},
    names::{
        LOOK_REASONS, class, difficulty, emergency, finding, grade, grid_kind, helpers, level, look_reason,
        priority, proof, rank, refusal_reason, role, rule, seat, stage, standing_of_type, state, unit,
        unit_kind, voucher_state, wait,
    },
    news::{Told, news},
    next::{Standing, inside, next},
    phase::phase,
    sheet::{sheet, sheet_in},
    time::{clock, datetime, day, hours, left, length, office_hours, since, when},
    why::{Stood, limit, why},
};
use crate::{t, text::Locale};

/// Why the desk did not do it, and what the person can do now.
pub fn error(error: &Error) -> String {
    match error {
        Error::SignInFirst => t!("error-sign-in-first"),
        Error::NotFound => t!("error-not-found"),
        Error::Denied(denied) => self::denied(*denied),
        Error::Fields(_) | Error::Sheet(_) => t!("error-fields"),
        Error::Taken { by } => t!("error-taken", by = by.as_str()),
        Error::Request(refusal) => request(*refusal),
        Error::Shop(refusal) => shop(refusal),
        Error::Code(refusal) => code(*refusal),
        Error::Review(refusal) => review(*refusal),
        Error::TooMuch(much) => limits::too_much(*much),
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
        Denied::NotHighEnough => t!("denied-not-high-enough"),
        Denied::NotYourUnit => t!("denied-not-your-unit"),
        Denied::Concerned => t!("denied-concerned"),
        Denied::OwnPost => t!("denied-own-post"),
        Denied::LastAdministrator => t!("denied-last-administrator"),
    }
}

fn request(refusal: Refusal) -> String {
    match refusal {
        Refusal::ServiceRetired => t!("refusal-service-retired"),
        Refusal::NotAdmitted => t!("refusal-not-admitted"),
        Refusal::AlreadyAccepted { .. } => t!("refusal-already-accepted"),
        Refusal::AlreadyDone => t!("refusal-already-done"),
        Refusal::NotNow => t!("refusal-not-now"),
        Refusal::CannotBeGiven => t!("refusal-cannot-be-given"),
        Refusal::RatingOver => t!("refusal-rating-over"),
        Refusal::ReturnDecided => t!("refusal-return-decided"),
        Refusal::LimitOver => t!("refusal-limit-over"),
        Refusal::DayOutOfReach => t!("refusal-day-out-of-reach"),
        Refusal::NothingOpen => t!("refusal-nothing-open"),
        Refusal::CannotBeMerged => t!("refusal-cannot-be-merged"),
        Refusal::CannotBeSplit => t!("refusal-cannot-be-split"),
        Refusal::PictureMissing => t!("refusal-picture-missing"),
        Refusal::ProofMissing => t!("refusal-proof-missing"),
        Refusal::SecondReviewer => t!("refusal-second-reviewer"),
        Refusal::AlreadyExplained => t!("refusal-already-explained"),
        Refusal::ObjectionOver => t!("refusal-objection-over"),
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
    }
}

fn review(refusal: ReviewRefusal) -> String {
    match refusal {
        ReviewRefusal::UnderWay => t!("review-under-way"),
        ReviewRefusal::TooFew { least } => t!("review-too-few", least = least),
        ReviewRefusal::OwnProposal => t!("review-own-proposal"),
        ReviewRefusal::Over => t!("review-over"),
        ReviewRefusal::AlreadySaid => t!("review-already-said"),
        ReviewRefusal::Declined => t!("review-was-declined"),
    }
}

/// What is wrong with a field, and how to put it right.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Missing => t!("fault-missing"),
        Fault::Text(TextError::Empty) => t!("fault-missing"),
        Fault::Text(TextError::TooLong { has, most }) => t!("fault-too-long", has = *has, most = *most),
        Fault::Text(TextError::Unprintable { place, code }) => {
            t!("fault-unprintable", place = *place, code = format!("U+{code:04X}"))
        }
        Fault::Phone => t!("fault-phone"),
        Fault::PublicPhone => t!("fault-public-phone"),
        Fault::Hours => t!("fault-hours"),
        Fault::NotAChoice => t!("fault-not-a-choice"),
        Fault::ShortName => t!("fault-short-name"),
        Fault::OutOfRange { least, most } => t!("fault-out-of-range", least = *least, most = *most),
        Fault::Photo(fault) => photo(*fault),
        Fault::FileTooLarge { most_mib } => t!("fault-file-too-large", most = *most_mib),
        Fault::CheckDigit => t!("fault-check-digit"),
        Fault::NotADay => t!("fault-not-a-day"),
        Fault::Taken => t!("fault-taken"),
        Fault::Limit(fault) => limit_fault(*fault),
        Fault::BeforeAcceptance => t!("fault-before-acceptance"),
        Fault::NobodyInPost => t!("fault-nobody-in-post"),
        Fault::NobodyInUnit => t!("fault-nobody-in-unit"),
        Fault::Review(refusal) => review(*refusal),
    }
}

/// The same where nobody reads a page: on the command line.
pub fn fault_in(locale: Locale, fault: &Fault) -> String {
    Owner::new().with(|| {
        provide_context(locale);
        self::fault(fault)
    })
}

fn limit_fault(fault: LimitError) -> String {
    match fault {
        LimitError::Unreadable => t!("fault-limit"),
        LimitError::Fraction => t!("fault-limit-fraction"),
        LimitError::Zero => t!("fault-limit-zero"),
        LimitError::TooLong => t!("fault-limit-too-long"),
    }
}

fn photo(fault: PhotoFault) -> String {
    match fault {
        PhotoFault::NotAPicture => t!("photo-not-a-picture"),
        PhotoFault::Heic => t!("photo-heic"),
        PhotoFault::TooLarge { most_mib } => t!("photo-too-large", most = most_mib),
        PhotoFault::TooManyPixels => t!("photo-too-many-pixels"),
        PhotoFault::TooMany { most } => t!("photo-too-many", most = most),
        PhotoFault::Empty { place } => t!("photo-empty", place = place),
        PhotoFault::NotArrived { place } => t!("photo-not-arrived", place = place),
    }
}
