import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { addPerson } from "../../test/people.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { addPractitioner, slugOf } from "./add-practitioner.ts";
import { addRoom } from "./add-room.ts";
import { addSite } from "./add-site.ts";
import { addStaff } from "./add-staff.ts";
import { addVisitReason } from "./add-visit-reason.ts";
import { foundEstablishment } from "./found.ts";
import { offersOf } from "./offer.ts";
import { offerReason } from "./offer-reason.ts";

const { ownerDb } = await newDatabase();
const inTurn = <T>(work: (tx: Tx) => Promise<T>) => asActor(ownerDb, { kind: "system", job: "test" }, work);

const establishment = { name: "Cabinet du Cerf-Volant", kind: "solo", phone: "+33199001234" } as const;
const vincennes = {
  name: "Cabinet",
  street: "8 allée du Cerf-Volant",
  postalCode: "94300",
  commune: "Vincennes",
  inseeCode: "94080",
};
const lune = { title: "Dre", firstName: "Camille", lastName: "Lune", professionCode: "10" } as const;

async function newPractice() {
  return inTurn(async (tx) => {
    const { establishmentId } = (await foundEstablishment(tx, establishment)) as { establishmentId: string };
    const { siteId } = (await addSite(tx, { ...vincennes, establishmentId })) as { siteId: string };
    return { establishmentId, siteId };
  });
}

test("a practice that only says what it must can be booked at, by rules that make sense", async () => {
  const { establishmentId, siteId } = await newPractice();
  const offer = await inTurn(async (tx) => {
    const added = await addPractitioner(tx, { ...lune, establishmentId, siteIds: [siteId] });
    const { practitionerId } = added as { practitionerId: string };
    const { reasonId } = (await addVisitReason(tx, { establishmentId, name: "Consultation", durationMin: 20 })) as {
      reasonId: string;
    };
    const offered = { practitionerId, visitReasonId: reasonId, establishmentId };
    expect(await offerReason(tx, offered)).toEqual({ done: true });
    expect(await offerReason(tx, { ...offered, durationMin: 25 })).toEqual({ done: true });
    return (await offersOf(tx, [{ practitionerId, reasonId }]))[0];
  });
  expect(offer).toMatchObject({
    ...{ zone: "Europe/Paris", holidayRegion: "metropole", durationMin: 25, newPatientDurationMin: 25, stepMin: 20 },
    ...{ bookingNotice: "PT0H", bookingHorizon: "P90D", bookableBy: "everyone", cancelNotice: null, active: true },
  });
});

test("two practitioners of one name have two addresses, even when they are added at the same moment", async () => {
  const { establishmentId, siteId } = await newPractice();
  const newcomer = { ...lune, firstName: "Zoé", lastName: "d’Arlac", establishmentId, siteIds: [siteId] };
  const added = await Promise.all([1, 2, 3].map(() => inTurn((tx) => addPractitioner(tx, newcomer))));
  const slugs = added.map((outcome) => outcome.done && outcome.slug);
  expect(slugs.sort()).toEqual(["zoe-d-arlac", "zoe-d-arlac-2", "zoe-d-arlac-3"]);
  expect(slugOf({ firstName: "李", lastName: "明" })).toBe("soignant");
});

