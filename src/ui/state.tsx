import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

export type StateKind = "plain" | "ok" | "wait" | "stop" | "info" | "new";

/** How something stands: a sign, a word, a ground; without the colour nothing is lost. */
export function State({
  kind = "plain",
  icon,
  children,
}: {
  kind?: StateKind;
  icon: IconName;
  children: ComponentChildren;
}) {
  return (
    <span class={`state ${kinds[kind]}`}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

const kinds: Record<StateKind, string> = {
  plain: "",
  ok: "state-ok",
  wait: "state-wait",
  stop: "state-stop",
  info: "state-info",
  new: "state-new",
};
