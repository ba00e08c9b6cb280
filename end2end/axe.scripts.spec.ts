// Every page, signed in as each role that may see it, against the rules of WCAG 2.2 AA: light, dark, and in elder mode.
// It needs scripts because the checker is one; the pages it looks at are the same without.
import axe from "axe-core";

import type { Person } from "./person";
import { picture } from "./picture";
import { GRID, expect, test } from "./town";

test.describe.configure({ mode: "parallel" });

// Every appearance is looked at standing still.
test.use({ contextOptions: { reducedMotion: "reduce" } });

const WIDE = { viewport: { width: 1440, height: 900 } };

test("a stranger", async ({ town }) => {
  const stranger = await town.stranger();
  const order = `/g/${GRID}/order`;
  for (const path of ["/", "/?q=东苑", "/q/made-up", `/g/${GRID}`, order, `${order}?service=hazard-gas`, "/shop"]) {
    await looksAt(stranger, path);
  }
  for (const path of ["/shop/rice", "/signin", "/demo", "/r", "/r/123", "/nowhere"]) await looksAt(stranger, path);
  await stranger.page.locator("details.settings > summary").click();
  await isAccessible(stranger, "the settings");
  await stranger.opens("/signin");
  await stranger.sends("send-code", { phone: "12345" });
  await isAccessible(stranger, "a phone that is none");
  await stranger.sends("send-code", { phone: "13800001234" });
  await isAccessible(stranger, "the code");
  await stranger.sends("sign-in", { code: "x" });
  await isAccessible(stranger, "a wrong code");
});

test("a resident", async ({ town }) => {
  const resident = await town.as("王桂芳");
  for (const path of ["/", "/me", "/me/profile", "/me/profile?find=东苑", "/me/sessions", "/me/looks", "/me/points"]) {
    await looksAt(resident, path);
  }
  for (const path of ["/me/vouchers", "/me/quiet", "/inbox", "/shop", "/shop/rice", "/hall"]) await looksAt(resident, path);
  await resident.opens(`/g/${GRID}/order`);
  await resident.fills("order", { need: "   ", building: "   ", photos: picture() });
  await resident.form("order").getByRole("radio").first().check();
  await resident.presses("order");
  await isAccessible(resident, "an order with errors");
});

test("a resident's slip, from hand to hand", async ({ town }) => {
  const [resident, worker, helper] = [await town.as("王桂芳"), await town.as("陈静"), await town.as("李建国")];
  const number = await resident.orders("灯具开关维修", { photos: picture() });
  await isAccessible(resident, "just placed");
  await worker.asksBack(number, "哪一层?");
  await looksAt(resident, `/r/${number}`);
  await resident.answers(number, "三层");
  await looksAt(worker, `/r/${number}`);
  await worker.verifies(number);
  await isAccessible(worker, "verified");
  await worker.gives(number).to("李建国");
  await looksAt(helper, `/r/${number}`);
  await helper.accepts(number);
  await isAccessible(helper, "accepted");
  await helper.arrives(number);
  await isAccessible(helper, "arrived");
  await helper.finishes(number, { photos: picture("done.png", [20, 90, 200]) });
  await looksAt(worker, `/r/${number}`);
  await worker.checks(number);
  await looksAt(resident, `/r/${number}`);
  await resident.rates(number, 4);
  await isAccessible(resident, "rated");
});

test("a case of two units, from every side", async ({ town }) => {
  const [resident, worker, leader] = [await town.as("王桂芳"), await town.as("陈静", WIDE), await town.as("赵国强")];
  const [community, housing, city] = [await town.as("谭小芳", WIDE), await town.as("顾海峰"), await town.as("秦志强")];
  const number = await resident.orders("物业服务与收费");
  await worker.verifies(number);
  await worker.gives(number).toUnit("住房和城乡建设局", "物业服务公司");
  await looksAt(housing, "/unit");
  await housing.accepts(number);
  await housing.asksForTime(number, town.day(20), "等物业公司交账");
  await community.whistles(number, "urgent", "请到现场会合", ["城市管理局"]);
  await community.supervises(number, "查到哪一步了？");
  await isAccessible(community, "called and supervised");
  await looksAt(city, "/unit");
  await looksAt(city, `/r/${number}`);
  await city.reportsIn(number);
  for (const person of [resident, housing, leader, community]) await looksAt(person, `/r/${number}`);
  await looksAt(worker, `/r/${number}/trace`);
  await looksAt(worker, "/inbox");
});

for (const [name, role] of [
  ["刘洋", "a volunteer"],
  ["李建国", "a party volunteer"],
]) {
  test(role as string, async ({ town }) => {
    const helper = await town.as(name as string);
    for (const path of ["/", "/hall", "/hall/mine", "/me", "/me/points"]) await looksAt(helper, path);
    if (await follows(helper, "/hall/mine", "/r/")) await isAccessible(helper, "what is in hand");
  });
}

const HEAPS: Array<[string, string[]]> = [
  ["what waits for the desk", ["verify", "dispatch", "check", "decide"]],
  ["what waits for others", ["hall", "under-way", "asked", "rate"]],
  ["all that is open, and what is over", ["open", "closed", "refused"]],
];

for (const [name, role] of [
  ["陈静", "a grid worker"],
  ["赵国强", "a grid leader"],
  ["孙丽", "staff of the town"],
]) {
  for (const [what, heaps] of HEAPS) {
    test(`${role}: ${what}`, async ({ town }) => {
      const worker = await town.as(name as string, WIDE);
      for (const heap of heaps) {
        await worker.opens(`/desk?tab=${heap}`);
        await isAccessible(worker, heap);
        if (await follows(worker, `/desk?tab=${heap}`, "/r/")) await isAccessible(worker, `a slip of ${heap}`);
      }
    });
  }
  test(`${role}: posters, and what is the worker's own`, async ({ town }) => {
    const worker = await town.as(name as string, WIDE);
    for (const path of ["/", "/admin", "/admin/posters", "/me"]) await looksAt(worker, path);
    if (await follows(worker, "/admin/posters", "/admin/posters/3")) await isAccessible(worker, "a poster");
  });
}

