// People with verbs: what they do in their browser, on the pages that anybody gets, with the forms that stand there.
import { type Locator, expect } from "@playwright/test";

import { type File, picture } from "./picture";
import { GRID } from "./places";
import { type Fields, Visitor } from "./visitor";

/** The 13 digits of a slip. */
export type Number = string;

/** As slips show it, in groups that can be read aloud. */
export function spoken(number: Number): string {
  return `${number.slice(0, 5)}-${number.slice(5, 9)}-${number.slice(9)}`;
}

/** From 1, very dissatisfied, to 5, very satisfied. */
type Grade = 1 | 2 | 3 | 4 | 5;

export interface Order {
  need?: string;
  building?: string;
  door?: string;
  photos?: File | File[];
}

export class Person extends Visitor {
  async opensSlip(number: Number): Promise<number> {
    return this.opens(`/r/${number}`);
  }

  /** Does one verb to a slip on the slip's own page. */
  async does(verb: string, number: Number, fields: Fields = {}): Promise<void> {
    if (!this.page.url().endsWith(`/r/${number}`)) await this.opensSlip(number);
    await this.sends(`request/${verb}`, fields);
  }

  // The inbox.

  /** The same time twice: no quiet hours, whatever the clock of this machine says. */
  async wantsNoQuiet(): Promise<void> {
    await this.opens("/me/quiet");
    await this.sends("set-quiet-hours", { from: "0", until: "0" });
    await this.reads("免打扰时间记下了");
    await this.reads("没有设免打扰时间");
  }

  /** The newest message about a slip, on the heap that is open. */
  message(number: Number): Locator {
    const form = this.page.locator('form[action="/do/inbox/open"]');
    return form.filter({ has: this.page.locator(`input[name="number"][value="${number}"]`) }).locator("button").first();
  }

  /** The count in the bar. */
  async unread(): Promise<number> {
    const count = this.page.locator('.bar a[href="/inbox"] .count');
    return (await count.count()) > 0 ? parseInt(await count.innerText(), 10) : 0;
  }

  // The resident.

  /** Orders a service by its name: from the grid's page where it is usual there, else by looking for it. */
  async orders(service: string, order: Order = {}, grid: string = GRID): Promise<Number> {
    const filled = { need: "楼道的灯不亮了", building: "文昌花园 6 幢", ...order };
    await this.opens(`/g/${grid}`);
    const usual = this.page.getByRole("link", { name: service, exact: true });
    if ((await usual.count()) === 0) {
      await this.opens(`/g/${grid}/order?find=${encodeURIComponent(service)}`);
      return this.fillsInAnOrder(service, filled);
    }
    await usual.click();
    await this.sends("order", filled);
    return this.holds();
  }

  /** The same on the blank form, where the service is one of the fields. */
  async fillsInAnOrder(service: string, order: Order): Promise<Number> {
    await this.chooses("order", "service", service);
    await this.sends("order", { ...order });
    return this.holds();
  }

  /** The number of the slip whose page is open. */
  async holds(): Promise<Number> {
    // Not `waitForURL`: of two sendings the second breaks off the way of the first, and that would be its end.
    await expect(this.page).toHaveURL(/\/r\/\d{13}$/);
    await this.page.waitForLoadState();
    return new URL(this.page.url()).pathname.slice("/r/".length);
  }

  async answers(number: Number, answer: string): Promise<void> {
    await this.does("answer", number, { answer });
  }

  async withdraws(number: Number, reason = ""): Promise<void> {
    await this.does("withdraw", number, { reason });
  }

