import { expect, test } from "vitest";
import { newFurnishedWorld } from "../../test/furnished-world.ts";
import { newWorld } from "../../test/world.ts";
import { changeOffers } from "../establishments/change-offers.ts";
import { changePractitioner } from "../establishments/change-practitioner.ts";
import { changeSite } from "../establishments/change-site.ts";
import { close } from "../establishments/close.ts";
import { putPhoto } from "../establishments/photo.ts";
import { renameRoom } from "../establishments/rename-room.ts";
import { paths } from "../paths.ts";
import { proPaths } from "../pro-paths.ts";

test("settings are managers’: secretaries and practitioners read 403, patients find nothing", async () => {
  const { as, cast } = await newWorld();
  const { cerfVolant } = cast;
  const { practitionerId, reasonIds } = cerfVolant.lune;
  const ours = [
    ...[proPaths.site(cerfVolant.sites.main.id), proPaths.rooms(cerfVolant.sites.main.id)],
    ...[proPaths.practitioner(practitionerId), proPaths.practitionerReasons(practitionerId)],
    proPaths.reason(reasonIds.visit),
  ];
  const general = [
    ...[proPaths.house(), proPaths.sites(), proPaths.newSite(), proPaths.practitioners(), proPaths.newPractitioner()],
    ...[proPaths.reasons(), proPaths.newReason()],
  ];
  const lists = [proPaths.sites(), proPaths.practitioners(), proPaths.reasons()]; // nothing is posted there
  const theirs = [proPaths.sheet(practitionerId), proPaths.photo(practitionerId)];
  for (const address of [...ours, ...general, ...theirs]) {
    expect((await as("nina").get(address)).status, address).toBe(200);
    for (const who of ["sami", "lou"] as const) {
      expect((await as(who).get(address)).status, address).toBe(403);
      const posted = await as(who).post(address, { name: "x" });
      expect(posted.status, address).toBe(lists.includes(address) ? 404 : 403);
    }
    expect((await as("ada").get(address)).status, address).toBe(404);
  }
  for (const address of [...ours, ...general]) expect((await as("lune").get(address)).status, address).toBe(403);
  for (const address of theirs) expect((await as("lune").get(address)).status, address).toBe(200);
  expect((await as("lune").get(proPaths.sheet(cerfVolant.fontanel.practitionerId))).status).toBe(403);
});

test("the manager of another house finds nothing there, nor does an address that is no id", async () => {
  const { as, cast, ownerDb } = await newWorld();
  const { cerfVolant, max } = cast;
  const { practitionerId, reasonIds } = cerfVolant.lune;
  const ours = [
    ...[proPaths.site(cerfVolant.sites.main.id), proPaths.rooms(cerfVolant.sites.main.id)],
    ...[proPaths.practitioner(practitionerId), proPaths.practitionerReasons(practitionerId)],
    proPaths.reason(reasonIds.visit),
  ];
  const theirs = [proPaths.sheet(practitionerId), proPaths.photo(practitionerId)];
  await ownerDb.updateTable("staff").set({ role: "manager" }).where("id", "=", max.staffId).execute();
  for (const address of [...ours, ...theirs]) {
    expect((await as("max").get(address)).status, address).toBe(404);
    expect((await as("max").post(address, { name: "x", geste: "fermer" })).status, address).toBe(404);
  }
  for (const address of [proPaths.site("nulle-part"), proPaths.reason("x"), proPaths.sheet("'"), proPaths.photo("1")])
    expect((await as("nina").get(address)).status, address).toBe(404);
});

test("each finds the settings that are theirs", async () => {
  const { as, cast } = await newWorld();
  const sami = (await as("sami").get(proPaths.settings())).body;
  expect(sami).toContain(proPaths.openings());
  expect(sami).not.toContain(`href="${proPaths.reasons()}"`);
  const lune = (await as("lune").get(proPaths.settings())).body;
  expect(lune).toContain(proPaths.sheet(cast.cerfVolant.lune.practitionerId));
  expect((await as("nina").get(proPaths.settings())).body).toContain(`href="${proPaths.houseJournal()}"`);
});

test("behind the pages the verbs refuse, and the database behind them: only a manager changes a rule", async () => {
  const { db, cast, clock, ownerDb } = await newFurnishedWorld();
  const { cerfVolant, sami, lune, max, nina } = cast;
  const { practitionerId, reasonIds } = cerfVolant.lune;
  const [now, siteId] = [clock.now(), cerfVolant.sites.main.id];
  const room = await ownerDb.selectFrom("room").select("id").where("siteId", "=", siteId).executeTakeFirstOrThrow();
  const nothing = { done: false, because: "not-found" };
  for (const { by } of [sami, lune, max]) {
    expect(await changeSite(db, { id: siteId, changes: { name: "X" }, version: 1, by, now })).toEqual(nothing);
    expect(await close(db, { what: "site", id: siteId, by, now })).toEqual(nothing);
    expect(await close(db, { what: "reason", id: reasonIds.visit, by, now })).toEqual(nothing);
    expect(await renameRoom(db, { id: room.id, siteId, name: "X", by, now })).toEqual(nothing);
  }
  for (const { by } of [sami, max]) {
    expect(
      await changePractitioner(db, { id: practitionerId, changes: { lastName: "X" }, version: 1, by, now }),
    ).toEqual(nothing);
    expect(await changeOffers(db, { practitionerId, offers: [], version: 1, by, now })).toEqual(nothing);
    expect(await putPhoto(db, { practitionerId, bytes: onePixel, by, now })).toMatchObject({ done: false });
  }
  for (const changes of [{ lastName: "X" }, { feeSector: "2" as const }, { booksOnline: false }])
    await expect(
      changePractitioner(db, { id: practitionerId, changes, version: 1, by: lune.by, now }),
    ).rejects.toThrow();
  const words = { changes: { presentation: "Bonjour." }, version: 1, by: lune.by, now };
  expect(await changePractitioner(db, { id: practitionerId, ...words })).toEqual({ done: true });
  expect(await changePractitioner(db, { id: cerfVolant.fontanel.practitionerId, ...words })).toEqual(nothing);
  expect(await renameRoom(db, { id: room.id, siteId, name: "Salle bleue", by: nina.by, now })).toEqual({ done: true });
});

const onePixel = new Uint8Array([0xff, 0xd8, 0xff]);

test("a practitioner says who she is herself; fees stay what her manager said", async () => {
  const { as, cast } = await newWorld();
  const { practitionerId, slug } = cast.cerfVolant.lune;
  const address = proPaths.sheet(practitionerId);
  const said = {
    presentation: "Formée à <b>Lyon</b>.",
    "lang.fr": "on",
    "lang.fsl": "on",
    feeSector: "2",
    version: "1",
  };
  expect((await as("lune").get(address)).body).not.toContain('name="feeSector"');
  const preview = await as("lune").post(address, { ...said, geste: "apercu" });
  expect([preview.status, preview.body.includes("Formée à &lt;b>Lyon&lt;/b>.")]).toEqual([200, true]);
  expect((await as("nobody").get(paths.practitioner(slug))).body).not.toContain("Lyon");

  expect((await as("lune").post(address, said)).status).toBe(303);
  const sheet = (await as("nobody").get(paths.practitioner(slug))).body;
  expect(sheet).toContain("Formée à &lt;b>Lyon&lt;/b>.");
  expect(sheet).toContain("langue des signes française");
  expect(sheet).not.toContain("Secteur 2");
  expect((await as("nina").post(address, { ...said, version: "2" })).status).toBe(303);
  expect((await as("nobody").get(paths.practitioner(slug))).body).toContain("Secteur 2");
});
