import { Hono } from "hono";
import type { CommuneChoice } from "../accounts/birthplace.ts";
import { createPatient } from "../patients/create-patient.ts";
import type { LikelyDuplicate } from "../patients/duplicates.ts";
import { FileFields } from "../patients/file-fields.tsx";
import { guessFromSearch } from "../patients/file-typed.ts";
import type { StaffActor } from "../patients/files.ts";
import { listedName } from "../patients/listed-name.ts";
import { KeyReused } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { type FieldErrors, isId, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { detailOf } from "./found-list.tsx";
import { readFile } from "./typed-file-form.ts";

/** Opening a file for someone new. One that looks like another file is opened in a second, deliberate step. */
export const newPatientPage = new Hono<Web>()
  .get(proPaths.newPatient(), (c) => {
    const values = guessFromSearch((c.req.query("q") ?? "").slice(0, 120));
    return c.render(<NewPatient values={values} formKey={newId()} />);
  })
  .post(proPaths.newPatient(), async (c) => {
    const form = await readFile(c);
    const { typed, communes } = form;
    const key = isId(typed.key ?? "") ? typed.key! : newId();
    const again = { values: typed, communes, formKey: key };
    if (!form.ok) return c.render(<NewPatient {...again} errors={form.errors} />, 422);

    const isAnother = typed.geste === "autre-personne";
    const wish = { traits: form.traits, isAnother, key, by: c.var.actor as StaffActor, now: c.var.now() };
    const outcome = await createPatient(c.var.db, wish).catch((error) => {
      if (error instanceof KeyReused) return createPatient(c.var.db, { ...wish, key: newId() }); // another file from the same form
      throw error;
    });
    if (outcome.done) return c.redirect(proPaths.patient(outcome.patientId, { fait: "cree" }), 303);
    switch (outcome.because) {
      case "likely-duplicates":
        return c.render(<NewPatient {...again} duplicates={outcome.duplicates} />, 409);
      case "number-taken":
        return c.render(
          <NewPatient {...again} errors={{ number: "fields.numberTaken" }} holder={outcome.patientId} />,
          422,
        );
      case "birth-date":
        return c.render(<NewPatient {...again} errors={{ birthDate: "fields.birthDate.impossible" }} />, 422);
    }
  });

interface NewPatientProps {
  values: Record<string, string>;
  formKey: string;
  communes?: readonly CommuneChoice[];
  errors?: FieldErrors;
  duplicates?: readonly LikelyDuplicate[];
  /** The file that has the number typed. */
  holder?: string;
}

function NewPatient({ values, formKey, communes = [], errors = {}, duplicates = [], holder }: NewPatientProps) {
  const t = useWords("secretariat");
  const sentences = useSentences("patient-file", errors);
  return (
    <ProPage title={t("newFile.title")} current={proPaths.patients()} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.patients()}>{t("search.title")}</BackLink>
      <h1 class="mb-4">{t("newFile.title")}</h1>
      <div class="max-w-[46rem]">
        <ErrorSummary errors={sentences} />
        {holder && (
          <p class="mb-4">
            <a class="link target" href={proPaths.patient(holder)}>
              {t("newFile.taken")}
            </a>
          </p>
        )}
        <form method="post" action={proPaths.newPatient()} class="grid gap-5" novalidate>
          {/* what the key Enter presses: it looks again, and creates nothing on the quiet */}
          <button type="submit" hidden tabindex={-1} />
          {duplicates.length > 0 && <Alike duplicates={duplicates} />}
          <input type="hidden" name="key" value={formKey} />
          <div class="sheet p-4 sm:p-5">
            <FileFields values={values} errors={sentences} communes={communes} />
          </div>
          {duplicates.length === 0 && (
            <Button icon="user-plus" class="justify-self-start">
              {t("newFile.submit")}
            </Button>
          )}
        </form>
      </div>
    </ProPage>
  );
}

/** The files that are perhaps the same person’s, the likeliest first. */
function Alike({ duplicates }: { duplicates: readonly LikelyDuplicate[] }) {
  const t = useWords("secretariat");
  const say = useWords("patient-file");
  return (
    <Notice kind="sun" icon="users" role="alert">
      <p>
        <strong>{t("newFile.alike", { count: duplicates.length })}.</strong> {t("newFile.alikeThen")}
      </p>
      <ul class="rows mt-2">
        {duplicates.map((file) => (
          <li key={file.id} class="py-2.5 flex flex-wrap items-center gap-x-4 gap-y-2">
            <div class="me-auto min-w-0">
              <p class="font-semibold break-words">{listedName(file)}</p>
              <p class="text-sm break-words">{detailOf(file)}</p>
              <p class="text-sm font-semibold">{file.because.map((why) => say(`because.${why}`)).join(" · ")}</p>
            </div>
            <ButtonLink href={proPaths.patient(file.id)} aria-label={`${t("newFile.thatOne")} : ${listedName(file)}`}>
              {t("newFile.thatOne")}
            </ButtonLink>
          </li>
        ))}
      </ul>
      <Button tone="outline" name="geste" value="autre-personne" class="mt-2">
        {t("newFile.another")}
      </Button>
    </Notice>
  );
}
