import { type Range, union } from "../availability/ranges.ts";

/** What is left of these times when the holes are taken out, in order; nothing of it overlaps or touches. */
export function without(ranges: readonly Range[], holes: readonly Range[]): Range[] {
  const left: Range[] = [];
  const taken = union(holes);
  for (const { startMs, endMs } of union(ranges)) {
    let from = startMs;
    for (const hole of taken) {
      if (hole.endMs <= from) continue;
      if (hole.startMs >= endMs) break;
      if (hole.startMs > from) left.push({ startMs: from, endMs: hole.startMs });
      from = Math.max(from, hole.endMs);
    }
    if (from < endMs) left.push({ startMs: from, endMs });
  }
  return left;
}

/** The part of these times that lies within another. */
export function within(ranges: readonly Range[], { startMs, endMs }: Range): Range[] {
  return ranges
    .map((range) => ({ startMs: Math.max(range.startMs, startMs), endMs: Math.min(range.endMs, endMs) }))
    .filter((range) => range.startMs < range.endMs);
}
