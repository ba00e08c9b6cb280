// Anybody in front of a browser: reads what stands there, and fills in the forms that anybody gets.
import { type Locator, type Page, expect } from "@playwright/test";

import type { File } from "./picture";

/** What is typed or chosen, by the name of the field; several pictures, or one. */
export type Fields = Record<string, string | boolean | File | File[]>;

export class Visitor {
  constructor(
    readonly name: string,
    readonly page: Page,
    /** The browser runs scripts. */
    readonly scripts: boolean,
  ) {}

  /** Opens a page, and says with which status it came. */
  async opens(path: string): Promise<number> {
    try {
      return (await this.page.goto(path))?.status() ?? 0;
    } catch (error) {
      // A page that is out of this person's sight by now was just loading itself again.
      if (!String(error).includes("interrupted by another navigation")) throw error;
      return (await this.page.goto(path))?.status() ?? 0;
    }
  }

  /** Asks for a file, and says with which status it came. */
  async fetches(path: string): Promise<number> {
    return (await this.page.request.get(path)).status();
  }

  /** Sees these words on the page as it stands now. */
  async reads(words: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("main").getByText(words).filter({ visible: true }).first()).toBeVisible();
  }

  /** Sees these words sooner or later, for what happens by itself: asks for the page again until they are there. */
  async comesToRead(words: string | RegExp): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      const there = this.page.getByRole("main").getByText(words).filter({ visible: true }).first();
      await expect(there).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 15_000 });
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

  /** The form that posts to this verb; where there are several, the one that speaks of `about`. */
  form(verb: string, about = ""): Locator {
    return this.page.locator(`form[action="/do/${verb}"]`).filter({ hasText: about }).first();
  }

  /** Fills in a form and sends it, unfolding first what it is folded into. */
  async sends(verb: string, fields: Fields = {}, about = ""): Promise<void> {
    await this.fills(verb, fields, about);
    await this.presses(verb, about);
  }

  async fills(verb: string, fields: Fields, about = ""): Promise<void> {
    const form = this.form(verb, about);
    await this.unfolds(form);
    for (const [name, value] of Object.entries(fields)) await fill(form, name, value);
  }

  async presses(verb: string, about = ""): Promise<void> {
    const form = this.form(verb, about);
    await this.unfolds(form);
    await form.locator("button").last().click();
  }

  /** Chooses or ticks something in a form by the words beside it. */
  async chooses(verb: string, field: string, words: string): Promise<void> {
    const choice = this.form(verb).locator("label").filter({ hasText: words }).locator(`input[name="${field}"]`).first();
    await this.unfolds(choice);
    await choice.check();
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
}

async function fill(form: Locator, name: string, value: Fields[string]): Promise<void> {
  const field = form.locator(`[name="${name}"]`);
  if (typeof value === "boolean") return field.setChecked(value);
  if (typeof value !== "string") {
    const all = Array.isArray(value) ? value : [value];
    const files = all.map(({ name, mimeType, buffer }) => ({ name, mimeType, buffer }));
    return form.locator(`input[type="file"][name="${name}"]`).setInputFiles(files);
  }
  const first = field.first();
  const kind = await first.evaluate((element) => (element as HTMLInputElement).type);
  if (kind === "radio" || kind === "checkbox") return form.locator(`[name="${name}"][value="${value}"]`).check();
  if (kind === "select-one") return void (await first.selectOption(value));
  return first.fill(value);
}
