import { minuteMs } from "../availability/zone-clock.ts";
import { jobOf } from "../establishments/specialty.ts";
import { dayFigures } from "../patients/file-typed.ts";
import { listedName } from "../patients/listed-name.ts";
import { proPaths } from "../pro-paths.ts";
import { duration, hour, hourInFull } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/words.ts";
import type { AgendaSight } from "./agenda.ts";
import { Nobody } from "./agenda-grid.tsx";
import { type Column, comingIn, type Place } from "./columns.ts";
import { Sign, signsOf } from "./signs.tsx";
import type { Visit } from "./visits.ts";

/** The day as lists, one for each practitioner: every visit, free stretch and absence in order, with all one may do there as links. Nothing
 * of the grid is missing here. */
export function AgendaList({ sight }: { sight: AgendaSight }) {
  if (sight.columns.length === 0) return <Nobody sight={sight} />;
  return (
    <div class="grid gap-4">
      {sight.columns.map((column, index) => (
        <DayOf key={`${column.agenda.id} ${column.clock.zone}`} {...{ sight, column, index }} />
      ))}
    </div>
  );
}

function DayOf({ sight, column, index }: { sight: AgendaSight; column: Column; index: number }) {
  const t = useWords("agenda");
  const { agenda, site, holidays, isClosed } = column;
  const isOther = !sight.isPersonAsked && agenda.id !== sight.person?.id;
  const items = itemsOf(column);
  return (
    <section class={isOther ? "sheet p-4 max-lg:hidden" : "sheet p-4"} aria-labelledby={`col-${index}`}>
      <h2 id={`col-${index}`}>{agenda.name}</h2>
      <p class="muted text-sm">
        {[
          jobOf(agenda, "fr"),
          t("grid.visits", { count: comingIn(column) }),
          sight.columns.some((other) => other.site.id !== site.id) ? site.name : null,
        ]
          .filter(Boolean)
          .join(", ")}
      </p>
      {holidays.map((name) => (
        <p key={name} class="font-semibold text-sm">
          {t(isClosed ? "grid.closed" : "grid.workedHoliday", { name: t(`holidays.${name}`) })}
        </p>
      ))}
      {items.length === 0 && <p class="mt-2">{t("list.nothing")}</p>}
      <ul class="rows mt-2">{items.map(({ item }) => item(column))}</ul>
    </section>
  );
}

interface Item {
  startMs: number;
  item: (column: Column) => preact.ComponentChild;
}

/** All that stands in this day, in order of its beginning. */
function itemsOf({ visits, free, absences, held }: Column): Item[] {
  const items: Item[] = [
    ...visits.map((visit) => ({
      startMs: visit.startMs,
      item: (column: Column) => <VisitRow key={visit.id} visit={visit} column={column} />,
    })),
    ...free.map((stretch) => ({
      startMs: stretch.startMs,
      item: (column: Column) => <FreeRow key={stretch.startMs} stretch={stretch} column={column} />,
    })),
    ...absences.map((absence) => ({
      startMs: absence.range.startMs,
      item: (column: Column) => <AbsenceRow key={absence.id} absence={absence} column={column} />,
    })),
    ...held.map((range) => ({
      startMs: range.startMs,
      item: (column: Column) => <HeldRow key={`held ${range.startMs}`} startMs={range.startMs} column={column} />,
    })),
  ];
  return items.sort((one, other) => one.startMs - other.startMs);
}

