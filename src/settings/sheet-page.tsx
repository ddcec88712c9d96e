import { type Context, Hono } from "hono";
import { z } from "zod";
import { changePractitioner } from "../establishments/change-practitioner.ts";
import { type Sheet, sheetOf } from "../establishments/queries.ts";
import type { PractitionerSettings } from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import { readForm } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { wordsIn } from "../ui/words.ts";
import { lines, tick, tickedAmong, tickTyped, version } from "./answers.ts";
import { staffOf } from "./desk-of.ts";
import type { Previews } from "./previews.ts";
import { type FormState, isPreview } from "./setting-form.tsx";
import { telling } from "./setting-page.tsx";
import { feeSectors, paymentMeans, SheetForm, sheetLabels } from "./sheet-form.tsx";
import { languagesFor } from "./sheet-languages.ts";
import { differencesBetween } from "./stale.tsx";
import { type WithPractitioner, whoPresents } from "./who-presents.ts";

/** Fees are read of a manager only (changesIn). */
const SheetAnswers = z.object({
  presentation: lines(3000),
  feeSector: z.enum(["", ...feeSectors], "wrong.choose").default(""),
  takesVitale: tick,
  version,
});

/** What the public sheet says of a practitioner: by her manager, or herself for what is hers to say. */
export function sheetPage({ previews }: { previews: Previews }) {
  return new Hono<WithPractitioner>()
    .use(proPaths.sheet(":id"), whoPresents)
    .get(proPaths.sheet(":id"), async (c) => {
      const { practitioner } = c.var;
      return draw(c, { state: { typed: typedOf(practitioner) }, version: practitioner.version });
    })
    .post(proPaths.sheet(":id"), async (c) => {
      const { practitioner } = c.var;
      const isManager = c.var.desk.role === "manager";
      const form = await readForm(c, SheetAnswers);
      const read = Number(form.typed.version) || 0;
      if (!form.ok) return draw(c, { state: form, version: read }, 422);
      const said = changesIn(form.value, form.typed, practitioner);
      const changes = isManager ? said : { presentation: said.presentation, languages: said.languages };
      if (isPreview(form.typed)) return draw(c, { state: form, version: read, changes });

      const { id } = practitioner;
      const outcome = await changePractitioner(c.var.db, {
        id,
        changes,
        version: read,
        by: staffOf(c),
        now: c.var.now(),
      });
      if (outcome.done) return c.redirect(telling(proPaths.sheet(id), "enregistre"), 303);
      if (outcome.because === "stale") {
        const labels = sheetLabels(wordsIn("fr", "settings"), isManager);
        const differences = differencesBetween(form.typed, typedOf(outcome.now), labels);
        return draw(c, { state: { typed: form.typed, differences }, version: outcome.now.version, changes }, 409);
      }
      return outcome.because === "not-found"
        ? c.notFound()
        : draw(c, { state: { ...form, errors: { presentation: "wrong.form" } }, version: read }, 422);
    });

  /** The form, beside the sheet as it would then be. */
  async function draw(
    c: Context<WithPractitioner>,
    { state, version, changes = {} }: { state: FormState; version: number; changes?: Partial<Sheet> },
    status: 200 | 409 | 422 = 200,
  ) {
    const { practitioner, db, actor } = c.var;
    const today = c.var.now().toZonedDateTimeISO("UTC").toPlainDate();
    const sheet = await asActor(db, actor, (tx) => sheetOf(tx, practitioner.slug, today));
    return c.render(
      <SheetForm
        practitioner={practitioner}
        isManager={c.var.desk.role === "manager"}
        sheet={sheet && { ...sheet, ...changes }}
        state={state}
        hidden={{ version: String(version) }}
        previews={previews}
      />,
      status,
    );
  }
}

function changesIn(
  { presentation, feeSector, takesVitale }: z.output<typeof SheetAnswers>,
  typed: Record<string, string>,
  { languages }: PractitionerSettings,
) {
  const spoken = tickedAmong(typed, "lang", languagesFor(languages));
  return {
    presentation,
    languages: spoken.length > 0 ? spoken : ["fr"],
    feeSector: feeSectors.find((each) => each === feeSector) ?? null,
    paymentMeans: paymentMeans.filter((each) => typed[`means.${each}`] !== undefined),
    takesVitale,
  };
}

function typedOf(one: PractitionerSettings): Record<string, string> {
  return {
    presentation: one.presentation ?? "",
    ...Object.fromEntries(one.languages.map((code) => [`lang.${code}`, "on"])),
    feeSector: one.feeSector ?? "",
    ...Object.fromEntries(one.paymentMeans.map((means) => [`means.${means}`, "on"])),
    ...tickTyped("takesVitale", one.takesVitale),
  };
}
