//! Names of what the domain knows.

use desk::place::Seat;
use domain::{
    Rank, Role, Unit,
    area::{GridKind, Level},
    catalogue::{Class, Helpers, Priority, Proof, Standing},
    points::Rule,
    request::{Difficulty, Emergency, Finding, Grade, RefusalReason, Stage, State, Wait},
    shop::VoucherState,
    unit::UnitKind,
};

use crate::{context::locale, t};

pub fn role(role: Role) -> String {
    match role {
        Role::Resident => t!("role-resident"),
        Role::Volunteer => t!("role-volunteer"),
        Role::PartyVolunteer => t!("role-party-volunteer"),
        Role::GridWorker => t!("role-grid-worker"),
        Role::GridLeader => t!("role-grid-leader"),
        Role::Staff => t!("role-staff"),
        Role::UnitWorker => t!("role-unit-worker"),
        Role::ShopKeeper => t!("role-shop-keeper"),
        Role::Moderator => t!("role-moderator"),
        Role::Administrator => t!("role-administrator"),
    }
}

/// A unit's name in the reader's language.
pub fn unit(unit: &Unit) -> String {
    locale().pick(&unit.name_zh, &unit.name_en).to_owned()
}

pub fn unit_kind(kind: UnitKind) -> String {
    match kind {
        UnitKind::Department => t!("unit-kind-department"),
        UnitKind::TownOffice => t!("unit-kind-town-office"),
        UnitKind::Company => t!("unit-kind-company"),
        UnitKind::Organisation => t!("unit-kind-organisation"),
    }
}

/// Where a post is held: in a unit, or else for an area.
pub fn seat(seat: &Seat) -> String {
    seat.unit.as_ref().map_or_else(|| seat.area_name.clone(), unit)
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
        Class::Livelihood => t!("class-livelihood"),
        Class::Environment => t!("class-environment"),
        Class::Facilities => t!("class-facilities"),
        Class::Safety => t!("class-safety"),
        Class::Disputes => t!("class-disputes"),
        Class::Policy => t!("class-policy"),
    }
}

/// Who may accept a service.
pub fn helpers(helpers: Helpers) -> String {
    match helpers {
        Helpers::Volunteers => t!("helpers-volunteers"),
        Helpers::PartyMembers => t!("helpers-party-members"),
        Helpers::GridStaff => t!("helpers-grid-staff"),
        Helpers::Units => t!("helpers-units"),
    }
}

pub fn priority(priority: Priority) -> String {
    match priority {
        Priority::Urgent => t!("priority-urgent"),
        Priority::High => t!("priority-high"),
        Priority::Normal => t!("priority-normal"),
    }
}

/// Which pictures prove the work.
pub fn proof(proof: Proof) -> String {
    match proof {
        Proof::None => t!("proof-none"),
        Proof::After => t!("proof-after"),
        Proof::BeforeAfter => t!("proof-before-after"),
    }
}

/// Whether cases of a type can be opened, and why not.
pub fn standing_of_type(standing: Standing) -> String {
    match standing {
        Standing::InForce => t!("type-in-force"),
        Standing::InReview => t!("type-in-review"),
        Standing::Declined => t!("type-declined"),
        Standing::Retired => t!("type-retired"),
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
        State::Returned { .. } => t!("state-returned"),
        State::Disputed { .. } => t!("state-disputed"),
        State::Parked { .. } => t!("state-parked"),
        State::Split { .. } => t!("state-split"),
        State::Merged { .. } => t!("state-merged"),
        State::Turned { .. } => t!("state-turned"),
    }
}

/// What waits on a slip for somebody's word.
pub fn wait(wait: Wait) -> String {
    match wait {
        Wait::Return => t!("wait-return"),
        Wait::Dispute => t!("wait-dispute"),
        Wait::Extension => t!("wait-extension"),
        Wait::Supervision => t!("wait-supervision"),
        Wait::Whistle => t!("wait-whistle"),
        Wait::Escalation => t!("wait-escalation"),
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

/// A line that is answered at once, with its number.
pub fn emergency(line: Emergency) -> String {
    match line {
        Emergency::Police => t!("emergency-police"),
        Emergency::Fire => t!("emergency-fire"),
        Emergency::Ambulance => t!("emergency-ambulance"),
    }
}

/// What came of looking into a bad rating.
pub fn finding(finding: Finding) -> String {
    match finding {
        Finding::Justified => t!("finding-justified"),
        Finding::Mistaken => t!("finding-mistaken"),
        Finding::Malicious => t!("finding-malicious"),
    }
}

/// How hard a case is that units are called for.
pub fn difficulty(difficulty: Difficulty) -> String {
    match difficulty {
        Difficulty::Ordinary => t!("difficulty-ordinary"),
        Difficulty::Hard => t!("difficulty-hard"),
        Difficulty::Urgent => t!("difficulty-urgent"),
    }
}

/// A level of those who run the desk.
pub fn rank(rank: Rank) -> String {
    match rank {
        Rank::Worker => t!("rank-worker"),
        Rank::Leader => t!("rank-leader"),
        Rank::Community => t!("rank-community"),
        Rank::Town => t!("rank-town"),
        Rank::District => t!("rank-district"),
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
