import { type Context, Hono } from "hono";
import { z } from "zod";
import { paths } from "../paths.ts";
import { type FieldErrors, idIn, readForm, typedIn, type Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import { removePasskey, renamePasskey } from "./change-passkey.ts";
import { type AccountsParts, deviceOf } from "./enter.ts";
import { homeZone } from "./home-zone.ts";
import { type Passkey, passkeyName, passkeysOf } from "./passkey.ts";
import { recentlyVerified } from "./recently-verified.ts";
import { signedInOnly } from "./session.ts";

const RenameForm = z.object({ name: passkeyName });

/** One passkey: another name for it, or its removal. Not hers is missing. */
export function passkeyPage(parts: AccountsParts) {
  const { auth } = parts;
  return new Hono<Web>()
    .get(paths.passkey(":id"), signedInOnly, recentlyVerified, async (c) => {
      const passkey = await theirs(c);
      return passkey ? c.render(<ThisPasskey passkey={passkey} />) : c.notFound();
    })
    .post(paths.passkey(":id"), signedInOnly, recentlyVerified, async (c) => {
      const passkey = await theirs(c);
      if (!passkey) return c.notFound();
      const { db, now } = c.var;
      const one = { userId: c.var.signedIn!.userId, id: passkey.id };
      const { geste } = await typedIn(c);
      if (geste === "retirer") {
        const outcome = await removePasskey(db, auth, { ...one, device: deviceOf(c, parts), now: now() });
        if (outcome.done) return c.redirect(paths.passkeysAfter("retiree"), 303);
        if (outcome.because === "not-found") return c.notFound();
        return c.render(<ThisPasskey passkey={passkey} isLastOfStaff />, 409);
      }
      const form = await readForm(c, RenameForm);
      if (!form.ok)
        return c.render(<ThisPasskey passkey={passkey} errors={form.errors} typed={form.typed.name} />, 422);
      const isDone = await renamePasskey(db, { ...one, name: form.value.name });
      return isDone ? c.redirect(paths.passkeysAfter("renommee"), 303) : c.notFound();
    });
}

async function theirs(c: Context<Web>): Promise<Passkey | undefined> {
  const mine = await passkeysOf(c.var.db, c.var.signedIn!.userId);
  return mine.find(({ id }) => id === idIn(c));
}

interface ThisPasskeyProps {
  passkey: Passkey;
  errors?: FieldErrors;
  typed?: string | undefined;
  /** It may not be removed. */
  isLastOfStaff?: boolean;
}

function ThisPasskey({ passkey, errors = {}, typed, isLastOfStaff = false }: ThisPasskeyProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  const erred = isLastOfStaff || Object.keys(errors).length > 0;
  return (
    <Page title={passkey.name} width="narrow" current={paths.account()} erred={erred}>
      <BackLink href={paths.passkeys()}>{t("passkeys.title")}</BackLink>
      <h1 class="break-words mb-7">{passkey.name}</h1>
      {isLastOfStaff && (
        <Notice kind="err" icon="circle-alert" role="alert" class="mb-7">
          <p>
            <strong>{t("passkeys.lastOfStaff")}</strong> {t("passkeys.lastOfStaffThen")}
          </p>
        </Notice>
      )}
      <ErrorSummary errors={sentences} />
      <Facts passkey={passkey} />
      <form method="post" action={paths.passkey(passkey.id)} class="mt-9 grid gap-4 justify-items-start" novalidate>
        <Field
          name="name"
          label={t("passkeys.name.label")}
          hint={t("passkeys.name.hint")}
          value={typed ?? passkey.name}
          error={sentences.name}
          class="w-full max-w-[26rem]"
        />
        <Button tone="soft">{t("passkeys.name.submit")}</Button>
      </form>
      <form method="post" action={paths.passkey(passkey.id)} class="mt-9 pt-7 border-t border-line grid gap-3">
        <h2>{t("passkeys.remove.title")}</h2>
        <p class="muted">{t("passkeys.remove.text")}</p>
        <Button tone="danger" name="geste" value="retirer" class="justify-self-start">
          {t("passkeys.remove.submit")}
        </Button>
      </form>
    </Page>
  );
}

function Facts({ passkey: { createdAt, lastUsedAt, isBackedUp } }: { passkey: Passkey }) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const day = (at: Temporal.Instant) => fullDate(at.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  const facts: [string, string][] = [
    [t("passkeys.facts.created"), day(createdAt)],
    [t("passkeys.facts.used"), lastUsedAt ? day(lastUsedAt) : t("passkeys.facts.never")],
    [t("passkeys.facts.kept"), t(isBackedUp ? "passkeys.facts.backedUp" : "passkeys.facts.here")],
  ];
  return (
    <dl class="sheet sheet-pad facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
