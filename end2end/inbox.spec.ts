// What people are told of their slips: counted on every page, and read by reading it.
import { expect, test } from "./town";

const SERVICE = "灯具开关维修";

test("what needs somebody is counted on every page, and read by opening it", async ({ town }) => {
  const [resident, worker, helper] = [await town.as("王桂芳"), await town.as("陈静"), await town.anew("李建国")];
  await helper.wantsNoQuiet();
  const number = await resident.orders(SERVICE);
  await worker.verifies(number);
  await helper.opens("/me/points");
  const before = await helper.unread();
  await worker.gives(number).to("李建国");
  await expect(async () => {
    if (!helper.scripts) await helper.page.reload();
    expect(await helper.unread()).toBe(before + 1);
  }).toPass();

  await helper.opens("/inbox?heap=needs");
  await expect(helper.message(number)).toContainText("派给您了，请接单");
  await expect(helper.message(number)).toContainText("新");
  await helper.message(number).click();
  await expect(helper.page).toHaveURL(new RegExp(`/r/${number}$`));
  expect(await helper.unread()).toBe(before);
  await helper.opens("/inbox?heap=needs");
  await expect(helper.message(number)).not.toContainText("新");

  await helper.accepts(number);
  await helper.opens("/inbox?heap=needs");
  await expect(helper.message(number), "nothing is asked any more").toContainText("已办");
  await helper.givesBack(number, "临时有事");
});

test("a heap is marked as read as a whole", async ({ town }) => {
  const [resident, worker] = [await town.anew("潘凯"), await town.as("陈静")];
  await resident.wantsNoQuiet();
  const number = await resident.orders(SERVICE);
  await worker.verifies(number);
  await resident.opens("/inbox?heap=changed");
  await expect(resident.message(number)).toContainText("核实过了");
  await resident.sends("inbox/read-all");
  await resident.reads("这一堆都算看过了");
  await expect(resident.page).toHaveURL(/\/inbox\?heap=changed$/);
  await expect(resident.message(number)).not.toContainText("新");
  await expect(resident.form("inbox/read-all")).toHaveCount(0);
  await resident.withdraws(number);
});
