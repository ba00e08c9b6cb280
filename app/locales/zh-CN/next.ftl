# 单子:一句话说清现在在谁手里,接着怎么办

next-keeper = { $name }（{ $role }）
next-you = 您
next-grid = 网格
next-somebody = 志愿者

next-placed = { $late ->
    [yes] 等{ $who }核实，原定{ $when } 前
   *[no] { $who }会在{ $when } 前核实
}
next-placed-staff = { $late ->
    [yes] 等{ $who }核实，原定{ $when } 前
   *[no] 等{ $who }核实，最迟{ $when }
}
next-refused = 没有受理：{ $reason }
next-withdrawn = 您撤回了这一单
next-withdrawn-staff = 居民撤回了这一单
next-verified = { $late ->
    [yes] 核实过了，等{ $who }派人，原定{ $when } 前有人接
   *[no] 核实过了，{ $who }正在派人，最迟{ $when } 有人接
}
next-verified-staff = { $late ->
    [yes] 等{ $who }派单，原定{ $when } 前有人接
   *[no] 等{ $who }派单，最迟{ $when } 要有人接
}
next-reopened = { $late ->
    [yes] 您说没办好，等{ $who }重新派人，原定{ $when } 前有人接
   *[no] 您说没办好，{ $who }会重新派人，最迟{ $when } 有人接
}
next-reopened-staff = { $late ->
    [yes] 居民说没办好，等{ $who }重新派单，原定{ $when } 前有人接
   *[no] 居民说没办好，等{ $who }重新派单，最迟{ $when } 要有人接
}
next-hall = { $late ->
    [yes] 还在等人来接，原定{ $when } 前
   *[no] 等人来接，最迟{ $when }
}
next-given = { $late ->
    [yes] 点名派给了您，原定{ $when } 前接单
   *[no] 点名派给了您，请在{ $when } 前接单
}
next-given-staff = { $late ->
    [yes] 派给了{ $who }，还没接单，原定{ $when } 前
   *[no] 派给了{ $who }，最迟{ $when } 接单
}
next-accepted = { $late ->
    [yes] { $who }已接单，还没办好，原定{ $when } 前
   *[no] { $who }已接单，预计{ $when } 前办好
}
next-accepted-handler = { $late ->
    [yes] 您接了这一单，原定{ $when } 前办好
   *[no] 您接了这一单，请在{ $when } 前办好
}
next-arrived = { $late ->
    [yes] { $who }到了，正在办，原定{ $when } 前办好
   *[no] { $who }到了，正在办，预计{ $when } 前办好
}
next-arrived-handler = { $late ->
    [yes] 您到了，服务时长正在计，原定{ $when } 前办好
   *[no] 您到了，服务时长正在计，请在{ $when } 前办好
}
next-finished = { $late ->
    [yes] { $who }说办好了，等{ $keeper }来看一眼，原定{ $when } 前
   *[no] { $who }说办好了，{ $keeper }会在{ $when } 前来看一眼
}
next-finished-handler = { $late ->
    [yes] 您说办好了，等{ $keeper }来看一眼，原定{ $when } 前
   *[no] 您说办好了，{ $keeper }会在{ $when } 前来看一眼
}
next-finished-staff = { $late ->
    [yes] { $who }说办好了，等{ $keeper }去看一眼，原定{ $when } 前
   *[no] { $who }说办好了，等{ $keeper }去看一眼，最迟{ $when }
}
next-checked = { $late ->
    [yes] 办好了，评价的时间过了，就要办结
   *[no] 办好了，满意吗？{ $until }前都可以评一评
}
next-checked-staff = { $late ->
    [yes] 核查过了，居民没有评价，就要办结
   *[no] 核查过了，等居民评价，最晚{ $until }办结
}
next-closed = 已办结
next-closed-rated = 已办结，谢谢您的评价
next-closed-handler = 已办结，谢谢您帮忙
next-closed-answered = 已办结，您的评价和网格的答复都留在记录里
next-closed-parts = 分头办的都办完了，这一单办结了

