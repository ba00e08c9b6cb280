# 每一页都有的:抬头、去处、页脚、设置

shell-name = 三单
shell-skip = 跳到正文
shell-home = 首页
shell-shop = 积分超市
shell-me = 我的账户
shell-sign-in = 登录
shell-foot = 群众点单，网格下单，党员接单
shell-changed = 这一页有更新。
shell-unread = { $needs ->
    [0] { $count } 条新消息
   *[other] { $count } 条新消息，其中 { $needs } 条要您办
}

bar-label = 主要去处
bar-home = 首页
bar-hall = 大厅
bar-desk = 工作台
bar-unit = 单位
bar-counter = 核销
bar-admin = 管理
bar-shop = 兑换
bar-inbox = 消息
bar-me = 我的

settings-title = 字号、外观与语言
settings-size = 字号
settings-size-plain = 标准
settings-size-large = 大
settings-size-elder = 长辈版
settings-size-max = 特大
settings-theme = 外观
settings-theme-auto = 跟手机一样
settings-theme-light = 浅色
settings-theme-dark = 深色
settings-save = 就这样
notice-settings = 已经照您的意思改好了。

pager-label = 翻页
pager-back = 上一页
pager-on = 下一页
pager-page = 第 { $page } 页
pager-first = 回到最前
