import type { Language } from "../platform/web.ts";

/** `09:30`, as the clock on the wall of that zone shows it. Twice the same on the night clocks go back: see hourInFull(). */
export function hour(at: Temporal.Instant, zone: string): string {
  const ms = at.epochMilliseconds;
  const minutes = Math.floor((ms + spellAt(ms, zone).offset) / 60_000);
  return `${twoDigits(modulo(minutes / 60, 24))}:${twoDigits(modulo(minutes, 60))}`;
}

/** `09:30`, and « 02:30 (heure d’été) » for an hour that clocks show twice that night. */
export function hourInFull(at: Temporal.Instant, zone: string, language: Language): string {
  const season = repeatedHour(at, zone, language);
  return season ? `${hour(at, zone)} (${season})` : hour(at, zone);
}

/** « heure d’été » or « heure d’hiver » when clocks show this hour twice because they go back; otherwise null. */
export function repeatedHour(at: Temporal.Instant, zone: string, language: Language): string | null {
  const ms = at.epochMilliseconds;
  const { secondTimeUntil, firstTimeFrom } = spellAt(ms, zone);
  if (ms >= firstTimeFrom) return seasons[language].summer;
  return ms < secondTimeUntil ? seasons[language].winter : null;
}

const seasons = {
  fr: { summer: "heure d’été", winter: "heure d’hiver" },
  en: { summer: "summer time", winter: "winter time" },
};

/** The time between two changes of the clocks, all in epoch milliseconds: the offset holds from `from` to `to`. What the clocks show
 * before `secondTimeUntil` they had shown before; what they show from `firstTimeFrom` on they will show again. */
interface Spell {
  from: number;
  to: number;
  offset: number;
  secondTimeUntil: number;
  firstTimeFrom: number;
}

/** Kept by zone: pages print hundreds of hours of the same few spells, and asking Temporal for each costs ten times more. */
const spells = new Map<string, Spell[]>();

function spellAt(ms: number, zone: string): Spell {
  const known = spells.get(zone) ?? [];
  const spell = known.find(({ from, to }) => from <= ms && ms < to);
  if (spell) return spell;
  const read = readSpell(ms, zone);
  spells.set(zone, [...known, read]);
  return read;
}

function readSpell(ms: number, zone: string): Spell {
  const at = zoned(ms, zone);
  const to = at.getTimeZoneTransition("next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  const from = zoned(ms + 1, zone).getTimeZoneTransition("previous")?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  const offset = offsetOf(at);
  const before = Number.isFinite(from) ? offsetOf(zoned(from - 1, zone)) : offset;
  const after = Number.isFinite(to) ? offsetOf(zoned(to, zone)) : offset;
  return {
    from,
    to,
    offset,
    secondTimeUntil: from + Math.max(0, before - offset),
    firstTimeFrom: to - Math.max(0, offset - after),
  };
}

function zoned(ms: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
}

function offsetOf(at: Temporal.ZonedDateTime): number {
  return at.offsetNanoseconds / 1e6;
}

function modulo(value: number, by: number): number {
  return Math.floor(((value % by) + by) % by);
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
