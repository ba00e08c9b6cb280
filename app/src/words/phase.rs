//! What somebody had a slip for.

use domain::request::Phase;

use crate::t;

pub fn phase(phase: Phase) -> String {
    match phase {
        Phase::Verify => t!("phase-verify"),
        Phase::Answer => t!("phase-answer"),
        Phase::Dispatch => t!("phase-dispatch"),
        Phase::Accept => t!("phase-accept"),
        Phase::Decide => t!("phase-decide"),
        Phase::Handle => t!("phase-handle"),
        Phase::Check => t!("phase-check"),
        Phase::Rate => t!("phase-rate"),
        Phase::Review => t!("phase-review"),
        Phase::Parked => t!("phase-parked"),
        Phase::Parts => t!("phase-parts"),
        Phase::Joined => t!("phase-joined"),
    }
}
