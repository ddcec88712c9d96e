import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { newSite } from "./test-site.tsx";
import { tidyAccounts } from "./tidy.ts";

const site = await newSite(await newDatabase());
const begun = site.time.now;

/** How many rows remain in each table, of this user. */
async function left(userId: string) {
  const count = async (table: string) => {
    const { rows } = await site.auth.pool.query(`select count(*)::integer as n from auth.${table} where user_id = $1`, [
      userId,
    ]);
    return rows[0].n as number;
  };
  const { rows } = await site.auth.pool.query("select seed from auth.recovery_codes where user_id = $1", [userId]);
  return {
    sessions: await count("session"),
    devices: await count("remembered_device"),
    events: await count("security_event"),
    seed: rows[0].seed !== null,
  };
}

test("what has served its time goes: sessions, what codes were made from, devices, and what happened a year ago", async () => {
  const who = await site.someone("ada");
  const browser = site.browser();
  await site.signIn(browser, { ...who, souvenir: "oui" });
  await browser.post(paths.recoveryCodes(), { faire: "refaire" });
  const after = async (hours: number) => {
    await tidyAccounts(site.db, { now: begun.add({ hours }) });
    return left(who.userId);
  };
  expect(await after(0)).toEqual({ sessions: 1, devices: 1, events: 3, seed: true });
  expect(await after(12)).toEqual({ sessions: 0, devices: 1, events: 3, seed: false });
  expect(await after(60 * 24)).toEqual({ sessions: 0, devices: 0, events: 3, seed: false });
  expect(await after(365 * 24)).toEqual({ sessions: 0, devices: 0, events: 0, seed: false });
});
