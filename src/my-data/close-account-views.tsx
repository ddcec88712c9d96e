import { linkTo } from "../accounts/auth-card.tsx";
import { type AppointmentDetails, practitionerName } from "../appointments/details.ts";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { dayAndHour, fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";

interface CloseAccountProps {
  ahead: AppointmentDetails[];
  errors: FieldErrors;
  /** How long the journal is kept. */
  journalYears: number;
  /** She has just changed her mind. */
  stays: boolean;
}

export function CloseAccount({ ahead, errors, journalYears, stays }: CloseAccountProps) {
  const t = useWords("my-data");
  const sentences = useSentences("my-data", errors);
  return (
    <Page title={t("closing.title")} current={paths.account()} width="narrow" erred={Object.keys(errors).length > 0}>
      <BackLink href={paths.account()}>{t("back")}</BackLink>
      <h1>{t("closing.title")}</h1>
      {stays && (
        <Notice kind="ok" icon="check" role="status" class="mt-6">
          <p>{t("closing.calledOff")}</p>
        </Notice>
      )}
      <p class="lead muted mt-2">{t("closing.lead")}</p>
      <p class="mt-2 mb-7">
        <Rich marks={{ take: linkTo(paths.myData()) }}>{t("closing.export")}</Rich>
      </p>
      <ErrorSummary errors={sentences} />
      <section aria-labelledby="efface" class="sheet sheet-pad">
        <h2 id="efface">{t("closing.erased")}</h2>
        <ul class="ps-5 list-disc mt-3">
          {(["sign-in", "profile", "relatives", "choices"] as const).map((item) => (
            <li key={item}>{t(`closing.erasedItems.${item}`)}</li>
          ))}
        </ul>
      </section>
      <Kept journalYears={journalYears} />
      <Ahead appointments={ahead} />
      <form method="post" action={paths.closeAccount()} class="grid gap-5 mt-8 justify-items-start" novalidate>
        <Choice name="understood" value="oui" checked={false} error={sentences.understood}>
          {t("closing.understood")}
        </Choice>
        <div class="flex flex-wrap gap-3">
          <ButtonLink href={paths.account()} class="max-sm:btn-block">
            {t("closing.keep")}
          </ButtonLink>
          <Button tone="danger" class="max-sm:btn-block">
            {t("closing.password")}
          </Button>
        </div>
      </form>
    </Page>
  );
}

/** Asked for; until that day a button calls it off. */
export function Closing({ on, ahead }: { on: Temporal.PlainDate; ahead: AppointmentDetails[] }) {
  const t = useWords("my-data");
  const { language } = useRequest();
  return (
    <Page title={t("closing.title")} current={paths.account()} width="narrow">
      <BackLink href={paths.account()}>{t("back")}</BackLink>
      <h1>{t("closing.asked", { day: fullDate(on, language) })}</h1>
      <p class="lead muted mt-2 mb-7">{t("closing.askedText")}</p>
      <form method="post" action={paths.closeAccount()} class="flex flex-wrap gap-3">
        <input type="hidden" name="rester" value="oui" />
        <Button>{t("closing.callOff")}</Button>
        <ButtonLink tone="ghost" href={paths.myData()}>
          {t("export.title")}
        </ButtonLink>
      </form>
      <Ahead appointments={ahead} />
    </Page>
  );
}

export function StaffFirst() {
  const t = useWords("my-data");
  return (
    <Page title={t("closing.title")} current={paths.account()} width="narrow">
      <BackLink href={paths.account()}>{t("back")}</BackLink>
      <h1 class="mb-6">{t("closing.title")}</h1>
      <Notice kind="sun" icon="info">
        <p>{t("closing.staff")}</p>
      </Notice>
    </Page>
  );
}

function Kept({ journalYears }: Pick<CloseAccountProps, "journalYears">) {
  const t = useWords("my-data");
  const columns = ["what", "why", "until"] as const;
  return (
    <section aria-labelledby="garde" class="mt-8">
      <h2 id="garde">{t("closing.kept")}</h2>
      <ul class="sheet px-5 sm:px-7 py-1 mt-4 rows">
        {(["practice", "receipts", "journal", "proofs"] as const).map((row) => (
          <li key={row} class="py-4">
            <h3 class="text-[1.05rem]!">{t(`closing.rows.${row}.who`)}</h3>
            <dl class="grid gap-x-4 gap-y-1 mt-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
              {columns.map((column) => (
                <div key={column} class="contents">
                  <dt class="muted small max-sm:mt-1">{t(`closing.${column}`)}</dt>
                  <dd>{t(`closing.rows.${row}.${column}`, { count: journalYears })}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** They stay with the practices: whoever will not go frees the time. */
function Ahead({ appointments }: { appointments: AppointmentDetails[] }) {
  const t = useWords("my-data");
  const { now, language } = useRequest();
  if (appointments.length === 0) return null;
  return (
    <section aria-labelledby="venir" class="mt-8">
      <h2 id="venir">{t("closing.ahead")}</h2>
      <p class="muted mt-1">{t("closing.aheadText")}</p>
      <ul class="sheet px-5 sm:px-7 py-1 mt-4 rows">
        {appointments.map((appointment) => (
          <li key={appointment.id} class="py-3">
            <a class="link" href={paths.appointment(appointment.id)}>
              {dayAndHour(appointment.startsAt, appointment.zone, now, language)}
            </a>
            , {practitionerName(appointment)}
          </li>
        ))}
      </ul>
    </section>
  );
}
