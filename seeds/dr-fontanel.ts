import type { Tx } from "../src/platform/db.ts";
import { addReasons, type House, settle } from "./house.ts";
import { fictionRpps } from "./invented.ts";
import type { Sites } from "./shared-practice.ts";

/** Dr Idris Fontanel, cardiologist. Ultrasound needs the room; a stress test is asked for and confirmed by the practice; whoever comes
 * for the first time says so two days ahead. He is at a congress one afternoon. */
export async function drFontanel(
  tx: Tx,
  house: House<Sites>,
  { today, roomId }: { today: Temporal.PlainDate; roomId: string },
) {
  const reasons = await addReasons(tx, house, {
    visit: {
      name: "Consultation",
      hue: 1,
      durationMin: 30,
      newPatientDurationMin: 45,
      stepMin: 15,
      bookingNotice: "P2D",
      bookingHorizon: "P6M",
      maxMoves: 2,
      toBring: "Le courrier de votre médecin\nVotre ordonnance en cours\nVos derniers examens",
    },
    ultrasound: {
      name: "Échographie cardiaque",
      hue: 4,
      durationMin: 45,
      stepMin: 15,
      bufferAfterMin: 10,
      roomId,
      bookingNotice: "P3D",
      bookingHorizon: "P6M",
      maxMoves: 2,
    },
    stressTest: {
      name: "Épreuve d’effort",
      hue: 6,
      durationMin: 45,
      stepMin: 15,
      bufferBeforeMin: 10,
      bufferAfterMin: 15,
      roomId,
      needsConfirmation: true,
      minAgeYears: 15,
      bookingNotice: "P5D",
      bookingHorizon: "P6M",
      instructions: "Venez en tenue de sport, après un repas léger.",
      toBring: "Une serviette\nVotre ordonnance en cours",
    },
    video: {
      name: "Suivi en visio",
      hue: 3,
      durationMin: 20,
      stepMin: 20,
      place: "video",
      bookableBy: "known",
      bookingNotice: "PT24H",
      bookingHorizon: "P6M",
    },
  });
  const congressOn = today.add({ days: ((1 - today.dayOfWeek + 7) % 7) + 7 });
  return settle(tx, house, reasons, {
    title: "Dr",
    firstName: "Idris",
    lastName: "Fontanel",
    rpps: fictionRpps(2),
    professionCode: "10",
    specialtyCodes: ["SM04"],
    languages: ["fr", "en", "ar"],
    feeSector: "2",
    paymentMeans: ["card", "cheque"],
    maxFutureAppointments: 2,
    presentation:
      "Le Dr Fontanel reçoit sur courrier d’un confrère ou de votre propre chef, à partir de 15 ans pour l’effort.",
    offers: { visit: {}, ultrasound: {}, stressTest: {}, video: {} },
    openings: [
      {
        at: "alley",
        weekdays: ["MO", "TU", "WE"],
        from: "09:00",
        to: "12:30",
        for: ["visit", "ultrasound", "stressTest"],
      },
      { at: "alley", weekdays: ["MO", "WE", "TH"], from: "14:00", to: "18:00", for: ["visit", "ultrasound"] },
      { at: "alley", weekdays: ["TU", "TH"], from: "18:00", to: "19:20", for: ["video"] },
    ],
    absences: [
      { label: "Congrès", from: congressOn.toPlainDateTime("13:00"), to: congressOn.toPlainDateTime("19:00") },
    ],
  });
}
