import { Hono } from "hono";
import { z } from "zod";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { freeText, readForm } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { TextArea } from "../ui/field.tsx";
import { phone } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Rich } from "../ui/rich.tsx";
import { When } from "../ui/when.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { type CancelRefusal, refusalToCancel, refusalToMove } from "./appointment.ts";
import { ByPhone } from "./appointment-card.tsx";
import { cancelAppointment } from "./cancel.ts";
import { type AppointmentDetails, phoneOf, practitionerName } from "./details.ts";
import { theirAppointment, type WithAppointment } from "./their-appointment.ts";

const CancellationForm = z.object({ pourquoi: freeText({ most: 1000, tooLong: "cancel.whyTooLong" }) });

/** A page before the deed: what is lost, the safe choice first in reach, moving offered instead. */
export const cancelPage = new Hono<WithAppointment>()
  .get(paths.cancellation(":id"), signedInOnly, theirAppointment, (c) => {
    const { appointment, actor, now } = c.var;
    const refusal = refusalToCancel(appointment, actor, now());
    const canMove = !refusalToMove(appointment, actor, now());
    return c.render(<Cancel appointment={appointment} canMove={canMove} refusal={refusal} />, refusal ? 409 : 200);
  })
  .post(paths.cancellation(":id"), signedInOnly, theirAppointment, async (c) => {
    const { appointment, db, actor: by, now } = c.var;
    const form = await readForm(c, CancellationForm);
    const canMove = !refusalToMove(appointment, by, now());
    if (!form.ok)
      return c.render(
        <Cancel appointment={appointment} canMove={canMove} errors={form.errors} typed={form.typed} />,
        422,
      );
    const outcome = await cancelAppointment(db, { id: appointment.id, by, reason: form.value.pourquoi, now: now() });
    if (outcome.done) return c.redirect(`${paths.myAppointments()}?fait=annule`, 303);
    if (outcome.because === "not-found") return c.notFound();
    return c.render(<Cancel appointment={appointment} canMove={false} refusal={outcome.because} />, 409);
  });

interface CancelProps {
  appointment: AppointmentDetails;
  canMove: boolean;
  refusal?: CancelRefusal | null;
  errors?: FieldErrors;
  typed?: Record<string, string>;
}

function Cancel({ appointment, canMove, refusal, errors = {}, typed = {} }: CancelProps) {
  const t = useWords("appointments");
  const sentences = useSentences("appointments", errors);
  const { id, startsAt, zone } = appointment;
  return (
    <Page
      title={t("cancel.title")}
      current={paths.myAppointments()}
      width="narrow"
      erred={Object.keys(errors).length > 0}
    >
      <BackLink href={paths.myAppointments()}>{t("show.back")}</BackLink>
      <h1>{refusal ? t("cancel.title") : t("cancel.heading")}</h1>
      <ErrorSummary errors={sentences} />
      <div class="sheet sheet-pad mt-6">
        <When at={startsAt} zone={zone} tone={refusal ? "past" : "plain"}>
          <p class="font-semibold text-[1.2rem]">{practitionerName(appointment)}</p>
          <p class="muted">{appointment.reasonName}</p>
        </When>
      </div>
      {refusal ? (
        <Refusal appointment={appointment} because={refusal} />
      ) : (
        <form method="post" action={paths.cancellation(id)} class="grid gap-6 mt-6" novalidate>
          <p>{t("cancel.lead")}</p>
          <TextArea
            name="pourquoi"
            label={t("cancel.why")}
            hint={t("cancel.whyHint")}
            optional
            value={typed.pourquoi}
            error={sentences.pourquoi}
          />
          <div class="flex flex-wrap gap-3">
            <ButtonLink tone="primary" href={paths.myAppointments()} class="max-sm:btn-block">
              {t("cancel.keep")}
            </ButtonLink>
            <Button tone="danger" class="max-sm:btn-block">
              {t("cancel.confirm")}
            </Button>
          </div>
          {canMove && (
            <p class="muted">
              <Rich
                marks={{
                  move: (words) => (
                    <a class="link" href={paths.move(id)}>
                      {words}
                    </a>
                  ),
                }}
              >
                {t("cancel.moveInstead")}
              </Rich>
            </p>
          )}
        </form>
      )}
    </Page>
  );
}

function Refusal({ appointment, because }: { appointment: AppointmentDetails; because: CancelRefusal }) {
  const t = useWords("appointments");
  if (because === "too-late-online" || because === "not-online")
    return (
      <div class="mt-6">
        <ByPhone appointment={appointment} />
      </div>
    );
  return (
    <Notice kind="sun" icon="clock-alert" role="alert" class="mt-6">
      <p>{t(`refusal.${because}`, { phone: phone(phoneOf(appointment)) })}</p>
    </Notice>
  );
}
