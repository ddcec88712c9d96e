import type { Tx } from "../src/platform/db.ts";
import { addReasons, type House, settle } from "./house.ts";
import { fictionRpps } from "./invented.ts";
import type { Sites } from "./shared-practice.ts";

/** Mme Inès Valcourt, midwife, receives at both sites, a quarter of an hour apart. One cancels online until five days before; one kind
 * of visit is confidential: no mail tells of it, and no list. */
export async function mmeValcourt(tx: Tx, house: House<Sites>) {
  const reasons = await addReasons(tx, house, {
    pregnancy: {
      name: "Suivi de grossesse",
      hue: 1,
      durationMin: 30,
      newPatientDurationMin: 45,
      stepMin: 15,
      bookingNotice: "PT12H",
      bookingHorizon: "P6M",
      toBring: "Votre carnet de maternité\nVos derniers examens",
    },
    preparation: {
      name: "Préparation à la naissance",
      hue: 2,
      durationMin: 60,
      stepMin: 30,
      bufferAfterMin: 10,
      bookingNotice: "P2D",
      cancelNotice: "P7D",
    },
    rehabilitation: { name: "Rééducation du périnée", hue: 5, durationMin: 30, stepMin: 30, bookingNotice: "PT12H" },
    confidential: {
      name: "Entretien confidentiel",
      hue: 4,
      durationMin: 30,
      stepMin: 15,
      discreet: true,
      minAgeYears: 12,
      bookingNotice: "PT2H",
      cancelNotice: "PT2H",
    },
  });
  return settle(tx, house, reasons, {
    title: "Mme",
    firstName: "Inès",
    lastName: "Valcourt",
    rpps: fictionRpps(1),
    professionCode: "50",
    languages: ["fr", "es"],
    feeSector: "1",
    paymentMeans: ["card", "cheque", "cash"],
    travelMin: 15,
    cancelNotice: "P5D",
    presentation:
      "Mme Valcourt accompagne la grossesse et les semaines qui suivent la naissance, et assure le suivi gynécologique de prévention.",
    offers: { pregnancy: {}, preparation: {}, rehabilitation: {}, confidential: {} },
    openings: [
      { at: "alley", weekdays: ["MO", "TU", "TH"], from: "08:00", to: "12:00" },
      { at: "alley", weekdays: ["MO", "TH"], from: "13:30", to: "17:00" },
      { at: "square", weekdays: ["WE", "FR"], from: "09:00", to: "12:30" },
      { at: "square", weekdays: ["WE"], from: "14:00", to: "19:00", for: ["pregnancy", "rehabilitation"] },
      { at: "square", weekdays: ["SA"], nth: 1, from: "09:00", to: "12:00", for: ["preparation"] },
    ],
  });
}
