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
next-asked-back = the grid asks: “{ $question }”; it goes on once you answer
next-asked-back-staff = asked the resident: “{ $question }”; waiting for an answer
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

stamps-label = How far it has come
stamp-done = , done
stamp-now = , under way
stamp-back = , handed back
dots-step = Step { $step } of 6: { $word }
step-you = You
step-who = { $role } { $name }
slip-closed-on = closed { $day }
slip-refused-on = turned down { $day }
slip-withdrawn-on = withdrawn { $day }
photo-alt = Picture { $place }

request-title = { $service } { $number }
request-need = What is needed
request-place = Where
request-door = Door
request-handler = In whose hands
request-placed = Ordered
request-finish-by = Done by
request-earns = Earns
request-points = { $points ->
    [1] 1 point
   *[other] { $points } points
}
request-photos = Pictures from the order
request-steps = Every step

find-title = Look up a slip
find-lead = The number has 13 digits. It stands on the slip and can be read aloud.
find-wrong-title = That is no slip’s number
find-check-digit = One of the 13 digits is wrong, or two are swapped. Please look at the slip again.
find-digits = A slip’s number has 13 digits; dashes may stand between them. Please look at the slip again.
find-look-again = Please look at the number again
find-number = Number
find-hint = For example 26325-0482-9138; the dashes may be left out
find-go = Find this slip

contact-title = Who ordered
contact-role = The resident who ordered
contact-for-a-while = Name and phone are shown for half an hour. This look has been noted, and the resident can see it.
contact-show = Show name and phone
contact-reason = Why do you need to see them
contact-choose = Choose a reason
contact-logged = The look is noted; the resident can see who looked and why. Shown for half an hour.
contact-show-now = Show for half an hour

act-verify = Check this slip
act-verify-hint = If it is true and the grid’s to do, confirm it, then assign it.
act-verify-do = It is true
act-ask-back = Something is unclear: ask the resident first
act-question = Your question
act-question-hint = The limit stands still until the resident answers
act-ask-back-do = Send to the resident
act-refuse = Cannot be taken up
act-refuse-reason = Why not
act-refuse-choose = Choose a reason
act-refuse-hint = The resident is told the reason as it stands
act-refuse-note = A few more words
act-refuse-note-hint = Such as which office to ask, which number to call
act-refuse-do = Do not take it up
act-dispatch = Who is to do it
act-dispatch-anew = Give it to somebody else
act-to = Who is to do it
act-to-hall = The hall
act-helper = { $role }, { $place }
act-this-grid = this grid
act-dispatch-do = Assign
act-check = Check the work
act-check-hint = Confirm once you have been there, or have asked the resident, and it really is done.
act-check-note = What you saw
act-check-do = It really is done
act-send-back = Not done yet
act-send-back-reason = What is missing
act-send-back-hint = Whoever has it reads this and goes on
act-send-back-do = Send back to be done

act-accept = Take this on
act-accept-hint = From then on it is yours to do, and the resident sees your name.
act-accept-do = I will do it
act-arrive = Are you there
act-arrive-hint = Tap when you arrive: your service time counts from then, without the way.
act-arrive-do = I am here
act-report = Say how it goes
act-report-note = How far it has come
act-report-hint = A sentence or a picture; the resident sees it at once
act-report-do = Send
act-finish = It is done
act-finish-note = How it was done
act-finish-hint = A sentence or two; the resident and the grid worker read it
act-finish-do = Done, please check
act-photos = Pictures from the place
act-photos-done = Pictures of the work
act-give-back = Cannot do it: give it back
act-give-back-reason = Why not
act-give-back-hint = The grid worker reads this and finds somebody else
act-give-back-do = Give it back

act-answer = Answer the grid
act-answer-label = Your answer
act-answer-do = Answer
act-rate = Are you satisfied
act-rate-legend = How was it done; are you satisfied
act-rate-comment = Anything you want to say
act-rate-hint = If you are not satisfied, say what is missing; somebody will be sent again
act-rate-do = Rate
act-withdraw = No longer needed: withdraw it
act-withdraw-sure = Once withdrawn nobody will do it; to have it done you would order again.
act-withdraw-reason = Why
act-withdraw-do = Withdraw this slip

notice-verified = Confirmed. Next: who is to do it.
notice-asked-back = Your question is with the resident.
notice-refused = The resident has been told that it is not taken up, and why.
notice-dispatched = Assigned. Waiting for it to be accepted.
notice-dispatched-hall = It hangs in the hall now.
notice-checked = Checked. The resident is asked for a rating.
notice-sent-back = Sent back to whoever has it.
notice-accepted = It is yours now. Have a look at where and what.
notice-arrived = Your service time counts from now.
notice-reported = Sent; the resident can see it.
notice-finished = Thank you. The grid worker will come and look.
notice-given-back = It is back with the grid, which will find somebody else.
notice-answered = Your answer is with the grid, which goes on.
notice-withdrawn = Withdrawn.
notice-rated = Thank you for your rating. This slip is closed.
notice-reopened = Understood. Somebody will be sent again.
notice-contact-shown = Name and phone are shown for half an hour.
