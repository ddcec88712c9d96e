interface FactsProps {
  /** Each name with what is known; what is not is left out. */
  facts: [string, string | null][];
  class?: string;
}

/** What is known of someone or something, one line apiece. */
export function Facts({ facts, class: extra = "" }: FactsProps) {
  return (
    <dl class={`sheet sheet-pad facts ${extra}`.trim()}>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
