# 积分超市

shop-title = 积分超市
shop-lead = 帮人攒下的积分，在这里换家里用得上的东西。
shop-which = 哪里的积分超市
shop-yours = 分可以用
shop-sign-in = 登录看我的积分
shop-how = 积分怎么来
shop-vouchers = 我的兑换券
shop-counter = 都在{ $counter }领。
shop-points = 分
shop-left = 还有 { $left } 件
shop-last = 只剩 { $left } 件
shop-none-left = 换完了
shop-empty = 架子上还没有东西
shop-empty-hint = 积分先攒着，上架了就能换。

shop-item-fetch = 到哪里领
shop-item-stock = 还有
shop-item-pieces = { $left } 件
shop-item-keep = 留多久
shop-item-days = 换好后留 { $days } 天，{ $until }前来领都行
shop-item-sentence = 用 { $price } 分换{ $what }，还剩 { $rest } 分。
shop-item-promise = 现在只是留住，领的时候才真正用掉；没领可以退，积分和东西都还回来。
shop-item-redeem = 换这一件
shop-item-sign-in = 登录后换
shop-item-sign-in-hint = 登录了才知道您有多少积分。
shop-item-short = 还差 { $short } 分
shop-item-short-hint = 您现在有 { $available } 分可以用，这件要 { $price } 分。
shop-item-sold-out = 换完了
shop-item-sold-out-hint = 店里补了货，这里就又能换。
shop-item-retired = 不再兑换了
shop-item-retired-hint = 已经换到手的兑换券照样能领。
shop-item-back = 看看别的
