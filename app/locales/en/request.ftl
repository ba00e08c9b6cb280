# The slip's page

request-title = { $service } { $number }
request-need = What is needed
request-place = Where
request-door = Door
request-handler = In whose hands
request-placed = Ordered
request-finish-by = Done by
request-own-by = Taken over after that, now by
request-earns = Earns
request-points = { $points ->
    [1] 1 point
   *[other] { $points } points
}
request-photos = Pictures from the order
request-steps = Every step
request-lead = Leading unit
request-helping = Helping units
request-accept-by = Accepted by
request-answer-by = Answered by
request-stopped = Stands still, and is counted again when it goes on
request-plan = The plan
request-goes-on = Goes on
request-milestones = Steps on the way
request-reached = { $name }, reached { $at }
request-to-reach = { $name }, by { $by }
request-typed = What you wrote is still here, to be copied:
request-trace = Who had it, and how long

kin-part-of = This is one part of
kin-merged-into = Merged into the earlier
kin-joined = { $count ->
    [1] One more slip is about the same thing and goes on here
   *[other] { $count } more slips are about the same thing and go on here
}
kin-parts = Its parts
kin-called = Units that were called
kin-whistle = Called { $at }, { $difficulty }
kin-there = there since { $at }
kin-there-late = there since { $at }, after { $by }
kin-missing = not there, due by { $by }
kin-expected = due by { $by }

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
