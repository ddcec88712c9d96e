import { masked } from "../accounts/mailed.ts";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import type { Proven } from "./patient-invitation-page.tsx";
import { firstNameOf } from "./relative.ts";
import { Told } from "./told-card.tsx";

type Pour = "moi" | "enfant" | null;

interface AskBirthDateProps {
  token: string;
  pour: Pour;
  /** An answer was sent, but too late, or from elsewhere. */
  isLate?: boolean;
  errors?: FieldErrors;
  typed?: Record<string, string>;
}

/** Whoever opens the link says a birth date first; nothing else is on this page. */
export function AskBirthDate({ token, pour, isLate = false, errors = {}, typed = {} }: AskBirthDateProps) {
  const t = useWords("patients");
  const { birthDate } = errors;
  const isOurs = birthDate?.startsWith("fromPractice.") ?? false;
  const sentences = {
    ...useSentences("accounts", birthDate && !isOurs ? { birthDate } : {}),
    ...useSentences("patients", birthDate && isOurs ? { birthDate } : {}),
  };
  return (
    <Page
      title={t("fromPractice.birthDate.title")}
      header="bare"
      width="narrow"
      erred={isLate || birthDate !== undefined}
    >
      <h1>{t("fromPractice.birthDate.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t("fromPractice.birthDate.lead")}</p>
      {isLate && (
        <Notice kind="sun" icon="hourglass" role="alert" class="mb-7">
          <p>
            <strong>{t("fromPractice.birthDate.late")}</strong> {t("fromPractice.birthDate.lateThen")}
          </p>
        </Notice>
      )}
      <ErrorSummary errors={sentences} />
      <form
        method="post"
        action={paths.patientInvitation(token, pour ? { pour } : {})}
        class="sheet sheet-pad grid gap-5"
        novalidate
      >
        <Field
          name="birthDate"
          value={typed.birthDate}
          error={sentences.birthDate}
          label={t("fromPractice.birthDate.label")}
          hint={t("fromPractice.birthDate.hint")}
          inputmode="numeric"
          autocomplete="bday"
          class="max-w-[26rem]"
        />
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("fromPractice.birthDate.submit")}</Button>
      </form>
      <p class="muted mt-6">{t("fromPractice.birthDate.mistake")}</p>
    </Page>
  );
}

/** The address has an account: she signs in to it, and comes back. */
export function SignInFirst({ token, invitation }: Proven) {
  const t = useWords("patients");
  return (
    <Told title={t("fromPractice.signIn.title")} icon="log-in">
      <p class="mt-3 mb-7 break-words">
        <Rich>{t("fromPractice.signIn.lead", { email: masked(invitation.email) })}</Rich>
      </p>
      <ButtonLink class="btn-block" href={paths.signIn({ vers: paths.patientInvitation(token) })}>
        {t("fromPractice.signIn.submit")}
      </ButtonLink>
    </Told>
  );
}

/** At sixteen and seventeen: an account of one's own, or a parent's. */
export function Whose({ token, file }: Proven) {
  const t = useWords("patients");
  const name = firstNameOf(file);
  return (
    <Told title={t("fromPractice.whose.title")} icon="users-round">
      <p class="mt-3 mb-7">
        <Rich>{t("fromPractice.whose.lead", { practice: file.establishment, name })}</Rich>
      </p>
      <div class="grid gap-3">
        <ButtonLink tone="outline" class="btn-block" href={paths.patientInvitation(token, { pour: "moi" })}>
          {t("fromPractice.whose.mine", { name })}
        </ButtonLink>
        <ButtonLink tone="outline" class="btn-block" href={paths.patientInvitation(token, { pour: "enfant" })}>
          {t("fromPractice.whose.myChild")}
        </ButtonLink>
      </div>
    </Told>
  );
}

/** A child's file, and the address has no account: the parent opens one first. */
export function ParentAccount({ invitation, file, token, pour }: Proven & { pour: Pour }) {
  const t = useWords("patients");
  return (
    <Told title={t("fromPractice.parent.title")} icon="user-plus">
      <p class="mt-3">
        <Rich>{t("fromPractice.parent.lead", { practice: file.establishment, name: firstNameOf(file) })}</Rich>
      </p>
      <p class="muted mt-3 mb-7 break-words">
        <Rich>{t("fromPractice.parent.then", { email: invitation.email })}</Rich>
      </p>
      <form method="post" action={paths.patientInvitation(token, pour ? { pour } : {})}>
        <Button class="btn-block" name="faire" value="ouvrir">
          {t("fromPractice.parent.submit")}
        </Button>
      </form>
    </Told>
  );
}

/** To whom it was sent, and who has signed in: the file becomes hers. */
export function LinkOwn({ token, file }: Proven) {
  const t = useWords("patients");
  return (
    <Told title={t("fromPractice.link.title")} icon="calendar-check">
      <p class="mt-3 mb-7">
        <Rich>{t("fromPractice.link.lead", { practice: file.establishment })}</Rich>
      </p>
      <form method="post" action={paths.patientInvitation(token)} class="grid gap-3">
        <Button class="btn-block" name="faire" value="relier">
          {t("fromPractice.link.submit")}
        </Button>
        <ButtonLink tone="ghost" href={paths.myAppointments()}>
          {t("fromPractice.link.not")}
        </ButtonLink>
      </form>
    </Told>
  );
}

/** The establishment had a file of hers already: staff join the two. */
export function ToMerge() {
  const t = useWords("patients");
  return (
    <Told title={t("fromPractice.merge.title")} icon="circle-check-big">
      <p class="mt-3 mb-7">{t("fromPractice.merge.lead")}</p>
      <ButtonLink href={paths.myAppointments()}>{t("fromPractice.merge.see")}</ButtonLink>
    </Told>
  );
}
