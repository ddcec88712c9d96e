import type { Day } from "../availability/calendar.ts";
import type { Range } from "../availability/ranges.ts";
import { clockOf, minuteMs, type ZoneClock } from "../availability/zone-clock.ts";
import type { Stretch } from "./lanes.ts";

/** An hour that clocks show twice on a day of the grid, as it is drawn: the axis runs on, and what lies from `atMin` on is read `byMin`
 * minutes earlier on the clock. */
export interface Fold {
  atMin: number;
  byMin: number;
}

/** One local day of one place: where instants lie on it, in minutes of an axis that follows the clock on the wall.
 *
 * On the night clocks go forward the hour they skip stays empty; on the night they go back, the hour shown twice is drawn twice (`fold`),
 * for every column beside, so that one scale of hours serves them all. */
export class DayClock {
  readonly zone: string;
  readonly day: Day;
  /** The instants of this day, in epoch milliseconds. */
  readonly range: Range;
  readonly #clock: ZoneClock;
  readonly #change: number | null;

  constructor(zone: string, day: Day) {
    this.zone = zone;
    this.day = day;
    this.#clock = clockOf(zone);
    this.range = { startMs: this.#clock.startOf(day), endMs: this.#clock.startOf(day + 1) };
    this.#change = this.#changeOfClocks();
  }

  /** The hour this day has twice, if it has one. */
  get fold(): Fold | null {
    if (this.#change === null) return null;
    const byMin = this.#wallMin(this.#change - minuteMs) + 1 - this.#wallMin(this.#change);
    return byMin > 0 ? { atMin: this.#wallMin(this.#change) + byMin, byMin } : null;
  }

  /** What of this time lies on this day, in minutes of the axis: nothing, one piece, or two around an hour that is skipped. */
  piecesOf({ startMs, endMs }: Range, fold: Fold | null): Stretch[] {
    const from = Math.max(startMs, this.range.startMs);
    const to = Math.min(endMs, this.range.endMs);
    if (from >= to) return [];
    const change = this.#change;
    if (change === null || change <= from || to <= change) return [this.#piece(from, to, fold)];
    const [before, after] = [this.#piece(from, change, fold), this.#piece(change, to, fold)];
    return before.to === after.from ? [{ from: before.from, to: after.to }] : [before, after];
  }

  /** The same as one piece, whatever is skipped within it; null when nothing of it lies on this day. */
  stretchOf(range: Range, fold: Fold | null): Stretch | null {
    const pieces = this.piecesOf(range, fold);
    return pieces.length > 0 ? { from: pieces[0]!.from, to: pieces.at(-1)!.to } : null;
  }

  /** Where this instant lies; null when it is on another day. */
  minuteOf(ms: number, fold: Fold | null): number | null {
    return this.range.startMs <= ms && ms < this.range.endMs ? this.#axisMin(ms, fold) : null;
  }

  #piece(from: number, to: number, fold: Fold | null): Stretch {
    const start = this.#axisMin(from, fold);
    // Half-open: the end is as far from the last minute within as it is long, on whichever side of a change of clocks it falls.
    return { from: start, to: this.#axisMin(to - minuteMs, fold) + 1 };
  }

  #axisMin(ms: number, fold: Fold | null): number {
    const wall = this.#wallMin(ms);
    if (!fold) return wall;
    const isPast = this.fold && this.#change !== null ? ms >= this.#change : wall >= fold.atMin;
    return isPast ? wall + fold.byMin : wall;
  }

  #wallMin(ms: number): number {
    return Math.floor((ms + this.#clock.offsetAt(ms)) / minuteMs) - this.day * 1440;
  }

  /** The instant within this day at which its clock is changed, if it is. */
  #changeOfClocks(): number | null {
    const { startMs, endMs } = this.range;
    if (this.#clock.offsetAt(startMs) === this.#clock.offsetAt(endMs - 1)) return null;
    const next = Temporal.Instant.fromEpochMilliseconds(startMs)
      .toZonedDateTimeISO(this.zone)
      .getTimeZoneTransition("next");
    return next ? next.epochMilliseconds : null;
  }
}

/** The part of the day that a grid shows, in minutes of the axis, whole hours. */
export interface Axis {
  firstMin: number;
  lastMin: number;
  /** Only when that hour is shown. */
  fold: Fold | null;
}

/** Minutes a row of the grid stands for. */
export const rowMin = 5;
/** Shown even when nothing happens in them. */
const usual: Stretch = { from: 8 * 60, to: 19 * 60 };

/** The hours to show for these days and what lies on each: whole hours, from the earliest to the latest, and never less than the usual. */
export function axisOver(days: readonly { clock: DayClock; ranges: readonly Range[] }[]): Axis {
  let [from, to] = [usual.from, usual.to];
  let fold: Fold | null = null;
  for (const { clock, ranges } of days) {
    fold ??= clock.fold;
    for (const range of ranges) {
      const lies = clock.stretchOf(range, null);
      if (!lies) continue;
      from = Math.min(from, lies.from);
      to = Math.max(to, lies.to);
    }
  }
  const shown = fold && from < fold.atMin ? fold : null;
  return { firstMin: floorHour(from), lastMin: ceilHour(to) + (shown?.byMin ?? 0), fold: shown };
}

/** `09:30`: what the clock shows at this minute of the axis. */
export function clockFaceAt(axisMin: number, fold: Fold | null): string {
  const wall = fold && axisMin >= fold.atMin ? axisMin - fold.byMin : axisMin;
  const minute = ((wall % 1440) + 1440) % 1440;
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The rows of the grid a stretch takes, the first being 1: as many as it takes to show all of it, and `least` at least. */
export function rowsOf({ from, to }: Stretch, { firstMin, lastMin }: Axis, least = 1): { start: number; span: number } {
  const start = Math.floor((Math.max(from, firstMin) - firstMin) / rowMin);
  const end = Math.ceil((Math.min(to, lastMin) - firstMin) / rowMin);
  return { start: 1 + start, span: Math.max(least, end - start) };
}

function floorHour(minutes: number): number {
  return Math.floor(minutes / 60) * 60;
}

function ceilHour(minutes: number): number {
  return Math.ceil(minutes / 60) * 60;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}
