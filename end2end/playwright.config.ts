// The product in a real browser: every flow once with scripts and once without.
//
// `cargo xtask test --only browser` builds what is needed and runs this. By hand, against a server built before:
//   SANDAN_BIN=../target/debug/sandan SANDAN_SITE_DIR=../target/site npx playwright test story
import { defineConfig } from "@playwright/test";

import { POSTGRES } from "./server";
import type { OfEachWorker } from "./town";

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
    { name: "plain", use: { javaScriptEnabled: false }, testIgnore: "**/*.scripts.spec.ts" },
    // The main job once more, on the other engine.
    ...(POSTGRES === undefined ? [] : [{ name: "postgres", use: { engine: "postgres" as const }, testMatch: "story.spec.ts" }]),
  ],
});
