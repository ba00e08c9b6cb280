# The hall, and what one has in hand

slips = { $count ->
    [1] slip
   *[other] slips
}

hall-title = The hall
hall-lead = The nearest and the most urgent come first.
hall-tabs = The hall and my slips
hall-open = To be taken
hall-mine = My slips
hall-accept = I will do it
hall-accept-which = , slip { $number }
hall-empty = Nothing to take just now
hall-empty-lead = This page shows new slips by itself.
hall-to-mine = See what I have in hand

mine-title = My slips
mine-in-hand = In hand
mine-waiting = Waiting to be verified or rated
mine-served = Service time
mine-done = Done
mine-empty = Nothing in hand
mine-empty-lead = Slips are waiting in the hall; see whether one suits you.
mine-to-hall = Go to the hall
mine-none-done = Nothing done yet.
