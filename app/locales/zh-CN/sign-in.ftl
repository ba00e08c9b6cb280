# 登录,以及演示用的人物

sign-in-title = 登录
sign-in-why = 先登录，再接着办。
sign-in-why-typed = 先登录，再接着办。刚才填的都留着。
sign-in-phone = 手机号
sign-in-phone-hint = 我们发一个验证码给您，只用来登录
sign-in-send = 发验证码
sign-in-sent = 验证码发到了 { $phone }，{ $minutes }内有效。
sign-in-code = 六位验证码
sign-in-enter = 登录
sign-in-again = 换号码或再要一个
sign-in-message = 【三单】验证码 { $code }，5 分钟内有效。不是您本人操作的话，不用理会。
sign-in-demo = 这是演示：直接选一个人登录
sign-in-demo-codes = 这是演示：看看发出的验证码
notice-signed-out = 您已经退出了。

demo-title = 演示人物
demo-lead = 这里的人都是编的。点一下就以这个人登录；想看几个人怎么配合，可以用几个浏览器窗口。
demo-more = 还有 { $count } 位
demo-codes = 最近发出的验证码
