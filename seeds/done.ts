type Outcome = { done: true } | { done: false; because: string };

/** What a verb gave that must succeed here: in a story a refusal is a mistake of whoever wrote it. */
export function done<O extends Outcome>(outcome: O): Extract<O, { done: true }> {
  if (!outcome.done) throw new Error(`the story stops here: ${outcome.because}`);
  return outcome as Extract<O, { done: true }>;
}
