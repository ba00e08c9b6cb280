# 办不成的时候:说清缘由,说清接着怎么办

error-sign-in-first = 请先登录，填好的内容都会留着。
error-not-found = 没有找到。号码可能抄错了一位，请对照单子再看一遍。
error-fields = 有几处要改一下。
error-taken = 这一单 { $by } 刚刚接走了，大厅里还有别的单。
error-changed-meanwhile = 刚才有别人也动了这一单。请看看现在的情况，再决定怎么办。
error-not-sent = 短信现在发不出去，请过一分钟再试。
error-ours = 我们这边出了问题，请过几分钟再试。
error-reference = 我们这边出了问题，请过几分钟再试。打电话问时请报编号 { $reference }。

denied-not-your-role = 您现在的身份不办这件事。如果您还有别的身份，请先切换。
denied-not-your-area = 这一单属于别的网格，请那边的网格员来办。
denied-own-request = 这是您自己点的单，要由别人来办。
denied-not-your-request = 只有点单的人可以这样做。
denied-not-your-work = 只有接单的人可以这样做。
denied-own-work = 这一单是您办的，要由别人来核查。
denied-given-to-another = 这一单已经派给了别人。

refusal-service-retired = 这项服务已经停了，请看看别的服务，或点“其他”。
refusal-already-accepted = 已经有人接了这一单。
refusal-already-done = 这一步已经办过了。
refusal-not-now = 这一单现在不能这样办，请看看它走到了哪一步。
refusal-cannot-be-given = 这一单不能派给这个人，请另选一位。
refusal-rating-over = 评价的时间已经过了。

shop-refusal-retired = 这件东西不再兑换了。
shop-refusal-sold-out = 已经换完了，请过几天再来看看。
shop-refusal-too-few-points = 还差 { $short } 分。
shop-refusal-already-redeemed = 这张券 { $at } 已经领过了。
shop-refusal-already-cancelled = 这张券已经退回，积分还给了主人。
shop-refusal-has-expired = 这张券已经过期，积分还给了主人。
shop-refusal-not-yet = 这张券还没有到期。

code-none = 请先要一个验证码。
code-run-out = 验证码过期了，请再要一个。
code-too-many-tries = 试了太多次，请再要一个验证码。
code-wrong = 验证码不对，还可以试 { $left } 次。
code-too-soon = 刚发过验证码，{ $seconds } 秒后可以再要。
code-too-many = 验证码要得太多了，请一小时后再试。

fault-missing = 这里要填
fault-too-long = 写了 { $has } 个字，最多 { $most } 个
fault-unprintable = 有显示不出来的字符，请删掉再试
fault-phone = 手机号是 11 位数字，1 开头
fault-not-a-choice = 请从给出的里面选
fault-short-name = 只用小写字母、数字和短横，不能是 new
fault-out-of-range = 请填 { $least } 到 { $most } 之间的数
fault-check-digit = 号码不对，可能抄错了一位
fault-taken = 已经有了，请换一个

photo-not-a-picture = 这不是我们能看的图片，请用 JPEG、PNG 或 WebP
photo-heic = 这是 HEIC 图片。苹果手机请到“设置、相机、格式”里选“兼容性最佳”再拍，或者发截图
photo-too-large = 一张图片最大 { $most } MB
photo-too-many-pixels = 图片太大了，请缩小或截图再传
photo-too-many = 最多 { $most } 张图片，多的没有收

page-not-found-title = 没有这一页
page-not-found-lead = 可能地址抄错了，也可能这一页不归您看。
page-closed-title = 这里不归您办
page-broken-title = 出了点问题
page-broken-lead = 是我们这边的问题，已经记下来了。请过几分钟再试；打电话问时请报编号 { $reference }。
page-refused-title = 现在办不了
page-elsewhere-title = 请往这边走
page-elsewhere-link = 继续
page-to-home = 回首页
