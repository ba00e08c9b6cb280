# The desk of the grid

desk-title = The desk
desk-tabs = The heaps
desk-heap = { $heap } · { $area }
desk-look-at = Show
desk-which-area = Whose slips
desk-slips-of = slips
desk-look = Show
desk-empty = Nothing here

heap-verify = To check
heap-dispatch = To assign
heap-hall = In the hall
heap-under-way = Under way
heap-check = To verify
heap-asked = Asked
heap-rate = To be rated
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
heap-closed-empty = Nothing has been closed yet.
heap-refused-empty = Nothing was turned down.
heap-withdrawn-empty = Nothing was withdrawn.
