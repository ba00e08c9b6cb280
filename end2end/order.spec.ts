// Ordering, and everything that can be typed wrong on the way.
import type { Page } from "@playwright/test";

import { spoken } from "./person";
import { heic, noPicture, picture } from "./picture";
import { GRID, expect, test } from "./town";

const PATH = `/g/${GRID}/order?service=repair-light`;

test("what is wrong is said beside its field, and the summary leads there", async ({ town }) => {
  const resident = await town.as("王桂芳");
  await resident.opens(PATH);
  await resident.sends("order", { need: "   ", building: "   ", door: "2 单元 301 室" });
  const summary = resident.page.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveCount(2);
  for (const name of ["need", "building"]) {
    const field = resident.form("order").locator(`[name="${name}"]`);
    await expect(field).toHaveAttribute("aria-invalid", "true");
    const described = (await field.getAttribute("aria-describedby"))?.split(" ").at(-1);
    await expect(resident.page.locator(`[id="${described}"]`)).toContainText("这里要填");
  }
  await summary.getByRole("link").last().click();
  await expect(resident.form("order").locator('[name="building"]')).toBeFocused();
  // What was right is still there.
  await expect(resident.form("order").locator('[name="door"]')).toHaveValue("2 单元 301 室");
  await resident.sends("order", { need: "灯不亮", building: "文昌花园 6 幢" });
  await resident.holds();
});

test("no service chosen is said like any other fault", async ({ town }) => {
  const resident = await town.as("王桂芳");
  await resident.opens(`/g/${GRID}/order`);
  await resident.fills("order", { need: "灯不亮", building: "文昌花园 6 幢" });
  // A browser that does not check by itself, as old ones do not.
  await resident.page.locator('form[action="/do/order"]').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await resident.presses("order");
  await resident.page.getByRole("alert").getByRole("link").first().click();
  await expect(resident.form("order").getByRole("radio").first()).toBeFocused();
});

test("markup, emoji and long words are text and nothing else", async ({ town }) => {
  const resident = await town.as("王桂芳");
  const need = `</textarea><script>alert(1)</script> <b>粗</b> 👩‍🔧 ${"长".repeat(200)}`;
  await resident.opens(PATH);
  await resident.sends("order", { need, building: "   " });
  await expect(resident.form("order").locator('[name="need"]')).toHaveValue(need);
  await resident.sends("order", { building: '3 幢 "><img src=x onerror=alert(1)>' });
  await resident.holds();
  await resident.reads("</textarea><script>alert(1)</script> <b>粗</b> 👩‍🔧");
  await expect(resident.page.locator("main img")).toHaveCount(0);
  expect(await overflow(resident.page)).toBe(0);
});

test("sending twice is sending once, and so is going back and sending again", async ({ town }) => {
  const resident = await town.as("王桂芳");
  await resident.opens(PATH);
  await resident.fills("order", { need: "只要一单", building: "文昌花园 6 幢" });
  await resident.form("order").locator("button").last().dblclick();
  const number = await resident.holds();
  await resident.page.goBack();
  await expect(resident.form("order")).toBeVisible();
  await resident.sends("order", { need: "只要一单", building: "文昌花园 6 幢" });
  expect(await resident.holds()).toBe(number);
  await resident.reads(`就是这一单：${spoken(number)}。没有再办一次。`);
});

test("what was changed after going back is a second order, and the first one stays", async ({ town }) => {
  const resident = await town.as("王桂芳");
  await resident.opens(PATH);
  await resident.sends("order", { need: "三楼的灯不亮", building: "文昌花园 6 幢" });
  const first = await resident.holds();
  await resident.page.goBack();
  await expect(resident.form("order")).toBeVisible();
  await resident.sends("order", { need: "四楼的灯也不亮", building: "文昌花园 6 幢" });
  const second = await resident.holds();
  expect(second).not.toBe(first);
  await resident.reads("单子交上去了");
  await resident.reads("四楼的灯也不亮");
  await resident.opensSlip(first);
  await resident.reads("三楼的灯不亮");
});

test("what is no picture is refused with what to do, and nothing typed is lost", async ({ town }) => {
  const resident = await town.as("王桂芳");
  await resident.opens(PATH);
  await resident.sends("order", { need: "灯不亮", building: "文昌花园 6 幢", photos: noPicture() });
  await expect(resident.page.getByRole("alert")).toContainText("JPEG");
  await expect(resident.form("order").locator('[name="need"]')).toHaveValue("灯不亮");
  await resident.sends("order", { photos: [heic(), picture("lamp.png")] });
  await expect(resident.page.getByRole("alert")).toContainText("HEIC");
  // The good one was taken already and need not be sent again.
  await expect(resident.form("order").locator("img")).toHaveCount(1);
  await resident.presses("order");
  await resident.holds();
  await expect(resident.page.getByRole("main").locator("img")).toHaveCount(1);
});

test("ten pictures are one too many", async ({ town }) => {
  const resident = await town.as("王桂芳");
  await resident.opens(PATH);
  const pictures = Array.from({ length: 10 }, (_, n) => picture(`${n}.png`, [n, 100, 100]));
  await resident.sends("order", { need: "灯不亮", building: "文昌花园 6 幢", photos: pictures });
  await expect(resident.page.getByRole("alert")).toContainText("最多 9 张");
});

test("an address that is remembered is filled in the next time", async ({ town }) => {
  const newcomer = await town.newcomer();
  await newcomer.opens(PATH);
  await expect(newcomer.form("order").locator('[name="building"]')).toHaveValue("");
  await newcomer.sends("order", { need: "灯不亮", building: "文昌花园 12 幢", door: "1 单元 102 室", remember: true });
  await newcomer.holds();
  await newcomer.opens(PATH);
  await expect(newcomer.form("order").locator('[name="building"]')).toHaveValue("文昌花园 12 幢");
  await expect(newcomer.form("order").locator('[name="door"]')).toHaveValue("1 单元 102 室");
});

function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
