/** The colour of a visit reason, as the agenda shows it. Its name stands beside it. */
export function Hue({ hue }: { hue: number }) {
  return (
    <span
      class={`hue-${hue} inline-block w-7 h-6 rounded-md shrink-0 border-s-[5px] border-[var(--ev)] bg-[var(--ev-bg)]`}
      aria-hidden="true"
    />
  );
}
