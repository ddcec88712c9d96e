import { Hono } from "hono";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { useWords } from "../ui/words.ts";
import { FileSheet } from "./file-head.tsx";
import { type OpenedFile, renderFile } from "./opened-file.ts";
import { Panel } from "./panel.tsx";
import { type SentNotice, sentMost, sentTo } from "./sent.ts";
import { SentRow } from "./sent-row.tsx";

/** Every mail and text that was to leave for a patient, and what became of it. */
export const patientNoticesPage = new Hono<Web>().get(proPaths.patientNotices(":id"), (c) =>
  renderFile(c, {
    read: (tx, { id: patientId }, by) => sentTo(tx, by, { patientId }),
    view: (file, sent) => <Sent file={file} sent={sent} isLimited={!c.var.desk.allAgendas} />,
  }),
);

function Sent({ file, sent, isLimited }: { file: OpenedFile; sent: SentNotice[]; isLimited: boolean }) {
  const t = useWords("secretariat");
  return (
    <FileSheet file={file} part="sent" title={t("file.part.sent")}>
      <div class="grid gap-4 max-w-[60rem]">
        {sent.length === 0 ? (
          <EmptyState icon="mail" title={t("sent.none")} text={t("sent.noneText")} />
        ) : (
          <Panel id="envois" title={t("sent.title")}>
            <ul class="rows">
              {sent.map((notice) => (
                <SentRow key={notice.id} notice={notice} zone={file.zone} />
              ))}
            </ul>
          </Panel>
        )}
        <p class="muted small">{t(isLimited ? "sent.limited" : "sent.how")}</p>
        {sent.length === sentMost && <p class="muted small">{t("sent.most", { count: sentMost })}</p>}
      </div>
    </FileSheet>
  );
}
