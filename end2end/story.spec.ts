// The main job, from the poster on the wall to the soap in the bag: three people at once, each in a browser of their own.
// With scripts each sees what the others do without lifting a finger; without them, by looking again.
import { picture } from "./picture";
import { GRID, expect, spoken, test } from "./town";

const SERVICE = "灯具开关维修";

test("a resident orders, a worker assigns, a party member does it, and the points buy something", async ({ town }) => {
  const worker = await town.as("陈静", { viewport: { width: 1024, height: 768 } });
  const helper = await town.as("李建国");
  const keeper = await town.as("周秀兰");
  const resident = await town.as("王桂芳");

  const before = await helper.pointsToSpend();
  await worker.opens("/desk?tab=verify");

  await test.step("the resident scans the poster and orders", async () => {
    const administrator = await town.as("沈明", { viewport: { width: 1024, height: 768 } });
    const address = await administrator.printsThePoster(GRID);
    await resident.opens(address);
    await expect(resident.page.getByRole("heading", { level: 1 })).toContainText("东苑第三网格");
    await expect(resident.page.getByText("陈静").first()).toBeVisible();
  });
  await resident.page.getByRole("link", { name: "点一单", exact: true }).click();
  const number = await resident.fillsInAnOrder(SERVICE, {
    need: "楼道三层的灯不亮,晚上看不见台阶",
    building: "文昌花园 6 幢",
    door: "2 单元 301 室",
    photos: picture("lamp.png"),
  });
  await resident.reads("单子交上去了");
  await expect(resident.page.getByRole("main").locator("img")).toHaveCount(1);

  await test.step("the worker sees it come in, verifies it and gives it to a party member", async () => {
    await worker.notices(spoken(number));
    await worker.verifies(number);
    await resident.notices(/核实过了/);
    await helper.opens("/hall");
    await worker.gives(number).to("李建国");
    await helper.notices(spoken(number));
  });

  await test.step("the party member accepts, arrives, reports, finishes", async () => {
    await worker.opensSlip(number);
    await helper.accepts(number);
    await resident.notices(/李建国.*已接单/);
    await worker.notices(/李建国.*已接单/);
    await helper.arrives(number);
    await resident.notices(/李建国.*到了/);
    await helper.reports(number, { note: "灯座松了,正在换", photos: picture("socket.png", [90, 90, 90]) });
    await resident.notices("灯座松了,正在换");
    await helper.finishes(number, { note: "换好了,三层到五层都试过", photos: picture("light.png", [250, 240, 180]) });
    await resident.notices(/李建国.*办好了/);
    await worker.notices(/李建国.*办好了/);
  });

  await test.step("the worker checks, the resident rates", async () => {
    await worker.checks(number);
    await resident.notices(/满意吗/);
    await helper.opensSlip(number);
    await resident.rates(number, 5, "来得快,修得好");
    await resident.reads(/已办结/);
    await helper.notices(/已办结/);
    await resident.opens("/me/points");
    await resident.reads("评价了：" + SERVICE);
  });

  await test.step("the points buy something, once", async () => {
    expect(await helper.pointsToSpend()).toBeGreaterThan(before);
    await helper.reads("帮人办成：" + SERVICE);
    const code = await helper.redeems("笔记本两本");
    await helper.readsNothingOf("领走了");
    await keeper.handsOut(code);
    await helper.notices(/领走了/);
    await keeper.looksUp(code);
    await keeper.reads("这张券用过了");
    await expect(keeper.form("hand-out")).toHaveCount(0);
  });
});
