// What a page costs on an old phone and a bad line.
import { get } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { GRID, expect, test } from "./town";

const KIB = 1024;
/** The first flight of a connection: what arrives without waiting for an answer. */
const FIRST_PAINT = 14 * KIB;
/** The browser part, as it goes over the line. */
const WASM = 150 * KIB;
const UNPACK: Record<string, ((raw: Buffer) => Buffer) | undefined> = { br: brotliDecompressSync, gzip: gunzipSync };

test("the first page of a grid paints after one flight", async ({ town }) => {
  const page = await fetched(`${town.url}/g/${GRID}`);
  const html = page.body.toString("utf8");
  const sheets = [...html.matchAll(/<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"/g)].map((match) => match[1]);
  expect(sheets, "one sheet").toHaveLength(1);
  expect(html, "no script that blocks").not.toMatch(/<script(?![^>]*type="module")/);
  const style = await fetched(`${town.url}${sheets[0]}`);
  const sum = page.sent + style.sent;
  console.log(`first page of a grid, compressed: HTML ${page.sent} + CSS ${style.sent} = ${sum} of ${FIRST_PAINT} bytes`);
  expect(page.headers["content-encoding"]).toBe("gzip");
  expect(style.headers["content-encoding"]).toBe("br");
  expect(sum).toBeLessThanOrEqual(FIRST_PAINT);
});

test("files with a hash in their name are kept for ever, small, and asked for once", async ({ town }) => {
  const stranger = await town.stranger();
  const files = new Set<string>();
  stranger.page.on("request", (request) => void (request.url().includes("/pkg/") && files.add(request.url())));
  await Promise.all([stranger.opens(`/g/${GRID}`), stranger.page.waitForResponse(/\.wasm$/)]);
  for (const url of files) {
    expect(url).toMatch(/\/pkg\/[a-z]+\.[0-9a-f]{16}\.(css|js|svg|wasm)$/);
    const file = await fetched(url);
    expect(file.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(file.headers["content-encoding"], url).toBe("br");
    console.log(`${new URL(url).pathname}: ${file.sent} bytes`);
    if (url.endsWith(".wasm")) {
      expect(file.headers["content-type"]).toBe("application/wasm");
      expect(file.sent).toBeLessThanOrEqual(WASM);
    }
  }
  expect([...files].filter((url) => url.endsWith(".wasm"))).toHaveLength(1);
});

test("nothing runs off a screen of 360 px", async ({ town }) => {
  const [stranger, worker, helper, unit, administrator] = [
    await town.stranger(),
    await town.as("陈静"),
    await town.as("李建国"),
    await town.as("顾海峰"),
    await town.as("沈明"),
  ];
  for (const [person, paths] of [
    [stranger, ["/", `/g/${GRID}`, `/g/${GRID}/order`, "/shop", "/shop/rice", "/signin", "/demo", "/r/1"]],
    [worker, ["/desk", "/desk?tab=closed", "/hall", "/me", "/me/profile", "/me/sessions", "/admin/posters"]],
    [helper, ["/hall", "/hall/mine", "/me/points", "/me/vouchers", "/me/quiet", "/inbox"]],
    [unit, ["/unit", "/inbox"]],
    [administrator, ["", "/people", "/people/new", "/services", "/services/repair-light", "/shop", "/shop/rice"].map(admin)],
    [administrator, ["/rules", "/posters", "/photos", "/words", "/audit"].map(admin)],
    [administrator, ["/units", "/units/housing", "/responsibility", "/responsibility/file", "/services/import"].map(admin)],
  ] as const) {
    for (const path of paths) {
      await person.opens(path);
      const over = await person.page.evaluate(() => {
        const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth) return [];
        const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
        return wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
      });
      expect.soft(over, path).toEqual([]);
    }
  }
});

function admin(page: string): string {
  return `/admin${page}`;
}

interface Fetched {
  headers: Record<string, string | string[] | undefined>;
  /** Bytes on the line. */
  sent: number;
  body: Buffer;
}

/** Fetches as a browser does, which takes brotli and gzip, and counts what came. */
function fetched(url: string): Promise<Fetched> {
  return new Promise((done, failed) => {
    const request = get(url, { headers: { "accept-encoding": "br, gzip", accept: "text/html,*/*" } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const raw = Buffer.concat(chunks);
        const unpack = UNPACK[response.headers["content-encoding"] ?? ""];
        done({ headers: response.headers, sent: raw.length, body: unpack?.(raw) ?? raw });
      });
    });
    request.on("error", failed);
  });
}
