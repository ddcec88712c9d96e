import type { Chance } from "./chance.ts";

/** Somebody who does not exist. */
export interface Invented {
  sex: "F" | "M";
  firstName: string;
  lastName: string;
}

export function someone(chance: Chance): Invented {
  const sex = chance.oneOf(["F", "M"] as const);
  const firstName = chance.oneOf(sex === "F" ? womensNames : mensNames);
  return { sex, firstName, lastName: chance.oneOf(beginnings) + chance.oneOf(endings) };
}

/** The `n`th telephone number of the landline range kept for fiction: 01 99 00 xx xx (ARCEP), in E.164. */
export function fictionPhone(n: number): string {
  return `+3319900${String(n).padStart(4, "0")}`;
}

/** The `n`th mobile number kept for fiction: 06 39 98 xx xx. */
export function fictionMobile(n: number): string {
  return `+3363998${String(n).padStart(4, "0")}`;
}

/** The `n`th RPPS number of the fictitious range, with its Luhn key: 99700900006, 99700900014… */
export function fictionRpps(n: number): string {
  const body = `997009${String(n).padStart(4, "0")}`;
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const weighed = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

const womensNames =
  names(`Adèle Agathe Alba Alice Amina Anaïs Anouk Apolline Aurore Béatrice Bérénice Blanche Capucine Céleste
  Chantal Clémence Colette Constance Djamila Éléonore Élise Emma Esther Fanta Faustine Flore Garance Hanna Héloïse Irène Jeanne
  Joséphine Judith Khadija Léonie Linh Louise Lucie Madeleine Maïa Margaux Mathilde Nadia Ninon Nour Odile Olympe Pauline Perrine
  Rosalie Salomé Simone Soline Suzanne Thaïs Violette Yasmine Zélie Zoé`);
const mensNames =
  names(`Achille Adam Alban Ambroise Anatole Antonin Armand Aurélien Basile Bastien Baptiste Célestin Charles Clovis
  Côme Cyprien Denis Edgar Émile Étienne Félix Firmin Gabin Gaspard Gustave Hakim Hector Henri Honoré Idir Isidore Jean-Marie
  Joseph Jules Karim Lazare Léandre Léon Lucien Malo Marius Mehdi Moussa Nathan Octave Omar Oscar Paul Philémon Quang Raphaël Rémi
  Sacha Sévérin Théodore Tristan Ulysse Valentin Victor Youssef`);
/** Family names are put together from these two: four hundred and some that sound familiar. */
const beginnings = names(
  "Aubre Bel Bran Chante Clair Cour Dor Fonte Gran Haute Lan Marche Mon Nerve Per Roche Sau Tour Val Ver Vil",
);
const endings = names(
  "brac bresse cendre court dolle don fage gal lac ligny loup mance nelle noux pierre rive sault seuil vigne zan",
);

function names(list: string): string[] {
  return list.split(/\s+/);
}
