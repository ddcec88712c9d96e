import type { ComponentChildren } from "preact";
import { homeZone } from "../accounts/home-zone.ts";
import { dayFigures } from "../patients/file-typed.ts";
import { listedName } from "../patients/listed-name.ts";
import {
  differences,
  type MergeableFile,
  type MergeField,
  type MergeRefusal,
  mergeFields,
  proposedSide,
} from "../patients/merge.ts";
import { useToday } from "../patients/relative-words.ts";
import type { FoundPatient } from "../patients/search.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { dayAndMonth, phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { State } from "../ui/state.tsx";
import { useWords, type Words } from "../ui/words.ts";
import { detailOf } from "./found-list.tsx";

export interface MergeViewProps {
  kept: MergeableFile;
  gone: MergeableFile;
  /** Where each was born, as it is read. */
  places: { kept: string | null; gone: string | null };
  /** The sides chosen so far, by field. */
  typed: Record<string, string>;
  refusal: MergeRefusal | "stale" | undefined;
}

/** The two files side by side; each value in which they differ is chosen. */
export function MergeView({ kept, gone, places, typed, refusal }: MergeViewProps) {
  const t = useWords("secretariat");
  const differing = differences(kept, gone);
  const same = (Object.keys(mergeFields) as MergeField[]).filter((field) => !differing.includes(field));
  const said = (side: "kept" | "gone", field: MergeField) =>
    saidBy(t, side === "kept" ? kept : gone, places[side], field);
  const chosen = (field: MergeField) =>
    typed[field] === "kept" || typed[field] === "gone" ? typed[field] : proposedSide(field, kept, gone);
  return (
    <ProPage title={t("merge.title")} current={proPaths.patients()}>
      <BackLink href={proPaths.patientsToCheck()}>{t("toCheck.title")}</BackLink>
      <h1 class="mb-4">{t("merge.title")}</h1>
      <div class="max-w-[60rem] grid gap-4">
        {refusal && <Refused refusal={refusal} files={[kept, gone]} />}
        <form method="post" action={proPaths.mergePatients(kept.id)} class="grid gap-4">
          <input type="hidden" name="avec" value={gone.id} />
          <input type="hidden" name="keptVersion" value={kept.version} />
          <input type="hidden" name="goneVersion" value={gone.version} />
          <div class="sheet p-4 sm:p-5 grid gap-4">
            <div class="grid sm:grid-cols-2 gap-4">
              <FileHead file={kept} title={t("merge.keep")} icon="check" />
              <FileHead file={gone} title={t("merge.gone")} icon="merge">
                <a class="link target" href={proPaths.mergePatients(gone.id, { avec: kept.id })}>
                  {t("merge.swap")}
                </a>
              </FileHead>
            </div>
            {differing.map((field) => (
              <fieldset key={field} class="border-t border-line pt-3">
                <legend class="font-semibold float-left w-full mb-2">{t(`merge.field.${field}`)}</legend>
                <div class="clear-both grid sm:grid-cols-2 gap-2 sm:gap-4">
                  {(["kept", "gone"] as const).map((side) => (
                    <label key={side} class="choice py-2!">
                      <input
                        type="radio"
                        class="radio"
                        name={field}
                        value={side}
                        checked={chosen(field) === side}
                        required
                      />
                      <span class="break-words min-w-0">{said(side, field)}</span>
                    </label>
                  ))}
                </div>
              </fieldset>
            ))}
            <p class="muted text-sm border-t border-line pt-3">{t("merge.same")}</p>
            <dl class="facts gap-2! -mt-2">
              {same.map((field) => (
                <div key={field} class="flex flex-wrap gap-x-4">
                  <dt class="muted font-normal! w-44">{t(`merge.field.${field}`)}</dt>
                  <dd class="text-base-content!">{said("kept", field)}</dd>
                </div>
              ))}
            </dl>
          </div>
          <Notice icon="merge">
            <p>
              {t("merge.moves")} {(kept.personId || gone.personId) && t("merge.link")}{" "}
              <strong>{t("merge.undoable")}</strong>
            </p>
          </Notice>
          <div class="flex flex-wrap gap-3">
            <Button icon="merge">{t("merge.submit")}</Button>
            <ButtonLink tone="ghost" href={proPaths.patient(kept.id)}>
              {t("merge.back")}
            </ButtonLink>
          </div>
        </form>
        <form method="post" action={proPaths.patientsToCheck()} class="border-t border-line pt-4">
          <input type="hidden" name="un" value={kept.id} />
          <input type="hidden" name="autre" value={gone.id} />
          <Button tone="outline" icon="users">
            {t("merge.apart")}
          </Button>
        </form>
      </div>
    </ProPage>
  );
}

