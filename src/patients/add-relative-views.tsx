import { Onward } from "../accounts/auth-card.tsx";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Choice, Choices } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { mostRelatives, type Relation, relations, representationsOf } from "./relative.ts";
import { wordOf } from "./relative-answers.ts";
import { IdentityFields, PhoneField } from "./relative-fields.tsx";

/** The first question: what follows depends on it. */
export function ChooseRelation({ to }: { to: string | null }) {
  const t = useWords("patients");
  return (
    <Page title={t("add.title")} width="narrow" current={paths.account()}>
      <Back to={to} />
      <h1>{t("add.title")}</h1>
      <p class="lead muted mt-2">{t("add.who")}</p>
      <ul class="sheet overflow-clip mt-7 rows">
        {relations.map((relation) => (
          <li key={relation}>
            <a
              href={paths.addRelative({ lien: wordOf(relation), ...(to && { vers: to }) })}
              class="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-4 items-center py-4 px-5 sm:px-6 no-underline text-base-content hover:bg-soft"
            >
              <Icon name={icons[relation]} class="text-primary size-6!" />
              <span>
                <strong class="font-display font-semibold text-[1.08rem] block">{t(`add.${relation}.label`)}</strong>
                <span class="muted">{t(`add.${relation}.detail`)}</span>
              </span>
              <Icon name="chevron-right" class="text-primary" />
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

const icons: Record<Relation, IconName> = {
  child: "baby",
  parent: "user-round",
  partner: "users-round",
  other: "user-plus",
};

interface AddRelativeProps {
  relation: Relation;
  to: string | null;
  /** Makes the request repeatable without a second relative. */
  addingKey: string;
  typed?: Record<string, string>;
  errors?: FieldErrors;
  /** The first name of someone there already who could be the same. */
  alike?: string | undefined;
}

/** Who she is, and in what capacity one acts for her. */
export function AddRelative({ relation, to, addingKey, typed = {}, errors = {}, alike }: AddRelativeProps) {
  const t = useWords("patients");
  const sentences = useSentences("patients", errors);
  return (
    <Page
      title={t(`add.${relation}.title`)}
      width="narrow"
      current={paths.account()}
      erred={Object.keys(errors).length > 0}
    >
      <BackLink href={paths.addRelative(to ? { vers: to } : {})}>{t("add.title")}</BackLink>
      <h1>{t(`add.${relation}.title`)}</h1>
      <p class="lead muted mt-2 mb-7">{t(to ? "add.leadBooking" : "add.lead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.addRelative()} class="grid gap-6" novalidate>
        <input type="hidden" name="lien" value={wordOf(relation)} />
        <input type="hidden" name="cle" value={addingKey} />
        <Onward to={to} />
        {alike && <Alike name={alike} />}
        <IdentityFields sentences={sentences} typed={typed} />
        <PhoneField sentences={sentences} typed={typed} />
        <Capacity relation={relation} sentences={sentences} typed={typed} />
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("add.submit")}</Button>
      </form>
    </Page>
  );
}

/** Someone with this birth date and nearly this name is there: twins are two, a second click is one. */
function Alike({ name }: { name: string }) {
  const t = useWords("patients");
  return (
    <div class="grid gap-4">
      <Notice kind="sun" icon="users-round" role="alert">
        <p>
          <strong>{t("add.alike", { name })}</strong> {t("add.alikeThen")}
        </p>
        <p class="mt-2">
          <a class="link target" href={paths.relatives()}>
            {t("add.alikeSee")}
          </a>
        </p>
      </Notice>
      <Choice name="isAnother" value="oui">
        {t("add.isAnother")}
      </Choice>
    </div>
  );
}

function Capacity({
  relation,
  sentences,
  typed,
}: {
  relation: Relation;
  sentences: FieldErrors;
  typed: Record<string, string>;
}) {
  const t = useWords("patients");
  const options = representationsOf(relation).map((value) => ({
    value,
    label: t(`representation.${value}`),
    ...(value === "agreement" && { detail: t("representation.agreementDetail") }),
  }));
  return (
    <>
      <Choices
        name="representation"
        legend={t("identity.representation.legend")}
        options={options}
        value={typed.representation}
        error={sentences.representation}
      />
      {relation !== "child" && (
        <Field
          name="endsOn"
          value={typed.endsOn}
          error={sentences.endsOn}
          label={t("identity.endsOn.label")}
          hint={t("identity.endsOn.hint")}
          inputmode="numeric"
          autocomplete="off"
          class="max-w-[26rem]"
          optional
        />
      )}
      <section class="sheet sheet-pad grid gap-4" aria-labelledby="on-your-word">
        <h2 id="on-your-word">{t("add.onYourWord")}</h2>
        <p>{t(relation === "child" ? "add.childEnds" : "add.adultEnds")}</p>
        <Choice name="states" value="oui" checked={typed.states === "oui"} error={sentences.states}>
          {t(relation === "child" ? "add.statesChild" : "add.statesAdult")}
        </Choice>
      </section>
    </>
  );
}

/** Fifteen are there. */
export function NoMore({ to }: { to: string | null }) {
  const t = useWords("patients");
  return (
    <Page title={t("add.title")} width="narrow" current={paths.account()}>
      <Back to={to} />
      <h1>{t("add.noMore")}</h1>
      <p class="lead muted mt-2 mb-7">{t("add.noMoreThen", { count: mostRelatives })}</p>
      <ButtonLink href={paths.relatives()}>{t("add.noMoreSee")}</ButtonLink>
    </Page>
  );
}

function Back({ to }: { to: string | null }) {
  const t = useWords("patients");
  return <BackLink href={to ?? paths.relatives()}>{t(to ? "add.backToBooking" : "relatives.title")}</BackLink>;
}
