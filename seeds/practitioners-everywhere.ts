import type { Insertable } from "kysely";
import { slugOf } from "../src/establishments/add-practitioner.ts";
import { territoryOf } from "../src/establishments/territory.ts";
import type { Tx } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import type { DB } from "../src/platform/schema.ts";
import { Chance } from "./chance.ts";
import { insertAll } from "./insert-all.ts";
import { fictionPhone, fictionRpps, someone } from "./invented.ts";
import { type Commune, whereTheyPractise } from "./places.ts";
import { type Job, jobs, streets, weeks } from "./trades.ts";

/** A few hundred practitioners over real communes, so that a search finds someone wherever one looks: many around Vincennes, some in
 * every large town, a few in villages. They are written in bulk: their stories are all alike. */
export async function settleEverywhere(tx: Tx, today: Temporal.PlainDate): Promise<void> {
  const chance = new Chance(94_300);
  const slugs = new Set((await tx.selectFrom("practitioner").select("slug").execute()).map(({ slug }) => slug));
  const country = emptyCountry();
  let number = 0;
  for (const [commune, houses] of await whereTheyPractise(chance))
    for (let house = 0; house < houses; house++) settleAt(country, commune, { chance, today, slugs, number: ++number });
  for (const table of inOrder) await insertAll(tx, table, country[table]);
}

/** What is written, table by table, each after those it refers to. */
const inOrder = [
  "establishment",
  "site",
  "resource",
  "practitioner",
  "practitionerSite",
  "visitReason",
  "practitionerReason",
  "opening",
  "openingReason",
  "absence",
] as const;
type Country = { [Table in (typeof inOrder)[number]]: Insertable<DB[Table]>[] };

function emptyCountry(): Country {
  return Object.fromEntries(inOrder.map((table) => [table, []])) as unknown as Country;
}

interface Circumstances {
  chance: Chance;
  today: Temporal.PlainDate;
  /** Taken already. */
  slugs: Set<string>;
  /** Of the practitioner, for numbers of telephone and of register. */
  number: number;
}

function settleAt(country: Country, commune: Commune, circumstances: Circumstances) {
  const { chance, number } = circumstances;
  const who = someone(chance);
  const establishmentId = newId();
  const siteId = newId();
  const { inseeCode, postalCode } = commune;
  const name = `Cabinet ${who.lastName}`;
  country.establishment.push({
    id: establishmentId,
    name,
    neutralName: name,
    kind: "solo",
    phone: fictionPhone(3000 + number),
  });
  country.site.push({
    ...{ id: siteId, establishmentId, name, street: `${chance.whole(1, 90)} ${chance.oneOf(streets)}` },
    ...{ postalCode, commune: commune.name, inseeCode, ...territoryOf(inseeCode) },
    latitude: commune.latitude + (chance.next() - 0.5) / 60,
    longitude: commune.longitude + (chance.next() - 0.5) / 40,
    wheelchair: chance.happens(0.7),
    secretariatHours: "Du lundi au vendredi, 09:00 – 12:00 et 14:00 – 18:00",
    cancelNotice: chance.oneOf(["PT24H", "PT48H", "P2D", "P3D"]),
  });
  const job = chance.oneOf(jobs);
  const practitionerId = practitionerOf(country, { ...who, job, establishmentId }, circumstances);
  const whose = { establishmentId, practitionerId };
  country.practitionerSite.push({ ...whose, siteId });
  const reasonIds = reasonsOf(country, whose, job);
  const starts = chance.oneOf(weeks);
  for (const { weekdays, from, to } of starts) {
    const openingId = newId();
    country.opening.push({ id: openingId, ...whose, siteId, weekdays: [...weekdays], fromTime: from, toTime: to });
    for (const visitReasonId of reasonIds) country.openingReason.push({ openingId, visitReasonId, establishmentId });
  }
  absenceOf(country, whose, territoryOf(inseeCode).zone, circumstances);
}

function practitionerOf(
  country: Country,
  {
    sex,
    firstName,
    lastName,
    job,
    establishmentId,
  }: ReturnType<typeof someone> & { job: Job; establishmentId: string },
  { chance, slugs, number }: Circumstances,
): string {
  const id = newId();
  const [man, woman] = job.isDoctor ? (["Dr", "Dre"] as const) : (["M.", "Mme"] as const);
  country.resource.push({ id, establishmentId });
  country.practitioner.push({
    ...{ id, establishmentId, slug: freeSlug(slugs, slugOf({ firstName, lastName })) },
    ...{
      title: sex === "F" ? woman : man,
      firstName,
      lastName,
      rpps: job.isRegistered ? fictionRpps(100 + number) : null,
    },
    ...{ professionCode: job.profession, specialtyCodes: job.specialty ? [job.specialty] : [] },
    languages: [
      "fr",
      ...(chance.happens(0.5) ? ["en"] : []),
      ...(chance.happens(0.2) ? [chance.oneOf(["ar", "es", "de", "pt"])] : []),
    ],
    feeSector: job.isRegistered ? chance.oneOf(["1", "1", "1", "optam", "2"] as const) : "none",
    takesVitale: job.isRegistered,
    paymentMeans: ["card", "cheque"],
    acceptsNewPatients: chance.happens(0.85),
    booksOnline: chance.happens(0.95),
  });
  return id;
}

function freeSlug(taken: Set<string>, name: string): string {
  let slug = name;
  for (let number = 2; taken.has(slug); number++) slug = `${name}-${number}`;
  taken.add(slug);
  return slug;
}

function reasonsOf(country: Country, whose: { establishmentId: string; practitionerId: string }, job: Job): string[] {
  return job.visits.map(({ name, durationMin, place = "in-person" }, position) => {
    const id = newId();
    const { establishmentId } = whose;
    const hue = position + 1;
    country.visitReason.push({
      id,
      establishmentId,
      name,
      hue,
      durationMin,
      stepMin: durationMin,
      place,
      bookingNotice: "PT2H",
    });
    country.practitionerReason.push({ ...whose, visitReasonId: id, position });
    return id;
  });
}

/** Some are away for days or weeks, so that not everyone is free at once. */
function absenceOf(
  country: Country,
  { establishmentId, practitionerId }: { establishmentId: string; practitionerId: string },
  zone: string,
  { chance, today }: Circumstances,
) {
  const days = chance.oneOf([0, 0, 1, 2, 3, 5, 8, 13, 21, 34]);
  if (days === 0) return;
  country.absence.push({
    ...{ id: newId(), establishmentId, resourceId: practitionerId, zone, label: "Agenda complet" },
    startsLocal: today.toPlainDateTime(),
    endsLocal: today.add({ days }).toPlainDateTime(),
  });
}
