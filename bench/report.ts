import { loadavg } from "node:os";
import type { Dataset } from "./dataset.ts";
import type { FirstPages } from "./first-page.ts";
import type { machine } from "./machine.ts";
import type { Measure } from "./rounds.ts";
import type { SecretaryDay } from "./secretary-day.ts";
import type { Streams } from "./streams.ts";

export interface Report {
  machine: Awaited<ReturnType<typeof machine>>;
  dataset: Omit<Dataset, "agendas" | "people">;
  rounds: number;
  connections: number;
  measures: Measure[];
  /** Round trips to the database, by operation. */
  statements: Record<string, string[]>;
  everyoneQueries: number;
  signInsPerSecond: number;
  longestPauseMs: number;
  peakMemoryMb: number;
  streams: Streams;
  agendaBytes: SecretaryDay["bytes"];
  firstPages: FirstPages;
  /** The week on the large dataset against the week on the small one; null when there is no large one. */
  largeAgainstSmall: number | null;
}

/** All of it as a page of text. */
export function told(report: Report): string {
  const { machine, dataset, rounds, connections, measures } = report;
  const appointments = dataset.practitioners * dataset.days * dataset.taken;
  const statements = Object.entries(report.statements).map(([name, list]) => `${name} ${list.length}`);
  const isBusy = Math.max(machine.loadAtStart, loadavg()[0]! - connections / 2) > machine.cores / 2;
  const busy = isBusy ? " Others were at work: all of it costs more than on a quiet machine, the bare server too." : "";
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}; Node ${machine.node}, PostgreSQL ${machine.postgres}, fsync ${machine.fsync};`,
    `load ${machine.loadAtStart.toFixed(1)} at the start, ${loadavg()[0]!.toFixed(1)} at the end.${busy}`,
    `${dataset.practitioners} practitioners, ${dataset.taken} of ${dataset.quarters} quarter hours taken, ${dataset.days} days: ${appointments.toLocaleString("en")} appointments.`,
    `Milliseconds of server CPU (program and database) per operation, median of ${rounds} rounds, ${connections} requests at a time; wall: one at a time.`,
    "",
    ...table([headings, ...measures.map((measure) => rowOf(measure, measures))]),
    "",
    `statements    ${statements.join(", ")}; ${report.everyoneQueries} queries for the eight weeks of all of them`,
    `sign-in       ${report.signInsPerSecond.toFixed(0)} a second, ${connections} at a time; longest pause of the event loop ${report.longestPauseMs.toFixed(0)} ms`,
    aimed("memory", report.peakMemoryMb, 300, (mb) => `${mb.toFixed(0)} MB`, "resident at most under load"),
    aimed(
      "live",
      report.streams.addedMb,
      100,
      (mb) => `${mb.toFixed(0)} MB`,
      `more for ${report.streams.count} streams`,
    ),
    aimed(
      "",
      report.streams.slowestMs / 1000,
      1,
      (s) => `${s.toFixed(3)} s`,
      "from a commit to the last of them, at most",
    ),
    aimed("agenda", report.agendaBytes.day / 1000, 250, kilobytes, "for a day of 180 visits, not compressed"),
    aimed("", report.agendaBytes.list / 1000, 250, kilobytes, "for its list"),
    aimed("npm start", report.firstPages.againS, 4, seconds, "to the first page"),
    aimed("", report.firstPages.firstS, 4, seconds, "the very first time, database and demonstration world included"),
    ...(report.largeAgainstSmall === null
      ? []
      : [
          aimed(
            "large",
            report.largeAgainstSmall,
            1.3,
            (ratio) => `${ratio.toFixed(2)} ×`,
            "the week of the small dataset",
          ),
        ]),
  ].join("\n");
}

const headings = ["operation", "n", "CPU", "program", "database", "wall", "× bare", "aim", ""];

function rowOf(measure: Measure, all: Measure[]): string[] {
  const { name, times, cpuMs, programMs, databaseMs, wallMs, aimMs, likeBare } = measure;
  const bare = all.find((other) => other.name === likeBare);
  return [
    name,
    String(times),
    ms(cpuMs),
    ms(programMs),
    ms(databaseMs),
    ms(wallMs),
    bare ? (cpuMs / bare.cpuMs).toFixed(1) : "",
    aimMs === undefined ? "" : String(aimMs),
    aimMs === undefined ? "" : verdict(cpuMs, aimMs, (missed) => `${ms(missed)} ms`),
  ];
}

function ms(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

function kilobytes(value: number): string {
  return `${value.toFixed(0)} kB`;
}

function aimed(name: string, value: number, aim: number, unit: (value: number) => string, what: string): string {
  return `${name.padEnd(14)}${unit(value)} ${what}; aim ${unit(aim)}, ${verdict(value, aim, unit)}`;
}

function verdict(value: number, aim: number, unit: (value: number) => string): string {
  return value <= aim ? "met" : `missed by ${unit(value - aim)} (${(value / aim).toFixed(1)} ×)`;
}

function table(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const isText = (column: number) => column === 0 || column === rows[0]!.length - 1;
  return rows.map((row) =>
    row
      .map((cell, column) => (isText(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}
