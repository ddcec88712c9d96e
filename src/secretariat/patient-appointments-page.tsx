import { Hono } from "hono";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { useWords } from "../ui/words.ts";
import { FileSheet } from "./file-head.tsx";
import { type OpenedFile, renderFile } from "./opened-file.ts";
import { Panel } from "./panel.tsx";
import { VisitRow } from "./visit-row.tsx";
import { type FileVisit, pastMost, visitsOf } from "./visits.ts";

/** All visits of a patient in the agendas one sees, with how each stands. */
export const patientAppointmentsPage = new Hono<Web>().get(proPaths.patientAppointments(":id"), (c) =>
  renderFile(c, {
    read: (tx, { id: patientId }, by) => visitsOf(tx, by, { patientId, now: c.var.now() }),
    view: (file, found) => <Visits file={file} {...found} isLimited={!c.var.desk.allAgendas} />,
  }),
);

interface VisitsProps {
  file: OpenedFile;
  ahead: FileVisit[];
  over: FileVisit[];
  isLimited: boolean;
}

function Visits({ file, ahead, over, isLimited }: VisitsProps) {
  const t = useWords("secretariat");
  const list = (visits: FileVisit[]) => (
    <ul class="rows">
      {visits.map((visit) => (
        <VisitRow key={visit.id} visit={visit} sex={file.sex} back={proPaths.patientAppointments(file.id)} />
      ))}
    </ul>
  );
  return (
    <FileSheet file={file} part="visits" title={t("file.part.visits")}>
      <div class="grid gap-4 max-w-[60rem]">
        {isLimited && <p class="muted">{t("visits.limited")}</p>}
        <Panel id="avenir" title={t("visits.ahead")}>
          {ahead.length === 0 ? <p class="muted mt-1">{t("visits.noneAhead")}</p> : list(ahead)}
        </Panel>
        <Panel id="passes" title={t("visits.over")}>
          {over.length === 0 ? <p class="muted mt-1">{t("visits.noneOver")}</p> : list(over)}
          {over.length === pastMost && <p class="muted mt-2">{t("visits.most", { count: pastMost })}</p>}
        </Panel>
      </div>
    </FileSheet>
  );
}
