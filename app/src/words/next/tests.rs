//! Every sentence as each reader reads it, in both languages, before the limit and after it.

use desk::view::{Keeper, Reader};
use domain::{
    Minutes, PersonId, RequestNumber, Role, Timestamp, Unit, UnitId,
    calendar::{Calendar, Limit, Office, OfficeHours},
    request::{Emergency, Grade, Handling, Handover, Part, RefusalReason, State},
    text::Note,
    unit::UnitKind,
};
use insta::assert_snapshot;
use leptos::prelude::{Owner, provide_context};

use super::*;

mod english;
mod merged;

/// 2026-11-21 10:00 in the district.
const NOW: Timestamp = Timestamp::from_micros(1_795_226_400_000_000);

const UNIT: UnitId = UnitId(uuid::Uuid::from_u128(1));
const CALLED: UnitId = UnitId(uuid::Uuid::from_u128(2));

fn water() -> Unit {
    Unit {
        id: UNIT,
        slug: "water".to_owned(),
        name_zh: "水务局".to_owned(),
        name_en: "Water Bureau".to_owned(),
        kind: UnitKind::Department,
        area: "321012".parse().unwrap(),
        hours: OfficeHours::default(),
        retired: false,
    }
}

/// What a state is called in the snapshots, the state, and how often it was reopened.
type Case = (&'static str, State, u32);

fn states() -> Vec<Case> {
    let (by, at) = (PersonId::from(uuid::Uuid::nil()), NOW);
    let handling = Handling { by, accepted_at: at, unit: None };
    let of_unit = Handling { unit: Some(UNIT), ..handling };
    let served = Minutes(40);
    let question = Note::new("几楼的灯?").unwrap();
    let plan = Note::new("树要等到春天才能移。").unwrap();
    let later = NOW.plus(Minutes::days(3));
    let closed = |grade| State::Closed { handling: Some(handling), served, grade, at };
    let number = |sequence| RequestNumber::new(NOW, sequence);
    let parts = vec![Part { number: number(2), over: true }, Part { number: number(3), over: false }];
    let (calendar, hours) = (Calendar::default(), OfficeHours::default());
    let answer_by = Office { calendar: &calendar, hours: &hours }.deadline(at, Limit::working_days(15));
    let disputed = |doubted_by| State::Disputed {
        handling,
        served,
        grade: Grade::Dissatisfied,
        at,
        answer_by: answer_by.clone(),
        doubted_by,
    };
    let arrived = |handling| State::Arrived { handling, arrived_at: at };
    let finished = |handling| State::Finished { handling, arrived_at: Some(at), finished_at: at };
    let given = |to| State::Dispatched { by, at, to };
    vec![
        ("placed", State::Placed, 0),
        ("asked back", State::AskedBack { by, at, question, until: later }, 0),
        ("verified", State::Verified { by, at }, 0),
        ("reopened", State::Verified { by, at }, 1),
        ("in the hall", given(Handover::Hall), 0),
        ("given", given(Handover::Person(by)), 0),
        ("given to a unit", given(Handover::Unit(UNIT)), 0),
        ("returned", State::Returned { by, at, unit: UNIT }, 0),
        ("accepted", State::Accepted { handling }, 0),
        ("accepted by a unit", State::Accepted { handling: of_unit }, 0),
        ("arrived", arrived(handling), 0),
        ("arrived of a unit", arrived(of_unit), 0),
        ("finished", finished(handling), 0),
        ("finished by a unit", finished(of_unit), 0),
        ("checked", State::Checked { handling, served, checked_by: by, checked_at: at }, 0),
        ("disputed", disputed(None), 0),
        ("disputed, doubted", disputed(Some(by)), 0),
        ("parked", State::Parked { by, at, plan, until: NOW.plus(Minutes::days(100)) }, 0),
        ("split", State::Split { by, at, parts }, 0),
        ("merged", State::Merged { by, at, into: number(1) }, 0),
        ("refused", State::Refused { by, at, reason: RefusalReason::Duplicate }, 0),
        ("turned", State::Turned { by, at, to: Emergency::Fire }, 0),
        ("withdrawn", State::Withdrawn { handling: None, at }, 0),
        ("closed", closed(None), 0),
        ("closed, parts", State::Closed { handling: None, served, grade: None, at }, 0),
        ("rated", closed(Some(Grade::Satisfied)), 0),
        ("answered", closed(Some(Grade::Dissatisfied)), 0),
    ]
}

/// The unit that leads, as the page finds it out.
fn leading(state: &State) -> bool {
    matches!(state, State::Dispatched { to: Handover::Unit(_), .. } | State::Returned { .. })
        || state.handling().is_some_and(|handling| handling.unit.is_some())
}

/// Does a limit run?
fn runs(state: &State) -> bool {
    match state {
        State::Placed
        | State::Verified { .. }
        | State::Dispatched { .. }
        | State::Returned { .. }
        | State::Accepted { .. }
        | State::Arrived { .. }
        | State::Finished { .. }
        | State::Disputed { .. } => true,
        State::AskedBack { .. }
        | State::Checked { .. }
        | State::Parked { .. }
        | State::Split { .. }
        | State::Merged { .. }
        | State::Refused { .. }
        | State::Turned { .. }
        | State::Withdrawn { .. }
        | State::Closed { .. } => false,
    }
}

fn in_words<T>(locale: Locale, say: impl FnOnce() -> T) -> T {
    Owner::new().with(|| {
        provide_context(locale);
        say()
    })
}

/// What each of `readers` reads in each state; a reader who reads the same as the one before is left out.
fn read(locale: Locale, late: bool, readers: &[Reader]) -> String {
    let keeper = Keeper { name: "陈静".to_owned(), role: Role::GridWorker, is_reader: false };
    let water = water();
    let due = if late { NOW.minus(Minutes::hours(2)) } else { NOW.plus(Minutes::hours(8)) };
    let mut lines = Vec::new();
    for (name, state, reopened) in states() {
        if late && !runs(&state) {
            continue;
        }
        lines.push(format!("{name}:"));
        let mut before = String::new();
        for reader in readers {
            let named = *reader != Reader::Public;
            let standing = Standing {
                state: &state,
                due: runs(&state).then_some(due),
                reopened,
                reader: *reader,
                keeper: named.then_some(&keeper),
                handler: named.then_some("李建国"),
                given_to: named.then_some("李建国"),
                unit: leading(&state).then_some(&water),
                earlier: None,
                now: NOW,
            };
            let said = in_words(locale, || next(standing));
            if said != before {
                lines.push(format!("  {said}"));
                before = said;
            }
        }
    }
    lines.join("\n")
}

const EVERYBODY: [Reader; 7] = [
    Reader::Resident,
    Reader::Handler,
    Reader::Given,
    Reader::Unit(UNIT),
    Reader::Unit(CALLED),
    Reader::Staff,
    Reader::Public,
];

#[test]
fn every_state_is_in_the_table() {
    for name in State::NAMES {
        assert!(states().iter().any(|(_, state, _)| state.name() == name), "{name} is missing");
    }
}

#[test]
fn the_resident_reads_who_has_it_and_until_when() {
    assert_snapshot!(read(Locale::Zh, false, &[Reader::Resident]), @"
    placed:
      陈静（网格员）会在今天 18:00 前核实
    asked back:
      网格问您：「几楼的灯?」，您回答后接着办；周二 10:00 前没有回答，也会接着办
    verified:
      核实过了，陈静（网格员）正在派人，最迟今天 18:00 有人接
    reopened:
      您说没办好，陈静（网格员）会重新派人，最迟今天 18:00 有人接
    in the hall:
      等人来接，最迟今天 18:00
    given:
      派给了李建国，最迟今天 18:00 接单
    given to a unit:
      派给了水务局，最迟今天 18:00 接单
    returned:
      水务局说不归他们办，上一级会在今天 18:00 前定下由谁办
    accepted:
      李建国已接单，预计今天 18:00 前办好
    accepted by a unit:
      李建国（水务局）已接单，预计今天 18:00 前办好
    arrived:
      李建国到了，正在办，预计今天 18:00 前办好
    arrived of a unit:
      李建国（水务局）到了，正在办，预计今天 18:00 前办好
    finished:
      李建国说办好了，陈静（网格员）会在今天 18:00 前来看一眼
    finished by a unit:
      李建国（水务局）说办好了，陈静（网格员）会在今天 18:00 前来看一眼
    checked:
      办好了，满意吗？11 月 28 日前都可以评一评
    disputed:
      您说不满意，陈静（网格员）会在今天 18:00 前查清楚，给您答复
    disputed, doubted:
      您说不满意，陈静（网格员）会在今天 18:00 前查清楚，给您答复
    parked:
      眼下还办不了，先挂账：树要等到春天才能移。2027 年 3 月 1 日接着办
    split:
      这一单分成 2 件分头办，办完了 1 件，陈静（网格员）盯到都办完
    merged:
      和更早的 26325-0000-0012 是同一件事，并到那一单一起办
    refused:
      没有受理：与已有的单重复
    turned:
      情况紧急，已经转给 119。有新情况，请直接打 119
    withdrawn:
      您撤回了这一单
    closed:
      已办结
    closed, parts:
      分头办的都办完了，这一单办结了
    rated:
      已办结，谢谢您的评价
    answered:
      已办结，您的评价和网格的答复都留在记录里
    ");
}

#[test]
fn each_reader_has_their_own_words() {
    assert_snapshot!(read(Locale::Zh, false, &EVERYBODY), @"
    placed:
      陈静（网格员）会在今天 18:00 前核实
      等陈静（网格员）核实，最迟今天 18:00
      网格会在今天 18:00 前核实
    asked back:
      网格问您：「几楼的灯?」，您回答后接着办；周二 10:00 前没有回答，也会接着办
      问了居民：「几楼的灯?」，等回答，最迟周二 10:00 接着办
      等居民补充情况，最迟周二 10:00 接着办
    verified:
      核实过了，陈静（网格员）正在派人，最迟今天 18:00 有人接
      等陈静（网格员）派单，最迟今天 18:00 要有人接
      核实过了，网格正在派人，最迟今天 18:00 有人接
    reopened:
      您说没办好，陈静（网格员）会重新派人，最迟今天 18:00 有人接
      居民说没办好，等陈静（网格员）重新派单，最迟今天 18:00 要有人接
      居民说没办好，等网格重新派单，最迟今天 18:00 要有人接
    in the hall:
      等人来接，最迟今天 18:00
    given:
      派给了李建国，最迟今天 18:00 接单
      点名派给了您，请在今天 18:00 前接单
      派给了李建国，最迟今天 18:00 接单
      派给了志愿者，最迟今天 18:00 接单
    given to a unit:
      派给了水务局，最迟今天 18:00 接单
      派给了贵单位，请在今天 18:00 前接单
      派给了水务局，最迟今天 18:00 接单
    returned:
      水务局说不归他们办，上一级会在今天 18:00 前定下由谁办
      贵单位退回了这一单，上一级会在今天 18:00 前决定
      水务局说不归他们办，上一级会在今天 18:00 前定下由谁办
      水务局退回了，等上一级决定由谁办，最迟今天 18:00
      水务局说不归他们办，上一级会在今天 18:00 前定下由谁办
    accepted:
      李建国已接单，预计今天 18:00 前办好
      您接了这一单，请在今天 18:00 前办好
      李建国已接单，预计今天 18:00 前办好
      志愿者已接单，预计今天 18:00 前办好
    accepted by a unit:
      李建国（水务局）已接单，预计今天 18:00 前办好
      您接了这一单，请在今天 18:00 前办好
      李建国（水务局）已接单，预计今天 18:00 前办好
      水务局已接单，预计今天 18:00 前办好
    arrived:
      李建国到了，正在办，预计今天 18:00 前办好
      您到了，服务时长正在计，请在今天 18:00 前办好
      李建国到了，正在办，预计今天 18:00 前办好
      志愿者到了，正在办，预计今天 18:00 前办好
    arrived of a unit:
      李建国（水务局）到了，正在办，预计今天 18:00 前办好
      您到了，服务时长正在计，请在今天 18:00 前办好
      李建国（水务局）到了，正在办，预计今天 18:00 前办好
      水务局到了，正在办，预计今天 18:00 前办好
    finished:
      李建国说办好了，陈静（网格员）会在今天 18:00 前来看一眼
      您说办好了，陈静（网格员）会在今天 18:00 前来看一眼
      李建国说办好了，陈静（网格员）会在今天 18:00 前来看一眼
      李建国说办好了，等陈静（网格员）去看一眼，最迟今天 18:00
      志愿者说办好了，网格会在今天 18:00 前来看一眼
    finished by a unit:
      李建国（水务局）说办好了，陈静（网格员）会在今天 18:00 前来看一眼
      您说办好了，陈静（网格员）会在今天 18:00 前来看一眼
      李建国（水务局）说办好了，陈静（网格员）会在今天 18:00 前来看一眼
      李建国（水务局）说办好了，等陈静（网格员）去看一眼，最迟今天 18:00
      水务局说办好了，网格会在今天 18:00 前来看一眼
    checked:
      办好了，满意吗？11 月 28 日前都可以评一评
      核查过了，等居民评价，最晚 11 月 28 日办结
    disputed:
      您说不满意，陈静（网格员）会在今天 18:00 前查清楚，给您答复
      正在复核，陈静（网格员）会在今天 18:00 前有结论
      居民不满意，等陈静（网格员）查清楚并答复，最迟今天 18:00
      正在复核，网格会在今天 18:00 前有结论
    disputed, doubted:
      您说不满意，陈静（网格员）会在今天 18:00 前查清楚，给您答复
      正在复核，陈静（网格员）会在今天 18:00 前有结论
      一位复核人认为评价不实，要第二位来定，最迟今天 18:00 答复居民
      正在复核，网格会在今天 18:00 前有结论
    parked:
      眼下还办不了，先挂账：树要等到春天才能移。2027 年 3 月 1 日接着办
    split:
      这一单分成 2 件分头办，办完了 1 件，陈静（网格员）盯到都办完
      这一单分成 2 件分头办，办完了 1 件，网格盯到都办完
    merged:
      和更早的 26325-0000-0012 是同一件事，并到那一单一起办
    refused:
      没有受理：与已有的单重复
    turned:
      情况紧急，已经转给 119。有新情况，请直接打 119
      情况紧急，已经转给 119
    withdrawn:
      您撤回了这一单
      居民撤回了这一单
    closed:
      已办结
      已办结，谢谢您帮忙
      已办结
    closed, parts:
      分头办的都办完了，这一单办结了
    rated:
      已办结，谢谢您的评价
      已办结，谢谢您帮忙
      已办结
    answered:
      已办结，您的评价和网格的答复都留在记录里
      已办结，谢谢您帮忙
      已办结
    ");
}

#[test]
fn a_limit_that_has_passed_is_not_promised_again() {
    assert_snapshot!(read(Locale::Zh, true, &EVERYBODY), @"
    placed:
      等陈静（网格员）核实，原定今天 8:00 前
      等网格核实，原定今天 8:00 前
    verified:
      核实过了，等陈静（网格员）派人，原定今天 8:00 前有人接
      等陈静（网格员）派单，原定今天 8:00 前有人接
      核实过了，等网格派人，原定今天 8:00 前有人接
    reopened:
      您说没办好，等陈静（网格员）重新派人，原定今天 8:00 前有人接
      居民说没办好，等陈静（网格员）重新派单，原定今天 8:00 前有人接
      居民说没办好，等网格重新派单，原定今天 8:00 前有人接
    in the hall:
      还在等人来接，原定今天 8:00 前
    given:
      派给了李建国，还没接单，原定今天 8:00 前
      点名派给了您，原定今天 8:00 前接单
      派给了李建国，还没接单，原定今天 8:00 前
      派给了志愿者，还没接单，原定今天 8:00 前
    given to a unit:
      派给了水务局，还没接单，原定今天 8:00 前
      派给了贵单位，原定今天 8:00 前接单
      派给了水务局，还没接单，原定今天 8:00 前
    returned:
      水务局说不归他们办，等上一级定下由谁办，原定今天 8:00 前
      贵单位退回了这一单，等上一级决定，原定今天 8:00 前
      水务局说不归他们办，等上一级定下由谁办，原定今天 8:00 前
      水务局退回了，等上一级决定由谁办，原定今天 8:00 前
      水务局说不归他们办，等上一级定下由谁办，原定今天 8:00 前
    accepted:
      李建国已接单，还没办好，原定今天 8:00 前
      您接了这一单，原定今天 8:00 前办好
      李建国已接单，还没办好，原定今天 8:00 前
      志愿者已接单，还没办好，原定今天 8:00 前
    accepted by a unit:
      李建国（水务局）已接单，还没办好，原定今天 8:00 前
      您接了这一单，原定今天 8:00 前办好
      李建国（水务局）已接单，还没办好，原定今天 8:00 前
      水务局已接单，还没办好，原定今天 8:00 前
    arrived:
      李建国到了，正在办，原定今天 8:00 前办好
      您到了，服务时长正在计，原定今天 8:00 前办好
      李建国到了，正在办，原定今天 8:00 前办好
      志愿者到了，正在办，原定今天 8:00 前办好
    arrived of a unit:
      李建国（水务局）到了，正在办，原定今天 8:00 前办好
      您到了，服务时长正在计，原定今天 8:00 前办好
      李建国（水务局）到了，正在办，原定今天 8:00 前办好
      水务局到了，正在办，原定今天 8:00 前办好
    finished:
      李建国说办好了，等陈静（网格员）来看一眼，原定今天 8:00 前
      您说办好了，等陈静（网格员）来看一眼，原定今天 8:00 前
      李建国说办好了，等陈静（网格员）来看一眼，原定今天 8:00 前
      李建国说办好了，等陈静（网格员）去看一眼，原定今天 8:00 前
      志愿者说办好了，等网格来看一眼，原定今天 8:00 前
    finished by a unit:
      李建国（水务局）说办好了，等陈静（网格员）来看一眼，原定今天 8:00 前
      您说办好了，等陈静（网格员）来看一眼，原定今天 8:00 前
      李建国（水务局）说办好了，等陈静（网格员）来看一眼，原定今天 8:00 前
      李建国（水务局）说办好了，等陈静（网格员）去看一眼，原定今天 8:00 前
      水务局说办好了，等网格来看一眼，原定今天 8:00 前
    disputed:
      您说不满意，等陈静（网格员）查清楚给您答复，原定今天 8:00 前
      正在复核，等陈静（网格员）的结论，原定今天 8:00 前
      居民不满意，等陈静（网格员）查清楚并答复，原定今天 8:00 前
      正在复核，等网格的结论，原定今天 8:00 前
    disputed, doubted:
      您说不满意，等陈静（网格员）查清楚给您答复，原定今天 8:00 前
      正在复核，等陈静（网格员）的结论，原定今天 8:00 前
      一位复核人认为评价不实，要第二位来定，原定今天 8:00 前答复居民
      正在复核，等网格的结论，原定今天 8:00 前
    ");
}

#[test]
fn the_desk_reads_its_own_name_as_you_and_a_date_stands_apart() {
    let keeper = Keeper { name: "陈静".to_owned(), role: Role::GridWorker, is_reader: true };
    let standing = Standing {
        state: &State::Placed,
        due: Some(NOW.plus(Minutes::days(20))),
        reopened: 0,
        reader: Reader::Staff,
        keeper: Some(&keeper),
        handler: None,
        given_to: None,
        unit: None,
        earlier: None,
        now: NOW,
    };
    assert_snapshot!(next(standing), @"等您核实，最迟 12 月 11 日 10:00");
}
