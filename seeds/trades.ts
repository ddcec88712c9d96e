/** What one practises, by its national codes (src/establishments/national-codes.ts), and what people come for. */
export interface Job {
  profession: string;
  specialty: string | null;
  isDoctor: boolean;
  /** Has an RPPS number, and visits that the health insurance pays. */
  isRegistered: boolean;
  visits: readonly Visit[];
}

interface Visit {
  name: string;
  durationMin: number;
  place?: "in-person" | "video";
}

const visit = (durationMin: number, name = "Consultation"): Visit => ({ name, durationMin });
const video = (durationMin: number): Visit => ({ name: "Consultation en visio", durationMin, place: "video" });

function doctor(specialty: string, ...visits: Visit[]): Job {
  return { profession: "10", specialty, isDoctor: true, isRegistered: true, visits };
}

function carer(profession: string, ...visits: Visit[]): Job {
  return { profession, specialty: null, isDoctor: false, isRegistered: true, visits };
}

/** The common ones, those most asked for several times over. */
export const jobs: readonly Job[] = [
  doctor("SM54", visit(20), video(15)),
  doctor("SM54", visit(15), visit(30, "Première consultation")),
  doctor("SM26", visit(20), visit(10, "Vaccination")),
  doctor("SM53", visit(20), video(20)),
  { ...doctor("SCD03", visit(30, "Contrôle et détartrage"), visit(45, "Soin dentaire")), profession: "40" },
  { ...doctor("SCD03", visit(30, "Contrôle et détartrage"), visit(20, "Urgence dentaire")), profession: "40" },
  doctor("SM38", visit(15, "Bilan de la vue"), visit(20, "Suivi")),
  doctor("SM15", visit(20), video(15)),
  doctor("SM20", visit(30), visit(30, "Suivi de grossesse")),
  doctor("SM04", visit(30), visit(45, "Échographie cardiaque")),
  doctor("SM40", visit(20), visit(30, "Examen de l’enfant")),
  doctor("SM42", visit(45), video(30)),
  doctor("SM39", visit(20), visit(30, "Bilan de l’audition")),
  doctor("SM48", visit(30)),
  carer("50", visit(30, "Suivi de grossesse"), visit(30, "Suivi gynécologique")),
  carer("70", visit(30, "Séance"), visit(45, "Bilan")),
  carer("70", visit(30, "Séance de kinésithérapie")),
  carer("60", visit(15, "Soins infirmiers"), visit(15, "Vaccination")),
  carer("80", visit(30, "Soin de pédicurie"), visit(45, "Semelles")),
  carer("91", visit(45, "Bilan de langage"), visit(30, "Séance")),
  carer("93", visit(45, "Entretien"), { name: "Entretien en visio", durationMin: 45, place: "video" }),
  { ...carer("71", visit(45)), isRegistered: false },
  carer("95", visit(45, "Bilan alimentaire"), video(30)),
];

/** Hours of an ordinary week; weekdays are numbered from Monday, which is 1. */
export const weeks: readonly { weekdays: readonly number[]; from: string; to: string }[][] = [
  [
    { weekdays: [1, 2, 4, 5], from: "09:00", to: "12:30" },
    { weekdays: [1, 2, 4], from: "14:00", to: "18:00" },
  ],
  [
    { weekdays: [1, 2, 3, 4, 5], from: "08:30", to: "12:00" },
    { weekdays: [6], from: "09:00", to: "12:00" },
  ],
  [
    { weekdays: [2, 3, 5], from: "10:00", to: "13:00" },
    { weekdays: [2, 3, 5], from: "15:00", to: "19:30" },
  ],
  [{ weekdays: [1, 3, 4], from: "08:00", to: "16:00" }],
];

/** Streets of no town. */
export const streets: readonly string[] = [
  "rue des Cormorans-Gris",
  "place de la Lune-Rousse",
  "allée des Trois-Noyers",
  "impasse du Vent-d’Autan",
  "rue de la Fontaine-aux-Merles",
  "quai des Barques-Bleues",
  "chemin de la Vieille-Horloge",
  "rue du Pont-aux-Ânes",
  "avenue des Grands-Tilleuls",
  "cours du Marché-aux-Toiles",
  "sente des Hirondelles",
  "rue de l’Atelier-Vert",
  "place des Quatre-Saisons",
  "rue du Puits-Couvert",
];
