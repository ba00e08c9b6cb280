//! Every message, as whoever must act reads it, and as others do where that is not the same.

use domain::Minutes;
use insta::assert_snapshot;
use leptos::prelude::{Owner, provide_context};

use super::*;
use crate::text::Locale;

/// 2026-11-21 10:00 in the district.
const NOW: Timestamp = Timestamp::from_micros(1_795_226_400_000_000);

fn read(locale: Locale, service: &str) -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(locale);
        let mut lines = Vec::new();
        for &of in News::ALL {
            let told = Told {
                news: of,
                heap: Heap::Needs,
                is_settled: false,
                service,
                due: Some(NOW.plus(Minutes::hours(2))),
                now: NOW,
            };
            lines.push(format!("{}: {}", of.name(), news(told)));
            let others = news(Told { heap: Heap::Follows, ..told });
            if !lines.iter().any(|line| line.ends_with(&format!(": {others}"))) {
                lines.push(format!("    {others}"));
            }
        }
        lines.join("\n")
    })
}

#[test]
fn everybody_reads_a_sentence() {
    assert_snapshot!(read(Locale::Zh, "修灯"), @"
    placed: 新来一单「修灯」，等您核实
        新来一单「修灯」
    verified: 「修灯」核实过了，等您派单
        「修灯」核实过了，接下来派单
    asked_back: 「修灯」还要问您一句，等您回话
        「修灯」问了居民一句，在等回话
    answered: 「修灯」居民回话了，等您接着办
        「修灯」居民回话了
    refused: 「修灯」没有受理，点开看看为什么
    turned: 「修灯」情况紧急，已转 110、119 或 120
    withdrawn: 「修灯」点单的人撤回了，不用再办
    dispatched: 「修灯」派出去了，在等人接单
    given: 「修灯」派给您了，请接单
        「修灯」派到人了，在等接单
    offered: 「修灯」派到了您单位，等您接单
        「修灯」派到了责任单位，在等接单
    accepted: 「修灯」有人接单了
    returned: 「修灯」被退回来了，请您定一定
        「修灯」被退回来了，在等上一级定
    given_back: 「修灯」退回来了，请您另派人
        「修灯」退回来了，要另派人
    handed_back: 「修灯」原来的人不在岗了，单子回来了，请您另派人
        「修灯」原来的人不在岗了，单子回到网格
    return_decided: 「修灯」的退回有结果了，点开看看归谁办
    progressed: 「修灯」有新进展
    finished: 「修灯」办好了，等您核查
        「修灯」办好了，在等核查
    sent_back: 「修灯」还差一点，请您再办一次
        「修灯」还差一点，正在重办
    checked: 「修灯」核查过了，请您评一评
        「修灯」核查过了，在等评价
    closed: 「修灯」办结了
    rated_badly: 「修灯」评价不满意，请您先核实
        「修灯」评价不满意，要重新办
    disputed_finding: 「修灯」差评的核实结论有异议，请您复核
        「修灯」差评的核实结论有异议，正在复核
    extension_asked: 「修灯」申请延期，等您批
        「修灯」申请了延期，在等批复
    extension_decided: 「修灯」的延期有结果了
    parked: 「修灯」眼下办不了，先挂账，计划和日子都写明了
    resumed: 「修灯」可以接着办了，请您安排
        「修灯」又接着办了
    merged: 「修灯」和另一单是同一件事，并在一起办
    unmerged: 「修灯」不再并单，单独办
    released: 「修灯」并到的那一单没有办就结束了，这一单请您核实
        「修灯」并到的那一单没有办就结束了，您这一单单独接着办
    mended: 和「修灯」同一件事的那一单办好了，您那里要是没好，点开说一声
    not_mended: 「修灯」居民说还没办好，请您核实
        「修灯」居民说还没办好
    split: 「修灯」拆成了几单，分头办
    part_over: 「修灯」分出去的一件结束了
    whistled: 「修灯」吹哨叫到您单位，请按时报到
        「修灯」吹了哨，在等部门报到
    reported_in: 「修灯」有部门报到了
    call_missed: 「修灯」有部门没按时报到，请您过问
        「修灯」有部门没按时报到
    supervised: 「修灯」有人督办，等您回复
        「修灯」正在督办
    answer_missed: 「修灯」督办没有按时回复，请您过问
        「修灯」督办没有按时回复
    supervision_answered: 「修灯」的督办有回复了，请您看看
        「修灯」的督办有回复了
    warned: 「修灯」还剩 2 小时，请抓紧
        「修灯」还剩 2 小时，还没有办好
    overdue: 「修灯」过了时限，请您马上办
        「修灯」过了时限
    escalated: 「修灯」一直没办，报到了您这里，请您定一定
        「修灯」一直没办，报到了上一级
    nobody_there: 「修灯」该办的地方没有人在岗，请您安排
        「修灯」该办的地方没有人在岗，报到了上一级
    ");
}

#[test]
fn everybody_reads_it_in_english() {
    assert_snapshot!(read(Locale::En, "Lamp repair"), @"
    placed: A new slip, “Lamp repair”: please check it
        A new slip: “Lamp repair”
    verified: “Lamp repair” was checked: please assign it
        “Lamp repair” was checked and will be assigned
    asked_back: “Lamp repair”: there is a question for you
        “Lamp repair”: the resident was asked something
    answered: “Lamp repair”: the resident answered, please go on
        “Lamp repair”: the resident answered
    refused: “Lamp repair” was not taken up; open it to see why
    turned: “Lamp repair” is urgent and went to 110, 119 or 120
    withdrawn: “Lamp repair” was withdrawn; nothing more to do
    dispatched: “Lamp repair” was assigned and waits to be accepted
    given: “Lamp repair” was given to you: please accept it
        “Lamp repair” was given to somebody who will accept it
    offered: “Lamp repair” came to your unit: please accept it
        “Lamp repair” went to the unit that is responsible
    accepted: “Lamp repair” was accepted
    returned: “Lamp repair” was given back: please decide
        “Lamp repair” was given back; the level above decides
    given_back: “Lamp repair” came back: please find somebody else
        “Lamp repair” came back; somebody else will be found
    handed_back: “Lamp repair” came back, for who had it holds that post no longer: please find somebody else
        “Lamp repair” is back with the grid, for who had it holds that post no longer
    return_decided: “Lamp repair”: it is decided whose it is
    progressed: “Lamp repair” is coming along
    finished: “Lamp repair” is done: please verify it
        “Lamp repair” is done and will be verified
    sent_back: “Lamp repair” is not quite done: please go on
        “Lamp repair” was not quite done and goes on
    checked: “Lamp repair” was verified: how was it?
        “Lamp repair” was verified and waits to be rated
    closed: “Lamp repair” is closed
    rated_badly: “Lamp repair” was rated badly: please look into it first
        “Lamp repair” was rated badly and is done again
    disputed_finding: “Lamp repair”: the finding on a bad rating is disputed, please review it
        “Lamp repair”: the finding on a bad rating is under review
    extension_asked: “Lamp repair”: more time is asked for, please decide
        “Lamp repair”: more time was asked for
    extension_decided: “Lamp repair”: it is decided whether there is more time
    parked: “Lamp repair” cannot be done yet; its plan and date are on the slip
    resumed: “Lamp repair” can go on: please see to it
        “Lamp repair” goes on
    merged: “Lamp repair” is the same matter as another slip; they are handled together
    unmerged: “Lamp repair” is handled by itself again
    released: “Lamp repair” is no longer merged, for the other slip ended undone: please check it
        “Lamp repair”: the slip it was merged into ended undone; yours goes on by itself
    mended: The slip about the same thing as “Lamp repair” is done; if yours is not, open it and say so
    not_mended: “Lamp repair”: the resident says it is not done, please check it
        “Lamp repair”: the resident says it is not done
    split: “Lamp repair” was split into parts
    part_over: “Lamp repair”: one of its parts is over
    whistled: “Lamp repair”: your unit was called, please report in
        “Lamp repair”: departments were called
    reported_in: “Lamp repair”: a department has reported in
    call_missed: “Lamp repair”: a department did not report in, please see to it
        “Lamp repair”: a department did not report in
    supervised: “Lamp repair” is supervised: please answer
        “Lamp repair” is supervised
    answer_missed: “Lamp repair”: the supervision was not answered in time, please see to it
        “Lamp repair”: the supervision was not answered in time
    supervision_answered: “Lamp repair”: the supervision was answered, please read it
        “Lamp repair”: the supervision was answered
    warned: “Lamp repair”: 2 h left, please hurry
        “Lamp repair”: 2 h left, and not done yet
    overdue: “Lamp repair” is overdue: please do it now
        “Lamp repair” is overdue
    escalated: “Lamp repair” was left alone and came up to you: please decide
        “Lamp repair” was left alone and went one level up
    nobody_there: “Lamp repair”: nobody is on duty where it belongs, please arrange it
        “Lamp repair”: nobody was on duty where it belongs, so it went up
    ");
}

#[test]
fn a_reminder_says_how_long_is_left_while_that_matters() {
    let warned = |due: Option<Timestamp>, is_settled| {
        news(Told { news: News::Warned, heap: Heap::Needs, is_settled, service: "修灯", due, now: NOW })
    };
    let (soon, past) = (NOW.plus(Minutes(90)), NOW.minus(Minutes(90)));
    assert_eq!(warned(Some(soon), false), "「修灯」还剩 1 小时 30 分钟，请抓紧");
    assert_eq!(warned(Some(past), false), "「修灯」逾期 1 小时 30 分钟，请抓紧");
    assert_eq!(warned(None, false), "「修灯」快到时限，提醒过一次");
    assert_eq!(warned(Some(soon), true), "「修灯」快到时限，提醒过一次");
}
