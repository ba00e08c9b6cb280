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
next-asked-back = the grid asks: “{ $question }” It goes on once you answer
next-asked-back-staff = asked the resident: “{ $question }” Waiting for an answer
next-asked-back-public = waiting for the resident to say more
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
    [yes] the resident says it was not done; waiting for { $who } to assign it again, accepted by { $when } as promised
   *[no] the resident says it was not done; waiting for { $who } to assign it again, to be accepted by { $when }
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

stamps-label = How far it has come
stamp-done = , done
stamp-now = , under way
stamp-back = , handed back
dots-step = Step { $step } of 6: { $word }
step-who = { $role } { $name }
slip-given-to-you = Given to you by name
photo-alt = Picture { $place }
