import type { ComponentChildren } from "preact";

/** A sentence in pieces: plain text, or words between two marks, as in « appelez le <phone>01 99…</phone> ». Marks do not nest. */
export type Piece = string | { mark: string; words: string };

/** Reads the marks of a sentence of words.*.json. What is not a pair of marks stays text. */
export function pieces(sentence: string): Piece[] {
  return sentence
    .split(/(<(\w+)>.*?<\/\2>)/u)
    .flatMap((part, index) => (index % 3 === 0 ? [part] : index % 3 === 1 ? [marked(part)] : []))
    .filter((piece) => piece !== "");
}

/** A sentence whose marked words are dressed by `marks`, by name; <b> is bold without being told. Words under an unknown mark
 * are printed bare, so that nothing a person typed can become an element of its own. */
export function Rich({
  children,
  marks = {},
}: {
  children: string;
  marks?: Record<string, (words: string) => ComponentChildren>;
}) {
  const dress: typeof marks = { b: (words) => <strong>{words}</strong>, ...marks };
  return (
    <>
      {pieces(children).map((piece) =>
        typeof piece === "string" ? piece : (dress[piece.mark]?.(piece.words) ?? piece.words),
      )}
    </>
  );
}

function marked(part: string): Piece {
  const mark = part.slice(1, part.indexOf(">"));
  return { mark, words: part.slice(mark.length + 2, -(mark.length + 3)) };
}
