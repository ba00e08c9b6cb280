# 兑换券

voucher-title = 我的兑换券
voucher-lead = 换好的东西留在店里，出示兑换码领取。
voucher-none = 还没有兑换券
voucher-none-hint = 在积分超市换一件，券就放在这里。
voucher-to-shop = 去积分超市
voucher-live-until = { $until } 前去领，{ $points } 分先留着
voucher-redeemed-at = { $at } 领走了，用了 { $points } 分
voucher-cancelled-at = { $at } 退了，{ $points } 分已经还回来
voucher-expired-at = { $at } 到期没领，{ $points } 分已经还回来
voucher-qr = 兑换码，给店员扫
voucher-how = 到店里给店员扫，或者报上面的兑换码。
voucher-cancel = 不想要了
voucher-cancel-hint = 退掉后这张券作废，{ $points } 分马上还给您，东西放回架子上。
voucher-cancel-do = 退掉这张券

notice-redeemed = 东西给您留好了，带着这张券去领。
notice-voucher-cancelled = 退好了，{ $points } 分已经还给您。
