import type { FreeTime } from "../appointments/free-times.ts";
import type { Warning } from "../appointments/time-for-staff.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useWords } from "../ui/words.ts";
import type { Booking, BookingRefusal } from "./booking.ts";
import { FreeTimeButtons } from "./free-time-buttons.tsx";

/** Why it was not saved, in plain words, with the nearest times that can be had. */
export function BookingRefused({ booking, refusal }: { booking: Booking; refusal: BookingRefusal }) {
  const t = useWords("agenda");
  const isNever = refusal.because !== "only-on-purpose" && refusal.because !== "look-first";
  return (
    <Notice kind="sun" icon={isNever ? "ban" : "triangle-alert"} role="alert">
      <p class="font-semibold">{t(`refused.title.${refusal.because}`)}</p>
      {refusal.because === "only-on-purpose" ? (
        <WarningList warnings={refusal.warnings} practitioner={booking.agenda.name} />
      ) : (
        <p>
          {t(`refused.text.${refusal.because}`, { practitioner: booking.agenda.name, reason: booking.reason.name })}
        </p>
      )}
      <Nearest times={booking.time ? booking.times : []} sites={booking.agenda.sites} />
    </Notice>
  );
}

/** What stands against a time, a sentence each. */
export function WarningList({ warnings, practitioner }: { warnings: readonly Warning[]; practitioner: string }) {
  const t = useWords("agenda");
  return (
    <ul class={warnings.length > 1 ? "list-disc ps-5" : ""}>
      {warnings.map((warning) => (
        <li key={warning}>{t(`refused.warning.${warning}`, { practitioner })}</li>
      ))}
    </ul>
  );
}

function Nearest({ times, sites }: { times: readonly FreeTime[]; sites: readonly { id: string; name: string }[] }) {
  const t = useWords("agenda");
  if (times.length === 0) return null;
  return (
    <div class="mt-3">
      <p class="mb-2">{t("refused.nearest")}</p>
      <FreeTimeButtons times={times} sites={sites} />
    </div>
  );
}

/** The second, deliberate step: it says what it will do, and is done for what was told and nothing else. */
export function OnPurpose({ warnings, label }: { warnings: readonly Warning[]; label?: string }) {
  const t = useWords("agenda");
  return (
    <div class="grid gap-2">
      <input type="hidden" name="malgre" value={warnings.join(" ")} />
      <Button tone="outline" icon="layers-2" name="geste" value="quand-meme" class="btn-block">
        {label ?? t("refused.anyway")}
      </Button>
      <p class="muted text-sm flex gap-2">
        <Icon name="info" class="mt-0.5" />
        {t(warnings.includes("taken") ? "refused.anywayOver" : "refused.anywayOutside")}
      </p>
    </div>
  );
}
