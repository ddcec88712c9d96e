import { listedName } from "../patients/listed-name.ts";
import { type JournalQuery, proPaths } from "../pro-paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { dayAndHour, fullDate, hour } from "../ui/format.ts";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import type { Found, HouseJournalFacts } from "./house-journal-page.tsx";
import { JournalFilterForm } from "./journal-filter.tsx";
import { JournalLines } from "./journal-lines.tsx";
import { Onward } from "./journal-onward.tsx";
import { linesAPage } from "./journal-query.ts";

interface HouseJournalProps extends HouseJournalFacts {
  found: Found;
  query: JournalQuery;
  /** A practitioner reads what was done in the own agenda. */
  isOwn: boolean;
}

export function HouseJournal({ found, query, colleagues, sealed, zone, isOwn }: HouseJournalProps) {
  const t = useWords("secretariat");
  const { lines } = found;
  return (
    <ProPage title={t("journal.title")} current={proPaths.settings()}>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 class="me-auto">{t("journal.title")}</h1>
        <Seal sealed={sealed} zone={zone} />
        {lines.length > 0 && (
          <ButtonLink tone="outline" icon="file-down" href={proPaths.houseJournalFile(query)}>
            {t("journal.download")}
          </ButtonLink>
        )}
      </div>
      <p class="muted mt-1">{t(isOwn ? "journal.houseLeadOwn" : "journal.houseLead")}</p>
      <div class="grid gap-5 mt-4 max-w-[68rem]">
        <JournalFilterForm
          {...{ action: proPaths.houseJournal(), query, colleagues, hasHouse: !isOwn }}
          isOfHouse
          patient={found.kind === "one" ? found.name : null}
        />
        {found.kind === "several" ? (
          <Several patients={found.patients} query={query} />
        ) : lines.length === 0 ? (
          <EmptyState icon="history" title={t("journal.empty")} text={t("journal.emptyText")} />
        ) : (
          <JournalLines lines={lines.slice(0, linesAPage)} zone={zone} />
        )}
        <Onward {...{ lines, query, address: proPaths.houseJournal }} />
        <p class="muted small">{t("journal.how")}</p>
      </div>
    </ProPage>
  );
}

/** « Scellé jusqu'à 10:23 ». */
function Seal({ sealed, zone }: Pick<HouseJournalProps, "sealed" | "zone">) {
  const t = useWords("secretariat");
  const { now } = useRequest();
  if (!sealed)
    return (
      <State kind="wait" icon="lock-keyhole">
        {t("journal.notSealed")}
      </State>
    );
  const isToday = [sealed, now].map((at) => at.toZonedDateTimeISO(zone).toPlainDate().toString());
  const until = isToday[0] === isToday[1] ? hour(sealed, zone) : dayAndHour(sealed, zone, now, "fr");
  return (
    <State kind="ok" icon="lock-keyhole">
      {t("journal.sealed", { until })}
    </State>
  );
}

/** What was typed may mean these; or nobody. */
function Several({
  patients,
  query,
}: {
  patients: Extract<Found, { kind: "several" }>["patients"];
  query: JournalQuery;
}) {
  const t = useWords("secretariat");
  if (patients.length === 0)
    return <EmptyState icon="search-x" title={t("journal.noPatient")} text={t("journal.noPatientText")} />;
  return (
    <section class="sheet p-4" aria-labelledby="lequel">
      <h2 id="lequel">{t("journal.whichPatient")}</h2>
      <ul class="rows mt-1">
        {patients.map((patient) => (
          <li key={patient.id} class="py-1">
            <a class="link target" href={proPaths.houseJournal({ ...query, patient: patient.id })}>
              {listedName(patient)}
            </a>{" "}
            <span class="muted">{t("journal.bornOn", { day: fullDate(patient.birthDate, "fr") })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
