import type { IconName } from "../ui/icons.ts";
import { State, type StateKind } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import type { ImportState } from "./import-run.ts";

const looks: Record<ImportState, { kind: StateKind; icon: IconName }> = {
  uploaded: { kind: "info", icon: "file-spreadsheet" },
  checking: { kind: "wait", icon: "hourglass" },
  checked: { kind: "info", icon: "list-checks" },
  importing: { kind: "wait", icon: "hourglass" },
  done: { kind: "ok", icon: "check" },
  stopped: { kind: "plain", icon: "ban" },
  failed: { kind: "stop", icon: "triangle-alert" },
};

/** How far a file is, in a word. */
export function RunState({ state }: { state: ImportState }) {
  const t = useWords("transfer");
  return <State {...looks[state]}>{t(`states.${state}`)}</State>;
}
