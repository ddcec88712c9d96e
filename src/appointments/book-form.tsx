import type { ComponentChildren } from "preact";
import { paths } from "../paths.ts";
import type { Someone } from "../patients/queries.ts";
import type { FieldErrors } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { Choices } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { TextArea } from "../ui/field.tsx";
import { dayAndHour, durationInWords, fullDate, hour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { type AppointmentDetails, practitionerName } from "./details.ts";
import { addressOf, type ChosenSlot } from "./slot.ts";
import { SlotSummary } from "./slot-summary.tsx";

export interface BookFormProps {
  holdId: string;
  chosen: ChosenSlot;
  expiresAt: Temporal.Instant | null;
  people: Someone[];
  /** Makes the request repeatable without a second appointment. */
  bookingKey: string;
  typed?: Record<string, string>;
  errors?: FieldErrors;
  /** The visit to the same specialty that is less than six days away. */
  close?: AppointmentDetails | null;
}

export function BookForm({
  holdId,
  chosen,
  expiresAt,
  people,
  bookingKey,
  typed = {},
  errors = {},
  close,
}: BookFormProps) {
  const t = useWords("appointments");
  const sentences = useSentences("appointments", errors);
  return (
    <Page
      title={t("book.title")}
      header="patient"
      current={paths.myAppointments()}
      erred={Object.keys(errors).length > 0}
    >
      <BackLink href={paths.practitioner(chosen.slug)}>{practitionerName(chosen)}</BackLink>
      <h1>{t("book.heading")}</h1>
      <p class="lead muted mt-2 mb-7">{t("book.lead")}</p>
      <ErrorSummary errors={sentences} />
      <HoldNotice holdId={holdId} chosen={chosen} expiresAt={expiresAt} />
      <div class="grid gap-8 lg:grid-cols-[minmax(0,1fr)_21rem] items-start">
        <form method="post" action={paths.booking(holdId)} class="grid grid-cols-1 gap-8" novalidate>
          <input type="hidden" name="cle" value={bookingKey} />
          {Object.entries(addressOf(chosen)).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {close && <TooClose close={close} chosen={typed.proche} />}
          <ForWhom people={people} chosen={typed.pour} error={sentences.pour} back={backTo(holdId, chosen)} />
          <TextArea
            name="mot"
            label={t("book.words")}
            hint={t("book.wordsHint")}
            optional
            value={typed.mot}
            error={sentences.mot}
          />
          <div class="border-t border-line pt-6 grid gap-4">
            <p>{t("book.reminder")}</p>
            <p class="muted">
              <Rich marks={{ notice: noticeOf(chosen) }}>
                {t("book.controller", { practice: chosen.establishmentName })}
              </Rich>
            </p>
            <div class="flex flex-wrap gap-3">
              <Button icon="check" class="px-8! max-sm:btn-block">
                {t("book.confirm")}
              </Button>
              <Button tone="ghost" class="max-sm:btn-block" formaction={paths.abandonHold(holdId)}>
                {t("book.abandon")}
              </Button>
            </div>
          </div>
        </form>
        <SlotSummary chosen={chosen} />
      </div>
    </Page>
  );
}

/** The practice answers for the file it opens or keeps: who books knows it, and where it says what it does. */
function noticeOf({ offer }: ChosenSlot): (words: string) => ComponentChildren {
  return (words) => (
    <a class="link" href={paths.privacyOf(offer.establishmentId)} target="_blank" rel="noopener">
      {words}
    </a>
  );
}

/** Until when the time is kept, in words; a button asks for more. No ticking seconds. */
function HoldNotice({ holdId, chosen, expiresAt }: Pick<BookFormProps, "holdId" | "chosen" | "expiresAt">) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const minutes = expiresAt ? Math.floor(now.until(expiresAt).total("minutes")) : -1;
  if (!expiresAt || minutes < 0)
    return (
      <Notice kind="sun" icon="hourglass" class="mb-7" role="status">
        <p>
          <Rich>{t("book.expired")}</Rich>
        </p>
      </Notice>
    );
  const left = durationInWords(Math.max(1, minutes), language);
  return (
    <Notice kind="sun" icon="hourglass" class="items-center! mb-7" role="status">
      <form
        method="post"
        action={`${paths.moreTime(holdId)}?${new URLSearchParams({ ...addressOf(chosen) })}`}
        class="flex flex-wrap items-center justify-between gap-x-6 gap-y-2"
      >
        <p>
          <Rich>{t("book.held", { hour: hour(expiresAt, chosen.offer.zone), minutes: left })}</Rich>
        </p>
        <Button tone="ghost" class="link px-0!">
          {t("book.moreTime")}
        </Button>
      </form>
    </Notice>
  );
}

/** The form of this booking: where whoever adds a relative comes back to, the time still held. */
function backTo(holdId: string, chosen: ChosenSlot): string {
  return paths.booking(holdId, addressOf(chosen));
}

interface ForWhomProps {
  people: Someone[];
  chosen: string | undefined;
  error: string | undefined;
  /** This form. */
  back: string;
}

/** For whom it is: nobody is chosen beforehand where there is a choice, so that nobody books for the wrong person by going on. */
function ForWhom({ people, chosen, error, back }: ForWhomProps) {
  const { language } = useRequest();
  const t = useWords("appointments");
  const options = people.map(({ personId, firstName, nameUsed, birthDate, isSelf }) => {
    const name = `${firstName} ${nameUsed}`;
    return {
      value: personId,
      label: isSelf ? t("book.me", { name }) : name,
      detail: t("book.born", { date: fullDate(birthDate, language) }),
    };
  });
  const only = people.length === 1 ? people[0]?.personId : undefined;
  return (
    <div class="grid gap-4 justify-items-start">
      <div class="w-full">
        <Choices name="pour" legend={t("book.forWhom")} options={options} value={chosen || only} error={error} />
      </div>
      <a class="link target" href={paths.addRelative({ vers: back })}>
        <Icon name="user-plus" /> {t("book.addRelative")}
      </a>
    </div>
  );
}

function TooClose({ close, chosen }: { close: AppointmentDetails; chosen: string | undefined }) {
  const { now, language } = useRequest();
  const t = useWords("appointments");
  const when = dayAndHour(close.startsAt, close.zone, now, language);
  return (
    <div class="grid gap-4">
      <Notice kind="sun" icon="calendar-days" role="alert">
        <h2 class="text-[1.1rem]!">{t("book.close")}</h2>
        <p class="mt-1">{t("book.closeText", { when, practitioner: practitionerName(close) })}</p>
      </Notice>
      <Choices
        name="proche"
        legend={t("book.closeQuestion")}
        value={chosen ?? "keep"}
        options={[
          { value: "keep", label: t("book.closeKeep") },
          { value: "replace", label: t("book.closeReplace"), detail: t("book.closeReplaceDetail") },
        ]}
      />
    </div>
  );
}
