import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { changeSite } from "../establishments/change-site.ts";
import { paths } from "../paths.ts";
import { proPaths } from "../pro-paths.ts";

test("two managers at once: the second is shown what differs, and overwrites only knowingly", async () => {
  const { as } = await newWorld();
  const house = { name: "Cabinet du Cerf-Volant", neutralName: "", kind: "shared-practice", phone: "01 99 00 12 34" };
  expect((await as("nina").post(proPaths.house(), { ...house, name: "Le Cerf-Volant", version: "1" })).status).toBe(
    303,
  );
  const second = await as("nina").post(proPaths.house(), { ...house, name: "Cerf & Volant", version: "1" });
  expect(second.status).toBe(409);
  expect(second.body).toMatch(/enregistré «.Le Cerf-Volant.», écrit par vous «.Cerf &amp; Volant.»/);
  expect(second.body).toContain('name="version" value="2"');
  expect((await as("nina").get(proPaths.house())).body).toContain('value="Le Cerf-Volant"');
  expect((await as("nina").post(proPaths.house(), { ...house, name: "Cerf & Volant", version: "2" })).status).toBe(303);
});

test("two who save at the same moment do not overwrite each other: one is told", async () => {
  const { db, cast, clock } = await newWorld();
  const change = { id: cast.cerfVolant.sites.main.id, version: 1, by: cast.nina.by, now: clock.now() };
  const outcomes = await Promise.all(
    ["Un", "Deux", "Trois"].map((name) => changeSite(db, { ...change, changes: { name } })),
  );
  expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
  expect(outcomes.filter((outcome) => !outcome.done && outcome.because === "stale")).toHaveLength(2);
});

test("a practice sends the reminders it chose, and no other", async () => {
  const { as, clock, drainJobs, mails } = await newWorld();
  await drainJobs();
  const house = { name: "Cabinet", kind: "solo", phone: "01 99 00 12 34", "reminder.day-before": "on", version: "1" };
  expect((await as("nina").post(proPaths.house(), house)).status).toBe(303);
  const sentBy = async (time: string) => {
    const before = mails.length;
    clock.set(time);
    await drainJobs();
    return mails.length - before;
  };
  expect(await sentBy("2027-03-23T09:00+01:00[Europe/Paris]")).toBe(0);
  expect(await sentBy("2027-03-29T09:00+02:00[Europe/Paris]")).toBe(1);
});

test("a stale site, practitioner, reason or list of reasons is shown again too", async () => {
  const { as, cast, ownerDb } = await newWorld();
  const { lune, sites } = cast.cerfVolant;
  await ownerDb.insertInto("commune").values(vincennes).execute();
  for (const table of ["site", "practitioner", "visitReason"] as const)
    await ownerDb.updateTable(table).set({ version: 5 }).execute();
  const addresses: [string, Record<string, string>][] = [
    [proPaths.site(sites.main.id), { ...site, version: "1" }],
    [proPaths.practitioner(lune.practitionerId), { ...doctor, [`site.${sites.main.id}`]: "on", version: "1" }],
    [proPaths.sheet(lune.practitionerId), { presentation: "Autre", version: "1" }],
    [proPaths.reason(lune.reasonIds.visit), { ...reason, version: "1" }],
    [proPaths.practitionerReasons(lune.practitionerId), { version: "1" }],
  ];
  for (const [address, typed] of addresses) {
    const stale = await as("nina").post(address, typed);
    expect([stale.status, stale.body.includes("pendant que vous écriviez")], address).toEqual([409, true]);
    expect((await as("nina").post(address, { ...typed, version: "5" })).status, address).toBe(303);
    for (const table of ["site", "practitioner", "visitReason"] as const)
      await ownerDb.updateTable(table).set({ version: 5 }).execute();
  }
});

