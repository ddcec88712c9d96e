import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { requestEmailChange } from "../accounts/change-email.ts";
import { paths } from "../paths.ts";

test("an account that a thief asked to close stays open once its owner has taken it back", async () => {
  const { as, app, db, ownerDb, cast, clock, mails, newBrowser, drainJobs } = await newWorld();
  const { userId } = cast.ada;
  const wish = { userId, email: "ada@exemple.fr", newEmail: "thief@exemple.fr", network: "203.0.113.9" };
  await requestEmailChange(db, app.auth, { ...wish, now: clock.now() });
  expect((await as("ada").post(paths.closeAccount(), { understood: "oui" })).status).toBe(303);
  await drainJobs();
  expect(await ownerDb.selectFrom("accountClosing").select("userId").execute()).toEqual([{ userId }]);

  const link = mails.map(({ text }) => /http:\S+(\/ce-n-etait-pas-moi\/\S+)/.exec(text)?.[1]).find(Boolean)!;
  expect((await newBrowser().post(link)).status).toBe(303);
  await drainJobs();
  expect(await ownerDb.selectFrom("accountClosing").select("userId").execute()).toEqual([]);
  expect(mails.at(-1)!.to).toBe("ada@exemple.fr");
});
