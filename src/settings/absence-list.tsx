import type { DeclaredAbsence } from "../availability/absences.ts";
import { proPaths } from "../pro-paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { useWords } from "../ui/words.ts";
import { spokenAbsence } from "./spoken.ts";

export interface AbsenceLine {
  absence: DeclaredAbsence;
  /** « Dre Camille Lune », « Salle : échographie ». */
  who: string;
  /** Appointments to come under it. */
  under: number;
  /** Whether she who looks may change it. */
  isMine: boolean;
}

/** Absences as sentences, each with what may be done to it. */
export function AbsenceList({ lines, today }: { lines: readonly AbsenceLine[]; today: Temporal.PlainDate }) {
  const t = useWords("settings");
  return (
    <ul class="rows">
      {lines.map(({ absence, who, under, isMine }) => {
        const sentence = spokenAbsence(absence.time, today);
        return (
          <li key={absence.id} class="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
            <div class="grow basis-[18rem] min-w-0">
              <p class="font-semibold">{sentence}</p>
              <p class="muted small wrap-anywhere">{[who, absence.label].filter(Boolean).join(", ")}</p>
            </div>
            <div class="flex flex-wrap gap-2">
              {under > 0 && (
                <ButtonLink tone="soft" icon="calendar-days" href={proPaths.absenceAppointments(absence.id)}>
                  {t("absences.under", { count: under })}
                </ButtonLink>
              )}
              {isMine && (
                <>
                  <ButtonLink
                    tone="outline"
                    href={proPaths.absence(absence.id)}
                    aria-label={`${t("absences.edit")} : ${who}, ${sentence}`}
                  >
                    {t("absences.edit")}
                  </ButtonLink>
                  <ButtonLink
                    tone="ghost"
                    href={proPaths.endAbsence(absence.id)}
                    aria-label={`${t("absences.remove")} : ${who}, ${sentence}`}
                  >
                    {t("absences.remove")}
                  </ButtonLink>
                </>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Whether nothing of it lies ahead any more. */
export function isOver({ time }: DeclaredAbsence, today: Temporal.PlainDate): boolean {
  const last = "weekdays" in time ? time.until : time.to.subtract({ minutes: 1 }).toPlainDate();
  return last !== undefined && Temporal.PlainDate.compare(last, today) < 0;
}
