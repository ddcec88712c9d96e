import type { ComponentChildren } from "preact";

/** Text of a heading in which short hyphenated words, such as « rendez-vous », are never cut at the end of a line. */
export function whole(text: string): ComponentChildren {
  return text.split(/(\p{L}+(?:-\p{L}+)+)/u).map((part, index) =>
    index % 2 === 1 && part.length <= 14 ? (
      <span key={part + index} class="whitespace-nowrap">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
