import type { Language } from "../platform/web.ts";

/** What a person was told, agreed to, or allowed. A notice is acknowledged and terms are accepted, both of them before the space opens; a
 * consent is given or refused, and nothing depends on it (RGPD 4(11), 7 and 13). */
export type ProofKind = "notice" | "terms" | "consent";
export type Decision = "acknowledged" | "accepted" | "given" | "refused" | "withdrawn";

/** What one may allow beyond the service itself, each on its own, with the day its words were last changed in substance: what was said
 * of earlier words counts no more. The words are in words.*.json. Reminders are part of the service and ask for nothing. */
export const purposes = { survey: "2026-11-22", newsletter: "2026-11-22", premium: "2026-11-22" } as const;
export type Purpose = keyof typeof purposes;
export const purposeNames = Object.keys(purposes) as Purpose[];

/** What a proof is about. Of notices: that of the site (`account`), a practice's own (`practice`), or ours in the name of a practice that
 * wrote none (`practice-standard`). `use`: the terms. */
export type Subject = "account" | "practice" | "practice-standard" | "use" | Purpose;

/** What one user said at one moment about one text: the evidence apart. */
export interface Proof {
  id: string;
  kind: ProofKind;
  purpose: string;
  personId: string | null;
  establishmentId: string | null;
  /** A day, or `2026-11-22.2`: sorts as text. */
  version: string;
  textSha256: string;
  language: Language;
  decision: string;
  decidedAt: Temporal.Instant;
}

/** Whether these proofs show that the text was read, or accepted, in some language, at this version or a later one. */
export function isRead(
  proofs: readonly Proof[],
  { about, since, establishmentId = null }: { about: Subject; since: string; establishmentId?: string | null },
): boolean {
  return proofs.some(
    ({ purpose, version, decision, ...proof }) =>
      purpose === about && proof.establishmentId === establishmentId && version >= since && decision !== "withdrawn",
  );
}

/** How a consent stands: the last thing said of the words of today, or null when nothing was. `newestFirst` are a user's proofs. */
export function answerTo(purpose: Purpose, newestFirst: readonly Proof[]): "given" | "refused" | "withdrawn" | null {
  const said = newestFirst.find((proof) => proof.purpose === purpose && proof.version >= purposes[purpose]);
  return said ? (said.decision as "given" | "refused" | "withdrawn") : null;
}

export function isPurpose(word: string | undefined): word is Purpose {
  return purposeNames.some((name) => name === word);
}
