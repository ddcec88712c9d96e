import type { JournalFilter, Place } from "../audit/house-journal.ts";
import { isId } from "../platform/web.ts";
import type { JournalQuery } from "../pro-paths.ts";
import { type Group, groups, isJournalKind, kindsOf } from "./journal-kinds.ts";

/** How many lines a page shows. */
export const linesAPage = 50;

/** What an address asks of the journal, whatever was typed into it: what means nothing is left out. */
export function filterOf(query: JournalQuery, zone: string): Omit<JournalFilter, "practitionerId" | "patientIds"> {
  const [first, last] = [dayIn(query.du), dayIn(query.au)];
  return {
    from: first?.toZonedDateTime(zone).toInstant() ?? null,
    until: last?.add({ days: 1 }).toZonedDateTime(zone).toInstant() ?? null,
    by: whoIn(query.qui),
    kinds: kindsIn(query.quoi),
  };
}

/** `2027-03-22`; null for anything else. */
export function dayIn(text: string | undefined): Temporal.PlainDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? "")) return null;
  try {
    return Temporal.PlainDate.from(text!);
  } catch {
    return null;
  }
}

function whoIn(text: string | undefined): JournalFilter["by"] {
  if (text === "patients") return "patients";
  if (text === "systeme") return "system";
  return text && isId(text) ? { staffId: text.toLowerCase() } : null;
}

function kindsIn(text: string | undefined): readonly string[] | null {
  const group = groups.find((each): each is Group => each === text);
  if (group) return kindsOf(group);
  return text && isJournalKind(text) ? [text] : null;
}

/** The place of a line, as an address carries it: `1806048000000000_1204`, in microseconds since the epoch, as the database counts. */
export function placeAsText({ happenedAt, number }: Place): string {
  return `${happenedAt.epochNanoseconds / 1000n}_${number}`;
}

export function placeIn(text: string | undefined): Place | null {
  const [, micros, number] = /^(\d{1,17})_(\d{1,15})$/.exec(text ?? "") ?? [];
  if (!micros || !number) return null;
  return { happenedAt: Temporal.Instant.fromEpochNanoseconds(BigInt(micros) * 1000n), number: Number(number) };
}
