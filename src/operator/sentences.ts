import type { FieldErrors } from "../platform/web.ts";
import { useSentences } from "../ui/words.ts";

/** A form's errors as sentences: those of mail addresses are told by the words of accounts. */
export function useOperatorSentences(errors: FieldErrors): FieldErrors {
  const isOfMail = ([, key]: [string, string]) => key.startsWith("email.");
  const entries = Object.entries(errors);
  const ofMail = useSentences("accounts", Object.fromEntries(entries.filter(isOfMail)));
  const ours = useSentences("operator", Object.fromEntries(entries.filter((entry) => !isOfMail(entry))));
  return Object.fromEntries(entries.map(([field]) => [field, ours[field] ?? ofMail[field] ?? ""]));
}
