//! What may be done to a slip: by which verb, with what, and by whom.

use desk::{
    Ask, Error, Result,
    request::{self, To, Work},
};
use domain::{
    Actor, PersonId, Request, RequestNumber, Timestamp, UnitId,
    catalogue::Service,
    permit,
    request::{Beside, State},
};

pub const VERBS: [&str; 38] = [
    "verify",
    "ask back",
    "answer",
    "refuse",
    "turn",
    "withdraw",
    "merge",
    "unmerge",
    "not mended",
    "split",
    "dispatch",
    "dispatch to",
    "dispatch to a unit",
    "accept",
    "give back",
    "return",
    "decide a return",
    "park",
    "resume",
    "arrive",
    "report",
    "reach",
    "finish",
    "ask for time",
    "decide about time",
    "supervise",
    "answer a supervisor",
    "whistle",
    "report in",
    "rate a unit",
    "assist",
    "check",
    "send back",
    "rate well",
    "rate badly",
    "justified",
    "mistaken",
    "malicious",
];

/// What a verb is done with, thrown before, so that the same ask can be sent again.
pub struct With {
    pub helper: PersonId,
    /// The first leads.
    pub units: Vec<UnitId>,
    pub earlier: RequestNumber,
    /// `yes` or `no`.
    pub verdict: &'static str,
    /// Days to put off to: of parking, and of more time.
    pub soon: String,
    pub later: String,
}

pub async fn act(verb: &str, ask: &Ask, number: RequestNumber, with: &With) -> Result<Request> {
    let work = Work { note: "换了灯泡".to_owned(), photos: Vec::new() };
    match verb {
        "verify" => request::verify(ask, number).await,
        "ask back" => request::ask_back(ask, number, "哪一层?").await,
        "answer" => request::answer(ask, number, "三层").await,
        "refuse" => request::refuse(ask, number, "not_ours", "").await,
        "turn" => request::turn(ask, number, "119", "").await,
        "withdraw" => request::withdraw(ask, number, "").await,
        "merge" => request::merge(ask, number, &with.earlier.digits()).await,
        "unmerge" => request::unmerge(ask, number).await,
        "not mended" => request::not_mended(ask, number, "").await,
        "split" => {
            let part =
                |need: &str, service: &str| request::Part { need: need.into(), service: service.into() };
            let parts = [part("换灯", "repair-light"), part("扫楼道", "dirty-road")];
            request::split(ask, number, &parts).await
        }
        "dispatch" => request::dispatch(ask, number, To::Hall).await,
        "dispatch to" => request::dispatch(ask, number, To::Person(with.helper)).await,
        "dispatch to a unit" => {
            let to = To::Unit { lead: with.units[0], helping: with.units[1..].to_vec() };
            request::dispatch(ask, number, to).await
        }
        "accept" => request::accept(ask, number).await,
        "give back" => request::give_back(ask, number, "今天来不了").await,
        "return" => request::return_to_above(ask, number, "不是我们管的").await,
        "decide a return" => request::decide_return(ask, number, with.verdict, "").await,
        "park" => request::park(ask, number, "等配件", &with.soon).await,
        "resume" => request::resume(ask, number).await,
        "arrive" => request::arrive(ask, number, Work::default()).await,
        "report" => request::report(ask, number, work).await,
        "reach" => request::reach(ask, number).await,
        "finish" => request::finish(ask, number, work).await,
        "ask for time" => request::ask_extension(ask, number, &with.later, "要等材料").await,
        "decide about time" => request::decide_extension(ask, number, with.verdict, "").await,
        "supervise" => request::supervise(ask, number, "进展如何?").await,
        "answer a supervisor" => request::answer_supervision(ask, number, "明天办完").await,
        "whistle" => {
            let units: Vec<String> = with.units.iter().map(UnitId::to_string).collect();
            request::whistle(ask, number, "hard", &units, "请到现场").await
        }
        "report in" => request::report_in(ask, number, "").await,
        "rate a unit" => request::rate_unit(ask, number, &with.units[0].to_string(), "4", "").await,
        "assist" => request::assist(ask, number, "送来了梯子").await,
        "check" => request::check(ask, number, Work::default()).await,
        "send back" => request::send_back(ask, number, "还是不亮").await,
        "rate well" => request::rate(ask, number, "5", "").await,
        "rate badly" => request::rate(ask, number, "1", "").await,
        "justified" | "mistaken" | "malicious" => request::judge(ask, number, verb, "现场看过").await,
        _ => Err(Error::NotFound),
    }
}

