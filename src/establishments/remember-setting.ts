import { remember } from "../audit/remember.ts";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";

/** Whoever sets a practice up. */
export type Staff = Extract<Actor, { kind: "staff" }>;

/** What was set up, and what became of it. */
export interface Setting {
  what: "house" | "site" | "room" | "practitioner" | "photo" | "reason" | "offers";
  id: string;
  act: "added" | "changed" | "closed" | "reopened" | "removed";
  /** The columns that changed; what stands in them is nobody's business here. */
  fields?: readonly string[];
}

/** Writes into the journal of the establishment that a setting changed: ids and names of columns, no value. */
export async function rememberSetting(
  tx: Tx,
  { what, id, act, fields = [] }: Setting,
  { by, now }: { by: Staff; now: Temporal.Instant },
): Promise<void> {
  const { establishmentId } = by;
  await remember(tx, "settings-changed", { establishmentId, now, detail: { what, id, act, fields: fields.join(",") } });
}

/** The names of what these changes would really change. */
export function changedFields(row: object, changes: object): string[] {
  const before = new Map(Object.entries(row));
  return Object.entries(changes)
    .filter(([name, value]) => JSON.stringify(before.get(name) ?? null) !== JSON.stringify(value ?? null))
    .map(([name]) => name);
}
