// How this browser shows the pages: kept without an account, on every page, with scripts or without.
import type { Person } from "./person";
import { GRID, expect, test } from "./town";

test("the dark theme is ink at night, and stays", async ({ town }) => {
  const stranger = await town.stranger();
  await stranger.opens(`/g/${GRID}`);
  const paper = await background(stranger);
  await chooses(stranger, "theme", "dark");
  await stranger.reads("已经照您的意思改好了");
  await expect(stranger.page).toHaveURL(new RegExp(`/g/${GRID}$`));
  await stranger.opens("/");
  await expect(stranger.page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await background(stranger)).not.toBe(paper);
});

test("the elder size is large, with large targets, and nothing runs off the screen", async ({ town }) => {
  const stranger = await town.stranger();
  for (const size of ["elder", "max"]) {
    await stranger.opens(`/g/${GRID}`);
    await chooses(stranger, "size", size);
    await stranger.reads("已经照您的意思改好了");
    for (const path of ["/", `/g/${GRID}`, `/g/${GRID}/order`, "/shop", "/signin"]) {
      await stranger.opens(path);
      await expect(stranger.page.locator("html")).toHaveAttribute("data-size", size);
      expect(await overflow(stranger), `${path} at 360 px in ${size}`).toBe(0);
    }
  }
  await stranger.opens(`/g/${GRID}`);
  const button = await stranger.page.getByRole("link", { name: "点一单", exact: true }).boundingBox();
  expect(button?.height).toBeGreaterThanOrEqual(60);
});

test("English is complete on the way through an order", async ({ town }) => {
  const resident = await town.anew("王桂芳");
  await resident.opens(`/g/${GRID}/order?service=repair-light`);
  await chooses(resident, "lang", "en");
  await expect(resident.page.locator("html")).toHaveAttribute("lang", "en");
  await resident.sends("order", { need: "The lamp on the third floor is out", building: "   " });
  await expect(resident.page.getByRole("alert")).not.toContainText(/[\u4e00-\u9fff]/);
  await resident.sends("order", { building: "Building 6" });
  const number = await resident.holds();
  await resident.reads(/verif|check|look/i);
  for (const path of ["/me/points", "/me/vouchers", "/me/sessions", "/me/profile", "/r", "/shop"]) {
    await resident.opens(path);
    const heading = await resident.page.getByRole("heading", { level: 1 }).innerText();
    expect(heading, `the heading of ${path}`).not.toMatch(/[\u4e00-\u9fff]/);
  }
  await resident.withdraws(number);
});

async function chooses(person: Person, what: string, value: string): Promise<void> {
  await person.page.locator("details.settings > summary").click();
  await person.sends("settings", { [what]: value });
}

function background(person: Person): Promise<string> {
  return person.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}

function overflow(person: Person): Promise<number> {
  return person.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
