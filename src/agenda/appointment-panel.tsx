import { nextSteps } from "../appointments/course-of-visit.ts";
import { type AppointmentForStaff, appointmentForStaff } from "../appointments/for-staff.ts";
import { type HistoryLine, historyOf } from "../appointments/history.ts";
import { noticesAbout } from "../appointments/notices-about.ts";
import type { StaffActor } from "../patients/files.ts";
import { listedName } from "../patients/listed-name.ts";
import { type PinnedNote, pinnedNotesOf } from "../patients/patient-notes.ts";
import type { Tx } from "../platform/db.ts";
import { isId } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { AppointmentHistory, type NoticeAbout, NoticesSent } from "./appointment-history.tsx";
import { CourseButtons, RequestButtons } from "./course-buttons.tsx";
import { BornAndAge } from "./patient-line.tsx";
import { StateOfVisit } from "./state-of-visit.tsx";
import { VisitFacts } from "./visit-facts.tsx";

/** An appointment as staff open it: all of it, what was done to it, what was told of it. */
export interface OpenAppointment {
  visit: AppointmentForStaff;
  history: HistoryLine[];
  notices: NoticeAbout[];
  /** What the team pinned to the file of the patient. */
  pinned: PinnedNote | null;
}

/** The appointment of this id, which may be anything; null when there is none that this member of staff may see. That it was looked at is
 * written down. */
export async function appointmentPanel(
  tx: Tx,
  { by, id, now }: { by: StaffActor; id: string; now: Temporal.Instant },
): Promise<OpenAppointment | null> {
  const visit = isId(id) ? await appointmentForStaff(tx, by, id, now) : null;
  return visit && opened(tx, by, visit);
}

/** The same for an appointment that was read already. */
export async function opened(tx: Tx, by: StaffActor, visit: AppointmentForStaff): Promise<OpenAppointment> {
  return {
    visit,
    history: await historyOf(tx, by, visit.id),
    notices: await noticesAbout(tx, by, visit.id),
    pinned: (await pinnedNotesOf(tx, [visit.patientId])).get(visit.patientId) ?? null,
  };
}

interface PanelProps {
  opened: OpenAppointment;
  /** Where its buttons lead back to. */
  back?: string;
  /** Closes it; nothing, on a page of its own. */
  closeHref?: string;
  /** Of its heading. */
  level?: 1 | 2;
}

/** Who comes when and why, how it stands, and what can be done about it. */
export function AppointmentPanel({ opened, back, closeHref, level = 2 }: PanelProps) {
  const t = useWords("agenda");
  const { visit, history, notices, pinned } = opened;
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <section class="sheet border-primary! p-4 sm:p-5 grid gap-4" aria-labelledby="visit-title" id="visit">
      <div class="flex gap-2 items-start">
        <div class="grow min-w-0">
          <Heading id="visit-title" class="break-words">
            {listedName(visit.patient)}
          </Heading>
          <Who visit={visit} />
        </div>
        {closeHref && (
          <a
            class="btn btn-ghost btn-square -mt-2 -me-2"
            href={closeHref}
            aria-label={t("visit.close")}
            data-key="close"
          >
            <Icon name="x" />
          </a>
        )}
      </div>
      <StateOfVisit visit={visit} />
      {pinned && <Pinned pinned={pinned} />}
      <VisitFacts visit={visit} />
      <Actions visit={visit} back={back} />
      <AppointmentHistory history={history} zone={visit.zone} />
      <NoticesSent notices={notices} zone={visit.zone} />
    </section>
  );
}

function Who({ visit: { patient, patientId } }: { visit: AppointmentForStaff }) {
  const t = useWords("agenda");
  return (
    <>
      <p class="muted text-[.9375rem]">
        <BornAndAge birthDate={patient.birthDate} />
        {patient.number && <>, {t("visit.number", { number: patient.number })}</>}
      </p>
      <p class="flex flex-wrap gap-x-4">
        {patient.phone && (
          <a class="link target" href={`tel:${patient.phone}`}>
            <Icon name="phone" /> {phone(patient.phone)}
          </a>
        )}
        <a class="link target" href={proPaths.patient(patientId)}>
          <Icon name="folder" /> {t("visit.file")}
        </a>
      </p>
    </>
  );
}

function Pinned({ pinned }: { pinned: PinnedNote }) {
  const t = useWords("agenda");
  return (
    <div class="notice notice-sun px-3! py-2.5! gap-2.5!">
      <Icon name="sticky-note" />
      <div class="min-w-0 text-[.9375rem]">
        <p class="whitespace-pre-line break-words">{pinned.note}</p>
        <p class="muted text-sm">{t("booking.pinned", { name: pinned.writtenBy || t("booking.formerly") })}</p>
      </div>
    </div>
  );
}

function Actions({ visit, back }: { visit: AppointmentForStaff; back: string | undefined }) {
  const { now } = useRequest();
  const t = useWords("agenda");
  const { id, status } = visit;
  const isKept = status !== "cancelled" && status !== "seen" && status !== "missed";
  const steps = nextSteps(visit, now);
  return (
    <div class="grid gap-3">
      {status === "requested" && <RequestButtons visit={visit} back={back} />}
      {status !== "requested" && <CourseButtons visit={visit} steps={steps} back={back} />}
      <div class="grid grid-cols-2 gap-2">
        {isKept && (
          <ButtonLink tone="outline" icon="calendar-sync" href={proPaths.moveAppointment(id)} class="px-2!">
            {t("visit.move")}
          </ButtonLink>
        )}
        <ButtonLink tone="outline" icon="pencil" href={proPaths.editAppointment(id)} class="px-2!">
          {t("visit.edit")}
        </ButtonLink>
        {isKept && (
          <ButtonLink
            tone="outline"
            icon="x"
            href={proPaths.cancelAppointment(id)}
            class="px-2!"
            aria-label={t("visit.cancelFull")}
          >
            {t("visit.cancel")}
          </ButtonLink>
        )}
        <ButtonLink
          tone="outline"
          icon="calendar-plus"
          class="px-2!"
          aria-label={t("visit.anotherFull")}
          href={proPaths.newAppointment({
            patient: visit.patientId,
            praticien: visit.practitionerId,
            lieu: visit.siteId,
            motif: visit.reasonId,
          })}
        >
          {t("visit.another")}
        </ButtonLink>
      </div>
    </div>
  );
}
