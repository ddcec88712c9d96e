import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { freeTimes } from "../appointments/free-times.ts";
import type { Seeker } from "../appointments/seeker.ts";
import { previewTimes, whyNot } from "../appointments/why-not.ts";
import { openingsOpenTo } from "../availability/openings.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";

type World = Awaited<ReturnType<typeof newWorld>>;
const plain = (html: string) => html.replace(/&nbsp;|[\u00a0\u202f]/g, " ").replaceAll("’", "'");

/** Dre Lune's consultation, on a screen of the secretary's. */
function asked({ cast }: World, pourquoi: string, pour: "nouveau" | "suivi" | "secretariat" = "suivi") {
  const { lune, sites } = cast.cerfVolant;
  return proPaths.preview({
    praticien: lune.practitionerId,
    motif: lune.reasonIds.visit,
    lieu: sites.main.id,
    pour,
    pourquoi,
  });
}

/** The sentence about one time, as the member of staff reads it. */
async function answer(
  world: World,
  at: string,
  pour?: "nouveau" | "suivi" | "secretariat",
  who: "sami" | "nina" = "nina",
) {
  const { status, body } = await world.as(who).get(asked(world, at, pour));
  expect(status).toBe(200);
  return /<div class="notice[^"]*" role="status">.*?<\/div>/s.exec(plain(body))?.[0] ?? "";
}

test("each refusal is told in words, with the way to what causes it", async () => {
  const world = await newWorld();
  const { as, cast, ownerDb, appointment } = world;
  const { lune, sites } = cast.cerfVolant;
  const reason = ownerDb.updateTable("visitReason").where("id", "=", lune.reasonIds.visit);

  expect(await answer(world, "2027-03-31T10:00")).toContain("Cet horaire est proposé.");
  expect(await answer(world, "2027-03-22T08:30")).toContain("Il est déjà passé.");

  const taken = await answer(world, "2027-03-30T08:30");
  expect(taken).toContain("Il est pris par un rendez-vous de 08:30 à 09:00.");
  expect(taken).toContain(proPaths.appointment(appointment.id));
  expect(taken).not.toContain("Ada");

  const holiday = await answer(world, "2027-03-29T10:00");
  expect(holiday).toContain("C'est un jour férié (lundi de Pâques)");
  expect(holiday).toContain(proPaths.site(sites.main.id));

  const closed = await answer(world, "2027-03-31T13:00");
  expect(closed).toContain("Aucune plage d'ouverture ne permet une consultation de 30 min à cette heure");
  expect(closed).toContain("Les horaires voisins : 11:30, 14:00.");
  expect(closed).toContain(
    proPaths.newOpening({ praticien: lune.practitionerId, jour: "2027-03-31", de: "13:00" }).replaceAll("&", "&amp;"),
  );

  expect(await answer(world, "2027-03-31T10:10")).toContain("toutes les 30 minutes");

  const absence = {
    ressource: lune.practitionerId,
    cle: newId(),
    moment: "apres-midi",
    du: "2027-04-01",
    repetition: "une-fois",
  };
  await as("sami").post(proPaths.newAbsence(), absence);
  const away = await answer(world, "2027-04-01T15:00");
  expect(away).toContain("Une absence couvre cet horaire.");
  const { id } = await ownerDb.selectFrom("absence").select("id").executeTakeFirstOrThrow();
  expect(away).toContain(proPaths.absence(id));

  const [morning] = await asActor(world.db, cast.sami.by, (tx) =>
    openingsOpenTo(tx, { practitionerId: lune.practitionerId }),
  );
  await as("sami").post(proPaths.endOpening(morning!.id), { portee: "day", le: "2027-04-02", version: "1" });
  const removed = await answer(world, "2027-04-02T09:00");
  expect(removed).toContain("par exception");
  expect(removed).toContain(proPaths.opening(morning!.id, { jour: "2027-04-02" }));

  await reason.set({ bookingNotice: "P14D" }).execute();
  expect(await answer(world, "2027-03-31T10:00")).toContain("ce motif se réserve au plus tard 14 jours avant");
  await reason.set({ bookingNotice: "PT0H", bookingHorizon: "P1M" }).execute();
  expect(await answer(world, "2027-06-02T10:00")).toContain("ce motif se réserve au plus 1 mois à l'avance");
  await reason.set({ bookingHorizon: "P90D", releasedHoursBefore: 24 }).execute();
  expect(await answer(world, "2027-03-31T10:00")).toContain("n'apparaissent que 24 h avant");
  await reason.set({ releasedHoursBefore: null }).execute();
  await ownerDb
    .updateTable("practitioner")
    .set({ newPatientsPerDay: 0 })
    .where("id", "=", lune.practitionerId)
    .execute();
  const quota = await answer(world, "2027-03-31T10:00", "nouveau");
  expect(quota).toContain("déjà son nombre de nouveaux patients (0)");
  expect(quota).toContain(proPaths.practitioner(lune.practitionerId));
  await reason.set({ bookableBy: "staff" }).execute();
  expect(await answer(world, "2027-03-31T10:00")).toContain("n'est réservé que par le secrétariat");
  expect(await answer(world, "2027-03-31T10:00", "secretariat")).toContain("Cet horaire est proposé.");
  await reason.set({ active: false }).execute();
});

