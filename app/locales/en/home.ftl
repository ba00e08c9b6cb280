# Front page

home-title = Sandan · order help from your grid
home-heading = Need something? Order it
home-lead = A light out, a pipe leaking, someone to go along to the clinic: order it, your grid assigns it, a party volunteer comes. You see every step.
home-find = Find your grid
home-scan = Scan the QR code in your stairwell, and you are there.
home-search = Or search
home-search-hint = The community, the estate, or the street
home-search-button = Search
home-nothing = Nothing found
home-nothing-hint = Try other words, such as the estate's name alone; or go down from town to community.
home-tree = Go down step by step
home-more = Only the first ones are listed; please add a word.
home-no-grids = There are no grids here yet.
home-find-other = Find another grid
home-own-grid = You live in
home-order = Order something
home-slips = slips
home-desk = Waiting on the desk
home-hall = The hall
home-hall-count = { $count ->
    [0] Nothing waits for a helper now.
    [1] One slip waits for a helper.
   *[other] { $pressing ->
        [0] { $count } slips wait for a helper.
       *[other] { $count } slips wait for a helper, { $pressing } of them near their limit.
    }
}
home-to-hall = Have a look
home-unit = Your unit
home-unit-count = { $idle ->
    [yes] Nothing waits for your unit now.
   *[no] Your unit has { $accept } to accept, { $hand } in hand, and { $called } { $called ->
        [one] whistle
       *[other] whistles
    } to report in for.
}
home-to-unit = Have a look
home-mine = What I ordered
