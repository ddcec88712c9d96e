import { type Context, Hono } from "hono";
import { homeZone } from "../accounts/home-zone.ts";
import { look } from "../audit/look.ts";
import type { StaffActor } from "../patients/files.ts";
import { listedName } from "../patients/listed-name.ts";
import { mergeTold, type ToldMerge } from "../patients/merge-told.ts";
import { useToday } from "../patients/relative-words.ts";
import { type UnmergeRefusal, unmergePatients } from "../patients/unmerge-patients.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { dayAndMonth } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useWords } from "../ui/words.ts";

/** Separating two files that were joined: what goes back, what stays, and both of them once it is done. */
export const unmergePatientsPage = new Hono<Web>()
  .get(proPaths.unmergePatients(":merge"), (c) => show(c, {}))
  .post(proPaths.unmergePatients(":merge"), async (c) => {
    const mergeId = c.req.param("merge") ?? "";
    const outcome = await unmergePatients(c.var.db, { mergeId, by: c.var.actor as StaffActor, now: c.var.now() });
    if (outcome.done) return c.redirect(proPaths.unmergePatients(mergeId), 303);
    return outcome.because === "not-found" ? c.notFound() : show(c, { refusal: outcome.because, status: 409 });
  });

async function show(c: Context<Web>, { refusal, status = 200 }: { refusal?: UnmergeRefusal; status?: 200 | 409 }) {
  const by = c.var.actor as StaffActor;
  const told = await asActor(c.var.db, by, async (tx) => {
    const found = await mergeTold(tx, by, c.req.param("merge") ?? "");
    const { establishmentId } = by;
    if (found) await look(tx, "patient-file-viewed", { establishmentId, patientId: found.kept.id }, c.var.now());
    return found;
  });
  if (!told) return c.notFound();
  const isOver = Temporal.Instant.compare(told.undoableUntil, c.var.now()) < 0;
  const because = refusal ?? (isOver && !told.unmergedAt ? "too-late" : null);
  return c.render(<Unmerge told={told} refusal={because} />, status);
}

function Unmerge({ told, refusal }: { told: ToldMerge; refusal: UnmergeRefusal | null }) {
  const t = useWords("secretariat");
  const { kept, gone, mergedAt, undoableUntil, unmergedAt, appointments, edited } = told;
  const today = useToday();
  const day = (at: Temporal.Instant) => dayAndMonth(at.toZonedDateTimeISO(homeZone).toPlainDate(), today, "fr");
  const names = edited.map((field) => t(`merge.field.${field}`)).join(", ");
  return (
    <ProPage title={t("unmerge.title")} current={proPaths.patients()}>
      <BackLink href={proPaths.patient(kept.id)}>{listedName(kept)}</BackLink>
      <h1 class="mb-4">{t("unmerge.title")}</h1>
      <div class="max-w-[40rem] grid gap-4">
        {unmergedAt ? (
          <Notice kind="ok" icon="check" role="status">
            <p>
              <strong>{t("unmerge.done")}</strong>
            </p>
            {gone && (
              <p>
                <a class="link target" href={proPaths.patient(gone.id)}>
                  {t("unmerge.other", { name: listedName(gone) })}
                </a>
              </p>
            )}
          </Notice>
        ) : (
          <p>
            {t("unmerge.lead", { day: day(mergedAt) })} {t("unmerge.until", { day: day(undoableUntil) })}
          </p>
        )}
        {refusal && (
          <Notice kind="sun" icon="triangle-alert" role="alert">
            <p>
              <strong>{t(`unmerge.refused.${refusal}`)}</strong>{" "}
              {refusal === "kept-was-joined" && t("unmerge.refused.kept-was-joinedThen")}
            </p>
          </Notice>
        )}
        <section class="sheet p-4" aria-labelledby="depuis">
          <h2 id="depuis">{t("unmerge.since")}</h2>
          {appointments + edited.length === 0 && <p class="muted mt-1">{t("unmerge.nothingSince")}</p>}
          <ul class="mt-1">
            {appointments > 0 && <li>{t("unmerge.sinceVisits", { count: appointments })}</li>}
            {edited.length > 0 && <li>{t("unmerge.sinceEdited", { fields: names })}</li>}
          </ul>
        </section>
        {!unmergedAt && !refusal && (
          <form method="post" action={proPaths.unmergePatients(told.id)} class="grid gap-3">
            <p class="muted">{t("unmerge.notThem")}</p>
            <div class="flex flex-wrap gap-3">
              <Button icon="split">{t("unmerge.submit")}</Button>
              <ButtonLink tone="ghost" href={proPaths.patient(kept.id)}>
                {t("unmerge.back")}
              </ButtonLink>
            </div>
          </form>
        )}
      </div>
    </ProPage>
  );
}
