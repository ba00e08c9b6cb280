//! What runs beside the state, as each reader reads it.

use domain::{
    Minutes, PersonId, Rank, UnitId,
    request::{Call, Difficulty, Extension, Supervision},
    text::Note,
};
use insta::assert_snapshot;
use leptos::prelude::{Owner, provide_context};
use uuid::Uuid;

use super::*;
use crate::text::Locale;

/// 2026-11-21 10:00 in the district.
const NOW: Timestamp = Timestamp::from_micros(1_795_226_400_000_000);
const SOMEBODY: PersonId = PersonId(Uuid::nil());
const THERE: UnitId = UnitId(Uuid::from_u128(1));
const MISSING: UnitId = UnitId(Uuid::from_u128(2));

fn cases(late: bool) -> Vec<(&'static str, Beside)> {
    let soon = if late { NOW.minus(Minutes::hours(2)) } else { NOW.plus(Minutes::hours(8)) };
    let call = |unit, reported_at| Call { unit, report_by: soon, reported_at, missed: late, grade: None };
    let calls = vec![call(THERE, Some(NOW)), call(MISSING, None)];
    let alarm = Alarm { due: Some(NOW), rung: Some(Rung::Raised(Rank::Town)), next: None };
    let reason = Note::new("要等零件").unwrap();
    let extension = Extension { by: SOMEBODY, at: NOW, until: NOW.plus(Minutes::days(20)), reason };
    let supervision = Supervision { by: Some(SOMEBODY), at: NOW, answer_by: soon, missed: late };
    let whistle = Whistle { by: SOMEBODY, at: NOW, difficulty: Difficulty::Hard, calls };
    vec![
        ("raised", Beside { alarm, ..Beside::default() }),
        ("extension", Beside { extension: Some(extension), ..Beside::default() }),
        ("supervised", Beside { supervision: Some(supervision), ..Beside::default() }),
        ("whistle", Beside { whistle: Some(whistle), ..Beside::default() }),
    ]
}

const READERS: [(&str, Reader); 6] = [
    ("resident", Reader::Resident),
    ("handler", Reader::Handler),
    ("unit that is there", Reader::Unit(THERE)),
    ("unit that is not", Reader::Unit(MISSING)),
    ("staff", Reader::Staff),
    ("public", Reader::Public),
];

/// A reader who reads the same as the one before is left out.
fn read(locale: Locale, late: bool) -> String {
    let mut lines = Vec::new();
    for (name, beside) in cases(late) {
        lines.push(format!("{name}:"));
        let mut before = None;
        for (who, reader) in READERS {
            let said = Owner::new().with(|| {
                provide_context(locale);
                asides(&beside, Some(NOW), reader, NOW)
            });
            if before.as_ref() != Some(&said) {
                let read = if said.is_empty() { "nothing".to_owned() } else { said.join(" / ") };
                lines.push(format!("  {who}: {read}"));
                before = Some(said);
            }
        }
    }
    lines.join("\n")
}

#[test]
fn each_reader_hears_what_concerns_them() {
    assert_snapshot!(read(Locale::Zh, false), @"
    raised:
      resident: 过了时限，已经报到镇街
      public: nothing
    extension:
      resident: nothing
      handler: 您申请延到 12 月 11 日 10:00，等上一级决定
      unit that is there: 经办人申请延到 12 月 11 日 10:00，等上一级决定
      public: nothing
    supervised:
      resident: 上级正在督办这一单
      handler: 正在督办，最迟今天 18:00 答复
      public: nothing
    whistle:
      resident: 叫了 2 个单位一起办，到了 1 个
      unit that is not: 叫了贵单位一起办，请在今天 18:00 前报到
      staff: 叫了 2 个单位一起办，到了 1 个
      public: nothing
    ");
}

#[test]
fn what_is_owed_and_late_is_said_so() {
    assert_snapshot!(read(Locale::Zh, true), @"
    raised:
      resident: 过了时限，已经报到镇街
      public: nothing
    extension:
      resident: nothing
      handler: 您申请延到 12 月 11 日 10:00，等上一级决定
      unit that is there: 经办人申请延到 12 月 11 日 10:00，等上一级决定
      public: nothing
    supervised:
      resident: 上级正在督办这一单
      handler: 正在督办，原定今天 8:00 前答复，还没有答复
      public: nothing
    whistle:
      resident: 叫了 2 个单位一起办，到了 1 个
      unit that is not: 叫了贵单位一起办，原定今天 8:00 前报到
      staff: 叫了 2 个单位一起办，到了 1 个
      public: nothing
    ");
}

#[test]
fn english_says_the_same() {
    assert_snapshot!(read(Locale::En, false), @"
    raised:
      resident: Past its limit; the town has been told
      public: nothing
    extension:
      resident: nothing
      handler: You asked for time until 10:00 on 11 December; the level above decides
      unit that is there: Whoever has it asked for time until 10:00 on 11 December; the level above decides
      public: nothing
    supervised:
      resident: A higher level is watching over this
      handler: Supervised; an answer is due by 18:00 today
      public: nothing
    whistle:
      resident: 2 units were called; there so far: 1
      unit that is not: Your unit was called; please report in by 18:00 today
      staff: 2 units were called; there so far: 1
      public: nothing
    ");
}

#[test]
fn english_says_what_is_owed_and_late() {
    assert_snapshot!(read(Locale::En, true), @"
    raised:
      resident: Past its limit; the town has been told
      public: nothing
    extension:
      resident: nothing
      handler: You asked for time until 10:00 on 11 December; the level above decides
      unit that is there: Whoever has it asked for time until 10:00 on 11 December; the level above decides
      public: nothing
    supervised:
      resident: A higher level is watching over this
      handler: Supervised; an answer was due by 8:00 today and has not come
      public: nothing
    whistle:
      resident: 2 units were called; there so far: 1
      unit that is not: Your unit was called and should have reported in by 8:00 today
      staff: 2 units were called; there so far: 1
      public: nothing
    ");
}

#[test]
fn an_alarm_for_an_earlier_limit_is_no_news() {
    let (_, raised) = cases(false).remove(0);
    for due in [None, Some(NOW.plus(Minutes(1)))] {
        assert_eq!(asides(&raised, due, Reader::Staff, NOW), Vec::<String>::new());
    }
}

#[test]
fn once_all_who_were_called_are_there_it_is_no_news() {
    let (_, mut beside) = cases(false).remove(3);
    for call in beside.whistle.iter_mut().flat_map(|whistle| &mut whistle.calls) {
        call.reported_at = Some(NOW);
    }
    assert_eq!(asides(&beside, None, Reader::Resident, NOW), Vec::<String>::new());
}
