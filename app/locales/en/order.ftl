# Ordering

order-title = Order
order-page = Order, { $grid }
order-lead = Say what it is and where. The grid takes care of the rest.
order-service = What do you need
order-service-change = Something else
order-limits = Accepted within { $accept }, done within { $finish }
order-gone = This cannot be ordered any more. Choose something below, or “Something else”.
order-usual = Ordered most
order-filed = Filed by the grid
order-filed-hint = Residents do not order these: the grid files what it finds. Somebody else checks it.
order-find = Look for it in your own words
order-find-example = “tap”, “street lamp”, “clinic”
order-find-do = Look
order-find-all = See everything
order-found = { $count ->
    [one] One thing found
   *[other] { $count } things found
}
order-found-none = Nothing found for “{ $find }”
order-found-none-hint = Try another word, or see everything. If nothing fits, choose “Something else” and a grid worker asks you about it.
order-need = What is the matter
order-need-hint = What is broken, when somebody may come: a few words are enough
order-building = Where
order-building-hint = Estate, building and entrance; out of doors, the crossing or a shop
order-door = Door
order-door-hint = Shown only to whoever works on this slip
order-remember = Remember this address for the next order
order-photos = Pictures
order-signed-out = Before it is sent you sign in once with your phone number. Everything you typed is kept. Pictures can be added after that.
order-next = Once it is sent
order-next-read = { $name } ({ $role }) reads it first, and asks you if something is not clear.
order-next-read-nobody = A grid worker reads it first, and asks you if something is not clear.
order-next-accept = Somebody accepts it within { $length }, and the slip says who.
order-next-accept-span = Somebody accepts it within { $least } if it is urgent, or { $most } if it is not, and the slip says who.
order-next-finish = It is done within { $length }, and somebody else checks the work.
order-next-finish-span = It is done within { $least } if it is urgent, or { $most } if it is not, and somebody else checks the work.
order-next-rate = You rate it. If you are not satisfied, it is done again.
order-privacy = Who sees what: the grid worker and those who may accept it see your words, your pictures and the building. Name and phone are masked; whoever works on this slip must give a reason to see them in full, and each look is listed for you under “Who looked at my contact”. The page of the grid shows only the service and how far it is.
order-emergency = Fire: call 119. Illness: call 120. Somebody in danger: call 110. Do not wait for a slip.
order-send = Send
order-send-signed-out = Sign in, then send
order-back = Not now
notice-placed = Your slip is on its way.
