import type { TimeForStaffRefusal } from "../appointments/time-for-staff.ts";
import { KeyReused } from "../platform/idempotency.ts";

type Typed = Readonly<Record<string, string>>;

/** Does it as far as nothing stands against it; passes over what was told (`malgre`) when « quand même » was pressed, and over nothing else. The
 * grid asks in a dialog of its own and says `surnombre`. A second press of the same form finds the first one’s answer. */
export async function onPurposeOnly<Outcome extends { done: boolean }>(
  typed: Typed,
  attempt: (onPurpose: boolean) => Promise<Outcome | TimeForStaffRefusal>,
): Promise<Outcome | TimeForStaffRefusal> {
  if (typed.surnombre === "oui") return attempt(true);
  const isDeliberate = typed.geste === "quand-meme";
  try {
    const outcome = await attempt(false);
    return isDeliberate && wasTold(typed, outcome) ? await attempt(true) : outcome;
  } catch (error) {
    if (isDeliberate && error instanceof KeyReused) return attempt(true);
    throw error;
  }
}

function wasTold({ malgre = "" }: Typed, outcome: object): boolean {
  if (!("warnings" in outcome)) return false;
  const told = malgre.split(" ");
  return (outcome.warnings as string[]).every((warning) => told.includes(warning));
}
