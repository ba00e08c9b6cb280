# 各类名称与时间

role-resident = 居民
role-volunteer = 志愿者
role-party-volunteer = 党员志愿者
role-grid-worker = 网格员
role-grid-leader = 网格长
role-staff = 工作人员
role-unit-worker = 经办人
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

class-livelihood = 民生服务
class-environment = 市容环境
class-facilities = 公共设施
class-safety = 安全隐患
class-disputes = 矛盾调解
class-policy = 政策与政务

helpers-volunteers = 志愿者和网格员来办
helpers-party-members = 党员志愿者和网格员来办
helpers-grid-staff = 网格员来办
helpers-units = 网格员看过以后，由责任单位来办

priority-urgent = 紧急
priority-high = 优先
priority-normal = 一般

proof-none = 不用拍照
proof-after = 办完拍照
proof-before-after = 到场、办完都拍照

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
state-returned = 等上一级定
state-disputed = 正在复核
state-parked = 挂账
state-split = 分头办
state-merged = 已并单
state-turned = 已转紧急

wait-return = 退回待定
wait-dispute = 差评待复核
wait-extension = 申请延期
wait-supervision = 督办待答复
wait-whistle = 吹哨待报到
wait-escalation = 已升级上报

emergency-police = 110（警情）
emergency-fire = 119（火警）
emergency-ambulance = 120（急救）

finding-justified = 情况属实
finding-mistaken = 有些误会
finding-malicious = 评价不实

difficulty-ordinary = 一般
difficulty-hard = 较难
difficulty-urgent = 紧急

rank-worker = 网格员
rank-leader = 网格长
rank-community = 村社区
rank-town = 镇街
rank-district = 区县

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
time-printed = { $at } 打印
time-printed-days = { $at } 打印，「今天」「明天」从这一天算
time-spans-and = 、
time-all-day = 全天

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
