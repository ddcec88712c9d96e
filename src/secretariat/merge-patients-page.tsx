import { type Context, Hono } from "hono";
import { countryName } from "../accounts/countries.ts";
import { look } from "../audit/look.ts";
import { communeLabel } from "../establishments/birth-communes.ts";
import type { StaffActor } from "../patients/files.ts";
import { differences, type MergeableFile, type MergeRefusal } from "../patients/merge.ts";
import { mergeableFiles, mergePatients } from "../patients/merge-patients.ts";
import { lookAtFound, searchPatients } from "../patients/search.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { MergeView, WithWhom } from "./merge-patients-view.tsx";

/** Joining two files: with which one, then the two side by side, each differing value to choose. */
export const mergePatientsPage = new Hono<Web>()
  .get(proPaths.mergePatients(":id"), async (c) => {
    const { avec, q } = c.req.query();
    return avec ? compare(c, { goneId: avec }) : chooseOther(c, q);
  })
  .post(proPaths.mergePatients(":id"), async (c) => {
    const typed = await typedIn(c);
    const { avec: goneId = "" } = typed;
    const by = c.var.actor as StaffActor;
    const files = await asActor(c.var.db, by, (tx) => mergeableFiles(tx, by, [idIn(c), goneId]));
    const [kept, gone] = [files.get(idIn(c)), files.get(goneId)];
    // what is the same in both is not asked; what was not answered is asked again
    const asked = kept && gone ? differences(kept, gone) : [];
    const isUnanswered = asked.some((field) => typed[field] !== "kept" && typed[field] !== "gone");
    if (isUnanswered) return compare(c, { goneId, typed, refusal: "stale", status: 409 });

    const outcome = await mergePatients(c.var.db, {
      kept: { id: idIn(c), version: Number(typed.keptVersion) || 0 },
      gone: { id: goneId, version: Number(typed.goneVersion) || 0 },
      fromGone: asked.filter((field) => typed[field] === "gone"),
      ...{ by, now: c.var.now() },
    });
    if (outcome.done) return c.redirect(proPaths.patient(outcome.keptId, { fait: "reuni" }), 303);
    if (outcome.because === "not-found") return c.notFound();
    return compare(c, { goneId, typed, refusal: outcome.because, status: 409 });
  });

interface Compared {
  goneId: string;
  typed?: Record<string, string>;
  refusal?: MergeRefusal | "stale";
  status?: 200 | 409;
}

async function compare(c: Context<Web>, { goneId, typed = {}, refusal, status = 200 }: Compared) {
  const by = c.var.actor as StaffActor;
  const files = await asActor(c.var.db, by, async (tx) => {
    const found = await mergeableFiles(tx, by, [idIn(c), goneId]);
    const { establishmentId } = by;
    const looked = [...found.keys()].map((patientId) => ({ establishmentId, patientId }));
    await look(tx, "patient-file-viewed", looked, c.var.now());
    return found;
  });
  const [kept, gone] = [files.get(idIn(c)), files.get(goneId)];
  if (!kept || !gone || kept.id === gone.id) return c.notFound();
  const places = { kept: await placeOf(c, kept), gone: await placeOf(c, gone) };
  return c.render(<MergeView {...{ kept, gone, places, typed, refusal }} />, status);
}

async function placeOf(c: Context<Web>, { birthplaceInsee }: MergeableFile): Promise<string | null> {
  if (!birthplaceInsee) return null;
  return countryName(birthplaceInsee, "fr") ?? (await communeLabel(c.var.db, birthplaceInsee)) ?? birthplaceInsee;
}

async function chooseOther(c: Context<Web>, typed: string | undefined) {
  const by = c.var.actor as StaffActor;
  const now = c.var.now();
  const found = await asActor(c.var.db, by, async (tx) => {
    const file = (await mergeableFiles(tx, by, [idIn(c)])).get(idIn(c));
    if (!file) return null;
    const q = typed?.slice(0, 120).replaceAll("\0", "") ?? file.nameUsed;
    const files = await searchPatients(tx, by, { q, now, limit: 20 });
    await lookAtFound(tx, by, [file, ...files], now);
    return { file, q, others: files.filter(({ id }) => id !== file.id) };
  });
  return found ? c.render(<WithWhom {...found} />) : c.notFound();
}
