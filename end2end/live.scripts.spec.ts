// What the open line must never do: miss something, or take away what somebody is typing.
import { GRID, expect, test } from "./town";

const SERVICE = "灯具开关维修";

test("what happens before the line is open is not missed", async ({ town }) => {
  const resident = await town.as("王桂芳");
  const worker = await town.as("陈静");
  let open = (): void => {};
  const opened = new Promise<void>((done) => (open = done));
  await resident.page.route("**/live*", async (route) => {
    await opened;
    await route.continue();
  });
  const number = await resident.orders(SERVICE);
  await worker.verifies(number);
  open();
  await resident.notices(/核实过了/);
});

test("who is typing goes on typing, whatever others do", async ({ town }) => {
  const resident = await town.as("王桂芳");
  const worker = await town.as("陈静");
  const number = await resident.orders(SERVICE);
  await resident.fills("request/withdraw", { reason: "我想了想" });
  await worker.verifies(number);
  await resident.notices(/核实过了/);
  await expect(resident.form("request/withdraw").locator('[name="reason"]')).toHaveValue("我想了想");
  await resident.presses("request/withdraw");
  await resident.reads("您撤回了这一单");
  await worker.notices("居民撤回了这一单");
});

test("a change is said aloud to who listens rather than looks", async ({ town }) => {
  const resident = await town.as("王桂芳");
  const worker = await town.as("陈静");
  const number = await resident.orders(SERVICE);
  await worker.opensSlip(number);
  await resident.withdraws(number);
  await worker.notices("居民撤回了这一单");
  await expect(worker.page.getByRole("status").filter({ hasText: "居民撤回了这一单" })).toBeAttached();
});

test("a stranger sees a grid move", async ({ town }) => {
  const stranger = await town.stranger();
  await stranger.opens(`/g/${GRID}`);
  const resident = await town.as("王桂芳");
  await resident.orders("邻里调解");
  await stranger.notices("刚刚点的");
});
