# The counter

counter-title = Counter
counter-code = Voucher code
counter-code-hint = Scanning the voucher with the phone's camera leads straight here. You can type it too, in capitals or not.
counter-look = Look it up
counter-unknown = There is no such code; compare it with the voucher again
counter-whose = Whose
counter-price = Price
counter-points = { $points } points
counter-taken = Taken
counter-where = Fetched at
counter-good = This voucher is good until { $until }.
counter-hand-out = Handed out
counter-not-now = Not now
counter-used = This voucher was used before
counter-used-hint = It was fetched { $at }. Do not hand anything out.
counter-expired = This voucher has run out
counter-expired-hint = It ran out { $at }; the points went back to its owner, who can take it again.
counter-cancelled = This voucher was given back
counter-cancelled-hint = Its owner gave it back { $at } and has the points again.
counter-elsewhere = This voucher is not for your shop
counter-elsewhere-hint = It belongs to another points shop; the voucher says where.
counter-own = This is your own voucher
counter-own-hint = Another keeper has to hand out what is yours.
counter-today = Handed out today: { $count }
counter-today-none = Nobody has come to fetch anything today.

notice-handed-out = Handed out. { $code } is used up.
