import { ownPath } from "../accounts/return-path.ts";
import { proPaths } from "../pro-paths.ts";

/** Where someone came from, as the form or the address says: a path of the professional space, otherwise null. */
export function backTo(wanted: string | undefined): string | null {
  const path = ownPath(wanted);
  return path?.startsWith(`${proPaths.space()}/`) ? path : null;
}

/** The same place, with what was just done told there. */
export function withAct(path: string, actId: string | null): string {
  const [pathname = path, search = ""] = path.split("?");
  const query = new URLSearchParams(search);
  query.delete("geste");
  if (actId) query.set("geste", actId);
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}

/** The day of this visit in the agenda. */
export function agendaDayOf({
  startsAt,
  zone,
  practitionerId,
}: {
  startsAt: Temporal.Instant;
  zone: string;
  practitionerId: string;
}): string {
  const jour = startsAt.toZonedDateTimeISO(zone).toPlainDate().toString();
  return proPaths.agenda({ jour, praticien: practitionerId });
}
