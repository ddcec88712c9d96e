import { proPaths } from "../pro-paths.ts";
import { longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { Contact, Identity, Online } from "./facts-view.tsx";
import { FileSheet } from "./file-head.tsx";
import type { OpenedFile } from "./opened-file.ts";
import { Panel } from "./panel.tsx";
import { Relatives } from "./relatives-view.tsx";
import { SentRow } from "./sent-row.tsx";
import type { Summary } from "./summary.ts";
import { VisitRow } from "./visit-row.tsx";

/** What just happened: something was done, or an answer was refused. */
export type Told = { done: string | null } | { refused: "answer" | "answered" | "changed" | "identity-checked" };

interface SummaryProps {
  file: OpenedFile;
  summary: Summary;
  told: Told;
  /** One does not see every agenda of the house. */
  isLimited: boolean;
}

export function SummaryView({ file, summary, told, isLimited }: SummaryProps) {
  const t = useWords("secretariat");
  return (
    <FileSheet file={file} part="summary" title={t("file.part.summary")}>
      <WhatHappened told={told} />
      <div class="grid grid-cols-1 gap-4 lg:grid-cols-[minmax(0,1fr)_21rem] lg:grid-rows-[auto_1fr] items-start">
        <div class="grid grid-cols-1 gap-4 lg:row-span-2">
          <Visits {...{ file, summary, isLimited }} />
          <LastSent {...{ file, summary }} />
        </div>
        <div class="max-lg:order-first">
          <TeamNote {...{ file, summary }} />
        </div>
        <div class="grid grid-cols-1 gap-4">
          <Contact {...{ file, summary }} />
          <Online {...{ file, summary }} />
          <Identity {...{ file, summary }} />
          <Relatives {...{ file, relatives: summary.relatives }} />
        </div>
      </div>
    </FileSheet>
  );
}

const deeds = [
  ...(["accepte", "ignore", "note", "reservation", "invite", "retire", "detache"] as const),
  ...(["cree", "modifie", "identite", "reuni", "separe"] as const),
];

function WhatHappened({ told }: { told: Told }) {
  const t = useWords("secretariat");
  if ("refused" in told)
    return (
      <Notice kind="err" icon="circle-alert" role="alert" class="mb-4">
        <p>{t(`proposal.refused.${told.refused}`)}</p>
      </Notice>
    );
  const deed = deeds.find((each) => each === told.done);
  if (!deed) return null;
  return (
    <Notice kind="ok" icon="circle-check-big" role="status" class="mb-4">
      <p>{t(`file.done.${deed}`)}</p>
    </Notice>
  );
}

function Visits({ file, summary: { ahead, over }, isLimited }: Pick<SummaryProps, "file" | "summary" | "isLimited">) {
  const t = useWords("secretariat");
  const all = (
    <a class="link target" href={proPaths.patientAppointments(file.id)}>
      {t("visits.all")}
    </a>
  );
  const row = (visit: Summary["ahead"][number]) => (
    <VisitRow key={visit.id} visit={visit} sex={file.sex} back={proPaths.patient(file.id)} />
  );
  return (
    <>
      <Panel id="avenir" title={t("visits.ahead")} beside={all}>
        {ahead.length === 0 ? (
          <p class="muted mt-1">{t("visits.noneAhead")}</p>
        ) : (
          <ul class="rows">{ahead.map(row)}</ul>
        )}
        {isLimited && <p class="muted small mt-2">{t("visits.limited")}</p>}
      </Panel>
      {over.length > 0 && (
        <Panel id="passes" title={t("visits.over")}>
          <ul class="rows">{over.map(row)}</ul>
        </Panel>
      )}
    </>
  );
}

function LastSent({ file, summary: { sent } }: Pick<SummaryProps, "file" | "summary">) {
  const t = useWords("secretariat");
  const all = sent.length > 0 && (
    <a class="link target" href={proPaths.patientNotices(file.id)}>
      {t("sent.all")}
    </a>
  );
  return (
    <Panel id="envois" title={t("sent.last")} beside={all}>
      {sent.length === 0 ? (
        <p class="muted mt-1">{t("sent.none")}</p>
      ) : (
        <ul class="rows">
          {sent.map((notice) => (
            <SentRow key={notice.id} notice={notice} zone={file.zone} isBrief />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** The note the team pinned, or the way to write one. */
function TeamNote({ file, summary: { pinned } }: Pick<SummaryProps, "file" | "summary">) {
  const t = useWords("secretariat");
  const { now } = useRequest();
  if (!pinned)
    return (
      <p>
        <a class="link target" href={proPaths.patientNotes(file.id)}>
          <Icon name="sticky-note" /> {t("notes.writeOne")}
        </a>
      </p>
    );
  const today = now.toZonedDateTimeISO(file.zone).toPlainDate();
  const on = longDay(pinned.writtenAt.toZonedDateTimeISO(file.zone).toPlainDate(), today, "fr");
  return (
    <section class="rounded-box bg-accent-soft p-4 sm:p-5" aria-labelledby="note">
      <div class="flex items-center justify-between gap-2">
        <h2 id="note" class="flex items-center gap-2">
          <Icon name="sticky-note" /> {t("notes.pinnedTitle")}
        </h2>
        <a class="btn btn-ghost btn-square" href={proPaths.patientNotes(file.id)} aria-label={t("notes.openAll")}>
          <Icon name="pencil" />
        </a>
      </div>
      <p class="mt-1 whitespace-pre-line break-words">{pinned.note}</p>
      <p class="muted small mt-2">{t("notes.signed", { name: pinned.writtenBy || t("notes.formerColleague"), on })}</p>
    </section>
  );
}
