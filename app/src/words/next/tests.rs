//! Every sentence as each reader reads it, in both languages, before the limit and after it.

use desk::view::{Keeper, Reader};
use domain::{
    Minutes, PersonId, Role, Timestamp,
    request::{Grade, Handling, Handover, RefusalReason, State},
    text::Note,
};
use insta::assert_snapshot;
use leptos::prelude::{Owner, provide_context};

use super::*;

/// 2026-11-21 10:00 in the district.
const NOW: Timestamp = Timestamp::from_micros(1_795_226_400_000_000);

fn states() -> Vec<(&'static str, State, u32)> {
    let (by, at) = (PersonId::from(uuid::Uuid::nil()), NOW);
    let (handling, served) = (Handling { by, accepted_at: at }, Minutes(40));
    let question = Note::new("几楼的灯?").unwrap();
    let closed = |grade| State::Closed { handling, served, grade, at };
    vec![
        ("placed", State::Placed, 0),
        ("asked back", State::AskedBack { by, at, question }, 0),
        ("refused", State::Refused { by, at, reason: RefusalReason::Duplicate }, 0),
        ("withdrawn", State::Withdrawn { at }, 0),
        ("verified", State::Verified { by, at }, 0),
        ("reopened", State::Verified { by, at }, 1),
        ("in the hall", State::Dispatched { by, at, to: Handover::Hall }, 0),
        ("given", State::Dispatched { by, at, to: Handover::Person(by) }, 0),
        ("accepted", State::Accepted { handling }, 0),
        ("arrived", State::Arrived { handling, arrived_at: at }, 0),
        ("finished", State::Finished { handling, arrived_at: Some(at), finished_at: at }, 0),
        ("checked", State::Checked { handling, served, checked_by: by, checked_at: at }, 0),
        ("closed", closed(None), 0),
        ("rated", closed(Some(Grade::Satisfied)), 0),
    ]
}

/// What each of `readers` reads in each state; a reader who reads the same as the one before is left out.
fn read(locale: Locale, late: bool, readers: &[Reader]) -> String {
    let keeper = Keeper { name: "陈静".to_owned(), role: Role::GridWorker, is_reader: false };
    let due = if late { NOW.minus(Minutes::hours(2)) } else { NOW.plus(Minutes::hours(8)) };
    let mut lines = Vec::new();
    for (name, state, reopened) in states() {
        let due = match state {
            State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Checked { .. }
            | State::Closed { .. } => None,
            State::Placed
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. } => Some(due),
        };
        if late && due.is_none() {
            continue;
        }
        lines.push(format!("{name}:"));
        let mut before = String::new();
        for reader in readers {
            let named = *reader != Reader::Public;
            let standing = Standing {
                state: &state,
                due,
                reopened,
                reader: *reader,
                keeper: named.then_some(&keeper),
                handler: named.then_some("李建国"),
                given_to: named.then_some("李建国"),
                now: NOW,
            };
            let said = Owner::new().with(|| {
                provide_context(locale);
                next(standing)
            });
            if said != before {
                lines.push(format!("  {}", said));
                before = said;
            }
        }
    }
    lines.join("\n")
}

const EVERYBODY: [Reader; 5] =
    [Reader::Resident, Reader::Handler, Reader::Given, Reader::Staff, Reader::Public];

