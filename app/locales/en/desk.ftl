# The desk of the grid

desk-title = The desk
desk-tabs = The heaps
desk-heap = { $heap } · { $area }
desk-empty = Nothing here

# In Dongyuan Grid 3 show all types, due at any time, handled by anyone, with the words …
desk-sift = Filter and search
desk-look-at = In
desk-of = show
desk-and = { ", " }
desk-slips-of = with the words
desk-look = Show
desk-which-area = Where
desk-which-kind = Which type
desk-which-limit = Due when
desk-which-whose = Handled by whom
desk-which-waits = What waits for a word
desk-any-kind = all types
desk-whole-class = { $class }, all
desk-limit-any = due at any time
desk-limit-overdue = overdue
desk-limit-today = due today
desk-limit-soon = due within three days
desk-whose-anybody = handled by anyone
desk-whose-mine = handled by me
desk-whose-ours = handled by my office
desk-waits-any = whatever waits
desk-words = Words on the slip, or its number
desk-words-hint = words or number
desk-quoted = “{ $words }”
desk-chips = What is asked for now
desk-chip-off = { ", " }take this away
desk-clear = Clear all
desk-none = No such slip
desk-none-hint = Nothing on this heap fits. Ask for something else, or look elsewhere.
desk-none-everywhere = Look among all open slips

desk-rows = Slips a page

desk-pick = Choose { $number }
desk-pick-all = Choose the whole page
desk-picked = # chosen
desk-picked-slips = Chosen slips
desk-verify-picked = Check chosen
desk-give-to = Give to
desk-give-choose = Give to …
desk-give-hall = The hall: whoever is free
desk-give-helper = { $name } ({ $role })
desk-give-picked = Assign chosen

several-verified = Checked: { $count }
several-opened = Now in the hall: { $count }
several-given = Given to { $name }: { $count }
several-left = { $did }. Left as they were: { $count }
several-not-for-them = This type cannot be given to that person. Please choose somebody else.
notice-several-verified = Checked: { $count }. Now decide who should do them.
notice-several-opened = Now in the hall for anyone to take: { $count }
notice-several-given = Assigned: { $count }. They wait to be accepted.

desk-caption = { $filters }; { $printed }
desk-column-number = Number
desk-column-type = Type
desk-column-need = What
desk-column-place = Place
desk-column-due = Due
desk-column-who = With

keys-title = Keys
keys-move = next slip, previous slip
keys-open = open this slip
keys-pick = choose it, or not
keys-search = go to the search
keys-help = open or close this list
keys-on = Use these keys on this device

heap-verify = To check
heap-dispatch = To assign
heap-hall = In the hall
heap-under-way = Under way
heap-check = To verify
heap-asked = Asked
heap-rate = To be rated
heap-decide = To decide
heap-parked = Parked
heap-open = All open
heap-closed = Closed
heap-refused = Not taken up
heap-withdrawn = Withdrawn

heap-verify-empty = Every new slip has been checked.
heap-dispatch-empty = Everything checked has been assigned.
heap-hall-empty = Everything assigned has been accepted.
heap-under-way-empty = Nobody has a slip in hand.
heap-check-empty = All finished work has been verified.
heap-asked-empty = No question waits for an answer.
heap-rate-empty = Everything verified has been rated.
heap-decide-empty = Nothing waits for a decision or an answer.
heap-parked-empty = Nothing is parked.
heap-open-empty = Every slip has come to its end.
heap-closed-empty = Nothing has been closed yet.
heap-refused-empty = Nothing was turned down.
heap-withdrawn-empty = Nothing was withdrawn.
