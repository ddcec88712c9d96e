import { type Context, Hono } from "hono";
import { actOf } from "../appointments/act.ts";
import { type AppointmentForStaff, appointmentForStaff } from "../appointments/for-staff.ts";
import { type UndoOutcome, undoAct } from "../appointments/undo.ts";
import type { StaffActor } from "../patients/files.ts";
import { listedName } from "../patients/listed-name.ts";
import { asActor } from "../platform/actor.ts";
import { isId, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords, wordsIn } from "../ui/words.ts";
import { agendaDayOf, backTo, withAct } from "./back-to.ts";
import { wantsJson } from "./move-visit-page.tsx";

/** Taking back what one just did, until its notices leave. What could not be put back is said, appointment by appointment. */
export const undoPage = new Hono<Web>().post(proPaths.undo(":act"), async (c) => {
  const actId = c.req.param("act") ?? "";
  if (!isId(actId)) return c.notFound();
  const { db, now } = c.var;
  const by = c.var.actor as StaffActor;
  const typed = await typedIn(c);
  const outcome = await undoAct(db, { actId, by, now: now() });
  if (!outcome.done && outcome.because === "not-found") return c.notFound();

  const visits = await visitsOf(c, by, actId);
  const back = backTo(typed.retour) ?? (visits[0] ? agendaDayOf(visits[0]) : proPaths.agenda());
  if (wantsJson(c)) return inJson(c, outcome, visits);
  if (outcome.done && outcome.left.length === 0) return c.redirect(withAct(back, actId), 303);
  return c.render(<NotUndone outcome={outcome} visits={visits} back={back} />, outcome.done ? 200 : 409);
});

/** What the act was about, as it stands now. */
async function visitsOf(c: Context<Web>, by: StaffActor, actId: string): Promise<AppointmentForStaff[]> {
  const { db, now } = c.var;
  return asActor(db, by, async (tx) => {
    const act = await actOf(tx, by, actId);
    const visits: AppointmentForStaff[] = [];
    for (const id of act?.appointmentIds ?? []) {
      const visit = await appointmentForStaff(tx, by, id, now());
      if (visit) visits.push(visit);
    }
    return visits;
  });
}

function inJson(c: Context<Web>, outcome: UndoOutcome, visits: readonly AppointmentForStaff[]) {
  const t = wordsIn("fr", "agenda");
  const [visit] = visits;
  const asBefore = { when: visit ? dayAndHour(visit.startsAt, visit.zone, c.var.now(), "fr") : "" };
  if (outcome.done && outcome.left.length === 0) {
    const sentence = visit && visit.status !== "cancelled" ? t("undo.asBefore", asBefore) : t("undo.done");
    return c.json({ done: true, sentence });
  }
  const because = outcome.done ? "left" : outcome.because;
  const sentence = t(
    outcome.done ? "undo.partly" : `undo.because.${outcome.because as "too-late" | "nothing-restored"}`,
  );
  return c.json({ done: false, because, sentence }, 409);
}

function NotUndone({
  outcome,
  visits,
  back,
}: {
  outcome: UndoOutcome;
  visits: readonly AppointmentForStaff[];
  back: string;
}) {
  const { now, language } = useRequest();
  const t = useWords("agenda");
  const left = "left" in outcome ? outcome.left : [];
  const tooLate = !outcome.done && outcome.because === "too-late";
  const shown = tooLate ? visits : visits.filter(({ id }) => left.some(({ appointmentId }) => appointmentId === id));
  return (
    <ProPage title={t("undo.notTitle")} current={proPaths.agenda()}>
      <h1>{t("undo.notTitle")}</h1>
      <Notice kind="sun" icon="clock-alert" role="alert" class="mt-4 max-w-[40rem]">
        <p class="font-semibold">
          {t(outcome.done ? "undo.partly" : tooLate ? "undo.because.too-late" : "undo.because.nothing-restored")}
        </p>
        {tooLate && <p>{t("undo.tooLateNext")}</p>}
      </Notice>
      <ul class="sheet rows px-4 mt-4 max-w-[40rem]">
        {shown.map((visit) => (
          <li key={visit.id} class="py-3">
            <a class="link target" href={proPaths.appointment(visit.id)}>
              {listedName(visit.patient)}, {dayAndHour(visit.startsAt, visit.zone, now, language)}
            </a>
            {!tooLate && (
              <p class="muted text-sm">
                {t(
                  `undo.left.${left.find(({ appointmentId }) => appointmentId === visit.id)?.because ?? "changed-meanwhile"}`,
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
      <p class="mt-4">
        <ButtonLink href={back}>{t("undo.goBack")}</ButtonLink>
      </p>
    </ProPage>
  );
}
