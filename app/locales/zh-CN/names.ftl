# 各类名称与时间

role-resident = 居民
role-volunteer = 志愿者
role-party-volunteer = 党员志愿者
role-grid-worker = 网格员
role-grid-leader = 网格长
role-staff = 工作人员
role-shop-keeper = 兑换点店员
role-moderator = 内容审核员
role-administrator = 管理员

level-district = 区县
level-town = 镇街
level-community = 村社区
level-grid = 网格
level-micro-grid = 微网格

grid-kind-comprehensive = 综合网格
grid-kind-exclusive = 专属网格
grid-kind-sea = 海上网格

class-repair = 上门维修
class-errand = 代办跑腿
class-companionship = 陪伴照料
class-health = 健康
class-legal = 法律与调解
class-policy = 政策咨询
class-hazard = 安全隐患
class-street = 街面与绿化
class-family = 家庭与孩子
class-other = 其他

helpers-volunteers = 志愿者都可以接
helpers-party-members = 党员志愿者可以接
helpers-grid-staff = 网格员办理

stage-report = 上报
stage-verify = 核实
stage-dispatch = 派遣
stage-handle = 处理
stage-check = 核查
stage-rate = 评价

state-placed = 等网格员核实
state-asked-back = 等居民回话
state-refused = 没有受理
state-withdrawn = 已撤回
state-verified = 等派单
state-dispatched = 等人接单
state-accepted = 已接单
state-arrived = 正在处理
state-finished = 等核查
state-checked = 等评价
state-closed = 已办结

event-placed = 点了单
event-asked-back = 问了一句
event-answered = 回了话
event-refused = 没有受理
event-verified = 核实了
event-dispatched = 把单派出去了
event-dispatched-to = 把单派给了{ $to }
event-dispatched-hall = 把单放进了接单大厅
event-accepted = 接了单
event-returned = 退回了单
event-arrived = 到了现场
event-progressed = 报了进度
event-finished = 办完了
event-sent-back = 请再办一次
event-checked = 核查过了
event-rated = 评了价
event-reopened = 评价不满意，重新办理
event-withdrawn = 撤回了单
event-closed = 这一单办结了

grade-5 = 非常满意
grade-4 = 满意
grade-3 = 基本满意
grade-2 = 不满意
grade-1 = 非常不满意

reason-not-ours = 不属于网格办理范围
reason-duplicate = 与已有的单重复
reason-not-found = 现场没有找到所说的情况
reason-emergency = 紧急情况，已转 110、119 或 120
reason-own-procedure = 诉讼、信访、产权纠纷另有办理渠道
reason-misuse = 含有辱骂或广告

rule-helped = 帮人办成一单
rule-first-order = 第一次点单
rule-rated = 评价一单

voucher-live = 待领取
voucher-redeemed = 已领取
voucher-cancelled = 已退回
voucher-expired = 已过期

time-moment = { $day } { $clock }
time-today = 今天
time-yesterday = 昨天
time-tomorrow = 明天
time-day = { $month } { $day } 日
time-day-of-year = { $year } 年 { $month } { $day } 日
weekday-1 = 周一
weekday-2 = 周二
weekday-3 = 周三
weekday-4 = 周四
weekday-5 = 周五
weekday-6 = 周六
weekday-7 = 周日

time-minutes = { $minutes } 分钟
time-hours = { $hours } 小时
time-days = { $days } 天
time-under-a-minute = 不到 1 分钟
time-two = { $large } { $small }
time-left = 还剩 { $length }
time-over = 逾期 { $length }

month-1 = 1 月
month-2 = 2 月
month-3 = 3 月
month-4 = 4 月
month-5 = 5 月
month-6 = 6 月
month-7 = 7 月
month-8 = 8 月
month-9 = 9 月
month-10 = 10 月
month-11 = 11 月
month-12 = 12 月

look-before-visit = 上门前联系
look-verify = 核实情况
look-follow-up = 办后回访
look-urgent = 情况紧急
