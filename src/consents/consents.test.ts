import { sql } from "kysely";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { newcomerIn, proofsOf, textsWith } from "../../test/newcomer.ts";
import { newWorld } from "../../test/world.ts";
import { openTexts } from "../help/texts.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { decideOnPurpose } from "./decide.ts";
import { endConsents, forgetOldProofs } from "./forget-proofs.ts";
import { passGate } from "./pass-gate.ts";

const world = await newWorld();
const { as, clock, db, ownerDb, cast } = world;
const texts = openTexts({ now: clock.now });
const owner = new pg.Client(world.ownerUrl);
await owner.connect();
afterAll(() => owner.end());

test("an optional use is given and taken back by one press each, and says how it stands", async () => {
  const ada = as("ada");
  expect((await ada.get(paths.consents())).body).not.toContain("Accordé</span>");
  const given = await ada.post(paths.consents(), { usage: "survey", choix: "given" });
  expect(given.status).toBe(303);
  const page = await ada.get(given.location!);
  expect(page.body).toContain("C’est accordé.");
  expect(page.body).toMatch(/Accordé\s: Me demander mon avis/);
  const withdrawn = await ada.post(paths.consents(), { usage: "survey", choix: "withdrawn" });
  expect((await ada.get(withdrawn.location!)).body).toMatch(/Retiré\s: Me demander mon avis/);
  const said = (await proofsOf(world, cast.ada.userId)).filter(({ purpose }) => purpose === "survey");
  expect(said.map(({ decision, channel }) => [decision, channel])).toEqual([
    ["refused", "gate"],
    ["given", "consents"],
    ["withdrawn", "consents"],
  ]);
});

test("saying the same twice leaves one proof, and what was never given is not withdrawn", async () => {
  const { by, userId } = await newcomerIn(world);
  const choice = { by, purpose: "newsletter", language: "fr", now: clock.now() } as const;
  await decideOnPurpose(db, { ...choice, decision: "withdrawn" });
  await Promise.all([1, 2, 3].map(() => decideOnPurpose(db, { ...choice, decision: "given" })));
  expect((await proofsOf(world, userId)).map(({ decision }) => decision)).toEqual(["given"]);
});

test("what is no optional use, or no answer, is not found", async () => {
  for (const form of [{}, { usage: "use", choix: "given" }, { usage: "survey", choix: "acknowledged" }])
    expect((await as("ben").post(paths.consents(), form as Record<string, string>)).status).toBe(404);
});

test("the history leads to the very words that were read, even when the texts of today are others", async () => {
  const { by, browser } = await newcomerIn(world);
  const old = textsWith(
    {
      "privacy.2026-12-01.fr.md": "# Politique de décembre\n\nCe que je lisais alors.\n",
      "privacy.2026-12-01.en.md": "# December policy\n\nWhat I read then.\n",
    },
    clock.now,
  );
  await passGate(db, { by, texts: old, now: clock.now() });
  const page = await browser.get(paths.consents());
  expect(page.body).toContain("Information lue");
  expect(page.body).toContain("Texte du 1er\u00a0décembre\u00a02026, en français");
  const link = paths.consentText(old.legalText("privacy", "fr").sha256);
  expect(page.body).toContain(`href="${link}"`);
  const read = await browser.get(link);
  expect(read.body).toContain("Politique de décembre");
  expect(read.body).toContain("Ce que je lisais alors.");
  expect((await as("eve").get(link)).status).toBe(404);
  for (const odd of ["x", "0".repeat(64), "%00"]) expect((await browser.get(paths.consentText(odd))).status).toBe(404);
});

test("nobody sees what another said, whoever asks and whatever is asked", async () => {
  const { by } = await newcomerIn(world);
  await passGate(db, { by, texts, now: clock.now() });
  for (const actor of [cast.eve.by, cast.sami.by, world.actor("nobody")]) {
    const seen = await asActor(db, actor, (tx) =>
      tx.selectFrom("consentProof").select("id").where("userId", "=", by.userId).execute(),
    );
    expect(seen).toEqual([]);
  }
});

test("nobody speaks for another, dates a proof otherwise than it was recorded, or ends an account by it", async () => {
  const [text] = await ownerDb.selectFrom("consentText").select("sha256").limit(1).execute();
  const said = { kind: "notice", purpose: "account", version: "2026-11-22", language: "fr", decision: "acknowledged" };
  const row = { id: cast.eve.userId, textSha256: text!.sha256, decidedAt: clock.now(), channel: "gate", ...said };
  const says = (forged: object) =>
    asActor(db, cast.eve.by, (tx) =>
      tx
        .insertInto("consentProof")
        .values({ ...row, ...forged } as never)
        .execute(),
    );
  for (const forged of [
    { personId: cast.ada.personId },
    { userId: cast.ada.userId },
    { recordedAt: clock.now() },
    { channel: "closing" },
  ])
    await expect(says(forged), JSON.stringify(forged)).rejects.toThrow(/permission denied|row-level security/);
});