test("what is wrong is said by its field, and nothing typed is lost", async () => {
  const { as, cast, ownerDb } = await newWorld();
  const { lune, sites } = cast.cerfVolant;
  await ownerDb.insertInto("commune").values(vincennes).execute();
  const here = { [`site.${sites.main.id}`]: "on" };
  const wrong: [string, Record<string, string>, string, string][] = [
    [proPaths.house(), { name: "", kind: "solo", phone: "01 99 00 12 34" }, "name", "Donnez un nom"],
    [proPaths.house(), { name: "X", kind: "solo", phone: "12" }, "phone", "ne peut pas être appelé"],
    [
      proPaths.house(),
      { name: "X", kind: "solo", phone: "0199001234", takesReplies: "on" },
      "email",
      "donnez une adresse mail",
    ],
    [proPaths.house(), { name: "X", kind: "temple", phone: "0199001234" }, "kind", "Choisissez"],
    [proPaths.newSite(), { ...site, commune: "Atlantide" }, "commune", "n’est pas trouvée"],
    [proPaths.newSite(), { ...site, postalCode: "943" }, "postalCode", "5 chiffres"],
    [proPaths.newSite(), { ...site, cancelNotice: "deux" }, "cancelNotice", "nombre entier"],
    [proPaths.newSite(), { ...site, access: "x".repeat(2000) }, "access", "trop long"],
    [proPaths.newPractitioner(), { ...doctor }, "sites", "au moins un lieu"],
    [
      proPaths.newPractitioner(),
      { ...doctor, [`site.${cast.tilleuls.sites.main.id}`]: "on" },
      "sites",
      "au moins un lieu",
    ],
    [proPaths.newPractitioner(), { ...doctor, ...here, job: "99:XX" }, "job", "dans la liste"],
    [proPaths.newPractitioner(), { ...doctor, ...here, rpps: "123" }, "rpps", "11 chiffres"],
    [proPaths.newPractitioner(), { ...doctor, ...here, rpps: "10003456780" }, "rpps", "La clé"],
    [
      proPaths.practitioner(lune.practitionerId),
      { ...doctor, ...here, travelMin: "9999" },
      "travelMin",
      "entre 0 et 600",
    ],
    [
      proPaths.practitioner(lune.practitionerId),
      { ...doctor, ...here, maxFutureAppointments: "0" },
      "maxFutureAppointments",
      "1 ou plus",
    ],
    [proPaths.newReason(), { ...reason, durationMin: "0" }, "durationMin", "entre 1 et 720"],
    [proPaths.newReason(), { ...reason, durationMin: "<script>" }, "durationMin", "entre 1 et 720"],
    [proPaths.newReason(), { ...reason, minAgeYears: "18", maxAgeYears: "15" }, "maxAgeYears", "plus petit"],
    [proPaths.newReason(), { ...reason, bookableBy: "nobody" }, "bookableBy", "Choisissez"],
    [proPaths.newReason(), { ...reason, bookingHorizon: "" }, "bookingHorizon", "1 ou plus"],
    [proPaths.newReason(), { ...reason, roomId: lune.practitionerId }, "roomId", "Choisissez"],
    [proPaths.newReason(), { ...reason, roomId: "x" }, "roomId", "Choisissez"],
    [proPaths.rooms(sites.main.id), { name: " " }, "name", "Donnez un nom"],
  ];
  for (const [address, typed, field, sentence] of wrong) {
    const answer = await as("nina").post(address, { name: "Kept <here>", ...typed });
    expect(
      [answer.status, answer.body.includes(`href="#${field}"`), answer.body.includes(sentence)],
      `${address} ${field}`,
    ).toEqual([422, true, true]);
    expect(answer.body).not.toContain("<script>");
  }
  const offers = { version: "1", [`on.${lune.reasonIds.visit}`]: "on", [`minutes.${lune.reasonIds.visit}`]: "-3" };
  expect((await as("nina").post(proPaths.practitionerReasons(lune.practitionerId), offers)).status).toBe(422);
  const anyway = await as("nina").post(proPaths.newPractitioner(), {
    ...doctor,
    ...here,
    rpps: "10003456780",
    rppsAnyway: "on",
  });
  expect(anyway.status).toBe(303);
});

test("a site is closed and opened again: its appointments stay, listed without anyone’s name", async () => {
  const { as, cast, ownerDb, appointment } = await newWorld();
  const { sites, lune } = cast.cerfVolant;
  const address = proPaths.site(sites.main.id);
  const before = (await as("nina").get(address)).body;
  expect(before).toContain("Un rendez-vous à venir reste");
  expect(before).toMatch(/mardi 30.mars à 08:30, Lune/);
  expect(before).not.toContain("Adaberg");
  expect((await as("nina").post(address, { geste: "fermer" })).status).toBe(303);
  expect((await as("nina").post(address, { geste: "fermer" })).status).toBe(303);
  expect((await as("nobody").get(paths.practitioner(lune.slug))).status).toBe(404);
  const row = await ownerDb
    .selectFrom("appointment")
    .select("status")
    .where("id", "=", appointment.id)
    .executeTakeFirst();
  expect(row?.status).toBe("booked");
  expect((await as("nina").post(address, { geste: "rouvrir" })).status).toBe(303);
  expect((await as("nobody").get(paths.practitioner(lune.slug))).status).toBe(200);
});

