import { type Context, Hono } from "hono";
import { z } from "zod";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { type FieldErrors, readForm } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { phone } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { type Editable, editableOf, editRelative, isClosed } from "./edit-relative.ts";
import type { Relative } from "./relative.ts";
import { relativeAnswers, relativeIn, wrongBirthDate } from "./relative-answers.ts";
import { IdentityFields, PhoneField } from "./relative-fields.tsx";
import { fullName } from "./relative-words.ts";
import { theirRelative, type WithRelative } from "./their-relative.ts";

const { phone: phoneAnswer, birthDate: _, ...nameAnswers } = relativeAnswers;
/** What may be asked, by what may be corrected; whatever is sent besides is nothing. */
const EditForms = {
  phone: z.object({ phone: phoneAnswer }),
  names: z.object({ ...nameAnswers, phone: phoneAnswer }),
  all: z.object(relativeAnswers),
};

/** Correcting what one said of a relative. What a practice has checked is corrected there. */
export const editRelativePage = new Hono<WithRelative>()
  .get(paths.editRelative(":id"), signedInOnly, theirRelative, async (c) => {
    const { relative } = c.var;
    return c.render(<Edit relative={relative} open={await openParts(c)} typed={typedOf(relative)} />);
  })
  .post(paths.editRelative(":id"), signedInOnly, theirRelative, async (c) => {
    const { db, relative, now } = c.var;
    const by = c.var.actor as Extract<Actor, { kind: "user" }>;
    const open = await openParts(c);
    const form = await readForm(c, formFor(open));
    const again = (errors: FieldErrors) => (
      <Edit relative={relative} open={open} typed={{ ...typedOf(relative), ...form.typed }} errors={errors} />
    );
    if (!form.ok) return c.render(again(form.errors), 422);

    const identity = { ...relative, ...form.value };
    const wrong = wrongBirthDate(identity, now());
    if (Object.keys(wrong).length > 0) return c.render(again(wrong), 422);
    const { personId } = relative;
    const outcome = await editRelative(db, { personId, identity: relativeIn(identity), by, now: now() });
    if (outcome.done) return c.redirect(paths.relative(personId, { fait: "modifie" }), 303);
    if (outcome.because === "not-found") return c.notFound();
    return c.render(again({ birthDate: "identity.birthDate.staysAChild" }), 422);
  });

function openParts(c: Context<WithRelative>): Promise<Editable> {
  return asActor(c.var.db, c.var.actor, (tx) => editableOf(tx, c.var.relative));
}

function formFor(open: Editable): (typeof EditForms)[keyof typeof EditForms] {
  if (isClosed(open)) return EditForms.phone;
  return open.isBirthDateOpen ? EditForms.all : EditForms.names;
}

function typedOf({ birthName, nameUsed, firstNames, birthDate, sex, ...relative }: Relative): Record<string, string> {
  const { year, month, day } = birthDate;
  const two = (number: number) => String(number).padStart(2, "0");
  return {
    ...{ birthName, firstNames, sex, nameUsed: nameUsed === birthName ? "" : nameUsed },
    birthDate: `${two(day)}/${two(month)}/${year}`,
    phone: relative.phone ? phone(relative.phone) : "",
  };
}

interface EditProps {
  relative: Relative;
  open: Editable;
  typed: Record<string, string>;
  errors?: FieldErrors;
}

function Edit({ relative, open, typed, errors = {} }: EditProps) {
  const t = useWords("patients");
  const sentences = useSentences("patients", errors);
  return (
    <Page title={t("edit.title")} width="narrow" current={paths.account()} erred={Object.keys(errors).length > 0}>
      <BackLink href={paths.relative(relative.personId)}>{fullName(relative)}</BackLink>
      <h1 class="mb-7">{t("edit.title")}</h1>
      <ErrorSummary errors={sentences} />
      {open.verifiedBy && (
        <Notice icon="shield-check" class="mb-7">
          <p>
            <strong>{t("edit.verified")}</strong>{" "}
            <Rich>{t(`edit.verifiedBy.${kindOf(open.verifiedBy)}`, { name: open.verifiedBy.name })}</Rich>
          </p>
        </Notice>
      )}
      {open.isHers && !open.verifiedBy && (
        <Notice icon="shield-check" class="mb-7">
          <p>
            <strong>{t("edit.hers")}</strong> {t("edit.hersThen")}
          </p>
        </Notice>
      )}
      <form method="post" action={paths.editRelative(relative.personId)} class="grid gap-6" novalidate>
        {!isClosed(open) && <IdentityFields sentences={sentences} typed={typed} withBirthDate={open.isBirthDateOpen} />}
        {!isClosed(open) && !open.isBirthDateOpen && <p class="muted">{t("edit.birthDateShared")}</p>}
        <PhoneField sentences={sentences} typed={typed} />
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("edit.submit")}</Button>
      </form>
    </Page>
  );
}

function kindOf({ kind }: { kind: string }): "clinic" | "practice" | "centre" {
  if (kind === "clinic") return "clinic";
  return kind === "health-centre" ? "centre" : "practice";
}
