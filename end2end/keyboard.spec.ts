// An order without a pointer: Tab, Enter, Space and letters.
import { type Page } from "@playwright/test";

import { GRID, expect, test } from "./town";

test("an order is placed by keyboard alone", async ({ town }) => {
  const resident = await town.as("王桂芳", { viewport: { width: 1024, height: 768 } });
  const page = resident.page;
  await resident.opens(`/g/${GRID}`);
  // The first stop leads past the head to the page itself.
  await page.keyboard.press("Tab");
  await expect(page.locator(".skip")).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, (element) => element.textContent?.trim() === "点一单");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/order$/);

  await tabTo(page, (element) => element.getAttribute("name") === "service");
  await arrowTo(page, "repair-light");
  await tabTo(page, (element) => element.getAttribute("name") === "need");
  await page.keyboard.insertText("楼道的灯不亮了");
  await tabTo(page, (element) => element.getAttribute("name") === "building");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText("文昌花园 6 幢");
  await tabTo(page, (element) => element.tagName === "BUTTON" && element.closest("form")?.action.endsWith("/do/order") === true);
  await page.keyboard.press("Enter");
  const number = await resident.holds();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("灯具开关维修");

  await tabTo(page, (element) => element.tagName === "SUMMARY" && element.textContent?.includes("撤") === true);
  await page.keyboard.press("Enter");
  await tabTo(page, (element) => element.tagName === "BUTTON" && element.closest("form")?.action.endsWith("/withdraw") === true);
  await page.keyboard.press("Enter");
  await resident.reads("您撤回了这一单");
  expect(page.url()).toContain(number);
});

/** Presses Tab until something like this has the focus, which must show where it is. */
async function tabTo(page: Page, fits: (element: Element) => boolean): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const there = await page.evaluate(`(${fits.toString()})(document.activeElement)`);
    if (there === true) {
      const ring = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement?.closest("label") ?? document.activeElement ?? document.body);
        const own = getComputedStyle(document.activeElement ?? document.body);
        return [style.outlineStyle, own.outlineStyle, style.boxShadow, own.boxShadow];
      });
      expect(ring.some((part) => part !== "none"), "the focus can be seen").toBe(true);
      return;
    }
  }
  throw new Error(`Tab never came to ${fits}`);
}

/** Presses the arrow down until the choice that has this value is taken: what is usual, and so comes first, changes by the day. */
async function arrowTo(page: Page, value: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("ArrowDown");
    const taken = await page.evaluate(() => {
      const there = document.activeElement as HTMLInputElement | null;
      return there?.checked === true ? there.value : undefined;
    });
    if (taken === value) return;
  }
  throw new Error(`the arrows never came to ${value}`);
}