test("a rule of the house is the manager’s to change: the secretary is told so, and sees no way to it", async () => {
  const world = await newWorld();
  const sami = await answer(world, "2027-03-29T10:00", "suivi", "sami");
  expect(sami).toContain("La personne qui gère l'établissement peut changer cette règle.");
  expect(sami).not.toContain("<a ");
});

test("a time that is taken by an agenda one does not see is told without a way to it; Lou, Max and Ada find nothing of Dre Lune", async () => {
  const world = await newWorld();
  const { as, db, cast, clock } = world;
  const { lune, sites } = cast.cerfVolant;
  for (const who of ["lou", "max", "ada"] as const)
    expect((await as(who).get(asked(world, "2027-03-30T08:30"))).status).toBe(404);
  const question = { practitionerId: lune.practitionerId, reasonId: lune.reasonIds.visit, siteId: sites.main.id };
  const at = Temporal.PlainDateTime.from("2027-03-30T08:30");
  const why = await asActor(db, cast.lou.by, (tx) => whyNot(tx, { ...question, as: "staff", now: clock.now(), at }));
  expect(why).toMatchObject({ because: "busy", cause: { kind: "unseen" } });
});

test("the preview is the very list that patients get, on the weeks in which clocks change too", async () => {
  const { db, cast, clock, ownerDb } = await newWorld();
  const { lune, sites } = cast.cerfVolant;
  const night = { weekdays: [7], fromTime: "01:00", toTime: "04:00" };
  const opening = {
    id: newId(),
    establishmentId: cast.cerfVolant.establishmentId,
    practitionerId: lune.practitionerId,
    siteId: sites.main.id,
  };
  await ownerDb
    .insertInto("opening")
    .values({ ...opening, ...night })
    .execute();
  const { establishmentId } = opening;
  await ownerDb
    .insertInto("openingReason")
    .values({ openingId: opening.id, establishmentId, visitReasonId: lune.reasonIds.visit })
    .execute();
  await ownerDb
    .updateTable("visitReason")
    .set({ bookingHorizon: "P12M" })
    .where("id", "=", lune.reasonIds.visit)
    .execute();
  const question = { practitionerId: lune.practitionerId, reasonId: lune.reasonIds.visit, siteId: sites.main.id };
  for (const [from, to] of [
    ["2027-03-22", "2027-03-28"],
    ["2027-10-25", "2027-10-31"],
  ] as const)
    for (const as of ["new-patient", "known-patient", "staff"] satisfies Seeker[]) {
      const days = { from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to) };
      const [preview, listed] = await asActor(db, cast.sami.by, async (tx) => [
        await previewTimes(tx, { ...question, as, now: clock.now(), ...days }),
        await freeTimes(tx, { asked: [question], as, now: clock.now(), ...days }),
      ]);
      const free = preview!.days.flatMap(({ times }) => times.filter(({ refusal }) => refusal === null));
      expect(free.map(({ startMs }) => startMs)).toEqual(
        listed.get(lune.practitionerId)!.map(({ startMs }) => startMs),
      );
      expect(free.length).toBeGreaterThan(10);
    }
});

test("what is asked about may be written in any way; what is no time is said to be none", async () => {
  const world = await newWorld();
  expect(await answer(world, "31/03/2027 10h00")).toContain("Cet horaire est proposé.");
  const wrong = await world.as("sami").get(asked(world, "demain"));
  expect(plain(wrong.body)).toContain("Indiquez un jour et une heure");
  const strange = proPaths.preview({ praticien: "x'", motif: "\u0000", semaine: "2027-99-99" });
  expect((await world.as("sami").get(strange)).status).toBe(404);
  expect((await world.as("sami").get(proPaths.preview({ motif: "x'", semaine: "2027-99-99" }))).status).toBe(200);
});
