import { type Context, Hono } from "hono";
import { countryName } from "../accounts/countries.ts";
import { homeZone } from "../accounts/home-zone.ts";
import { look } from "../audit/look.ts";
import { communeLabel } from "../establishments/birth-communes.ts";
import { checkIdentity } from "../patients/check-identity.ts";
import { type EditableFile, editableFile } from "../patients/edit-patient.ts";
import type { StaffActor } from "../patients/files.ts";
import { type CheckRefusal, identityDocuments, isLocked } from "../patients/identity-check.ts";
import { listedName } from "../patients/listed-name.ts";
import { ageOn } from "../patients/relative.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Choices } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useWords } from "../ui/words.ts";

/** Saying on which paper an identity was checked, or that it is not after all. */
export const checkIdentityPage = new Hono<Web>()
  .get(proPaths.patientIdentity(":id"), (c) => show(c, {}))
  .post(proPaths.patientIdentity(":id"), async (c) => {
    const { piece = "", version = "", geste = "" } = await typedIn(c);
    const document = identityDocuments.find((each) => each === piece) ?? null;
    if (geste !== "retirer" && !document) return show(c, { isMissing: true, status: 422 });
    const outcome = await checkIdentity(c.var.db, {
      ...{ patientId: idIn(c), version: Number(version) || 0, document: geste === "retirer" ? null : document },
      ...{ by: c.var.actor as StaffActor, now: c.var.now() },
    });
    if (outcome.done) return c.redirect(proPaths.patient(idIn(c), { fait: "identite" }), 303);
    switch (outcome.because) {
      case "not-found":
        return c.notFound();
      case "joined":
        return c.redirect(proPaths.patientIdentity(outcome.into), 303);
      default:
        return show(c, { refusal: outcome.because, status: 409 });
    }
  });

interface Shown {
  isMissing?: boolean;
  refusal?: CheckRefusal | "stale";
  status?: 200 | 409 | 422;
}

async function show(c: Context<Web>, { status = 200, ...said }: Shown) {
  const by = c.var.actor as StaffActor;
  const file = await asActor(c.var.db, by, async (tx) => {
    const found = await editableFile(tx, by, idIn(c));
    const { establishmentId } = by;
    if (found) await look(tx, "patient-file-viewed", { establishmentId, patientId: found.id }, c.var.now());
    return found;
  });
  if (!file) return c.notFound();
  const { birthplaceInsee } = file;
  const place =
    birthplaceInsee && (countryName(birthplaceInsee, "fr") ?? (await communeLabel(c.var.db, birthplaceInsee)));
  const today = c.var.now().toZonedDateTimeISO(homeZone).toPlainDate();
  return c.render(<CheckIdentity file={file} place={place ?? birthplaceInsee} today={today} {...said} />, status);
}

interface CheckIdentityProps extends Omit<Shown, "status"> {
  file: EditableFile;
  place: string | null;
  today: Temporal.PlainDate;
}

