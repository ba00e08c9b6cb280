# My points

points-me = Me
points-title = My points
points-available = points to spend
points-held = Another { $held } are set aside for vouchers you have not fetched yet; { $balance } in all.
points-to-shop = To the points shop
points-to-vouchers = My vouchers

points-history = Where they came from and went
points-none = No points yet
points-none-hint = Order something, rate it, or help a neighbour, and points are written down here.
points-rest = { $rest } left
points-capped = { $asked } were due, but that day's limit was reached
points-why-helped = Helped: { $what }
points-why-praised = Rated well: { $what }
points-why-rated = Rated: { $what }
points-why-first-order = First order
points-why-goods = Fetched: { $what }

points-rules = How points are earned
points-rule-helped = { $praise ->
    [0] For helping: when the work is finished and checked, as many as the service gives, at most { $cap } a day.
   *[other] For helping: when the work is finished and checked, as many as the service gives; { $praise } more when it is rated fair or better. At most { $cap } a day.
}
points-rule-first-order = For your first order, once somebody takes it on: { $points }.
points-rule-rated = For rating: { $points } each, at most { $cap } a day. A good grade and a bad one earn the same.
points-rule-spend = The grid gives points. They cost nothing, cannot be passed on, and are good in the points shop only.
