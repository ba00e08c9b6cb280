// The paper on the wall: printed, scanned, and revoked when somebody tampered with it.
import { FAR_GRID, expect, test } from "./town";

test("a poster fills one sheet of paper, with its code and its address in words", async ({ town }) => {
  const worker = await town.as("陈静");
  await worker.opens("/admin/posters");
  await worker.page.getByRole("link", { name: /打印.*东苑第三网格/ }).click();
  const poster = worker.page.locator(".poster");
  await expect(poster.getByRole("heading", { level: 1 })).toContainText("东苑第三网格");
  await expect(poster).toContainText("陈静");
  await expect(poster).toContainText("0514-0000 0002");
  const address = await poster.locator("figcaption").innerText();
  expect(address).toMatch(/\/q\/[\w-]+$/);

  await worker.page.emulateMedia({ media: "print" });
  for (const aside of [".top", ".bar", ".foot"]) await expect(worker.page.locator(aside)).toBeHidden();
  const code = await poster.locator(".qr svg").boundingBox();
  // 25 mm at 96 dots an inch.
  expect(code?.width).toBeGreaterThanOrEqual(94);
  const pdf = await worker.page.pdf({ format: "A4", printBackground: true, preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test("a new poster is good, a revoked one says so, and a made-up one too", async ({ town }) => {
  const leader = await town.as("闫晓红");
  const before = await leader.printsThePoster(FAR_GRID);
  await leader.opens("/admin/posters");
  const card = leader.page.getByRole("listitem").filter({ hasText: "龙川第一网格" });
  await card.locator("summary").first().click();
  await card.locator('form[action="/do/revoke-poster"] button').click();
  await leader.reads(/作废了/);

  const stranger = await town.stranger();
  await stranger.opens(before);
  await stranger.reads("这张海报作废了");
  await stranger.page.getByRole("link", { name: /去.*龙川第一网格/ }).click();
  await expect(stranger.page).toHaveURL(new RegExp(`/g/${FAR_GRID}$`));

  const forged = before.slice(0, -1) + (before.endsWith("A") ? "B" : "A");
  await stranger.opens(forged);
  await stranger.reads("这个码不是我们印的");

  await leader.opens("/admin/posters");
  await leader.page.getByRole("listitem").filter({ hasText: "龙川第一网格" }).locator('form[action="/do/issue-poster"] button').first().click();
  const after = await leader.printsThePoster(FAR_GRID);
  expect(after).not.toBe(before);
  await stranger.opens(after);
  await expect(stranger.page).toHaveURL(new RegExp(`/g/${FAR_GRID}$`));
});