test("a site keeps the holidays of its region, and is open on those that are ticked", async () => {
  const { as, cast, ownerDb } = await newWorld();
  await ownerDb.insertInto("commune").values([vincennes, strasbourg]).execute();
  const { id } = cast.cerfVolant.sites.main;
  const page = (await as("nina").get(proPaths.site(id))).body;
  expect(page).toContain("Lundi de Pâques");
  expect(page).not.toContain("Saint-Étienne");
  const open = { "open.easter-monday": "on", "open.gospel-day": "on", "open.nonsense": "on" };
  await as("nina").post(proPaths.site(id), { ...site, ...open, version: "1" });
  const kept = () => ownerDb.selectFrom("site").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  expect((await kept()).openOnHolidays).toEqual(["easter-monday"]);

  await as("nina").post(proPaths.site(id), { ...site, commune: "Strasbourg", postalCode: "67000", version: "2" });
  expect(await kept()).toMatchObject({ holidayRegion: "alsace-moselle", inseeCode: "67482", openOnHolidays: [] });
  expect((await as("nina").get(proPaths.site(id))).body).toContain("Le Vendredi saint est férié ici");
});

test("the reasons of a sheet are put in order without dragging, and made longer for one practitioner", async () => {
  const { as, cast, ownerDb } = await newWorld();
  const { practitionerId, reasonIds, slug } = cast.cerfVolant.lune;
  const address = proPaths.practitionerReasons(practitionerId);
  const added = await as("nina").post(proPaths.newReason(), { ...reason, name: "Vaccin", key: crypto.randomUUID() });
  const vaccine = /[0-9a-f-]{36}/.exec(added.location ?? "")![0];
  const both = { [`on.${reasonIds.visit}`]: "on", [`on.${vaccine}`]: "on", [`minutes.${vaccine}`]: "5" };
  const order = `${reasonIds.visit} ${vaccine}`;
  const moved = await as("nina").post(address, { ...both, order, version: "1", geste: `up ${vaccine}` });
  expect(moved.body).toContain(`name="order" value="${vaccine} ${reasonIds.visit}"`);
  expect(moved.body).toContain('value="5"');
  expect(
    (await as("nina").post(address, { ...both, order: `${vaccine} ${reasonIds.visit}`, version: "1" })).status,
  ).toBe(303);
  const offered = await ownerDb
    .selectFrom("practitionerReason")
    .select(["visitReasonId", "durationMin", "position"])
    .where("practitionerId", "=", practitionerId)
    .orderBy("position")
    .execute();
  expect(offered).toEqual([
    { visitReasonId: vaccine, durationMin: 5, position: 0 },
    { visitReasonId: reasonIds.visit, durationMin: null, position: 1 },
  ]);
  expect((await as("nobody").get(paths.practitioner(slug))).body).toMatch(/Vaccin.*Consultation/s);
  expect((await as("nina").post(address, { order, version: "2" })).status).toBe(303);
  expect((await as("nobody").get(paths.practitioner(slug))).body).not.toContain("Vaccin");
});

test("a practitioner does not leave a site where patients can still book", async () => {
  const { as, cast, ownerDb } = await newWorld();
  await ownerDb.insertInto("commune").values(vincennes).execute();
  const { lune, sites } = cast.cerfVolant;
  const added = await as("nina").post(proPaths.newSite(), { ...site, name: "Annexe", key: crypto.randomUUID() });
  const annexe = /[0-9a-f-]{36}/.exec(added.location ?? "")![0];
  const address = proPaths.practitioner(lune.practitionerId);
  const leaving = await as("nina").post(address, { ...doctor, [`site.${annexe}`]: "on", version: "1" });
  expect([leaving.status, leaving.body.includes("Des plages d’ouverture restent")]).toEqual([422, true]);
  const both = { [`site.${annexe}`]: "on", [`site.${sites.main.id}`]: "on" };
  expect((await as("nina").post(address, { ...doctor, ...both, version: "1" })).status).toBe(303);
});

const site = { name: "Cabinet", street: "8 allée du Cerf-Volant", postalCode: "94300", commune: "Vincennes" };
const doctor = {
  title: "Dre",
  firstName: "Camille",
  lastName: "Lune",
  job: "10:SM54",
  secondJob: "",
  booksOnline: "on",
};
const reason = {
  ...{ name: "Consultation", hue: "1", durationMin: "30", place: "in-person", bookableBy: "everyone" },
  ...{ bookingHorizon: "90", bookingHorizonUnit: "D", cancellableOnline: "on", movableOnline: "on" },
};
const vincennes = {
  ...{ inseeCode: "94080", name: "Vincennes", postalCodes: ["94300"], department: "94", population: 48_193 },
  ...{ latitude: 48.8478, longitude: 2.4353 },
};
const strasbourg = {
  ...{ inseeCode: "67482", name: "Strasbourg", postalCodes: ["67000", "67100", "67200"], department: "67" },
  ...{ population: 291_313, latitude: 48.58, longitude: 7.75 },
};
