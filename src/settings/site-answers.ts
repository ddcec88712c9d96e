import { z } from "zod";
import { type HolidayName, holidaysOf, type Region } from "../availability/holidays.ts";
import { type Commune, findCommunes, labelOf } from "../establishments/communes.ts";
import { searchKey } from "../establishments/search-key.ts";
import type { Site } from "../establishments/settings.ts";
import type { Tx } from "../platform/db.ts";
import {
  delayFrom,
  delayNumber,
  delayTyped,
  delayUnit,
  key,
  line,
  lines,
  phoneMaybe,
  phoneTyped,
  tick,
  tickTyped,
  version,
} from "./answers.ts";

/** What is asked of a site. The commune is found by its name and postal code (communeMeant). */
export const SiteForm = z
  .object({
    name: line("wrong.noName"),
    street: line("wrong.noStreet"),
    commune: line("wrong.noCommune"),
    postalCode: z
      .string()
      .default("")
      .transform((text) => text.replace(/\s/g, ""))
      .pipe(z.string().regex(/^(\d{5})?$/, "wrong.postalCode")),
    phone: phoneMaybe,
    access: lines(1000),
    secretariatHours: lines(500),
    wheelchair: tick,
    cancelNotice: delayNumber,
    cancelNoticeUnit: delayUnit,
    goodFriday: tick,
    zone: z.string().optional(),
    version,
    key,
  })
  .transform(({ cancelNotice, cancelNoticeUnit, ...site }) => ({
    ...site,
    cancelNotice: delayFrom(cancelNotice, cancelNoticeUnit),
  }));

export type SiteAnswers = z.output<typeof SiteForm>;

/** What the fields show of a site that is there. */
export function typedOfSite(site: Site): Record<string, string> {
  const open = site.openOnHolidays.includes("all") ? namesIn(site) : site.openOnHolidays;
  return {
    ...{ name: site.name, street: site.street, commune: site.commune, postalCode: site.postalCode, zone: site.zone },
    phone: phoneTyped(site.phone),
    ...{ access: site.access ?? "", secretariatHours: site.secretariatHours ?? "" },
    ...tickTyped("wheelchair", site.wheelchair),
    ...delayTyped("cancelNotice", site.cancelNotice),
    ...tickTyped("goodFriday", site.goodFriday),
    ...Object.fromEntries(open.map((name) => [`open.${name}`, "on"])),
  };
}

/** The commune typed, with the postal code to keep; null when there is none of that name, or its postal code is not known. */
export async function communeMeant(
  tx: Tx,
  { commune, postalCode }: Pick<SiteAnswers, "commune" | "postalCode">,
): Promise<(Commune & { postalCode: string }) | null> {
  const [, name = commune, inLabel = ""] = /^(.*?)\s*\((\d{5})\)$/.exec(commune) ?? [];
  const bare = name.replace(/\s*\(\d\w\d?\)$/, "");
  const code = postalCode || inLabel;
  const found = await findCommunes(tx, `${bare} ${code}`.trim(), 5);
  const called = found.find((each) => searchKey(each.name) === searchKey(bare)) ?? (code ? found[0] : undefined);
  const kept = called && (called.postalCode ?? code);
  return called && kept ? { ...called, postalCode: kept } : null;
}

/** As the field of the commune shows it again. */
export function communeLabel(commune: Commune): string {
  return labelOf(commune);
}

/** The holidays of a year where this site is. */
export function holidaysAt({ holidayRegion, goodFriday }: Pick<Site, "holidayRegion" | "goodFriday">, year: number) {
  return holidaysOf({ region: holidayRegion as Region, goodFriday }, year);
}

/** Those on which the site is open, of the ticks posted: `all` when nothing was left out, so that a new one changes nothing. */
export function openOn(typed: Record<string, string>, site: Pick<Site, "holidayRegion">): string[] {
  const names = namesIn({ ...site, goodFriday: true });
  const open = names.filter((name) => typed[`open.${name}`] !== undefined);
  return open.length > 0 && names.every((name) => name === "good-friday" || open.includes(name)) ? ["all"] : open;
}

/** Over three years, since some holidays begin or end with a year. */
function namesIn(site: Pick<Site, "holidayRegion" | "goodFriday">): HolidayName[] {
  return [...new Set([2025, 2026, 2027].flatMap((year) => holidaysAt(site, year).map(({ name }) => name)))];
}