test("what the database would refuse is refused by its name", async () => {
  const { establishmentId, siteId } = await newPractice();
  const elsewhere = await newPractice();
  const why = async (act: (tx: Tx) => Promise<{ done: true } | { done: false; because: string }>) => {
    const outcome = await inTurn(act);
    return outcome.done ? "done" : outcome.because;
  };
  const site = { ...vincennes, establishmentId };
  const newcomer = { ...lune, establishmentId, siteIds: [siteId] };
  const reason = { establishmentId, name: "Consultation", durationMin: 20 };

  expect(await why((tx) => foundEstablishment(tx, { ...establishment, name: "" }))).toBe("no-name");
  expect(await why((tx) => foundEstablishment(tx, { ...establishment, phone: "01 99 00 12 34" }))).toBe(
    "malformed-phone",
  );
  expect(await why((tx) => foundEstablishment(tx, { ...establishment, takesReplies: true }))).toBe(
    "replies-need-an-email",
  );

  expect(await why((tx) => addSite(tx, { ...site, zone: "Europe/Vincennes" }))).toBe("unknown-zone");
  expect(await why((tx) => addSite(tx, { ...site, holidayRegion: "bretagne" }))).toBe("unknown-region");
  expect(await why((tx) => addSite(tx, { ...site, postalCode: "9430" }))).toBe("malformed-postal-code");
  expect(await why((tx) => addSite(tx, { ...site, inseeCode: "2C004" }))).toBe("malformed-insee-code");
  expect(await why((tx) => addSite(tx, { ...site, cancelNotice: "48h" }))).toBe("malformed-delay");

  expect(await why((tx) => addPractitioner(tx, { ...newcomer, siteIds: [] }))).toBe("no-site");
  expect(await why((tx) => addPractitioner(tx, { ...newcomer, rpps: "9970090000" }))).toBe("malformed-rpps");
  expect(await why((tx) => addPractitioner(tx, { ...newcomer, professionCode: "11" }))).toBe("unknown-profession");
  expect(await why((tx) => addPractitioner(tx, { ...newcomer, specialtyCodes: ["SM99"] }))).toBe("unknown-specialty");
  expect(await why((tx) => addPractitioner(tx, { ...newcomer, maxFutureAppointments: 0 }))).toBe("out-of-range");

  expect(await why((tx) => addVisitReason(tx, { ...reason, durationMin: 0 }))).toBe("duration-out-of-range");
  expect(await why((tx) => addVisitReason(tx, { ...reason, stepMin: 0 }))).toBe("step-out-of-range");
  expect(await why((tx) => addVisitReason(tx, { ...reason, stepMin: 7.5 }))).toBe("step-out-of-range");
  expect(await why((tx) => addVisitReason(tx, { ...reason, bufferAfterMin: 241 }))).toBe("buffer-out-of-range");
  expect(await why((tx) => addVisitReason(tx, { ...reason, bookingNotice: "P1M" }))).toBe("malformed-delay");
  expect(await why((tx) => addVisitReason(tx, { ...reason, bookingHorizon: "PT48H" }))).toBe("malformed-horizon");
  expect(await why((tx) => addVisitReason(tx, { ...reason, minAgeYears: 18, maxAgeYears: 15 }))).toBe("ages-crossed");
  expect(await why((tx) => addVisitReason(tx, { ...reason, hue: 7 }))).toBe("out-of-range");
  const room = await inTurn((tx) => addRoom(tx, { ...elsewhere, name: "Salle d’échographie" }));
  if (room.done)
    expect(await why((tx) => addVisitReason(tx, { ...reason, roomId: room.roomId }))).toBe("room-elsewhere");
});

test("whoever leaves and comes back is the same member of staff, under the rights of today", async () => {
  const { establishmentId, siteId } = await newPractice();
  const { userId } = await addPerson(ownerDb);
  const added = await inTurn((tx) => addPractitioner(tx, { ...lune, establishmentId, siteIds: [siteId] }));
  const { practitionerId } = added as { practitionerId: string };
  const sami = { establishmentId, userId, role: "secretary" } as const;

  const first = await inTurn((tx) => addStaff(tx, { ...sami, agendas: "all" }));
  expect(await inTurn((tx) => addStaff(tx, { ...sami, agendas: "all" }))).toEqual({
    done: false,
    because: "already-staff",
  });
  expect(
    await inTurn((tx) => addStaff(tx, { ...sami, userId: newId(), role: "practitioner", agendas: "all" })),
  ).toEqual({
    done: false,
    because: "practitioner-without-agenda",
  });

  await ownerDb.updateTable("staff").set({ removedAt: Temporal.Now.instant() }).where("userId", "=", userId).execute();
  expect(await inTurn((tx) => addStaff(tx, { ...sami, agendas: [practitionerId] }))).toEqual(first);
  const agendas = await ownerDb.selectFrom("staffAgenda").select("practitionerId").execute();
  expect(agendas).toEqual([{ practitionerId }]);
});
