// The product in a real browser: every flow with scripts, and without them once each kind of form and page there is.
//
// `cargo xtask test --only browser` builds what is needed and runs this. By hand, against a server built before:
//   SANDAN_BIN=../target/debug/sandan SANDAN_SITE_DIR=../target/site npx playwright test story
import { defineConfig } from "@playwright/test";

import { POSTGRES } from "./server";
import type { OfEachWorker } from "./town";

/**
 * What is done without scripts, too: the whole story with its pictures and buttons; typed words, faults and drafts; codes and
 * a sign-in on the way; filters, lists of ticks and numbers on the desk; a table as a file; settings; units, choices and dates.
 */
const PLAIN = ["story", "order", "signin", "desk", "catalogue", "settings", "keyboard", "numbers", "loop/units"].map(
  (name) => `**/${name}.spec.ts`,
);

export default defineConfig<object, OfEachWorker>({
  testDir: ".",
  globalSetup: "./demo.ts",
  fullyParallel: false,
  workers: 2,
  // A test that passes at a second try has failed.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  outputDir: "test-results",
  use: {
    viewport: { width: 360, height: 740 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "scripts" },
    // The pages are the same to the letter without scripts, and server/tests/access.txt sends every form without them.
    { name: "plain", use: { javaScriptEnabled: false }, testMatch: PLAIN },
    // The main job once more, on the other engine.
    ...(POSTGRES === undefined ? [] : [{ name: "postgres", use: { engine: "postgres" as const }, testMatch: "story.spec.ts" }]),
  ],
});
