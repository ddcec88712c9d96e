import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import { hour } from "../ui/format.ts";
import type { IconName } from "../ui/icons.ts";
import { State, type StateKind } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";

type Shown = Pick<
  AppointmentForStaff,
  | "status"
  | "zone"
  | "arrivedAt"
  | "calledAt"
  | "overbooked"
  | "isDiscreet"
  | "cancelledBy"
  | "undoneAt"
  | "forNewPatient"
> & { patient: Pick<AppointmentForStaff["patient"], "sex"> };

/** How it stands, in words and signs; since when, of whoever is there. */
export function StateOfVisit({ visit }: { visit: Shown }) {
  const t = useWords("agenda");
  const { kind, icon } = dress[visit.status];
  return (
    <p class="flex flex-wrap gap-2">
      <State kind={kind} icon={icon}>
        <StateWords visit={visit} />
      </State>
      {visit.overbooked && visit.status !== "cancelled" && (
        <State kind="wait" icon="layers-2">
          {t("states.overbooked")}
        </State>
      )}
      {visit.forNewPatient && <State icon="user-plus">{t(`states.new.${visit.patient.sex}`)}</State>}
      {visit.isDiscreet && <State icon="eye-off">{t("states.discreet")}</State>}
    </p>
  );
}

function StateWords({ visit }: { visit: Shown }) {
  const t = useWords("agenda");
  const { status, zone, arrivedAt, calledAt, cancelledBy, undoneAt, patient } = visit;
  if (status === "arrived" && arrivedAt)
    return <>{t(`states.arrivedAt.${patient.sex}`, { hour: hour(arrivedAt, zone) })}</>;
  if (status === "in-consultation" && calledAt)
    return <>{t("states.inConsultationSince", { hour: hour(calledAt, zone) })}</>;
  if (status === "cancelled")
    return (
      <>
        {t(undoneAt ? "states.undone" : cancelledBy === "patient" ? "states.cancelledByPatient" : "states.cancelled")}
      </>
    );
  return <>{t(`states.of.${status}.${patient.sex}`)}</>;
}

const dress: Record<AppointmentForStaff["status"], { kind: StateKind; icon: IconName }> = {
  requested: { kind: "new", icon: "hourglass" },
  booked: { kind: "ok", icon: "check" },
  arrived: { kind: "wait", icon: "armchair" },
  "in-consultation": { kind: "info", icon: "stethoscope" },
  seen: { kind: "plain", icon: "check-check" },
  missed: { kind: "stop", icon: "user-x" },
  cancelled: { kind: "stop", icon: "x" },
};
