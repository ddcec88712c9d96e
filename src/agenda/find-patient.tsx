import { FileFields } from "../patients/file-fields.tsx";
import { guessFromSearch } from "../patients/file-typed.ts";
import { listedName } from "../patients/listed-name.ts";
import type { FoundPatient } from "../patients/search.ts";
import type { FieldErrors } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button } from "../ui/button.tsx";
import { phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { Question, ties } from "../ui/question.tsx";
import { useIsland } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import type { Booking, BookingAnswer } from "./booking.ts";
import { BornAndAge } from "./patient-line.tsx";

/** Finding the patient in a few letters: as one types with script, otherwise by a button that brings the list back. */
export function FindPatient({ booking, error }: { booking: Booking; error: string | undefined }) {
  useIsland("booking");
  const t = useWords("agenda");
  const { found, typed } = booking;
  const question = { name: "q", label: t("booking.patient"), error };
  return (
    <div class="grid gap-2">
      <Question question={question}>
        <div
          class="suggest flex gap-2"
          data-find-patient={proPaths.patientsFound()}
          data-none={t("booking.foundNone")}
          data-some={t("booking.foundSome")}
        >
          <span class={error ? "input input-error" : "input"}>
            <Icon name="search" class="muted" />
            <input
              {...ties(question)}
              type="text"
              value={typed.q}
              maxlength={100}
              placeholder={t("booking.patientHint")}
              autocomplete="off"
              spellcheck={false}
              autofocus={!error}
            />
          </span>
          <Button tone="outline" type="submit" name="geste" value="chercher">
            {t("booking.search")}
          </Button>
          <div class="suggest-list" role="listbox" id="q-list" aria-labelledby="q-label" hidden />
          <span class="sr-only" role="status" />
        </div>
      </Question>
      {found && <Found found={found} />}
      <Button tone="ghost" icon="user-plus" name="geste" value="nouveau" class="justify-self-start">
        {t("booking.create")}
      </Button>
    </div>
  );
}

function Found({ found }: { found: readonly FoundPatient[] }) {
  const t = useWords("agenda");
  if (found.length === 0)
    return (
      <p class="muted" role="status">
        {t("booking.foundNone")}
      </p>
    );
  return (
    <ul class="rows rounded-lg border border-line overflow-clip" aria-label={t("booking.foundList")}>
      {found.map((patient) => (
        <li key={patient.id}>
          <PatientButton patient={patient} />
        </li>
      ))}
    </ul>
  );
}

/** Chooses this patient: the whole line is the button. */
function PatientButton({ patient, action }: { patient: FoundPatient; action?: string }) {
  return (
    <button
      type="submit"
      name="choisi"
      value={patient.id}
      class="block w-full min-h-11 px-3 py-2 text-start cursor-pointer hover:bg-base-300"
    >
      <span class="font-semibold block leading-tight break-words">{listedName(patient)}</span>
      <span class="text-sm">
        <BornAndAge birthDate={patient.birthDate} />
        {patient.phone && <>, {phone(patient.phone)}</>}
      </span>
      {action && <span class="link block text-sm">{action}</span>}
    </button>
  );
}

/** A file made here, without leaving: the traits one asks on the telephone, and those it is perhaps already. */
export function NewFile({ booking, said }: { booking: Booking; said: BookingAnswer }) {
  const t = useWords("agenda");
  const { typed } = booking;
  const guessed = guessFromSearch(typed.q ?? "");
  const errors: FieldErrors = useSentences("patient-file", said.fileErrors ?? {});
  return (
    <fieldset class="grid gap-3">
      <legend class="font-semibold mb-2">{t("booking.newFile")}</legend>
      <input type="hidden" name="nouveau" value="oui" />
      <input type="hidden" name="q" value={typed.q ?? ""} />
      <FileFields values={{ ...guessed, ...filledIn(typed) }} errors={errors} short />
      {(said.duplicates?.length ?? 0) > 0 && <Duplicates said={said} />}
      <Button tone="ghost" icon="search" name="geste" value="retrouver" class="justify-self-start">
        {t("booking.findInstead")}
      </Button>
    </fieldset>
  );
}

function Duplicates({ said }: { said: BookingAnswer }) {
  const t = useWords("agenda");
  const { duplicates = [] } = said;
  return (
    <Notice kind="sun" icon="users" role="alert">
      <p class="font-semibold">{t("booking.duplicates", { count: duplicates.length })}</p>
      <ul class="rows rounded-lg border border-line overflow-clip bg-base-100 mt-2">
        {duplicates.map((patient) => (
          <li key={patient.id}>
            <PatientButton patient={patient} action={t(`booking.thatOne.${patient.sex}`)} />
          </li>
        ))}
      </ul>
      <Button tone="outline" name="geste" value="autre-personne" class="mt-3">
        {t("booking.anotherPerson")}
      </Button>
    </Notice>
  );
}

/** What was typed wins over what was guessed, unless it is empty. */
function filledIn(typed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== ""));
}
