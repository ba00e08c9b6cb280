# 网格员的工作台

desk-title = 工作台
desk-tabs = 各堆单子
desk-heap = { $heap } · { $area }
desk-empty = 这里没有单

# 看 东苑第三网格 的 各类、不论期限、不论谁经手 的单，写着……
desk-sift = 筛选和查找
desk-look-at = 看
desk-of = 的
desk-and = 、
desk-slips-of = 的单，写着
desk-look = 看
desk-which-area = 哪里的单
desk-which-kind = 哪一类
desk-which-limit = 什么期限
desk-which-whose = 谁经手
desk-which-waits = 等什么决定
desk-any-kind = 各类
desk-whole-class = { $class }，全部
desk-limit-any = 不论期限
desk-limit-overdue = 已逾期
desk-limit-today = 今天到期
desk-limit-soon = 三天内到期
desk-whose-anybody = 不论谁经手
desk-whose-mine = 我经手
desk-whose-ours = 我和同事经手
desk-waits-any = 不论等什么
desk-words = 单子上写着的字，或者单号
desk-words-hint = 字，或单号
desk-quoted = “{ $words }”
desk-chips = 现在的条件
desk-chip-off = ，去掉这个条件
desk-clear = 清除条件
desk-none = 没有这样的单
desk-none-hint = 这一堆里没有合条件的单。换个条件，或者到别处找找。
desk-none-everywhere = 在全部在办里找

desk-rows = 每页几单

desk-pick = 选中 { $number }
desk-pick-all = 全选这一页
desk-picked = 选了 # 单
desk-picked-slips = 选中的单
desk-verify-picked = 核实选中的
desk-give-to = 派给谁
desk-give-choose = 派给谁……
desk-give-hall = 接单大厅，谁有空谁接
desk-give-helper = { $name }（{ $role }）
desk-give-picked = 派出选中的

several-verified = 核实好了 { $count } 单
several-opened = 放进大厅 { $count } 单
several-given = 派给{ $name } { $count } 单
several-left = { $did }，另有 { $count } 单没有动：
several-not-for-them = 这一类单不能派给这个人，请另选一位。
notice-several-verified = { $count } 单核实好了，接着派给谁。
notice-several-opened = { $count } 单放进大厅了，等人来接。
notice-several-given = { $count } 单派出去了，等接单。

desk-caption = { $filters }；{ $printed }
desk-column-number = 单号
desk-column-type = 类型
desk-column-need = 什么事
desk-column-place = 地点
desk-column-due = 期限
desk-column-who = 谁在办

keys-title = 快捷键
keys-move = 下一单，上一单
keys-open = 打开这一单
keys-pick = 选中，或者不选
keys-search = 去查找
keys-help = 打开或收起这里
keys-on = 在这台设备上用这些键

heap-verify = 待核实
heap-dispatch = 待派
heap-hall = 等接单
heap-under-way = 在办
heap-check = 待核查
heap-asked = 等回答
heap-rate = 等评价
heap-decide = 等决定
heap-parked = 挂账
heap-open = 全部在办
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
heap-decide-empty = 没有等决定、等答复的事。
heap-parked-empty = 没有挂账的单。
heap-open-empty = 所有的单都办完了。
heap-closed-empty = 还没有办结的单。
heap-refused-empty = 没有不受理的单。
heap-withdrawn-empty = 没有居民撤回的单。
