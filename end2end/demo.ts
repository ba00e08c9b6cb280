// Before all tests: the demo district, loaded once. Each worker's server starts from a copy of it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { environment, sandan } from "./server";

export default function loadDemo(): () => void {
  const directory = mkdtempSync(join(tmpdir(), "sandan-demo-"));
  const clear = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    execFileSync(sandan(), ["demo"], { env: environment(directory), stdio: ["ignore", "ignore", "inherit"] });
  } catch (error) {
    clear();
    throw error;
  }
  process.env.SANDAN_END2END_DEMO = directory;
  return clear;
}
