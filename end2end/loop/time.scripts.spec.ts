// What happens because time has passed, on a clock of our own. It happens by itself, so it must be seen by itself.
import { DAY, HOUR, expect, test } from "../town";

test.use({ ownTime: true });

test("a slip that cannot be done now is parked openly, and comes back on its day", async ({ town }) => {
  const [worker, leader, resident] = [await town.as("陈静"), await town.as("赵国强"), await town.as("王桂芳")];
  const number = await resident.orders("绿化修剪", { need: "窗前的香樟挡光" });
  await worker.verifies(number);
  await leader.parks(number, "等春天修剪季统一修剪", town.day(10));
  await resident.notices(/先挂账：等春天修剪季统一修剪/);
  await worker.opensSlip(number);
  await expect(worker.form("request/dispatch")).toHaveCount(0);
  town.passes(9 * DAY);
  await expect(worker.form("request/dispatch"), "not before its day").toHaveCount(0);
  town.passes(2 * DAY);
  await resident.notices("挂账的日子到了，接着办");
  await worker.notices(/等.*派单/);
  await worker.gives(number).toAll();
  await resident.notices(/等人来接/);
});

test("two units are called by a whistle, and the one that is late is told apart", async ({ town }) => {
  const [worker, community] = [await town.as("陈静"), await town.as("谭小芳")];
  const [housing, city] = [await town.as("顾海峰"), await town.as("秦志强")];
  const resident = await town.as("王桂芳");
  const number = await resident.orders("其他事情", { need: "外墙的广告牌在晃" });
  await worker.verifies(number);
  await community.whistles(number, "urgent", "请马上到 6 幢楼下会合", ["住房和城乡建设局", "城市管理局"]);
  await community.reads(/叫了 2 个单位一起办，到了 0 个/);

  await city.opens("/unit");
  await city.page.locator(`a[href="/r/${number}"]`).first().click();
  await city.reads("请马上到 6 幢楼下会合");
  await city.reportsIn(number, "两个人带着升降车");
  await community.notices("代城市管理局报到");
  town.passes(HOUR + 2);
  await community.notices("住房和城乡建设局到时没有来报到");
  await housing.opensSlip(number);
  await housing.reads(/叫了贵单位一起办，原定.*前报到/);
  await housing.reportsIn(number, "路上堵车");
  await community.notices("代住房和城乡建设局报到");

  await community.ratesUnit(number, "城市管理局", 5);
  await community.reads("评城市管理局：非常满意");
  await community.ratesUnit(number, "住房和城乡建设局", 2, "来晚了，现场没人指挥");
  await community.reads("评住房和城乡建设局：不满意");
  await expect(community.form("request/rate-unit"), "each is rated once").toHaveCount(0);
});

test("quiet hours hide nothing from somebody who looks", async ({ town }) => {
  const [worker, helper, resident] = [await town.as("陈静"), await town.as("李建国"), await town.as("王桂芳")];
  const number = await resident.orders("上门陪伴", { need: "想有人说说话" });
  await worker.verifies(number);
  const from = Math.floor(town.minute() / 30) * 30;
  await helper.opens("/me/quiet");
  await helper.sends("set-quiet-hours", { from: String(from), until: String((from + 2 * HOUR) % DAY) });
  await helper.reads("免打扰时间记下了");
  await helper.opens("/inbox?heap=needs");
  await helper.reads(/现在是免打扰时间/);
  const before = await helper.unread();

  await worker.gives(number).to("李建国");
  await helper.opens("/inbox?heap=needs");
  await helper.reads(/现在是免打扰时间/);
  await expect(helper.message(number)).toContainText("派给您了，请接单");
  expect(await helper.unread()).toBeGreaterThan(before);
  town.passes(2 * HOUR);
  await helper.opens("/inbox?heap=needs");
  await helper.readsNothingOf(/现在是免打扰时间/);
});
