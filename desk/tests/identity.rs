//! Signing in and sessions, on both engines.

use std::collections::HashSet;

use crate::town::*;
use desk::{Error, Visitor, draft, identity, messenger::Messenger};
use domain::{
    Minutes,
    sign_in::{CodeRefusal, SESSION_PERIOD, VISIT_PERIOD},
};

const PHONE: &str = "13812345678";

/// The refusal of a code, or what came instead.
fn refusal<T>(answer: Result<T, Error>) -> Result<CodeRefusal, String> {
    match answer {
        Err(Error::Code(refusal)) => Ok(refusal),
        Err(other) => Err(other.to_string()),
        Ok(_) => Err("taken".to_owned()),
    }
}

/// The field that was at fault.
fn field<T>(answer: Result<T, Error>) -> String {
    match answer {
        Err(Error::Fields(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        Err(other) => other.to_string(),
        Ok(_) => "taken".to_owned(),
    }
}

on_both_engines! {
    async fn a_newcomer_signs_in_with_the_code_they_were_sent(town: Town) {
        let browser = town.browser().await;
        let sent = browser.asks_for_a_code(" +86 138-1234-5678 ").await.unwrap();
        assert_eq!(sent.phone, "138****5678");
        assert_eq!(sent.runs_out_at, town.now().plus(Minutes(5)));
        assert_eq!(identity::code_sent(&browser.ask().await).await.unwrap(), Some(sent));

        let signed_in = browser.types(&town.last_code()).await.unwrap();
        assert!(signed_in.newcomer);
        let seen = Browser { token: signed_in.token, ..browser }.visitor().await;
        assert_eq!(seen, signed_in.visitor);
        assert_eq!(seen.actor.unwrap().person, signed_in.person);
        assert_eq!(seen.actor.unwrap().post, None);
    }

    async fn who_comes_back_is_the_same_person(town: Town) {
        let first = town.browser().await.signs_in(PHONE).await.visitor().await.actor.unwrap();
        town.pass(Minutes(2));
        let browser = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        let again = browser.types(&town.last_code()).await.unwrap();
        assert!(!again.newcomer);
        assert_eq!(again.person, first.person);
    }

    async fn a_code_is_taken_as_people_paste_it(town: Town) {
        let browser = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        let wide = |c: char| char::from_u32(u32::from('０') + c.to_digit(10).unwrap()).unwrap();
        let mut pasted: Vec<char> = town.last_code().chars().map(wide).collect();
        pasted.insert(3, '\u{3000}');
        pasted.push('\n');
        assert!(browser.types(&String::from_iter(pasted)).await.is_ok());
    }

    async fn a_code_signs_in_once(town: Town) {
        let browser = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        let ask = browser.ask().await;
        identity::sign_in(&ask, &town.last_code(), "a browser").await.unwrap();
        let again = identity::sign_in(&ask, &town.last_code(), "a browser").await;
        assert_eq!(refusal(again), Ok(CodeRefusal::RunOut));
        assert_eq!(refusal(browser.types(&town.last_code()).await), Ok(CodeRefusal::NoCode));
    }

    async fn a_code_runs_out_after_five_minutes(town: Town) {
        let browser = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        town.pass(Minutes(5));
        assert_eq!(refusal(browser.types(&town.last_code()).await), Ok(CodeRefusal::RunOut));
        assert_eq!(identity::code_sent(&browser.ask().await).await.unwrap(), None);
    }

    async fn five_wrong_tries_are_all(town: Town) {
        let browser = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        for left in (1..=4).rev() {
            assert_eq!(refusal(browser.types(&town.wrong_code()).await), Ok(CodeRefusal::Wrong { left }));
        }
        for code in [town.wrong_code(), town.last_code()] {
            assert_eq!(refusal(browser.types(&code).await), Ok(CodeRefusal::TooManyTries));
        }
        town.pass(Minutes(1));
        assert!(browser.asks_for_a_code(PHONE).await.is_ok());
        assert!(browser.types(&town.last_code()).await.is_ok());
    }

    async fn a_form_sent_again_is_another_try(town: Town) {
        let browser = town.browser().await.signs_in(PHONE).await;
        browser.asks_for_a_code("13900000001").await.unwrap();
        let ask = browser.ask().await;
        for left in [4, 3, 2] {
            let answer = identity::sign_in(&ask, &town.wrong_code(), "a browser").await;
            assert_eq!(refusal(answer), Ok(CodeRefusal::Wrong { left }));
        }
    }

    async fn a_code_is_good_only_where_it_was_asked_for(town: Town) {
        let (hers, his) = (town.browser().await, town.browser().await);
        hers.asks_for_a_code(PHONE).await.unwrap();
        let code = town.last_code();
        assert_eq!(refusal(his.types(&code).await), Ok(CodeRefusal::NoCode));
        his.asks_for_a_code("13900000001").await.unwrap();
        assert_eq!(refusal(his.types(&code).await), Ok(CodeRefusal::Wrong { left: 4 }));
        let nowhere = identity::sign_in(&town.stranger(), &code, "").await;
        assert_eq!(refusal(nowhere), Ok(CodeRefusal::NoCode));
        assert!(hers.types(&code).await.is_ok());
    }

    async fn whichever_code_arrives_first_is_good_for_its_own_five_minutes(town: Town) {
        for (passed, oldest) in [(0, 0), (3, 1), (4, 2)] {
            let browser = town.browser().await;
            let mut sent = Vec::new();
            for round in 0..3 {
                town.pass(Minutes(u32::from(round > 0)));
                browser.asks_for_a_code(&format!("1380000000{passed}")).await.unwrap();
                sent.push(town.last_code());
            }
            town.pass(Minutes(passed));
            for run_out in &sent[..oldest] {
                assert!(browser.types(run_out).await.is_err(), "{passed}");
            }
            assert!(browser.types(&sent[oldest]).await.is_ok(), "{passed}");
        }
    }

    async fn a_code_for_another_phone_or_of_spent_tries_is_not_good_beside_a_newer_one(town: Town) {
        let browser = town.browser().await;
        browser.asks_for_a_code("13900000001").await.unwrap();
        let elsewhere = town.last_code();
        town.pass(Minutes(1));
        browser.asks_for_a_code(PHONE).await.unwrap();
        assert_eq!(refusal(browser.types(&elsewhere).await), Ok(CodeRefusal::Wrong { left: 4 }));
        let spent = town.last_code();
        for _ in 0..4 {
            browser.types(&town.wrong_code()).await.unwrap_err();
        }
        town.pass(Minutes(1));
        browser.asks_for_a_code(PHONE).await.unwrap();
        assert_eq!(refusal(browser.types(&spent).await), Ok(CodeRefusal::Wrong { left: 4 }));
        assert!(browser.types(&town.last_code()).await.is_ok());
    }

    async fn the_next_code_waits_a_minute(town: Town) {
        let browser = town.browser().await;
        let elsewhere = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        town.pass_seconds(50);
        // The browser waits whatever the number, and the number whatever the browser.
        for (who, phone) in [(&browser, PHONE), (&browser, "13900000001"), (&elsewhere, PHONE)] {
            let answer = refusal(who.asks_for_a_code(phone).await);
            assert_eq!(answer, Ok(CodeRefusal::TooSoon { seconds: 10 }));
        }
        town.pass_seconds(10);
        assert!(browser.asks_for_a_code(PHONE).await.is_ok());
    }

    async fn a_message_that_does_not_get_out_is_told(town: Town) {
        let town = town.sending_through(Messenger::gateway("http://127.0.0.1:1/sms".to_owned()));
        let browser = town.browser().await;
        assert!(matches!(browser.asks_for_a_code(PHONE).await, Err(Error::NotSent)));
        // It may have got out after all, and a gateway in trouble is not asked again at once.
        assert!(identity::code_sent(&browser.ask().await).await.unwrap().is_some());
        let again = refusal(browser.asks_for_a_code(PHONE).await);
        assert_eq!(again, Ok(CodeRefusal::TooSoon { seconds: 60 }));
    }

    async fn what_is_no_phone_is_told_beside_its_field(town: Town) {
        let browser = town.browser().await;
        for raw in ["", "  ", "1381234567", "12345", "138<script>"] {
            assert_eq!(field(browser.asks_for_a_code(raw).await), "phone", "{raw}");
        }
        assert_eq!(field(browser.types(" ").await), "code");
    }

    async fn known_and_unknown_numbers_get_the_same_answer(town: Town) {
        let known = town.resident(GRID).await;
        let unknown = "13912345670";
        let (one, two) = (town.browser().await, town.browser().await);
        let first = one.asks_for_a_code(known.phone.as_str()).await.unwrap();
        let second = two.asks_for_a_code(unknown).await.unwrap();
        let said = identity::CodeSent { phone: second.phone.clone(), number: second.number.clone(), ..first };
        assert_eq!(said, second, "but for the number that was typed");
        for browser in [one, two] {
            assert_eq!(refusal(browser.types(&town.wrong_code()).await), Ok(CodeRefusal::Wrong { left: 4 }));
        }
    }

    async fn neither_code_nor_number_is_kept_where_it_can_be_read(town: Town) {
        let browser = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        let code = town.last_code();
        let mut conn = town.desk.db.read().await.unwrap();
        let kept = store::sign_in::find(&mut conn, browser.token.hash()).await.unwrap().unwrap();
        assert_eq!(kept.code_hash.len(), 64);
        assert!(!kept.code_hash.contains(&code));
        drop(conn);
        browser.types(&code).await.unwrap();
        let mut conn = town.desk.db.read().await.unwrap();
        for line in store::audit::page(&mut conn, 0, 100).await.unwrap() {
            let text = format!("{line:?}");
            assert!(!text.contains(PHONE) && !text.contains(&browser.token.cookie()), "{text}");
        }
    }

    async fn signing_in_ends_the_session_that_asked(town: Town) {
        let visitor = town.browser().await;
        let signed_in = visitor.signs_in(PHONE).await;
        assert_ne!(signed_in.token, visitor.token);
        assert_eq!(visitor.visitor().await, Visitor::STRANGER);
        town.pass(Minutes(2));
        // Signing in as somebody else in the same browser ends the first one's session, too.
        let second = signed_in.signs_in("13900000001").await;
        assert_eq!(signed_in.visitor().await, Visitor::STRANGER);
        assert!(second.visitor().await.actor.is_some());
    }

    async fn what_was_typed_comes_along(town: Town) {
        let visitor = town.browser().await;
        draft::keep(&visitor.ask().await, "a browser", "order", "need=修灯").await.unwrap();
        let signed_in = visitor.signs_in(PHONE).await;
        let typed = draft::find(&signed_in.ask().await, "order").await.unwrap();
        assert_eq!(typed.as_deref(), Some("need=修灯"));
        let elsewhere = town.browser().await;
        assert_eq!(draft::find(&elsewhere.ask().await, "order").await.unwrap(), None);
    }

    async fn one_of_many_at_once_signs_in(town: Town) {
        let browser = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        let (ask, code) = (browser.ask().await, town.last_code());
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let (ask, code) = (ask.clone(), code.clone());
                tokio::spawn(async move { identity::sign_in(&ask, &code, "a browser").await })
            })
            .collect();
        let mut signed_in = 0;
        for one in tries {
            match one.await.unwrap() {
                Ok(_) => signed_in += 1,
                Err(Error::ChangedMeanwhile | Error::Code(CodeRefusal::RunOut)) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert_eq!(signed_in, 1);
    }

    async fn guessing_all_at_once_gets_no_more_tries(town: Town) {
        let browser = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        let (ask, code) = (browser.ask().await, town.wrong_code());
        let tries: Vec<_> = (0..24)
            .map(|_| {
                let (ask, code) = (ask.clone(), code.clone());
                tokio::spawn(async move { identity::sign_in(&ask, &code, "a browser").await })
            })
            .collect();
        let mut answered = HashSet::new();
        for one in tries {
            if let Err(Error::Code(CodeRefusal::Wrong { left })) = one.await.unwrap() {
                assert!(answered.insert(left), "two tries were answered with {left} left");
            }
        }
        assert!(answered.len() <= 4);
    }

    async fn a_forged_cookie_is_a_strangers(town: Town) {
        let resident = town.resident(GRID).await;
        let cookie = resident.token.cookie();
        let turned: String = cookie.chars().rev().collect();
        for forged in ["", "x", "' OR 1=1 --", &cookie[1..], &turned, &resident.token.hash().to_string()] {
            let seen = identity::visit(&town.desk, Some(forged), town.now()).await.unwrap().visitor;
            assert_eq!(seen, Visitor::STRANGER, "{forged}");
        }
        assert_eq!(identity::visit(&town.desk, None, town.now()).await.unwrap().visitor, Visitor::STRANGER);
        let seen = identity::visit(&town.desk, Some(&cookie), town.now()).await.unwrap().visitor;
        assert_eq!(seen, resident.visitor());
    }

    async fn a_session_lasts_while_it_is_used(town: Town) {
        let visitor = town.browser().await;
        let signed_in = town.browser().await.signs_in(PHONE).await;
        for _ in 0..3 {
            town.pass(Minutes(VISIT_PERIOD.0 - 1));
            assert!(visitor.visitor().await.session.is_some());
        }
        town.pass(VISIT_PERIOD);
        assert_eq!(visitor.visitor().await, Visitor::STRANGER);
        assert!(signed_in.visitor().await.actor.is_some());
        town.pass(SESSION_PERIOD);
        assert_eq!(signed_in.visitor().await, Visitor::STRANGER);
    }

    async fn people_see_and_end_their_own_sessions(town: Town) {
        let phone = town.browser().await.signs_in(PHONE).await;
        town.pass(Minutes(2));
        let laptop = town.browser().await.signs_in(PHONE).await;
        town.pass(Minutes(2));
        let library = town.browser().await.signs_in(PHONE).await;
        let stranger = town.browser().await.signs_in("13900000001").await;

        let list = identity::sessions(&phone.ask().await).await.unwrap();
        assert_eq!(list.len(), 3);
        let this: Vec<_> = list.iter().filter(|line| line.is_this_one).map(|line| line.id).collect();
        assert_eq!(this, [phone.token.hash()]);
        assert!(list.iter().all(|line| line.agent == "a browser"));

        let not_theirs = identity::end_session(&stranger.ask().await, library.token.hash()).await;
        assert!(matches!(not_theirs, Err(Error::NotFound)));
        identity::end_session(&phone.ask().await, library.token.hash()).await.unwrap();
        assert_eq!(library.visitor().await, Visitor::STRANGER);
        let over = identity::end_session(&phone.ask().await, library.token.hash()).await;
        assert!(matches!(over, Err(Error::NotFound)));

        assert_eq!(identity::end_other_sessions(&phone.ask().await).await.unwrap(), 1);
        assert_eq!(laptop.visitor().await, Visitor::STRANGER);
        assert!(stranger.visitor().await.actor.is_some());

        let ask = phone.ask().await;
        identity::sign_out(&ask).await.unwrap();
        identity::sign_out(&ask).await.unwrap();
        assert_eq!(phone.visitor().await, Visitor::STRANGER);
        assert!(matches!(identity::sessions(&phone.ask().await).await, Err(Error::SignInFirst)));
    }
}