#[test]
fn the_resident_reads_who_has_it_and_until_when() {
    assert_snapshot!(read(Locale::Zh, false, &[Reader::Resident]), @"
    placed:
      陈静（网格员）会在今天 18:00 前核实
    asked back:
      网格问您：「几楼的灯?」，您回答后接着办
    refused:
      没有受理：与已有的单重复
    withdrawn:
      您撤回了这一单
    verified:
      核实过了，陈静（网格员）正在派人，最迟今天 18:00 有人接
    reopened:
      您说没办好，陈静（网格员）会重新派人，最迟今天 18:00 有人接
    in the hall:
      等人来接，最迟今天 18:00
    given:
      派给了李建国，最迟今天 18:00 接单
    accepted:
      李建国已接单，预计今天 18:00 前办好
    arrived:
      李建国到了，正在办，预计今天 18:00 前办好
    finished:
      李建国说办好了，陈静（网格员）会在今天 18:00 前来看一眼
    checked:
      办好了，满意吗？11 月 28 日前都可以评一评
    closed:
      已办结
    rated:
      已办结，谢谢您的评价
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
      网格问您：「几楼的灯?」，您回答后接着办
      问了居民：「几楼的灯?」，等回答
      等居民补充情况
    refused:
      没有受理：与已有的单重复
    withdrawn:
      您撤回了这一单
      居民撤回了这一单
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
    accepted:
      李建国已接单，预计今天 18:00 前办好
      您接了这一单，请在今天 18:00 前办好
      李建国已接单，预计今天 18:00 前办好
      志愿者已接单，预计今天 18:00 前办好
    arrived:
      李建国到了，正在办，预计今天 18:00 前办好
      您到了，服务时长正在计，请在今天 18:00 前办好
      李建国到了，正在办，预计今天 18:00 前办好
      志愿者到了，正在办，预计今天 18:00 前办好
    finished:
      李建国说办好了，陈静（网格员）会在今天 18:00 前来看一眼
      您说办好了，陈静（网格员）会在今天 18:00 前来看一眼
      李建国说办好了，陈静（网格员）会在今天 18:00 前来看一眼
      李建国说办好了，等陈静（网格员）去看一眼，最迟今天 18:00
      志愿者说办好了，网格会在今天 18:00 前来看一眼
    checked:
      办好了，满意吗？11 月 28 日前都可以评一评
      核查过了，等居民评价，最晚 11 月 28 日办结
    closed:
      已办结
      已办结，谢谢您帮忙
      已办结
    rated:
      已办结，谢谢您的评价
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
    accepted:
      李建国已接单，还没办好，原定今天 8:00 前
      您接了这一单，原定今天 8:00 前办好
      李建国已接单，还没办好，原定今天 8:00 前
      志愿者已接单，还没办好，原定今天 8:00 前
    arrived:
      李建国到了，正在办，原定今天 8:00 前办好
      您到了，服务时长正在计，原定今天 8:00 前办好
      李建国到了，正在办，原定今天 8:00 前办好
      志愿者到了，正在办，原定今天 8:00 前办好
    finished:
      李建国说办好了，等陈静（网格员）来看一眼，原定今天 8:00 前
      您说办好了，等陈静（网格员）来看一眼，原定今天 8:00 前
      李建国说办好了，等陈静（网格员）来看一眼，原定今天 8:00 前
      李建国说办好了，等陈静（网格员）去看一眼，原定今天 8:00 前
      志愿者说办好了，等网格来看一眼，原定今天 8:00 前
    ");
}

#[test]
fn english_says_the_same() {
    assert_snapshot!(read(Locale::En, false, &EVERYBODY), @"
    placed:
      陈静 (grid worker) will check it by 18:00 today
      Waiting for 陈静 (grid worker) to check it by 18:00 today
      The grid will check it by 18:00 today
    asked back:
      The grid asks: “几楼的灯?”; it goes on once you answer
      Asked the resident: “几楼的灯?”; waiting for an answer
      Waiting for the resident to say more
    refused:
      Not taken up: The same need stands on an earlier slip
    withdrawn:
      You withdrew this
      The resident withdrew this
    verified:
      Checked; 陈静 (grid worker) is finding somebody, by 18:00 today at the latest
      Waiting for 陈静 (grid worker) to assign it; somebody has to accept by 18:00 today
      Checked; the grid is finding somebody, by 18:00 today at the latest
    reopened:
      You said it was not done; 陈静 (grid worker) will send somebody again, by 18:00 today at the latest
      The resident says it was not done; waiting for 陈静 (grid worker) to assign it again; somebody has to accept by 18:00 today
      The resident says it was not done; waiting for the grid to assign it again; somebody has to accept by 18:00 today
    in the hall:
      Waiting for somebody to accept, by 18:00 today at the latest
    given:
      Given to 李建国, who has until 18:00 today to accept
      Given to you by name; please accept by 18:00 today
      Given to 李建国, who has until 18:00 today to accept
      Given to a volunteer, who has until 18:00 today to accept
    accepted:
      李建国 has accepted and expects to be done by 18:00 today
      You have accepted this; please finish by 18:00 today
      李建国 has accepted and expects to be done by 18:00 today
      A volunteer has accepted and expects to be done by 18:00 today
    arrived:
      李建国 is there and at work, and expects to be done by 18:00 today
      You are there, and your service time is counting; please finish by 18:00 today
      李建国 is there and at work, and expects to be done by 18:00 today
      A volunteer is there and at work, and expects to be done by 18:00 today
    finished:
      李建国 says it is done; 陈静 (grid worker) will come and look by 18:00 today
      You said it is done; 陈静 (grid worker) will come and look by 18:00 today
      李建国 says it is done; 陈静 (grid worker) will come and look by 18:00 today
      李建国 says it is done; waiting for 陈静 (grid worker) to go and look by 18:00 today
      A volunteer says it is done; the grid will come and look by 18:00 today
    checked:
      Done. Are you satisfied? You can rate it until 28 November
      Checked; waiting for the resident’s rating, closed by 28 November at the latest
    closed:
      Closed
      Closed. Thank you for helping
      Closed
    rated:
      Closed. Thank you for your rating
      Closed. Thank you for helping
      Closed
    ");
}

#[test]
fn english_says_the_same_after_the_limit() {
    assert_snapshot!(read(Locale::En, true, &EVERYBODY), @"
    placed:
      Waiting for 陈静 (grid worker) to check it; that was due by 8:00 today
      Waiting for the grid to check it; that was due by 8:00 today
    verified:
      Checked; waiting for 陈静 (grid worker) to send somebody, which was due by 8:00 today
      Waiting for 陈静 (grid worker) to assign it; somebody should have accepted by 8:00 today
      Checked; waiting for the grid to send somebody, which was due by 8:00 today
    reopened:
      You said it was not done; waiting for 陈静 (grid worker) to send somebody again, which was due by 8:00 today
      The resident says it was not done; waiting for 陈静 (grid worker) to assign it again; somebody should have accepted by 8:00 today
      The resident says it was not done; waiting for the grid to assign it again; somebody should have accepted by 8:00 today
    in the hall:
      Still waiting for somebody to accept; that was due by 8:00 today
    given:
      Given to 李建国, who has not accepted yet; that was due by 8:00 today
      Given to you by name; to be accepted by 8:00 today, which has passed
      Given to 李建国, who has not accepted yet; that was due by 8:00 today
      Given to a volunteer, who has not accepted yet; that was due by 8:00 today
    accepted:
      李建国 has accepted; it is not done yet and was due by 8:00 today
      You have accepted this; it was due by 8:00 today
      李建国 has accepted; it is not done yet and was due by 8:00 today
      A volunteer has accepted; it is not done yet and was due by 8:00 today
    arrived:
      李建国 is there and at work; it was due by 8:00 today
      You are there, and your service time is counting; it was due by 8:00 today
      李建国 is there and at work; it was due by 8:00 today
      A volunteer is there and at work; it was due by 8:00 today
    finished:
      李建国 says it is done; waiting for 陈静 (grid worker) to come and look, which was due by 8:00 today
      You said it is done; waiting for 陈静 (grid worker) to come and look, which was due by 8:00 today
      李建国 says it is done; waiting for 陈静 (grid worker) to come and look, which was due by 8:00 today
      李建国 says it is done; waiting for 陈静 (grid worker) to go and look, which was due by 8:00 today
      A volunteer says it is done; waiting for the grid to come and look, which was due by 8:00 today
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
        now: NOW,
    };
    assert_snapshot!(next(standing), @"等您核实，最迟 12 月 11 日 10:00");
}
