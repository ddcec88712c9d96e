import { type Context, Hono } from "hono";
import { answerRequest } from "../appointments/answer-request.ts";
import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import { listedName } from "../patients/listed-name.ts";
import { type FieldErrors, readForm } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { TextArea } from "../ui/field.tsx";
import { dayAndHour, duration } from "../ui/format.ts";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useSentences, useWords, wordsIn } from "../ui/words.ts";
import { showAppointment } from "./appointment-page.tsx";
import { backTo, withAct } from "./back-to.ts";
import { WordsForPatient } from "./cancel-visit-page.tsx";
import { Seen } from "./course-buttons.tsx";
import { refusalWords } from "./refusal-words.ts";
import { Tell } from "./tell.tsx";
import { theirVisit, versionTyped, type WithVisit } from "./their-visit.ts";

/** Yes or no to a patient who asked for a time; meanwhile it was kept. */
export const answerRequestPage = new Hono<WithVisit>()
  .get(proPaths.answerRequest(":id"), theirVisit, (c) => {
    const { visit } = c.var;
    const t = wordsIn("fr", "agenda");
    if (visit.status !== "requested") return showAppointment(c, { refused: t("refused.text.not-requested") }, 409);
    return c.render(<AnswerRequest visit={visit} errors={{}} typed={{}} />);
  })
  .post(proPaths.answerRequest(":id"), theirVisit, (c) => answer(c));

async function answer(c: Context<WithVisit>) {
  const { db, staff: by, visit, now } = c.var;
  const t = wordsIn("fr", "agenda");
  const form = await readForm(c, WordsForPatient);
  const { typed } = form;
  const { reponse } = typed;
  if (!form.ok || (reponse !== "confirm" && reponse !== "decline")) {
    const errors: FieldErrors = form.ok ? { reponse: "request.missing" } : form.errors;
    return c.render(<AnswerRequest visit={visit} errors={errors} typed={typed} />, 422);
  }
  const outcome = await answerRequest(db, {
    ...{ id: visit.id, version: versionTyped(typed), answer: reponse, message: form.value.message },
    ...{ tell: typed.prevenir === "oui", by, now: now() },
  });
  if (outcome.done)
    return c.redirect(withAct(backTo(typed.retour) ?? proPaths.appointment(visit.id), outcome.actId), 303);
  if (outcome.because === "not-found") return c.notFound();
  if (outcome.because === "changed-meanwhile") return showAppointment(c, { theirs: outcome.theirs }, 409);
  const words = { practitioner: visit.practitioner, reason: visit.reasonName };
  return showAppointment(c, { refused: refusalWords(t, outcome, words) }, 409);
}

interface ViewProps {
  visit: AppointmentForStaff;
  errors: FieldErrors;
  typed: Readonly<Record<string, string>>;
}

function AnswerRequest({ visit, errors: wrong, typed }: ViewProps) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const errors = useSentences("agenda", wrong);
  const name = listedName(visit.patient);
  return (
    <ProPage title={t("request.title")} current={proPaths.agenda()} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.appointment(visit.id)}>{t("visit.title", { name })}</BackLink>
      <h1>{t("request.heading", { name })}</h1>
      <p class="muted mt-1">
        {dayAndHour(visit.startsAt, visit.zone, now, language)}, {visit.practitioner}, {visit.reasonName},{" "}
        {duration(visit.durationMin)}
      </p>
      <form
        method="post"
        action={proPaths.answerRequest(visit.id)}
        class="sheet p-4 sm:p-5 grid gap-4 mt-4 max-w-[34rem]"
        novalidate
      >
        <Seen visit={visit} back={undefined} />
        <ErrorSummary errors={errors} />
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
          <Button icon="check" name="reponse" value="confirm">
            {t("request.accept")}
          </Button>
          <Button tone="outline" icon="x" name="reponse" value="decline">
            {t("request.decline")}
          </Button>
        </div>
      </form>
    </ProPage>
  );
}
