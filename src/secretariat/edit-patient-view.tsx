import type { CommuneChoice } from "../accounts/birthplace.ts";
import { countryName } from "../accounts/countries.ts";
import type { EditableFile } from "../patients/edit-patient.ts";
import { FileFields } from "../patients/file-fields.tsx";
import type { FileTraits } from "../patients/file-typed.ts";
import { isLocked } from "../patients/identity-check.ts";
import { listedName } from "../patients/listed-name.ts";
import type { FieldErrors } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useSentences, useWords } from "../ui/words.ts";

export interface EditPatientProps {
  file: EditableFile;
  /** Of the file that the values were typed over. */
  version: number;
  values: Record<string, string>;
  /** What the file says now, as the fields would. */
  current: Record<string, string>;
  communes: readonly CommuneChoice[];
  errors: FieldErrors;
  /** What someone else changed meanwhile, and was typed otherwise. */
  differing: readonly (keyof FileTraits)[];
}

export function EditPatient({ file, version, values, current, communes, errors, differing }: EditPatientProps) {
  const t = useWords("secretariat");
  const sentences = useSentences("patient-file", errors);
  return (
    <ProPage
      title={`${t("editFile.title")} – ${listedName(file)}`}
      current={proPaths.patients()}
      erred={Object.keys(errors).length > 0}
    >
      <BackLink href={proPaths.patient(file.id)}>{listedName(file)}</BackLink>
      <h1 class="mb-4">{t("editFile.title")}</h1>
      <div class="max-w-[46rem] grid gap-4">
        <ErrorSummary errors={sentences} />
        {differing.length > 0 && <Stale {...{ file, values, current, differing }} />}
        {isLocked(file.identityStatus) && (
          <Notice icon="shield-check">
            <p>{t("editFile.locked")}</p>
          </Notice>
        )}
        {file.identityStatus === "validated" && (
          <Notice icon="shield-check">
            <p>
              <strong>{t("editFile.checked")}</strong> {t("editFile.checkedThen")}
            </p>
          </Notice>
        )}
        <form method="post" action={proPaths.editPatient(file.id)} class="grid gap-5" novalidate>
          <input type="hidden" name="version" value={version} />
          {isLocked(file.identityStatus) && <Untouched current={current} />}
          <div class="sheet p-4 sm:p-5">
            <FileFields values={values} errors={sentences} communes={communes} locked={isLocked(file.identityStatus)} />
          </div>
          <Button icon="check" class="justify-self-start">
            {t("editFile.submit")}
          </Button>
        </form>
      </div>
    </ProPage>
  );
}

/** What the form does not ask, and must not lose. */
function Untouched({ current }: { current: Record<string, string> }) {
  return (
    <>
      {["firstNames", "birthDate", "sex", "birthName"].map((name) => (
        <input key={name} type="hidden" name={name} value={current[name] ?? ""} />
      ))}
    </>
  );
}

function Stale({
  file,
  values,
  current,
  differing,
}: Pick<EditPatientProps, "file" | "values" | "current" | "differing">) {
  const t = useWords("secretariat");
  const say = (from: Record<string, string>, trait: keyof FileTraits) => shown(from, trait) || t("editFile.nothing");
  return (
    <Notice kind="sun" icon="triangle-alert" role="alert">
      <p>
        <strong>{t("editFile.stale")}</strong> {t("editFile.staleThen")}
      </p>
      <table class="mt-3 w-full text-start [&_:is(td,th)]:text-start [&_:is(td,th)]:py-1 [&_:is(td,th)]:pe-3 [&_:is(td,th)]:align-top">
        <thead>
          <tr>
            <th scope="col">{t("editFile.field")}</th>
            <th scope="col">{t("editFile.now")}</th>
            <th scope="col">{t("editFile.yours")}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map((trait) => (
            <tr key={trait}>
              <th scope="row" class="font-semibold">
                {t(`merge.field.${trait}`)}
              </th>
              <td class="break-words">{say(current, trait)}</td>
              <td class="break-words">{say(values, trait)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="mt-2">
        <a class="link target" href={proPaths.editPatient(file.id)}>
          {t("editFile.takeTheirs")}
        </a>
      </p>
    </Notice>
  );
}

/** A trait as the form shows it. */
function shown(values: Record<string, string>, trait: keyof FileTraits): string {
  if (trait === "birthplaceInsee") return values.birthplace || countryName(values.birthCountry ?? "", "fr") || "";
  if (trait === "birthName") return values.birthName || values.nameUsed || "";
  if (trait === "sex") return { F: "F", M: "M" }[values.sex ?? ""] ?? "";
  return values[trait] ?? "";
}

/** The file was joined to another one while it was being corrected. */
export function JoinedMeanwhile({ into }: { into: string }) {
  const t = useWords("secretariat");
  return (
    <ProPage title={t("editFile.title")} current={proPaths.patients()}>
      <h1 class="mb-4">{t("editFile.title")}</h1>
      <Notice kind="sun" icon="merge" role="alert" class="max-w-[46rem]">
        <p>
          <strong>{t("editFile.joined")}</strong> {t("editFile.joinedThen")}
        </p>
        <ButtonLink href={proPaths.patient(into)} class="mt-3">
          {t("editFile.openKept")}
        </ButtonLink>
      </Notice>
    </ProPage>
  );
}
