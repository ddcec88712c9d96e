import type { Table } from "./tables.ts";

const row = { height: 30, bar: 16 };
const area = { width: 640, label: 190, value: 60 };

/** A table drawn as bars, one row each; two drawn columns stand end to end. The table under it says the same in figures, so this is hidden from
 * screen readers. */
export function Bars({ table: { rows, drawn, columns } }: { table: Table }) {
  const sums = rows.map((cells) => drawn.reduce((sum, index) => sum + Number(cells[index] ?? 0), 0));
  const most = Math.max(1, ...sums);
  const scale = (area.width - area.label - area.value) / most;
  return (
    <>
      {drawn.length > 1 && <Legend names={drawn.map((index) => columns[index]!)} />}
      <svg
        class="w-full max-w-[40rem] h-auto mt-2"
        viewBox={`0 0 ${area.width} ${rows.length * row.height}`}
        aria-hidden="true"
        focusable="false"
      >
        {rows.map((cells, at) => (
          <g key={cells[0]}>
            <text
              x={area.label - 10}
              y={at * row.height + 20}
              text-anchor="end"
              font-size="14"
              class="fill-base-content"
            >
              {short(cells[0])}
            </text>
            {drawn.map((index, part) => {
              const before = drawn.slice(0, part).reduce((sum, other) => sum + Number(cells[other] ?? 0), 0);
              return (
                <rect
                  key={index}
                  x={area.label + before * scale}
                  y={at * row.height + 7}
                  width={Number(cells[index] ?? 0) * scale}
                  height={row.bar}
                  rx="3"
                  class={part === 0 ? "fill-primary" : "fill-accent"}
                />
              );
            })}
            <text
              x={area.label + sums[at]! * scale + 8}
              y={at * row.height + 20}
              font-size="14"
              class="fill-base-content"
            >
              {sums[at]}
            </text>
          </g>
        ))}
      </svg>
    </>
  );
}

function Legend({ names }: { names: string[] }) {
  return (
    <ul class="flex flex-wrap gap-4 mt-3 text-sm" aria-hidden="true">
      {names.map((name, part) => (
        <li key={name} class="flex items-center gap-2">
          <svg class="size-3" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
            <rect width="12" height="12" rx="2" class={part === 0 ? "fill-primary" : "fill-accent"} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function short(name: string): string {
  return name.length > 26 ? `${name.slice(0, 25)}…` : name;
}
