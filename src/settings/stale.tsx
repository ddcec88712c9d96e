import { Notice } from "../ui/notice.tsx";
import { useWords } from "../ui/words.ts";

/** One answer that someone else gave otherwise meanwhile. */
export interface Difference {
  name: string;
  label: string;
  /** What stands there now, and what was just typed. */
  theirs: string;
  yours: string;
}

/** The fields whose answer is no longer the one typed, among those that have a label. */
export function differencesBetween(
  typed: Record<string, string>,
  standing: Record<string, string>,
  labels: Record<string, string>,
): Difference[] {
  return Object.entries(labels)
    .map(([name, label]) => ({ name, label, theirs: standing[name] ?? "", yours: typed[name] ?? "" }))
    .filter(({ theirs, yours }) => theirs.trim() !== yours.trim());
}

/** Someone else saved this page first: what differs, and what to do. Nothing was overwritten. */
export function Stale({ differences, reload }: { differences: Difference[]; reload: string }) {
  const t = useWords("settings");
  return (
    <Notice kind="sun" icon="triangle-alert" role="alert" class="mb-4">
      <p>
        <strong>{t("stale.title")}</strong> {t("stale.what")}
      </p>
      {differences.length > 0 && (
        <ul class="mt-2 list-disc ps-5">
          {differences.map(({ name, label, theirs, yours }) => (
            <li key={name} class="wrap-anywhere">
              <a class="link" href={`#${name}`}>
                {label}
              </a>
              {" : "}
              {t("stale.difference", {
                theirs: said(theirs, t("stale.nothing")),
                yours: said(yours, t("stale.nothing")),
              })}
            </li>
          ))}
        </ul>
      )}
      <p class="mt-2">
        {t("stale.then")}{" "}
        <a class="link" href={reload}>
          {t("stale.theirs")}
        </a>
      </p>
    </Notice>
  );
}

function said(text: string, nothing: string): string {
  return text === "" ? nothing : text === "on" ? "✓" : text;
}
