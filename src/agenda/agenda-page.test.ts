import { sql } from "kysely";
import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { holdTime } from "../appointments/hold.ts";
import { declareAbsence } from "../availability/declare-absence.ts";
import { planOpening } from "../availability/plan-opening.ts";
import { asActor } from "../platform/actor.ts";
import { proPaths } from "../pro-paths.ts";

const day = "2027-03-30";
const ahead = { kind: "system", job: "test" } as const;

test("the secretary sees both practitioners side by side: who comes, when and what for", async () => {
  const world = await newWorld();
  await world.book({ by: "ben", with: "fontanel", at: `${day}T09:00` });
  const { status, body } = await world.as("sami").get(proPaths.agenda({ jour: day }));
  expect(status).toBe(200);
  expect(columnsIn(body)).toEqual(["Dr Idris Fontanel", "Dre Camille Lune"]);
  expect(body).toMatch(/<time>08:30<\/time> ADABERG Ada/);
  expect(body).toMatch(/<time>09:00<\/time> BENBERG Ben/);
  expect(body).toMatch(/Consultation.*?, pris en ligne/);
});

test("Lou, who has one agenda, sees that one only, in every view", async () => {
  const world = await newWorld();
  const { id } = await world.book({ by: "ben", with: "fontanel", at: `${day}T09:00` });
  for (const address of [
    proPaths.agenda({ jour: day }),
    proPaths.agenda({ jour: day, vue: "semaine" }),
    proPaths.agenda({ jour: day, vue: "liste" }),
    proPaths.agendaPart({ jour: day }),
    proPaths.agendaPrint({ jour: day }),
  ]) {
    const { status, body } = await world.as("lou").get(address);
    expect(status).toBe(200);
    expect(body).toContain("BENBERG Ben");
    expect(body).toContain("Fontanel");
    expect(body).not.toContain("ADABERG");
    expect(body).not.toContain("Lune");
    expect(body).not.toContain(world.appointment.id);
    if (address !== proPaths.agendaPrint({ jour: day })) expect(body).toContain(id);
  }
  const month = (await world.as("lou").get(proPaths.agenda({ jour: day }))).body;
  expect(month).toMatch(/mardi 30\smars, 1 rendez-vous/);
  expect((await world.as("sami").get(proPaths.agenda({ jour: day }))).body).toMatch(/mardi 30\smars, 2 rendez-vous/);
});

test("an agenda or a place one may not see is not there, wherever it is asked for", async () => {
  const world = await newWorld();
  const { lune, sites } = world.cast.cerfVolant;
  const elsewhere = world.cast.tilleuls.sites.main.id;
  const reason = world.cast.tilleuls.ott.reasonIds.visit;
  const asked: [Parameters<typeof world.as>[0], Record<string, string>][] = [
    ["lou", { praticien: lune.practitionerId }],
    ["max", { praticien: lune.practitionerId }],
    ["max", { lieu: sites.main.id }],
    ["sami", { lieu: elsewhere }],
    ["sami", { praticien: world.cast.tilleuls.ott.practitionerId }],
    ["sami", { praticien: "personne" }],
  ];
  for (const [who, query] of asked)
    for (const path of [proPaths.agenda(), proPaths.agendaPart(), proPaths.nextFree()]) {
      const { status } = await world.as(who).get(`${path}?${new URLSearchParams(query)}`);
      expect(status, `${who} ${path} ${JSON.stringify(query)}`).toBe(404);
    }
  expect((await world.as("max").get(proPaths.agendaPrint({ lieu: sites.main.id }))).status).toBe(404);
  expect((await world.as("sami").get(proPaths.nextFree({ motif: reason }))).status).toBe(404);
  expect((await world.as("lou").get(proPaths.agenda({ jour: day, rdv: world.appointment.id }))).status).toBe(404);
  const there = await world.as("max").get(proPaths.agenda({ jour: day }));
  expect(there.status).toBe(200);
  expect(there.body).not.toContain("ADABERG");
  expect(there.body).not.toContain("Lune");
});

