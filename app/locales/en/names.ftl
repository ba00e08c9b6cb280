# Names and times

role-resident = Resident
role-volunteer = Volunteer
role-party-volunteer = Party volunteer
role-grid-worker = Grid worker
role-grid-leader = Grid leader
role-staff = Staff
role-unit-worker = Unit worker
role-shop-keeper = Shop keeper
role-moderator = Moderator
role-administrator = Administrator

level-district = District
level-town = Town
level-community = Community
level-grid = Grid
level-micro-grid = Micro-grid

grid-kind-comprehensive = Comprehensive grid
grid-kind-exclusive = Exclusive grid
grid-kind-sea = Sea grid

class-livelihood = Everyday help
class-environment = Streets and surroundings
class-facilities = Public facilities
class-safety = Safety hazards
class-disputes = Disputes
class-policy = Policies and papers

helpers-volunteers = Done by volunteers and grid workers
helpers-party-members = Done by party volunteers and grid workers
helpers-grid-staff = Done by grid workers
helpers-units = Done by the responsible unit, once a grid worker has looked at it

priority-urgent = Urgent
priority-high = High
priority-normal = Normal

proof-none = No picture
proof-after = A picture when it is done
proof-before-after = Pictures on arrival and when it is done

stage-report = Report
stage-verify = Check
stage-dispatch = Assign
stage-handle = Handle
stage-check = Verify
stage-rate = Rate

state-placed = Waits for the grid worker
state-asked-back = Waits for the resident's answer
state-refused = Not taken up
state-withdrawn = Withdrawn
state-verified = Waits to be assigned
state-dispatched = Waits for somebody to accept
state-accepted = Accepted
state-arrived = Being handled
state-finished = Waits to be verified
state-checked = Waits for a rating
state-closed = Closed
state-returned = Waits for the level above
state-disputed = Being looked at again
state-parked = Parked
state-split = Done in parts
state-merged = Merged
state-turned = Told to an emergency line

wait-return = Returned
wait-dispute = Rated badly
wait-extension = More time asked for
wait-supervision = Supervised
wait-whistle = Units called
wait-escalation = Escalated

emergency-police = 110 (police)
emergency-fire = 119 (fire)
emergency-ambulance = 120 (ambulance)

finding-justified = It is so
finding-mistaken = A mistake
finding-malicious = The rating is untrue

difficulty-ordinary = ordinary
difficulty-hard = hard
difficulty-urgent = urgent

rank-worker = the grid worker
rank-leader = the grid leader
rank-community = the community
rank-town = the town
rank-district = the district

grade-5 = Very satisfied
grade-4 = Satisfied
grade-3 = Fair
grade-2 = Dissatisfied
grade-1 = Very dissatisfied

reason-not-ours = Not for the grid to do
reason-duplicate = The same need stands on an earlier slip
reason-not-found = Nobody found what was described
reason-emergency = An emergency: 110, 119 or 120 was told
reason-own-procedure = Courts, petitions and property disputes have their own way
reason-misuse = Offensive, or an advertisement

rule-helped = Helped somebody
rule-first-order = First order
rule-rated = Rated a slip

voucher-live = Waits to be fetched
voucher-redeemed = Fetched
voucher-cancelled = Given back
voucher-expired = Run out

time-moment = { $near ->
    [yes] { $clock } { $day }
   *[no] { $clock } on { $day }
}
time-today = today
time-yesterday = yesterday
time-tomorrow = tomorrow
time-day = { $day } { $month }
time-day-of-year = { $day } { $month } { $year }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

time-minutes = { $minutes } min
time-hours = { $hours } h
time-days = { $days ->
    [1] 1 day
   *[other] { $days } days
}
time-under-a-minute = less than a minute
time-two = { $large } { $small }
time-left = { $length } left
time-over = { $length } overdue
time-printed = printed { $at }
time-printed-days = printed { $at }; “today” and “tomorrow” are meant from then
time-spans-and = {" and "}
time-all-day = round the clock

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

look-before-visit = To arrange a visit
look-verify = To check the facts
look-follow-up = To follow up
look-urgent = It was urgent
