# The inbox: what needs me, what I follow, what changed; and quiet hours

inbox-title = Inbox
inbox-tabs = The three heaps
inbox-needs = For me to do
inbox-follows = I follow
inbox-changed = Changed
inbox-unread = { $count } unread
inbox-new = New
inbox-settled = Done
inbox-read-all = Mark all of these as read
inbox-quiet-now = These are your quiet hours: until { $when } nothing reminds you, and all that is new is here. Emergencies do not wait.
inbox-quiet = Quiet hours: { $from } to { $until }
inbox-quiet-none = No quiet hours are set
inbox-quiet-change = Change

inbox-needs-empty = Nothing waits for you
inbox-needs-empty-hint = When a slip is yours to move, it is said here at once.
inbox-follows-empty = Nothing to follow yet
inbox-follows-empty-hint = When something happens to a slip you answer for or wait for, it is said here.
inbox-changed-empty = Nothing has changed yet
inbox-changed-empty-hint = Each step of the slips you have to do with is said here.

news-placed = { $mine ->
    [yes] A new slip, “{ $service }”: please check it
   *[no] A new slip: “{ $service }”
}
news-verified = { $mine ->
    [yes] “{ $service }” was checked: please assign it
   *[no] “{ $service }” was checked and will be assigned
}
news-asked-back = { $mine ->
    [yes] “{ $service }”: there is a question for you
   *[no] “{ $service }”: the resident was asked something
}
news-answered = { $mine ->
    [yes] “{ $service }”: the resident answered, please go on
   *[no] “{ $service }”: the resident answered
}
news-refused = “{ $service }” was not taken up; open it to see why
news-turned = “{ $service }” is urgent and went to 110, 119 or 120
news-withdrawn = “{ $service }” was withdrawn; nothing more to do
news-dispatched = “{ $service }” was assigned and waits to be accepted
news-given = { $mine ->
    [yes] “{ $service }” was given to you: please accept it
   *[no] “{ $service }” was given to somebody who will accept it
}
news-offered = { $mine ->
    [yes] “{ $service }” came to your unit: please accept it
   *[no] “{ $service }” went to the unit that is responsible
}
news-accepted = “{ $service }” was accepted
news-returned = { $mine ->
    [yes] “{ $service }” was given back: please decide
   *[no] “{ $service }” was given back; the level above decides
}
news-given-back = { $mine ->
    [yes] “{ $service }” came back: please find somebody else
   *[no] “{ $service }” came back; somebody else will be found
}
news-handed-back = { $mine ->
    [yes] “{ $service }” came back, for who had it holds that post no longer: please find somebody else
   *[no] “{ $service }” is back with the grid, for who had it holds that post no longer
}
news-return-decided = “{ $service }”: it is decided whose it is
news-progressed = “{ $service }” is coming along
news-finished = { $mine ->
    [yes] “{ $service }” is done: please verify it
   *[no] “{ $service }” is done and will be verified
}
news-sent-back = { $mine ->
    [yes] “{ $service }” is not quite done: please go on
   *[no] “{ $service }” was not quite done and goes on
}
news-checked = { $mine ->
    [yes] “{ $service }” was verified: how was it?
   *[no] “{ $service }” was verified and waits to be rated
}
news-closed = “{ $service }” is closed
news-rated-badly = { $mine ->
    [yes] “{ $service }” was rated badly: please look into it first
   *[no] “{ $service }” was rated badly and is done again
}
news-disputed-finding = { $mine ->
    [yes] “{ $service }”: the finding on a bad rating is disputed, please review it
   *[no] “{ $service }”: the finding on a bad rating is under review
}
news-extension-asked = { $mine ->
    [yes] “{ $service }”: more time is asked for, please decide
   *[no] “{ $service }”: more time was asked for
}
news-extension-decided = “{ $service }”: it is decided whether there is more time
news-parked = “{ $service }” cannot be done yet; its plan and date are on the slip
news-resumed = { $mine ->
    [yes] “{ $service }” can go on: please see to it
   *[no] “{ $service }” goes on
}
news-merged = “{ $service }” is the same matter as another slip; they are handled together
news-unmerged = “{ $service }” is handled by itself again
news-released = { $mine ->
    [yes] “{ $service }” is no longer merged, for the other slip ended undone: please check it
   *[no] “{ $service }”: the slip it was merged into ended undone; yours goes on by itself
}
news-mended = The slip about the same thing as “{ $service }” is done; if yours is not, open it and say so
news-not-mended = { $mine ->
    [yes] “{ $service }”: the resident says it is not done, please check it
   *[no] “{ $service }”: the resident says it is not done
}
news-split = “{ $service }” was split into parts
news-part-over = “{ $service }”: one of its parts is over
news-whistled = { $mine ->
    [yes] “{ $service }”: your unit was called, please report in
   *[no] “{ $service }”: departments were called
}
news-reported-in = “{ $service }”: a department has reported in
news-call-missed = { $mine ->
    [yes] “{ $service }”: a department did not report in, please see to it
   *[no] “{ $service }”: a department did not report in
}
news-supervised = { $mine ->
    [yes] “{ $service }” is supervised: please answer
   *[no] “{ $service }” is supervised
}
news-answer-missed = { $mine ->
    [yes] “{ $service }”: the supervision was not answered in time, please see to it
   *[no] “{ $service }”: the supervision was not answered in time
}
news-supervision-answered = { $mine ->
    [yes] “{ $service }”: the supervision was answered, please read it
   *[no] “{ $service }”: the supervision was answered
}
news-warned = { $mine ->
    [yes] “{ $service }”: { $left }, please hurry
   *[no] “{ $service }”: { $left }, and not done yet
}
news-warned-then = “{ $service }” was close to its limit
news-overdue = { $mine ->
    [yes] “{ $service }” is overdue: please do it now
   *[no] “{ $service }” is overdue
}
news-escalated = { $mine ->
    [yes] “{ $service }” was left alone and came up to you: please decide
   *[no] “{ $service }” was left alone and went one level up
}
news-nobody-there = { $mine ->
    [yes] “{ $service }”: nobody is on duty where it belongs, please arrange it
   *[no] “{ $service }”: nobody was on duty where it belongs, so it went up
}

quiet-title = Quiet hours
quiet-lead = During these hours nothing reminds you; whenever you open your inbox, all that is new is there. Emergencies do not wait.
quiet-from = From
quiet-until = Until
quiet-hint = The same time twice means none.
quiet-save = Save
notice-quiet = Your quiet hours are saved.
notice-read-all = All of these count as read.
