# The slip: who has it now and what happens next, in one sentence

next-keeper = { $name } ({ $role })
next-you = you
next-grid = the grid
next-somebody = a volunteer

next-placed = { $late ->
    [yes] waiting for { $who } to check it; that was due by { $when }
   *[no] { $who } will check it by { $when }
}
next-placed-staff = { $late ->
    [yes] waiting for { $who } to check it; that was due by { $when }
   *[no] waiting for { $who } to check it by { $when }
}
next-refused = not taken up: { $reason }
next-withdrawn = you withdrew this
next-withdrawn-staff = the resident withdrew this
next-verified = { $late ->
    [yes] checked; waiting for { $who } to send somebody, which was due by { $when }
   *[no] checked; { $who } is finding somebody, by { $when } at the latest
}
next-verified-staff = { $late ->
    [yes] waiting for { $who } to assign it; somebody should have accepted by { $when }
   *[no] waiting for { $who } to assign it; somebody has to accept by { $when }
}
next-reopened = { $late ->
    [yes] you said it was not done; waiting for { $who } to send somebody again, which was due by { $when }
   *[no] you said it was not done; { $who } will send somebody again, by { $when } at the latest
}
next-reopened-staff = { $late ->
    [yes] the resident says it was not done; waiting for { $who } to assign it again; somebody should have accepted by { $when }
   *[no] the resident says it was not done; waiting for { $who } to assign it again; somebody has to accept by { $when }
}
next-hall = { $late ->
    [yes] still waiting for somebody to accept; that was due by { $when }
   *[no] waiting for somebody to accept, by { $when } at the latest
}
next-given = { $late ->
    [yes] given to you by name; to be accepted by { $when }, which has passed
   *[no] given to you by name; please accept by { $when }
}
next-given-staff = { $late ->
    [yes] given to { $who }, who has not accepted yet; that was due by { $when }
   *[no] given to { $who }, who has until { $when } to accept
}
next-accepted = { $late ->
    [yes] { $who } has accepted; it is not done yet and was due by { $when }
   *[no] { $who } has accepted and expects to be done by { $when }
}
next-accepted-handler = { $late ->
    [yes] you have accepted this; it was due by { $when }
   *[no] you have accepted this; please finish by { $when }
}
next-arrived = { $late ->
    [yes] { $who } is there and at work; it was due by { $when }
   *[no] { $who } is there and at work, and expects to be done by { $when }
}
next-arrived-handler = { $late ->
    [yes] you are there, and your service time is counting; it was due by { $when }
   *[no] you are there, and your service time is counting; please finish by { $when }
}
next-finished = { $late ->
    [yes] { $who } says it is done; waiting for { $keeper } to come and look, which was due by { $when }
   *[no] { $who } says it is done; { $keeper } will come and look by { $when }
}
next-finished-handler = { $late ->
    [yes] you said it is done; waiting for { $keeper } to come and look, which was due by { $when }
   *[no] you said it is done; { $keeper } will come and look by { $when }
}
next-finished-staff = { $late ->
    [yes] { $who } says it is done; waiting for { $keeper } to go and look, which was due by { $when }
   *[no] { $who } says it is done; waiting for { $keeper } to go and look by { $when }
}
next-checked = { $late ->
    [yes] done; the time for rating is over, and it is about to be closed
   *[no] done. Are you satisfied? You can rate it until { $until }
}
next-checked-staff = { $late ->
    [yes] checked; the resident gave no rating, and it is about to be closed
   *[no] checked; waiting for the resident’s rating, closed by { $until } at the latest
}
next-closed = closed
next-closed-rated = closed. Thank you for your rating
next-closed-handler = closed. Thank you for helping
next-closed-answered = closed. Your rating and the answer stay in the record
next-closed-parts = all of its parts are over, and so it is closed

next-some-unit = the responsible unit
next-asked-back = the grid asks: “{ $question }”; it goes on once you answer, and at { $until } without an answer
next-asked-back-staff = asked the resident: “{ $question }”; waiting for an answer until { $until }
next-asked-back-public = waiting for the resident to say more, until { $until } at the latest
next-given-unit = { $late ->
    [yes] given to your unit; to be accepted by { $when }, which has passed
   *[no] given to your unit; please accept by { $when }
}
next-returned = { $late ->
    [yes] { $unit } says it is not theirs; waiting for the level above to decide, which was due by { $when }
   *[no] { $unit } says it is not theirs; the level above will decide by { $when } who does it
}
next-returned-unit = { $late ->
    [yes] your unit returned it; waiting for the level above to decide, which was due by { $when }
   *[no] your unit returned it; the level above will decide by { $when }
}
next-returned-staff = { $late ->
    [yes] { $unit } returned it; waiting for the level above to decide, which was due by { $when }
   *[no] { $unit } returned it; waiting for the level above to decide by { $when }
}
next-disputed = { $late ->
    [yes] you are not satisfied; waiting for { $who } to look into it and answer you, which was due by { $when }
   *[no] you are not satisfied; { $who } will look into it and answer you by { $when }
}
next-disputed-staff = { $late ->
    [yes] the resident is not satisfied; waiting for { $who } to look into it and answer, which was due by { $when }
   *[no] the resident is not satisfied; waiting for { $who } to look into it and answer by { $when }
}
next-disputed-twice = { $late ->
    [yes] one reviewer holds the rating to be untrue; a second one decides; the answer was due by { $when }
   *[no] one reviewer holds the rating to be untrue; a second one decides; the answer is due by { $when }
}
next-disputed-aside = { $late ->
    [yes] it is being looked at again; waiting for { $who } to conclude, which was due by { $when }
   *[no] it is being looked at again; { $who } will conclude by { $when }
}
next-parked = it cannot be done yet and is parked until { $until }: { $plan }
next-split = it goes on as { $parts } parts, { $over } of them done; { $who } sees it through until all are
next-merged = it is the same thing as the earlier { $number } and goes on there
next-merged-there = it is the same thing as the earlier { $number } and goes on there. That one: { $there }
next-turned = an emergency: { $line } has been told. If anything changes, call { $line } at once
next-turned-staff = an emergency: { $line } has been told

aside-raised = past its limit; { $level } has been told
aside-extension = { $mine ->
    [yes] you asked for time until { $until }; the level above decides
   *[no] whoever has it asked for time until { $until }; the level above decides
}
aside-supervised = { $late ->
    [yes] supervised; an answer was due by { $until } and has not come
   *[no] supervised; an answer is due by { $until }
}
aside-supervised-resident = a higher level is watching over this
aside-whistled = { $all } units were called; there so far: { $there }
aside-called = { $late ->
    [yes] your unit was called and should have reported in by { $until }
   *[no] your unit was called; please report in by { $until }
}

why-limit = { $limit } from { $since }
why-agreed = extended with approval until { $until }
why-asked = { $resident ->
    [yes] ; stopped for { $length } while we waited for your answer
   *[no] ; stopped for { $length } while we waited for the resident’s answer
}
why-stood = ; it stood still for { $length }
why-provisional = ; it runs into next year and is counted anew when the holidays are published
limit-hours = { $one ->
    [yes] 1 hour
   *[no] { $hours } hours
}
limit-working-hours = { $one ->
    [yes] 1 working hour
   *[no] { $hours } working hours
}
limit-working-days = { $one ->
    [yes] 1 working day
   *[no] { $days } working days
}
