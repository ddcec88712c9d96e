import { type Context, Hono } from "hono";
import { editAppointment } from "../appointments/edit-appointment.ts";
import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import { listedName } from "../patients/listed-name.ts";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, freeText, typedIn } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Select, TextArea } from "../ui/field.tsx";
import { dayAndHour, duration } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useSentences, useWords, wordsIn } from "../ui/words.ts";
import { agendaChoices, type ReasonChoice } from "./agenda-choices.ts";
import { withAct } from "./back-to.ts";
import { OnPurpose } from "./booking-refused.tsx";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import type { Wished } from "./difference.ts";
import { onPurposeOnly } from "./on-purpose.ts";
import { refusalWords, type VisitRefusal } from "./refusal-words.ts";
import { theirVisit, versionTyped, type WithVisit } from "./their-visit.ts";
import { MinutesField } from "./time-fields.tsx";
import { minutesTyped } from "./when-typed.ts";

/** Changing what a visit is for, how long it takes, and the team's note: nobody is told of it. */
export const editVisitPage = new Hono<WithVisit>()
  .get(proPaths.editAppointment(":id"), theirVisit, async (c) => show(c, {}, 200))
  .post(proPaths.editAppointment(":id"), theirVisit, async (c) => {
    const { db, staff: by, visit, now } = c.var;
    const typed = await typedIn(c);
    const reasons = await reasonsFor(c);
    const reason = reasons.find(({ id }) => id === typed.motif);
    const minutes = minutesTyped(typed.minutes ?? "");
    const note = freeText({ most: 1000, tooLong: "booking.noteTooLong" }).safeParse(typed.note);
    if (!reason || minutes === undefined || !note.success) {
      const errors = {
        ...(!reason && { motif: "editing.reasonMissing" }),
        ...(minutes === undefined && { minutes: "booking.minutesWrong" }),
        ...(!note.success && { note: "booking.noteTooLong" }),
      };
      return show(c, { typed, errors }, 422);
    }
    const durationMin = minutes ?? (reason.id === visit.reasonId ? visit.durationMin : reason.durationMin);
    const wish = { id: visit.id, version: versionTyped(typed), reasonId: reason.id, durationMin, note: note.data };
    const outcome = await onPurposeOnly(typed, (onPurpose) =>
      editAppointment(db, { ...wish, onPurpose, by, now: now() }),
    );

    if (outcome.done) return c.redirect(withAct(proPaths.appointment(visit.id), outcome.actId), 303);
    if (outcome.because === "not-found") return c.notFound();
    const wished = { reason: reason.name, durationMin, note: note.data };
    if (outcome.because === "changed-meanwhile") return show(c, { typed, theirs: outcome.theirs, wished }, 409);
    const words = { practitioner: visit.practitioner, reason: reason.name };
    const sentence = refusalWords(wordsIn("fr", "agenda"), outcome, words);
    return show(c, { typed, refusal: outcome, sentence }, 409);
  });

interface Said {
  typed?: Readonly<Record<string, string>>;
  errors?: FieldErrors;
  refusal?: VisitRefusal;
  sentence?: string;
  theirs?: Parameters<typeof ChangedMeanwhile>[0]["theirs"];
  wished?: Wished;
}

async function show(c: Context<WithVisit>, said: Said, status: 200 | 409 | 422) {
  const reasons = await reasonsFor(c);
  return c.render(<EditVisit visit={c.var.visit} reasons={reasons} said={said} />, status);
}

/** What this practitioner may see one for; what the visit is for stays among them, though it is offered no more. */
async function reasonsFor(c: Context<WithVisit>): Promise<ReasonChoice[]> {
  const { db, staff, visit } = c.var;
  const agendas = await asActor(db, staff, (tx) => agendaChoices(tx));
  const reasons = agendas.find(({ id }) => id === visit.practitionerId)?.reasons ?? [];
  if (reasons.some(({ id }) => id === visit.reasonId)) return reasons;
  const { reasonId: id, reasonName: name, durationMin, hue, isDiscreet: discreet } = visit;
  const limits = { minAgeYears: null, maxAgeYears: null };
  return [{ id, name, durationMin, newPatientDurationMin: durationMin, hue, discreet, ...limits }, ...reasons];
}

function EditVisit({ visit, reasons, said }: { visit: AppointmentForStaff; reasons: ReasonChoice[]; said: Said }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const { typed = {} } = said;
  const errors = useSentences("agenda", said.errors ?? {});
  const name = listedName(visit.patient);
  const when = dayAndHour(visit.startsAt, visit.zone, now, language);
  return (
    <ProPage title={t("editing.title")} current={proPaths.agenda()} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.appointment(visit.id)}>{t("visit.title", { name })}</BackLink>
      <h1>{t("editing.heading", { name })}</h1>
      <p class="muted mt-1">
        {when}, {visit.practitioner}
      </p>
      <form
        method="post"
        action={proPaths.editAppointment(visit.id)}
        class="sheet p-4 sm:p-5 grid gap-4 mt-4 max-w-[34rem]"
        novalidate
      >
        <input type="hidden" name="version" value={said.theirs?.now.version ?? typed.version ?? visit.version} />
        <ErrorSummary errors={errors} />
        {said.theirs && <ChangedMeanwhile theirs={said.theirs} wished={said.wished ?? {}} />}
        {said.sentence && (
          <Notice kind="sun" icon="triangle-alert" role="alert">
            <p class="font-semibold">{t("refused.notDone")}</p>
            <p>{said.sentence}</p>
          </Notice>
        )}
        <div class="grid gap-3 sm:grid-cols-[minmax(0,1fr)_7rem]">
          <Select
            name="motif"
            label={t("booking.reason")}
            value={typed.motif ?? visit.reasonId}
            error={errors.motif}
            options={reasons.map((each) => ({ value: each.id, label: `${each.name}, ${duration(each.durationMin)}` }))}
          />
          <MinutesField
            name="minutes"
            label={t("booking.minutes")}
            value={typed.minutes ?? String(visit.durationMin)}
            usual={visit.durationMin}
            error={errors.minutes}
          />
        </div>
        <TextArea
          name="note"
          label={t("booking.note")}
          hint={t("editing.noteHint")}
          optional
          value={typed.note ?? visit.note?.text ?? ""}
          error={errors.note}
        />
        {said.refusal?.because === "only-on-purpose" ? (
          <OnPurpose warnings={said.refusal.warnings} />
        ) : (
          <div class="flex flex-wrap gap-3">
            <Button>{t(said.theirs ? "stale.mine" : "booking.save")}</Button>
            <ButtonLink tone="ghost" href={proPaths.appointment(visit.id)}>
              {t(said.theirs ? "stale.theirs" : "editing.keep")}
            </ButtonLink>
          </div>
        )}
      </form>
    </ProPage>
  );
}
