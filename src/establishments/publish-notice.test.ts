import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { addStaff } from "./add-staff.ts";
import { nextVersion } from "./notice-version.ts";
import { publishNotice } from "./publish-notice.ts";

const world = await newWorld();
const { as, cast, clock, db, ownerDb } = world;
const { establishmentId } = cast.cerfVolant;
const gate = /^\/avant-de-continuer/;

const bodies = { fr: "# Vos données chez nous\n\n## Ici\n\nNous gardons **peu**.\n" };
const publish = (change: Partial<Parameters<typeof publishNotice>[1]> = {}) =>
  publishNotice(db, { by: manager, bodies, isInSubstance: true, now: clock.now(), ...change });
const manager = await addManager();

test("only a manager of the practice publishes what it tells its patients", async () => {
  for (const by of [cast.sami.by, cast.max.by, { ...cast.max.by, establishmentId }])
    expect(await publish({ by })).toEqual({ done: false, because: "not-a-manager" });
  for (const by of [
    cast.sami.by,
    cast.max.by,
    cast.eve.by,
    { ...manager, establishmentId: cast.tilleuls.establishmentId },
  ])
    await expect(insertedBy(by)).rejects.toThrow(/row-level security/);
});

test("a notice has a title, and ends somewhere", async () => {
  expect(await publish({ bodies: { fr: "Sans titre." } })).toEqual({ done: false, because: "no-title" });
  expect(await publish({ bodies: { fr: `# Long\n\n${"a".repeat(40_000)}` } })).toEqual({
    done: false,
    because: "too-long",
  });
});

test("once published, it is what anyone reads, and whoever has a file there reads it once before going on", async () => {
  expect((await as("nobody").get(paths.privacyOf(establishmentId))).body).not.toContain("Nous gardons");
  expect((await as("ada").get(paths.account())).status).toBe(200);
  expect(await publish()).toEqual({ done: true, version: "2027-03-22" });
  expect((await as("nobody").get(paths.privacyOf(establishmentId))).body).toContain("<strong>peu</strong>");

  const { location } = await as("ada").get(paths.account());
  expect(location).toMatch(gate);
  const page = await as("ada").get(location!);
  expect(page.body).toContain("Un établissement qui vous suit");
  expect(page.body).toContain("Nous gardons <strong>peu</strong>.");
  expect(page.body).not.toContain('name="information"');
  const box = page.body.match(/name="(cabinet-[\w-]+)" value="(\w+)"/)!;
  expect((await as("ada").post(location!, {})).status).toBe(422);
  expect((await as("ada").post(location!, { [box[1]!]: box[2]! })).status).toBe(303);
  expect((await as("ada").get(paths.account())).status).toBe(200);
  const proofs = await ownerDb
    .selectFrom("consentProof")
    .selectAll()
    .where("establishmentId", "=", establishmentId)
    .execute();
  expect(proofs).toMatchObject([
    {
      userId: cast.ada.userId,
      personId: cast.ada.personId,
      purpose: "practice",
      version: "2027-03-22",
      channel: "gate",
    },
  ]);
});

test("whoever has no file there is not asked, and nor are the patients of another practice", async () => {
  for (const stranger of ["eve", "ben", "max"] as const)
    expect((await as(stranger).get(paths.account())).status).toBe(200);
});

test("whoever books there first has the practice’s own words at the booking, and is not asked again", async () => {
  const { lune, sites } = cast.cerfVolant;
  const slot = {
    soignant: lune.slug,
    motif: lune.reasonIds.visit,
    lieu: sites.main.id,
    debut: "2027-04-06T09:00+02:00",
  };
  const form = { ...slot, pour: cast.ben.personId, mot: "", cle: crypto.randomUUID() };
  expect((await as("ben").post(paths.booking(crypto.randomUUID()), form)).status).toBe(303);
  expect((await as("ben").get(paths.account())).status).toBe(200);
  const [proof] = await ownerDb.selectFrom("consentProof").selectAll().where("channel", "=", "booking").execute();
  expect(proof).toMatchObject({ userId: cast.ben.userId, purpose: "practice", version: "2027-03-22" });
});

test("a new version is shown once more; one that changes nothing of substance is not", async () => {
  expect(await publish({ isInSubstance: false })).toEqual({ done: true, version: "2027-03-22.2" });
  expect((await as("ada").get(paths.account())).status).toBe(200);
  expect(await publish({ bodies: { ...bodies, en: "# Your data here\n\nWe keep little.\n" } })).toEqual({
    done: true,
    version: "2027-03-22.3",
  });
  const { location } = await as("ada").get(paths.account());
  expect(location).toMatch(gate);
  expect((await as("ada").get(location!, { "accept-language": "en" })).body).toContain("Nous gardons"); // her account is in French
  expect((await as("nobody").get(paths.privacyOf(establishmentId), { "accept-language": "en" })).body).toContain(
    "We keep little.",
  );
});

test("two managers at once publish one after the other", async () => {
  const published = await Promise.all([publish(), publish()]);
  expect(published.map((outcome) => outcome.done && outcome.version).sort()).toEqual(["2027-03-22.4", "2027-03-22.5"]);
});

test("versions sort as texts, nine a day", () => {
  const day = Temporal.PlainDate.from("2027-03-22");
  expect(nextVersion(null, day)).toBe("2027-03-22");
  expect(nextVersion("2027-03-21.9", day)).toBe("2027-03-22");
  expect(nextVersion("2027-03-22", day)).toBe("2027-03-22.2");
  expect(nextVersion("2027-03-22.8", day)).toBe("2027-03-22.9");
  expect(nextVersion("2027-03-22.9", day)).toBeNull();
  expect(nextVersion("2027-03-23", day)).toBeNull();
});

async function addManager() {
  const { userId } = cast.lune;
  const elsewhere = await asActor(ownerDb, { kind: "system", job: "test" }, async (tx) => {
    await tx.updateTable("staff").set({ role: "manager" }).where("userId", "=", userId).execute();
    return done(
      await addStaff(tx, { establishmentId: cast.tilleuls.establishmentId, userId, role: "secretary", agendas: "all" }),
    );
  });
  expect(elsewhere.staffId).not.toBe(cast.lune.staffId);
  return cast.lune.by;
}

function insertedBy(by: Actor) {
  const notice = {
    version: "2027-01-01",
    inSubstanceSince: "2027-01-01",
    publishedOn: Temporal.PlainDate.from("2027-01-01"),
  };
  return asActor(db, by, (tx) =>
    tx
      .insertInto("establishmentNotice")
      .values({ establishmentId, language: "fr", body: "# A\n\nB", ...notice })
      .execute(),
  );
}
