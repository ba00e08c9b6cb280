// What comes from above or goes elsewhere at once: supervision, and what is for 119.
import { expect, test } from "../town";

const SERVICE = "灯具开关维修";

test("a leader asks how it stands and is owed an answer", async ({ town }) => {
  const [worker, leader] = [await town.as("陈静"), await town.as("赵国强")];
  const [helper, resident] = [await town.as("李建国"), await town.as("王桂芳")];
  const number = await resident.orders(SERVICE);
  await worker.verifies(number);
  await worker.gives(number).to("李建国");
  await helper.accepts(number);
  await leader.opensSlip(number);
  await leader.supervises(number, "老人晚上看不见台阶，今天能修好吗？");
  await resident.notices("上级正在督办这一单");
  await resident.readsNothingOf("今天能修好吗");
  await helper.notices(/正在督办，最迟.*答复/);
  await helper.reads("今天能修好吗");
  await expect(leader.form("request/answer-supervision"), "who asks does not answer").toHaveCount(0);
  await helper.answersSupervision(number, "零件下午到，晚饭前换好");
  await leader.notices("零件下午到，晚饭前换好");
  await expect(helper.form("request/answer-supervision")).toHaveCount(0);
  await helper.readsNothingOf(/正在督办/);
});

test("smoke is for 119 at once, and the resident reads whom to call", async ({ town }) => {
  const [worker, resident] = [await town.as("陈静"), await town.as("王桂芳")];
  const number = await resident.orders(SERVICE, { need: "楼道电表箱冒烟了" });
  await worker.turns(number, "119", "已经打了 119，请先离开楼道");
  await resident.notices("情况紧急，已经转给 119");
  await resident.reads("已经打了 119，请先离开楼道");
  await expect(resident.page.locator('form[action^="/do/request/"]')).toHaveCount(0);
  await expect(worker.form("request/verify")).toHaveCount(0);
});
