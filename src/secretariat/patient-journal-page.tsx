import { Hono } from "hono";
import { type Colleague, colleaguesOf, type HouseLine, linesOfHouse } from "../audit/house-journal.ts";
import { look } from "../audit/look.ts";
import { filesOfOne } from "../patients/open-file.ts";
import type { Web } from "../platform/web.ts";
import { type JournalQuery, proPaths } from "../pro-paths.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { useWords } from "../ui/words.ts";
import { FileSheet } from "./file-head.tsx";
import { JournalFilterForm } from "./journal-filter.tsx";
import { JournalLines } from "./journal-lines.tsx";
import { Onward } from "./journal-onward.tsx";
import { filterOf, linesAPage, placeIn } from "./journal-query.ts";
import { type OpenedFile, renderFile } from "./opened-file.ts";

/** Who looked at or changed what about one patient here: for the team, and to answer the patient who asks. */
export const patientJournalPage = new Hono<Web>().get(proPaths.patientJournal(":id"), (c) => {
  const { qui = "", quoi = "", page } = c.req.query();
  const query = { qui, quoi };
  return renderFile(c, {
    read: async (tx, file, by) => {
      const patientIds = await filesOfOne(tx, by, file.id);
      const filter = { ...filterOf(query, file.zone), patientIds, practitionerId: null };
      const lines = await linesOfHouse(tx, by, filter, { after: placeIn(page), limit: linesAPage + 1 });
      const { establishmentId, id: patientId } = file;
      await look(tx, "journal-viewed", { establishmentId, patientId }, c.var.now());
      return { lines, colleagues: await colleaguesOf(tx) };
    },
    view: (file, found) => <Journal {...{ file, query, ...found }} isLimited={!c.var.desk.allAgendas} />,
  });
});

interface JournalProps {
  file: OpenedFile;
  query: JournalQuery;
  /** One more than a page, when there are more. */
  lines: HouseLine[];
  colleagues: Colleague[];
  isLimited: boolean;
}

function Journal({ file, query, lines, colleagues, isLimited }: JournalProps) {
  const t = useWords("secretariat");
  const address = (view: JournalQuery) => proPaths.patientJournal(file.id, view);
  return (
    <FileSheet file={file} part="journal" title={t("file.part.journal")}>
      <div class="grid gap-5 max-w-[60rem]">
        <p class="muted">{t(isLimited ? "journal.leadLimited" : "journal.lead")}</p>
        <JournalFilterForm
          {...{ action: address({}), query, colleagues }}
          isOfHouse={false}
          patient={null}
          hasHouse={false}
        />
        {lines.length === 0 ? (
          <EmptyState icon="history" title={t("journal.empty")} text={t("journal.emptyText")} />
        ) : (
          <JournalLines lines={lines.slice(0, linesAPage)} zone={file.zone} isOfOne />
        )}
        <Onward {...{ lines, query, address }} />
      </div>
    </FileSheet>
  );
}
