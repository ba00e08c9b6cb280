# 单子:一句话说清现在在谁手里,接着怎么办

next-keeper = { $name }({ $role })
next-you = 您
next-grid = 网格
next-somebody = 志愿者

next-placed = { $late ->
    [yes] 等{ $who }核实,原定{ $when } 前
   *[no] { $who }会在{ $when } 前核实
}
next-placed-staff = { $late ->
    [yes] 等{ $who }核实,原定{ $when } 前
   *[no] 等{ $who }核实,最迟{ $when }
}
next-asked-back = 网格问您:「{ $question }」回答后接着办
next-asked-back-staff = 问了居民:「{ $question }」等回答
next-asked-back-public = 等居民补充情况
next-refused = 没有受理:{ $reason }
next-withdrawn = 您撤回了这一单
next-withdrawn-staff = 居民撤回了这一单
next-verified = { $late ->
    [yes] 核实过了,等{ $who }派人,原定{ $when } 前有人接
   *[no] 核实过了,{ $who }正在派人,最迟{ $when } 有人接
}
next-verified-staff = { $late ->
    [yes] 等{ $who }派单,原定{ $when } 前有人接
   *[no] 等{ $who }派单,最迟{ $when } 要有人接
}
next-reopened = { $late ->
    [yes] 您说没办好,等{ $who }重新派人,原定{ $when } 前有人接
   *[no] 您说没办好,{ $who }会重新派人,最迟{ $when } 有人接
}
next-reopened-staff = { $late ->
    [yes] 居民说没办好,等{ $who }重新派单,原定{ $when } 前有人接
   *[no] 居民说没办好,等{ $who }重新派单,最迟{ $when } 要有人接
}
next-hall = { $late ->
    [yes] 还在等人来接,原定{ $when } 前
   *[no] 等人来接,最迟{ $when }
}
next-given = { $late ->
    [yes] 点名派给了您,原定{ $when } 前接单
   *[no] 点名派给了您,请在{ $when } 前接单
}
next-given-staff = { $late ->
    [yes] 派给了{ $who },还没接单,原定{ $when } 前
   *[no] 派给了{ $who },最迟{ $when } 接单
}
next-accepted = { $late ->
    [yes] { $who }已接单,还没办好,原定{ $when } 前
   *[no] { $who }已接单,预计{ $when } 前办好
}
next-accepted-handler = { $late ->
    [yes] 您接了这一单,原定{ $when } 前办好
   *[no] 您接了这一单,请在{ $when } 前办好
}
next-arrived = { $late ->
    [yes] { $who }到了,正在办,原定{ $when } 前办好
   *[no] { $who }到了,正在办,预计{ $when } 前办好
}
next-arrived-handler = { $late ->
    [yes] 您到了,服务时长正在计,原定{ $when } 前办好
   *[no] 您到了,服务时长正在计,请在{ $when } 前办好
}
next-finished = { $late ->
    [yes] { $who }说办好了,等{ $keeper }来看一眼,原定{ $when } 前
   *[no] { $who }说办好了,{ $keeper }会在{ $when } 前来看一眼
}
next-finished-handler = { $late ->
    [yes] 您说办好了,等{ $keeper }来看一眼,原定{ $when } 前
   *[no] 您说办好了,{ $keeper }会在{ $when } 前来看一眼
}
next-finished-staff = { $late ->
    [yes] { $who }说办好了,等{ $keeper }去看一眼,原定{ $when } 前
   *[no] { $who }说办好了,等{ $keeper }去看一眼,最迟{ $when }
}
next-checked = { $late ->
    [yes] 办好了,评价的时间过了,就要办结
   *[no] 办好了,满意吗?{ $until }前都可以评一评
}
next-checked-staff = { $late ->
    [yes] 核查过了,居民没有评价,就要办结
   *[no] 核查过了,等居民评价,最晚{ $until }办结
}
next-closed = 已办结
next-closed-rated = 已办结,谢谢您的评价
next-closed-handler = 已办结,谢谢您帮忙

stamps-label = 办到哪一步
stamp-done = ,已办
stamp-now = ,正在办
stamp-back = ,退回
dots-step = 第 { $step } 步,共 6 步:{ $word }
step-who = { $role }{ $name }
slip-given-to-you = 点名派给您
photo-alt = 第 { $place } 张图片
