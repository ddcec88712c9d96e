import { expect, test } from "vitest";
import { newAuthenticator } from "../../test/software-authenticator.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { mostPasskeys } from "./passkey.ts";

test.each([
  ["sami", "whoever works somewhere keeps one passkey", 1],
  ["ada", "a patient need not keep any", 0],
] as const)("of ten removals at the same moment, %s: %s", async (member, _, kept) => {
  const { as } = await newWorld();
  const browser = as(member);
  for (let i = 0; i < mostPasskeys; i++) {
    const device = newAuthenticator({ origin: "http://localhost:3000", rpId: "localhost" });
    const question = JSON.parse((await browser.post(paths.passkeyCreation())).body);
    const added = await browser.post(paths.passkeys(), { reponse: device.create(question) });
    expect(added.location).toBe(paths.passkeysAfter("ajoutee"));
  }
  const page = (await browser.get(paths.passkeys())).body;
  const ids = [...page.matchAll(/cles-d-acces\/([0-9a-f-]{36})"/g)].map(([, id]) => id!);
  const answers = await Promise.all(ids.map((id) => browser.post(paths.passkey(id), { geste: "retirer" })));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 303)).toHaveLength(mostPasskeys - kept);
  expect(statuses.filter((status) => status === 409)).toHaveLength(kept);
});