function FileHead({
  file,
  title,
  icon,
  children,
}: {
  file: MergeableFile;
  title: string;
  icon: "check" | "merge";
  children?: ComponentChildren;
}) {
  const t = useWords("secretariat");
  const day = dayAndMonth(file.createdAt.toZonedDateTimeISO(homeZone).toPlainDate(), useToday(), "fr");
  return (
    <section class="min-w-0">
      <p class="muted text-sm flex items-center gap-1">
        <Icon name={icon} /> {title}
      </p>
      <h2 class="break-words">{listedName(file)}</h2>
      <p class="muted text-sm">{t("merge.createdOn", { day })}</p>
      {file.personId && (
        <p class="mt-1">
          <State kind="ok" icon="link-2">
            {t("search.linked")}
          </State>
        </p>
      )}
      {children}
    </section>
  );
}

function saidBy(t: Words<"secretariat">, file: MergeableFile, place: string | null, field: MergeField): string {
  switch (field) {
    case "birthDate":
      return dayFigures(file.birthDate);
    case "sex":
      return t(`identity.sex.${file.sex}`);
    case "birthplaceInsee":
      return place ?? t("merge.nothing");
    case "phone":
      return file.phone ? phone(file.phone) : t("merge.nothing");
    case "blockedOnlineBecause":
      return file.blockedOnlineBecause === null
        ? t("merge.open")
        : t("merge.blocked", { why: file.blockedOnlineBecause });
    default:
      return file[field] ?? t("merge.nothing");
  }
}

function Refused({ refusal, files }: { refusal: MergeRefusal | "stale"; files: readonly MergeableFile[] }) {
  const t = useWords("secretariat");
  return (
    <Notice kind="sun" icon="triangle-alert" role="alert">
      <p>
        <strong>{t(`merge.refused.${refusal}`)}</strong> {refusal !== "stale" && t(`merge.refused.${refusal}Then`)}
      </p>
      {refusal === "two-persons" && (
        <p class="mt-2 flex flex-wrap gap-x-4">
          {files.map((file) => (
            <a key={file.id} class="link target" href={proPaths.unlinkPatient(file.id)}>
              {listedName(file)}
            </a>
          ))}
        </p>
      )}
    </Notice>
  );
}

/** With which file is this one to be joined? */
export function WithWhom({ file, q, others }: { file: MergeableFile; q: string; others: readonly FoundPatient[] }) {
  const t = useWords("secretariat");
  return (
    <ProPage title={t("merge.title")} current={proPaths.patients()}>
      <BackLink href={proPaths.patient(file.id)}>{listedName(file)}</BackLink>
      <h1>{t("merge.title")}</h1>
      <form action={proPaths.mergePatients(file.id)} role="search" class="mt-4 max-w-[46rem]">
        <label for="q" class="font-semibold">
          {t("merge.with", { name: listedName(file) })}
        </label>
        <p class="field-hint" id="q-hint">
          {t("search.hint")}
        </p>
        <div class="flex gap-2 mt-1">
          <input
            type="search"
            class="input grow"
            id="q"
            name="q"
            value={q}
            aria-describedby="q-hint"
            autocomplete="off"
            maxlength={120}
          />
          <Button>{t("search.button")}</Button>
        </div>
      </form>
      <div class="mt-5 max-w-[60rem]">
        {others.length === 0 ? (
          <p role="status">{t("search.none")}</p>
        ) : (
          <ul class="sheet rows overflow-clip" aria-label={t("search.found", { count: others.length })}>
            {others.map((other) => (
              <li key={other.id}>
                <a
                  href={proPaths.mergePatients(file.id, { avec: other.id })}
                  class="block px-4 py-2.5 min-h-11 no-underline text-base-content hover:bg-base-200"
                >
                  <span class="font-semibold block leading-tight break-words">{listedName(other)}</span>
                  <span class="muted text-sm break-words">{detailOf(other)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </ProPage>
  );
}
