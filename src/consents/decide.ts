import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { Language } from "../platform/web.ts";
import { answerTo, type Purpose } from "./consent.ts";
import { type Evidence, noEvidence } from "./evidence.ts";
import { oneAtATime, prove } from "./prove.ts";
import { myProofs, thoseISpeakFor } from "./queries.ts";
import { wordsOf } from "./words.ts";

export interface Choice {
  by: Extract<Actor, { kind: "user" }>;
  purpose: Purpose;
  decision: "given" | "withdrawn";
  language: Language;
  now: Temporal.Instant;
  evidence?: Evidence;
}

/** Gives a consent, or takes it back: the one as easily as the other. Saying the same twice is calm and leaves one proof; what was never
 * given is not withdrawn. */
export async function decideOnPurpose(
  db: Db,
  { by, purpose, decision, language, now, evidence = noEvidence }: Choice,
): Promise<void> {
  await asActor(db, by, async (tx) => {
    await oneAtATime(tx, by.userId);
    const isGiven = answerTo(purpose, await myProofs(tx)) === "given";
    if (isGiven === (decision === "given")) return;
    const self = (await thoseISpeakFor(tx)).find(({ isSelf }) => isSelf);
    const text = wordsOf(purpose, language);
    const saying = { kind: "consent", about: purpose, decision, text, personId: self?.personId ?? null } as const;
    await prove(tx, [saying], { channel: "consents", evidence, now });
  });
}
