# 消息：要我办的、我关注的、有变化的，还有免打扰

inbox-title = 消息
inbox-tabs = 三堆消息
inbox-needs = 要我办的
inbox-follows = 我关注的
inbox-changed = 有变化的
inbox-unread = { $count } 条没看
inbox-new = 新
inbox-settled = 已办
inbox-read-all = 全部标为已读
inbox-quiet-now = 现在是免打扰时间，{ $when } 以前来了消息不提醒您，在这里都看得到。急事不等。
inbox-quiet = 免打扰时间：{ $from } 到 { $until }
inbox-quiet-none = 没有设免打扰时间
inbox-quiet-change = 改一改

inbox-needs-empty = 眼下没有等您办的
inbox-needs-empty-hint = 有单子轮到您，这里马上告诉您。
inbox-follows-empty = 还没有您关注的消息
inbox-follows-empty-hint = 您管着、等着的单子有了动静，会写在这里。
inbox-changed-empty = 还没有新变化
inbox-changed-empty-hint = 和您有关的单子走到哪一步，会写在这里。

news-placed = { $mine ->
    [yes] 新来一单「{ $service }」，等您核实
   *[no] 新来一单「{ $service }」
}
news-verified = { $mine ->
    [yes] 「{ $service }」核实过了，等您派单
   *[no] 「{ $service }」核实过了，接下来派单
}
news-asked-back = { $mine ->
    [yes] 「{ $service }」还要问您一句，等您回话
   *[no] 「{ $service }」问了居民一句，在等回话
}
news-answered = { $mine ->
    [yes] 「{ $service }」居民回话了，等您接着办
   *[no] 「{ $service }」居民回话了
}
news-refused = 「{ $service }」没有受理，点开看看为什么
news-turned = 「{ $service }」情况紧急，已转 110、119 或 120
news-withdrawn = 「{ $service }」点单的人撤回了，不用再办
news-dispatched = 「{ $service }」派出去了，在等人接单
news-given = { $mine ->
    [yes] 「{ $service }」派给您了，请接单
   *[no] 「{ $service }」派到人了，在等接单
}
news-offered = { $mine ->
    [yes] 「{ $service }」派到了您单位，等您接单
   *[no] 「{ $service }」派到了责任单位，在等接单
}
news-accepted = 「{ $service }」有人接单了
news-returned = { $mine ->
    [yes] 「{ $service }」被退回来了，请您定一定
   *[no] 「{ $service }」被退回来了，在等上一级定
}
news-given-back = { $mine ->
    [yes] 「{ $service }」退回来了，请您另派人
   *[no] 「{ $service }」退回来了，要另派人
}
news-handed-back = { $mine ->
    [yes] 「{ $service }」原来的人不在岗了，单子回来了，请您另派人
   *[no] 「{ $service }」原来的人不在岗了，单子回到网格
}
news-return-decided = 「{ $service }」的退回有结果了，点开看看归谁办
news-progressed = 「{ $service }」有新进展
news-finished = { $mine ->
    [yes] 「{ $service }」办好了，等您核查
   *[no] 「{ $service }」办好了，在等核查
}
news-sent-back = { $mine ->
    [yes] 「{ $service }」还差一点，请您再办一次
   *[no] 「{ $service }」还差一点，正在重办
}
news-checked = { $mine ->
    [yes] 「{ $service }」核查过了，请您评一评
   *[no] 「{ $service }」核查过了，在等评价
}
news-closed = 「{ $service }」办结了
news-rated-badly = { $mine ->
    [yes] 「{ $service }」评价不满意，请您先核实
   *[no] 「{ $service }」评价不满意，要重新办
}
news-disputed-finding = { $mine ->
    [yes] 「{ $service }」差评的核实结论有异议，请您复核
   *[no] 「{ $service }」差评的核实结论有异议，正在复核
}
news-extension-asked = { $mine ->
    [yes] 「{ $service }」申请延期，等您批
   *[no] 「{ $service }」申请了延期，在等批复
}
news-extension-decided = 「{ $service }」的延期有结果了
news-parked = 「{ $service }」眼下办不了，先挂账，计划和日子都写明了
news-resumed = { $mine ->
    [yes] 「{ $service }」可以接着办了，请您安排
   *[no] 「{ $service }」又接着办了
}
news-merged = 「{ $service }」和另一单是同一件事，并在一起办
news-unmerged = 「{ $service }」不再并单，单独办
news-released = { $mine ->
    [yes] 「{ $service }」并到的那一单没有办就结束了，这一单请您核实
   *[no] 「{ $service }」并到的那一单没有办就结束了，您这一单单独接着办
}
news-mended = 和「{ $service }」同一件事的那一单办好了，您那里要是没好，点开说一声
news-not-mended = { $mine ->
    [yes] 「{ $service }」居民说还没办好，请您核实
   *[no] 「{ $service }」居民说还没办好
}
news-split = 「{ $service }」拆成了几单，分头办
news-part-over = 「{ $service }」分出去的一件结束了
news-whistled = { $mine ->
    [yes] 「{ $service }」吹哨叫到您单位，请按时报到
   *[no] 「{ $service }」吹了哨，在等部门报到
}
news-reported-in = 「{ $service }」有部门报到了
news-call-missed = { $mine ->
    [yes] 「{ $service }」有部门没按时报到，请您过问
   *[no] 「{ $service }」有部门没按时报到
}
news-supervised = { $mine ->
    [yes] 「{ $service }」有人督办，等您回复
   *[no] 「{ $service }」正在督办
}
news-answer-missed = { $mine ->
    [yes] 「{ $service }」督办没有按时回复，请您过问
   *[no] 「{ $service }」督办没有按时回复
}
news-supervision-answered = { $mine ->
    [yes] 「{ $service }」的督办有回复了，请您看看
   *[no] 「{ $service }」的督办有回复了
}
news-warned = { $mine ->
    [yes] 「{ $service }」{ $left }，请抓紧
   *[no] 「{ $service }」{ $left }，还没有办好
}
news-warned-then = 「{ $service }」快到时限，提醒过一次
news-overdue = { $mine ->
    [yes] 「{ $service }」过了时限，请您马上办
   *[no] 「{ $service }」过了时限
}
news-escalated = { $mine ->
    [yes] 「{ $service }」一直没办，报到了您这里，请您定一定
   *[no] 「{ $service }」一直没办，报到了上一级
}
news-nobody-there = { $mine ->
    [yes] 「{ $service }」该办的地方没有人在岗，请您安排
   *[no] 「{ $service }」该办的地方没有人在岗，报到了上一级
}

quiet-title = 免打扰时间
quiet-lead = 这段时间来了消息不提醒您，打开消息都看得到。急事不等。
quiet-from = 从几点
quiet-until = 到几点
quiet-hint = 两个选成一样，就是不设。
quiet-save = 记下来
notice-quiet = 免打扰时间记下了。
notice-read-all = 这一堆都算看过了。
