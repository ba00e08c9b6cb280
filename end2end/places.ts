// Where the stories happen, in the demo district.

/** 东苑第三网格, 文昌花园, where 陈静 is the grid worker and 王桂芳 lives. */
export const GRID = "321012100001003";
/** 龙川第一网格, in another community. */
export const FAR_GRID = "321012100002001";
