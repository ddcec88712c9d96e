import type { Inside } from "../appointments/inside.ts";
import { proPaths } from "../pro-paths.ts";
import { dayAndHour } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

const shown = 30;

/** Appointments that stay, each a way to it: when they are, not whose. */
export function InsideList({ inside }: { inside: readonly Inside[] }) {
  const t = useWords("settings");
  const { now } = useRequest();
  return (
    <ul class="grid sm:grid-cols-2 gap-x-4">
      {inside.slice(0, shown).map(({ id, startsAt, zone }) => (
        <li key={id}>
          <a class="link target" href={proPaths.appointment(id)}>
            {dayAndHour(startsAt, zone, now, "fr")}
          </a>
        </li>
      ))}
      {inside.length > shown && <li class="muted">{t("openings.more", { count: inside.length - shown })}</li>}
    </ul>
  );
}
