export type Hue = "plain" | "sun" | "sky";

/** A person's initials on a ground that stays the same for the same initials. Decorative: the name stands beside it. */
export function Avatar({
  initials,
  hue = hueOf(initials),
  class: extra = "",
}: {
  initials: string;
  hue?: Hue;
  class?: string;
}) {
  return (
    <span class={`avatar-mark ${grounds[hue]} ${extra}`} aria-hidden="true">
      {initials}
    </span>
  );
}

const grounds: Record<Hue, string> = { plain: "", sun: "avatar-sun", sky: "avatar-sky" };
const hues: Hue[] = ["plain", "sky", "sun"];

function hueOf(initials: string): Hue {
  const [first = 0, second = 0] = Array.from(initials, (letter) => letter.codePointAt(0)!);
  return hues[(first + 2 * second) % hues.length]!;
}
