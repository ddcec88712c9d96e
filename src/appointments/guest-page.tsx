import { Hono } from "hono";
import type pg from "pg";
import { z } from "zod";
import { linkTo } from "../accounts/auth-card.tsx";
import { TooMany } from "../accounts/too-many.tsx";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { createLimiter, type Limiter, networkOf } from "../platform/rate-limit.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { Page } from "../ui/page.tsx";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { appointmentNamed, isFamilyName } from "./guest.ts";
import type { Admission } from "./guest-access.ts";
import { appointmentsOpenTo } from "./queries.ts";

export interface GuestPageParts {
  secret: string;
  guests: Admission;
  /** Wrong letters for one link. */
  ofLink: Limiter;
  /** Wrong letters from one network. */
  ofNetwork: Limiter;
  trustProxy: number;
}

/** Five tries, then the link opens nothing for an hour: signing in always does. */
export function guestLimits(pool: pg.Pool) {
  const aDay = { withinS: 24 * 3600, lockS: 3600 };
  return {
    ofLink: createLimiter(pool, { name: "guest-link", freely: 5, waitS: 3600, lockedFrom: 5, atMost: 15, ...aDay }),
    ofNetwork: createLimiter(pool, {
      ...{ name: "guest-network", freely: 30, waitS: 10, lockedFrom: 60, atMost: 200 },
      ...aDay,
    }),
  };
}

const LettersForm = z.object({ lettres: z.string().trim().min(1, "guest.missing").max(80, "guest.wrong") });

/** The link of the mails: one appointment without signing in, for whoever knows whose it is. A forged link, one that is too old and wrong
 * letters look the same. */
export function guestPage({ secret, guests, ofLink, ofNetwork, trustProxy }: GuestPageParts) {
  return new Hono<Web>()
    .get(paths.linkedAppointment(":token"), async (c) => {
      const token = c.req.param("token") ?? "";
      const id = appointmentNamed(secret, token);
      const { actor, db } = c.var;
      const isTheirs =
        id !== null &&
        actor.kind === "user" &&
        (await asActor(db, actor, (tx) =>
          appointmentsOpenTo(tx, actor).select("appointment.id").where("appointment.id", "=", id).executeTakeFirst(),
        ));
      return isTheirs ? c.redirect(paths.appointment(id), 303) : c.render(<Letters token={token} />);
    })
    .post(paths.linkedAppointment(":token"), async (c) => {
      const token = c.req.param("token") ?? "";
      const form = await readForm(c, LettersForm);
      if (!form.ok) return c.render(<Letters token={token} errors={form.errors} typed={form.typed} />, 422);

      const id = appointmentNamed(secret, token);
      const attempts = await Promise.all([ofLink.attempt(id ?? token), ofNetwork.attempt(networkOf(c, trustProxy))]);
      const waitS = Math.max(...attempts.map((attempt) => attempt.waitS));
      if (waitS > 0) {
        await Promise.all(attempts.map((attempt) => attempt.takeBack()));
        c.header("Retry-After", String(waitS));
        return c.render(<Letters token={token} waitS={waitS} />, 429);
      }
      const isRight = await isFamilyName(c.var.db, {
        appointmentId: id,
        letters: form.value.lettres,
        whence: c.var.actor.whence,
        now: c.var.now(),
      });
      if (!isRight || !id)
        return c.render(<Letters token={token} errors={{ lettres: "guest.wrong" }} typed={form.typed} />, 422);
      await Promise.all(attempts.map((attempt) => attempt.takeBack()));
      guests.letIn(c, id);
      return c.redirect(paths.appointment(id), 303);
    });
}

interface LettersProps {
  token: string;
  errors?: FieldErrors;
  typed?: Record<string, string>;
  /** Seconds before the next try. */
  waitS?: number;
}

function Letters({ token, errors = {}, typed = {}, waitS = 0 }: LettersProps) {
  const t = useWords("appointments");
  const sentences = useSentences("appointments", errors);
  return (
    <Page title={t("guest.title")} width="narrow" erred={waitS > 0 || Object.keys(errors).length > 0}>
      <h1>{t("guest.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t("guest.lead")}</p>
      {waitS > 0 && <TooMany of="tries" waitS={waitS} />}
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.linkedAppointment(token)} class="sheet sheet-pad grid gap-5" novalidate>
        <Field
          name="lettres"
          label={t("guest.letters")}
          hint={t("guest.hint")}
          value={typed.lettres}
          error={sentences.lettres}
          autocomplete="off"
          spellcheck={false}
        />
        <Button class="justify-self-start px-8!">{t("guest.submit")}</Button>
      </form>
      <p class="muted mt-6">
        <Rich marks={{ in: linkTo(paths.signIn()) }}>{t("guest.orSignIn")}</Rich>
      </p>
    </Page>
  );
}
