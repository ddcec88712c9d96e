import type { DeclaredAbsence } from "../availability/absences.ts";
import { dayOf, plainDateOf } from "../availability/calendar.ts";
import { exceptionalDays, hoursOn, type PlannedOpening, timeOf } from "../availability/opening.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/words.ts";
import { isOver } from "./absence-list.tsx";
import type { AgendaKept } from "./agendas-kept.ts";
import { spokenAbsence, spokenHours } from "./spoken.ts";

interface ExceptionsProps {
  agenda: AgendaKept;
  openings: readonly PlannedOpening[];
  absences: readonly DeclaredAbsence[];
  today: Temporal.PlainDate;
}

/** What is not as usual in the time to come: days with other hours or none, each with the way back; and absences. */
export function Exceptions({ agenda, openings, absences, today }: ExceptionsProps) {
  const t = useWords("settings");
  const days = openings
    .flatMap((opening) => exceptionalDays(opening, dayOf(today)).map((on) => ({ opening, on })))
    .sort((one, other) => one.on - other.on);
  const ahead = absences.filter((absence) => !isOver(absence, today));
  return (
    <section class="sheet p-4 sm:p-5" aria-labelledby="exceptions">
      <div class="flex flex-wrap items-center justify-between gap-3">
        <h2 id="exceptions">{t("openings.exceptions")}</h2>
        <ButtonLink tone="soft" icon="plus" href={proPaths.newAbsence({ praticien: agenda.id })}>
          {t("openings.addAbsence")}
        </ButtonLink>
      </div>
      {days.length + ahead.length === 0 && <p class="muted mt-2">{t("openings.exceptionsNone")}</p>}
      <ul class="rows mt-2">
        {ahead.map((absence) => (
          <li key={absence.id} class="flex items-start gap-3 py-2">
            <Icon name="plane" class="mt-1 text-primary" />
            <div class="grow min-w-0">
              <a class="link target" href={proPaths.absence(absence.id)}>
                {spokenAbsence(absence.time, today)}
              </a>
              {absence.label && <p class="muted small wrap-anywhere">{absence.label}</p>}
            </div>
          </li>
        ))}
        {days.map(({ opening, on }) => (
          <ExceptionalDay key={`${opening.id}${on}`} {...{ opening, on, today }} />
        ))}
      </ul>
    </section>
  );
}

function ExceptionalDay({ opening, on, today }: { opening: PlannedOpening; on: number; today: Temporal.PlainDate }) {
  const t = useWords("settings");
  const date = plainDateOf(on);
  const day = longDay(date, today, "fr");
  const hours = hoursOn(opening, on).map(({ fromMin, toMin }) =>
    spokenHours({ from: timeOf(fromMin), to: timeOf(toMin) }),
  );
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <Icon name="calendar-x-2" class="text-primary" />
      <div class="grow min-w-0">
        <a class="link target" href={proPaths.opening(opening.id, { jour: `${date}` })}>
          {day}
        </a>
        <p class="muted small">
          {hours.length === 0 ? t("openings.removed") : t("openings.replaced", { hours: hours.join(", ") })}
        </p>
      </div>
      <form method="post" action={proPaths.opening(opening.id, { jour: `${date}` })}>
        <input type="hidden" name="le" value={`${date}`} />
        <Button
          tone="ghost"
          icon="undo-2"
          name="geste"
          value="retablir"
          aria-label={t("openings.restoreLabel", { day })}
        >
          {t("openings.restore")}
        </Button>
      </form>
    </li>
  );
}