test("the desk, narrowed, and with everything chosen", async ({ town }) => {
  const worker = await town.as("陈静");
  for (const filters of ["tab=dispatch&pick=all", "tab=open&whose=mine&limit=soon", "q=there-is-no-such-word"]) {
    await looksAt(worker, `/desk?${filters}`);
  }
});

test("a shop keeper, and a voucher from both sides of the counter", async ({ town }) => {
  const [keeper, helper] = [await town.as("周秀兰"), await town.as("李建国")];
  for (const path of ["/", "/counter", "/counter?code=0000-0000", "/me"]) await looksAt(keeper, path);
  const code = await helper.redeems("笔记本两本");
  await isAccessible(helper, "a voucher");
  await keeper.looksUp(code);
  await isAccessible(keeper, "a good voucher");
  await keeper.handsOut(code);
  await isAccessible(keeper, "handed out");
  await keeper.looksUp(code);
  await isAccessible(keeper, "a used voucher");
  await looksAt(helper, "/me/vouchers");
});

test("a moderator", async ({ town }) => {
  const moderator = await town.as("高敏", WIDE);
  for (const path of ["/", "/admin", "/admin/photos", "/admin/words", "/me"]) await looksAt(moderator, path);
});

test("an administrator", async ({ town }) => {
  const administrator = await town.as("沈明", WIDE);
  const pages = ["", "/people", "/people/new?place=东苑", "/services", "/services/new", "/services/import", "/services/repair-light", "/shop"];
  for (const page of [...pages, "/shop/new", "/shop/rice", "/rules", "/posters", "/photos", "/words", "/audit"]) {
    await looksAt(administrator, `/admin${page}`);
  }
  for (const page of ["/units", "/units/new", "/units/housing", "/responsibility", "/responsibility/new", "/responsibility/file"]) {
    await looksAt(administrator, `/admin${page}`);
  }
  if (await follows(administrator, "/admin/people", "/admin/people/0")) await isAccessible(administrator, "a person");
  await administrator.opens("/admin/services/new");
  await administrator.fills("add-service", { slug: "Not a name", name_zh: "  ", name_en: "  ", hint_zh: "  ", hint_en: "  " });
  await administrator.fills("add-service", { accept_limit: "0", finish_limit: "x", points: "-1" });
  await administrator.presses("add-service");
  await isAccessible(administrator, "a service with errors");
});

test("the same in English, and on a tablet", async ({ town }) => {
  const worker = await town.anew("陈静", { locale: "en-GB", viewport: { width: 768, height: 1024 } });
  for (const path of ["/", `/g/${GRID}`, `/g/${GRID}/order`, "/desk", "/hall", "/me", "/shop"]) await looksAt(worker, path);
});

test("the checker sees what is wrong", async ({ town }) => {
  const stranger = await town.stranger();
  await stranger.opens("/");
  await stranger.page.evaluate(() => document.querySelector("main")?.insertAdjacentHTML("beforeend", "<img src='/favicon.svg'>"));
  expect(await faults(stranger)).toEqual([expect.stringContaining("light, image-alt: ")]);
});

async function looksAt(person: Person, path: string): Promise<void> {
  await person.opens(path);
  await isAccessible(person, path);
}

/** Opens a list and then the first thing in it, if there is one. */
async function follows(person: Person, list: string, beginning: string): Promise<boolean> {
  await person.opens(list);
  const link = person.page.getByRole("main").locator(`a[href^="${beginning}"]`).first();
  const path = (await link.count()) > 0 ? await link.getAttribute("href") : null;
  if (path !== null) await person.opens(path);
  return path !== null;
}

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Light: everything. Dark and elder: what colours, and what sizes can break; the rest of a page is the same. */
const LOOKS: Array<[string, Record<string, string>, axe.RunOnly]> = [
  ["light", { theme: "light" }, { type: "tag", values: STANDARDS }],
  ["dark", { theme: "dark" }, { type: "rule", values: ["color-contrast", "link-in-text-block"] }],
  ["elder", { theme: "light", size: "elder" }, { type: "rule", values: ["target-size", "scrollable-region-focusable"] }],
];

/** Finds nothing wrong with the page as it stands. */
async function isAccessible(person: Person, what: string): Promise<void> {
  const where = `${person.name || "a stranger"} at ${what} (${new URL(person.page.url()).pathname})`;
  expect.soft(await faults(person), where).toEqual([]);
}

/** What is wrong with the page as it stands, with everything on it unfolded, in any appearance. */
async function faults({ page }: Person): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (looks) => {
    const root = document.documentElement;
    const { theme, size } = root.dataset;
    const shut = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
    for (const fold of shut) fold.open = true;
    const wrong: string[] = [];
    for (const [look, settings, runOnly] of looks) {
      Object.assign(root.dataset, settings);
      const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
      for (const { id, nodes } of violations) {
        for (const node of nodes) wrong.push(`${look}, ${id}: ${node.target.join(" ")} ${node.html.slice(0, 160)}`);
      }
      delete root.dataset.size;
      delete root.dataset.theme;
    }
    for (const fold of shut) fold.open = false;
    Object.assign(root.dataset, theme === undefined ? {} : { theme }, size === undefined ? {} : { size });
    return wrong;
  }, LOOKS);
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