test("patients and strangers have no agenda", async () => {
  const world = await newWorld();
  for (const path of [proPaths.agenda(), proPaths.agendaPart(), proPaths.agendaPrint(), proPaths.nextFree()]) {
    expect((await world.as("ada").get(path)).status).toBe(404);
    expect((await world.as("nobody").get(path)).status).toBe(303);
  }
});

test("each free stretch is a link to a new appointment at its beginning; the list offers every quarter of it", async () => {
  const world = await newWorld();
  const { lune, sites } = world.cast.cerfVolant;
  const choice = { praticien: lune.practitionerId, lieu: sites.main.id, jour: day };
  const grid = (await world.as("sami").get(proPaths.agenda({ jour: day }))).body;
  expect(grid).toContain(escaped(proPaths.newAppointment({ ...choice, heure: "09:00" })));
  expect(grid).not.toContain(escaped(proPaths.newAppointment({ ...choice, heure: "08:30" })));
  expect(grid).not.toContain(escaped(proPaths.newAppointment({ ...choice, heure: "09:15" })));
  const list = (await world.as("sami").get(proPaths.agenda({ jour: day, vue: "liste" }))).body;
  for (const heure of ["09:00", "09:15", "11:45", "14:00", "17:45"])
    expect(list).toContain(escaped(proPaths.newAppointment({ ...choice, heure })));
  expect(list).not.toContain(escaped(proPaths.newAppointment({ ...choice, heure: "12:00" })));
  expect(list).toContain(escaped(proPaths.moveAppointment(world.appointment.id)));
  expect(list).toContain(escaped(proPaths.cancelAppointment(world.appointment.id)));
});

test("what is gone is not offered: this morning's free times are not links any more", async () => {
  const world = await newWorld();
  world.clock.set("2027-03-22T09:20+01:00[Europe/Paris]");
  const { body } = await world.as("sami").get(proPaths.agenda({ jour: "2027-03-22" }));
  expect(body).toContain("Libre de 09:20 à 12:00");
  expect(body).not.toContain("heure=08:30");
  expect((await world.as("sami").get(proPaths.agenda({ jour: "2027-03-19" }))).body).not.toContain("data-free");
});

test("a time a patient is booking at this moment is shown as taken, and by nobody", async () => {
  const world = await newWorld();
  const { lune, sites } = world.cast.cerfVolant;
  const slot = { practitionerId: lune.practitionerId, siteId: sites.main.id, reasonId: lune.reasonIds.visit };
  const startsAt = Temporal.Instant.from(`${day}T10:00+02:00`);
  const { by } = world.cast.eve;
  await holdTime(world.db, { slot: { ...slot, startsAt }, by, visitor: by.visitor!, now: world.clock.now() });
  const { body } = await world.as("sami").get(proPaths.agenda({ jour: day }));
  expect(body).toContain("10:00 en cours de réservation");
  expect(body).not.toContain("EVE");
  expect(body).toContain("Libre de 09:00 à 10:00");
  world.clock.advance({ minutes: 29 });
  expect((await world.as("sami").get(proPaths.agenda({ jour: day }))).body).not.toContain("en cours de réservation");
});

test("an absence lies over the hours it takes, with the name the house gave it; elsewhere nobody reads that name", async () => {
  const world = await newWorld();
  const { establishmentId, lune, sites } = world.cast.cerfVolant;
  await asActor(world.ownerDb, ahead, (tx) =>
    declareAbsence(tx, {
      ...{ establishmentId, resourceId: lune.practitionerId, zone: sites.main.zone, label: "Congrès" },
      from: Temporal.PlainDateTime.from(`${day}T14:00`),
      to: Temporal.PlainDateTime.from(`${day}T18:00`),
    }),
  );
  const { body } = await world.as("sami").get(proPaths.agenda({ jour: day }));
  expect(body).toMatch(/data-absence="[^"]+"[^>]*><span><svg.*?<\/svg>Absence\s: Congrès/);
  expect(body).not.toContain(
    escaped(
      proPaths.newAppointment({ praticien: lune.practitionerId, lieu: sites.main.id, jour: day, heure: "14:00" }),
    ),
  );
  expect((await world.as("lou").get(proPaths.agenda({ jour: day }))).body).not.toContain("Congrès");
});

