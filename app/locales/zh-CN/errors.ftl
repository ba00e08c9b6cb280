# 办不成的时候:说清缘由,说清接着怎么办

error-sign-in-first = 请先登录，填好的内容都会留着。
error-not-found = 没有找到。号码可能抄错了一位，请对照单子再看一遍。
error-fields = 有几处要改一下。
error-taken = 这一单 { $by } 刚刚接走了，大厅里还有别的单。
error-changed-meanwhile = 刚才有别人也动了这一单。请看看现在的情况，再决定怎么办。
error-not-sent = 短信现在发不出去，请过一分钟再试。
error-ours = 我们这边出了问题，请过几分钟再试。
error-reference = 我们这边出了问题，请过几分钟再试。要是还不行，请告诉网格员或社区：编号 { $reference }，刚才在办什么。

denied-not-your-role = 您现在的身份不办这件事。如果您还有别的身份，请先切换。
denied-not-your-area = 这一单属于别的网格，请那边的网格员来办。
denied-own-request = 这是您自己点的单，要由别人来办。
denied-not-your-request = 只有点单的人可以这样做。
denied-not-your-work = 只有接单的人可以这样做。
denied-own-work = 这一单是您办的，要由别人来核查。
denied-given-to-another = 这一单已经派给了别人。
denied-not-high-enough = 这件事要由派单人的上一级来定。
denied-not-your-unit = 这一单没有派给您的单位。

refusal-service-retired = 这项服务已经停了，请看看别的服务，或点“其他”。
refusal-not-admitted = 这类事还没有通过准入评审，现在不能点。
refusal-already-accepted = 已经有人接了这一单。
refusal-already-done = 这一步已经办过了。
refusal-not-now = 这一单现在不能这样办，请看看它走到了哪一步。
refusal-cannot-be-given = 这一单不能派给这个人，请另选一位。
refusal-rating-over = 评价的时间已经过了。
refusal-return-decided = 上一级已经定了由你们单位办，不能再退回。
refusal-limit-over = 时限已经过了，不能再申请延期。请尽快办好，可以在进度里说明情况。
refusal-day-out-of-reach = 这个日子太早或太远：要在现在和原来的时限之后，一年以内。
refusal-nothing-open = 没有等着答复或决定的事，可能别人已经办了。
refusal-cannot-be-merged = 只能并到同一网格更早的、还在办的单；已经并进别的单的，或者分出来的，不能再并。
refusal-cannot-be-split = 要分成两件以上；分出来的不能再分。
refusal-picture-missing = 这类事要有照片才算数，请附上至少一张。
refusal-second-reviewer = 要由另一位工作人员来认定。

shop-refusal-retired = 这件东西不再兑换了。
shop-refusal-sold-out = 已经换完了，请过几天再来看看。
shop-refusal-too-few-points = 还差 { $short } 分。
shop-refusal-already-redeemed = 这张券 { $at } 已经领过了。
shop-refusal-already-cancelled = 这张券已经退回，积分还给了主人。
shop-refusal-has-expired = 这张券已经过期，积分还给了主人。
shop-refusal-not-yet = 这张券还没有到期。

review-under-way = 这一项有一版正在联审，等审完再改。
review-too-few = 联审至少要 { $least } 个人
review-own-proposal = 提出的人不能自己审
review-over = 联审已经结束了。
review-already-said = 您已经审过这一项了。
review-was-declined = 这一版联审没有通过，请改过以后再提。

code-none = 请先要一个验证码。
code-run-out = 验证码过期了，请再要一个。
code-too-many-tries = 试了太多次，请再要一个验证码。
code-wrong = 验证码不对，还可以试 { $left } 次。
code-too-soon = 刚发过验证码，{ $seconds } 秒后可以再要。
limit-codes-phone = 这个号码今天要的验证码太多了。
limit-codes-all = 现在要验证码的人太多了。
limit-busy = 现在来的人太多，这里一时存不下更多内容。
limit-too-long = 写得太长，没法替您存着。
limit-typed = 今天没有办成的表单太多，没法再替您存着。
limit-orders-open = 您已经有很多单还没办完。请等几单办好再点；急事请打 12345，或打网格页面上的电话。
limit-orders = 您这一小时点的单够多了。急事请打 12345，或打网格页面上的电话。
limit-orders-grid = 这个网格这一小时收到的单太多了。急事请打 12345，或打网格页面上的电话。
limit-voucher-codes = 输错的兑换码太多了。
limit-again = { $what }请在{ $when } 以后再试（还要等 { $wait }）。

fault-missing = 这里要填
fault-too-long = 写了 { $has } 个字，最多 { $most } 个
fault-unprintable = 有显示不出来的字符，请删掉再试
fault-phone = 手机号是 11 位数字，1 开头
fault-public-phone = 电话只用数字、空格和短横，像这样写：0514-8655 0123
fault-hours = 时间像这样写：08:30-12:00 14:00-18:00
fault-not-a-choice = 请从给出的里面选
fault-short-name = 只用小写字母、数字和短横，不能是 new 或 import
fault-out-of-range = 请填 { $least } 到 { $most } 之间的数
fault-file-too-large = 文件最大 { $most } MB
fault-check-digit = 号码不对，可能抄错了一位
fault-not-a-day = 日期像这样写：2026-11-22
fault-taken = 已经有了，请换一个
fault-limit = 时限像这样写：2 紧急工作时、4 工作时、5 工作日
fault-limit-fraction = 小时可以有半个，工作日只能是整数
fault-limit-zero = 时限不能是 0
fault-limit-too-long = 时限最长一年
fault-before-acceptance = 办完的时限不能比接单的时限短
fault-nobody-in-post = 有职务的人里没有这个手机号

photo-not-a-picture = 这不是我们能看的图片，请用 JPEG、PNG 或 WebP
photo-heic = 这是 HEIC 图片。苹果手机请到“设置、相机、格式”里选“兼容性最佳”再拍，或者发截图
photo-too-large = 一张图片最大 { $most } MB
photo-too-many-pixels = 图片太大了，请缩小或截图再传
photo-too-many = 最多 { $most } 张图片，多的没有收

page-not-found-title = 没有这一页
page-not-found-lead = 可能地址抄错了，也可能这一页不归您看。
page-closed-title = 这里不归您办
page-broken-title = 出了点问题
page-broken-lead = 是我们这边的问题，已经记下来了，请过几分钟再试。要是还不行，请告诉网格员或社区：编号 { $reference }，刚才在办什么。
page-refused-title = 现在办不了
page-elsewhere-title = 请往这边走
page-elsewhere-link = 继续
page-to-home = 回首页

sheet-line = 第 { $line } 行：{ $what }
sheet-cell = 第 { $line } 行 { $column }：{ $what }
sheet-more = 另外还有 { $count } 处。
sheet-unreadable = 这个文件读不出来。请在表格软件里选“另存为”，存成 CSV 再交。
sheet-header = 第一行的列名要正好是 { $expected }，请下载一份照着改。
sheet-empty = 表里只有列名，下面没有内容。
sheet-too-many-rows = 超过 { $most } 行了，请分成几份交。
sheet-columns = 有 { $has } 列，只该有 { $expected } 列。格子里有逗号的要加引号
sheet-spoilt = “{ $text }”是被表格软件改坏的代码，请把这一列设成“文本”，再填一次
sheet-unknown = 没有“{ $text }”，可能写错了
sheet-unfit = “{ $text }”不能用在这里：停用了、撤了，或者管不到这个地方
sheet-twice = 和第 { $first } 行重复
