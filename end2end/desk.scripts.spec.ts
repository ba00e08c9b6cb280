// The keys of the desk. They need a script; everything they do can be done without.
import { expect, test } from "./town";

const SERVICE = "灯具开关维修";
const WIDE = { viewport: { width: 1024, height: 768 } };

test("the desk is worked by keys alone, and typing stays typing", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静", WIDE), await town.as("王桂芳")];
  const mark = `k${Math.random().toString(36).slice(2, 9)}`;
  const [first, second] = [
    await resident.orders(SERVICE, { need: `一楼 ${mark}` }),
    await resident.orders(SERVICE, { need: `二楼 ${mark}` }),
  ];
  const page = worker.page;
  await worker.opens(`/desk?tab=verify&q=${mark}`);
  await expect(page.locator("#keys")).toBeVisible();
  const links = page.locator(".slip--line .slip-title a");
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  expect(hrefs.toSorted()).toEqual([`/r/${first}`, `/r/${second}`].toSorted());

  await page.keyboard.press("j");
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.locator(".pick-box input").nth(1)).toBeChecked();
  await expect(page.getByText("选了 1 单")).toBeVisible();
  await page.keyboard.press("k");
  await expect(links.nth(0)).toBeFocused();

  await page.keyboard.press("/");
  const search = page.locator('form.sentence [name="q"]');
  await expect(search).toBeFocused();
  await page.keyboard.type("jjx?");
  await expect(search).toHaveValue("jjx?");
  await page.keyboard.press("Escape");
  await links.nth(0).focus();
  await page.keyboard.press("?");
  await expect(page.locator("#keys dl")).toBeVisible();

  // Whoever dislikes single keys switches them off, here and from now on.
  await page.locator("[data-keys-on]").uncheck();
  await page.reload();
  await page.keyboard.press("j");
  await expect(links.nth(0)).not.toBeFocused();
  await page.locator("#keys > summary").click();
  await page.locator("[data-keys-on]").check();
  await page.keyboard.press("j");
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${hrefs[0]}$`));
});

test("all of a page are chosen at a tap, and none at the next", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静", WIDE), await town.as("王桂芳")];
  const mark = `k${Math.random().toString(36).slice(2, 9)}`;
  for (const need of [`一楼 ${mark}`, `二楼 ${mark}`]) await resident.orders(SERVICE, { need });
  await worker.opens(`/desk?tab=verify&q=${mark}`);
  const all = worker.page.getByRole("link", { name: "全选这一页" });
  await all.click();
  await expect(worker.page.locator(".pick-box input:checked")).toHaveCount(2);
  await all.click();
  await expect(worker.page.locator(".pick-box input:checked")).toHaveCount(0);
  expect(worker.page.url()).not.toContain("pick=all");
});