test("a holiday is named, and closes the day", async () => {
  const world = await newWorld();
  const { body } = await world.as("sami").get(proPaths.agenda({ jour: "2027-03-29" }));
  expect(body).toMatch(/Fermé\s: Lundi de Pâques/);
  expect(body).not.toContain("data-free");
  const month = (await world.as("sami").get(proPaths.agenda({ jour: day }))).body;
  expect(month).toMatch(/lundi 29\smars, aucun rendez-vous, Lundi de Pâques/);
});

test("a date that is none, or of no time of ours, shows today and says so", async () => {
  const world = await newWorld();
  for (const jour of ["2027-02-30", "hier", "0001-01-01", "+275760-09-13", "2027-3-1", "9999-12-31"]) {
    const { status, body } = await world.as("sami").get(proPaths.agenda({ jour }));
    expect(status).toBe(200);
    expect(body).toContain("voici aujourd’hui");
    expect(body).toContain('data-day="2027-03-22"');
  }
});

test("the part that is asked again stands alone, and is not sent twice when nothing changed", async () => {
  const world = await newWorld();
  const first = await world.as("sami").get(proPaths.agendaPart({ jour: day }));
  expect(first.status).toBe(200);
  expect(first.body).not.toContain("<html");
  expect(first.body).toContain('id="agenda"');
  expect(first.body).toContain('id="waiting-room"');
  expect(first.headers.get("Cache-Control")).toContain("no-store");
  const etag = first.headers.get("ETag")!;
  expect(first.body).toContain(escaped(etag));
  const again = await world.as("sami").get(proPaths.agendaPart({ jour: day }), { "If-None-Match": etag });
  expect(again.status).toBe(304);
  expect(again.body).toBe("");
  await world.book({ by: "ben", at: `${day}T10:00` });
  const changed = await world.as("sami").get(proPaths.agendaPart({ jour: day }), { "If-None-Match": etag });
  expect(changed.status).toBe(200);
  expect(changed.body).toContain("BENBERG Ben");
});

test("the patient reads in her journal that the agenda with her appointment was looked at: once, however often it refreshes", async () => {
  const world = await newWorld();
  const looks = async () => {
    const { rows } = await sql<{ kind: string }>`
      select kind from event where appointment_id = ${world.appointment.id} and kind like 'agenda-%' order by number`.execute(
      world.ownerDb,
    );
    return rows.map(({ kind }) => kind);
  };
  await world.as("sami").get(proPaths.agenda({ jour: day }));
  await world.as("sami").get(proPaths.agenda({ jour: day, vue: "liste" }));
  expect(await looks()).toEqual(["agenda-viewed"]);
  for (const minutes of [4, 6, 9]) {
    world.clock.advance({ minutes });
    await world.as("sami").get(proPaths.agendaPart({ jour: day }));
  }
  expect(await looks()).toEqual(["agenda-viewed"]);
  await world.as("sami").get(proPaths.agenda({ jour: day }));
  await world.as("sami").get(proPaths.agendaPrint({ jour: day }));
  await world.as("nina").get(proPaths.agenda({ jour: day }));
  expect(await looks()).toEqual(["agenda-viewed", "agenda-viewed", "agenda-printed", "agenda-viewed"]);
  await world.as("lou").get(proPaths.agenda({ jour: day }));
  expect(await looks()).toHaveLength(4);
});

