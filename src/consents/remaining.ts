import { ownNoticesOf, type PracticeNotice } from "../establishments/practice-notice.ts";
import type { LegalKind, LegalText, Texts } from "../help/texts.ts";
import type { Readable } from "../help/worded.ts";
import type { Tx } from "../platform/db.ts";
import type { Language } from "../platform/web.ts";
import { answerTo, isRead, type Proof, type Purpose, purposeNames } from "./consent.ts";
import type { Saying } from "./prove.ts";
import { myProofs, practicesKeepingFiles, type Represented, thoseISpeakFor } from "./queries.ts";

/** A text that must be read before the space opens, with the box that says so. */
export interface Required {
  /** The name of its box. */
  box: string;
  /** What a tick says. */
  says: Pick<Saying, "kind" | "about" | "decision" | "establishmentId">;
  /** In the language of the page first, then in the other: one may have read either. */
  texts: Readable[];
  /** Of a practice's notice. */
  establishmentName?: string;
  /** Whom it concerns among those she speaks for; null: herself, without a profile. */
  personIds: (string | null)[];
  /** The names of those among them who are not herself. */
  forOthers: string[];
}

export interface Remaining {
  required: Required[];
  /** Never answered yet: whoever said no is left in peace. */
  purposes: Purpose[];
  /** Nothing was ever read: there is no earlier version to speak of. */
  isFirst: boolean;
  /** The user's own profile. */
  selfId: string | null;
}

/** What the acting user still has to read before the space opens, and what may be asked on the occasion. A version that says the same in
 * substance as one she read asks for nothing. */
export async function remainingFor(
  tx: Tx,
  { texts, language }: { texts: Texts; language: Language },
): Promise<Remaining> {
  const [proofs, people, files] = [await myProofs(tx), await thoseISpeakFor(tx), await practicesKeepingFiles(tx)];
  const establishmentIds = [...new Set(files.map(({ establishmentId }) => establishmentId))];
  const notices = await ownNoticesOf(tx, establishmentIds);
  const selfId = people.find(({ isSelf }) => isSelf)?.personId ?? null;

  const ofPractices = establishmentIds.flatMap((establishmentId) => {
    const inLanguages = notices.filter((notice) => notice.establishmentId === establishmentId);
    const personIds = files.filter((file) => file.establishmentId === establishmentId).map(({ personId }) => personId);
    return ofPractice(inThisLanguageFirst(inLanguages, language), among(people, personIds), proofs);
  });
  return {
    required: [...ofTheSite({ texts, language, people, selfId, proofs }), ...ofPractices],
    purposes: purposeNames.filter((purpose) => answerTo(purpose, proofs) === null),
    isFirst: proofs.every(({ purpose }) => purpose !== "account"),
    selfId,
  };
}

interface OfTheSite {
  texts: Texts;
  language: Language;
  people: Represented[];
  selfId: string | null;
  proofs: Proof[];
}

/** The notice is read for oneself and those one speaks for; the terms bind oneself. */
function ofTheSite({ texts, language, people, selfId, proofs }: OfTheSite): Required[] {
  const inBoth = (kind: LegalKind) =>
    inThisLanguageFirst([texts.legalText(kind, "fr"), texts.legalText(kind, "en")], language);
  const [privacy, terms] = [inBoth("privacy"), inBoth("terms")];
  const everyone = people.length > 0 ? concerning(people) : concerningMyself(null);
  const unread = (about: "account" | "use", [text]: LegalText[]) =>
    !isRead(proofs, { about, since: text!.inSubstanceSince });
  const notice = { kind: "notice", about: "account", decision: "acknowledged" } as const;
  const contract = { kind: "terms", about: "use", decision: "accepted" } as const;
  return [
    ...(unread("account", privacy) ? [{ box: "information", says: notice, texts: privacy, ...everyone }] : []),
    ...(unread("use", terms) ? [{ box: "conditions", says: contract, texts: terms, ...concerningMyself(selfId) }] : []),
  ];
}

function ofPractice(texts: PracticeNotice[], people: Represented[], proofs: Proof[]): Required[] {
  const [text] = texts;
  if (!text) return [];
  const { establishmentId, establishmentName, inSubstanceSince: since } = text;
  if (isRead(proofs, { about: "practice", since, establishmentId })) return [];
  const says = { kind: "notice", about: "practice", decision: "acknowledged", establishmentId } as const;
  return [{ box: `cabinet-${establishmentId}`, says, texts, establishmentName, ...concerning(people) }];
}

function concerning(people: Represented[]): Pick<Required, "personIds" | "forOthers"> {
  const others = people.filter(({ isSelf }) => !isSelf);
  return { personIds: people.map(({ personId }) => personId), forOthers: others.map(({ name }) => name) };
}

function concerningMyself(personId: string | null): Pick<Required, "personIds" | "forOthers"> {
  return { personIds: [personId], forOthers: [] };
}

function among(people: Represented[], personIds: string[]): Represented[] {
  return people.filter(({ personId }) => personIds.includes(personId));
}

function inThisLanguageFirst<T extends { language: Language }>(texts: T[], language: Language): T[] {
  return texts.toSorted((a, b) => Number(b.language === language) - Number(a.language === language));
}
