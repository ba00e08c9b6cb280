// The desk's list: asking for some of it, leafing through it, moving several slips at once, taking it along on paper.
import { type Locator } from "@playwright/test";

import type { Number, Person } from "./person";
import { expect, spoken, test } from "./town";

const SERVICE = "灯具开关维修";

test("the desk shows what was asked for, and a tap takes a condition back", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静"), await town.as("王桂芳")];
  const mark = newMark();
  const number = await resident.orders(SERVICE, { need: `灯一闪一闪 ${mark}` });
  await resident.orders(SERVICE, { need: `灯罩掉了 ${mark}` });

  await worker.opens("/desk?tab=verify");
  const sentence = worker.page.locator("form.sentence");
  await worker.unfolds(sentence);
  await sentence.locator('[name="q"]').fill(`一闪 ${mark}`);
  await sentence.locator('[name="limit"]').selectOption("soon");
  await sentence.getByRole("button").click();
  await expect(lines(worker)).toHaveCount(1);
  await expect(line(worker, number)).toBeVisible();

  const conditions = worker.page.locator(".chip");
  await expect(conditions).toHaveText([/三天内到期/, new RegExp(mark)]);
  await conditions.first().click();
  await expect(conditions).toHaveCount(1);
  expect(new URL(worker.page.url()).searchParams.get("q")).toBe(`一闪 ${mark}`);
  await worker.opens(`/desk?tab=verify&whose=mine&q=${mark}`);
  await worker.reads("没有这样的单");
  await worker.page.getByRole("link", { name: "清除条件" }).click();
  await expect(worker.page).toHaveURL(/\/desk\?tab=verify$/);
});

test("a number leads to its slip, wherever that lies", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静"), await town.as("王桂芳")];
  const number = await resident.orders(SERVICE);
  await worker.verifies(number);
  await worker.opens("/desk?tab=verify");
  const sentence = worker.page.locator("form.sentence");
  await worker.unfolds(sentence);
  await sentence.locator('[name="q"]').fill(`${number.slice(0, 5)} ${number.slice(5, 9)} ${number.slice(9)}`);
  await sentence.locator('[name="q"]').press("Enter");
  await expect(worker.page).toHaveURL(new RegExp(`/r/${number}$`));
});

test("several slips are verified at once, and what was left is said with its reason", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静"), await town.as("王桂芳")];
  const mark = newMark();
  const [one, two, other] = [
    await resident.orders(SERVICE, { need: `一楼 ${mark}` }),
    await resident.orders(SERVICE, { need: `二楼 ${mark}` }),
    await resident.orders(SERVICE, { need: `三楼 ${mark}` }),
  ];
  await worker.opens(`/desk?tab=verify&q=${mark}`);
  await box(worker, one).check();
  await box(worker, two).check();
  // Meanwhile; what was ticked stays ticked.
  await resident.withdraws(two);
  await worker.presses("request/verify-several");
  await worker.reads(/核实好了 1 单，另有 1 单没有动/);
  const left = worker.page.locator(".notice li");
  await expect(left).toHaveCount(1);
  await expect(left.getByRole("link")).toHaveAttribute("href", `/r/${two}`);
  await expect(line(worker, other)).toBeVisible();
  await expect(line(worker, one)).toHaveCount(0);
  await resident.opensSlip(one);
  await resident.reads(/核实过了/);
});

test("a whole page is opened to the hall, and nothing chosen is asked about", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静"), await town.as("王桂芳")];
  const mark = newMark();
  for (const need of [`一楼 ${mark}`, `二楼 ${mark}`]) await worker.verifies(await resident.orders(SERVICE, { need }));
  await worker.opens(`/desk?tab=dispatch&q=${mark}`);
  await worker.sends("request/dispatch-several", { to: "hall" });
  await expect(worker.page.getByRole("alert")).toContainText("选中的单");
  await worker.page.getByRole("link", { name: "全选这一页" }).click();
  for (const each of await worker.page.locator(".pick-box input").all()) await expect(each).toBeChecked();
  await worker.sends("request/dispatch-several", { to: "hall" });
  await worker.reads("2 单放进大厅了");
  await worker.reads("没有这样的单");
});

test("one leafs through a long heap and back again", async ({ town }) => {
  const staff = await town.as("徐海");
  await staff.opens("/desk?tab=closed");
  const first = await numbers(staff);
  expect(first).toHaveLength(20);
  await staff.page.locator('[rel="next"]').click();
  await expect(staff.page).toHaveURL(/after=/);
  const second = await numbers(staff);
  expect(second.filter((number) => first.includes(number))).toEqual([]);
  await staff.page.locator('[rel="next"]').click();
  await expect.poll(() => numbers(staff)).not.toEqual(second);
  await staff.page.locator('[rel="prev"]').click();
  await expect.poll(() => numbers(staff)).toEqual(second);
  await staff.page.getByRole("link", { name: "回到最前" }).click();
  await expect.poll(() => numbers(staff)).toEqual(first);

  const length = staff.page.getByRole("navigation", { name: "每页几单" });
  await length.getByRole("link", { name: "100" }).click();
  await expect(staff.page).toHaveURL(/rows=100/);
  await expect.poll(async () => (await numbers(staff)).length).toBeGreaterThan(20);
  expect((await numbers(staff)).slice(0, 20)).toEqual(first);
  await expect(length.locator("[aria-current]")).toHaveText("100");
  await length.getByRole("link", { name: "20", exact: true }).click();
  await expect.poll(() => numbers(staff)).toEqual(first);
});

test("on paper the list is a table with its times in full", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静"), await town.as("王桂芳")];
  const mark = newMark();
  const number = await resident.orders(SERVICE, { need: mark });
  await worker.opens(`/desk?tab=verify&q=${mark}`);
  const table = worker.page.locator("table.print-only");
  await expect(table).toBeHidden();
  await worker.page.emulateMedia({ media: "print" });
  await expect(table.locator("tbody tr")).toHaveCount(1);
  await expect(table.locator("tbody")).toContainText(spoken(number));
  await expect(table.locator("tbody")).toContainText(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/);
  await expect(lines(worker)).toBeHidden();
  await expect(worker.page.locator(".bar, .sift, .at-once").filter({ visible: true })).toHaveCount(0);
});

function lines(person: Person): Locator {
  return person.page.locator(".slip--line");
}

function line(person: Person, number: Number): Locator {
  return lines(person).filter({ has: person.page.locator(`a[href="/r/${number}"]`) });
}

function box(person: Person, number: Number): Locator {
  return person.page.locator(`input[name="number"][value="${number}"]`);
}

async function numbers(person: Person): Promise<string[]> {
  return lines(person).locator(".slip-number").allInnerTexts();
}

/** Letters that stand on no other slip. */
function newMark(): string {
  return `k${Math.random().toString(36).slice(2, 9)}`;
}
