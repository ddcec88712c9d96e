import type { Tx } from "../src/platform/db.ts";
import { addReasons, openHouse, settle } from "./house.ts";
import { fictionPhone, fictionRpps } from "./invented.ts";

/** A health house in Saint-Denis de La Réunion, two or three hours ahead of Paris, closed on the 20th of December. It opens early. */
export async function openPracticeInLaReunion(tx: Tx) {
  const house = await openHouse(tx, {
    name: "Maison de santé du Vacoa",
    kind: "shared-practice",
    phone: fictionPhone(2100),
    email: "maison.vacoa@exemple.fr",
    sites: {
      vacoa: {
        ...{ name: "Maison de santé du Vacoa", street: "12 chemin du Vacoa" },
        ...{ postalCode: "97400", commune: "Saint-Denis", inseeCode: "97411", latitude: -20.8841, longitude: 55.4521 },
        phone: fictionPhone(2100),
        access: "Parking ombragé devant l’entrée.",
        secretariatHours: "Du lundi au vendredi, 07:00 – 16:00",
        wheelchair: true,
        cancelNotice: "PT24H",
      },
    },
  });
  const reasons = await addReasons(tx, house, {
    visit: { name: "Consultation", durationMin: 20, bookingNotice: "PT1H" },
    care: { name: "Détartrage et contrôle", hue: 4, durationMin: 30, bookingNotice: "PT12H", bookingHorizon: "P6M" },
    talk: { name: "Entretien", hue: 2, durationMin: 45, stepMin: 60, bookingNotice: "P1D", cancelNotice: "P3D" },
  });
  const here = { languages: ["fr"], paymentMeans: ["card", "cash"] satisfies ("card" | "cash")[] };
  return [
    await settle(tx, house, reasons, {
      ...{ title: "Dre", firstName: "Marie-Josée", lastName: "Payetteville", rpps: fictionRpps(20), ...here },
      ...{ professionCode: "10", specialtyCodes: ["SM54"], feeSector: "1" },
      offers: { visit: { newPatientDurationMin: 30 } },
      openings: [
        { at: "vacoa", weekdays: ["MO", "TU", "WE", "TH", "FR"], from: "07:00", to: "12:00" },
        { at: "vacoa", weekdays: ["MO", "TH"], from: "13:30", to: "16:00" },
      ],
    }),
    await settle(tx, house, reasons, {
      ...{ title: "Dr", firstName: "Yannis", lastName: "Fontbrune-Rao", rpps: fictionRpps(21), ...here },
      ...{ professionCode: "40", specialtyCodes: ["SCD03"], feeSector: "1" },
      offers: { care: {} },
      openings: [{ at: "vacoa", weekdays: ["TU", "WE", "FR"], from: "07:30", to: "15:30" }],
      absences: [{ label: "Pause", weekdays: ["TU", "WE", "FR"], from: "12:00", to: "13:00" }],
    }),
    await settle(tx, house, reasons, {
      ...{ title: "Mme", firstName: "Zohra", lastName: "Lambermont", rpps: fictionRpps(22), ...here },
      ...{ professionCode: "93", feeSector: "none", takesVitale: false },
      offers: { talk: {} },
      openings: [{ at: "vacoa", weekdays: ["MO", "WE"], from: "08:00", to: "16:00" }],
    }),
  ];
}
