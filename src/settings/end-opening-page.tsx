import { type Context, Hono } from "hono";
import { dayOf } from "../availability/calendar.ts";
import { endOpening } from "../availability/end-opening.ts";
import { isItsDay, writtenAs } from "../availability/opening.ts";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { todayOf } from "./agenda-week.ts";
import { InsideList } from "./inside-list.tsx";
import { type InsideScopes, insideOpening } from "./inside-opening.ts";
import { ScopeFields } from "./opening-form.tsx";
import { type Found, openingFor, shownDay } from "./opening-found.ts";
import { scopeTyped, typedAs } from "./opening-typed.ts";
import { type SaidOpening, sentenceOf } from "./opening-view.tsx";
import { SettingPage } from "./setting-page.tsx";
import { spokenOpening } from "./spoken.ts";
import { dayTyped, occurrenceAsked, type Typed } from "./typed-time.ts";

/** A page before the deed: what is no longer offered, and the appointments that stay. */
export const endOpeningPage = new Hono<Web>()
  .get(proPaths.endOpening(":id"), async (c) => {
    const found = await openingFor(c);
    if (!found) return c.notFound();
    return c.render(await drawn(c, found, { typed: typedAs(found.opening, shownDay(c, found)) }));
  })
  .post(proPaths.endOpening(":id"), async (c) => {
    const found = await openingFor(c);
    if (!found) return c.notFound();
    const { opening, agenda } = found;
    const typed = await typedIn(c);
    const scope = scopeTyped(typed, opening);
    const on = dayTyped(typed.le);
    if (!scope) return c.render(await drawn(c, found, { typed, errors: { portee: "wrongTime.scope" } }), 422);
    if (scope !== "all" && !(on && isItsDay(opening, dayOf(on))))
      return c.render(await drawn(c, found, { typed, errors: { le: "wrongTime.notItsDay" } }), 422);

    const asked = occurrenceAsked(c.req.query("jour"));
    const at = asked?.at && on?.equals(asked.on) ? { at: asked.at } : {};
    const end = { id: opening.id, version: Number(typed.version) || 0, scope, on, ...at };
    const outcome = await endOpening(c.var.db, { ...end, by: c.var.actor, now: c.var.now() });
    const semaine = on?.toString();
    if (outcome.done)
      return c.redirect(
        proPaths.openings({ praticien: agenda.id, ...(semaine && { semaine }), fait: "plage-supprimee" }),
        303,
      );
    const present = await openingFor(c);
    if (!present) return c.notFound();
    return c.render(await drawn(c, present, { typed, isStale: true }), 409);
  });

interface Draft {
  typed: Typed;
  errors?: FieldErrors;
  isStale?: boolean;
}

async function drawn(c: Context<Web>, { opening, agenda }: Found, { typed, errors = {}, isStale = false }: Draft) {
  const now = c.var.now();
  const today = todayOf(agenda, now);
  const on = dayTyped(typed.le);
  const inside = await asActor(c.var.db, c.var.actor, (tx) => insideOpening(tx, { opening, agenda, on, now }));
  const said = { ...opening, when: spokenOpening(writtenAs(opening.timetable), today) };
  const view = { typed: { ...typed, le: on?.toString() ?? "" }, errors, inside, today, isStale };
  return <EndOpening {...view} {...{ opening, agenda, said }} jour={c.req.query("jour")} />;
}

interface EndOpeningProps extends Found {
  said: SaidOpening;
  typed: Typed;
  errors: FieldErrors;
  inside: InsideScopes;
  today: Temporal.PlainDate;
  isStale: boolean;
  jour: string | undefined;
}

function EndOpening({ opening, agenda, said, typed, errors, inside, today, isStale, jour }: EndOpeningProps) {
  const t = useWords("settings");
  const sentences = useSentences("settings", errors);
  const isRepeated = !("on" in opening.timetable);
  const back = proPaths.opening(opening.id, jour ? { jour } : {});
  const sentence = sentenceOf(said, agenda, t("spoken.allReasons"));
  return (
    <SettingPage
      title={t("opening.removeTitle")}
      lead={agenda.name}
      back={{ href: back, label: t("opening.edit") }}
      erred={Object.keys(errors).length > 0}
      styles="openings"
    >
      <ErrorSummary errors={sentences} />
      <div class="grid grid-cols-1 gap-4 max-w-[42rem]">
        {isStale && (
          <Notice kind="sun" icon="triangle-alert" role="alert">
            <p>
              <strong>{t("opening.staleTitle")}</strong>
            </p>
            <p>{t("opening.staleNow", { sentence })}</p>
            <p class="muted">{t("opening.staleThen")}</p>
          </Notice>
        )}
        <form
          method="post"
          action={proPaths.endOpening(opening.id, jour ? { jour } : {})}
          class="sheet p-4 sm:p-5 grid grid-cols-1 gap-4 opening-form"
          novalidate
        >
          <input type="hidden" name="version" value={opening.version} />
          <p class="font-semibold">{sentence}</p>
          <p>{t("opening.removeLead")}</p>
          {isRepeated && <ScopeFields {...{ typed, inside, today }} errors={sentences} />}
          {inside.all.length > 0 && (
            <Notice kind="sun" icon="calendar-days">
              <p>
                <strong>{t("opening.kept", { count: inside.all.length })}</strong>
              </p>
              <details open={inside.all.length <= 6}>
                <summary class="link target cursor-pointer">{t("opening.list")}</summary>
                <InsideList inside={inside.all} />
              </details>
            </Notice>
          )}
          <div class="flex flex-wrap gap-2.5">
            <ButtonLink tone="outline" href={back}>
              {t("opening.keep")}
            </ButtonLink>
            <Button tone="danger" icon="trash-2">
              {t("opening.removeDo")}
            </Button>
          </div>
        </form>
      </div>
    </SettingPage>
  );
}
