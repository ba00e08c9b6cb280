# 各种表单共用的话

form-optional = 可不填
form-most = 最多 { $most } 字
form-errors = 还有 { $count } 处要看一下
form-sheet-errors = 没有收：表里有 { $count } 处不对，改好再交一次
form-fault = { $label }：{ $fault }
form-back = 还没有交上去。您已经登录，刚才填的都在：看一看，再按下面的按钮交。
form-back-without-pictures = 还没有交上去。您已经登录，刚才填的都在：图片请再选一次，再按下面的按钮交。
notice-again = 已经办过了，没有再办一次。
notice-again-slip = 这一份您已经交过了，就是这一单：{ $number }。没有再办一次。
form-too-large = 发来的东西太多了，没有收全。图片最多 { $photos } 张，每张最大 { $most } MB，请少选几张再交。
form-unreadable = 没有收到表单的内容，请再交一次。
form-photos-hint = 最多 { $most } 张，拍照或从相册里选都行
form-photos-needed = 至少一张，最多 { $most } 张
form-photo-taken = 已收到的图片
instead-title = 还没有交成，您填的都在这一页
instead-lead = 什么也没丢。先别关这一页，过一会儿按“再交一次”，不用重填；也可以先把下面的话抄下来。
instead-send = 再交一次
