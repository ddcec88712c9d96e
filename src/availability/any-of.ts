import type { FreeTime } from "./engine.ts";

/** A start at which at least one of several could see the person, and who could, until when. */
export interface SharedTime<Who> {
  startMs: number;
  candidates: { who: Who; endMs: number }[];
}

/** "Any practitioner": the free times of several as one list, each start once with all its candidates, in the order given. */
export function anyOf<Who>(lists: readonly { who: Who; free: readonly FreeTime[] }[]): SharedTime<Who>[] {
  const byStart = new Map<number, SharedTime<Who>>();
  for (const { who, free } of lists)
    for (const { startMs, endMs } of free) {
      const shared = byStart.get(startMs) ?? { startMs, candidates: [] };
      shared.candidates.push({ who, endMs });
      byStart.set(startMs, shared);
    }
  return [...byStart.values()].sort((one, other) => one.startMs - other.startMs);
}
