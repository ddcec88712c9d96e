import { proPaths } from "../pro-paths.ts";
import { Button } from "../ui/button.tsx";
import { useWords } from "../ui/words.ts";
import type { AgendaKept } from "./agendas-kept.ts";
import { DayField } from "./time-fields.tsx";
import type { Week } from "./week.ts";

interface CopyWeekProps {
  agenda: AgendaKept;
  week: Week;
  copyRefusal?: "same-week" | "nothing-to-copy" | "no-date" | undefined;
  /** The day that was typed. */
  copyTo?: string | undefined;
}

/** Opening another week as this one is. */
export function CopyWeek({ agenda, week, copyRefusal, copyTo }: CopyWeekProps) {
  const t = useWords("settings");
  return (
    <details class="sheet p-4 mt-4" open={copyRefusal !== undefined}>
      <summary class="target font-semibold cursor-pointer">{t("openings.copy")}</summary>
      <form method="post" action={proPaths.openings()} class="flex flex-wrap items-end gap-3 mt-2" novalidate>
        <input type="hidden" name="praticien" value={agenda.id} />
        <input type="hidden" name="semaine" value={week.monday.toString()} />
        <p class="muted w-full">{t("openings.copyHint")}</p>
        <DayField
          name="vers"
          label={t("openings.copyTo")}
          value={copyTo ?? week.monday.add({ days: 7 }).toString()}
          error={copyRefusal && t(`openings.copyRefused.${copyRefusal}`)}
        />
        <Button tone="soft" icon="layers-2">
          {t("openings.copyDo")}
        </Button>
      </form>
    </details>
  );
}
