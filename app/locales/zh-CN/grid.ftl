# 网格的页面：扫码看到的第一页

grid-title = { $community } { $grid }
grid-path = 所在的区县、镇街、村社区
grid-order = 点一单
grid-call = 有事说一声，{ $role }{ $name }先看，看过就派人。
grid-call-nobody = 有事说一声，网格里会有人先看，看过就派人。
grid-void = 这个网格已经并到别处，这里不再接单。
grid-void-link = 找我现在的网格
grid-people = 谁在这里服务
grid-menu = 能点什么
grid-menu-others = 没找到？按类看看
grid-doing = 这里正在办
grid-doing-none = 眼下没有在办的单。
grid-under-way = 正在办
grid-closed = 已办结
grid-slips = 单
grid-just-now = 刚刚点的
grid-ago = { $length }前点的
grid-supervision = 不用手机也行，打社区电话说一声：
