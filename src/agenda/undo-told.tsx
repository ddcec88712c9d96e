import { actOf } from "../appointments/act.ts";
import { type AppointmentForStaff, appointmentForStaff } from "../appointments/for-staff.ts";
import type { StaffActor } from "../patients/files.ts";
import { listedName } from "../patients/listed-name.ts";
import type { Tx } from "../platform/db.ts";
import { isId } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button } from "../ui/button.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";

/** What one just did, as it can be told and taken back. */
export interface Told {
  id: string;
  kind: "book" | "move" | "resize" | "edit" | "cancel" | "answer" | "attend" | "absence";
  /** The appointment it was about; null when there were several. */
  visit: AppointmentForStaff | null;
  /** It may still be taken back. */
  canUndo: boolean;
  wasUndone: boolean;
  /** The patient will be told once the time to undo is over. */
  tells: boolean;
  secondsLeft: number;
}

/** How long what was done is told at the top of a page; the address keeps it for longer. */
const toldMin = 5;

/** What this act was, for whoever did it; null: nothing is told. `act` may be anything. */
export async function undoTold(
  tx: Tx,
  { by, act: id, now }: { by: StaffActor; act: string | undefined; now: Temporal.Instant },
): Promise<Told | null> {
  const act = id && isId(id) ? await actOf(tx, by, id) : null;
  if (!act) return null;
  const isRecent = Temporal.Instant.compare(act.madeAt.add({ minutes: toldMin }), now) >= 0;
  if (!isRecent && Temporal.Instant.compare(act.noticesAt, now) <= 0) return null;
  const [first, ...others] = act.appointmentIds;
  const visit = first && others.length === 0 ? await appointmentForStaff(tx, by, first, now) : null;
  const secondsLeft = Math.ceil(now.until(act.noticesAt).total("seconds"));
  return {
    ...{ id: act.id, kind: act.kind, visit, tells: act.tells, wasUndone: act.undoneAt !== null },
    ...{ secondsLeft, canUndo: act.undoneAt === null && secondsLeft > 0 },
  };
}

/** « Rendez-vous enregistré : MARCHAND Hélène, lundi 23 novembre à 15:30. Annuler ». */
export function UndoTold({ told, back }: { told: Told; back?: string }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const { visit, kind, canUndo, wasUndone, tells } = told;
  return (
    <Notice kind="ok" icon={wasUndone ? "undo-2" : "check"} role="status" class="mt-3 items-center!">
      <div class="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p class="grow basis-60">
          <strong>{t(wasUndone ? "undo.done" : `undo.told.${kind}`)}</strong>
          {visit && (
            <>
              {" "}
              {listedName(visit.patient)}, {dayAndHour(visit.startsAt, visit.zone, now, language)}, {visit.practitioner}
              .
            </>
          )}
          {canUndo && tells && <span class="muted"> {t("undo.willTell")}</span>}
        </p>
        {canUndo && (
          <form method="post" action={proPaths.undo(told.id)} data-undo data-seconds={told.secondsLeft}>
            {back && <input type="hidden" name="retour" value={back} />}
            <Button tone="outline" icon="undo-2">
              {t("undo.button")}
            </Button>
          </form>
        )}
      </div>
    </Notice>
  );
}
