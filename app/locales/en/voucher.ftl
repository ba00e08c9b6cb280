# Vouchers

voucher-title = My vouchers
voucher-lead = What you took waits at the shop; show the code to fetch it.
voucher-none = No vouchers yet
voucher-none-hint = Take something in the points shop and its voucher is kept here.
voucher-to-shop = To the points shop
voucher-live-until = Fetch it by { $until }; { $points } points are set aside
voucher-redeemed-at = Fetched { $at } for { $points } points
voucher-cancelled-at = Given back { $at }; your { $points } points are yours again
voucher-expired-at = Ran out { $at }; your { $points } points are yours again
voucher-qr = Voucher code for the shop to scan
voucher-how = Let the shop scan this, or read the code out.
voucher-cancel = I do not want it any more
voucher-cancel-hint = The voucher is void then, your { $points } points are yours again at once, and the thing goes back on the shelf.
voucher-cancel-do = Give this voucher back

notice-redeemed = It is set aside for you. Take this voucher to the shop.
notice-voucher-cancelled = Given back. Your { $points } points are yours again.
