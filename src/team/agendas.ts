import type { Tx } from "../platform/db.ts";
import type { Agenda } from "./rights-fields.tsx";

/** The agendas of an establishment, closed ones last, by the names on their sheets. */
export async function agendasOf(tx: Tx, establishmentId: string): Promise<Agenda[]> {
  const rows = await tx
    .selectFrom("practitioner")
    .select(["id", "title", "firstName", "lastName"])
    .where("establishmentId", "=", establishmentId)
    .orderBy("active", "desc")
    .orderBy("lastName")
    .execute();
  return rows.map(({ id, title, firstName, lastName }) => ({
    id,
    name: [title, firstName, lastName].filter(Boolean).join(" "),
  }));
}
