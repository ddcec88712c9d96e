import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "slots-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The case printed in the documentation of the command. */
const documented = {
  zone: "Europe/Paris",
  region: "metropole",
  now: "2027-01-01T10:00:00+01:00",
  from: "2027-01-12",
  to: "2027-01-12",
  reason: { durationMin: 30, stepMin: 30, bufferBeforeMin: 0, bufferAfterMin: 0, notice: "PT2H", horizon: "P90D" },
  openings: [
    { on: "2027-01-12", from: "09:00", to: "12:00" },
    {
      weekdays: ["TU"],
      everyWeeks: 1,
      isoWeeks: null,
      nth: null,
      since: "2026-12-14",
      until: null,
      from: "14:00",
      to: "18:00",
      except: [{ on: "2027-01-19" }, { on: "2027-01-26", from: "15:00", to: "16:00" }],
    },
  ],
  absences: [
    { from: "2027-02-03T14:00", to: "2027-02-05T12:00" },
    { weekdays: ["MO", "TU"], from: "12:00", to: "13:00", since: "2027-01-01", until: "2027-02-12" },
  ],
  busy: [{ from: "2027-01-12T10:00", to: "2027-01-12T10:30", bufferBeforeMin: 0, bufferAfterMin: 0 }],
  openOnHolidays: false,
};

test("the documented case is answered with its free times, in order, each with its offset", () => {
  const { status, stdout, stderr } = slots([fileOf(documented)]);
  expect([status, stderr]).toEqual([0, ""]);
  const found: { start: string; end: string }[] = JSON.parse(stdout);
  expect(found[0]).toEqual({ start: "2027-01-12T09:00:00+01:00", end: "2027-01-12T09:30:00+01:00" });
  const morning = "09:00 09:30 10:30 11:00 11:30";
  const afternoon = "14:00 14:30 15:00 15:30 16:00 16:30 17:00 17:30";
  expect(found.map(({ start }) => start.slice(11, 16)).join(" ")).toBe(`${morning} ${afternoon}`);
});

test("an exception replaces the hours of its date", () => {
  const { stdout } = slots([fileOf({ ...documented, from: "2027-01-19", to: "2027-01-26" })]);
  const found: { start: string }[] = JSON.parse(stdout);
  expect(found.map(({ start }) => start)).toEqual(["2027-01-26T15:00:00+01:00", "2027-01-26T15:30:00+01:00"]);
});

test("the answer is the same whatever the zone of the machine", () => {
  const night = { ...documented, from: "2027-10-31", to: "2027-10-31", reason: { durationMin: 30 } };
  const file = fileOf({ ...night, openings: [{ on: "2027-10-31", from: "01:00", to: "04:00" }] });
  const answers = ["UTC", "Asia/Tokyo", "America/Los_Angeles"].map((TZ) => slots([file], TZ).stdout);
  expect(JSON.parse(answers[0] ?? "")).toHaveLength(8);
  expect(new Set(answers).size).toBe(1);
});

test("a day without free times is an empty list", () => {
  expect(slots([fileOf({ ...documented, openings: [] })]).stdout).toBe("[]\n");
});

test("a malformed case is one sentence that names the field, and code 1", () => {
  const { status, stdout, stderr } = slots([fileOf({ ...documented, reason: { durationMin: -30 } })]);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toBe("reason.durationMin must be a whole number of minutes from 1 to 10080.\n");
});

test("no file, no such file, a folder or a text that is not JSON: one sentence, and code 1", () => {
  const prose = join(folder, "prose.json");
  writeFileSync(prose, "Could Dr Lune see Ada on Tuesday?");
  for (const paths of [[], [join(folder, "nowhere.json")], [folder], [prose], [prose, prose]]) {
    const { status, stdout, stderr } = slots(paths);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^[A-Z][^\n]+\n$/);
  }
});

let written = 0;

function fileOf(asked: object): string {
  const file = join(folder, `case-${written++}.json`);
  writeFileSync(file, JSON.stringify(asked));
  return file;
}

function slots(paths: string[], zone = "Europe/Paris") {
  const command = join(import.meta.dirname, "slots.ts");
  return spawnSync(process.execPath, [command, ...paths], { encoding: "utf8", env: { ...process.env, TZ: zone } });
}
