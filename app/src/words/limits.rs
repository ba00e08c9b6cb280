//! What to say to whoever met a limit: what was too much, and from when on it is not.

use desk::limits::{Limit, TooMuch};
use domain::{Minutes, Timestamp};

use super::time::{length, when};
use crate::t;

pub(super) fn too_much(much: TooMuch) -> String {
    let what = match much.limit {
        Limit::CodesPerPhone | Limit::CodesPerKnownAddress | Limit::CodesPerKnownBrowser => {
            t!("limit-codes-phone")
        }
        Limit::CodesPerAddress | Limit::CodesPerNetwork | Limit::CodesPerMinute | Limit::CodesPerDay => {
            t!("limit-codes-all")
        }
        Limit::VisitsPerAddress | Limit::VisitsPerNetwork | Limit::Visits | Limit::VisitsPerKnownBrowser => {
            t!("limit-busy")
        }
        Limit::DraftBytesOfStranger | Limit::DraftBytes => t!("limit-too-long"),
        Limit::DraftsPerBrowser
        | Limit::DraftBytesPerPerson
        | Limit::DraftBytesPerAddress
        | Limit::DraftBytesPerNetwork
        | Limit::DraftBytesOfStrangers => t!("limit-typed"),
        Limit::OpenOrdersPerPerson | Limit::OpenOrdersPerWorker => t!("limit-orders-open"),
        Limit::OrdersPerPerson | Limit::OrdersPerWorker => t!("limit-orders"),
        Limit::OrdersPerGrid => t!("limit-orders-grid"),
        Limit::WrongVoucherCodes => t!("limit-voucher-codes"),
        Limit::UploadsPerPerson => t!("limit-uploads"),
        Limit::UploadBytes | Limit::UploadSeconds | Limit::PicturesWaiting => t!("limit-files"),
        Limit::Connections
        | Limit::ConnectionsPerAddress
        | Limit::HeadSeconds
        | Limit::IdleSeconds
        | Limit::BodySeconds
        | Limit::BodyBytesPerSecond
        | Limit::BodiesPerAddress
        | Limit::Lines
        | Limit::LinesPerSession
        | Limit::LinesPerAddress => t!("limit-busy"),
    };
    match much.again_at {
        Some(again_at) => {
            let again_at = whole_minute(again_at);
            let wait = length(again_at.minutes_since(much.at).max(Minutes(1)));
            t!("limit-again", what = what, when = when(again_at, much.at), wait = wait)
        }
        None => what,
    }
}

/// What is told to the minute must not be told too early.
fn whole_minute(at: Timestamp) -> Timestamp {
    let minute = Minutes(1).micros();
    Timestamp::from_micros((at.micros() + minute - 1).div_euclid(minute) * minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_it_works_again_is_told_truly() {
        let at = Timestamp::from_micros(1_795_276_800_000_000); // 2026-11-22 00:00
        let said = |limit, seconds| too_much(TooMuch { limit, at, again_at: Some(at.plus_seconds(seconds)) });
        assert_eq!(
            said(Limit::CodesPerMinute, 31),
            "现在要验证码的人太多了。请在今天 0:01 以后再试（还要等 1 分钟）。"
        );
        assert_eq!(
            said(Limit::CodesPerPhone, 14 * 3600),
            "这个号码今天要的验证码太多了。请在今天 14:00 以后再试（还要等 14 小时）。"
        );
        let open = too_much(TooMuch { limit: Limit::OpenOrdersPerPerson, at, again_at: None });
        assert!(open.contains("12345"), "{open}");
    }
}
