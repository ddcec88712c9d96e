import { type Context, Hono } from "hono";
import { look } from "../audit/look.ts";
import { communeLabel } from "../establishments/birth-communes.ts";
import { changedTraits, type EditableFile, editableFile, editPatient } from "../patients/edit-patient.ts";
import type { FileTraits } from "../patients/file-typed.ts";
import type { StaffActor } from "../patients/files.ts";
import { isLocked } from "../patients/identity-check.ts";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, idIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { EditPatient, type EditPatientProps, JoinedMeanwhile } from "./edit-patient-view.tsx";
import { valuesOf } from "./file-values.ts";
import { readFile, type TypedFile } from "./typed-file-form.ts";

/** Correcting what a file says. Whoever saves after someone else is shown what differs, and nothing is written over. */
export const editPatientPage = new Hono<Web>()
  .get(proPaths.editPatient(":id"), async (c) => {
    const file = await opened(c);
    return file ? show(c, { file }) : c.notFound();
  })
  .post(proPaths.editPatient(":id"), async (c) => {
    const form = await readFile(c);
    const file = await opened(c);
    const by = c.var.actor as StaffActor;
    if (!file) return joinedOrMissing(c, form);
    const version = Number(form.typed.version) || 0;
    const traits = traitsOf(form, file);
    if (!traits) return show(c, { file, form, version, errors: form.ok ? {} : form.errors, status: 422 });

    const outcome = await editPatient(c.var.db, { patientId: file.id, version, traits, by, now: c.var.now() });
    if (outcome.done) return c.redirect(proPaths.patient(file.id, { fait: "modifie" }), 303);
    switch (outcome.because) {
      case "not-found":
        return c.notFound();
      case "joined":
        return c.render(<JoinedMeanwhile into={outcome.into} />, 409);
      case "stale":
        return show(c, { file: outcome.current, form, differing: changedTraits(outcome.current, traits), status: 409 });
      case "number-taken":
        return show(c, { file, form, version, errors: { number: "fields.numberTaken" }, status: 422 });
      case "birth-date":
        return show(c, { file, form, version, errors: { birthDate: "fields.birthDate.impossible" }, status: 422 });
      case "identity-locked":
        return show(c, { file, form, version, status: 409 });
    }
  });

function opened(c: Context<Web>): Promise<EditableFile | null> {
  const by = c.var.actor as StaffActor;
  return asActor(c.var.db, by, async (tx) => {
    const file = await editableFile(tx, by, idIn(c));
    if (file)
      await look(tx, "patient-file-viewed", { establishmentId: by.establishmentId, patientId: file.id }, c.var.now());
    return file;
  });
}

/** What the form says; of a file whose identity the national service gave, what it does not ask stays. Null: something is wrong. */
function traitsOf(form: TypedFile, file: EditableFile): FileTraits | null {
  if (form.ok && !isLocked(file.identityStatus)) return form.traits;
  if (!isLocked(file.identityStatus)) return null;
  const { firstNames, birthName, birthDate, sex, birthplaceInsee } = file;
  const strict = { firstNames, birthName, birthDate, sex, birthplaceInsee };
  if (form.ok) return { ...form.traits, ...strict };
  return null;
}

interface Shown {
  file: EditableFile;
  form?: TypedFile;
  /** Of the form, unless it is that of the file. */
  version?: number;
  errors?: FieldErrors;
  differing?: EditPatientProps["differing"];
  status?: 200 | 409 | 422;
}

async function show(c: Context<Web>, { file, form, version, errors = {}, differing = [], status = 200 }: Shown) {
  const commune = file.birthplaceInsee ? await communeLabel(c.var.db, file.birthplaceInsee) : null;
  const current = valuesOf(file, commune);
  return c.render(
    <EditPatient
      file={file}
      version={version ?? file.version}
      values={{ ...current, ...form?.typed }}
      current={current}
      communes={form?.communes ?? []}
      errors={errors}
      differing={differing}
    />,
    status,
  );
}

/** Someone joined the file to another one while it was being corrected: what was typed is not lost unsaid. */
async function joinedOrMissing(c: Context<Web>, form: TypedFile) {
  if (!form.ok) return c.notFound();
  const wish = { patientId: idIn(c), version: 0, traits: form.traits };
  const outcome = await editPatient(c.var.db, { ...wish, by: c.var.actor as StaffActor, now: c.var.now() });
  if (!outcome.done && outcome.because === "joined") return c.render(<JoinedMeanwhile into={outcome.into} />, 409);
  return c.notFound();
}
