//! The same table in English.

use super::*;

#[test]
fn english_says_the_same() {
    assert_snapshot!(read(Locale::En, false, &EVERYBODY), @"
    placed:
      陈静 (grid worker) will check it by 18:00 today
      Waiting for 陈静 (grid worker) to check it by 18:00 today
      The grid will check it by 18:00 today
    asked back:
      The grid asks: “几楼的灯?”; it goes on once you answer, and at 10:00 on Tuesday without an answer
      Asked the resident: “几楼的灯?”; waiting for an answer until 10:00 on Tuesday
      Waiting for the resident to say more, until 10:00 on Tuesday at the latest
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
    given to a unit:
      Given to Water Bureau, who has until 18:00 today to accept
      Given to your unit; please accept by 18:00 today
      Given to Water Bureau, who has until 18:00 today to accept
    returned:
      Water Bureau says it is not theirs; the level above will decide by 18:00 today who does it
      Your unit returned it; the level above will decide by 18:00 today
      Water Bureau says it is not theirs; the level above will decide by 18:00 today who does it
      Water Bureau returned it; waiting for the level above to decide by 18:00 today
      Water Bureau says it is not theirs; the level above will decide by 18:00 today who does it
    accepted:
      李建国 has accepted and expects to be done by 18:00 today
      You have accepted this; please finish by 18:00 today
      李建国 has accepted and expects to be done by 18:00 today
      A volunteer has accepted and expects to be done by 18:00 today
    accepted by a unit:
      李建国 (Water Bureau) has accepted and expects to be done by 18:00 today
      You have accepted this; please finish by 18:00 today
      李建国 (Water Bureau) has accepted and expects to be done by 18:00 today
      Water Bureau has accepted and expects to be done by 18:00 today
    arrived:
      李建国 is there and at work, and expects to be done by 18:00 today
      You are there, and your service time is counting; please finish by 18:00 today
      李建国 is there and at work, and expects to be done by 18:00 today
      A volunteer is there and at work, and expects to be done by 18:00 today
    arrived of a unit:
      李建国 (Water Bureau) is there and at work, and expects to be done by 18:00 today
      You are there, and your service time is counting; please finish by 18:00 today
      李建国 (Water Bureau) is there and at work, and expects to be done by 18:00 today
      Water Bureau is there and at work, and expects to be done by 18:00 today
    finished:
      李建国 says it is done; 陈静 (grid worker) will come and look by 18:00 today
      You said it is done; 陈静 (grid worker) will come and look by 18:00 today
      李建国 says it is done; 陈静 (grid worker) will come and look by 18:00 today
      李建国 says it is done; waiting for 陈静 (grid worker) to go and look by 18:00 today
      A volunteer says it is done; the grid will come and look by 18:00 today
    finished by a unit:
      李建国 (Water Bureau) says it is done; 陈静 (grid worker) will come and look by 18:00 today
      You said it is done; 陈静 (grid worker) will come and look by 18:00 today
      李建国 (Water Bureau) says it is done; 陈静 (grid worker) will come and look by 18:00 today
      李建国 (Water Bureau) says it is done; waiting for 陈静 (grid worker) to go and look by 18:00 today
      Water Bureau says it is done; the grid will come and look by 18:00 today
    checked:
      Done. Are you satisfied? You can rate it until 28 November
      Checked; waiting for the resident’s rating, closed by 28 November at the latest
    disputed:
      You are not satisfied; 陈静 (grid worker) will look into it and answer you by 18:00 today
      It is being looked at again; 陈静 (grid worker) will conclude by 18:00 today
      The resident is not satisfied; waiting for 陈静 (grid worker) to look into it and answer by 18:00 today
      It is being looked at again; the grid will conclude by 18:00 today
    disputed, doubted:
      You are not satisfied; 陈静 (grid worker) will look into it and answer you by 18:00 today
      It is being looked at again; 陈静 (grid worker) will conclude by 18:00 today
      One reviewer holds the rating to be untrue; a second one decides; the answer is due by 18:00 today
      It is being looked at again; the grid will conclude by 18:00 today
    parked:
      It cannot be done yet and is parked until 1 March 2027: 树要等到春天才能移
    split:
      It goes on as 2 parts, 1 of them done; 陈静 (grid worker) sees it through until all are
      It goes on as 2 parts, 1 of them done; the grid sees it through until all are
    merged:
      It is the same thing as the earlier 26325-0000-0012 and goes on there
    refused:
      Not taken up: The same need stands on an earlier slip
    turned:
      An emergency: 119 has been told. If anything changes, call 119 at once
      An emergency: 119 has been told
    withdrawn:
      You withdrew this
      The resident withdrew this
    closed:
      Closed
      Closed. Thank you for helping
      Closed
    closed, parts:
      All of its parts are over, and so it is closed
    rated:
      Closed. Thank you for your rating
      Closed. Thank you for helping
      Closed
    answered:
      Closed. Your rating and the answer stay in the record
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
    given to a unit:
      Given to Water Bureau, who has not accepted yet; that was due by 8:00 today
      Given to your unit; to be accepted by 8:00 today, which has passed
      Given to Water Bureau, who has not accepted yet; that was due by 8:00 today
    returned:
      Water Bureau says it is not theirs; waiting for the level above to decide, which was due by 8:00 today
      Your unit returned it; waiting for the level above to decide, which was due by 8:00 today
      Water Bureau says it is not theirs; waiting for the level above to decide, which was due by 8:00 today
      Water Bureau returned it; waiting for the level above to decide, which was due by 8:00 today
      Water Bureau says it is not theirs; waiting for the level above to decide, which was due by 8:00 today
    accepted:
      李建国 has accepted; it is not done yet and was due by 8:00 today
      You have accepted this; it was due by 8:00 today
      李建国 has accepted; it is not done yet and was due by 8:00 today
      A volunteer has accepted; it is not done yet and was due by 8:00 today
    accepted by a unit:
      李建国 (Water Bureau) has accepted; it is not done yet and was due by 8:00 today
      You have accepted this; it was due by 8:00 today
      李建国 (Water Bureau) has accepted; it is not done yet and was due by 8:00 today
      Water Bureau has accepted; it is not done yet and was due by 8:00 today
    arrived:
      李建国 is there and at work; it was due by 8:00 today
      You are there, and your service time is counting; it was due by 8:00 today
      李建国 is there and at work; it was due by 8:00 today
      A volunteer is there and at work; it was due by 8:00 today
    arrived of a unit:
      李建国 (Water Bureau) is there and at work; it was due by 8:00 today
      You are there, and your service time is counting; it was due by 8:00 today
      李建国 (Water Bureau) is there and at work; it was due by 8:00 today
      Water Bureau is there and at work; it was due by 8:00 today
    finished:
      李建国 says it is done; waiting for 陈静 (grid worker) to come and look, which was due by 8:00 today
      You said it is done; waiting for 陈静 (grid worker) to come and look, which was due by 8:00 today
      李建国 says it is done; waiting for 陈静 (grid worker) to come and look, which was due by 8:00 today
      李建国 says it is done; waiting for 陈静 (grid worker) to go and look, which was due by 8:00 today
      A volunteer says it is done; waiting for the grid to come and look, which was due by 8:00 today
    finished by a unit:
      李建国 (Water Bureau) says it is done; waiting for 陈静 (grid worker) to come and look, which was due by 8:00 today
      You said it is done; waiting for 陈静 (grid worker) to come and look, which was due by 8:00 today
      李建国 (Water Bureau) says it is done; waiting for 陈静 (grid worker) to come and look, which was due by 8:00 today
      李建国 (Water Bureau) says it is done; waiting for 陈静 (grid worker) to go and look, which was due by 8:00 today
      Water Bureau says it is done; waiting for the grid to come and look, which was due by 8:00 today
    disputed:
      You are not satisfied; waiting for 陈静 (grid worker) to look into it and answer you, which was due by 8:00 today
      It is being looked at again; waiting for 陈静 (grid worker) to conclude, which was due by 8:00 today
      The resident is not satisfied; waiting for 陈静 (grid worker) to look into it and answer, which was due by 8:00 today
      It is being looked at again; waiting for the grid to conclude, which was due by 8:00 today
    disputed, doubted:
      You are not satisfied; waiting for 陈静 (grid worker) to look into it and answer you, which was due by 8:00 today
      It is being looked at again; waiting for 陈静 (grid worker) to conclude, which was due by 8:00 today
      One reviewer holds the rating to be untrue; a second one decides; the answer was due by 8:00 today
      It is being looked at again; waiting for the grid to conclude, which was due by 8:00 today
    ");
}
