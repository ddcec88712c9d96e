import { Hono } from "hono";
import { ensureVisitor } from "../accounts/visitor.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { type Limiter, networkOf, type Rhythm } from "../platform/rate-limit.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { useWords } from "../ui/words.ts";
import { alternativesTo } from "./alternatives.ts";
import { practitionerName } from "./details.ts";
import { holdTime } from "./hold.ts";
import { Refused } from "./refusal.tsx";
import { seekerAt } from "./seeker.ts";
import { addressOf, type ChosenSlot, chosenSlot, slotNamed } from "./slot.ts";
import { SlotSummary } from "./slot-summary.tsx";

/** The chosen time, before it is held: its address can be bookmarked and linked. Posting it holds the time and goes on to the form, by way
 * of signing in when nobody has. */
export function choicePage({ limit, trustProxy }: { limit: Limiter; trustProxy: number }) {
  return new Hono<Web>()
    .get(paths.choice(), async (c) => {
      const { db, actor, now } = c.var;
      const chosen = await asActor(db, actor, (tx) => chosenSlot(tx, c.req.query(), { by: actor, now: now() }));
      return chosen ? c.render(<Choice chosen={chosen} />) : c.render(<NoSuchSlot />, 404);
    })
    .post(paths.choice(), async (c) => {
      const { db, now } = c.var;
      const visitor = ensureVisitor(c);
      const by = c.var.actor;
      const named = await typedIn(c);
      const slot = await asActor(db, by, (tx) => slotNamed(tx, named));
      if (!slot) return c.render(<NoSuchSlot />, 404);
      const attempt = by.kind === "user" ? null : await limit.attempt(networkOf(c, trustProxy));
      if (attempt && attempt.waitS > 0) {
        c.header("Retry-After", String(attempt.waitS));
        return c.render(<TooManyHolds />, 429);
      }

      const outcome = await holdTime(db, { slot, by, visitor, now: now() });
      if (outcome.done) {
        const { soignant = "", motif = "", lieu = "", debut = "" } = named;
        const form = paths.booking(outcome.holdId, { soignant, motif, lieu, debut });
        return c.redirect(by.kind === "user" ? form : paths.signIn({ vers: form }), 303);
      }
      await attempt?.takeBack();
      return asActor(db, by, async (tx) => {
        const chosen = await chosenSlot(tx, named, { by, now: now() });
        if (!chosen || outcome.because === "not-found") return c.render(<NoSuchSlot />, 404);
        const seeker = await seekerAt(tx, by, chosen.offer.establishmentId, now());
        const alternatives = await alternativesTo(tx, chosen, seeker, now());
        return c.render(<Refused chosen={chosen} because={outcome.because} alternatives={alternatives} />, 409);
      });
    });
}

/** Strangers of one network may hold so many times: enough for a waiting room behind one address, little for a robot. Who has signed in
 * holds one time at a time and is not counted; a time that could not be had is not either. */
export const holdRhythm: Rhythm = {
  name: "holds",
  freely: 50,
  waitS: 10,
  lockedFrom: 80,
  lockS: 600,
  atMost: 120,
  withinS: 3600,
};

function Choice({ chosen }: { chosen: ChosenSlot }) {
  const t = useWords("appointments");
  const address = addressOf(chosen);
  const sheet = paths.practitioner(chosen.slug, { ...(address.motif && { motif: address.motif }) });
  return (
    <Page title={t("choice.title")} width="narrow">
      <BackLink href={sheet}>{practitionerName(chosen)}</BackLink>
      <h1>{t("choice.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t("choice.lead")}</p>
      <SlotSummary chosen={chosen} />
      <form method="post" action={paths.choice()} class="flex flex-wrap gap-3 mt-7">
        {Object.entries(address).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button icon="check" class="px-8! max-sm:btn-block">
          {t("choice.take")}
        </Button>
        <ButtonLink tone="ghost" href={sheet} class="max-sm:btn-block">
          {t("choice.other")}
        </ButtonLink>
      </form>
    </Page>
  );
}

function TooManyHolds() {
  const t = useWords("appointments");
  return (
    <Page title={t("choice.tooMany")} width="narrow">
      <h1 class="mb-6">{t("choice.tooMany")}</h1>
      <p class="lead muted mb-6">{t("choice.tooManyText")}</p>
      <ButtonLink href={paths.signIn()}>{t("choice.signIn")}</ButtonLink>
    </Page>
  );
}

function NoSuchSlot() {
  const t = useWords("appointments");
  return (
    <Page title={t("choice.gone")} width="narrow">
      <h1 class="mb-6">{t("choice.gone")}</h1>
      <p class="lead muted mb-6">{t("choice.goneText")}</p>
      <ButtonLink href={paths.search()}>{t("choice.search")}</ButtonLink>
    </Page>
  );
}
