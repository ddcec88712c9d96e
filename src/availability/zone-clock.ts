import { type Day, formatDay } from "./calendar.ts";

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The last instant ECMAScript can name, in epoch milliseconds. */
const endOfTimeMs = 8.64e15;
const yearMs = 366 * dayMs;

/** Local and exact time never differ by more than this, so a table reaching this far around a time answers for it. */
const marginMs = 2 * dayMs;

/**
 * The wall clock of one zone, in whole numbers: days since 1970, minutes of the day, epoch milliseconds.
 *
 * Temporal answers the same questions, in microseconds where an agenda asks thousands; so its answers about the zone
 * (when the clock is changed, and to what) are drawn once into a table, which grows when a question goes beyond it.
 */
class ZoneClock {
  readonly zone: string;
  /** Spell i runs from `#spellStarts[i]` (ms) to the next, at `#offsets[i]` (ms), until its clock shows `#wallEnds[i]`. */
  #spellStarts: number[] = [];
  #offsets: number[] = [];
  #wallEnds: number[] = [];
  #knownFromMs = Infinity;
  #knownUntilMs = -Infinity;

  constructor(zone: string) {
    this.zone = new Temporal.ZonedDateTime(0n, zone).timeZoneId;
  }

  /** When this local time comes: shifted forward by the gap when spring skips it, the first of the two in autumn. */
  instantOf(day: Day, minuteOfDay: number): number {
    const wallMs = day * dayMs + minuteOfDay * minuteMs;
    const spell = this.#spellShowing(wallMs);
    const isSkipped = wallMs < this.#spellStarts[spell]! + this.#offsets[spell]!;
    return wallMs - this.#offsets[isSkipped ? spell - 1 : spell]!;
  }

  /** The first instant at which the clock shows this local time or a later one: when spring skips it, the very change. */
  firstInstantFrom(day: Day, minuteOfDay: number): number {
    const wallMs = day * dayMs + minuteOfDay * minuteMs;
    const spell = this.#spellShowing(wallMs);
    return Math.max(wallMs - this.#offsets[spell]!, this.#spellStarts[spell]!);
  }

  /** The first instant of a local day, which is not always midnight. */
  startOf(day: Day): number {
    return this.firstInstantFrom(day, 0);
  }

  /** The local day on which an instant falls. */
  dayOf(instantMs: number): Day {
    return Math.floor((instantMs + this.offsetAt(instantMs)) / dayMs);
  }

  /** Local time minus UTC, in milliseconds. */
  offsetAt(instantMs: number): number {
    this.#knowAround(instantMs);
    return this.#offsets[firstBeyond(this.#spellStarts, instantMs) - 1]!;
  }

  /** `2027-01-12T09:00:00+01:00`: local time with its offset, so that the repeated hour can be told apart. */
  iso(instantMs: number): string {
    const offsetMs = this.offsetAt(instantMs);
    const wallMs = instantMs + offsetMs;
    const day = Math.floor(wallMs / dayMs);
    const offset = `${offsetMs < 0 ? "-" : "+"}${clockFace(Math.abs(offsetMs)).replace(/:00$/, "")}`;
    return `${formatDay(day)}T${clockFace(wallMs - day * dayMs)}${offset}`;
  }

  /** The first spell whose clock has not passed this local time: it shows it, or begins just after the gap that skips it. */
  #spellShowing(wallMs: number): number {
    this.#knowAround(wallMs);
    return firstBeyond(this.#wallEnds, wallMs);
  }

  #knowAround(ms: number): void {
    if (ms - marginMs >= this.#knownFromMs && ms + marginMs < this.#knownUntilMs) return;
    // Twice as far as known at each growth, so that centuries asked day by day cost no more than centuries asked at once.
    const reach = Math.max(10 * yearMs, 2 * (this.#knownUntilMs - this.#knownFromMs));
    this.#draw(
      Math.max(-endOfTimeMs, Math.min(this.#knownFromMs, ms - 2 * yearMs)),
      Math.min(endOfTimeMs, Math.max(this.#knownUntilMs, ms + reach)),
    );
  }

  #draw(fromMs: number, untilMs: number): void {
    let spell = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(this.zone);
    this.#spellStarts = [-Infinity];
    this.#offsets = [spell.offsetNanoseconds / 1e6];
    for (;;) {
      const next = spell.getTimeZoneTransition("next");
      if (!next || next.epochMilliseconds >= untilMs) break;
      spell = next;
      this.#spellStarts.push(spell.epochMilliseconds);
      this.#offsets.push(spell.offsetNanoseconds / 1e6);
    }
    this.#wallEnds = this.#offsets.map((offset, i) => (this.#spellStarts[i + 1] ?? Infinity) + offset);
    this.#knownFromMs = fromMs;
    this.#knownUntilMs = untilMs;
  }
}

export type { ZoneClock };

const clocks = new Map<string, ZoneClock>();

/** The clock of an IANA zone, kept for the life of the process. Throws a RangeError for a zone nobody knows. */
export function clockOf(zone: string): ZoneClock {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new ZoneClock(zone);
  clocks.set(zone, clock);
  return clock;
}

/** The index of the first of these ascending numbers that is greater than this value. */
function firstBeyond(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** `09:00:00`, from milliseconds since midnight. */
function clockFace(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
