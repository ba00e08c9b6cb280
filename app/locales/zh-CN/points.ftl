# 我的积分

points-me = 我的
points-title = 我的积分
points-available = 分可以用
points-held = 另有 { $held } 分为没领的兑换券留着，账上一共 { $balance } 分。
points-to-shop = 去积分超市
points-to-vouchers = 我的兑换券

points-history = 从哪里来，到哪里去
points-none = 还没有积分
points-none-hint = 点一单、评一单，或者帮邻居办成一件事，积分就记到这里。
points-rest = 余 { $rest }
points-capped = 本来有 { $asked } 分，这一天的上限到了
points-why-helped = 帮人办成：{ $what }
points-why-praised = 评价好：{ $what }
points-why-rated = 评价了：{ $what }
points-why-first-order = 第一次点单
points-why-goods = 换了：{ $what }

points-rules = 积分怎么来
points-rule-helped = { $praise ->
    [0] 帮人办成一单：办完、核查过就按服务给分，一天最多 { $cap } 分。
   *[other] 帮人办成一单：办完、核查过就按服务给分；评价在“基本满意”以上再加 { $praise } 分。一天最多 { $cap } 分。
}
points-rule-first-order = 第一次点单，有人接了：{ $points } 分。
points-rule-rated = 评价一单：{ $points } 分，一天最多 { $cap } 分。评好评差，给的一样多。
points-rule-spend = 积分由网格发，不花钱，也不能转给别人，只在积分超市用。
