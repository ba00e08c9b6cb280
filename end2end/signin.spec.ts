// Signing in with a phone and a code, as anybody does; and what it must never cost: something typed before.
import type { Person } from "./person";
import { GRID, expect, newPhone, test } from "./town";

test("a phone, a code, and one is in", async ({ town }) => {
  const somebody = await town.stranger();
  const phone = newPhone();
  await somebody.opens("/signin");
  await somebody.sends("send-code", { phone: "12345" });
  await expect(somebody.page.getByRole("alert")).toContainText("11 位数字");
  await expect(somebody.form("send-code").locator('[name="phone"]')).toHaveValue("12345");
  await somebody.sends("send-code", { phone });
  await somebody.reads(/5 分钟内有效/);
  await expect(somebody.page.getByRole("main")).not.toContainText(phone);

  const code = await town.codeSentTo(phone);
  await somebody.sends("sign-in", { code: code === "000000" ? "111111" : "000000" });
  await expect(somebody.page.getByRole("alert")).toContainText("还可以试 4 次");
  await somebody.page.getByRole("link", { name: /再要一个/ }).click();
  await somebody.sends("send-code", { phone });
  await expect(somebody.page.getByRole("alert")).toContainText(/秒后可以再要/);

  await somebody.opens("/signin?to=/me");
  await somebody.sends("sign-in", { code: `${code.slice(0, 3)} ${code.slice(3)}` });
  await expect(somebody.page).toHaveURL(/\/me$/);
});

test("a code is good in the browser that asked for it, and once", async ({ town }) => {
  const [somebody, thief] = [await town.stranger(), await town.stranger()];
  const phone = newPhone();
  await asksForACode(somebody, phone);
  const code = await town.codeSentTo(phone);
  await asksForACode(thief, newPhone());
  await thief.sends("sign-in", { code });
  await expect(thief.page.getByRole("alert")).toContainText("不对");
  await somebody.sends("sign-in", { code });
  await expect(somebody.page).not.toHaveURL(/signin/);
});

test("signing in on the way loses nothing that was typed", async ({ town }) => {
  const somebody = await town.stranger();
  await somebody.opens(`/g/${GRID}/order?service=repair-light`);
  await somebody.sends("order", { need: "灯不亮,家里有老人", building: "文昌花园 9 幢" });
  await expect(somebody.page).toHaveURL(/\/signin\?to=/);
  const phone = newPhone();
  await somebody.sends("send-code", { phone });
  await somebody.sends("sign-in", { code: await town.codeSentTo(phone) });
  await expect(somebody.page).toHaveURL(/\/order/);
  await somebody.reads(/刚才填的都在/);
  await expect(somebody.form("order").locator('[name="need"]')).toHaveValue("灯不亮,家里有老人");
  await expect(somebody.form("order").locator('[name="building"]')).toHaveValue("文昌花园 9 幢");
  await somebody.presses("order");
  await somebody.holds();
});

test("a session that ended in the middle of a form loses nothing either", async ({ town }) => {
  const resident = await town.anew("王桂芳");
  await resident.opens(`/g/${GRID}/order?service=repair-light`);
  await resident.fills("order", { need: "写到一半", building: "文昌花园 6 幢" });
  await resident.page.context().clearCookies();
  await resident.presses("order");
  await expect(resident.page).toHaveURL(/\/signin\?to=/);
  const phone = newPhone();
  await resident.sends("send-code", { phone });
  await resident.sends("sign-in", { code: await town.codeSentTo(phone) });
  await expect(resident.form("order").locator('[name="need"]')).toHaveValue("写到一半");
});

test("who signs out is out", async ({ town }) => {
  const resident = await town.anew("王桂芳");
  await resident.opens("/me");
  await resident.sends("sign-out");
  await resident.reads("您已经退出了");
  await resident.opens("/me");
  await expect(resident.page).toHaveURL(/\/signin/);
});

async function asksForACode(person: Person, phone: string): Promise<void> {
  await person.opens("/signin");
  await person.sends("send-code", { phone });
}
