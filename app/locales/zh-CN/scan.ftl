# 扫码：扫到的码不对时

scan-title = 码打不开
scan-forged = 这个码不是我们印的
scan-forged-lead = 可能网址抄错了一个字，也可能有人在海报上贴了别的码。您的网格还在，自己找一下就到。
scan-revoked = 这张海报作废了
scan-revoked-lead = 这张纸不再用了，网格还在，从这里进也一样。
scan-grid-gone = { $grid }已经并到别的网格，请找一下您现在的网格。
scan-to-grid = 去{ $grid }
scan-find = 找我的网格
scan-tell = 顺手告诉网格员
scan-tell-known = 认得网格员的，打个电话说一声海报在哪里，换一张只要几分钟。
scan-tell-unknown = 不认得的，找到您的网格，页面上写着姓名和电话。
scan-sticker = 海报上要是贴着别的码，请别扫，也别在打开的网页里填电话和验证码。
scan-tell-revoked = 告诉他们旧海报还贴在哪里，好换下来。
