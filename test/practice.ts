import { addReasons, type Newcomer, openHouse, settle } from "../seeds/house.ts";
import type { NewSite } from "../src/establishments/add-site.ts";
import type { NewVisitReason } from "../src/establishments/add-visit-reason.ts";
import type { NewEstablishment } from "../src/establishments/found.ts";
import { asActor } from "../src/platform/actor.ts";
import type { Db } from "../src/platform/db.ts";

/** One practitioner with all it takes to be found and booked. Everything has a sensible value; say what matters. */
export interface SamplePractice extends Partial<Omit<Newcomer<string, string>, "offers">> {
  establishment?: Partial<NewEstablishment>;
  /** By name; by default « main », in Vincennes. */
  sites?: Record<string, Partial<NewSite>>;
  /** By name, each offered; by default « visit », 30 minutes for everyone. */
  reasons?: Record<string, Partial<NewVisitReason>>;
}

export interface SampleIds {
  practitionerId: string;
  slug: string;
  site: Record<string, string>;
  reason: Record<string, string>;
}

/** Lets it settle, and gives the ids by name. By default it receives every weekday from 09:00 to 12:00. */
export function addPractice(ownerDb: Db, practice: SamplePractice = {}): Promise<SampleIds> {
  const { establishment = {}, sites = { main: {} }, reasons = { visit: {} }, ...practitioner } = practice;
  return asActor(ownerDb, { kind: "system", job: "sample" }, async (tx) => {
    const house = await openHouse(tx, { ...cerfVolant, ...establishment, sites: each(sites, vincennes) });
    const reason = await addReasons(tx, house, each(reasons, consultation));
    const offers = Object.fromEntries(Object.keys(reasons).map((name) => [name, {}]));
    const { practitionerId, slug } = await settle(tx, house, reason, { ...lune, ...practitioner, offers });
    const site = Object.fromEntries(Object.entries(house.sites).map(([name, { id }]) => [name, id]));
    return { practitionerId, slug, site, reason };
  });
}

function each<Base extends object, Own extends object>(
  named: Record<string, Own>,
  base: Base,
): Record<string, Base & Own> {
  return Object.fromEntries(Object.entries(named).map(([name, own]) => [name, { ...base, ...own }]));
}

const cerfVolant: NewEstablishment = { name: "Cabinet du Cerf-Volant", kind: "solo", phone: "+33199001234" };
const consultation = { name: "Consultation", durationMin: 30 };
const lune: Omit<Newcomer<string, string>, "offers"> = {
  title: "Dre",
  firstName: "Camille",
  lastName: "Lune",
  professionCode: "10",
  specialtyCodes: ["SM54"],
  openings: [{ at: "main", weekdays: ["MO", "TU", "WE", "TH", "FR"], from: "09:00", to: "12:00" }],
};
const vincennes = {
  name: "Cabinet du Cerf-Volant",
  street: "8 allée du Cerf-Volant",
  postalCode: "94300",
  commune: "Vincennes",
  inseeCode: "94080",
  latitude: 48.8486,
  longitude: 2.4377,
};
