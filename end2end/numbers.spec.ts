// A number names a slip and grants nothing.
import type { Person } from "./person";
import { expect, test } from "./town";

test("a number with a wrong check digit is said to be mistyped", async ({ town }) => {
  const resident = await town.as("王桂芳");
  const number = await resident.orders("灯具开关维修");
  const last = (Number(number.slice(-1)) + 1) % 10;
  expect(await resident.opens(`/r/${number.slice(0, -1)}${last}`)).toBe(404);
  await resident.reads(/抄错/);
  // Typed in again the way it is read aloud, it leads to the slip.
  await resident.page.getByRole("textbox").fill(`${number.slice(0, 5)} ${number.slice(5, 9)} ${number.slice(9)}`);
  await resident.page.getByRole("textbox").press("Enter");
  await expect(resident.page).toHaveURL(new RegExp(`/r/${number}$`));
});

test("somebody else's slip looks like one that does not exist", async ({ town }) => {
  const number = await (await town.as("王桂芳")).orders("灯具开关维修");
  const other = await town.as("刘洋");
  expect(await other.opensSlip(number)).toBe(404);
  const theirs = await said(other);
  expect(await other.opensSlip(NOBODYS)).toBe(404);
  expect(await said(other)).toBe(theirs);
});

test("a stranger is asked to sign in before any number is looked at", async ({ town }) => {
  const number = await (await town.as("王桂芳")).orders("灯具开关维修");
  const stranger = await town.stranger();
  for (const any of [number, NOBODYS]) {
    await stranger.opensSlip(any);
    await expect(stranger.page).toHaveURL(new RegExp(`/signin\\?to=/r/${any}$`));
  }
});

/** Well formed, from long before the house was there. */
const NOBODYS = "0000100000001";

async function said(person: Person): Promise<string> {
  return person.page.getByRole("main").innerText();
}
