import { Icon } from "../ui/icon.tsx";
import { type IconName, icons } from "../ui/icons.ts";
import { useWords } from "../ui/words.ts";
import type { Visit } from "./visits.ts";

/** What a small drawing beside a visit says; hidden words say it too. */
const signs = {
  requested: "hourglass",
  arrived: "armchair",
  "in-consultation": "stethoscope",
  seen: "check-check",
  missed: "user-x",
  overbooked: "layers-2",
  video: "video",
  phone: "phone",
  home: "house",
  online: "globe",
  note: "sticky-note",
} as const satisfies Record<string, IconName>;
export type SignName = keyof typeof signs;

type Shown = Pick<Visit, "status" | "overbooked" | "place" | "isOnline" | "hasNote">;

/** All that is to be said of a visit besides who, when and what for; first what matters most now. */
export function signsOf({ status, overbooked, place, isOnline, hasNote }: Shown): SignName[] {
  return [
    ...(status === "booked" ? [] : [status]),
    ...(overbooked ? (["overbooked"] as const) : []),
    ...(place === "in-person" ? [] : [place]),
    ...(isOnline ? (["online"] as const) : []),
    ...(hasNote ? (["note"] as const) : []),
  ];
}

/** One sign, drawn from the page's own sheet of them: hundreds of visits repeat a dozen. */
export function Sign({ name }: { name: SignName }) {
  return (
    <svg class="ag-sign" aria-hidden="true" focusable="false">
      <use href={`#s-${name}`} />
    </svg>
  );
}

/** The sheet of signs, once in a page that draws any. */
export function Signs() {
  return (
    <svg class="hidden" aria-hidden="true" focusable="false">
      {Object.entries(signs).map(([name, icon]) => (
        <symbol
          key={name}
          id={`s-${name}`}
          viewBox="0 0 24 24"
          // Our own drawing, as in src/ui/icon.tsx.
          dangerouslySetInnerHTML={{ __html: icons[icon] }}
        />
      ))}
    </svg>
  );
}

/** What the signs mean. */
export function Legend() {
  const t = useWords("agenda");
  return (
    <ul aria-label={t("signs.legend")} class="muted text-sm mt-4 flex flex-wrap gap-x-5 gap-y-1 no-print">
      {(Object.keys(signs) as SignName[]).map((name) => (
        <li key={name} class="inline-flex items-center gap-1.5">
          <Icon name={signs[name]} />
          {t(`signs.${name}`)}
        </li>
      ))}
      <li class="inline-flex items-center gap-1.5">
        <span class="inline-block w-5 h-3.5 bg-base-300 border border-line" aria-hidden="true" />
        {t("signs.shut")}
      </li>
    </ul>
  );
}
