# 首页

home-title = 三单 · 有事点一单
home-heading = 有事，点一单
home-lead = 灯不亮、水管漏、要人陪着看病，点一单，网格派人，党员志愿者来办。走到哪一步，随时看得见。
home-find = 找到您的网格
home-scan = 用手机扫一扫楼道里的二维码，就到您的网格。
home-search = 或者搜一搜
home-search-hint = 写社区、小区或者路名
home-search-button = 搜
home-nothing = 没有搜到
home-nothing-hint = 换个说法试试，比如只写小区的名字；也可以从镇、社区一级一级找。
home-tree = 一级一级找
home-more = 只列了前面的，请多写一个词。
home-no-grids = 这里还没有划网格。
home-find-other = 找别的网格
home-own-grid = 您住在
home-order = 点一单
home-slips = 单
home-desk = 工作台上等着的
home-hall = 大厅
home-hall-count = { $count ->
    [0] 现在没有等人接的单。
   *[other] { $pressing ->
        [0] 有 { $count } 单等人接。
       *[other] 有 { $count } 单等人接，其中 { $pressing } 单快到时限了。
    }
}
home-to-hall = 去看看
home-unit = 您的单位
home-unit-count = { $idle ->
    [yes] 您单位眼下没有要办的单。
   *[no] 您单位有 { $accept } 件待接、{ $hand } 件在办、{ $called } 次吹哨待报到。
}
home-to-unit = 去看看
home-mine = 我点的单
