// A server of our own: a free port, a data directory or a database of its own, gone when the tests are.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, createWriteStream, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The program under test. */
export function sandan(): string {
  return resolve(__dirname, process.env.SANDAN_BIN ?? "../target/debug/sandan");
}

/** Its settings: everything it needs is named, nothing of this machine's own settings is. */
export function environment(directory: string): NodeJS.ProcessEnv {
  const site = resolve(__dirname, process.env.SANDAN_SITE_DIR ?? "../target/site");
  const settings = { SANDAN_DATA_DIR: directory, SANDAN_SITE_DIR: site, SANDAN_LIMITS: LIMITS };
  return { PATH: process.env.PATH, TZ: "UTC", RUST_LOG: "info", ...settings };
}

/** One resident orders in all stories, more than residents do in an hour. */
const LIMITS = ["person", "grid"].map((whose) => `orders-per-${whose}=10000`).concat("open-orders-per-person=10000").join();

/** Where the data lies: in one file beside the server, or on the database server that the tests are told of. */
export type Engine = "sqlite" | "postgres";

/** The database server in which the tests make databases of their own. */
export const POSTGRES = process.env.SANDAN_TEST_POSTGRES;

/** The file that says by how many minutes its clock is ahead. */
const AHEAD = "ahead";

/** A running server. */
export class Server {
  /** By how many minutes its clock is ahead of the real one. */
  ahead = 0;

  private constructor(
    readonly url: string,
    readonly directory: string,
    private readonly database: string | undefined,
    private readonly child: ChildProcess,
  ) {}

  /** Starts one with the demo district and waits until it is ready. */
  static async start(engine: Engine): Promise<Server> {
    const directory = mkdtempSync(join(tmpdir(), "sandan-town-"));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const own = { SANDAN_ADDR: `127.0.0.1:${port}`, SANDAN_PUBLIC_URL: url, SANDAN_DEMO_CLOCK: join(directory, AHEAD) };
    const env = { ...environment(directory), ...own };
    const database = engine === "postgres" ? newDatabase(port) : undefined;
    if (database === undefined) cpSync(loadedDemo(), directory, { recursive: true });
    else Object.assign(env, { SANDAN_DATABASE_URL: POSTGRES?.replace(/[^/]*$/, database) });
    const child = spawn(sandan(), ["serve", "--demo"], { env, stdio: ["ignore", "pipe", "pipe"] });
    const log = createWriteStream(join(directory, "log"));
    child.stdout?.pipe(log);
    child.stderr?.pipe(log);
    const server = new Server(url, directory, database, child);
    try {
      await server.ready();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Lets so many minutes go by. */
  passes(minutes: number): void {
    this.ahead += minutes;
    // Never half written: the server may look at any moment.
    const file = join(this.directory, AHEAD);
    writeFileSync(`${file}.new`, String(this.ahead));
    renameSync(`${file}.new`, file);
  }

  /** What it wrote so far, for the one who looks into a failure. */
  log(): string {
    return readFileSync(join(this.directory, "log"), "utf8");
  }

  /** Asks it to finish what it has in hand, and waits until it has. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = new Promise((done) => this.child.once("exit", done));
      this.child.kill("SIGTERM");
      const patience = setTimeout(() => this.child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(patience);
    }
    if (this.database !== undefined) say(`DROP DATABASE ${this.database} WITH (FORCE)`);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      if (this.child.exitCode !== null) throw new Error(`the server ended at its start:\n${this.log()}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`the server was not ready in time:\n${this.log()}`);
  }
}

/** The demo district as `demo.ts` loaded it. */
function loadedDemo(): string {
  const demo = process.env.SANDAN_END2END_DEMO;
  if (demo === undefined) throw new Error("the demo district is not there; see demo.ts");
  return demo;
}

function newDatabase(port: number): string {
  const name = `town_${process.pid}_${port}`;
  say(`CREATE DATABASE ${name}`);
  return name;
}

function say(sentence: string): void {
  if (POSTGRES === undefined) throw new Error("SANDAN_TEST_POSTGRES names no PostgreSQL server");
  execFileSync("psql", ["--quiet", "--no-psqlrc", "--dbname", POSTGRES, "--command", sentence], { stdio: "inherit" });
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === "object" ? found(address.port) : failed()));
    });
  });
}
