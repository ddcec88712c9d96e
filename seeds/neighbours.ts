import type { Tx } from "../src/platform/db.ts";
import { addReasons, openHouse, settle } from "./house.ts";
import { fictionPhone, fictionRpps } from "./invented.ts";

/** Three general practitioners around Vincennes: one who practises alone, one who is full for weeks, one who gives his times by
 * telephone. */
export async function openNeighbours(tx: Tx, today: Temporal.PlainDate) {
  const brezolles = await soloPractitioner(tx);
  await fullForWeeks(tx, today);
  await byTelephone(tx);
  return [brezolles];
}

async function soloPractitioner(tx: Tx) {
  const house = await openHouse(tx, {
    name: "Cabinet du Dr Brézolles",
    kind: "solo",
    phone: fictionPhone(1280),
    email: "cabinet.brezolles@exemple.fr",
    takesReplies: true,
    sites: {
      clock: {
        ...{ name: "Cabinet de l'Horloge-Bleue", street: "2 place de l'Horloge-Bleue" },
        ...{ postalCode: "94300", commune: "Vincennes", inseeCode: "94080", latitude: 48.8459, longitude: 2.4441 },
        phone: fictionPhone(1280),
        access: "Bus 118, arrêt Horloge. Entrée de plain-pied.",
        secretariatHours: "Le docteur répond lui-même, du lundi au vendredi de 08:00 à 09:00",
        wheelchair: true,
        cancelNotice: "PT24H",
      },
    },
  });
  const reasons = await addReasons(tx, house, {
    visit: { name: "Consultation", durationMin: 20, bookingNotice: "PT1H" },
    sport: {
      name: "Certificat de sport",
      hue: 6,
      durationMin: 20,
      bookingNotice: "P1D",
      minAgeYears: 6,
      toBring: "Votre carnet de santé",
    },
    video: { name: "Consultation en visio", hue: 3, durationMin: 20, place: "video", bookingNotice: "PT1H" },
  });
  return settle(tx, house, reasons, {
    ...{ title: "Dr", firstName: "Paul", lastName: "Brézolles", rpps: fictionRpps(4) },
    ...{ professionCode: "10", specialtyCodes: ["SM54"], languages: ["fr"] },
    feeSector: "optam",
    paymentMeans: ["card", "cheque"],
    presentation: "Médecine générale et médecine du sport.",
    offers: { visit: {}, sport: {}, video: {} },
    openings: [
      { at: "clock", weekdays: ["MO", "WE", "TH", "FR"], from: "09:00", to: "12:20" },
      { at: "clock", weekdays: ["MO", "WE", "FR"], from: "14:00", to: "18:00" },
    ],
  });
}

async function fullForWeeks(tx: Tx, today: Temporal.PlainDate) {
  const house = await openHouse(tx, {
    name: "Centre de santé des Lavandières",
    kind: "health-centre",
    phone: fictionPhone(1281),
    sites: {
      centre: {
        ...{ name: "Centre de santé des Lavandières", street: "17 quai des Lavandières" },
        ...{ postalCode: "94160", commune: "Saint-Mandé", inseeCode: "94067", latitude: 48.8397, longitude: 2.4178 },
        secretariatHours: "Du lundi au samedi, 08:00 – 20:00",
        wheelchair: true,
        cancelNotice: "P1D",
      },
    },
  });
  const reasons = await addReasons(tx, house, {
    visit: { name: "Consultation", durationMin: 20, bookingHorizon: "P6M" },
  });
  return settle(tx, house, reasons, {
    ...{ title: "Dre", firstName: "Nour", lastName: "Aït-Salem", rpps: fictionRpps(5) },
    ...{ professionCode: "10", specialtyCodes: ["SM54"], languages: ["fr", "ar", "en"] },
    feeSector: "1",
    paymentMeans: ["card"],
    offers: { visit: {} },
    openings: [{ at: "centre", weekdays: ["TU", "TH", "SA"], from: "08:00", to: "14:00" }],
    absences: [
      {
        label: "Congé de maternité",
        from: today.subtract({ days: 60 }).toPlainDateTime(),
        to: today.add({ days: 52 }).toPlainDateTime(),
      },
    ],
  });
}

async function byTelephone(tx: Tx) {
  const house = await openHouse(tx, {
    name: "Cabinet du Dr Vautrin",
    kind: "solo",
    phone: fictionPhone(1277),
    sites: {
      mill: {
        ...{ name: "Cabinet du Moulin-Couché", street: "31 rue du Moulin-Couché" },
        ...{ postalCode: "93100", commune: "Montreuil", inseeCode: "93048", latitude: 48.8601, longitude: 2.4391 },
        secretariatHours: "Du lundi au vendredi, de 08:30 à 12:00",
      },
    },
  });
  const reasons = await addReasons(tx, house, { visit: { name: "Consultation", durationMin: 15 } });
  return settle(tx, house, reasons, {
    ...{ title: "Dr", firstName: "Jean-Marie", lastName: "Vautrin", rpps: fictionRpps(6) },
    ...{ professionCode: "10", specialtyCodes: ["SM54"], feeSector: "1", paymentMeans: ["cheque", "cash"] },
    booksOnline: false,
    offers: { visit: {} },
    openings: [{ at: "mill", weekdays: ["MO", "TU", "WE", "TH", "FR"], from: "09:00", to: "12:00" }],
  });
}
