import { practiceNotice } from "../establishments/practice-notice.ts";
import type { Texts } from "../help/texts.ts";
import type { Tx } from "../platform/db.ts";
import type { Language } from "../platform/web.ts";
import type { Evidence } from "./evidence.ts";
import { prove } from "./prove.ts";

/** What the page showed beside the button of a booking: that the practice answers for the data, and where it says how. */
export interface Informed {
  texts: Texts;
  language: Language;
  evidence: Evidence;
}

/** Writes down, in the transaction of a person's first online booking at a practice, that whoever books had its notice before the eyes, with
 * the very words of it. */
export async function acknowledgeAtBooking(
  tx: Tx,
  {
    texts,
    language,
    evidence,
    now,
    ...whom
  }: Informed & { personId: string; establishmentId: string; now: Temporal.Instant },
): Promise<void> {
  const notice = await practiceNotice(tx, { texts, language, establishmentId: whom.establishmentId });
  if (!notice) return;
  const about = notice.isTheirs ? "practice" : "practice-standard";
  const saying = { kind: "notice", about, decision: "acknowledged", text: notice, ...whom } as const;
  await prove(tx, [saying], { channel: "booking", evidence, now });
}
