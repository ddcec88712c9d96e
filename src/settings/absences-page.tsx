import { Hono } from "hono";
import { appointmentsUnder } from "../appointments/inside.ts";
import { absencesOpenTo } from "../availability/absences.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { type AbsenceLine, AbsenceList, isOver } from "./absence-list.tsx";
import { type ResourceKept, resourcesKept } from "./resources-kept.ts";

/** Who does not receive, and when: what is to come, and what is past. */
export const absencesPage = new Hono<Web>().get(proPaths.absences(), async (c) => {
  const now = c.var.now();
  const asked = c.req.query("praticien") || undefined;
  const view = await asActor(c.var.db, c.var.actor, async (tx): Promise<AbsencesShown | null> => {
    const resources = await resourcesKept(tx, c.var.desk);
    const shown = asked ? resources.filter(({ id }) => id === asked) : resources;
    if (asked && shown.length === 0) return null;
    const today = now.toZonedDateTimeISO(shown[0]?.zone ?? "Europe/Paris").toPlainDate();
    const lines: AbsenceLine[] = [];
    for (const absence of await absencesOpenTo(tx, { resourceIds: shown.map(({ id }) => id) })) {
      const resource = shown.find(({ id }) => id === absence.resourceId)!;
      const under = isOver(absence, today) ? [] : await appointmentsUnder(tx, { absence, now });
      lines.push({ absence, who: resource.name, under: under.length, isMine: resource.isMine });
    }
    const [past, ahead] = [true, false].map((over) => lines.filter(({ absence }) => isOver(absence, today) === over));
    return { resources, asked, today, ahead: ahead!, past: past!.toReversed() };
  });
  const mayReplace = c.var.desk.role === "manager";
  return view ? c.render(<Absences {...view} mayReplace={mayReplace} />) : c.notFound();
});

interface AbsencesShown {
  resources: readonly ResourceKept[];
  asked: string | undefined;
  today: Temporal.PlainDate;
  ahead: readonly AbsenceLine[];
  past: readonly AbsenceLine[];
}

/** `mayReplace`: substitutes are a manager’s to appoint. */
function Absences({ resources, asked, today, ahead, past, mayReplace }: AbsencesShown & { mayReplace: boolean }) {
  const t = useWords("settings");
  const add = proPaths.newAbsence(asked ? { praticien: asked } : {});
  return (
    <ProPage title={t("absences.title")}>
      <div class="flex flex-wrap items-center gap-x-4 gap-y-3 mb-4">
        <h1 class="me-auto">{t("absences.title")}</h1>
        {resources.length > 1 && (
          <form method="get" action={proPaths.absences()} class="flex flex-wrap items-center gap-2">
            <select class="select w-auto! max-w-[14rem]" name="praticien" aria-label={t("absences.who")}>
              <option value="">{t("absences.everyone")}</option>
              {resources.map(({ id, name }) => (
                <option key={id} value={id} selected={id === asked}>
                  {name}
                </option>
              ))}
            </select>
            <Button tone="outline">{t("openings.show")}</Button>
          </form>
        )}
        {mayReplace && (
          <ButtonLink tone="outline" icon="arrow-left-right" href={proPaths.substitutes()}>
            {t("absences.substitutes")}
          </ButtonLink>
        )}
        <ButtonLink icon="plus" href={add}>
          {t("absences.add")}
        </ButtonLink>
      </div>
      <Done />
      {ahead.length === 0 ? (
        <EmptyState icon="plane" title={t("absences.none")} text={t("absences.noneThen")}>
          <ButtonLink icon="plus" href={add}>
            {t("absences.add")}
          </ButtonLink>
        </EmptyState>
      ) : (
        <section class="sheet p-4 sm:p-5" aria-labelledby="a-venir">
          <h2 id="a-venir">{t("absences.ahead")}</h2>
          <AbsenceList lines={ahead} today={today} />
        </section>
      )}
      {past.length > 0 && (
        <details class="sheet p-4 mt-4">
          <summary class="target font-semibold cursor-pointer">
            {t("absences.pastMore", { count: past.length })}
          </summary>
          <AbsenceList lines={past} today={today} />
        </details>
      )}
    </ProPage>
  );
}

const deeds = ["absence-declaree", "absence-enregistree", "absence-supprimee"] as const;

function Done() {
  const t = useWords("settings");
  const fait = new URL(useRequest().path, "http://localhost").searchParams.get("fait");
  const deed = deeds.find((each) => each === fait);
  if (!deed) return null;
  return (
    <Notice kind="ok" icon="check" role="status" class="mb-4">
      <p>
        <strong>{t(`absences.told.${deed}`)}</strong>
      </p>
    </Notice>
  );
}
