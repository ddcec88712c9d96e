import type { Tx } from "../src/platform/db.ts";
import { addReasons, type House, settle } from "./house.ts";
import { fictionRpps } from "./invented.ts";
import type { Sites } from "./shared-practice.ts";

/** Dre Camille Lune sees adults and children. New patients stay longer, three of them a day at most; two times at noon are kept for
 * the urgencies of the day and shown the evening before; video is for those she knows, home visits are booked by the secretary. */
export async function dreLune(tx: Tx, house: House<Sites>, today: Temporal.PlainDate) {
  const reasons = await addReasons(tx, house, {
    followUp: {
      name: "Consultation de suivi",
      hue: 1,
      durationMin: 20,
      newPatientDurationMin: 30,
      stepMin: 10,
      bookingNotice: "PT2H",
      maxMoves: 3,
      toBring: "Votre carte Vitale\nVotre ordonnance en cours\nVos derniers résultats d’analyses",
    },
    first: {
      name: "Première consultation",
      hue: 2,
      durationMin: 30,
      stepMin: 10,
      bookingNotice: "PT2H",
      bufferAfterMin: 5,
      toBring: "Votre carte Vitale\nVotre carnet de santé ou de vaccination\nLa liste de vos traitements",
    },
    video: {
      name: "Consultation en visio",
      hue: 3,
      durationMin: 15,
      stepMin: 15,
      place: "video",
      bookableBy: "known",
      bookingNotice: "PT4H",
      instructions: "Installez-vous dans un endroit calme. Le lien s’ouvre dix minutes avant.",
    },
    vaccination: {
      name: "Vaccination",
      hue: 5,
      durationMin: 10,
      bufferAfterMin: 5,
      stepMin: 5,
      bookingNotice: "P1D",
      bookingHorizon: "P6M",
      toBring: "Le vaccin\nVotre carnet de vaccination",
    },
    childCheck: {
      name: "Examen de l’enfant",
      hue: 4,
      durationMin: 30,
      stepMin: 10,
      maxAgeYears: 15,
      bookingHorizon: "P6M",
      toBring: "Le carnet de santé",
    },
    urgency: {
      name: "Urgence du jour",
      hue: 6,
      durationMin: 15,
      stepMin: 15,
      releasedHoursBefore: 18,
      cancelNotice: "PT1H",
      movableOnline: false,
      instructions: "Pour un problème apparu depuis peu. En cas d’urgence vitale, appelez le 15.",
    },
    home: {
      name: "Visite à domicile",
      hue: 6,
      durationMin: 30,
      bufferBeforeMin: 15,
      bufferAfterMin: 15,
      place: "home",
      bookableBy: "staff",
    },
  });
  const visits = ["followUp", "first", "video", "vaccination", "childCheck"] as const;
  const tuesdayOff = today.add({ days: ((2 - today.dayOfWeek + 7) % 7) + 21 });
  return settle(tx, house, reasons, {
    title: "Dre",
    firstName: "Camille",
    lastName: "Lune",
    rpps: fictionRpps(0),
    professionCode: "10",
    specialtyCodes: ["SM54"],
    languages: ["fr", "en", "it"],
    feeSector: "1",
    paymentMeans: ["card", "cheque", "cash"],
    maxFutureAppointments: 4,
    newPatientsPerDay: 3,
    blockedAfterMissed: 4,
    presentation:
      "La Dre Lune suit adultes et enfants dès la naissance, avec un intérêt particulier pour la prévention et les maladies chroniques. Elle exerce avec une sage-femme, un cardiologue et un kinésithérapeute.",
    offers: { followUp: {}, first: {}, video: {}, vaccination: {}, childCheck: {}, urgency: {}, home: {} },
    openings: [
      {
        ...{ at: "alley", weekdays: ["MO", "TU", "TH", "FR"], from: "08:30", to: "12:00", for: visits },
        except: [{ on: tuesdayOff, from: "10:00", to: "12:00" }],
      },
      { at: "alley", weekdays: ["MO", "TU", "TH", "FR"], from: "12:00", to: "12:30", for: ["urgency"] },
      { at: "alley", weekdays: ["MO", "TU", "TH"], from: "14:00", to: "18:00", for: visits },
      { at: "alley", weekdays: ["FR"], from: "14:00", to: "17:00", for: ["home"] },
      { at: "alley", weekdays: ["SA"], isoWeeks: "odd", from: "09:00", to: "12:00", for: ["followUp", "vaccination"] },
    ],
    absences: [
      {
        label: "Formation continue",
        from: tuesdayOff.add({ days: 14 }).toPlainDateTime("08:00"),
        to: tuesdayOff.add({ days: 16 }).toPlainDateTime("20:00"),
      },
    ],
  });
}
