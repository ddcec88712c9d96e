import type { Tx } from "../src/platform/db.ts";
import { addReasons, type House, settle } from "./house.ts";
import { fictionRpps } from "./invented.ts";
import type { Sites } from "./shared-practice.ts";

/** M. Théo Sarlande, physiotherapist, at one site then the other. The sessions that follow a first assessment are for those he knows;
 * he eats at noon, whatever happens, and takes a week off in a month. */
export async function mSarlande(tx: Tx, house: House<Sites>, today: Temporal.PlainDate) {
  const reasons = await addReasons(tx, house, {
    assessment: {
      name: "Bilan",
      hue: 6,
      durationMin: 45,
      stepMin: 15,
      bookingNotice: "PT12H",
      toBring: "L’ordonnance de votre médecin\nVos radios et comptes rendus",
    },
    session: { name: "Séance de kinésithérapie", hue: 3, durationMin: 30, bookingNotice: "PT12H", maxMoves: 3 },
    group: {
      name: "Séance en groupe",
      hue: 5,
      durationMin: 45,
      stepMin: 45,
      bookableBy: "known",
      bookingNotice: "P1D",
    },
    home: {
      name: "Séance à domicile",
      hue: 2,
      durationMin: 45,
      bufferBeforeMin: 15,
      place: "home",
      bookableBy: "staff",
    },
  });
  const monday = today.add({ days: 29 - today.dayOfWeek });
  return settle(tx, house, reasons, {
    title: "M.",
    firstName: "Théo",
    lastName: "Sarlande",
    rpps: fictionRpps(3),
    professionCode: "70",
    languages: ["fr", "pt"],
    feeSector: "1",
    paymentMeans: ["card", "cheque", "cash"],
    travelMin: 20,
    maxFutureAppointments: 12,
    presentation: "M. Sarlande rééduque le dos, les épaules et les genoux, et suit les sportifs après une blessure.",
    offers: { assessment: {}, session: {}, group: {}, home: { durationMin: 60 } },
    openings: [
      { at: "alley", weekdays: ["MO", "TU", "TH"], from: "08:00", to: "18:00", for: ["assessment", "session"] },
      { at: "square", weekdays: ["WE"], from: "14:00", to: "19:00", for: ["assessment", "session", "group"] },
      { at: "square", weekdays: ["FR"], from: "08:00", to: "16:00", for: ["session", "home"] },
    ],
    absences: [
      { label: "Déjeuner", weekdays: ["MO", "TU", "TH", "FR"], from: "12:00", to: "14:00" },
      {
        label: "Congés",
        from: monday.toPlainDateTime("00:00"),
        to: monday.add({ days: 7 }).toPlainDateTime("00:00"),
      },
    ],
  });
}
