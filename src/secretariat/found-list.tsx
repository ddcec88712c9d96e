import { bornLine } from "../patients/born-line.ts";
import { listedName } from "../patients/listed-name.ts";
import type { FoundPatient } from "../patients/search.ts";
import { proPaths } from "../pro-paths.ts";
import { phone } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { State } from "../ui/state.tsx";
import { useWords, wordsIn } from "../ui/words.ts";
import { grouped } from "./file-head.tsx";

/** Files as lists show them, each a link to itself: who it is, what tells her from another of the same name, how to reach her. */
export function FoundList({ files, label }: { files: readonly FoundPatient[]; label: string }) {
  return (
    <ul class="sheet rows overflow-clip" aria-label={label} data-found-list>
      {files.map((file) => (
        <li key={file.id}>
          <FoundLine file={file} />
        </li>
      ))}
    </ul>
  );
}

function FoundLine({ file }: { file: FoundPatient }) {
  const t = useWords("secretariat");
  return (
    <a
      href={proPaths.patient(file.id)}
      class="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 min-h-11 no-underline text-base-content hover:bg-base-200"
    >
      <span class="me-auto min-w-0">
        <span class="font-semibold block leading-tight break-words">{listedName(file)}</span>
        <span class="muted text-sm break-words">{detailOf(file)}</span>
      </span>
      {file.blockedOnlineBecause !== null && (
        <State kind="stop" icon="ban">
          {t("search.blocked")}
        </State>
      )}
      {file.isLinked && (
        <State kind="ok" icon="link-2">
          {t("search.linked")}
        </State>
      )}
      <Icon name="chevron-right" class="muted" />
    </a>
  );
}

/** « née ROCHE le 14/03/1951 · 06 39 98 41 07 · dossier 004 127 ». */
export function detailOf(file: FoundPatient): string {
  const t = wordsIn("fr", "secretariat");
  const number = file.number && t("search.file", { number: grouped(file.number) });
  return [bornLine(file), file.phone && phone(file.phone), number].filter(Boolean).join(" · ");
}
