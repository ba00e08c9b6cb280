// What administrators and moderators keep.
import { picture } from "./picture";
import { expect, test } from "./town";

const WIDE = { viewport: { width: 1280, height: 800 } };

test("a post is given to a phone, held from then on, and ended", async ({ town }) => {
  const administrator = await town.as("沈明", WIDE);
  const newcomer = await town.newcomer();
  await newcomer.opens("/hall");
  await expect(newcomer.page.getByRole("heading", { level: 1 })).toHaveText("这里不归您办");
  await newcomer.opens("/");

  await administrator.opens("/admin/people/new?place=东苑社区");
  await administrator.fills("grant-post", { phone: newcomer.phone, role: "volunteer" });
  await administrator.form("grant-post").getByRole("radio", { name: /东苑社区/ }).first().check();
  await administrator.presses("grant-post");
  await administrator.reads("职务给好了");

  await newcomer.actsAs("志愿者");
  await newcomer.opens("/hall");
  await expect(newcomer.page.getByRole("heading", { level: 1 })).toHaveText("接单大厅");

  await administrator.opens("/admin/people");
  await administrator.sends("find-people", { query: newcomer.phone });
  expect(administrator.page.url(), "what was searched for is nobody's business").not.toContain(newcomer.phone);
  await administrator.page.getByRole("table").getByRole("link").first().click();
  await administrator.sends("end-post");
  await administrator.reads("职务停掉了");
  // With scripts the page notices by itself.
  if (!newcomer.scripts) await newcomer.opens("/hall");
  await expect(newcomer.page.getByRole("heading", { level: 1 })).toHaveText("这里不归您办");
});

test("the shelf is filled up", async ({ town }) => {
  const administrator = await town.as("沈明", WIDE);
  await administrator.opens("/admin/shop/umbrella");
  await administrator.sends("restock-item", { pieces: "-3" });
  await expect(administrator.page.getByRole("alert")).toBeVisible();
  await administrator.sends("restock-item", { pieces: "5" });
  await administrator.reads(/补好了.现在有 \d+ 件/);
});

test("a picture is hidden from all but moderators, and shown again", async ({ town }) => {
  const resident = await town.as("王桂芳");
  const number = await resident.orders("灯具开关维修", { photos: picture("secret.png", [10, 200, 30]) });
  const image = resident.page.getByRole("main").locator("img").first();
  const path = (await image.getAttribute("src")) ?? "";
  expect(path).toMatch(/^\/photo\/.+\/small$/);
  expect(await resident.fetches(path)).toBe(200);
  const stranger = await town.stranger();
  expect(await stranger.fetches(path)).toBe(404);

  const moderator = await town.as("高敏", WIDE);
  await moderator.opens("/admin/photos");
  const sheet = moderator.page.getByRole("listitem").filter({ has: moderator.page.locator(`img[src="${path}"]`) });
  await sheet.getByRole("button", { name: "遮起来" }).click();
  await moderator.reads("遮起来了");
  await resident.opensSlip(number);
  await expect(image).toHaveCount(0);
  expect(await resident.fetches(path)).toBe(404);

  await moderator.opens("/admin/photos");
  await sheet.getByRole("button", { name: "放出来" }).click();
  await resident.opensSlip(number);
  await expect(image).toHaveCount(1);
});

test("every change stands in the trail, with ids and nothing personal", async ({ town }) => {
  const resident = await town.as("王桂芳");
  const number = await resident.orders("灯具开关维修", { need: "不该出现在记录里的话" });
  const administrator = await town.as("沈明", WIDE);
  await administrator.opens("/admin/audit");
  await administrator.reads("点单");
  await administrator.reads(new RegExp(number.slice(0, 5)));
  await administrator.readsNothingOf("不该出现在记录里的话");
  await administrator.readsNothingOf(/199\d{8}/);
});
