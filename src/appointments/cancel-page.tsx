import { Hono } from "hono";
import { z } from "zod";
import { paths } from "../paths.ts";
import type { Actor } from "../platform/actor.ts";
import { type FieldErrors, freeText, idIn, isId, readForm } from "../platform/web.ts";
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
import { useBackTo } from "./back-to.ts";
import { cancelAppointment } from "./cancel.ts";
import { type AppointmentDetails, phoneOf, practitionerName } from "./details.ts";
import type { Admission } from "./guest-access.ts";
import { appointmentFor, theirAppointment, type WithAppointment } from "./their-appointment.ts";

const CancellationForm = z.object({ pourquoi: freeText({ most: 1000, tooLong: "cancel.whyTooLong" }) });

/** A page before the deed: what is lost, the safe choice first in reach, moving offered instead. */
export function cancelPage({ admit }: Pick<Admission, "admit">) {
  return new Hono<WithAppointment>()
    .get(paths.cancellation(":id"), admit, theirAppointment, (c) => {
      const { appointment, actor, now } = c.var;
      const refusal = refusalToCancel(appointment, actor, now());
      const canMove = !refusalToMove(appointment, actor, now());
      return c.render(<Cancel appointment={appointment} canMove={canMove} refusal={refusal} />, refusal ? 409 : 200);
    })
    .post(paths.cancellation(":id"), admit, async (c) => {
      const { db, actor: by, now } = c.var;
      const id = idIn(c);
      const form = await readForm(c, CancellationForm);
      const outcome =
        form.ok && isId(id) ? await cancelAppointment(db, { id, by, reason: form.value.pourquoi, now: now() }) : null;
      if (outcome?.done) return c.redirect(whereNext(by, id), 303);

      const appointment = await appointmentFor(c.var, id);
      if (!appointment || outcome?.because === "not-found") return c.notFound();
      if (outcome) return c.render(<Cancel appointment={appointment} canMove={false} refusal={outcome.because} />, 409);
      const canMove = !refusalToMove(appointment, by, now());
      const errors = form.ok ? {} : form.errors;
      return c.render(<Cancel appointment={appointment} canMove={canMove} errors={errors} typed={form.typed} />, 422);
    });
}

/** Back to the list; whoever came by the link of one appointment has none, and sees that one. */
function whereNext(by: Actor, id: string): string {
  return by.kind === "guest" ? paths.appointment(id) : `${paths.myAppointments()}?fait=annule`;
}

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
  const back = useBackTo(id);
  return (
    <Page
      title={t("cancel.title")}
      current={paths.myAppointments()}
      width="narrow"
      erred={Object.keys(errors).length > 0}
    >
      <BackLink href={back.href}>{back.label}</BackLink>
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
            <ButtonLink tone="primary" href={back.href} class="max-sm:btn-block">
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
