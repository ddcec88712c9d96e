import { expect, test } from "vitest";
import { emailOf } from "../../test/cast.ts";
import {
  eventsOf,
  fileOf,
  inside,
  invitationLinkIn,
  inviteTo,
  linkTo,
  personOf,
  postOf,
  sayAndLook,
} from "../../test/patient-invitations.ts";
import { plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { newId } from "../platform/ids.ts";
import { forgetPatientInvitations } from "./forget-patient-invitations.ts";
import { invitePatient } from "./invite-patient.ts";
import { unlinkPatient } from "./unlink-patient.ts";

test("without a mail, or linked already, nobody is invited; another establishment does not find the file", async () => {
  const world = await newWorld();
  const { ownerDb, cast } = world;
  const because = async (patientId: string, by?: "lou" | "max") => {
    const outcome = await inviteTo(world, patientId, by);
    return outcome.done ? "invited" : outcome.because;
  };
  for (const email of [null, "", "12 rue des Lilas"])
    expect(await because(await fileOf(world, { email })), `${email}`).toBe("no-mail");
  const adas = await ownerDb
    .selectFrom("patient")
    .select("id")
    .where("personId", "=", cast.ada.personId)
    .executeTakeFirstOrThrow();
  expect(await because(adas.id)).toBe("linked-already");
  const patientId = await fileOf(world);
  for (const nobodys of [newId(), "../..", ""]) expect(await because(nobodys)).toBe("not-found");
  expect(await because(patientId, "max")).toBe("not-found");
  const forged = { ...cast.max.by, establishmentId: cast.sami.by.establishmentId };
  const wish = { patientId, language: "fr" as const, by: forged, now: world.clock.now() };
  expect(await invitePatient(world.db, postOf(world), wish)).toMatchObject({ because: "not-found" });
  expect(await because(patientId, "lou")).toBe("invited"); // of the house, whatever agendas she sees
});

test("mails are counted per address: a flood is stopped, and what was refused does not count", async () => {
  const world = await newWorld();
  const patientId = await fileOf(world);
  const outcomes = [];
  for (let mail = 0; mail < 4; mail++) outcomes.push(await inviteTo(world, patientId));
  expect(outcomes.map((outcome) => (outcome.done ? "sent" : outcome.because))).toEqual([
    ...["sent", "sent", "sent", "too-many-mails"],
  ]);
});

test("after thirty days the link asks the practice for another, in one click, once; the practice is told without a name", async () => {
  const world = await newWorld();
  const { newBrowser, clock, mails, drainJobs, ownerDb } = world;
  const patientId = await fileOf(world);
  const link = await linkTo(world, patientId);
  await ownerDb.updateTable("establishment").set({ email: "cabinet@exemple.fr" }).execute();
  const early = await newBrowser().post(link, { faire: "redemander" });
  expect([early.status, (await newBrowser().get(link)).status]).toEqual([303, 200]); // it is open still

  clock.advance({ hours: 24 * 30 });
  const expired = plain((await newBrowser().get(link)).body);
  expect(expired).toMatch(/a expiré.*jusqu'au.*Demander une autre invitation/);
  mails.splice(0);
  const askedAt = clock.now();
  for (let click = 0; click < 3; click++) {
    expect((await newBrowser().post(link, { faire: "redemander" })).location).toBe(link);
    clock.advance({ minutes: 1 });
  }
  const kept = await ownerDb.selectFrom("patientInvitation").select("wantedAgainAt").executeTakeFirstOrThrow();
  expect(kept.wantedAgainAt?.equals(askedAt)).toBe(true);
  expect(plain((await newBrowser().get(link)).body)).toContain("C'est demandé.");
  await drainJobs();
  expect(mails.map(({ to }) => to)).toEqual(["cabinet@exemple.fr"]);
  expect(plain(mails[0]!.text)).toMatch(/o•••••n@exemple\.fr.*a expiré/);
  expect(mails[0]!.text).not.toMatch(/Odette|Roussel|odette\.perrin/);

  const again = await linkTo(world, patientId);
  await sayAndLook(newBrowser(), again);
});

test("who has a file there already keeps it: nothing is linked twice, staff are left to join the two, and she is told", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  const adas = await ownerDb
    .selectFrom("patient")
    .select("id")
    .where("personId", "=", cast.ada.personId)
    .executeTakeFirstOrThrow();
  const birthDate = Temporal.PlainDate.from("1985-06-01");
  const patientId = await fileOf(world, { email: emailOf("Ada"), birthDate });
  const link = await linkTo(world, patientId);
  await sayAndLook(as("ada"), link, { birthDate: "01/06/1985" });
  expect((await as("ada").post(link, { faire: "relier" })).location).toBe(link);
  const page = await as("ada").get(link);
  expect([page.status, plain(page.body)]).toEqual([200, expect.stringContaining("Vos deux dossiers seront réunis")]);
  expect([await personOf(world, patientId), await personOf(world, adas.id)]).toEqual([null, cast.ada.personId]);
  const kept = await ownerDb.selectFrom("patientInvitation").selectAll().executeTakeFirstOrThrow();
  expect(kept).toMatchObject({ outcome: "to-merge", otherPatientId: adas.id, usedBy: cast.ada.userId });
  expect((await eventsOf(world, adas.id)).at(-1)).toEqual(["patient-merge-proposed", "user"]);
});

test("unlinked by the practice, she sees the file no more and is told by mail; another invitation links it again", async () => {
  const world = await newWorld();
  const { as, db, cast, clock, mails, drainJobs, appointment, ownerDb } = world;
  const file = await ownerDb
    .selectFrom("patient")
    .selectAll()
    .where("personId", "=", cast.ada.personId)
    .executeTakeFirstOrThrow();
  const { id: patientId } = file;
  expect(await unlinkPatient(db, { patientId, by: cast.max.by, now: clock.now() })).toMatchObject({
    because: "not-found",
  });
  mails.splice(0);
  await drainJobs();
  mails.splice(0);
  for (let click = 0; click < 2; click++)
    expect(await unlinkPatient(db, { patientId, by: cast.sami.by, now: clock.now() })).toEqual({ done: true });
  expect((await as("ada").get(paths.appointment(appointment.id))).status).toBe(404);
  await drainJobs();
  expect(mails.map(({ to, subject }) => [to, plain(subject)])).toEqual([
    [emailOf("Ada"), "Un dossier a été détaché de votre compte"],
  ]);
  expect((await eventsOf(world, patientId)).at(-1)).toEqual(["patient-unlinked", "staff"]);

  await ownerDb
    .updateTable("patient")
    .set({ email: emailOf("Ada") })
    .where("id", "=", patientId)
    .execute();
  const link = await linkTo(world, patientId);
  await sayAndLook(as("ada"), link, { birthDate: "01/06/1985" });
  expect((await as("ada").post(link, { faire: "relier" })).location).toBe(inside);
  expect((await as("ada").get(paths.appointment(appointment.id))).status).toBe(200);
});

test("the mail is in the language the secretary chose", async () => {
  const world = await newWorld();
  const { db, cast, clock, mails, drainJobs } = world;
  const wish = { patientId: await fileOf(world), language: "en" as const, by: cast.sami.by, now: clock.now() };
  expect(await invitePatient(db, postOf(world), wish)).toMatchObject({ done: true });
  await drainJobs();
  expect(mails.at(-1)!.text).toContain("for 30 days");
  invitationLinkIn(mails);
});

test("invitations go a month after their link ended; those that leave two files to be joined stay", async () => {
  const world = await newWorld();
  const { as, ownerDb, clock } = world;
  await linkTo(world, await fileOf(world));
  const birthDate = Temporal.PlainDate.from("1985-06-01");
  const link = await linkTo(world, await fileOf(world, { email: emailOf("Ada"), birthDate }));
  await sayAndLook(as("ada"), link, { birthDate: "01/06/1985" });
  await as("ada").post(link, { faire: "relier" });
  const kept = async (afterDays: number) => {
    await forgetPatientInvitations(ownerDb, { now: clock.now().add({ hours: 24 * afterDays }) });
    return (await ownerDb.selectFrom("patientInvitation").select("outcome").execute()).map(({ outcome }) => outcome);
  };
  expect(await kept(59)).toHaveLength(2);
  expect(await kept(61)).toEqual(["to-merge"]);
});