test("no role of the product changes or removes a proof or its words, and nor does the owner of the tables", async () => {
  for (const role of ["amicare_web", "amicare_job", "amicare_auth", "amicare"]) {
    for (const act of [
      "update consent_proof set decision = 'given'",
      "update consent_proof set decided_at = now()",
      "delete from consent_proof",
      "truncate consent_proof",
      "update consent_text set body = 'x'",
      "delete from consent_text",
      "truncate consent_text cascade",
    ]) {
      await owner.query("begin");
      await owner.query(`set local role ${role}`);
      await expect(owner.query(act), `${role}: ${act}`).rejects.toThrow(/permission denied|a proof is kept as it is/);
      await owner.query("rollback");
    }
  }
});

test("words are kept under their own fingerprint, or not at all", async () => {
  await expect(
    sql`insert into consent_text (sha256, body) values (${"0".repeat(64)}, 'other words')`.execute(ownerDb),
  ).rejects.toThrow(/check constraint/);
});

test("when an account ends, what was accepted and given ends with it; five years later the proofs go, and not before", async () => {
  const { by, userId } = await newcomerIn(world);
  const early = Temporal.Instant.from("2018-01-10T10:00:00Z");
  await passGate(db, { by, texts, now: early, given: ["survey"] });
  const job = { kind: "system", job: "closing" } as const;
  const ended = Temporal.Instant.from("2019-03-01T10:00:00Z");
  await asActor(ownerDb, job, (tx) => endConsents(tx, { userId, now: ended }));
  expect((await proofsOf(world, userId)).filter(({ channel }) => channel === "closing")).toMatchObject([
    { purpose: "survey", decision: "withdrawn" },
    { purpose: "use", decision: "withdrawn" },
  ]);

  const now = Temporal.Instant.from("2026-01-01T10:00:00Z");
  await forgetOldProofs(ownerDb, { now });
  expect(await proofsOf(world, userId)).toHaveLength(7); // the account is still there
  await sql`delete from auth."user" where id = ${userId}`.execute(ownerDb);
  await forgetOldProofs(ownerDb, { now: ended.add({ hours: 24 * 365 * 4 }) });
  expect(await proofsOf(world, userId)).toHaveLength(7);
  await forgetOldProofs(ownerDb, { now });
  expect(await proofsOf(world, userId)).toEqual([]);
  expect((await proofsOf(world, cast.ada.userId)).length).toBeGreaterThan(4);
});

test("the first online booking at a practice shows who answers for the file, and keeps the proof that it did", async () => {
  const { browser, by, userId, personId } = await newcomerIn(world);
  await passGate(db, { by, texts, now: clock.now() });
  const { establishmentId, lune, sites } = cast.cerfVolant;
  const slot = (debut: string) => {
    return { soignant: lune.slug, motif: lune.reasonIds.visit, lieu: sites.main.id, debut };
  };
  const book = async (debut: string) => {
    const { location } = await browser.post(paths.choice(), slot(debut));
    const form = await browser.get(location!);
    expect(form.body).toContain("Responsable de votre dossier");
    expect(form.body).toContain(`href="${paths.privacyOf(establishmentId)}"`);
    const answer = { ...slot(debut), pour: personId, mot: "", proche: "keep", cle: world.appointment.id };
    expect((await browser.post(location!.split("?")[0]!, { ...answer, cle: crypto.randomUUID() })).status).toBe(303);
  };
  const ofPractices = async () => (await proofsOf(world, userId)).filter((proof) => proof.establishmentId !== null);
  await book("2027-04-20T09:00+02:00");
  expect(await ofPractices()).toMatchObject([
    { establishmentId, personId, purpose: "practice-standard", decision: "acknowledged", channel: "booking" },
  ]);
  const read = await browser.get(paths.consentText((await ofPractices())[0]!.textSha256));
  expect(read.body).toContain("Cabinet du Cerf-Volant");
  expect((await browser.get(paths.consents())).body).toMatch(/Information lue\s: Cabinet du Cerf-Volant/);

  await book("2027-05-20T09:00+02:00");
  expect(await ofPractices()).toHaveLength(1);
});

test("a booking that is refused proves nothing", async () => {
  const { browser, by, userId, personId } = await newcomerIn(world);
  await passGate(db, { by, texts, now: clock.now() });
  const { lune, sites } = cast.cerfVolant;
  const slot = {
    soignant: lune.slug,
    motif: lune.reasonIds.visit,
    lieu: sites.main.id,
    debut: "2027-04-25T09:00+02:00",
  };
  const refused = await browser.post(paths.booking(crypto.randomUUID()), { ...slot, pour: personId, mot: "" });
  expect(refused.status).toBe(409); // a Sunday
  expect((await proofsOf(world, userId)).filter(({ channel }) => channel === "booking")).toEqual([]);
});
