import type { Texts } from "../help/texts.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { FieldErrors, Language } from "../platform/web.ts";
import type { Purpose } from "./consent.ts";
import { type Evidence, noEvidence } from "./evidence.ts";
import { oneAtATime, prove, type Saying } from "./prove.ts";
import { type Remaining, type Required, remainingFor } from "./remaining.ts";
import { wordsOf } from "./words.ts";

export interface Passing {
  by: Extract<Actor, { kind: "user" }>;
  texts: Texts;
  now: Temporal.Instant;
  /** What was ticked: the fingerprint of the text that was read, by the name of its box. Left out, everything was: for programs that tell
   * a story. */
  ticked?: Record<string, string | undefined>;
  /** The optional purposes that were ticked. */
  given?: readonly Purpose[];
  language?: Language;
  evidence?: Evidence;
}

export type PassOutcome = { done: true } | { done: false; because: "unread"; missing: FieldErrors };

/** Opens the space: what remained to be read is acknowledged, the terms are accepted, and each optional purpose that was asked has its
 * answer. All of it, or none when a box was left, or when the text behind it is in force no more. Passing twice is calm. */
export async function passGate(
  db: Db,
  { by, texts, now, ticked, given = [], language = "fr", evidence = noEvidence }: Passing,
): Promise<PassOutcome> {
  return asActor(db, by, async (tx) => {
    await oneAtATime(tx, by.userId);
    const remaining = await remainingFor(tx, { texts, language });
    if (remaining.required.length === 0) return { done: true };

    const missing: FieldErrors = {};
    const read = remaining.required.flatMap((required) => {
      const text = required.texts.find(({ sha256 }, index) => (ticked ? ticked[required.box] === sha256 : index === 0));
      if (!text) missing[required.box] = whatIsMissing(required, ticked?.[required.box]);
      return text ? required.personIds.map((personId): Saying => ({ ...required.says, text, personId })) : [];
    });
    if (Object.keys(missing).length > 0) return { done: false, because: "unread", missing };
    await prove(tx, [...read, ...answers(remaining, given, language)], { channel: "gate", evidence, now });
    return { done: true };
  });
}

/** A box that was left, or one whose text changed since the page was shown. */
function whatIsMissing({ says }: Required, tick: string | undefined): string {
  return tick ? "gate.changed" : `gate.missing.${says.kind}`;
}

/** A box left empty is a no, and is remembered as one. */
function answers({ purposes, selfId }: Remaining, given: readonly Purpose[], language: Language): Saying[] {
  return purposes.map((purpose) => ({
    ...{ kind: "consent", about: purpose, text: wordsOf(purpose, language), personId: selfId },
    decision: given.includes(purpose) ? "given" : "refused",
  }));
}
