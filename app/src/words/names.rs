//! Names of what the domain knows.

use domain::{
    Role, What,
    area::{GridKind, Level},
    catalogue::{Class, Helpers},
    points::Rule,
    request::{Grade, Handover, RefusalReason, Stage, State},
    shop::VoucherState,
};

use crate::t;

pub fn role(role: Role) -> String {
    match role {
        Role::Resident => t!("role-resident"),
        Role::Volunteer => t!("role-volunteer"),
        Role::PartyVolunteer => t!("role-party-volunteer"),
        Role::GridWorker => t!("role-grid-worker"),
        Role::GridLeader => t!("role-grid-leader"),
        Role::Staff => t!("role-staff"),
        Role::ShopKeeper => t!("role-shop-keeper"),
        Role::Moderator => t!("role-moderator"),
        Role::Administrator => t!("role-administrator"),
    }
}

pub fn level(level: Level) -> String {
    match level {
        Level::District => t!("level-district"),
        Level::Town => t!("level-town"),
        Level::Community => t!("level-community"),
        Level::Grid => t!("level-grid"),
        Level::MicroGrid => t!("level-micro-grid"),
    }
}

pub fn grid_kind(kind: GridKind) -> String {
    match kind {
        GridKind::Comprehensive => t!("grid-kind-comprehensive"),
        GridKind::Exclusive => t!("grid-kind-exclusive"),
        GridKind::Sea => t!("grid-kind-sea"),
    }
}

pub fn class(class: Class) -> String {
    match class {
        Class::Repair => t!("class-repair"),
        Class::Errand => t!("class-errand"),
        Class::Companionship => t!("class-companionship"),
        Class::Health => t!("class-health"),
        Class::Legal => t!("class-legal"),
        Class::Policy => t!("class-policy"),
        Class::Hazard => t!("class-hazard"),
        Class::Street => t!("class-street"),
        Class::Family => t!("class-family"),
        Class::Other => t!("class-other"),
    }
}

/// Who may accept a service.
pub fn helpers(helpers: Helpers) -> String {
    match helpers {
        Helpers::Volunteers => t!("helpers-volunteers"),
        Helpers::PartyMembers => t!("helpers-party-members"),
        Helpers::GridStaff => t!("helpers-grid-staff"),
    }
}

/// The character of a stage's stamp, and its word.
pub fn stage(stage: Stage) -> (&'static str, String) {
    match stage {
        Stage::Report => ("报", t!("stage-report")),
        Stage::Verify => ("核", t!("stage-verify")),
        Stage::Dispatch => ("派", t!("stage-dispatch")),
        Stage::Handle => ("办", t!("stage-handle")),
        Stage::Check => ("查", t!("stage-check")),
        Stage::Rate => ("评", t!("stage-rate")),
    }
}

/// Where a slip stands, in a few words.
pub fn state(state: &State) -> String {
    match state {
        State::Placed => t!("state-placed"),
        State::AskedBack { .. } => t!("state-asked-back"),
        State::Refused { .. } => t!("state-refused"),
        State::Withdrawn { .. } => t!("state-withdrawn"),
        State::Verified { .. } => t!("state-verified"),
        State::Dispatched { .. } => t!("state-dispatched"),
        State::Accepted { .. } => t!("state-accepted"),
        State::Arrived { .. } => t!("state-arrived"),
        State::Finished { .. } => t!("state-finished"),
        State::Checked { .. } => t!("state-checked"),
        State::Closed { .. } => t!("state-closed"),
    }
}

/// What a step of the history did, without its doer. `to`: by name, to whom it was given.
pub fn event(what: &What, to: Option<&str>) -> String {
    match what {
        What::Placed => t!("event-placed"),
        What::AskedBack { .. } => t!("event-asked-back"),
        What::Answered { .. } => t!("event-answered"),
        What::Refused { .. } => t!("event-refused"),
        What::Verified => t!("event-verified"),
        What::Dispatched { to: Handover::Hall } => t!("event-dispatched-hall"),
        What::Dispatched { to: Handover::Person(_) } => match to {
            Some(to) => t!("event-dispatched-to", to = to),
            None => t!("event-dispatched"),
        },
        What::Accepted => t!("event-accepted"),
        What::Returned { .. } => t!("event-returned"),
        What::Arrived => t!("event-arrived"),
        What::Progressed { .. } => t!("event-progressed"),
        What::Finished { .. } => t!("event-finished"),
        What::SentBack { .. } => t!("event-sent-back"),
        What::Checked { .. } => t!("event-checked"),
        What::Rated { .. } => t!("event-rated"),
        What::Reopened => t!("event-reopened"),
        What::Withdrawn { .. } => t!("event-withdrawn"),
        What::Closed => t!("event-closed"),
    }
}

pub fn grade(grade: Grade) -> String {
    match grade {
        Grade::VerySatisfied => t!("grade-5"),
        Grade::Satisfied => t!("grade-4"),
        Grade::Fair => t!("grade-3"),
        Grade::Dissatisfied => t!("grade-2"),
        Grade::VeryDissatisfied => t!("grade-1"),
    }
}

/// A reason of the public list.
pub fn refusal_reason(reason: RefusalReason) -> String {
    match reason {
        RefusalReason::NotOurs => t!("reason-not-ours"),
        RefusalReason::Duplicate => t!("reason-duplicate"),
        RefusalReason::NotFound => t!("reason-not-found"),
        RefusalReason::Emergency => t!("reason-emergency"),
        RefusalReason::OwnProcedure => t!("reason-own-procedure"),
        RefusalReason::Misuse => t!("reason-misuse"),
    }
}

/// The reasons one may give for looking at somebody's contact, as they are kept.
pub const LOOK_REASONS: [&str; 4] = ["before_visit", "verify", "follow_up", "urgent"];

/// Why somebody looked, in the reader's words. What is no reason of the list is shown as it was kept.
pub fn look_reason(reason: &str) -> String {
    match reason {
        "before_visit" => t!("look-before-visit"),
        "verify" => t!("look-verify"),
        "follow_up" => t!("look-follow-up"),
        "urgent" => t!("look-urgent"),
        other => other.to_owned(),
    }
}

/// Why points were given.
pub fn rule(rule: Rule) -> String {
    match rule {
        Rule::Helped => t!("rule-helped"),
        Rule::FirstOrder => t!("rule-first-order"),
        Rule::Rated => t!("rule-rated"),
    }
}

pub fn voucher_state(state: &VoucherState) -> String {
    match state {
        VoucherState::Live => t!("voucher-live"),
        VoucherState::Redeemed { .. } => t!("voucher-redeemed"),
        VoucherState::Cancelled { .. } => t!("voucher-cancelled"),
        VoucherState::Expired { .. } => t!("voucher-expired"),
    }
}
