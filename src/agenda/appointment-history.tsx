import type { HistoryLine } from "../appointments/history.ts";
import type { noticesAbout } from "../appointments/notices-about.ts";
import { dayAndHour, phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useRequest } from "../ui/request.ts";
import { State, type StateKind } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { historyWords } from "./history-words.ts";

/** Something that was sent about an appointment, with its receipt. */
export type NoticeAbout = Awaited<ReturnType<typeof noticesAbout>>[number];

/** Who did what to it, when: folded, the newest first. */
export function AppointmentHistory({ history, zone }: { history: readonly HistoryLine[]; zone: string }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  if (history.length === 0) return null;
  return (
    <details class="group border-t border-line pt-1">
      <summary class="target cursor-pointer font-semibold w-full">
        <Icon name="history" /> {t("visit.history", { count: history.length })}
        <Icon name="chevron-right" class="ms-auto group-open:rotate-90" />
      </summary>
      <ol class="grid gap-2 pb-2">
        {history.toReversed().map((line) => (
          <li key={`${line.kind} ${line.at}`} class="text-[.9375rem]">
            {historyWords(t, line, { zone, now, language })}
            <span class="muted block text-sm">
              {dayAndHour(line.at, zone, now, language)}, {line.by.name ?? t(`history.by.${line.by.kind}`)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What was sent about it, and what became of it. */
export function NoticesSent({ notices, zone }: { notices: readonly NoticeAbout[]; zone: string }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  return (
    <details class="group border-t border-line pt-1">
      <summary class="target cursor-pointer font-semibold w-full">
        <Icon name="send" /> {t("visit.notices", { count: notices.length })}
        <Icon name="chevron-right" class="ms-auto group-open:rotate-90" />
      </summary>
      {notices.length === 0 && <p class="muted pb-2">{t("visit.noNotices")}</p>}
      <ul class="rows">
        {notices.map((notice) => (
          <li key={notice.id} class="py-2 flex flex-wrap gap-x-3 gap-y-1">
            <span class="grow min-w-0 text-[.9375rem]">
              {t(`notices.kind.${kindOf(notice.kind)}`)}
              <span class="muted block text-sm break-all">
                {dayAndHour(notice.sentAt ?? notice.decidedAt, zone, now, language)},{" "}
                {notice.channel === "sms" ? phone(notice.recipient) : notice.recipient}
              </span>
            </span>
            <span>
              <State kind={dress[notice.status].kind} icon={dress[notice.status].icon}>
                {t(`notices.status.${notice.status}`)}
              </State>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const dress = {
  sending: { kind: "plain", icon: "hourglass" },
  sent: { kind: "ok", icon: "check" },
  failed: { kind: "stop", icon: "circle-alert" },
  "not-sent": { kind: "plain", icon: "ban" },
} as const satisfies Record<NoticeAbout["status"], { kind: StateKind; icon: string }>;

const kinds = ["booked", "moved", "cancelled", "reminder"] as const;

/** Kinds that came later are told plainly. */
function kindOf(kind: string): (typeof kinds)[number] | "other" {
  return kinds.find((known) => kind.startsWith(known)) ?? "other";
}
