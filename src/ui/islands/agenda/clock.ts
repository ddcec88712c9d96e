import { agenda, scale } from "./grid.ts";
import { onGrid } from "./part.ts";

/* The line of the hour goes on by itself: from the minute the server drew, not from the clock of this computer. */

let drawn: { minute: number; atMs: number } | null = null;

export function keepTime() {
  onGrid(() => {
    const minute = minuteOf(agenda().querySelector(".ag-clock")?.textContent ?? "");
    drawn = minute === null ? null : { minute, atMs: performance.now() };
  });
  setInterval(advance, 15_000);
}

function advance() {
  if (!drawn) return;
  const { first, step } = scale();
  const minute = drawn.minute + Math.floor((performance.now() - drawn.atMs) / 60_000);
  const row = Math.floor((minute - first) / step) + 1;
  for (const mark of agenda().querySelectorAll<HTMLElement>(".ag-now, .ag-clock")) {
    mark.className = mark.className.replace(/\brow-start-\d+/, `row-start-${Math.max(row, 1)}`);
  }
  for (const clock of agenda().querySelectorAll(".ag-clock")) clock.textContent = hourAt(minute);
}

function minuteOf(hour: string): number | null {
  const [, hours, minutes] = /(\d\d):(\d\d)/.exec(hour) ?? [];
  return hours ? Number(hours) * 60 + Number(minutes) : null;
}

function hourAt(minute: number): string {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
