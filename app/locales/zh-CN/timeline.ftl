# 单子走过的每一步

stamps-label = 办到哪一步
stamp-done = ，已办
stamp-now = ，正在办
stamp-back = ，退回
dots-step = 第 { $step } 步，共 6 步：{ $word }
step-you = 您
step-who = { $role }{ $name }
slip-closed-on = { $day }办结
slip-refused-on = { $day }告知不受理
slip-withdrawn-on = { $day }撤回
photo-alt = 第 { $place } 张图片

event-placed = 点了单
event-split-off = 从 { $number } 分出了这一件
event-asked-back = 问了一句
event-answered = 回了话
event-unanswered = 没有等到回答，接着办
event-refused = 没有受理
event-turned = 转给了 { $line }
event-merged = 把这一单并到了更早的 { $number }
event-unmerged = 把这一单从 { $number } 里分了出来，单独办
event-released = 并到的 { $number } 没有办就结束了，这一单单独接着办
event-not-mended = 说这里还没办好，从 { $number } 里分出来单独办
event-joined = 把另一单同样的事并了进来
event-left = { $alone ->
    [yes] 并进来的一单分了出去，单独办
   *[no] 把并进来的一单又分了出去
}
event-split = 把这一单分成 { $parts } 件：{ $numbers }
event-part-over = 分出去的 { $number } 办完了
event-verified = 核实了
event-dispatched = 把单派出去了
event-dispatched-to = 把单派给了{ $to }
event-dispatched-helped = 把单派给了{ $to }，{ $helping }协办
event-dispatched-hall = 把单放进了接单大厅
event-given-back = 退回了单
event-handed-back = 不在这个岗位了，单子回到网格，另外派人
event-handed-back-unit = 离岗后{ $unit }没有人了，单子回到网格，另外派人
event-returned = 代{ $unit }退回了单，请上一级定
event-return-upheld = 同意退回，另外派人
event-return-settled = 定了，还由原单位办
event-parked = 把单挂了账，{ $until }接着办
event-resumed = { $alone ->
    [yes] 挂账的日子到了，接着办
   *[no] 接着办了
}
event-accepted = 接了单
event-arrived = 到了现场
event-progressed = 报了进度
event-reached = 办到了「{ $milestone }」
event-assisted = 代{ $unit }办了协办的事
event-extension-asked = 申请延到{ $until }
event-extension-approved = 同意延到{ $until }
event-extension-declined = 没有同意延期
event-finished = 办完了
event-sent-back = 请再办一次
event-checked = 核查过了
event-rated = 评了价
event-disputed = 评价不满意，开始复核
event-judged-justified = 复核过了：情况属实，重新办
event-judged-mistaken = 复核过了：有些误会，请再评一次
event-judged-malicious = 复核过了：认为评价不实
event-reopened = 这一单重新办理
event-withdrawn = 撤回了单
event-closed = 这一单办结了
event-warned = 时限快到了，提醒了经手的人
event-overdue = 过了时限
event-escalated = 过了时限还没办，报到了{ $level }
event-escalated-past = 过了时限还没办，报到了{ $level }（{ $past }现在没有人在岗）
event-supervised = { $alone ->
    [yes] 按规定督办，{ $until } 前要有答复
   *[no] 督办，{ $until } 前要有答复
}
event-supervision-answered = 答复了督办
event-answer-missed = 督办到时没有答复
event-whistled = 吹哨，叫了{ $units }一起办（{ $difficulty }）
event-reported-in = 代{ $unit }报到
event-call-missed = { $unit }到时没有来报到
event-unit-rated = 评{ $unit }：{ $grade }
event-recounted = { $same ->
    [yes] 节假日安排有了新通知，时限不变，还是{ $to }
   *[no] 节假日安排有了新通知，时限从{ $from } 改到{ $to }
}
