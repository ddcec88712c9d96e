import type { Tx } from "../src/platform/db.ts";
import { addReasons, type Newcomer, openHouse, settle } from "./house.ts";
import { fictionPhone, fictionRpps } from "./invented.ts";

/** A clinic in Strasbourg, closed on Good Friday and Saint Stephen's Day as the law of Alsace-Moselle has it, and open on the 11th of
 * November. Five specialists share the same visit reasons, each with durations of his own. */
export async function openClinic(tx: Tx) {
  const house = await openHouse(tx, {
    name: "Clinique des Trois-Tilleuls",
    kind: "clinic",
    phone: fictionPhone(2000),
    email: "accueil.trois-tilleuls@exemple.fr",
    sites: {
      clinic: {
        ...{ name: "Clinique des Trois-Tilleuls", street: "40 rue des Trois-Tilleuls" },
        ...{ postalCode: "67000", commune: "Strasbourg", inseeCode: "67482", latitude: 48.5802, longitude: 7.7634 },
        phone: fictionPhone(2000),
        access: "Tram C, arrêt Tilleuls. Consultations au rez-de-jardin, suivre la ligne bleue.",
        secretariatHours: "Du lundi au vendredi, 07:30 – 19:00, et le samedi matin",
        openOnHolidays: ["armistice-1918"],
        wheelchair: true,
        cancelNotice: "P2D",
      },
    },
  });
  const reasons = await addReasons(tx, house, {
    visit: { name: "Consultation", durationMin: 20, stepMin: 10, bookingNotice: "PT12H", bookingHorizon: "P6M" },
    opinion: { name: "Second avis", hue: 2, durationMin: 40, stepMin: 20, bookingNotice: "P3D", bookingHorizon: "P6M" },
    video: { name: "Suivi en visio", hue: 3, durationMin: 15, place: "video", bookableBy: "known" },
  });
  const settled = [];
  for (const [index, { job, ...who }] of specialists.entries())
    settled.push(
      await settle(tx, house, reasons, {
        ...who,
        rpps: fictionRpps(10 + index),
        professionCode: "10",
        specialtyCodes: [job],
        feeSector: index % 2 === 0 ? "2" : "optam",
        paymentMeans: ["card"],
        openings: [
          { at: "clinic", weekdays: index % 2 === 0 ? ["MO", "WE", "FR"] : ["TU", "TH"], from: "08:00", to: "12:40" },
          { at: "clinic", weekdays: index % 2 === 0 ? ["MO", "WE"] : ["TU", "TH"], from: "14:00", to: "18:00" },
          { at: "clinic", weekdays: ["SA"], nth: index === 4 ? -1 : 2, from: "09:00", to: "12:00", for: ["visit"] },
        ],
      }),
    );
  return settled;
}

type Specialist = Pick<
  Newcomer<"clinic", "visit" | "opinion" | "video">,
  "title" | "firstName" | "lastName" | "languages" | "offers"
> & {
  job: string;
};

const specialists: Specialist[] = [
  {
    ...{ job: "SM38", title: "Dre", firstName: "Solange", lastName: "Kestenholtzer", languages: ["fr", "de"] },
    offers: { visit: { durationMin: 15, newPatientDurationMin: 25 }, opinion: {} },
  },
  {
    ...{ job: "SM15", title: "Dr", firstName: "Matthis", lastName: "Rosenvall", languages: ["fr", "de", "en"] },
    offers: { visit: {}, video: {} },
  },
  {
    ...{ job: "SM04", title: "Dre", firstName: "Aïcha", lastName: "Marzagal", languages: ["fr", "ar", "en"] },
    offers: { visit: { durationMin: 30, newPatientDurationMin: 40 }, opinion: { durationMin: 60 }, video: {} },
  },
  {
    ...{ job: "SM20", title: "Dre", firstName: "Liselotte", lastName: "Brunnheim", languages: ["fr", "de", "tr"] },
    offers: { visit: { durationMin: 25 }, opinion: {} },
  },
  {
    ...{ job: "SM40", title: "Pr", firstName: "Anselme", lastName: "Vogelsang-Lure", languages: ["fr", "de"] },
    offers: { visit: { durationMin: 30 }, opinion: { cancelNotice: "P5D" } },
  },
];
