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
next-asked-back = 网格问您：「{ $question }」，您回答后接着办
next-asked-back-staff = 问了居民：「{ $question }」，等回答
next-asked-back-public = 等居民补充情况
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

request-title = { $service } { $number }
request-need = 什么事
request-place = 在哪里
request-door = 门牌
request-handler = 经办
request-placed = 点单时间
request-finish-by = 最迟办好
request-earns = 办好得
request-points = { $points } 分
request-photos = 点单时的图片
request-steps = 看每一步

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

act-verify = 核实这一单
act-verify-hint = 情况属实，也归网格办，就核实通过，接着派单。
act-verify-do = 情况属实
act-ask-back = 有不清楚的，先问居民
act-question = 想问什么
act-question-hint = 居民回答前，时限先停着
act-ask-back-do = 发给居民
act-refuse = 不能受理
act-refuse-reason = 为什么不受理
act-refuse-choose = 请选一个缘由
act-refuse-hint = 缘由会原样告诉居民
act-refuse-note = 再说明几句
act-refuse-note-hint = 比如该找哪个部门、打哪个电话
act-refuse-do = 不受理这一单
act-dispatch = 派给谁
act-dispatch-anew = 改派给别人
act-to = 派给谁
act-to-hall = 放进接单大厅
act-helper = { $role }，{ $place }
act-this-grid = 本网格
act-dispatch-do = 派出去
act-check = 核查这一单
act-check-hint = 去现场看过，或者问过居民，确实办好了再通过。
act-check-note = 看到了什么
act-check-do = 确实办好了
act-send-back = 还没办好，请再办
act-send-back-reason = 还差什么
act-send-back-hint = 经办人看到这段话，接着办
act-send-back-do = 退回再办

act-accept = 接下这一单
act-accept-hint = 接了就由您来办，居民会看到您的名字。
act-accept-do = 我来办
act-arrive = 到现场了吗
act-arrive-hint = 到了就点一下，服务时长从这时算起，路上不算。
act-arrive-do = 我到了
act-report = 说说进度
act-report-note = 办到哪一步了
act-report-hint = 写一句，或者拍张照，居民马上看得到
act-report-do = 发出去
act-finish = 办好了
act-finish-note = 怎么办好的
act-finish-hint = 一两句就够，居民和网格员都看得到
act-finish-do = 办好了，请核查
act-photos = 现场照片
act-photos-done = 办好后的照片
act-give-back = 办不了，退回这一单
act-give-back-reason = 为什么办不了
act-give-back-hint = 网格员看到后另外派人
act-give-back-do = 退回这一单

act-answer = 回答网格的问题
act-answer-label = 您的回答
act-answer-do = 回答
act-rate = 满意吗
act-rate-legend = 办得怎么样，满意吗
act-rate-comment = 想说的话
act-rate-hint = 不满意的话，说说差在哪里，网格会重新派人办
act-rate-do = 评价
act-withdraw = 不需要了，撤回这一单
act-withdraw-sure = 撤回以后就不再办了，要办得重新点单。
act-withdraw-reason = 为什么撤回
act-withdraw-do = 撤回这一单

notice-verified = 核实通过，接着派给谁。
notice-asked-back = 问题发给居民了，等回答。
notice-refused = 已告诉居民不受理和缘由。
notice-dispatched = 派出去了，等接单。
notice-dispatched-hall = 放进大厅了，等人来接。
notice-checked = 核查通过，请居民评一评。
notice-sent-back = 退回给经办人了，接着办。
notice-accepted = 这一单归您办了。先看看在哪里、什么事。
notice-arrived = 服务时长从现在算起。
notice-reported = 进度发出去了，居民看得到。
notice-finished = 辛苦了。网格员会来看一眼。
notice-given-back = 单子退回网格了，会另外派人。
notice-answered = 回答交上去了，网格接着办。
notice-withdrawn = 已撤回。
notice-rated = 谢谢您的评价，这一单办结了。
notice-reopened = 知道了，网格会重新派人办。
notice-contact-shown = 全名和电话显示半小时。
