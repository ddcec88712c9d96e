import { type Context, Hono } from "hono";
import { type DeclaredAbsence, repeatedAs } from "../availability/absences.ts";
import { dayOf } from "../availability/calendar.ts";
import { endAbsence } from "../availability/end-absence.ts";
import { nextDayOf, scopes } from "../availability/opening.ts";
import type { FieldErrors } from "../platform/web.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { absenceFor } from "./absence-found.ts";
import { ScopeFields } from "./opening-form.tsx";
import { SettingPage } from "./setting-page.tsx";
import { spokenAbsence } from "./spoken.ts";
import { dayTyped, type Typed } from "./typed-time.ts";

/** A page before the deed: an absence is taken away, one of its days, or all from one day on. */
export const endAbsencePage = new Hono<Web>()
  .get(proPaths.endAbsence(":id"), async (c) => {
    const absence = await absenceFor(c);
    if (!absence) return c.notFound();
    return c.render(drawn(c, absence, { typed: { portee: "all", le: nextDay(absence, todayAt(c, absence)) } }));
  })
  .post(proPaths.endAbsence(":id"), async (c) => {
    const absence = await absenceFor(c);
    if (!absence) return c.notFound();
    const typed = await typedIn(c);
    const isRepeated = "weekdays" in absence.time;
    const scope = isRepeated ? scopes.find((each) => each === typed.portee) : "all";
    if (!scope) return c.render(drawn(c, absence, { typed, errors: { portee: "wrongTime.scope" } }), 422);
    const on = dayTyped(typed.le);
    const { db, actor: by, now } = c.var;
    const version = Number(typed.version) || 0;
    const outcome = await endAbsence(db, { id: absence.id, version, scope, on, by, now: now() });
    if (outcome.done) return c.redirect(proPaths.absences({ fait: "absence-supprimee" }), 303);
    const present = await absenceFor(c);
    if (!present || outcome.because === "not-found") return c.notFound();
    if (outcome.because === "stale") return c.render(drawn(c, present, { typed, isStale: true }), 409);
    return c.render(drawn(c, present, { typed, errors: { le: "wrongTime.absenceNotItsDay" } }), 422);
  });

interface Draft {
  typed: Typed;
  errors?: FieldErrors;
  isStale?: boolean;
}

function todayAt(c: Context<Web>, { zone }: DeclaredAbsence): Temporal.PlainDate {
  return c.var.now().toZonedDateTimeISO(zone).toPlainDate();
}

function nextDay({ time }: DeclaredAbsence, today: Temporal.PlainDate): string {
  const next = "weekdays" in time ? nextDayOf({ timetable: repeatedAs(time) }, today) : null;
  return next === null ? "" : today.add({ days: next - dayOf(today) }).toString();
}

function drawn(c: Context<Web>, absence: DeclaredAbsence, draft: Draft) {
  return <EndAbsence absence={absence} today={todayAt(c, absence)} {...draft} />;
}

function EndAbsence({
  absence,
  today,
  typed,
  errors = {},
  isStale,
}: Draft & { absence: DeclaredAbsence; today: Temporal.PlainDate }) {
  const t = useWords("settings");
  const sentences = useSentences("settings", errors);
  const said = spokenAbsence(absence.time, today);
  const sentence = absence.label ? t("absence.labelled", { sentence: said, label: absence.label }) : said;
  const le = dayTyped(typed.le)?.toString() ?? "";
  return (
    <SettingPage
      title={t("absence.removeTitle")}
      back={{ href: proPaths.absences(), label: t("absences.title") }}
      erred={Object.keys(errors).length > 0}
      styles="openings"
      current={proPaths.absences()}
    >
      <ErrorSummary errors={sentences} />
      {isStale && (
        <Notice kind="sun" icon="triangle-alert" role="alert" class="mb-4">
          <p>
            <strong>{t("absence.staleTitle")}</strong>
          </p>
          <p>{t("absence.staleNow", { sentence: said })}</p>
        </Notice>
      )}
      <form
        method="post"
        action={proPaths.endAbsence(absence.id)}
        class="sheet p-4 sm:p-5 grid grid-cols-1 gap-4 max-w-[42rem] opening-form"
        novalidate
      >
        <input type="hidden" name="version" value={absence.version} />
        <p class="font-semibold">{sentence}</p>
        <p>{t("absence.removeLead")}</p>
        {"weekdays" in absence.time && (
          <ScopeFields typed={{ ...typed, le }} errors={sentences} inside={undefined} today={today} />
        )}
        <div class="flex flex-wrap gap-2.5">
          <ButtonLink tone="outline" href={proPaths.absence(absence.id)}>
            {t("absence.keep")}
          </ButtonLink>
          <Button tone="danger" icon="trash-2">
            {t("absence.removeDo")}
          </Button>
        </div>
      </form>
    </SettingPage>
  );
}
