export const kinds = ["patients", "appointments"] as const;
export type ImportKind = (typeof kinds)[number];

/** What a file may bring, field by field: headings it is recognised by (without case, accents or punctuation), and whether it must be there. */
export interface FieldRule {
  name: string;
  isNeeded: boolean;
  headings: readonly string[];
}

const patientFields = [
  field("nameUsed", true, "nom", "nom utilise", "nom usuel", "nom d usage", "nom de famille", "name", "last name"),
  field("firstNames", true, "prenom", "prenoms", "first name", "first names"),
  field("birthName", false, "nom de naissance", "nom de jeune fille", "nom naissance", "birth name"),
  field("birthDate", true, "date de naissance", "naissance", "ne le", "ddn", "date naissance", "birth date", "dob"),
  field("sex", false, "sexe", "genre", "civilite", "sex"),
  field("phone", false, "telephone", "mobile", "portable", "tel", "tel mobile", "telephone mobile", "phone"),
  field("email", false, "mail", "email", "e mail", "courriel", "adresse mail", "adresse email"),
  field("address", false, "adresse", "adresse postale", "address"),
  field(
    "number",
    false,
    "numero",
    "numero de dossier",
    "dossier",
    "no dossier",
    "n dossier",
    "id patient",
    "ipp",
    "number",
  ),
] as const;

const appointmentFields = [
  field("date", true, "date", "jour", "date du rendez vous", "date rdv"),
  field("time", true, "heure", "heure de debut", "debut", "heure rdv", "time"),
  field("minutes", false, "duree", "minutes", "duree min", "duration"),
  field("practitioner", true, "praticien", "medecin", "soignant", "rpps", "agenda", "practitioner"),
  field("reason", true, "motif", "type", "type de rendez vous", "reason"),
  field("site", false, "lieu", "site", "cabinet"),
  field("number", false, "numero de dossier", "dossier", "numero patient", "id patient", "ipp", "numero"),
  field("nameUsed", false, "nom", "nom utilise", "nom du patient", "patient", "nom usuel"),
  field("firstNames", false, "prenom", "prenoms", "prenom du patient"),
  field("birthDate", false, "date de naissance", "naissance", "ddn", "ne le"),
  field("status", false, "etat", "statut", "status", "venue"),
  field("note", false, "note", "commentaire", "remarque", "notes"),
] as const;

export const fieldsOf: Record<ImportKind, readonly FieldRule[]> = {
  patients: patientFields,
  appointments: appointmentFields,
};

/** Which column of a file each field is read from, by the column’s place. */
export type Columns = Record<string, number>;

/** The columns whose headings say what they are; each is read once. */
export function guessColumns(kind: ImportKind, headers: readonly string[]): Columns {
  const bare = headers.map(plain);
  const taken = new Set<number>();
  const columns: Columns = {};
  for (const { name, headings } of fieldsOf[kind]) {
    const at = headings.map((heading) => bare.indexOf(heading)).find((index) => index >= 0 && !taken.has(index));
    if (at === undefined) continue;
    columns[name] = at;
    taken.add(at);
  }
  return columns;
}

/** The fields that must be read from somewhere and are not; of an appointment, its patient by number, or by name and birth date. */
export function missingIn(kind: ImportKind, columns: Columns): string[] {
  const missing = fieldsOf[kind].filter(({ name, isNeeded }) => isNeeded && columns[name] === undefined);
  const names = missing.map(({ name }) => name);
  if (kind === "appointments" && columns.number === undefined) {
    for (const name of ["nameUsed", "firstNames", "birthDate"]) if (columns[name] === undefined) names.push(name);
  }
  return names;
}

/** A line by field, as texts; what is read from nowhere is empty. */
export function lineBy(columns: Columns, cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([name, at]) => [name, cells[at] ?? ""]));
}

/** Without case, accents or punctuation. */
export function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

function field(name: string, isNeeded: boolean, ...headings: string[]): FieldRule {
  return { name, isNeeded, headings };
}
