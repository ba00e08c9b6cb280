# Tracing

trace-title = { $number }, who had it
trace-heading = Who had it, and how long
trace-lead = { $service }, number { $number }
trace-stands = Now
trace-closed = closed { $at }
trace-hands = In whose hands, one after the other
trace-totals = Each of them in all
trace-who = Who
trace-for = For what
trace-from = From
trace-until = Until
trace-still = now
trace-clock = How long
trace-working = In office hours
trace-late = After the limit
trace-desk = Desk of { $grid }
trace-above = The level above
trace-resident = The resident
trace-with = With { $number }
trace-nobody = Nobody
trace-counted = Office hours are those of working days while the office is open, and time after the limit is counted in them, except where the limit runs day and night. Each has the time to accept it from when they received it; limits that ran before are taken from the moment at which the alarm rang.
trace-print = To keep it, print it from the browser on A4.

phase-verify = Checking
phase-answer = Waiting for an answer
phase-dispatch = Assigning
phase-accept = Waiting for it to be accepted
phase-decide = Deciding whose it is
phase-handle = Handling
phase-check = Verifying
phase-rate = Waiting for a rating
phase-review = Looking into the rating
phase-parked = Parked
phase-parts = Done in parts
phase-joined = Handled with another slip
