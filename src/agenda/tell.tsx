import { canTakeTexts } from "../notices/mobile.ts";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/words.ts";
import { type PatientCard, waysToTell } from "./patient-card.ts";
import { Tick } from "./time-fields.tsx";

/** Telling the patient, and how she will be told: nobody is promised a mail that cannot leave. */
export function Tell({
  patient,
  isTicked,
  isDiscreet,
}: {
  patient: Pick<PatientCard, "isLinked" | "email" | "phone" | "sex"> | null;
  isTicked: boolean;
  isDiscreet: boolean;
}) {
  const t = useWords("agenda");
  const ways = patient ? waysToTell(patient, { canText: canTakeTexts }) : null;
  if (isDiscreet) return <p class="muted">{t("tell.discreet")}</p>;
  if (ways?.length === 0)
    return (
      <p class="flex gap-2.5 text-accent-text">
        <Icon name="phone" class="mt-0.5" />
        {t("tell.noWay")}
      </p>
    );
  const how = ways
    ? t(`tell.ways.${ways.join("+") as "account" | "mail" | "sms" | "mail+sms"}`)
    : t("tell.ways.unknown");
  return (
    <Tick name="prevenir" checked={isTicked}>
      {t(`tell.label.${patient?.sex ?? "U"}`)}
      <span class="muted block text-sm">{how}</span>
    </Tick>
  );
}
