// Looks over the shoulder of every browser of a test. What a reader of the console would frown at fails the test.
import { type BrowserContext, expect } from "@playwright/test";

export class Watch {
  private readonly seen: string[] = [];

  over(context: BrowserContext, who: string): void {
    const documents = new Map<string, number>();
    const note = (what: string): void => void this.seen.push(`${who}: ${what}`);

    context.on("response", (response) => {
      const request = response.request();
      // A page that watches asks for itself again, and may be told that it is not for this person any more.
      const document = request.isNavigationRequest() || documents.has(response.url());
      if (document) documents.set(response.url(), response.status());
      if (response.status() >= 500) note(`${response.status()} from ${request.method()} ${response.url()}`);
    });
    context.on("weberror", (error) => note(`an error of a script: ${error.error()}`));
    context.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      // A page that says it is not there, or not for you, is a page like any other: its own test looks at the status.
      const status = documents.get(message.location().url) ?? 0;
      if (status >= 400 && status < 500 && message.text().startsWith("Failed to load resource")) return;
      note(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
  }

  wasQuiet(): void {
    expect(this.seen, "what the browsers complained about").toEqual([]);
  }
}
