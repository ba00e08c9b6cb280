// People with verbs: what they do in their browser, on the pages that anybody gets, with the forms that stand there.
import { type Locator, type Page, expect } from "@playwright/test";

import type { File } from "./picture";
import { GRID } from "./places";

/** What is typed or chosen, by the name of the field; several pictures, or one. */
export type Fields = Record<string, string | boolean | File | File[]>;

/** The 13 digits of a slip. */
export type Number = string;

export interface Order {
  need?: string;
  building?: string;
  door?: string;
  photos?: File | File[];
}

export class Person {
  constructor(
    readonly name: string,
    readonly page: Page,
    /** The browser runs scripts. */
    readonly scripts: boolean,
  ) {}

  // Anybody.

  /** Opens a page, and says with which status it came. */
  async opens(path: string): Promise<number> {
    const response = await this.page.goto(path);
    return response?.status() ?? 0;
  }

  /** Asks for a file, and says with which status it came. */
  async fetches(path: string): Promise<number> {
    return (await this.page.request.get(path)).status();
  }

  /** Sees these words on the page as it stands now. */
  async reads(words: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("main").getByText(words).filter({ visible: true }).first()).toBeVisible();
  }

  async readsNothingOf(words: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("main").getByText(words).filter({ visible: true })).toHaveCount(0);
  }

  /** Notices what somebody else has done: with scripts by itself, without them after asking for the page again. */
  async notices(words: string | RegExp): Promise<void> {
    if (!this.scripts) {
      await this.page.reload();
      return this.reads(words);
    }
    let loads = 0;
    const count = (): void => void (loads += 1);
    this.page.on("load", count);
    await this.reads(words);
    this.page.off("load", count);
    expect(loads, "the page was loaded again instead of changing by itself").toBe(0);
  }

  /** The form that posts to this verb. */
  form(verb: string): Locator {
    return this.page.locator(`form[action="/do/${verb}"]`).first();
  }

  /** Fills in a form and sends it, unfolding first what it is folded into. */
  async sends(verb: string, fields: Fields = {}): Promise<void> {
    await this.fills(verb, fields);
    await this.presses(verb);
  }

  async fills(verb: string, fields: Fields): Promise<void> {
    const form = this.form(verb);
    await this.unfolds(form);
    for (const [name, value] of Object.entries(fields)) await fill(form, name, value);
  }

  async presses(verb: string): Promise<void> {
    const form = this.form(verb);
    await this.unfolds(form);
    await form.locator("button").last().click();
  }

  /** Opens every fold that something lies in, from the outside in. */
  async unfolds(what: Locator): Promise<void> {
    const folds = what.locator("xpath=ancestor::details[not(@open)]");
    while ((await folds.count()) > 0) await folds.first().locator("> summary").click();
  }

  /** The demo's page lists everybody, each with a button. */
  async signsInAtDemo(): Promise<void> {
    await this.opens("/demo");
    const button = this.form("demo-sign-in").locator("button").filter({ hasText: this.name }).first();
    await this.unfolds(button);
    await button.click();
    await expect(this.page).not.toHaveURL(/\/demo/);
  }

  /** Acts in another of their posts from now on. */
  async actsAs(role: string): Promise<void> {
    await this.opens("/me");
    const form = this.form("switch-post");
    await this.unfolds(form);
    await form.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
    await this.presses("switch-post");
    await this.reads("身份换好了");
  }

  /** Signs in with a phone and the code that was sent to it. */
  async signsIn(phone: string, codeSentTo: (phone: string) => Promise<string>): Promise<void> {
    await this.opens("/signin");
    await this.sends("send-code", { phone });
    await this.sends("sign-in", { code: await codeSentTo(phone) });
    await expect(this.page).not.toHaveURL(/signin/);
  }

  async opensSlip(number: Number): Promise<number> {
    return this.opens(`/r/${number}`);
  }

  /** Does one verb to a slip on the slip's own page. */
  async does(verb: string, number: Number, fields: Fields = {}): Promise<void> {
    if (!this.page.url().endsWith(`/r/${number}`)) await this.opensSlip(number);
    await this.sends(`request/${verb}`, fields);
  }

  // The resident.

  /** Orders a service by its name on the grid's page; returns the number of the slip. */
  async orders(service: string, order: Order = {}, grid: string = GRID): Promise<Number> {
    await this.opens(`/g/${grid}`);
    await this.page.getByRole("link", { name: service, exact: true }).click();
    await this.sends("order", { need: "楼道的灯不亮了", building: "文昌花园 6 幢", ...order });
    return this.holds();
  }

  /** The same on the blank form, where the service is chosen last. */
  async fillsInAnOrder(service: string, order: Order): Promise<Number> {
    await this.fills("order", { ...order });
    await this.form("order").getByRole("radio", { name: service, exact: true }).check();
    await this.presses("order");
    return this.holds();
  }

  /** The number of the slip whose page is open. */
  async holds(): Promise<Number> {
    await this.page.waitForURL(/\/r\/\d{13}$/);
    return new URL(this.page.url()).pathname.slice("/r/".length);
  }

  async answers(number: Number, answer: string): Promise<void> {
    await this.does("answer", number, { answer });
  }

  async withdraws(number: Number, reason = ""): Promise<void> {
    await this.does("withdraw", number, { reason });
  }

  /** From 1, very dissatisfied, to 5, very satisfied. */
  async rates(number: Number, grade: 1 | 2 | 3 | 4 | 5, comment = ""): Promise<void> {
    await this.does("rate", number, { grade: String(grade), comment });
  }

  /** What the page of one's points says may be spent. */
  async pointsToSpend(): Promise<number> {
    await this.opens("/me/points");
    const words = await this.page.locator(".points.balance").first().innerText();
    return parseInt(words, 10);
  }

  /** Takes something from the shelf by its name; returns the code on the voucher. */
  async redeems(thing: string): Promise<string> {
    await this.opens("/shop");
    await this.page.getByRole("link", { name: thing, exact: true }).click();
    await this.sends("redeem");
    await this.page.waitForURL(/\/me\/vouchers\/./);
    return this.page.locator(".voucher-code").innerText();
  }

  // The counter.

  async looksUp(code: string): Promise<void> {
    await this.opens("/counter");
    const form = this.page.locator('form[action="/counter"]');
    await form.getByRole("textbox").fill(code);
    await form.getByRole("button").click();
  }

  async handsOut(code: string): Promise<void> {
    await this.looksUp(code);
    await this.sends("hand-out");
  }

  // Administration.

  /** Has a poster of the grid printed; returns the address in its code. */
  async printsThePoster(grid: string): Promise<string> {
    await this.opens(`/admin/posters/${grid}`);
    const words = await this.page.locator(".qr figcaption").first().innerText();
    return words.trim().replace(/^(https?:\/\/)?/, "http://");
  }

  // The desk.

  async verifies(number: Number): Promise<void> {
    await this.does("verify", number);
  }

  async asksBack(number: Number, question: string): Promise<void> {
    await this.does("ask-back", number, { question });
  }

  async refuses(number: Number, reason: string, note = ""): Promise<void> {
    await this.does("refuse", number, { reason, note });
  }

  /** Gives a slip to one person, or opens it to all who may take it. */
  gives(number: Number): { to(name: string): Promise<void>; toAll(): Promise<void> } {
    return {
      to: async (name) => {
        if (!this.page.url().endsWith(`/r/${number}`)) await this.opensSlip(number);
        const form = this.form("request/dispatch");
        await this.unfolds(form);
        await form.getByRole("radio", { name: new RegExp(name) }).first().check();
        await this.presses("request/dispatch");
      },
      toAll: async () => this.does("dispatch", number, { to: "hall" }),
    };
  }

  async checks(number: Number): Promise<void> {
    await this.does("check", number);
  }

  async sendsBack(number: Number, reason: string): Promise<void> {
    await this.does("send-back", number, { reason });
  }

  // The helper.

  async accepts(number: Number): Promise<void> {
    await this.does("accept", number);
  }

  async arrives(number: Number): Promise<void> {
    await this.does("arrive", number);
  }

  async reports(number: Number, fields: Fields): Promise<void> {
    await this.does("report", number, fields);
  }

  async finishes(number: Number, fields: Fields = {}): Promise<void> {
    await this.does("finish", number, fields);
  }

  async givesBack(number: Number, reason: string): Promise<void> {
    await this.does("give-back", number, { reason });
  }
}

async function fill(form: Locator, name: string, value: Fields[string]): Promise<void> {
  const field = form.locator(`[name="${name}"]`);
  if (typeof value === "boolean") return field.setChecked(value);
  if (typeof value !== "string") {
    const files = (Array.isArray(value) ? value : [value]).map(({ name, mimeType, buffer }) => ({ name, mimeType, buffer }));
    return form.locator(`input[type="file"][name="${name}"]`).setInputFiles(files);
  }
  const first = field.first();
  const kind = await first.evaluate((element) => (element as HTMLInputElement).type);
  if (kind === "radio" || kind === "checkbox") return form.locator(`[name="${name}"][value="${value}"]`).check();
  if (kind === "select-one") return void (await first.selectOption(value));
  return first.fill(value);
}
