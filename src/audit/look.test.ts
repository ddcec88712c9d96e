import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { type Looked, look } from "./look.ts";

const world = await newWorld();
const { db, ownerDb, cast, clock, appointment } = world;
const { ada, eve, lune, sami, max } = cast;
const { patientId, establishmentId } = await ownerDb
  .selectFrom("appointment")
  .select(["patientId", "establishmentId"])
  .where("id", "=", appointment.id)
  .executeTakeFirstOrThrow();
const visit = { establishmentId, patientId, appointmentId: appointment.id };

const looks = (by: Actor, looked: Looked) =>
  asActor(db, by, (tx) => look(tx, "appointment-viewed", looked, clock.now()));
const linesOf = (userId: string) =>
  ownerDb.selectFrom("event").selectAll().where("actorUserId", "=", userId).where("isLook", "=", true).execute();

test("staff are named as they are called today, and by what they do there; a name that changes later changes nothing", async () => {
  await looks(sami.by, visit);
  await looks(lune.by, visit);
  await ownerDb
    .updateTable("practitioner")
    .set({ lastName: "Autrement" })
    .where("id", "=", cast.cerfVolant.lune.practitionerId)
    .execute();
  expect(await linesOf(sami.userId)).toEqual([
    expect.objectContaining({ actorKind: "staff", actorRole: "secretary", actorName: "Sami Samiberg" }),
  ]);
  expect(await linesOf(lune.userId)).toEqual([
    expect.objectContaining({ actorStaffId: lune.staffId, actorRole: "practitioner", actorName: "Dre Camille Lune" }),
  ]);
});

test("nobody tells of what she may not see, in another's name, or of another's practice", async () => {
  const person = { personId: ada.personId };
  for (const [by, looked] of [
    [eve.by, visit],
    [eve.by, person],
    [eve.by, { establishmentId, patientId }],
    [max.by, visit],
    [max.by, { establishmentId, patientId }],
    [sami.by, person],
    [{ kind: "anonymous", visitor: null }, visit],
    [{ kind: "guest", appointmentId: newId() }, visit],
    [
      { kind: "guest", appointmentId: appointment.id },
      { establishmentId, patientId },
    ],
    [sami.by, { ...visit, establishmentId: cast.tilleuls.establishmentId }],
  ] as [Actor, Looked][])
    await expect(looks(by, looked), JSON.stringify([by, looked])).rejects.toThrow(/row-level security/);
});

test("who acts, as what and from where is the database's to say", async () => {
  const row = { id: newId(), kind: "appointment-viewed", happenedAt: clock.now(), ...visit };
  for (const forged of [
    ...[{ actorRole: "secretary" }, { actorName: "Dre Camille Lune" }, { actorProof: "passkey" }],
    ...[{ actorNetwork: "203.0.113.0/24" }, { actorClient: "Firefox/Windows" }, { number: 1 }],
  ])
    await expect(
      asActor(db, ada.by, (tx) =>
        tx
          .insertInto("event")
          .values({ ...row, ...forged })
          .execute(),
      ),
      JSON.stringify(forged),
    ).rejects.toThrow(/permission denied/);
});

test("from where someone comes is a word of ours, never a text of hers", async () => {
  const nothing = { proof: null, network: null, client: null };
  for (const whence of [
    { ...nothing, client: "x'; set role amicare; --" },
    { ...nothing, network: "example.org" },
    { ...nothing, proof: "mail|10.0.0.0/24" },
  ])
    await expect(looks({ ...ada.by, whence }, visit)).rejects.toThrow(TypeError);
});

test("two looks at the same moment are one line, and none waits for the other for long", async () => {
  const person = { personId: ada.personId };
  await Promise.all([1, 2, 3, 4, 5].map(() => looks(ada.by, person)));
  expect(await linesOf(ada.userId)).toHaveLength(1);
});
