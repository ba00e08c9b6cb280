// The catalogue of case types: finding what one needs, and keeping it, by form, by file and by review.
import type { File } from "./picture";
import { GRID, expect, test } from "./town";

const WIDE = { viewport: { width: 1280, height: 800 } };
const ORDER = `/g/${GRID}/order`;

// The phones of 陈静 and 李建国.
const WORKER = "19900000002";
const HELPER = "19900000003";

/** A table, as a spreadsheet program saves it. */
function table(text: string): File {
  return { name: "catalogue.csv", mimeType: "text/csv", buffer: Buffer.from(`\u{FEFF}${text}`) };
}

test("what one needs is found by one's own words, and by its class", async ({ town }) => {
  const resident = await town.as("王桂芳");
  await resident.opens(ORDER);
  const form = resident.form("order");
  await expect(form.getByRole("radio", { name: "路灯不亮", exact: true }), "folded away").toHaveCount(0);
  await resident.page.getByRole("searchbox").fill("路灯");
  await resident.page.getByRole("search").getByRole("button").click();
  await form.getByRole("radio", { name: "路灯不亮", exact: true }).check();
  await resident.page.goto(`${ORDER}?find=%20zzz`);
  await resident.reads("没有找到“zzz”");
  await resident.opens(`${ORDER}?class=facilities`);
  await expect(form.getByRole("radio", { name: "路灯不亮", exact: true })).toBeVisible();
  await resident.opens(`${ORDER}?service=street-light`);
  await resident.reads(/个工作(小时|日)内有人接单/);
  await resident.opens(`${ORDER}?service=never-heard-of`);
  await resident.reads("这一项现在不能点了");
});

test("a case type is changed, retired and put back", async ({ town }) => {
  const administrator = await town.as("沈明", WIDE);
  await administrator.opens("/admin/services/pets");
  await administrator.sends("change-service", { accept_limit: "0 工作时" });
  await expect(administrator.page.getByRole("alert").getByRole("link")).toHaveCount(1);
  await administrator.sends("change-service", { accept_limit: "6 工作时", name_zh: "宠物照看" });
  await administrator.reads("第 2 版现在起用");
  const resident = await town.as("王桂芳");
  await resident.opens(`${ORDER}?service=pets`);
  await resident.reads("宠物照看");
  await resident.reads(/6 个工作小时内有人接单/);
  await administrator.sends("retire-service");
  await administrator.reads("停用了");
  await resident.fills("order", { need: "猫没人喂", building: "文昌花园 6 幢" });
  await resident.presses("order");
  await expect(resident.page.getByRole("alert")).toContainText("这项服务已经停了");
  await administrator.sends("retire-service");
  await resident.opens(`${ORDER}?service=pets`);
  await resident.reads("宠物照看");
});

test("a file is taken whole, or told line by line why not", async ({ town }) => {
  const administrator = await town.as("沈明", WIDE);
  const file = await administrator.page.request.get("/admin/services/export.csv");
  const [header, first] = (await file.text()).replace("\u{FEFF}", "").split("\r\n");
  const row = first.replace("repair-light,", "bench-repair,").replace(/,yes$/, ",no");
  await administrator.opens("/admin/services/import");
  await administrator.sends("import-services", { file: table(`${header}\n${row}\n${row.replace(/,no$/, ",perhaps")}\n`) });
  const alert = administrator.page.getByRole("alert");
  await expect(alert).toContainText("第 3 行 menu");
  await expect(alert).toContainText("和第 2 行重复");
  expect(await administrator.opens("/admin/services/bench-repair"), "nothing was half imported").toBe(404);
  await administrator.opens("/admin/services/import");
  await administrator.sends("import-services", { file: table(`${header}\n${first}\n${row}\n`) });
  await administrator.reads("添了 1 项，0 项出了新版本，1 项没变");
  await administrator.opens("/admin/services?find=bench-repair");
  await expect(administrator.page.getByRole("table").getByRole("link")).toHaveCount(1);
});

test("a new duty is used once its reviewers agree", async ({ town }) => {
  const [administrator, worker, helper] = [await town.as("沈明", WIDE), await town.as("陈静"), await town.as("李建国")];
  await administrator.opens("/admin/services/tutoring");
  await administrator.sends("change-service", { name_zh: "作业辅导", review: true, reviewers: WORKER });
  await expect(administrator.page.getByRole("alert")).toContainText("至少要 2 个人");
  await administrator.sends("change-service", { reviewers: `${WORKER} ${HELPER}` });
  await administrator.reads("送去联审了");
  for (const [reviewer, told] of [[worker, "还等别的人审"], [helper, "现在起用"]] as const) {
    await reviewer.opens("/inbox");
    await reviewer.page.getByRole("link", { name: /等我审的新事项/ }).click();
    await reviewer.reads("作业辅导");
    await reviewer.form("judge-service").getByRole("button", { name: "同意", exact: true }).click();
    await reviewer.reads(told);
  }
  await administrator.opens("/admin/services/tutoring");
  await administrator.reads("第 2 版");
});
