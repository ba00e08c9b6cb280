// The other ways a slip can go: asked back, refused, withdrawn, given back, lost to somebody quicker, not done well.
import { expect, test } from "./town";

const SERVICE = "灯具开关维修";

test("the grid asks back, and goes on once it has an answer", async ({ town }) => {
  const worker = await town.as("陈静");
  const resident = await town.as("王桂芳");
  const number = await resident.orders(SERVICE);
  await worker.asksBack(number, "是哪一层的灯?");
  await resident.notices(/问您.*是哪一层的灯/);
  await resident.answers(number, "三层的");
  await resident.reads("三层的");
  await worker.notices("三层的");
  await worker.verifies(number);
  await resident.notices(/核实过了/);
});

test("what is not the grid's to do is refused with a reason from the list", async ({ town }) => {
  const worker = await town.as("陈静");
  const resident = await town.as("王桂芳");
  const number = await resident.orders(SERVICE);
  await worker.opensSlip(number);
  await worker.sends("request/refuse", { reason: "" });
  await expect(worker.page.getByRole("alert")).toBeVisible();
  await worker.refuses(number, "duplicate", "和上一单说的是同一盏灯");
  await resident.notices(/没有受理/);
  await resident.reads("和上一单说的是同一盏灯");
  await expect(resident.page.locator('form[action^="/do/request/"]')).toHaveCount(0);
});

test("a helper gives a slip back, and the grid finds somebody else", async ({ town }) => {
  const worker = await town.as("陈静");
  const helper = await town.as("李建国");
  const resident = await town.as("王桂芳");
  const number = await resident.orders(SERVICE);
  await worker.verifies(number);
  await worker.gives(number).to("李建国");
  await helper.accepts(number);
  await resident.notices(/李建国.*已接单/);
  await helper.givesBack(number, "家里有急事,来不了");
  await helper.page.waitForURL(/\/hall\/mine$/);
  await resident.notices("家里有急事,来不了");
  await worker.opensSlip(number);
  await worker.gives(number).toAll();
  const another = await town.as("刘洋");
  await another.accepts(number);
  await resident.notices(/刘洋.*已接单/);
});

test("bad work is rated as such, looked into, done again, and ends well", async ({ town }) => {
  const worker = await town.as("陈静");
  const helper = await town.as("李建国");
  const resident = await town.as("王桂芳");
  const number = await resident.orders(SERVICE);
  await worker.verifies(number);
  for (const grade of [2, 5] as const) {
    await worker.opensSlip(number);
    await worker.gives(number).to("李建国");
    await helper.opensSlip(number);
    await helper.accepts(number);
    await helper.arrives(number);
    await helper.finishes(number, { note: "换了灯泡" });
    await worker.opensSlip(number);
    await worker.checks(number);
    await resident.opensSlip(number);
    await resident.rates(number, grade, grade === 2 ? "晚上又不亮了" : "这回好了");
    if (grade === 2) {
      await resident.reads("您说不满意");
      await helper.opensSlip(number);
      await helper.readsNothingOf("晚上又不亮了");
      await expect(helper.form("request/judge"), "who did the work does not judge the rating").toHaveCount(0);
      await worker.opensSlip(number);
      await expect(worker.form("request/judge"), "nor does who dispatched and checked it").toHaveCount(0);
      const leader = await town.as("赵国强");
      await leader.opensSlip(number);
      await leader.judges(number, "justified", "线路接触不良，马上请人重做");
      await resident.notices(/您说没办好.*重新派人/);
      await resident.reads("线路接触不良，马上请人重做");
    }
  }
  await resident.reads(/已办结/);
  await resident.reads("晚上又不亮了");
});

test("a rating that rests on a mistake is explained, and given again", async ({ town }) => {
  const [worker, helper, resident] = [await town.as("陈静"), await town.as("李建国"), await town.as("王桂芳")];
  const number = await resident.orders("上门陪伴");
  await worker.verifies(number);
  await worker.gives(number).to("李建国");
  await helper.accepts(number);
  await helper.arrives(number);
  await helper.finishes(number);
  await worker.opensSlip(number);
  await worker.checks(number);
  await resident.opensSlip(number);
  await resident.rates(number, 1, "没有人来过");
  const leader = await town.as("赵国强");
  await leader.opensSlip(number);
  await leader.reads(/居民不满意.*查清楚并答复/);
  await leader.judges(number, "mistaken", "那天来的是隔壁单元，已经和两家都说清楚了");
  await resident.notices("那天来的是隔壁单元");
  await resident.rates(number, 5);
  await resident.reads(/已办结/);
  await resident.reads("没有人来过");
});

test("the checker sends work back that is not done yet", async ({ town }) => {
  const worker = await town.as("陈静");
  const helper = await town.as("李建国");
  const resident = await town.as("王桂芳");
  const number = await resident.orders(SERVICE);
  await worker.verifies(number);
  await worker.gives(number).to("李建国");
  await helper.accepts(number);
  await helper.arrives(number);
  await helper.finishes(number);
  await worker.opensSlip(number);
  await worker.sendsBack(number, "二层还是不亮");
  await helper.notices("二层还是不亮");
  await helper.finishes(number, { note: "二层也换了" });
  await worker.opensSlip(number);
  await worker.checks(number);
  await resident.opensSlip(number);
  await resident.reads(/满意吗/);
});

test("a resident takes a slip back", async ({ town }) => {
  const worker = await town.as("陈静");
  const resident = await town.as("王桂芳");
  const number = await resident.orders(SERVICE);
  await worker.opensSlip(number);
  await resident.withdraws(number, "自己修好了");
  await resident.reads("您撤回了这一单");
  await worker.notices("居民撤回了这一单");
  await expect(worker.form("request/verify")).toHaveCount(0);
});

test("who comes second hears who was first", async ({ town }) => {
  const worker = await town.as("陈静");
  const resident = await town.as("王桂芳");
  const [quick, slow] = [await town.as("李建国"), await town.as("刘洋")];
  const number = await resident.orders(SERVICE);
  await worker.verifies(number);
  await worker.gives(number).toAll();
  // The page of the slower one stands still, as on a bad line.
  await slow.page.route("**/live*", (route) => route.fulfill({ status: 204 }));
  await slow.opensSlip(number);
  await quick.accepts(number);
  await slow.sends("request/accept");
  await expect(slow.page).toHaveURL(/\/hall\?/);
  await expect(slow.page.getByRole("alert")).toContainText(/李\*+.*接走/);
});

test("the whole contact is shown to who says why, and the resident reads of it", async ({ town }) => {
  const worker = await town.as("陈静");
  const resident = await town.as("王桂芳");
  const number = await resident.orders(SERVICE);
  await worker.opensSlip(number);
  await worker.reads(/199\*{4}0001/);
  await worker.readsNothingOf(/199 ?0000 ?0001/);
  const form = worker.form("request/show-contact");
  const reason = await form.locator("option").nth(1).getAttribute("value");
  await worker.sends("request/show-contact", { reason: reason ?? "" });
  await worker.reads(/199 ?0000 ?0001/);
  await resident.opens("/me/looks");
  await resident.reads(/陈\*/);
});