function CheckIdentity({ file, place, today, isMissing = false, refusal }: CheckIdentityProps) {
  const t = useWords("secretariat");
  const say = useWords("patient-file");
  const error = isMissing ? t("check.missing") : undefined;
  const isLacking = file.sex === "U" || file.birthplaceInsee === null;
  const traits: [string, string | null][] = [
    [say("fields.birthName.label"), file.birthName.toLocaleUpperCase("fr")],
    [say("fields.firstNames.label"), file.firstNames],
    [say("fields.birthDate.label"), fullDate(file.birthDate, "fr")],
    [say("fields.sex.label"), file.sex === "U" ? null : say(`fields.sex.${file.sex}`)],
    [t("merge.field.birthplaceInsee"), place],
  ];
  return (
    <ProPage title={`${t("check.title")} – ${listedName(file)}`} current={proPaths.patients()} erred={isMissing}>
      <BackLink href={proPaths.patient(file.id)}>{listedName(file)}</BackLink>
      <h1 class="mb-4">{t("check.title")}</h1>
      <div class="max-w-[40rem] grid gap-4">
        <ErrorSummary errors={error ? { piece: error } : {}} />
        {refusal && <Refused refusal={refusal} file={file} />}
        {isLocked(file.identityStatus) ? (
          <Notice icon="shield-check">
            <p>{t("check.refused.locked")}</p>
          </Notice>
        ) : (
          <>
            <p>{t("check.lead")}</p>
            <dl class="sheet p-4 sm:p-5 facts gap-3!">
              {traits.map(([name, value]) => (
                <div key={name} class="flex flex-wrap gap-x-4">
                  <dt class="muted w-44">{name}</dt>
                  <dd class="font-semibold text-base-content! break-words">{value ?? t("editFile.nothing")}</dd>
                </div>
              ))}
            </dl>
            {!isLacking && (
              <p>
                <a class="link target" href={proPaths.editPatient(file.id)}>
                  {t("check.fix")}
                </a>
              </p>
            )}
            {isLacking ? (
              !refusal && <Refused refusal="incomplete" file={file} />
            ) : (
              <Seen {...{ file, today, error }} />
            )}
            {file.identityStatus === "validated" && <Undo file={file} />}
          </>
        )}
      </div>
    </ProPage>
  );
}

/** Which paper was seen. Those of the minors are offered for minors only. */
function Seen({ file, today, error }: { file: EditableFile; today: Temporal.PlainDate; error: string | undefined }) {
  const t = useWords("secretariat");
  const isMinor = ageOn(file.birthDate, today) < 18;
  const offered = identityDocuments.filter((each) => isMinor || !isForMinors(each));
  return (
    <form method="post" action={proPaths.patientIdentity(file.id)} class="grid gap-4" novalidate>
      <input type="hidden" name="version" value={file.version} />
      <Choices
        name="piece"
        legend={t("check.which")}
        hint={t("check.not")}
        error={error}
        value={file.identityDocument ?? undefined}
        options={offered.map((value) => ({
          value,
          label: t(`check.document.${value}`),
          detail: isForMinors(value) ? t("check.documentDetail") : undefined,
        }))}
      />
      <p class="muted">{t("check.noCopy")}</p>
      <Button icon="shield-check" class="justify-self-start">
        {t("check.submit")}
      </Button>
    </form>
  );
}

function isForMinors(document: (typeof identityDocuments)[number]): boolean {
  return document === "family-booklet" || document === "birth-certificate";
}

function Undo({ file }: { file: EditableFile }) {
  const t = useWords("secretariat");
  const { identityDocument, identityCheckedOn } = file;
  return (
    <form method="post" action={proPaths.patientIdentity(file.id)} class="border-t border-line pt-4 grid gap-2">
      <input type="hidden" name="version" value={file.version} />
      {identityDocument && identityCheckedOn && (
        <p>
          {t("check.seen", {
            day: fullDate(identityCheckedOn, "fr"),
            document: t(`check.document.${identityDocument}`),
          })}
        </p>
      )}
      <p class="muted">{t("check.undoThen")}</p>
      <Button tone="outline" name="geste" value="retirer" class="justify-self-start">
        {t("check.undo")}
      </Button>
    </form>
  );
}

function Refused({ refusal, file }: { refusal: CheckRefusal | "stale"; file: EditableFile }) {
  const t = useWords("secretariat");
  return (
    <Notice kind="sun" icon="triangle-alert" role="alert">
      <p>
        <strong>{t(`check.refused.${refusal}`)}</strong> {refusal === "incomplete" && t("check.refused.incompleteThen")}
      </p>
      {refusal === "incomplete" && (
        <ButtonLink tone="outline" href={proPaths.editPatient(file.id)} class="mt-3">
          {t("check.fix")}
        </ButtonLink>
      )}
    </Notice>
  );
}
