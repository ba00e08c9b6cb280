// One's own things: name and address, posts, the browsers where one is signed in.
import { expect, test } from "./town";

test("a profile is written down and filled in from then on", async ({ town }) => {
  const resident = await town.as("潘凯");
  await resident.opens("/me/profile");
  await resident.sends("set-profile", { name: "潘凯凯", door: "9 单元 901 室" });
  await resident.reads("记下了");
  await resident.opens("/me/profile");
  await expect(resident.form("set-profile").locator('[name="door"]')).toHaveValue("9 单元 901 室");
  await resident.sends("set-profile", { name: "潘凯", door: "1 单元 402 室" });
});

test("who holds two posts changes between them", async ({ town }) => {
  const somebody = await town.anew("吴晓燕");
  await somebody.opens("/me");
  const form = somebody.form("switch-post");
  await somebody.unfolds(form);
  await form.getByText("网格员").first().click();
  await somebody.presses("switch-post");
  await somebody.reads("身份换好了");
  await somebody.page.getByRole("navigation", { name: "主要去处" }).getByRole("link", { name: "工作台" }).click();
  await expect(somebody.page.getByRole("heading", { level: 1 })).toHaveText("工作台");
});

test("a session elsewhere can be seen and ended", async ({ town }) => {
  const here = await town.anew("孙丽");
  const there = await town.anew("孙丽");
  await here.opens("/me/sessions");
  await here.reads("就是这一台");
  await here.sends("end-session");
  await here.reads(/已经退出/);
  await there.opens("/me");
  await expect(there.page).toHaveURL(/\/signin/);
  await here.opens("/me");
  await expect(here.page).toHaveURL(/\/me$/);
});
