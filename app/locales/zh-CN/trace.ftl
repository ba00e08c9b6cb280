# 责任倒查

trace-title = { $number } 责任倒查
trace-heading = 谁经手、各用了多久
trace-lead = { $service }，单号 { $number }
trace-stands = 现在
trace-closed = { $at } 办结
trace-hands = 依次在谁手里
trace-totals = 各人合计
trace-who = 谁
trace-for = 做什么
trace-from = 从
trace-until = 到
trace-still = 现在
trace-clock = 历时
trace-working = 其中上班时间
trace-late = 超过时限
trace-desk = { $grid }值守
trace-above = 上一级
trace-resident = 居民
trace-with = 跟着 { $number }
trace-nobody = 没有人
trace-counted = 上班时间按工作日和上班钟点计，超过时限也是；紧急工作时的单，超过时限日夜都算。每人的接单时限从拿到单子起算；以前的时限，从到期提醒那一刻算起。
trace-print = 要存档，用浏览器的「打印」，纸选 A4。

phase-verify = 核实
phase-answer = 等回答
phase-dispatch = 派单
phase-accept = 派出后等接单
phase-decide = 定由谁办
phase-handle = 办理
phase-check = 核查
phase-rate = 等评价
phase-review = 复核评价
phase-parked = 挂账
phase-parts = 分头办
phase-joined = 并在别的单里办
