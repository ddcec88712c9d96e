/** Draws how the slices lean on one another and fails when an arrow points up, naming the import to move.
 * The order is the one of ARCHITECTURE.md; a slice may import those on lower floors only. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";

const floors = [
  ["app", "worker", "main", "navigation"],
  [
    "agenda",
    "secretariat",
    "settings",
    "substitutes",
    "statistics",
    "transfer",
    "operator",
    "fhir",
    "directory",
    "my-data",
  ],
  ["waiting-list", "appointments", "documents", "premium"],
  ["availability", "patients", "consents", "federation", "team"],
  ["establishments", "accounts"],
  ["notices", "audit", "help", "retention"],
  ["ui", "platform", "paths", "pro-paths"],
];
const floorOf = new Map(floors.flatMap((slices, floor) => slices.map((slice) => [slice, floor] as const)));

const faults: string[] = [];
const arrows = new Map<string, Set<string>>();
for (const file of readdirSync("src", { recursive: true, encoding: "utf8" })) {
  if (!/\.tsx?$/.test(file) || /\.test\.tsx?$/.test(file)) continue;
  const from = sliceOf(file);
  for (const [, target] of readFileSync(join("src", file), "utf8").matchAll(/from "(\.{1,2}\/[^"]+)"/g)) {
    if (target!.endsWith(".json")) continue; // the words of every slice are gathered in ui
    const aim = normalize(join(dirname(file), target!));
    const to = sliceOf(aim);
    if (from === to || (from === "main" && to === "..")) continue; // the program brings its seeds along
    if (to === "..") {
      faults.push(`src/${file} imports ${target}, which is no part of the program`);
      continue;
    }
    arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    if (!mayLean(from, to)) faults.push(`src/${file} imports ${aim}: ${from} may not lean on ${to}`);
    if (/-page\.tsx$/.test(aim) && floorOf.get(from) !== 0)
      faults.push(`src/${file} imports ${aim}: a page is no one else's`);
  }
}

for (const slice of floors.flat())
  if (arrows.has(slice)) console.log(`${slice} → ${[...arrows.get(slice)!].sort().join(", ")}`);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

function sliceOf(file: string): string {
  return file.split(sep)[0]!.replace(/\.tsx?$/, "");
}

function mayLean(from: string, to: string): boolean {
  const [above, below] = [floorOf.get(from), floorOf.get(to)];
  if (above === undefined) throw new Error(`scripts/arrows.ts does not know the slice ${from}`);
  if (below === undefined) throw new Error(`scripts/arrows.ts does not know the slice ${to}`);
  return above < below || (above === below && (above === 0 || above === floors.length - 1));
}