/// May this person do this to that slip, if it stands where it can be done?
pub fn may(verb: &str, actor: Actor, slip: &Request, service: &Service) -> bool {
    match verb {
        "answer" | "withdraw" | "rate well" | "rate badly" | "not mended" => permit::own(actor, slip).is_ok(),
        "arrive" | "report" | "reach" | "finish" | "give back" | "ask for time" => {
            permit::handle(actor, slip, service).is_ok()
        }
        "accept" => permit::accept(actor, slip, service).is_ok(),
        "return" => permit::lead(actor, slip).is_ok(),
        "assist" => permit::assist(actor, slip).is_ok(),
        "report in" => permit::report_in(actor, slip).is_ok(),
        "whistle" | "rate a unit" => permit::whistle(actor, slip).is_ok(),
        "decide a return" | "decide about time" | "park" | "supervise" => permit::decide(actor, slip).is_ok(),
        "answer a supervisor" => permit::answer_for(actor, slip, service).is_ok(),
        "check" | "send back" | "justified" | "mistaken" | "malicious" => permit::check(actor, slip).is_ok(),
        _ => permit::run(actor, slip).is_ok(),
    }
}

/// What mostly comes next, each as often as it stands here.
pub fn next(slip: &Request) -> &'static [&'static str] {
    match slip.state {
        State::Placed => {
            &["verify", "verify", "verify", "verify", "ask back", "ask back", "merge", "refuse", "turn"]
        }
        State::AskedBack { .. } => &["answer", "answer", "wait", "wait", "wait", "wait"],
        State::Verified { .. } => &[
            "dispatch",
            "dispatch",
            "dispatch to",
            "dispatch to",
            "dispatch to a unit",
            "dispatch to a unit",
            "split",
            "merge",
            "withdraw",
        ],
        State::Dispatched { .. } => {
            &["accept", "accept", "accept", "accept", "dispatch", "dispatch to", "return", "assist", "merge"]
        }
        State::Returned { .. } => &["decide a return"],
        State::Accepted { .. } => &[
            "arrive",
            "arrive",
            "arrive",
            "reach",
            "report",
            "assist",
            "finish",
            "give back",
            "return",
            "park",
        ],
        State::Arrived { .. } => {
            &["report", "reach", "assist", "finish", "finish", "finish", "give back", "park"]
        }
        State::Finished { .. } => &["check", "check", "check", "send back"],
        State::Checked { .. } => &["rate well", "rate badly", "rate badly", "wait"],
        State::Disputed { .. } => &["justified", "mistaken", "malicious", "malicious"],
        State::Parked { .. } => &["resume", "wait", "wait"],
        State::Split { .. } => &["wait"],
        State::Merged { .. } => &["not mended", "not mended", "wait", "wait", "unmerge"],
        State::Refused { .. } | State::Turned { .. } | State::Withdrawn { .. } | State::Closed { .. } => {
            &VERBS
        }
    }
}

/// What may be done beside, whatever comes next.
pub fn beside(slip: &Request, at: Timestamp) -> &'static [&'static str] {
    let Beside { helping, extension, supervision, whistle, .. } = &slip.beside;
    if extension.is_some() {
        &["decide about time"]
    } else if !helping.is_empty() {
        &["assist", "ask for time", "whistle"]
    } else if slip.handler().is_some() && at < slip.limits.finish.at {
        &["ask for time", "ask for time", "reach", "reach", "supervise", "whistle"]
    } else if whistle.is_some() && supervision.is_some() {
        &["report in", "rate a unit", "answer a supervisor"]
    } else if whistle.is_some() {
        &["report in", "rate a unit", "supervise"]
    } else {
        &["whistle", "answer a supervisor"]
    }
}
