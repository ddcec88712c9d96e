import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { proPaths } from "../pro-paths.ts";

/** What robots, broken programs and cats put into a field. */
const oddities = [
  ...["\0", "%", "' or 1=1 --", "<script>alert(1)</script>", "-1", "1e308", "999999", "２０", "\u202e\ufeff"],
  ...["\ud83d\ude00".repeat(300), "a".repeat(5000), "P1D", "constructor", "__proto__"],
];

const site = {
  ...{ name: "Cabinet", street: "8 allée", postalCode: "94300", commune: "Vincennes", phone: "", access: "" },
  ...{ secretariatHours: "", cancelNotice: "2", cancelNoticeUnit: "D", zone: "Europe/Paris", goodFriday: "on" },
};
const doctor = { title: "Dre", firstName: "Camille", lastName: "Lune", job: "10:SM54", secondJob: "", rpps: "" };
const limits = {
  newPatientsPerDay: "3",
  maxFutureAppointments: "2",
  blockedAfterMissed: "",
  travelMin: "",
  cancelNotice: "",
};
const reason = {
  ...{ name: "Consultation", hue: "1", durationMin: "30", newPatientDurationMin: "", stepMin: "", place: "in-person" },
  ...{ bufferBeforeMin: "", bufferAfterMin: "", bookingNotice: "", bookingNoticeUnit: "H", bookingHorizon: "90" },
  ...{ bookingHorizonUnit: "D", releasedHoursBefore: "", bookableBy: "everyone", minAgeYears: "", maxAgeYears: "" },
  ...{ instructions: "", toBring: "", cancelNotice: "", cancelNoticeUnit: "H", maxMoves: "", roomId: "" },
};

const { as, cast, ownerDb } = await newWorld();
const { lune, sites } = cast.cerfVolant;
const here = { [`site.${sites.main.id}`]: "on" };
await ownerDb
  .insertInto("commune")
  .values({ inseeCode: "94080", name: "Vincennes", postalCodes: ["94300"], department: "94", population: 48_193 })
  .execute();

test.each<[string, Record<string, string>]>([
  [proPaths.house(), { name: "Cabinet", neutralName: "", kind: "solo", phone: "0199001234", email: "a@exemple.fr" }],
  [proPaths.newSite(), site],
  [proPaths.site(sites.main.id), site],
  [proPaths.rooms(sites.main.id), { name: "Salle", room: "" }],
  [proPaths.newPractitioner(), { ...doctor, ...here }],
  [proPaths.practitioner(lune.practitionerId), { ...doctor, ...here, ...limits }],
  [proPaths.sheet(lune.practitionerId), { presentation: "Bonjour", feeSector: "1", "lang.fr": "on" }],
  [proPaths.newReason(), reason],
  [proPaths.reason(lune.reasonIds.visit), reason],
  [
    proPaths.practitionerReasons(lune.practitionerId),
    { [`on.${lune.reasonIds.visit}`]: "on", [`minutes.${lune.reasonIds.visit}`]: "5", order: "", geste: "" },
  ],
  [proPaths.photo(lune.practitionerId), { photo: "", geste: "" }],
])("whatever is typed into %s is answered by a sentence: never by a fault, never as markup", async (address, form) => {
  const faults: string[] = [];
  const put = async (typed: Record<string, string>, what: string) => {
    for (const table of ["establishment", "site", "practitioner", "visitReason"] as const)
      await ownerDb.updateTable(table).set({ version: 1 }).execute();
    const { status, body } = await as("nina").post(address, typed);
    if (status >= 500 || body.includes("<script>alert")) faults.push(`${what} ${status}`);
  };
  for (const [index, name] of [...Object.keys(form), "version", "key"].entries()) {
    const oddity = oddities[index % oddities.length]!;
    await put({ version: "1", ...form, [name]: oddity }, `${name}=${oddity.slice(0, 20)}`);
  }
  for (const oddity of oddities)
    await put(Object.fromEntries(Object.keys(form).map((name) => [name, oddity])), `all=${oddity.slice(0, 20)}`);
  expect(faults).toEqual([]);
});
