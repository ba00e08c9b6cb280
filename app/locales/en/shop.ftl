# The points shop

shop-title = Points shop
shop-lead = What you earned by helping buys things for the home here.
shop-which = Which points shop
shop-yours = points to spend
shop-sign-in = Sign in to see your points
shop-how = How points are earned
shop-vouchers = My vouchers
shop-counter = All of it is fetched at { $counter }.
shop-points = points
shop-left = { $left } left
shop-last = Only { $left } left
shop-none-left = None left
shop-empty = Nothing on the shelf yet
shop-empty-hint = Keep your points; they will be good for what comes.

shop-item-fetch = Fetch it at
shop-item-stock = In stock
shop-item-pieces = { $left }
shop-item-keep = Kept for
shop-item-days = { $days } days: fetch it any time until { $until }
shop-item-sentence = You give { $price } points for “{ $what }” and keep { $rest }.
shop-item-promise = It is only set aside now, and spent when you fetch it. Until then you can give it back and have your points again.
shop-item-redeem = Take this one
shop-item-sign-in = Sign in to take it
shop-item-sign-in-hint = Once you sign in we know how many points you have.
shop-item-short = { $short } points are missing
shop-item-short-hint = You have { $available } to spend; this takes { $price }.
shop-item-sold-out = None left
shop-item-sold-out-hint = Once the shop has new ones, they can be taken here again.
shop-item-retired = Not offered any more
shop-item-retired-hint = Vouchers that are out can still be fetched.
shop-item-back = Look at other things
