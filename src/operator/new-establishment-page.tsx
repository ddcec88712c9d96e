import { Hono } from "hono";
import { z } from "zod";
import { emailAnswer } from "../accounts/email.ts";
import { e164 } from "../accounts/phone.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { Choices } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useWords } from "../ui/words.ts";
import { foundWithManager } from "./found-establishment.ts";
import type { OperatorActor } from "./operator.ts";
import { useOperatorSentences } from "./sentences.ts";

const kinds = ["solo", "shared-practice", "health-centre", "clinic"] as const;
const name = z.string().trim().min(1, "establishments.missing").max(200, "establishments.long");

const FoundForm = z.object({
  name,
  neutralName: z.string().trim().max(200, "establishments.long").default(""),
  kind: z.enum(kinds, "establishments.kindMissing"),
  phone: z.string().transform((typed, check) => {
    const phone = e164(typed);
    if (phone) return phone;
    check.addIssue({ code: "custom", message: "establishments.phoneWrong" });
    return z.NEVER;
  }),
  email: z.union([z.literal("").transform(() => null), emailAnswer]),
  managerName: name,
  managerEmail: emailAnswer,
});

/** Opening an establishment: the essential, and who will set up the rest. */
export function newEstablishmentPage({ secret }: { secret: string }) {
  return new Hono<Web>()
    .get(proPaths.newEstablishment(), (c) => c.render(<NewEstablishment />))
    .post(proPaths.newEstablishment(), async (c) => {
      const form = await readForm(c, FoundForm);
      if (!form.ok) return c.render(<NewEstablishment errors={form.errors} typed={form.typed} />, 422);
      const { managerName, managerEmail, neutralName, ...house } = form.value;
      const outcome = await foundWithManager(c.var.db, {
        establishment: { ...house, ...(neutralName && { neutralName }) },
        manager: { name: managerName, email: managerEmail },
        ...{ secret, by: c.var.actor as OperatorActor, now: c.var.now() },
      });
      if (outcome.done) return c.redirect(`${proPaths.operatorEstablishments()}?fait=ouvert`, 303);
      const errors =
        outcome.because === "malformed-phone"
          ? { phone: "establishments.phoneWrong" }
          : { name: "establishments.missing" };
      return c.render(<NewEstablishment errors={errors} typed={form.typed} />, 422);
    });
}

function NewEstablishment({ errors = {}, typed = {} }: { errors?: FieldErrors; typed?: Record<string, string> }) {
  const t = useWords("operator");
  const sentences = useOperatorSentences(errors);
  const field = (name: string) => ({ name, value: typed[name], error: sentences[name], autocomplete: "off" as const });
  return (
    <ProPage title={t("establishments.title")} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.operatorEstablishments()}>{t("nav.establishments")}</BackLink>
      <h1>{t("establishments.title")}</h1>
      <p class="muted mt-1 mb-5 max-w-[40rem]">{t("establishments.lead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" class="grid gap-5 max-w-[40rem]" novalidate>
        <Field {...field("name")} label={t("establishments.name")} />
        <Field
          {...field("neutralName")}
          label={t("establishments.neutralName")}
          hint={t("establishments.neutralHint")}
          optional
        />
        <Choices
          name="kind"
          legend={t("establishments.kind")}
          value={typed.kind ?? "shared-practice"}
          error={sentences.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`establishments.kinds.${kind}`) }))}
          columns={2}
        />
        <Field {...field("phone")} type="tel" label={t("establishments.phone")} />
        <Field {...field("email")} type="email" label={t("establishments.email")} optional />
        <h2 class="mt-2">{t("establishments.manager")}</h2>
        <Field {...field("managerName")} label={t("establishments.managerName")} />
        <Field {...field("managerEmail")} type="email" label={t("establishments.managerEmail")} />
        <Button icon="send" class="justify-self-start">
          {t("establishments.open")}
        </Button>
      </form>
    </ProPage>
  );
}
