// Units: what is given to one, what it says is not its own, more time that is asked for, and several on one case.
import { expect, test } from "../town";

/** 住建局 leads by the responsibility list, 物业 and the town's justice office help. */
const SERVICE = "物业服务与收费";
const HOUSING = "住房和城乡建设局";
const CARETAKER = "物业服务公司";

test("a unit returns what is not its own, the level above decides, and the second time it stays", async ({ town }) => {
  const [worker, leader, resident] = [await town.as("陈静"), await town.as("赵国强"), await town.as("王桂芳")];
  const [housing, caretaker] = [await town.as("顾海峰"), await town.as("闵捷")];
  const number = await resident.orders(SERVICE, { need: "物业费多收了一个月" });
  await worker.verifies(number);
  await worker.gives(number).toUnit(HOUSING);
  await resident.notices(`派给了${HOUSING}`);
  await housing.returns(number, "收费纠纷先由物业公司核对账目");
  await resident.notices(`${HOUSING}说不归他们办`);
  await worker.opensSlip(number);
  await expect(worker.form("request/decide-return"), "who dispatched it does not decide").toHaveCount(0);
  await leader.decidesReturn(number, "yes", "先核对账目");
  await worker.notices("同意退回，另外派人");

  await worker.gives(number).toUnit(CARETAKER);
  await caretaker.returns(number, "账目在总公司");
  await leader.opensSlip(number);
  await leader.decidesReturn(number, "no", "账目请总公司传过来");
  await caretaker.opensSlip(number);
  await caretaker.reads("定了，还由原单位办");
  await expect(caretaker.form("request/return"), "it cannot be returned again").toHaveCount(0);
  await caretaker.accepts(number);
  await resident.opensSlip(number);
  await resident.reads(/闵捷（物业服务公司）已接单/);
});

test("more time is asked for before the limit, and given until the day", async ({ town }) => {
  const [worker, leader, housing] = [await town.as("陈静"), await town.as("赵国强"), await town.as("顾海峰")];
  const resident = await town.as("王桂芳");
  const number = await resident.orders(SERVICE, { need: "电梯广告收入没有公示" });
  await worker.verifies(number);
  await worker.gives(number).toUnit(HOUSING);
  await housing.accepts(number);
  await housing.asksForTime(number, town.day(20), "等物业公司交账");
  await housing.reads(/您申请延到.*等上一级决定/);
  await worker.opensSlip(number);
  await expect(worker.form("request/decide-extension")).toHaveCount(0);
  await leader.decidesExtension(number, "yes");
  await housing.notices(/同意延到/);
  await resident.opensSlip(number);
  await resident.reads(/经批准延到/);
});

test("a unit that helps says what it did, and the one that leads brings it to an end", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静"), await town.as("王桂芳")];
  const [housing, caretaker] = [await town.as("顾海峰"), await town.as("闵捷")];
  const number = await resident.orders(SERVICE, { need: "公共电费怎么分摊的" });
  await worker.verifies(number);
  await worker.gives(number).toUnit(HOUSING, CARETAKER);
  await housing.opens("/unit");
  await housing.page.locator(`a[href="/r/${number}"]`).first().click();
  await housing.accepts(number);
  await caretaker.opensSlip(number);
  await expect(caretaker.form("request/finish"), "who helps does not finish").toHaveCount(0);
  await caretaker.assists(number, "全年电费账单整理好了");
  await housing.notices("全年电费账单整理好了");
  await housing.arrives(number);
  await housing.finishes(number, { note: "分摊办法贴在楼道里了" });
  await worker.opensSlip(number);
  await worker.checks(number);
  await resident.opensSlip(number);
  await resident.rates(number, 5);
  await resident.reads(/已办结/);

  await worker.opensSlip(number);
  await worker.page.getByRole("link", { name: "谁经手、各用了多久" }).click();
  const hands = worker.page.getByRole("table").first().getByRole("row");
  await expect(hands.filter({ hasText: `顾海峰（${HOUSING}）` })).toContainText("办理");
  await expect(hands.filter({ hasText: "值守" }).filter({ hasText: "派单" }).first()).toBeVisible();
  await worker.page.emulateMedia({ media: "print" });
  await expect(worker.page.locator(".top, .bar, .foot").filter({ visible: true })).toHaveCount(0);
  expect(await resident.opens(`/r/${number}/trace`), "who held it how long is for the desk").toBe(403);
});
