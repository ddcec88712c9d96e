import type { Insertable } from "kysely";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { DB } from "../platform/schema.ts";
import { isDelay, isPhone } from "./rule-forms.ts";
import { isHolidayRegion, isZone, territoryOf } from "./territory.ts";

/** Where an establishment receives. Its zone and the region of its holidays are those of its commune unless it says otherwise. */
export type NewSite = Omit<Insertable<DB["site"]>, "id" | "active" | "zone" | "holidayRegion"> & {
  zone?: string;
  holidayRegion?: string;
};

export type AddSiteRefusal =
  | "no-name"
  | "malformed-postal-code"
  | "malformed-insee-code"
  | "malformed-phone"
  | "malformed-delay"
  | "unknown-zone"
  | "unknown-region";
export type AddSiteOutcome = { done: true; siteId: string } | { done: false; because: AddSiteRefusal };

/** One more site of an establishment: practitioners are then said to receive there. */
export async function addSite(tx: Tx, site: NewSite): Promise<AddSiteOutcome> {
  const placed = { ...territoryOf(site.inseeCode), ...site };
  const because = refusalOfSite(placed);
  if (because) return { done: false, because };

  const siteId = newId();
  await tx
    .insertInto("site")
    .values({ ...placed, id: siteId })
    .execute();
  return { done: true, siteId };
}

/** Why a site may not be described so. */
export function refusalOfSite(
  site: Required<Pick<NewSite, "zone" | "holidayRegion">> & NewSite,
): AddSiteRefusal | null {
  if (site.name === "") return "no-name";
  if (!/^\d{5}$/.test(site.postalCode)) return "malformed-postal-code";
  if (!/^(\d{2}|2[AB])\d{3}$/.test(site.inseeCode)) return "malformed-insee-code";
  if (site.phone && !isPhone(site.phone)) return "malformed-phone";
  if (site.cancelNotice && !isDelay(site.cancelNotice)) return "malformed-delay";
  if (!isZone(site.zone)) return "unknown-zone";
  return isHolidayRegion(site.holidayRegion) ? null : "unknown-region";
}
