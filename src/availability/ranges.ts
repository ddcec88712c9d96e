/** A stretch of time from `startMs`, included, to `endMs`, excluded, in epoch milliseconds. */
export interface Range {
  startMs: number;
  endMs: number;
}

/** The same time covered by ranges that neither overlap nor touch, in order. Ranges that contain no time vanish. */
export function union(ranges: readonly Range[]): Range[] {
  const whole: Range[] = [];
  for (const { startMs, endMs } of inOrder(ranges)) {
    if (startMs >= endMs) continue;
    const last = whole.at(-1);
    if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else whole.push({ startMs, endMs });
  }
  return whole;
}

/**
 * Answers whether any range of this union holds an instant from `startMs`, included, to `endMs`, excluded. It remembers
 * where it stood: questions asked in order cost a step each, whatever the number of ranges.
 */
export function overlapWith(whole: readonly Range[]): (startMs: number, endMs: number) => boolean {
  let next = 0;
  return (startMs, endMs) => {
    while (next > 0 && whole[next - 1]!.endMs > startMs) next--;
    while (next < whole.length && whole[next]!.endMs <= startMs) next++;
    return next < whole.length && whole[next]!.startMs < endMs;
  };
}

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

function inOrder(ranges: readonly Range[]): readonly Range[] {
  return ranges.toSorted((one, other) => one.startMs - other.startMs);
}
