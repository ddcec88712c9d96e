/** Where a commune is, for the clock and for the law: its time zone, and the region whose holidays it keeps. */
export interface Territory {
  /** IANA name. */
  zone: string;
  /** A name of src/availability/holidays.ts. */
  holidayRegion: string;
}

/** The territory of a commune, by its INSEE code. A few remote islands keep another hour than their capital (Marquesas, Gambier):
 * there the site says its own zone. */
export function territoryOf(inseeCode: string): Territory {
  const overseas = territories.get(inseeCode.slice(0, 3));
  if (overseas) return { zone: overseas[0], holidayRegion: overseas[1] };
  const isAlsaceMoselle = ["57", "67", "68"].includes(inseeCode.slice(0, 2));
  return { zone: "Europe/Paris", holidayRegion: isAlsaceMoselle ? "alsace-moselle" : "metropole" };
}

/** The zones a site of this commune may keep: its territory's, and those of remote islands. */
export function zonesOf(inseeCode: string): string[] {
  const { zone } = territoryOf(inseeCode);
  return zone === "Pacific/Tahiti" ? [zone, "Pacific/Marquesas", "Pacific/Gambier"] : [zone];
}

/** Whether this is a region with holidays of its own. */
export function isHolidayRegion(name: string): boolean {
  return holidayRegions.includes(name);
}

/** Whether this names a time zone: a name and not an offset, which would forget that clocks are changed. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("fr", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** By the first three figures of the INSEE code. */
const territories = new Map<string, [zone: string, holidayRegion: string]>([
  ["971", ["America/Guadeloupe", "guadeloupe"]],
  ["972", ["America/Martinique", "martinique"]],
  ["973", ["America/Cayenne", "guyane"]],
  ["974", ["Indian/Reunion", "reunion"]],
  ["975", ["America/Miquelon", "saint-pierre-et-miquelon"]],
  ["976", ["Indian/Mayotte", "mayotte"]],
  ["977", ["America/St_Barthelemy", "saint-barthelemy"]],
  ["978", ["America/Marigot", "saint-martin"]],
  ["986", ["Pacific/Wallis", "wallis-et-futuna"]],
  ["987", ["Pacific/Tahiti", "polynesie"]],
  ["988", ["Pacific/Noumea", "nouvelle-caledonie"]],
]);

export const holidayRegions = [
  "metropole",
  "alsace-moselle",
  ...Array.from(territories.values(), ([, region]) => region),
];
