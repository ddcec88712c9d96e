import { done } from "../seeds/done.ts";
import { addReasons, openHouse, settle } from "../seeds/house.ts";
import { createActiveUser } from "../src/accounts/activate.ts";
import type { Auth } from "../src/accounts/auth.ts";
import { passGate } from "../src/consents/pass-gate.ts";
import { addStaff, type NewStaff } from "../src/establishments/add-staff.ts";
import { openTexts } from "../src/help/texts.ts";
import { type Actor, asActor } from "../src/platform/actor.ts";
import type { Db } from "../src/platform/db.ts";
import { visitorNamed } from "./people.ts";

/** Who appears in tests. */
export const members = ["ada", "ben", "eve", "lune", "sami", "lou", "nina", "max", "nobody"] as const;
export type Member = (typeof members)[number];

/** A patient with an account. */
export interface PatientOfCast {
  userId: string;
  personId: string;
  by: Extract<Actor, { kind: "user" }>;
}
/** Someone who works at an establishment. */
export interface StaffOfCast {
  userId: string;
  staffId: string;
  by: Extract<Actor, { kind: "staff" }>;
}

export type Cast = Awaited<ReturnType<typeof assemble>>;

/** The same people in every test:
 *
 * - Ada, who has an appointment with Dre Lune; Ben, another patient of the same practice; Eve, who should see nothing;
 * - Dre Lune and Dr Fontanel of the Cabinet du Cerf-Volant; Sami, their secretary; Lou, who sees the agenda of Dr Fontanel only;
 * - Nina, who manages that practice;
 * - Max, secretary of another establishment, where Dr Ott practises;
 * - nobody: a browser that nobody signed in to.
 *
 * All of them have passed the gate « Avant de continuer… ». */
export async function assemble(ownerDb: Db, auth: Auth) {
  const houses = await asActor(ownerDb, { kind: "system", job: "world" }, async (tx) => ({
    cerfVolant: await openCerfVolant(tx),
    tilleuls: await openTilleuls(tx),
  }));
  const { cerfVolant, tilleuls } = houses;
  const patient = async (name: string, sex: "F" | "M", birthDate: string): Promise<PatientOfCast> => {
    const identity = { ...namesOf(name), sex, birthDate: Temporal.PlainDate.from(birthDate), phone: "+33639980001" };
    const { userId, personId } = await createActiveUser(ownerDb, auth, { ...accountOf(name), identity });
    return { userId, personId: personId!, by: { kind: "user", userId, visitor: visitorNamed(name) } };
  };
  const staff = async (
    name: string,
    { establishmentId, ...rights }: Omit<NewStaff, "userId">,
  ): Promise<StaffOfCast> => {
    const { userId } = await createActiveUser(ownerDb, auth, accountOf(name));
    const { staffId } = await asActor(ownerDb, { kind: "system", job: "world" }, async (tx) =>
      done(await addStaff(tx, { establishmentId, userId, ...rights })),
    );
    return { userId, staffId, by: { kind: "staff", userId, staffId, establishmentId } };
  };

  const [here, there] = [cerfVolant.establishmentId, tilleuls.establishmentId];
  const { lune, fontanel } = cerfVolant;
  const [ada, ben, eve, ofLune, sami, lou, nina, max] = await Promise.all([
    patient("Ada", "F", "1985-06-01"),
    patient("Ben", "M", "1990-02-17"),
    patient("Eve", "F", "1979-10-30"),
    staff("Lune", { establishmentId: here, role: "practitioner", practitionerId: lune.practitionerId, agendas: "all" }),
    staff("Sami", { establishmentId: here, role: "secretary", agendas: "all" }),
    staff("Lou", { establishmentId: here, role: "secretary", agendas: [fontanel.practitionerId] }),
    staff("Nina", { establishmentId: here, role: "manager", agendas: "all" }),
    staff("Max", { establishmentId: there, role: "secretary", agendas: "all" }),
  ]);
  for (const { userId } of [ada, ben, eve, ofLune, sami, lou, nina, max])
    await passGate(ownerDb, { by: { kind: "user", userId, visitor: null }, texts, now: before });
  return { ...houses, ada, ben, eve, lune: ofLune, sami, lou, nina, max };
}

/** The day before the story begins everyone read « Avant de continuer… ». */
const before = Temporal.Instant.from("2027-03-21T10:00:00Z");
const texts = openTexts({ now: () => before });

/** What everybody in the cast signs in with. */
export const password = "Tasse-Lune-47-vélo";

export function emailOf(name: string): string {
  return `${name.toLowerCase()}@exemple.fr`;
}

function accountOf(name: string) {
  return { email: emailOf(name), password, name: `${name} ${name}berg` };
}

function namesOf(name: string) {
  return { birthName: `${name}berg`, nameUsed: `${name}berg`, firstNames: name };
}

type Tx = Parameters<typeof openHouse>[0];

/** Visits of 30 minutes, every weekday from 08:30 to 12:00 and from 14:00 to 18:00; one cancels online until 48 hours before. */
async function openCerfVolant(tx: Tx) {
  const house = await openHouse(tx, {
    ...{ name: "Cabinet du Cerf-Volant", kind: "shared-practice", phone: "+33199001234" },
    sites: { main: { ...vincennes, cancelNotice: "PT48H", secretariatHours: "Du lundi au vendredi" } },
  });
  const reasons = await addReasons(tx, house, { visit: { name: "Consultation", durationMin: 30 } });
  const doctor = { title: "Dr", professionCode: "10", offers: { visit: {} }, openings: everyWeekday } as const;
  return {
    ...house,
    lune: await settle(tx, house, reasons, {
      ...{ ...doctor, title: "Dre", firstName: "Camille", lastName: "Lune", specialtyCodes: ["SM54"] },
    }),
    fontanel: await settle(tx, house, reasons, {
      ...{ ...doctor, firstName: "Idris", lastName: "Fontanel", specialtyCodes: ["SM04"] },
    }),
  };
}

async function openTilleuls(tx: Tx) {
  const house = await openHouse(tx, {
    ...{ name: "Clinique des Trois-Tilleuls", kind: "clinic", phone: "+33199002000" },
    sites: { main: strasbourg },
  });
  const reasons = await addReasons(tx, house, { visit: { name: "Consultation", durationMin: 30 } });
  const ott = {
    title: "Dr",
    firstName: "Matthis",
    lastName: "Ott",
    professionCode: "10",
    specialtyCodes: ["SM15"],
  } as const;
  return {
    ...house,
    ott: await settle(tx, house, reasons, {
      ...{ ...ott, specialtyCodes: ["SM15"], offers: { visit: {} }, openings: everyWeekday },
    }),
  };
}

const everyWeekday = [
  { at: "main", weekdays: ["MO", "TU", "WE", "TH", "FR"], from: "08:30", to: "12:00" },
  { at: "main", weekdays: ["MO", "TU", "WE", "TH", "FR"], from: "14:00", to: "18:00" },
] as const;
const vincennes = {
  ...{ name: "Cabinet du Cerf-Volant", street: "8 allée du Cerf-Volant", postalCode: "94300", commune: "Vincennes" },
  ...{ inseeCode: "94080", latitude: 48.8478, longitude: 2.4353, phone: "+33199001234" },
};
const strasbourg = {
  ...{ name: "Clinique des Trois-Tilleuls", street: "40 rue des Trois-Tilleuls", postalCode: "67000" },
  ...{ commune: "Strasbourg", inseeCode: "67482", latitude: 48.5802, longitude: 7.7634 },
};
