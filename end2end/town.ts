// The town in which the stories happen: a server with the demo district, and its people in browsers of their own.
//
//   test("…", async ({ town }) => {
//     const resident = await town.as("王桂芳");
//     const number = await resident.orders("灯具开关维修", { need: "…" });
//
// A browser that meets a script error, a message of the console, or something the content policy forbids fails the test.
import { setTimeout } from "node:timers/promises";

import { type Browser, type BrowserContextOptions, type Page, test as base } from "@playwright/test";

import { Person } from "./person";
import { type Engine, Server } from "./server";
import { Watch } from "./watch";

/** In minutes. */
export const HOUR = 60;
export const DAY = 24 * HOUR;

/** How long browsers may take to close, in milliseconds. */
const PATIENCE = 10_000;

type State = Exclude<BrowserContextOptions["storageState"], string | undefined>;

export class Town {
  private readonly people: Person[] = [];

  constructor(
    private readonly server: Server,
    /** The browsers run scripts. */
    readonly scripts: boolean,
    private readonly browser: Browser,
    private readonly watch: Watch,
    /** Who has signed in before, on this server. */
    private readonly known: Map<string, State>,
    /** The clock is nobody else's, and may be set ahead. */
    private readonly ownTime: boolean,
  ) {}

  get url(): string {
    return this.server.url;
  }

  /** Lets so many minutes go by, for everybody in town. */
  passes(minutes: number): void {
    if (!this.ownTime) throw new Error("others live in this town too: test.use({ ownTime: true })");
    this.server.passes(minutes);
  }

  /** The date in so many days, as a calendar on a wall in town has it. */
  day(days: number): string {
    return this.wall(days * DAY).slice(0, "2026-11-22".length);
  }

  /** How many minutes of the day have gone by, as a clock on a wall in town has it. */
  minute(): number {
    const [hours, minutes] = this.wall().slice("2026-11-22 ".length).split(":");
    return Number(hours) * HOUR + Number(minutes);
  }

  private wall(later = 0): string {
    const at = new Date(Date.now() + (this.server.ahead + later) * 60_000);
    return at.toLocaleString("sv", { timeZone: "Asia/Shanghai" });
  }

  /** Somebody of the demo district, signed in, in a browser of their own. */
  async as(name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const known = this.known.get(name);
    const person = await this.browserOf(name, { ...options, storageState: known });
    if (known === undefined) {
      await person.signsInAtDemo();
      this.known.set(name, onlyTheSession(await person.page.context().storageState()));
    }
    return person;
  }

  /** The same in a session that nobody else uses, for who is going to end it or change how it looks. */
  async anew(name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const person = await this.browserOf(name, options);
    await person.signsInAtDemo();
    return person;
  }

  /** Somebody nobody knows. */
  async stranger(options: BrowserContextOptions = {}): Promise<Person> {
    return this.browserOf("", options);
  }

  /** Somebody who has just come to town, with a phone that nobody had before. */
  async newcomer(options: BrowserContextOptions = {}): Promise<Person & { phone: string }> {
    const person = await this.stranger(options);
    const phone = newPhone();
    await person.signsIn(phone, (phone) => this.codeSentTo(phone));
    return Object.assign(person, { phone });
  }

  /** The demo shows the codes that were sent last, as a phone would. */
  async codeSentTo(phone: string): Promise<string> {
    const other = await this.stranger();
    await other.opens("/demo");
    const masked = `${phone.slice(0, 3)}****${phone.slice(7)}`;
    const line = other.page.locator("dt", { hasText: masked }).first().locator("+ dd");
    return line.locator("b").innerText();
  }

  /** Closes every browser, and says what went wrong in them. */
  async leave(): Promise<void> {
    const closed = Promise.all(this.people.map((person) => person.page.context().close()));
    // Chromium now and then does not say that it has closed one. That is not what is tested here.
    await Promise.race([closed, setTimeout(PATIENCE, undefined, { ref: false })]);
    this.watch.wasQuiet();
  }

  private async browserOf(name: string, options: BrowserContextOptions): Promise<Person> {
    const context = await this.browser.newContext({ baseURL: this.url, ...options });
    this.watch.over(context, name === "" ? "a stranger" : name);
    const page: Page = await context.newPage();
    const person = new Person(name, page, this.scripts);
    this.people.push(person);
    return person;
  }
}

/** What signing in left behind, without the notice that it was done. */
function onlyTheSession(state: State): State {
  return { ...state, cookies: state.cookies.filter((cookie) => cookie.name !== "notice") };
}

export function newPhone(): string {
  return `138${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
}

interface OfEachTest {
  town: Town;
}

export interface OfEachWorker {
  engine: Engine;
  /** These tests move the clock, so they share their server with no others. */
  ownTime: boolean;
  server: Server;
  known: Map<string, State>;
}

export const test = base.extend<OfEachTest, OfEachWorker>({
  engine: ["sqlite", { scope: "worker", option: true }],
  ownTime: [false, { scope: "worker", option: true }],
  server: [
    async ({ engine }, use) => {
      const server = await Server.start(engine);
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  known: [async ({}, use) => use(new Map()), { scope: "worker" }],
  town: async ({ browser, javaScriptEnabled, server, known, ownTime }, use, info) => {
    const town = new Town(server, javaScriptEnabled ?? true, browser, new Watch(), known, ownTime);
    await use(town);
    if (info.status !== info.expectedStatus) {
      await info.attach("the server's log", { body: server.log(), contentType: "text/plain" });
    }
    await town.leave();
  },
});

export { expect } from "@playwright/test";
export { spoken } from "./person";
export { FAR_GRID, GRID } from "./places";
