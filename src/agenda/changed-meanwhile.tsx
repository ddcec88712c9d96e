import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import type { HistoryLine } from "../appointments/history.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { differences, doneSince, type Wished } from "./difference.ts";

/** Someone else changed it meanwhile: who did what, and where it differs from what was about to be written. Nothing was overwritten. */
export function ChangedMeanwhile({
  theirs,
  wished,
}: {
  theirs: { now: AppointmentForStaff; since: readonly HistoryLine[] };
  wished: Wished;
}) {
  const { now } = useRequest();
  const t = useWords("agenda");
  const rows = differences(t, theirs.now, wished, now);
  return (
    <Notice kind="sun" icon="git-pull-request-arrow" role="alert">
      <p class="font-semibold">{t("stale.title")}</p>
      <ul>
        {doneSince(t, theirs.since, { zone: theirs.now.zone, now }).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {rows.length > 0 && (
        <table class="table table-fixed mt-2 [&_:is(th,td)]:px-1.5!">
          <thead>
            <tr>
              <td />
              <th scope="col">{t("stale.now")}</th>
              <th scope="col">{t("stale.yours")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td class="whitespace-pre-line break-words">{row.now}</td>
                <td class="whitespace-pre-line break-words">{row.yours}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="mt-2">{t(rows.length > 0 ? "stale.choose" : "stale.look")}</p>
    </Notice>
  );
}
