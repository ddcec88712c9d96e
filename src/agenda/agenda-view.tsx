import type { Waiting } from "../appointments/waiting-room.ts";
import { proPaths } from "../pro-paths.ts";
import { dayRange, longDay } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useWords } from "../ui/words.ts";
import { type AgendaSight, queryOf } from "./agenda.ts";
import { AgendaBar, mondayOf } from "./agenda-bar.tsx";
import { AgendaGrid } from "./agenda-grid.tsx";
import { AppointmentPanel, type OpenAppointment } from "./appointment-panel.tsx";
import { AgendaIsland } from "./island.tsx";
import type { MonthDay } from "./month.ts";
import { MonthPanel } from "./month-panel.tsx";
import { NextFreeForm } from "./next-free-form.tsx";
import { Legend } from "./signs.tsx";
import { type Told, UndoTold } from "./undo-told.tsx";
import { WaitingRoom } from "./waiting-room.tsx";
import { WhoseAgenda } from "./whose-agenda.tsx";

interface Props {
  sight: AgendaSight;
  etag: string;
  waiting: readonly Waiting[];
  weeks: MonthDay[][];
  /** What one just did. */
  told: Told | null;
  /** The appointment whose panel stands beside the grid. */
  opened: OpenAppointment | null;
  /** The address of this page, for what leads back to it. */
  back: string;
}

/** The whole page around the grid: the bar above it; beside it, on a wide screen, the open appointment, who waits, the month, the next free
 * time. */
export function AgendaPageView({ sight, etag, waiting, weeks, told, opened, back }: Props) {
  const t = useWords("agenda");
  return (
    <ProPage title={useTitle(sight)} styles="agenda">
      <AgendaBar sight={sight} />
      {told && <UndoTold told={told} back={back} />}
      {sight.isDayOdd && (
        <Notice kind="sun" icon="calendar-x-2" class="mt-4">
          <p>{t("day.oddDate")}</p>
        </Notice>
      )}
      <WhoseAgenda sight={sight} />
      <div class="mt-4 grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,1fr)_19rem] items-start">
        <div class="min-w-0">
          <AgendaGrid sight={sight} picked={opened?.visit.id} etag={etag} />
          <Away sight={sight} />
          <Legend />
          <AgendaIsland />
        </div>
        <div
          id="agenda-aside"
          class={`grid grid-cols-1 gap-4 sm:max-xl:grid-cols-2 items-start no-print${opened ? " max-xl:order-first" : ""}`}
        >
          {opened && <AppointmentPanel opened={opened} back={back} closeHref={proPaths.agenda(queryOf(sight))} />}
          <WaitingRoom waiting={waiting} back={back} />
          <MonthPanel sight={sight} weeks={weeks} />
          <section class="sheet p-4" aria-labelledby="next-free">
            <h2 id="next-free">{t("nextFree.title")}</h2>
            <NextFreeForm
              agendas={sight.agendas}
              places={sight.places}
              asked={{
                ...(sight.isPersonAsked && sight.person && { praticien: sight.person.id }),
                ...(sight.site && { lieu: sight.site.id }),
              }}
            />
          </section>
        </div>
      </div>
    </ProPage>
  );
}

/** Who does not receive that day, with a way to his week. */
function Away({ sight }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  if (sight.away.length === 0 || sight.columns.length === 0) return null;
  const jour = sight.day.toString();
  return (
    <p class="muted text-sm mt-4 no-print">
      {t("day.away")}{" "}
      {sight.away.map(({ id, name }, index) => (
        <>
          {index > 0 && ", "}
          <a key={id} class="link" href={proPaths.agenda({ vue: "semaine", jour, praticien: id })}>
            {name}
          </a>
        </>
      ))}
    </p>
  );
}

function useTitle({ view, day, today }: AgendaSight): string {
  const t = useWords("agenda");
  if (view === "semaine") {
    const from = mondayOf(day);
    return t("day.weekTitle", { day: dayRange({ from, to: from.add({ days: 6 }) }, today, "fr") });
  }
  return t(view === "liste" ? "day.listTitle" : "day.title", { day: longDay(day, today, "fr") });
}
