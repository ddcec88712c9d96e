import { readFile } from "node:fs/promises";
import { communesFile } from "../src/establishments/load-communes.ts";
import type { Chance } from "./chance.ts";

export interface Commune {
  inseeCode: string;
  name: string;
  postalCode: string;
  population: number;
  latitude: number;
  longitude: number;
}

/** Each commune with the number of practices in it. */
export async function whereTheyPractise(chance: Chance): Promise<[Commune, number][]> {
  const communes = await readCommunes();
  const near = communes.filter(({ inseeCode }) => aroundVincennes.includes(inseeCode));
  const large = communes.filter(({ inseeCode }) => !wholes.includes(inseeCode)).slice(0, 70);
  const villages = Array.from({ length: 60 }, () => communes[chance.whole(400, 9000)]!);
  return [
    ...near.map((commune): [Commune, number] => [commune, 5]),
    ...large.map((commune): [Commune, number] => [commune, 3]),
    ...villages.map((commune): [Commune, number] => [commune, 1]),
  ];
}

const aroundVincennes = ["94080", "94067", "93048", "94033", "94052", "94018", "94042", "75112", "75120"];
/** Towns whose arrondissements are communes of their own in the list. */
const wholes = ["75056", "13055", "69123"];

/** The most populous first. */
async function readCommunes(): Promise<Commune[]> {
  const lines = (await readFile(communesFile, "utf8"))
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  return lines
    .map((line) => line.split("\t"))
    .filter((cells) => cells[2] && cells[5] && cells[6])
    .map(([inseeCode = "", name = "", postalCodes = "", , population, latitude, longitude]) => ({
      ...{ inseeCode, name, postalCode: postalCodes.slice(0, 5) },
      ...{ population: Number(population), latitude: Number(latitude), longitude: Number(longitude) },
    }))
    .sort((one, other) => other.population - one.population);
}
