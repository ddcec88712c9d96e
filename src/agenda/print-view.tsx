import type { Range } from "../availability/ranges.ts";
import { minuteMs } from "../availability/zone-clock.ts";
import { listedName } from "../patients/listed-name.ts";
import { proPaths } from "../pro-paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { duration, fullDate, hour, hourInFull, longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Document } from "../ui/page.tsx";
import { useIsland, useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import type { AgendaSight } from "./agenda.ts";
import type { Paper } from "./papers.ts";
import type { Visit } from "./visits.ts";

/** The papers as they leave the printer, and above them, on the screen only, the way back and to the printer. */
export function PrintView({ sight, papers }: { sight: AgendaSight; papers: Paper[] }) {
  const t = useWords("agenda");
  useIsland("print");
  const day = longDay(sight.day, sight.today, "fr");
  const back = { jour: sight.day.toString(), ...(sight.site && { lieu: sight.site.id }) };
  return (
    <Document title={t("print.title", { day })} styles="agenda">
      <header class="no-print bg-base-100 border-b border-line">
        <div class="max-w-[54rem] mx-auto p-4 flex flex-wrap items-center gap-3">
          <a class="link target me-auto" href={proPaths.agenda(back)}>
            <Icon name="arrow-left" /> {t("print.back")}
          </a>
          {sight.places.length > 1 && <PlaceChoice sight={sight} />}
          <button type="button" class="btn btn-primary" data-print="" hidden>
            <Icon name="printer" /> {t("print.print")}
          </button>
          <noscript>
            <p class="muted text-sm">{t("print.hint")}</p>
          </noscript>
        </div>
      </header>
      <main id="contenu" tabindex={-1} class="outline-none! p-3 sm:p-8 print:p-0! grid gap-6 print:block">
        <h1 class="sr-only">{t("print.title", { day })}</h1>
        {papers.length === 0 && (
          <EmptyState icon="printer" title={t("print.nobody")} text={t("print.nobodyText")}>
            <ButtonLink href={proPaths.agenda(back)}>{t("print.back")}</ButtonLink>
          </EmptyState>
        )}
        {papers.map((paper, index) => (
          <PaperOf key={`${paper.site.id} ${paper.agenda.id}`} paper={paper} sight={sight} index={index} />
        ))}
      </main>
    </Document>
  );
}

function PlaceChoice({ sight }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  return (
    <form method="get" action={proPaths.agendaPrint()} class="flex flex-wrap items-center gap-2">
      <input type="hidden" name="jour" value={sight.day.toString()} />
      <select class="select w-auto!" name="lieu" aria-label={t("print.place")}>
        <option value="">{t("day.everywhere")}</option>
        {sight.places.map(({ id, name }) => (
          <option key={id} value={id} selected={id === sight.site?.id}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" class="btn btn-outline">
        {t("print.show")}
      </button>
    </form>
  );
}

function PaperOf({ paper, sight, index }: { paper: Paper; sight: AgendaSight; index: number }) {
  const t = useWords("agenda");
  const { signedIn } = useRequest();
  const { agenda, site, visits, pauses } = paper;
  const { zone } = site;
  return (
    <section
      class="paper paper-day w-full max-w-[50rem] mx-auto p-5 sm:p-12 print:p-0!"
      aria-labelledby={`paper-${index}`}
    >
      <div class="flex flex-wrap items-end justify-between gap-x-6 gap-y-1 border-b-2 border-[#12282a] pb-3">
        <div>
          <p class="paper-muted">{site.name}</p>
          <p class="display text-[1.9rem]! font-bold leading-tight" aria-hidden="true">
            {capitalise(longDay(sight.day, sight.today, "fr"))} {sight.day.year === sight.today.year && sight.day.year}
          </p>
        </div>
        <div class="sm:text-end">
          <h2 class="text-base!" id={`paper-${index}`}>
            {agenda.name}
          </h2>
          <p class="paper-muted">{t("print.visits", { count: visits.length })}</p>
        </div>
      </div>
      <table class="w-full mt-4 text-start tnum">
        <thead>
          <tr class="paper-muted text-sm">
            <Th>{t("print.hour")}</Th>
            <Th isMinor>{t("print.length")}</Th>
            <Th>{t("print.patient")}</Th>
            <Th isMinor>{t("print.born")}</Th>
            <Th isMinor>{t("print.file")}</Th>
            <Th>
              <span class="sr-only">{t("print.toKnow")}</span>
            </Th>
            <Th class="w-[24%]">{t("print.notes")}</Th>
          </tr>
        </thead>
        <tbody>
          {visits.map((visit, at) => (
            <>
              {pauses
                .filter(({ endMs }) => endMs <= visit.startMs && (visits[at - 1]?.startMs ?? 0) < endMs && at > 0)
                .map((pause) => (
                  <Pause key={`pause ${pause.startMs}`} pause={pause} zone={zone} />
                ))}
              <Line key={visit.id} visit={visit} zone={zone} />
            </>
          ))}
        </tbody>
      </table>
      <p class="paper-muted text-sm mt-6">
        {t("print.foot", {
          day: fullDate(sight.today, "fr"),
          hour: hour(sight.now, zone),
          name: signedIn?.name ?? "",
        })}
      </p>
    </section>
  );
}

function Line({ visit, zone }: { visit: Visit; zone: string }) {
  const t = useWords("agenda");
  const known = [
    visit.forNewPatient && t("print.firstVisit"),
    visit.place === "video" && t("print.video"),
    visit.place === "phone" && t("print.phone"),
    visit.place === "home" && t("print.home"),
  ];
  return (
    <tr class="border-b border-[#b9c2bb]">
      <th scope="row" class="text-start font-bold py-2.5 pe-3 text-[1.05rem] whitespace-nowrap">
        {hourInFull(Temporal.Instant.fromEpochMilliseconds(visit.startMs), zone, "fr")}
      </th>
      <td class="max-sm:hidden print:table-cell! pe-3 whitespace-nowrap">
        {duration((visit.endMs - visit.startMs) / minuteMs)}
      </td>
      <td class="font-semibold pe-3">{listedName(visit)}</td>
      <td class="max-sm:hidden print:table-cell! pe-3">{visit.birthDate.year}</td>
      <td class="max-sm:hidden print:table-cell! pe-3 whitespace-nowrap">{visit.number}</td>
      <td class="pe-3 text-sm">{known.filter(Boolean).join(", ")}</td>
      <td>
        <span class="block h-6" />
      </td>
    </tr>
  );
}

function Pause({ pause, zone }: { pause: Range; zone: string }) {
  const t = useWords("agenda");
  const [from, to] = [pause.startMs, pause.endMs].map((ms) => hour(Temporal.Instant.fromEpochMilliseconds(ms), zone));
  return (
    <tr class="paper-pause">
      <td colspan={7} class="px-2 py-1 text-sm">
        {t("print.pause", { from, to })}
      </td>
    </tr>
  );
}

function Th(props: { children: preact.ComponentChildren; isMinor?: boolean; class?: string }) {
  const { children, isMinor = false, class: extra = "" } = props;
  return (
    <th
      scope="col"
      class={`text-start font-semibold py-2 pe-3 ${isMinor ? "max-sm:hidden print:table-cell!" : ""} ${extra}`}
    >
      {children}
    </th>
  );
}
