# 核销台

counter-title = 核销
counter-code = 兑换码
counter-code-hint = 用手机相机扫券上的二维码，会直接到这里；也可以照着输，大小写都行。
counter-look = 查一下
counter-unknown = 没有这个兑换码，请对着券再看一遍
counter-whose = 谁的
counter-price = 用了
counter-points = { $points } 分
counter-taken = 换好于
counter-where = 在哪里领
counter-good = 这张券有效，{ $until } 前都能领。
counter-hand-out = 东西给他了
counter-not-now = 先不发
counter-used = 这张券用过了
counter-used-hint = { $at } 已经领走，不要再发。
counter-expired = 这张券过期了
counter-expired-hint = { $at } 到期，积分已经还给主人，请他重新换。
counter-cancelled = 这张券退掉了
counter-cancelled-hint = { $at } 主人自己退的，积分已经还给他。
counter-elsewhere = 这张券不在您这里领
counter-elsewhere-hint = 它是别处积分超市的，请看券上写的地方。
counter-own = 这是您自己的券
counter-own-hint = 自己的券要由另一位店员核销。
counter-today = 今天发了 { $count } 件
counter-today-none = 今天还没有人来领。

notice-handed-out = 核销好了，{ $code } 已经用掉。
