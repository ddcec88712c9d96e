/** A stretch of a column, in minutes: `from` included, `to` excluded. */
export interface Stretch {
  from: number;
  to: number;
}

/** Where a stretch lies among those it meets: lane 0 is the first of `lanes`. */
export interface Lane {
  lane: number;
  lanes: number;
}

/** Lays stretches side by side so that no two that overlap share a lane, and gives the lane of each, in the order given. Those that meet,
 * directly or through others, share the width of the column between them, in as few lanes as can be. */
export function lanesOf(stretches: readonly Stretch[]): Lane[] {
  const placed: Lane[] = stretches.map(() => ({ lane: 0, lanes: 1 }));
  const inOrder = stretches
    .map((stretch, index) => ({ ...stretch, index }))
    .sort((one, other) => one.from - other.from || other.to - one.to || one.index - other.index);

  let group: Lane[] = [];
  let laneEnds: number[] = [];
  for (const { from, to, index } of inOrder) {
    if (laneEnds.every((end) => end <= from)) [group, laneEnds] = [[], []];
    const free = laneEnds.findIndex((end) => end <= from);
    const lane = free === -1 ? laneEnds.length : free;
    laneEnds[lane] = to;
    const mine = placed[index]!;
    mine.lane = lane;
    group.push(mine);
    for (const member of group) member.lanes = laneEnds.length;
  }
  return placed;
}

/** Columns into which agenda.css cuts the width of a day: a half, a third, a quarter and a sixth are whole numbers of them. */
const parts = 12;

/** The columns of the grid a lane takes, the first being 1. Beyond twelve side by side, lanes lie upon one another. */
export function partsOf({ lane, lanes }: Lane): { start: number; span: number } {
  if (lanes > parts) return { start: 1 + (lane % parts), span: 1 };
  const start = Math.floor((lane * parts) / lanes);
  return { start: 1 + start, span: Math.floor(((lane + 1) * parts) / lanes) - start };
}
