# 网格员的工作台

desk-title = 工作台
desk-tabs = 各堆单子
desk-heap = { $heap } · { $area }
desk-look-at = 看
desk-which-area = 哪里的单
desk-slips-of = 的单
desk-look = 看
desk-empty = 这里没有单

heap-verify = 待核实
heap-dispatch = 待派
heap-hall = 等接单
heap-under-way = 在办
heap-check = 待核查
heap-asked = 等回答
heap-rate = 等评价
heap-closed = 办结
heap-refused = 未受理
heap-withdrawn = 撤回

heap-verify-empty = 居民点的单都核实过了。
heap-dispatch-empty = 核实过的单都派出去了。
heap-hall-empty = 派出去的单都有人接了。
heap-under-way-empty = 现在没有人手上有单。
heap-check-empty = 办好的单都核查过了。
heap-asked-empty = 没有等居民回答的问题。
heap-rate-empty = 核查过的单都评价过了。
heap-closed-empty = 还没有办结的单。
heap-refused-empty = 没有不受理的单。
heap-withdrawn-empty = 没有居民撤回的单。