test("the week of one practitioner goes from Monday to Friday, and further when something happens then", async () => {
  const world = await newWorld();
  const { lune } = world.cast.cerfVolant;
  const { body } = await world
    .as("sami")
    .get(proPaths.agenda({ vue: "semaine", jour: day, praticien: lune.practitionerId }));
  expect(columnsIn(body)).toEqual([
    "Lundi 29 mars",
    "Mardi 30 mars",
    "Mercredi 31 mars",
    "Jeudi 1er avril",
    "Vendredi 2 avril",
  ]);
  expect(body).toContain("ADABERG Ada");
});

test("on the night clocks go back, both hours of two o'clock are drawn, and the night is one stretch", async () => {
  const world = await newWorld();
  const { establishmentId, lune, sites } = world.cast.cerfVolant;
  const night = "2027-10-31";
  await asActor(world.ownerDb, ahead, (tx) =>
    planOpening(tx, {
      ...{ establishmentId, practitionerId: lune.practitionerId, siteId: sites.main.id },
      ...{ reasonIds: [lune.reasonIds.visit], on: Temporal.PlainDate.from("2027-10-30"), from: "22:00", to: "06:00" },
    }),
  );
  world.clock.set("2027-10-25T09:00+02:00[Europe/Paris]");
  await world.verifyNow("sami");
  const { status, body } = await world.as("sami").get(proPaths.agenda({ jour: night, praticien: lune.practitionerId }));
  expect(status).toBe(200);
  expect(body).toContain('data-first="0"');
  expect(body).toContain('data-fold="180"');
  expect([...body.matchAll(/row-span-12">(\d\d:00)</g)].map(([, hour]) => hour).slice(1, 5)).toEqual([
    "01:00",
    "02:00",
    "02:00",
    "03:00",
  ]);
  expect(body).toMatch(/data-start="0" data-end="420"/);
  const evening = (await world.as("sami").get(proPaths.agenda({ jour: "2027-10-30" }))).body;
  expect(evening).toMatch(/data-start="1320" data-end="1440"/);
});

test("on paper: the hour, the name, the year of birth, room to write; neither the reason nor a number to call", async () => {
  const world = await newWorld();
  const { body } = await world.as("sami").get(proPaths.agendaPrint({ jour: day }));
  expect(body).toContain("08:30");
  expect(body).toContain("ADABERG Ada");
  expect(body).toContain("1985");
  expect(body).not.toContain("Consultation");
  expect(body).not.toMatch(/06.39.98|\+33639980001/);
  expect(body).not.toContain("BENBERG");
});

test("the next free time for a reason leads to the booking panel there", async () => {
  const world = await newWorld();
  const { lune, fontanel, sites } = world.cast.cerfVolant;
  const motif = lune.reasonIds.visit;
  const all = (await world.as("sami").get(proPaths.nextFree({ motif }))).body;
  const first = { lieu: sites.main.id, jour: "2027-03-22", heure: "09:00", motif };
  for (const { practitionerId: praticien } of [lune, fontanel])
    expect(all).toContain(escaped(proPaths.newAppointment({ praticien, ...first })));
  const one = (await world.as("sami").get(proPaths.nextFree({ motif, praticien: lune.practitionerId }))).body;
  expect(one).not.toContain(escaped(proPaths.newAppointment({ praticien: fontanel.practitionerId, ...first })));
  const later = (await world.as("sami").get(proPaths.nextFree({ motif, apres: "2027-04-01" }))).body;
  expect(later).toContain("jour=2027-04-01");
  expect(later).not.toContain("jour=2027-03-22");
  const lou = (await world.as("lou").get(proPaths.nextFree({ motif }))).body;
  expect(lou).not.toContain(lune.practitionerId);
  expect(lou).toContain(fontanel.practitionerId);
});

/** The headings of the columns, from left to right. */
function columnsIn(body: string): string[] {
  return [...body.matchAll(/<h2 id="col-\d+">(?:<a [^>]*>)?([^<]*)/g)].map(([, name]) =>
    name!.replaceAll("\u00a0", " "),
  );
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}