function VisitRow({ visit, column: { clock } }: { visit: Visit; column: Column }) {
  const t = useWords("agenda");
  const name = listedName(visit);
  const at = hourInFull(instant(visit.startMs), clock.zone, "fr");
  const isOpen = visit.status === "booked" || visit.status === "requested";
  const named = { name, at };
  return (
    <li class="flex flex-wrap items-center gap-x-4 py-0.5" data-event={visit.id} data-version={visit.version}>
      <p class={`ag-dot hue-${visit.hue} tnum font-semibold w-28`}>
        <time>{at}</time>{" "}
        <span class="muted font-normal text-sm">{duration((visit.endMs - visit.startMs) / minuteMs)}</span>
      </p>
      <div class="min-w-48 flex-1 flex flex-wrap items-center gap-x-3">
        <p class="sm:w-60">
          <a class="link target font-semibold" href={proPaths.appointment(visit.id)}>
            {name}
          </a>{" "}
          <span class="muted text-sm">{dayFigures(visit.birthDate)}</span>
        </p>
        <p class="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          {visit.reasonName}
          {signsOf(visit).map((sign) => (
            <span key={sign} class={`state ${stateOf[sign] ?? ""} text-sm!`}>
              <Sign name={sign} /> {t(`signs.${sign}`)}
            </span>
          ))}
        </p>
      </div>
      {isOpen && (
        <p class="flex flex-wrap gap-x-3 text-[.9375rem]">
          <a class="link target" href={proPaths.moveAppointment(visit.id)} aria-label={t("list.moveNamed", named)}>
            {t("list.move")}
          </a>
          <a class="link target" href={proPaths.editAppointment(visit.id)} aria-label={t("list.editNamed", named)}>
            {t("list.edit")}
          </a>
          <a class="link target" href={proPaths.cancelAppointment(visit.id)} aria-label={t("list.cancelNamed", named)}>
            {t("list.cancel")}
          </a>
        </p>
      )}
    </li>
  );
}

const stateOf: Partial<Record<ReturnType<typeof signsOf>[number], string>> = {
  requested: "state-wait",
  arrived: "state-info",
  "in-consultation": "state-info",
  seen: "state-ok",
  missed: "state-stop",
  overbooked: "state-wait",
};

/** A free stretch: at its beginning, or at any quarter of an hour within. */
function FreeRow({ stretch, column }: { stretch: Place; column: Column }) {
  const t = useWords("agenda");
  const { agenda, day, clock } = column;
  const linkAt = (ms: number) =>
    proPaths.newAppointment({
      ...{ praticien: agenda.id, lieu: stretch.site.id, jour: day.toString() },
      heure: hour(instant(ms), clock.zone),
    });
  const [from, to] = [stretch.startMs, stretch.endMs].map((ms) => hourInFull(instant(ms), clock.zone, "fr"));
  const quarters = quartersOf(stretch);
  return (
    <li class="flex flex-wrap items-center gap-x-4 py-0.5">
      <a class="link target" href={linkAt(stretch.startMs)}>
        <Icon name="plus" /> {t("grid.free", { from, to })}
      </a>
      {quarters.length > 1 && (
        <details>
          <summary class="link target cursor-pointer">
            {t("list.chooseHour")} <span class="sr-only">{t("list.between", { from, to })}</span>
          </summary>
          <ul class="flex flex-wrap gap-2 pb-2">
            {quarters.map((ms) => (
              <li key={ms}>
                <a class="slot" href={linkAt(ms)}>
                  {hourInFull(instant(ms), clock.zone, "fr")}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function quartersOf({ startMs, endMs }: Place): number[] {
  const stepMs = 15 * minuteMs;
  return Array.from({ length: Math.ceil((endMs - startMs) / stepMs) }, (_, index) => startMs + index * stepMs);
}

function AbsenceRow({ absence, column }: { absence: Column["absences"][number]; column: Column }) {
  const t = useWords("agenda");
  const { zone } = column.clock;
  const [from, to] = [absence.range.startMs, absence.range.endMs].map((ms) => hourInFull(instant(ms), zone, "fr"));
  return (
    <li class="flex flex-wrap items-center gap-x-4 py-0.5">
      <p class="tnum font-semibold">
        {from} – {to}
      </p>
      <a class="link target" href={proPaths.absence(absence.id)}>
        <Icon name="plane" /> {absence.label ? t("grid.absentFor", { label: absence.label }) : t("grid.absent")}
      </a>
    </li>
  );
}

function HeldRow({ startMs, column }: { startMs: number; column: Column }) {
  const t = useWords("agenda");
  return <li class="py-2">{t("grid.held", { from: hourInFull(instant(startMs), column.clock.zone, "fr") })}</li>;
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