next-some-unit = 责任单位
next-asked-back = 网格问您：「{ $question }」，您回答后接着办；{ $until } 前没有回答，也会接着办
next-asked-back-staff = 问了居民：「{ $question }」，等回答，最迟{ $until } 接着办
next-asked-back-public = 等居民补充情况，最迟{ $until } 接着办
next-given-unit = { $late ->
    [yes] 派给了贵单位，原定{ $when } 前接单
   *[no] 派给了贵单位，请在{ $when } 前接单
}
next-returned = { $late ->
    [yes] { $unit }说不归他们办，等上一级定下由谁办，原定{ $when } 前
   *[no] { $unit }说不归他们办，上一级会在{ $when } 前定下由谁办
}
next-returned-unit = { $late ->
    [yes] 贵单位退回了这一单，等上一级决定，原定{ $when } 前
   *[no] 贵单位退回了这一单，上一级会在{ $when } 前决定
}
next-returned-staff = { $late ->
    [yes] { $unit }退回了，等上一级决定由谁办，原定{ $when } 前
   *[no] { $unit }退回了，等上一级决定由谁办，最迟{ $when }
}
next-disputed = { $late ->
    [yes] 您说不满意，等{ $who }查清楚给您答复，原定{ $when } 前
   *[no] 您说不满意，{ $who }会在{ $when } 前查清楚，给您答复
}
next-disputed-staff = { $late ->
    [yes] 居民不满意，等{ $who }查清楚并答复，原定{ $when } 前
   *[no] 居民不满意，等{ $who }查清楚并答复，最迟{ $when }
}
next-disputed-twice = { $late ->
    [yes] 一位复核人认为评价不实，要第二位来定，原定{ $when } 前答复居民
   *[no] 一位复核人认为评价不实，要第二位来定，最迟{ $when } 答复居民
}
next-disputed-aside = { $late ->
    [yes] 正在复核，等{ $who }的结论，原定{ $when } 前
   *[no] 正在复核，{ $who }会在{ $when } 前有结论
}
next-parked = 眼下还办不了，先挂账：{ $plan }。{ $until }接着办
next-split = 这一单分成 { $parts } 件分头办，办完了 { $over } 件，{ $who }盯到都办完
next-merged = 和更早的 { $number } 是同一件事，并到那一单一起办
next-merged-there = 和更早的 { $number } 是同一件事，并到那一单一起办。那一单现在：{ $there }
next-turned = 情况紧急，已经转给 { $line }。有新情况，请直接打 { $line }
next-turned-staff = 情况紧急，已经转给 { $line }

aside-raised = 过了时限，已经报到{ $level }
aside-extension = { $mine ->
    [yes] 您申请延到{ $until }，等上一级决定
   *[no] 经办人申请延到{ $until }，等上一级决定
}
aside-supervised = { $late ->
    [yes] 正在督办，原定{ $until } 前答复，还没有答复
   *[no] 正在督办，最迟{ $until } 答复
}
aside-supervised-resident = 上级正在督办这一单
aside-whistled = 叫了 { $all } 个单位一起办，到了 { $there } 个
aside-called = { $late ->
    [yes] 叫了贵单位一起办，原定{ $until } 前报到
   *[no] 叫了贵单位一起办，请在{ $until } 前报到
}

why-limit = 自{ $since } 起 { $limit }
why-agreed = 经批准延到{ $until }
why-asked = { $resident ->
    [yes] ，中间等您答复停了 { $length }
   *[no] ，中间等居民答复停了 { $length }
}
why-stood = ，中间挂起 { $length }不算
why-provisional = ，跨了年，节假日安排公布后再算
limit-hours = { $hours } 小时
limit-working-hours = { $hours } 个工作小时
limit-working-days = { $days } 个工作日
