import { type Context, Hono } from "hono";
import { z } from "zod";
import { cancelByStaff } from "../appointments/cancel-by-staff.ts";
import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import { listedName } from "../patients/listed-name.ts";
import { type FieldErrors, freeText, readForm } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { TextArea } from "../ui/field.tsx";
import { dayAndHour, duration } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useSentences, useWords, wordsIn } from "../ui/words.ts";
import { agendaDayOf, withAct } from "./back-to.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { Seen } from "./course-buttons.tsx";
import { refusalWords } from "./refusal-words.ts";
import { Tell } from "./tell.tsx";
import { theirVisit, versionTyped, type WithVisit } from "./their-visit.ts";

/** What a practice says to a patient when it cancels or declines: shown with the appointment, never in a mail or a text. */
export const WordsForPatient = z.object({ message: freeText({ most: 1000, tooLong: "cancelling.tooLong" }) });

/** A page before the deed: what is lost, and a word for the patient. */
export const cancelVisitPage = new Hono<WithVisit>()
  .get(proPaths.cancelAppointment(":id"), theirVisit, (c) => show(c, {}, 200))
  .post(proPaths.cancelAppointment(":id"), theirVisit, async (c) => {
    const { db, staff: by, visit, now } = c.var;
    const form = await readForm(c, WordsForPatient);
    const { typed } = form;
    if (!form.ok) return show(c, { typed, errors: form.errors }, 422);
    const outcome = await cancelByStaff(db, {
      ...{ id: visit.id, version: versionTyped(typed), message: form.value.message },
      ...{ tell: typed.prevenir === "oui", by, now: now() },
    });
    if (outcome.done) return c.redirect(withAct(agendaDayOf(visit), outcome.actId), 303);
    if (outcome.because === "not-found") return c.notFound();
    if (outcome.because === "changed-meanwhile") return show(c, { typed, theirs: outcome.theirs }, 409);
    const words = { practitioner: visit.practitioner, reason: visit.reasonName };
    return show(c, { typed, sentence: refusalWords(wordsIn("fr", "agenda"), outcome, words) }, 409);
  });

interface Said {
  typed?: Readonly<Record<string, string>>;
  errors?: FieldErrors;
  sentence?: string;
  theirs?: Parameters<typeof ChangedMeanwhile>[0]["theirs"];
}

function show(c: Context<WithVisit>, said: Said, status: 200 | 409 | 422) {
  return c.render(<CancelVisit visit={c.var.visit} said={said} />, status);
}

function CancelVisit({ visit, said }: { visit: AppointmentForStaff; said: Said }) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const errors = useSentences("agenda", said.errors ?? {});
  const { typed = {}, theirs } = said;
  const shown = theirs?.now ?? visit;
  const name = listedName(visit.patient);
  return (
    <ProPage title={t("cancelling.title")} current={proPaths.agenda()} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.appointment(visit.id)}>{t("visit.title", { name })}</BackLink>
      <h1>{t("cancelling.heading", { name })}</h1>
      <p class="muted mt-1">
        {dayAndHour(shown.startsAt, shown.zone, now, language)}, {shown.practitioner}, {shown.reasonName},{" "}
        {duration(shown.durationMin)}
      </p>
      <form
        method="post"
        action={proPaths.cancelAppointment(visit.id)}
        class="sheet p-4 sm:p-5 grid gap-4 mt-4 max-w-[34rem]"
        novalidate
      >
        <Seen visit={shown} back={undefined} />
        <ErrorSummary errors={errors} />
        {theirs && <ChangedMeanwhile theirs={theirs} wished={{}} />}
        {said.sentence && (
          <Notice kind="sun" icon="ban" role="alert">
            <p class="font-semibold">{t("refused.notDone")}</p>
            <p>{said.sentence}</p>
          </Notice>
        )}
        <TextArea
          name="message"
          label={t(`cancelling.message.${visit.patient.sex}`)}
          hint={t("cancelling.messageHint")}
          optional
          value={typed.message}
          error={errors.message}
        />
        <Tell
          patient={{ ...visit.patient, isLinked: visit.patient.hasAccount }}
          isTicked={typed.version ? typed.prevenir === "oui" : true}
          isDiscreet={visit.isDiscreet}
        />
        <div class="flex flex-wrap gap-3">
          <ButtonLink tone="outline" href={proPaths.appointment(visit.id)}>
            {t("cancelling.keep")}
          </ButtonLink>
          <Button tone="danger" icon="x">
            {t("cancelling.confirm")}
          </Button>
        </div>
      </form>
    </ProPage>
  );
}
