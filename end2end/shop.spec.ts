// The points shop and its counter.
import { expect, test } from "./town";

test("a code that is not there, and one of another shop, are said apart", async ({ town }) => {
  const keeper = await town.as("周秀兰");
  await keeper.looksUp("0000-0000");
  await keeper.reads("没有这个兑换码");
  await keeper.looksUp("???");
  await keeper.reads("没有这个兑换码");

  const helper = await town.as("李建国");
  const code = await helper.redeems("笔记本两本");
  const elsewhere = await town.as("马俊");
  await elsewhere.actsAs("兑换点");
  await elsewhere.looksUp(code);
  await elsewhere.reads("这张券不在您这里领");
  await expect(elsewhere.form("hand-out")).toHaveCount(0);

  // As people read it aloud: small letters, a space.
  await keeper.looksUp(code.toLowerCase().replace("-", " "));
  await keeper.reads("笔记本两本");
  await keeper.reads(/李\*/);
});

test("a voucher given back returns its points", async ({ town }) => {
  const helper = await town.as("李建国");
  const before = await helper.pointsToSpend();
  const code = await helper.redeems("纯棉毛巾");
  const voucher = helper.page.url();
  expect(await helper.pointsToSpend()).toBe(before - 20);
  await helper.opens(voucher);
  await helper.sends("cancel-voucher");
  await helper.reads(/退好了/);
  expect(await helper.pointsToSpend()).toBe(before);
  const keeper = await town.as("周秀兰");
  await keeper.looksUp(code);
  await keeper.reads("这张券退掉了");
});

test("too few points buy nothing, and the page says how many are missing", async ({ town }) => {
  const newcomer = await town.newcomer();
  await newcomer.opens("/shop/rice");
  await newcomer.reads(/还差 120 分/);
  await expect(newcomer.form("redeem")).toHaveCount(0);
});
