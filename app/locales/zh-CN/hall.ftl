# 接单大厅,和手上的单

slips = 单

hall-title = 接单大厅
hall-lead = 离您近的、快到时限的排在前面。
hall-tabs = 大厅和手上的单
hall-open = 可接的单
hall-mine = 我的单
hall-accept = 我来办
hall-accept-which = ，单号 { $number }
hall-empty = 眼下没有要接的单
hall-empty-lead = 有新单时，这一页会自己更新。
hall-to-mine = 看看我手上的单

mine-title = 我接的单
mine-in-hand = 手上的单
mine-waiting = 等核查、等评价
mine-served = 服务时长
mine-done = 办过的单
mine-empty = 手上没有单
mine-empty-lead = 大厅里有等人来办的单，看看有没有顺手能帮的。
mine-to-hall = 去大厅看看
mine-none-done = 还没有办过的单。
