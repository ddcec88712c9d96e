import { proPaths } from "../pro-paths.ts";
import { Button } from "../ui/button.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { Ahead } from "./ahead.ts";

/** At the foot of a site, a practitioner or a reason: closing it, and what stays booked; or opening it again. */
export function Closing({
  what,
  action,
  active,
  ahead,
}: {
  what: "site" | "practitioner" | "reason";
  action: string;
  active: boolean;
  ahead: Ahead;
}) {
  const t = useWords("settings");
  return (
    <section class="sheet p-4 grid gap-3 mt-4 max-w-[42rem]" aria-labelledby="fermeture">
      <h2 id="fermeture">{t(active ? `closing.${what}.title` : `closing.${what}.closed`)}</h2>
      <p class="muted">{t(active ? `closing.${what}.what` : `closing.${what}.reopen`)}</p>
      <Staying ahead={ahead} />
      <form method="post" action={action}>
        <Button tone="outline" icon={active ? "ban" : "undo-2"} name="geste" value={active ? "fermer" : "rouvrir"}>
          {t(active ? `closing.${what}.close` : `closing.${what}.open`)}
        </Button>
      </form>
    </section>
  );
}

function Staying({ ahead: { count, first } }: { ahead: Ahead }) {
  const t = useWords("settings");
  const { now } = useRequest();
  if (count === 0) return <p>{t("closing.none")}</p>;
  return (
    <Notice kind="sun" icon="calendar-days">
      <p>
        <strong>{t("closing.stay", { count })}</strong> {t("closing.stayThen")}
      </p>
      <ul class="mt-1">
        {first.map(({ practitionerId, startsAt, zone, lastName }) => (
          <li key={`${practitionerId}${startsAt}`}>
            <a
              class="link target"
              href={proPaths.agenda({
                jour: startsAt.toZonedDateTimeISO(zone).toPlainDate().toString(),
                praticien: practitionerId,
              })}
            >
              {dayAndHour(startsAt, zone, now, "fr")}, {lastName}
            </a>
          </li>
        ))}
        {count > first.length && <li class="muted">{t("closing.more", { count: count - first.length })}</li>}
      </ul>
    </Notice>
  );
}
