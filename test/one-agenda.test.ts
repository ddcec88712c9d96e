import { expect, test } from "vitest";
import { done } from "../seeds/done.ts";
import { addAbsence } from "../src/availability/add-absence.ts";
import { newId } from "../src/platform/ids.ts";
import { proPaths } from "../src/pro-paths.ts";
import { newWorld } from "./world.ts";

/** Lou keeps the agenda of Dr Fontanel and no other: whatever she opens under /pro, with whatever of Dre Lune's in its address, tells her neither
 * of Ada's visit there nor of Dre Lune's absence. */
const world = await newWorld();
const { as, app, appointment, cast, clock, db, ownerDb, verifyNow } = world;
const { lune, fontanel, sites } = cast.cerfVolant;
const { absenceId } = done(
  await addAbsence(db, {
    resourceId: lune.practitionerId,
    time: {
      from: Temporal.PlainDateTime.from("2027-03-30T14:00"),
      to: Temporal.PlainDateTime.from("2027-03-30T18:00"),
    },
    label: "Chez le notaire",
    key: newId(),
    by: cast.sami.by,
    now: clock.now(),
  }),
);
const { patientId } = await ownerDb
  .selectFrom("appointment")
  .select("patientId")
  .where("id", "=", appointment.id)
  .executeTakeFirstOrThrow();
const { id: openingId } = await ownerDb
  .selectFrom("opening")
  .select("id")
  .where("practitionerId", "=", lune.practitionerId)
  .executeTakeFirstOrThrow();

const addresses = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method === "GET" && /^\/pro(\/|$)/.test(path) && !path.includes("*"))
      .map(({ path }) => path),
  ),
].filter((path) => path !== proPaths.agendaLive()); // a stream: src/agenda/live.test.ts tries it

test("there are addresses to try", () => {
  expect(addresses.length).toBeGreaterThan(40);
});

test.each(addresses)("%s tells Lou nothing of Dre Lune’s agenda", async (path) => {
  await verifyNow("lou");
  for (const praticien of ["", lune.practitionerId, fontanel.practitionerId]) {
    const days = { jour: "2027-03-30", semaine: "2027-03-29", du: "2027-03-01", au: "2027-03-31", apres: "2027-03-22" };
    const what = {
      motif: lune.reasonIds.visit,
      lieu: sites.main.id,
      rdv: appointment.id,
      patient: patientId,
      q: "ada",
    };
    for (const vue of ["jour", "semaine", "liste"]) {
      const query = new URLSearchParams({
        ...days,
        ...what,
        vue,
        pour: "secretariat",
        ...(praticien && { praticien }),
      });
      for (const id of [appointment.id, lune.practitionerId, absenceId, openingId, patientId]) {
        const { body, status } = await as("lou").get(`${path.replace(/:[^/]+/g, id)}?${query}`);
        expect(status).toBeLessThan(500);
        expect(body, `${path} ${vue}`).not.toContain("Chez le notaire");
        expect(body, `${path} ${vue}`).not.toMatch(/mardi 30 mars.{0,40}08:30|30\/03\/2027.{0,20}08:30/s);
        if (status === 200 && id !== lune.practitionerId && praticien !== lune.practitionerId)
          expect(withoutColleagues(body), `${path} ${vue}`).not.toContain("Camille Lune");
      }
    }
  }
});

/** A page without the list of those who work in the house, which is no secret among them. */
function withoutColleagues(body: string): string {
  return body.replace(/<select[^>]*id="qui".*?<\/select>/s, "");
}
