// Slips that belong together: two about one thing, and one about two things.
import { expect, spoken, test } from "../town";

test("two slips about one lamp go on as one, until it turns out that it was two", async ({ town }) => {
  const [worker, resident, neighbour] = [await town.as("陈静"), await town.as("王桂芳"), await town.as("汤俊杰")];
  const earlier = await resident.orders("灯具开关维修", { need: "二单元楼道的灯不亮" });
  const later = await neighbour.orders("灯具开关维修", { need: "二单元门口黑着" });
  await worker.verifies(earlier);
  await worker.merges(later, earlier);
  await worker.reads(`和更早的 ${spoken(earlier)} 是同一件事`);

  // Whoever told it second follows what becomes of the first, and learns no more of it than that.
  await neighbour.notices(/并到那一单一起办.*核实过了/);
  await expect(neighbour.page.locator(`a[href="/r/${earlier}"]`)).toHaveCount(0);
  expect(await neighbour.fetches(`/r/${earlier}`)).toBe(404);
  await worker.gives(earlier).to("李建国");
  await neighbour.opensSlip(later);
  await neighbour.reads(/那一单现在.*派给了/);
  await resident.opensSlip(earlier);
  await resident.reads("把另一单同样的事并了进来");

  await worker.unmerges(later);
  await neighbour.notices(/核实过了.*正在派人/);
  await neighbour.reads(`把这一单从 ${spoken(earlier)} 里分了出来`);
  await resident.notices("把并进来的一单又分了出去");
  // It is a slip like any other again.
  await worker.gives(later).toAll();
  await neighbour.notices(/等人来接/);
});

test("a later slip is no earlier one, and nothing happens to either", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静"), await town.as("王桂芳")];
  const [earlier, later] = [await resident.orders("灯具开关维修"), await resident.orders("灯具开关维修")];
  await worker.merges(earlier, later);
  await expect(worker.page.getByRole("alert")).toBeVisible();
  await worker.merges(earlier, "2632504829139");
  await expect(worker.page.getByRole("alert")).toContainText("抄错");
  await resident.opensSlip(earlier);
  await resident.reads(/核实/);
  await resident.readsNothingOf("同一件事");
});

test("a slip about two things is split, and over when both are", async ({ town }) => {
  const [worker, helper, resident] = [await town.as("陈静"), await town.as("李建国"), await town.as("王桂芳")];
  const whole = await resident.orders("其他事情", { need: "想买两袋米，还想有人来坐坐" });
  await worker.verifies(whole);
  const [rice, company] = await worker.splits(whole, [
    ["买两袋米送上门", "代买代办"],
    ["上门陪着坐坐", "上门陪伴"],
  ]);
  await resident.notices(/分成 2 件分头办，办完了 0 件/);

  await worker.gives(rice).to("李建国");
  await helper.accepts(rice);
  await helper.arrives(rice);
  await helper.finishes(rice);
  await worker.opensSlip(rice);
  await worker.checks(rice);
  await resident.opensSlip(rice);
  await resident.rates(rice, 5);
  await resident.opensSlip(whole);
  await resident.reads(/办完了 1 件/);
  await worker.opensSlip(whole);
  await resident.withdraws(company, "女儿回来了");
  await worker.notices("这一单办结了");
  await resident.opensSlip(whole);
  await resident.reads("分头办的都办完了，这一单办结了");
});
