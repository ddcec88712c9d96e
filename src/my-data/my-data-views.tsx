import { homeZone } from "../accounts/home-zone.ts";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useIsland, useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { Export } from "./exports.ts";

export function MyDataView({ exports, isTooMany = false }: { exports: Export[]; isTooMany?: boolean }) {
  const t = useWords("my-data");
  const { now, language } = useRequest();
  const when = (at: Temporal.Instant) => dayAndHour(at, homeZone, now, language);
  return (
    <Page title={t("export.title")} current={paths.account()} width="narrow">
      <BackLink href={paths.account()}>{t("back")}</BackLink>
      <h1>{t("export.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t("export.lead")}</p>
      {isTooMany && (
        <Notice kind="sun" icon="hourglass" role="alert" class="mb-6">
          <p>{t("export.tooMany")}</p>
        </Notice>
      )}
      <form method="post" action={paths.myData()} class="sheet sheet-pad grid gap-4 justify-items-start">
        <p>{t("export.what")}</p>
        <ul class="ps-5 list-disc">
          {(["you", "relatives", "appointments", "notices", "consents", "journal"] as const).map((part) => (
            <li key={part}>{t(`export.parts.${part}`)}</li>
          ))}
        </ul>
        <Button icon="download">{t("export.ask")}</Button>
        <p class="muted small">{t("export.how")}</p>
      </form>
      {exports.length > 0 && (
        <section class="mt-10" aria-labelledby="fichiers">
          <h2 id="fichiers">{t("export.files")}</h2>
          <ul class="sheet px-5 sm:px-7 py-1 mt-4 rows">
            {exports.map(({ id, status, requestedAt }) => (
              <li key={id} class="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-4">
                <span>
                  {t("export.askedAt", { when: when(requestedAt) })}
                  <span class="muted block">{t(`export.status.${status}`)}</span>
                </span>
                <a class="link target" href={paths.dataExport(id)}>
                  {t("export.see")}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="muted mt-8">{t("export.practices")}</p>
    </Page>
  );
}

/** How far it is; without script a link asks again. */
export function ExportState({ found }: { found: Export }) {
  const t = useWords("my-data");
  const { status, partsDone, partsInAll } = found;
  useIsland("reload");
  return (
    <Page title={t("export.title")} current={paths.account()} width="narrow">
      <BackLink href={paths.myData()}>{t("export.title")}</BackLink>
      <h1 class="mb-6">{t(`export.heading.${status}`)}</h1>
      {status === "preparing" && (
        <div class="sheet sheet-pad grid gap-4" role="status" data-reload="3">
          <label class="grid gap-2">
            {t("export.progress", { done: partsDone, all: partsInAll })}
            <progress class="progress progress-primary w-full" value={partsDone} max={partsInAll} />
          </label>
          <p class="muted">{t("export.mailComes")}</p>
          <a class="link target justify-self-start" href={paths.dataExport(found.id)}>
            {t("export.lookAgain")}
          </a>
        </div>
      )}
      {status === "ready" && <Ready found={found} />}
      {status === "failed" && (
        <form method="post" action={paths.myData()} class="grid gap-4 justify-items-start">
          <p>{t("export.failed")}</p>
          <Button>{t("export.ask")}</Button>
        </form>
      )}
    </Page>
  );
}

function Ready({ found }: { found: Export }) {
  const t = useWords("my-data");
  const kilobytes = Math.max(1, Math.round(Number(found.sizeBytes) / 1000));
  return (
    <div class="sheet sheet-pad grid gap-4 justify-items-start">
      <p>{t("export.ready", { kilobytes })}</p>
      <ButtonLink href={paths.dataExportFile(found.id)} icon="download">
        {t("export.download")}
      </ButtonLink>
      <p class="muted flex gap-3">
        <Icon name="shield-check" class="mt-0.5" />
        <span>{t("export.safe")}</span>
      </p>
    </div>
  );
}