  async rates(number: Number, grade: Grade, comment = ""): Promise<void> {
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

  /** To 110, 119 or 120. */
  async turns(number: Number, to: "110" | "119" | "120", note = ""): Promise<void> {
    await this.does("turn", number, { to, note });
  }

  /** The later slip goes on as the earlier one. */
  async merges(later: Number, earlier: Number): Promise<void> {
    await this.does("merge", later, { typed: earlier });
  }

  async unmerges(later: Number): Promise<void> {
    await this.does("unmerge", later);
  }

  /** Each part with its need and the name of its case type; returns their numbers in the same order. */
  async splits(number: Number, parts: Array<[need: string, service: string]>): Promise<Number[]> {
    const fields = parts.flatMap(([need, service], place) => [
      [`need-${place}`, need],
      [`service-${place}`, service],
    ]);
    await this.does("split", number, Object.fromEntries(fields));
    const links = parts.map(([, service]) => this.page.getByRole("main").getByRole("link", { name: service, exact: true }));
    const hrefs = await Promise.all(links.map((link) => link.getAttribute("href")));
    return hrefs.map((href) => href?.slice("/r/".length) ?? "");
  }

  /** Gives a slip to one person, to a unit that leads and others that help it, or opens it to all who may take it. */
  gives(number: Number): {
    to(name: string): Promise<void>;
    toUnit(lead: string, ...helping: string[]): Promise<void>;
    toAll(): Promise<void>;
  } {
    const gives = async (lead: string, helping: string[]): Promise<void> => {
      if (!this.page.url().endsWith(`/r/${number}`)) await this.opensSlip(number);
      await this.chooses("request/dispatch", "to", lead);
      for (const unit of helping) await this.chooses("request/dispatch", "helping", unit);
      await this.presses("request/dispatch");
    };
    return {
      to: async (name) => gives(name, []),
      toUnit: async (lead, ...helping) => gives(lead, helping),
      toAll: async () => this.does("dispatch", number, { to: "hall" }),
    };
  }

  /** With a picture of how it looks now, unless the kind of work asks for none. */
  async checks(number: Number, fields: Fields = {}): Promise<void> {
    await this.does("check", number, { photos: picture("seen.png", [60, 160, 90]), ...fields });
  }

  async sendsBack(number: Number, reason: string): Promise<void> {
    await this.does("send-back", number, { reason });
  }

  /** What looking into a bad rating brought out. */
  async judges(number: Number, finding: "justified" | "mistaken" | "malicious", answer: string): Promise<void> {
    await this.does("judge", number, { finding, answer });
  }

  /** Calls units by a whistle. */
  async whistles(number: Number, difficulty: "ordinary" | "hard" | "urgent", demand: string, units: string[]): Promise<void> {
    await this.opensSlip(number);
    for (const unit of units) await this.chooses("request/whistle", "units", unit);
    await this.sends("request/whistle", { difficulty, demand });
  }

  /** Says of a called unit how it came. */
  async ratesUnit(number: Number, unit: string, grade: Grade, comment = ""): Promise<void> {
    if (!this.page.url().endsWith(`/r/${number}`)) await this.opensSlip(number);
    await this.sends("request/rate-unit", { grade: String(grade), comment }, unit);
  }

  // The level above.

  async decidesReturn(number: Number, verdict: "yes" | "no", note = ""): Promise<void> {
    await this.does("decide-return", number, { verdict, note });
  }

  async decidesExtension(number: Number, verdict: "yes" | "no", note = ""): Promise<void> {
    await this.does("decide-extension", number, { verdict, note });
  }

  async parks(number: Number, plan: string, until: string): Promise<void> {
    await this.does("park", number, { plan, until });
  }

  async supervises(number: Number, demand: string): Promise<void> {
    await this.does("supervise", number, { demand });
  }

  // The helper, and whoever acts for a unit.

  async accepts(number: Number): Promise<void> {
    await this.does("accept", number);
  }

  async arrives(number: Number): Promise<void> {
    await this.does("arrive", number);
  }

  async reports(number: Number, fields: Fields): Promise<void> {
    await this.does("report", number, fields);
  }

  /** With a picture of the work, as most kinds of it ask for. */
  async finishes(number: Number, fields: Fields = {}): Promise<void> {
    await this.does("finish", number, { photos: picture("done.png", [250, 240, 180]), ...fields });
  }

  /** More time, until the end of a day. */
  async asksForTime(number: Number, until: string, reason: string): Promise<void> {
    await this.does("ask-extension", number, { until, reason });
  }

  async answersSupervision(number: Number, answer: string): Promise<void> {
    await this.does("answer-supervision", number, { answer });
  }

  /** Not ours, says the unit. */
  async returns(number: Number, reason: string): Promise<void> {
    await this.does("return", number, { reason });
  }

  /** The unit is there. */
  async reportsIn(number: Number, note = ""): Promise<void> {
    await this.does("report-in", number, { note });
  }

  async assists(number: Number, note: string): Promise<void> {
    await this.does("assist", number, { note });
  }

  async givesBack(number: Number, reason: string): Promise<void> {
    await this.does("give-back", number, { reason });
  }
}

