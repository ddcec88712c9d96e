import { reasonMost } from "../patients/set-standing.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Choice, Choices } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { TextArea } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { FileSheet } from "./file-head.tsx";
import type { OpenedFile } from "./opened-file.ts";
import type { StandingAgain } from "./patient-standing-page.tsx";

export function StandingView({ file, typed, errors = {}, current }: StandingAgain & { file: OpenedFile }) {
  const t = useWords("secretariat");
  const wrong = useSentences("secretariat", errors);
  const isKnown = typed ? typed.connu !== undefined : file.isKnown;
  const online = typed ? typed.enLigne : file.blockedBecause === null ? "oui" : "non";
  const words = { max: reasonMost };
  const reasonError =
    wrong.motif && t(errors.motif === "standing.tooLong" ? "standing.tooLong" : "standing.reasonMissing", words);
  return (
    <FileSheet file={file} part={null} title={t("standing.title")}>
      <div class="max-w-[42rem]">
        <h2>{t("standing.title")}</h2>
        <ErrorSummary errors={reasonError ? { ...wrong, motif: reasonError } : wrong} />
        {current && (
          <Notice kind="sun" icon="triangle-alert" role="alert" class="mt-4">
            <p>
              <strong>{t("standing.stale")}</strong>{" "}
              {current.blockedBecause === null
                ? t("standing.nowOpen")
                : t("standing.nowBlocked", { reason: current.blockedBecause })}{" "}
              {t(current.isKnown ? "standing.nowKnown" : "standing.nowUnknown")}
            </p>
            <p class="small mt-1">{t("standing.staleThen")}</p>
          </Notice>
        )}
        <form method="post" action={proPaths.patientStanding(file.id)} class="sheet p-4 sm:p-5 grid gap-5 mt-4">
          <input type="hidden" name="connuAvant" value={file.isKnown ? "oui" : "non"} />
          <input type="hidden" name="motifAvant" value={file.blockedBecause ?? ""} />
          <Choices
            name="enLigne"
            legend={t("standing.online")}
            value={online}
            error={wrong.enLigne}
            options={[
              { value: "oui", label: t("standing.open"), detail: t("standing.openDetail") },
              { value: "non", label: t("standing.closed"), detail: t("standing.closedDetail") },
            ]}
          />
          <TextArea
            name="motif"
            label={t("standing.reason")}
            hint={t("standing.reasonHint")}
            value={typed ? typed.motif : (file.blockedBecause ?? "")}
            error={reasonError || undefined}
            rows={2}
          />
          <Choice name="connu" value="oui" checked={isKnown} detail={t("standing.knownDetail")}>
            {t(`standing.known.${file.sex}`)}
          </Choice>
          <p class="flex flex-wrap gap-2">
            <Button>{t("standing.save")}</Button>
            <ButtonLink tone="ghost" href={proPaths.patient(file.id)}>
              {t("file.backToFile")}
            </ButtonLink>
          </p>
        </form>
      </div>
    </FileSheet>
  );
}
