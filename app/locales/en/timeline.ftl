# Every step a slip has taken

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

event-placed = ordered it
event-split-off = split this off { $number }
event-asked-back = asked a question
event-answered = answered
event-unanswered = No answer came; it goes on without
event-refused = did not take it up
event-turned = told { $line }
event-merged = merged it into the earlier { $number }
event-unmerged = took it out of { $number } again; it goes on by itself
event-released = The earlier { $number } ended without being done, so this one goes on by itself
event-not-mended = said that it is not done here; it goes on apart from { $number }
event-joined = merged another slip about the same thing into it
event-left = { $alone ->
    [yes] A merged slip goes on by itself again
   *[no] took a merged slip out again
}
event-split = split it into { $parts } parts: { $numbers }
event-part-over = Its part { $number } is over
event-verified = checked it
event-dispatched = assigned it
event-dispatched-to = assigned it to { $to }
event-dispatched-helped = assigned it to { $to }, helped by { $helping }
event-dispatched-hall = put it up in the hall
event-given-back = gave it back
event-handed-back = holds this post no longer; it is back with the grid, which will find somebody else
event-handed-back-unit = was the last who acted for { $unit }; it is back with the grid
event-returned = returned it for { $unit }; the level above decides
event-return-upheld = agreed that it goes to somebody else
event-return-settled = decided that it stays with the unit
event-parked = parked it until { $until }
event-resumed = { $alone ->
    [yes] The day has come; it goes on
   *[no] took it up again
}
event-accepted = accepted it
event-arrived = arrived
event-progressed = reported progress
event-reached = reached “{ $milestone }”
event-assisted = did the share of { $unit }
event-extension-asked = asked for time until { $until }
event-extension-approved = gave it time until { $until }
event-extension-declined = gave it no more time
event-finished = finished the work
event-sent-back = asked for it to be done again
event-checked = verified the work
event-rated = rated it
event-disputed = The rating was bad, so it is looked into
event-judged-justified = looked into it: it is so, and the work is done again
event-judged-mistaken = looked into it: a mistake; it may be rated again
event-judged-malicious = looked into it: the rating is held to be untrue
event-reopened = It was opened again
event-withdrawn = withdrew it
event-closed = This slip was closed
event-warned = The limit is near; whoever has it was reminded
event-overdue = The limit has passed
event-escalated = Still not done after the limit: { $level } was told
event-escalated-past = Still not done after the limit: { $level } was told (nobody serves at: { $past })
event-supervised = { $alone ->
    [yes] Supervised by rule; an answer is due by { $until }
   *[no] asked how it stands; an answer is due by { $until }
}
event-supervision-answered = answered the supervisor
event-answer-missed = The supervisor’s answer did not come in time
event-whistled = called { $units } ({ $difficulty })
event-reported-in = reported in for { $unit }
event-call-missed = { $unit } did not report in in time
event-unit-rated = rated { $unit }: { $grade }
event-recounted = { $same ->
    [yes] A new notice of holidays: the limit stays at { $to }
   *[no] A new notice of holidays: the limit moved from { $from } to { $to }
}
