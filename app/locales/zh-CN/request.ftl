# 单子的页面

request-title = { $service } { $number }
request-need = 什么事
request-place = 在哪里
request-door = 门牌
request-handler = 经办
request-placed = 点单时间
request-finish-by = 最迟办好
request-own-by = 原定时限过后接手，最迟
request-earns = 办好得
request-points = { $points } 分
request-photos = 点单时的图片
request-steps = 看每一步
request-lead = 主办单位
request-helping = 协办单位
request-accept-by = 最迟有人接
request-answer-by = 最迟答复
request-stopped = 先停着，接着办时再算
request-plan = 怎么打算
request-goes-on = 哪天接着办
request-milestones = 分几步
request-reached = { $name }，{ $at } 办到
request-to-reach = { $name }，最迟{ $by }
request-typed = 您刚才写的还在，可以抄下来：
request-trace = 谁经手、各用了多久

kin-part-of = 这是一件事里分出来的一件，整件事是
kin-merged-into = 并到更早的一单
kin-joined = 另有 { $count } 单说的是同一件事，并在这里一起办
kin-parts = 分头办的几件
kin-called = 叫来一起办的单位
kin-whistle = { $at } 吹哨，{ $difficulty }
kin-there = { $at } 到了
kin-there-late = { $at } 到了，晚于{ $by }
kin-missing = 还没到，原定{ $by } 前
kin-expected = 最迟{ $by } 报到

find-title = 按单号查单
find-lead = 单号一共 13 位，就在单子上，可以念给网格员听。
find-wrong-title = 单号不对
find-check-digit = 这 13 位里有一位抄错了，也可能有两位抄反了。请对照单子再看一遍。
find-digits = 单号是 13 位数字，可以带短横。请对照单子再看一遍。
find-look-again = 请再看一遍单号
find-number = 单号
find-hint = 例如 26325-0482-9138，短横可以不打
find-go = 查这一单

contact-title = 点单的人
contact-role = 点单的居民
contact-for-a-while = 全名和电话显示半小时。这次查看已经记下，居民看得到。
contact-show = 看全名和电话
contact-reason = 为什么要看
contact-choose = 请选一个缘由
contact-logged = 查看会记下来，居民看得到是谁、为什么看的。显示半小时。
contact-show-now = 显示半小时
