import type { ComponentChildren } from "preact";
import { listedName } from "../patients/listed-name.ts";
import { ageOn } from "../patients/relative.ts";
import { initialsOf, useToday } from "../patients/relative-words.ts";
import { proPaths } from "../pro-paths.ts";
import { Avatar } from "../ui/avatar.tsx";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { fullDate } from "../ui/format.ts";
import { ProPage } from "../ui/pro.tsx";
import { State } from "../ui/state.tsx";
import { useWords, type Words } from "../ui/words.ts";
import type { OpenedFile } from "./opened-file.ts";

/** The parts of a file, each a page. */
export type FilePart = "summary" | "visits" | "sent" | "notes" | "journal";

export interface FileSheetProps {
  file: OpenedFile;
  /** The part this page is; null: a form that belongs to none. */
  part: FilePart | null;
  /** Of the document, before the patient's name. */
  title: string;
  children: ComponentChildren;
}

/** A page of a patient's file: who it is, how the file stands, its parts, then the page. */
export function FileSheet({ file, part, title, children }: FileSheetProps) {
  const t = useWords("secretariat");
  return (
    <ProPage title={`${title} – ${listedName(file)}`} current={proPaths.patients()}>
      <BackLink href={proPaths.patients()}>{t("file.patients")}</BackLink>
      <div class="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Avatar initials={initialsOf({ firstNames: file.nameUsed, nameUsed: file.firstNames })} />
        <div class="me-auto min-w-0">
          <h1 class="break-words">{listedName(file)}</h1>
          <p class="muted">
            <BornAndNumber file={file} />
          </p>
        </div>
        <ButtonLink icon="plus" href={proPaths.newAppointment({ patient: file.id })}>
          {t("file.newAppointment")}
        </ButtonLink>
      </div>
      <FileStates file={file} />
      <Parts file={file} part={part} />
      <div class="mt-5">{children}</div>
    </ProPage>
  );
}

/** « Née ROCHE, le 14 mars 1951 (75 ans), dossier 004 127 ». */
function BornAndNumber({ file }: { file: OpenedFile }) {
  const t = useWords("secretariat");
  const { birthName, nameUsed, birthDate, number, sex } = file;
  const isOtherName = birthName.toLocaleUpperCase("fr") !== nameUsed.toLocaleUpperCase("fr");
  const on = { day: fullDate(birthDate, "fr"), age: ageInWords(t, ageOn(birthDate, useToday())) };
  const born = isOtherName
    ? t(`file.bornAs.${sex}`, { ...on, name: birthName.toLocaleUpperCase("fr") })
    : t(`file.born.${sex}`, on);
  return <>{number ? t("file.withNumber", { born, number: grouped(number) }) : born}</>;
}

/** « 75 ans »; « moins d'un an ». */
export function ageInWords(t: Words<"secretariat">, years: number): string {
  return years < 1 ? t("file.underOne") : t("file.age", { count: years });
}

/** « 004 127 »: figures by threes; any other number as it is. */
export function grouped(number: string): string {
  return /^\d{4,}$/.test(number) ? number.replace(/\B(?=(\d{3})+$)/g, "\u00a0") : number;
}

function FileStates({ file }: { file: OpenedFile }) {
  const t = useWords("secretariat");
  const { identityStatus, isLinked, blockedBecause, twin, id } = file;
  const isChecked = identityStatus === "validated" || identityStatus === "qualified";
  return (
    <ul class="flex flex-wrap gap-2 mt-4" aria-label={t("file.states")}>
      <li>
        <State kind={isChecked ? "ok" : "wait"} icon={isChecked ? "shield-check" : "shield-alert"}>
          {t(`identity.status.${identityStatus}`)}
        </State>
      </li>
      {isLinked && (
        <li>
          <State kind="ok" icon="link-2">
            {t("file.linked")}
          </State>
        </li>
      )}
      {blockedBecause !== null && (
        <li>
          <State kind="stop" icon="ban">
            {t(`file.blocked.${file.sex}`)}
          </State>
        </li>
      )}
      {twin && (
        <li>
          <a class="no-underline" href={proPaths.mergePatients(id, { avec: twin.id })}>
            <State kind="wait" icon="merge">
              <span class="underline underline-offset-2">{t(twin.isCertain ? "file.twin" : "file.perhapsTwin")}</span>
            </State>
          </a>
        </li>
      )}
    </ul>
  );
}

function Parts({ file: { id }, part }: Pick<FileSheetProps, "file" | "part">) {
  const t = useWords("secretariat");
  const parts: [FilePart, string][] = [
    ["summary", proPaths.patient(id)],
    ["visits", proPaths.patientAppointments(id)],
    ["sent", proPaths.patientNotices(id)],
    ["notes", proPaths.patientNotes(id)],
    ["journal", proPaths.patientJournal(id)],
  ];
  return (
    <nav aria-label={t("file.parts")} class="mt-5 border-b border-line flex gap-1 overflow-x-auto">
      {parts.map(([name, href]) => (
        <a
          key={name}
          href={href}
          aria-current={name === part ? "page" : undefined}
          class="target px-3 sm:px-4 no-underline whitespace-nowrap border-b-3 border-transparent muted hover:border-control aria-[current]:border-primary aria-[current]:text-primary aria-[current]:font-semibold"
        >
          {t(`file.part.${name}`)}
        </a>
      ))}
    </nav>
  );
}
