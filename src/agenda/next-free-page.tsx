import { Hono } from "hono";
import { type FreeTime, nextFreeTimes } from "../appointments/free-times.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import type { Web } from "../platform/web.ts";
import { type NextFreeQuery, proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { hour, hourInFull, longDay } from "../ui/format.ts";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import { type AgendaOf, type AgendaSite, agendasOpenTo, placesOf } from "./agendas.ts";
import { dayIn } from "./asked.ts";
import { NextFreeForm } from "./next-free-form.tsx";

/** « Prochain horaire libre »: the first free times for a reason, of one practitioner or of all whose agenda one may see; each leads to the
 * booking panel. */
export const nextFreePage = new Hono<Web>().get(proPaths.nextFree(), async (c) => {
  const seen = await asActor(c.var.db, c.var.actor, (tx) => findNextFree(tx, c.req.query(), c.var.now()));
  return seen ? c.render(<NextFree {...seen} />) : c.notFound();
});

interface Found {
  agendas: AgendaOf[];
  places: AgendaSite[];
  asked: NextFreeQuery;
  /** By practitioner, whoever is free first; null: no reason was asked for. */
  times: { agenda: AgendaOf; times: FreeTime[] }[] | null;
}

/** Null: the address names a practitioner, a place or a reason that this member of staff may not see. */
async function findNextFree(tx: Tx, query: Record<string, string>, now: Temporal.Instant): Promise<Found | null> {
  const agendas = await agendasOpenTo(tx);
  const places = placesOf(agendas);
  const { praticien = "", lieu = "", motif = "", apres = "" } = query;
  const isThere = (id: string, list: readonly { id: string }[]) => id === "" || list.some((one) => one.id === id);
  const reasons = agendas.flatMap((agenda) => agenda.reasons);
  if (!isThere(praticien, agendas) || !isThere(lieu, places) || !isThere(motif, reasons)) return null;

  const asked = Object.fromEntries(
    Object.entries({ praticien, lieu, motif, apres }).filter(([, value]) => value !== ""),
  ) as NextFreeQuery;
  if (!motif) return { agendas, places, asked, times: null };
  const people = agendas.filter(
    ({ id, active, reasons, sites }) =>
      active && isThere(motif, reasons) && (praticien === "" || id === praticien) && isThere(lieu, sites),
  );
  const today = now.toZonedDateTimeISO(places[0]?.zone ?? "Europe/Paris").toPlainDate();
  const from = dayIn(apres);
  const found = await nextFreeTimes(tx, {
    asked: people.map(({ id }) => ({ practitionerId: id, reasonId: motif, ...(lieu && { siteId: lieu }) })),
    from: from && Temporal.PlainDate.compare(from, today) > 0 ? from : today,
    now,
    as: "staff",
    limit: people.length === 1 ? 24 : 8,
  });
  const times = people.flatMap((agenda) => {
    const times = found.get(agenda.id) ?? [];
    return times.length > 0 ? [{ agenda, times }] : [];
  });
  return { agendas, places, asked, times: times.sort((a, b) => a.times[0]!.startMs - b.times[0]!.startMs) };
}

function NextFree({ agendas, places, asked, times }: Found) {
  const t = useWords("agenda");
  return (
    <ProPage title={t("nextFree.title")} current={proPaths.agenda()} styles="agenda">
      <BackLink href={proPaths.agenda(asked.praticien ? { praticien: asked.praticien } : {})}>
        {t("nextFree.back")}
      </BackLink>
      <h1>{t("nextFree.title")}</h1>
      <div class="mt-4 grid grid-cols-1 gap-4 lg:grid-cols-[19rem_minmax(0,1fr)] items-start">
        <section class="sheet p-4" aria-label={t("nextFree.search")}>
          <NextFreeForm agendas={agendas} places={places} asked={asked} />
        </section>
        <div class="grid gap-4">
          {times === null && <p class="sheet p-4">{t("nextFree.choose")}</p>}
          {times?.length === 0 && (
            <EmptyState icon="calendar-x-2" title={t("nextFree.none")} text={t("nextFree.noneText")} />
          )}
          {times?.map((one) => (
            <TimesOf key={one.agenda.id} {...one} asked={asked} />
          ))}
          {times && times.length > 0 && (
            <p>
              <ButtonLink
                tone="outline"
                icon="chevron-right"
                href={proPaths.nextFree({ ...asked, apres: after(times) })}
              >
                {t("nextFree.later")}
              </ButtonLink>
            </p>
          )}
        </div>
      </div>
    </ProPage>
  );
}

function TimesOf({ agenda, times, asked }: { agenda: AgendaOf; times: FreeTime[]; asked: NextFreeQuery }) {
  const t = useWords("agenda");
  const { now } = useRequest();
  const byDay = Map.groupBy(times, (time) => `${dayOf(time)}`);
  return (
    <section class="sheet p-4" aria-labelledby={`free-${agenda.id}`}>
      <h2 id={`free-${agenda.id}`}>{agenda.name}</h2>
      {[...byDay].map(([day, ofDay]) => {
        const today = now.toZonedDateTimeISO(ofDay[0]!.zone).toPlainDate();
        const name = longDay(Temporal.PlainDate.from(day), today, "fr");
        return (
          <div key={day} class="mt-3">
            <h3 class="text-base!">{capitalise(name)}</h3>
            <ul class="flex flex-wrap gap-2 mt-1.5">
              {ofDay.map((time) => {
                const site = agenda.sites.length > 1 ? agenda.sites.find(({ id }) => id === time.siteId)?.name : null;
                const shown = hourInFull(instant(time), time.zone, "fr");
                return (
                  <li key={`${time.siteId} ${time.startMs}`}>
                    <a
                      class="slot"
                      href={proPaths.newAppointment({
                        ...{ praticien: agenda.id, lieu: time.siteId, jour: day },
                        heure: hour(instant(time), time.zone),
                        ...(asked.motif && { motif: asked.motif }),
                      })}
                      aria-label={[t("nextFree.at", { day: name, hour: shown }), site].filter(Boolean).join(", ")}
                    >
                      {shown}
                      {site && <span class="font-normal text-sm"> {site}</span>}
                    </a>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

/** The day from which there is more: the first on which anyone's list ends. */
function after(times: NonNullable<Found["times"]>): string {
  const ends = times.map(({ times }) => dayOf(times.at(-1)!).add({ days: 1 }));
  return ends.reduce((one, other) => (Temporal.PlainDate.compare(one, other) <= 0 ? one : other)).toString();
}

function dayOf(time: FreeTime): Temporal.PlainDate {
  return instant(time).toZonedDateTimeISO(time.zone).toPlainDate();
}

function instant({ startMs }: FreeTime): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(startMs);
}
